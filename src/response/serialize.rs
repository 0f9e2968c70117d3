//! An error as data: the shape of `error-catalog decode --format json`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::{ApiError, Arguments, Catalog, Entry};

/// As `error-catalog decode --format json` writes it. Keys may be added, and none is changed.
///
/// | Key | Value |
/// |---|---|
/// | `outcome` | `failed` |
/// | `catalog` | the path of the catalog; null if rows of several are possible, or none |
/// | `name` | the name of the variant, if a single row is known |
/// | `code` | the wire code, known or not |
/// | `status` | the HTTP status, if it was given |
/// | `message` | what the API says |
/// | `arguments` | an object: the values of the message's placeholders |
/// | `context` | an object: what else the response says of the error |
/// | `category`, `retry` | words, as catalogs write them |
/// | `known` | whether the catalogs have the code |
/// | `found` | a word of [`Match`](crate::Match) |
/// | `case` | the sub-type, if the page of the error has sub-types |
/// | `trace_id` | the identifier of the request at the vendor |
/// | `may_have_taken_effect` | whether the request may have started something all the same |
/// | `rows` | the possible rows: `["vidu/api/FieldLacking"]` |
/// | `retry_after` | the wait that the server has asked for, in seconds, rounded up |
/// | `others` | the [other errors](ApiError::others) of the response, each an object like this |
///
/// ```
/// # #[cfg(all(feature = "catalogs", feature = "json"))] {
/// use error_catalog::novita;
///
/// let body = br#"{"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance"}"#;
/// let error = novita::ApiError::read(Some(403), body).unwrap();
/// let json = serde_json::to_value(&error)?;
/// assert_eq!(json["name"], "NotEnoughBalance");
/// assert_eq!(json["retry"], error.retry().as_str());
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<C> Serialize for ApiError<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows().collect();
        Report { outcome: "failed", status: self.status(), error: Some(self), rows }
            .serialize(serializer)
    }
}

/// What a response says. It may report no error.
pub(crate) struct Report<'e, C> {
    pub outcome: &'static str,
    pub status: Option<u16>,
    pub error: Option<&'e ApiError<'e, C>>,
    /// The possible rows. Of a response of an unknown vendor, there may be more than the error's own.
    pub rows: Vec<(&'static Catalog, &'static Entry)>,
}

impl<C> Serialize for Report<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = self.error;
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|(catalog, entry)| format!("{}/{}", catalog.path(), entry.name()))
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("outcome", self.outcome)?;
        map.serialize_entry("catalog", &error.and_then(only_catalog))?;
        map.serialize_entry("name", &error.and_then(ApiError::entry).map(Entry::name))?;
        map.serialize_entry("code", &error.and_then(ApiError::sent_code))?;
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("message", &error.and_then(ApiError::message))?;
        map.serialize_entry("arguments", &Values(error.and_then(ApiError::arguments)))?;
        map.serialize_entry("context", &Context(error))?;
        map.serialize_entry("category", &error.map(|error| error.category().as_str()))?;
        map.serialize_entry("retry", &error.map(|error| error.retry().as_str()))?;
        map.serialize_entry("known", &error.and_then(ApiError::wire_code).is_some())?;
        map.serialize_entry("found", &error.map(|error| error.matched().as_str()))?;
        map.serialize_entry("case", &error.and_then(ApiError::case).map(|case| case.name))?;
        map.serialize_entry("trace_id", &error.and_then(ApiError::trace_id))?;
        let effect = error.map(ApiError::may_have_taken_effect);
        map.serialize_entry("may_have_taken_effect", &effect)?;
        map.serialize_entry("rows", &rows)?;
        let wait = error.and_then(ApiError::retry_after);
        let seconds = wait.map(whole_seconds);
        map.serialize_entry("retry_after", &seconds)?;
        map.serialize_entry("others", error.map_or(&[][..], ApiError::others))?;
        map.end()
    }
}

/// Rounded up, as an early request is refused again.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}

/// The catalog of the possible rows, if it is one.
fn only_catalog<C>(error: &ApiError<'_, C>) -> Option<&'static str> {
    let mut paths = error.rows().map(|(catalog, _)| catalog.path());
    let first = paths.next()?;
    paths.all(|path| path == first).then_some(first)
}

/// What else the response says, in its order.
struct Context<'e, C>(Option<&'e ApiError<'e, C>>);

impl<C> Serialize for Context<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(|error| error.context()))
    }
}

/// The values of placeholders, in their order.
struct Values<'e>(Option<Arguments<'e>>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(Arguments::iter))
    }
}
