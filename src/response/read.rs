//! Reading an error out of a body in JSON, or whatever came in its place.
//!
//! One pass looks only at what the catalogs' pointers point to, and keeps what it has found when the
//! body breaks off. What can be borrowed from the body is; the rest is skipped without being kept.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ApiError;
use crate::{AnyCode, Catalog, CodeSet, UnknownCatalog};

/// How much of a body is read: an error is in the first of it, or it isn't one.
const MAX_BODY: usize = 1 << 20;

/// How much of a body is kept as the message that can't be read.
const MAX_RAW: usize = 1 << 10;

/// How many pointers are followed at once, one bit each.
const MAX_POINTERS: usize = 64;

impl<'a, C: CodeSet> ApiError<'a, C> {
    /// The error that a response reports; `None` where it reports none: the body of a success, or of
    /// a task that is still running or was done.
    ///
    /// `status` is the HTTP status, if it is known. With a status from 400 on, there always is an
    /// error, whatever the body is: no JSON, cut off, empty, of another shape. Without one, and with a
    /// body that isn't JSON, there is one, too; what came is its [message](Self::message) then, up to
    /// 1 KiB of it. Of a body, the first MiB is read.
    ///
    /// A code is a text: where a catalog's pointer leads to a number, as in Kratos' `"code": 400`, the
    /// next pointer is followed. A relay's body, which has the vendor's as a text inside, is read
    /// for what is inside.
    ///
    /// Where the code is known and the message has no escapes, nothing is allocated.
    pub fn read(status: Option<u16>, body: &'a [u8]) -> Option<Self> {
        Self::read_among(C::CATALOGS, C::VENDOR_CATALOGS, status, body)
    }

    fn read_among(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        body: &'a [u8],
    ) -> Option<Self> {
        let whole = body.len() <= MAX_BODY;
        let body = &body[..body.len().min(MAX_BODY)];
        match core::str::from_utf8(body) {
            Ok(text) => Self::read_text(catalogs, vendor, status, text),
            // The limit has cut a character in two.
            Err(error) if !whole && error.error_len().is_none() => {
                let text = core::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default();
                Self::read_text(catalogs, vendor, status, text)
            }
            Err(_) => {
                let text = String::from_utf8_lossy(body);
                ApiError::read_text(catalogs, vendor, status, &text).map(ApiError::into_owned)
            }
        }
    }

    fn read_text(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        text: &'a str,
    ) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_ascii();
        let pointers = Pointers::of(catalogs);
        let mut found = pointers.follow(text);
        if found.code.is_none() {
            if let Some(inner) = inner_document(text) {
                let inner = pointers.follow(&inner);
                if inner.code.is_some() || found.message.is_none() {
                    found = inner.into_owned();
                }
            }
        }
        let failed = status.is_some_and(|status| status >= 400);
        let unreadable = !found.is_json && !text.is_empty() && status.is_none();
        if found.code.is_none() && found.message.is_none() {
            if !failed && !unreadable {
                return None;
            }
            let kept = text.len().min(MAX_RAW);
            let kept = (0..=kept).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            found.message = Some(Cow::Borrowed(&text[..kept]));
        }
        let mut error = Self::of_catalogs(catalogs, vendor, status, found.code, found.message);
        error.trace_id = found.trace_id;
        Some(error)
    }
}

impl<'a> ApiError<'a, AnyCode> {
    /// The error that a response of `name` reports, a vendor (`novita`) or a catalog (`novita/llm`):
    /// for a gateway that has the name as a text. See [`read`](Self::read).
    ///
    /// # Errors
    ///
    /// No catalog of this crate has the name.
    ///
    /// ```
    /// use error_catalog::{ApiError, Retry};
    ///
    /// let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
    /// let error = ApiError::read_named("vidio", Some(429), body)?.unwrap();
    /// assert_eq!(error.code().unwrap().entry().name(), "TooManyRequests");
    /// assert_eq!(error.retry(), Retry::SlowDown);
    ///
    /// let error = ApiError::read_named("video", Some(429), body).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no vendor or catalog `video`, did you mean `vidio`?");
    /// # Ok::<(), error_catalog::UnknownCatalog>(())
    /// ```
    pub fn read_named(
        name: &str,
        status: Option<u16>,
        body: &'a [u8],
    ) -> Result<Option<Self>, UnknownCatalog> {
        let catalogs = crate::catalogs_named(name).ok_or_else(|| UnknownCatalog::new(name))?;
        let vendor = catalogs.first().and_then(|catalog| crate::catalogs_named(catalog.vendor()));
        Ok(Self::read_among(catalogs, vendor.unwrap_or_default(), status, body))
    }
}

/// What a body has where the pointers point to.
#[derive(Default)]
struct Fields<'a> {
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
    /// Whether the body is JSON, as far as it was read.
    is_json: bool,
}

impl Fields<'_> {
    fn into_owned(self) -> Fields<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Fields {
            code: own(self.code),
            message: own(self.message),
            trace_id: own(self.trace_id),
            is_json: self.is_json,
        }
    }
}

/// The pointers of some catalogs, without repetitions: first those to codes, then those to messages,
/// then those to trace identifiers.
struct Pointers {
    all: [&'static str; MAX_POINTERS],
    codes: usize,
    messages: usize,
    count: usize,
}

impl Pointers {
    fn of(catalogs: &[&'static Catalog]) -> Self {
        let mut pointers = Self { all: [""; MAX_POINTERS], codes: 0, messages: 0, count: 0 };
        let lists = catalogs.iter().map(|catalog| catalog.response());
        pointers.add(lists.clone().flat_map(|response| response.code()));
        pointers.codes = pointers.count;
        pointers.add(lists.clone().flat_map(|response| response.message()));
        pointers.messages = pointers.count;
        pointers.add(lists.flat_map(|response| response.trace_id()));
        pointers
    }

    fn add(&mut self, list: impl Iterator<Item = &'static &'static str>) {
        let start = self.count;
        for pointer in list {
            if self.count < MAX_POINTERS && !self.all[start..self.count].contains(pointer) {
                self.all[self.count] = pointer;
                self.count += 1;
            }
        }
    }

    /// What `text` has where the pointers point to.
    fn follow<'a>(&self, text: &'a str) -> Fields<'a> {
        let mut values = [const { None }; MAX_POINTERS];
        let active = if self.count == MAX_POINTERS { u64::MAX } else { (1 << self.count) - 1 };
        let walk = Walk { pointers: self, values: &mut values, active, depth: 0 };
        // What stands behind the document is not looked at.
        let read = walk.deserialize(&mut serde_json::Deserializer::from_str(text));
        let mut first = |from: usize, to: usize| values[from..to].iter_mut().find_map(Option::take);
        Fields {
            code: first(0, self.codes),
            message: first(self.codes, self.messages),
            trace_id: first(self.messages, self.count),
            is_json: read.is_ok(),
        }
    }
}

/// A part of a pointer, between two slashes; `None` behind the last.
fn token(pointer: &'static str, depth: usize) -> Option<&'static str> {
    pointer.split('/').skip(1).nth(depth)
}

/// Whether a part of a pointer, in which `~1` and `~0` stand for `/` and `~`, means `key`.
fn means(token: &str, key: &str) -> bool {
    if !token.contains('~') {
        return token == key;
    }
    let mut letters = token.chars();
    let unescaped = core::iter::from_fn(|| match letters.next()? {
        '~' => Some(if letters.next() == Some('1') { '/' } else { '~' }),
        letter => Some(letter),
    });
    unescaped.eq(key.chars())
}

/// Goes where the pointers lead.
struct Walk<'w, 'a> {
    pointers: &'w Pointers,
    values: &'w mut [Option<Cow<'a, str>>; MAX_POINTERS],
    /// The pointers that have led here.
    active: u64,
    depth: usize,
}

impl<'a> Walk<'_, 'a> {
    fn active(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let (active, pointers) = (self.active, self.pointers);
        (0..pointers.count)
            .filter(move |at| active & (1 << at) != 0)
            .map(move |at| (at, pointers.all[at]))
    }

    /// Keeps a text, if a pointer ends here. An empty one means that there is none.
    fn keep(&mut self, text: Cow<'a, str>) {
        if text.trim_ascii().is_empty() {
            return;
        }
        let ended = self.active().find(|(_, pointer)| token(pointer, self.depth).is_none());
        if let Some((at, _)) = ended {
            self.values[at] = Some(text);
        }
    }

    /// The pointers that lead on to what is called `key`.
    fn leading_to(&self, key: &str) -> u64 {
        let leads = |pointer| token(pointer, self.depth).is_some_and(|token| means(token, key));
        self.active().filter(|(_, pointer)| leads(pointer)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    fn further(&mut self, active: u64) -> Walk<'_, 'a> {
        Walk { pointers: self.pointers, values: self.values, active, depth: self.depth + 1 }
    }
}

impl<'a> DeserializeSeed<'a> for Walk<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_borrowed_str<E: Error>(mut self, text: &'a str) -> Result<(), E> {
        self.keep(Cow::Borrowed(text));
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.keep(Cow::Owned(text.into()));
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(active) = map.next_key_seed(Key(&self))? {
            match active {
                0 => drop(map.next_value::<IgnoredAny>()?),
                active => map.next_value_seed(self.further(active))?,
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut digits = [0; 20];
        for position in 0_usize.. {
            let more = match self.leading_to(decimal(position, &mut digits)) {
                0 => list.next_element::<IgnoredAny>()?.is_some(),
                active => list.next_element_seed(self.further(active))?.is_some(),
            };
            if !more {
                break;
            }
        }
        Ok(())
    }

    // A number is never a code.
    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a key as the pointers that lead on to it.
struct Key<'k, 'w, 'a>(&'k Walk<'w, 'a>);

impl<'a> DeserializeSeed<'a> for Key<'_, '_, 'a> {
    type Value = u64;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Key<'_, '_, 'a> {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<u64, E> {
        Ok(self.0.leading_to(key))
    }
}

/// A number in decimal digits, as a pointer writes the position in a list.
fn decimal(mut number: usize, digits: &mut [u8; 20]) -> &str {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return core::str::from_utf8(&digits[start..]).unwrap_or_default();
        }
    }
}

/// The first text inside a document that is itself a document, as relays wrap what they got.
fn inner_document(text: &str) -> Option<String> {
    let mut inner = None;
    // Nesting that is too deep to look into ends the search.
    let _ = Search(&mut inner).deserialize(&mut serde_json::Deserializer::from_str(text));
    inner
}

struct Search<'s>(&'s mut Option<String>);

impl<'a> DeserializeSeed<'a> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Search<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.0.is_none() && text.trim_start().starts_with('{') {
            *self.0 = Some(text.into());
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            map.next_value_seed(Search(self.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Search(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
