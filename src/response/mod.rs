//! From a response to an error that a program can act on.

mod find;
#[cfg(feature = "json")]
mod read;
mod status;
#[cfg(feature = "json")]
mod write;

use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::{Arguments, Case, Catalog, Category, CodeSet, Entry, Retry};

use self::find::Finding;

pub use self::find::Found;
pub use self::status::{category_of_status, retry_of_status};
#[cfg(feature = "json")]
pub use self::write::{Body, body};

/// An error that an API has reported: which one it is, what it says, and what to do about it.
///
/// `C` says which codes are expected: a catalog's `ErrorCode`, or that of a vendor where the scope
/// can't be known ([`novita::ApiError`](crate::novita::ApiError)), or [`AnyCode`](crate::AnyCode).
/// It borrows from the response's body, and [`into_owned`](Self::into_owned) ends that.
///
/// ```
/// use error_catalog::novita::{self, llm};
/// use error_catalog::{Category, Retry};
///
/// # #[cfg(feature = "json")] {
/// let body = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance","metadata":{}}"#;
/// let error = novita::ApiError::read(Some(403), body).unwrap();
///
/// assert_eq!(error.code(), Some(llm::ErrorCode::NotEnoughBalance.into()));
/// // A 403, and yet it is about money.
/// assert_eq!((error.category(), error.retry()), (Category::Billing, Retry::AfterChange));
/// assert_eq!(error.to_string(), "novita/llm NOT_ENOUGH_BALANCE (403): insufficient balance");
/// # }
/// ```
#[derive(Clone)]
pub struct ApiError<'a, C = crate::AnyCode> {
    status: Option<u16>,
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
    retry_after: Option<Duration>,
    finding: Finding,
    codes: PhantomData<C>,
}

/// A wire code that is in no catalog, as it came.
///
/// Only this crate can make one, and it can't be compared with a text: a program that relied on a
/// code being unknown would break on the day on which the catalog gets it. It can be written, logged
/// and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCode<'e>(&'e str);

impl UnknownCode<'_> {
    /// The text, for a log or a report.
    pub fn to_text(&self) -> alloc::string::String {
        self.0.into()
    }
}

impl fmt::Display for UnknownCode<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0)
    }
}

impl<'a, C: CodeSet> ApiError<'a, C> {
    /// The error that an API reports by these parts of a response. Where there is a body in JSON,
    /// `ApiError::read` (feature `json`) takes them out of it.
    pub fn new(
        status: Option<u16>,
        code: Option<impl Into<Cow<'a, str>>>,
        message: Option<impl Into<Cow<'a, str>>>,
    ) -> Self {
        let (code, message) = (code.map(Into::into), message.map(Into::into));
        Self::of_catalogs(C::CATALOGS, C::VENDOR_CATALOGS, status, code, message)
    }

    fn of_catalogs(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        code: Option<Cow<'a, str>>,
        message: Option<Cow<'a, str>>,
    ) -> Self {
        let code = code.filter(|code| !code.is_empty());
        let message = message.filter(|message| !message.trim().is_empty());
        let finding = find::find(catalogs, vendor, status, code.as_deref(), message.as_deref());
        Self {
            status,
            code,
            message,
            trace_id: None,
            retry_after: None,
            finding,
            codes: PhantomData,
        }
    }

    /// The code, if it is a known row of what `C` expects.
    ///
    /// It is `None` for a code that is [unknown](Self::unknown_code), for one of
    /// [another scope](Self::catalog) of the vendor, and where several rows are possible; category
    /// and retry are known in any case.
    pub fn code(&self) -> Option<C> {
        let (catalog, position) = self.finding.row?;
        C::of_row(catalog, position)
    }

    /// The code as it came, if no catalog of the vendor has it.
    pub fn unknown_code(&self) -> Option<UnknownCode<'_>> {
        match self.finding.found {
            Found::Unknown => self.code.as_deref().map(UnknownCode),
            _ => None,
        }
    }
}

impl<'a, C> ApiError<'a, C> {
    /// The HTTP status that the response had, where the caller said so.
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// The row, if the error is known, of whichever scope of the vendor.
    pub fn entry(&self) -> Option<&'static Entry> {
        let (catalog, position) = self.finding.row?;
        catalog.entries().get(position)
    }

    /// The catalog of the row, if the error is known.
    pub fn catalog(&self) -> Option<&'static Catalog> {
        self.finding.row.map(|(catalog, _)| catalog)
    }

    /// The rows that are possible, each with its catalog: one where the error is known, several where
    /// only the class is, none where the code is unknown.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
        let code = self.code.as_deref().unwrap_or_default();
        let alone = self.catalog().zip(self.entry());
        let several = matches!(self.finding.found, Found::Class)
            .then(|| find::best_rows(self.finding.catalogs, self.status, code, self.message()));
        alone.into_iter().chain(several.into_iter().flatten())
    }

    /// How the row was found, and what didn't fit.
    pub const fn found(&self) -> Found {
        self.finding.found
    }

    /// Who has to act on it: what the row says; where several rows are possible, what they agree on;
    /// else what [the status](category_of_status) says.
    pub const fn category(&self) -> Category {
        self.finding.category
    }

    /// What to do about it: what the row says; where several rows are possible, what they agree on;
    /// else what [the status](retry_of_status) says.
    pub const fn retry(&self) -> Retry {
        self.finding.retry
    }

    /// What the API says, as it says it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The arguments that the message has, if the error is known and its message is a template's.
    pub fn arguments(&self) -> Option<Arguments<'_>> {
        let template = self.entry()?.message()?;
        let message = self.message()?;
        template.parse(message).or_else(|| template.parse(trim_message(message).0))
    }

    /// The sub-type whose example the message contains, if the page of the error has sub-types.
    pub fn case(&self) -> Option<&'static Case> {
        let message = self.message()?;
        self.entry()?.cases().iter().find(|case| contains_ignoring_case(message, case.example))
    }

    /// The identifier by which the vendor finds the request in its logs, if the response has one.
    pub fn trace_id(&self) -> Option<&str> {
        self.trace_id.as_deref().or_else(|| trim_message(self.message()?).1)
    }

    /// How long the server asks to wait, if the caller has [passed that on](Self::with_retry_after).
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The same error, whose response has asked to wait: the header `Retry-After`.
    #[must_use]
    pub const fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Whether the request can have had an effect all the same: whether a task that has to be paid
    /// for may exist. Who sends such a request again may get, and pay for, two.
    ///
    /// A refusal has none: a request that is invalid, unauthorised, unpaid or too early. A server's
    /// failure, a timeout or a broken connection can have come after the task was started, and the
    /// error of a task is that of one which was.
    pub const fn may_have_taken_effect(&self) -> bool {
        let refused = matches!(
            self.category(),
            Category::Authentication
                | Category::Permission
                | Category::Billing
                | Category::RateLimit
                | Category::NotFound
        );
        match self.status {
            Some(408 | 499) => true,
            Some(400..=499) => false,
            Some(500..=599) => !refused,
            _ => true,
        }
    }

    /// The same error, which owns its texts.
    pub fn into_owned(self) -> ApiError<'static, C> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        ApiError {
            status: self.status,
            code: own(self.code),
            message: own(self.message),
            trace_id: own(self.trace_id),
            retry_after: self.retry_after,
            finding: self.finding,
            codes: PhantomData,
        }
    }
}

/// One line for a log: the catalog, the code, the status and the first line of the message.
impl<C> fmt::Display for ApiError<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.finding.row, self.entry()) {
            (Some((catalog, _)), Some(entry)) => {
                write!(formatter, "{} {}", catalog.path(), entry.code())?;
                if entry.name() != entry.key() || entry.key() != entry.code() {
                    // The code alone may be a class; the variant says which error it is.
                    if catalog.with_code(entry.code()).len() > 1 {
                        write!(formatter, " {}", entry.name())?;
                    }
                }
            }
            _ => match &self.code {
                Some(code) if matches!(self.finding.found, Found::Class) => {
                    write!(formatter, "{}", Line(code))?;
                }
                Some(code) => write!(formatter, "unknown code {}", Line(code))?,
                None => formatter.write_str("error without a code")?,
            },
        }
        if let Some(status) = self.status {
            write!(formatter, " ({status})")?;
        }
        match (self.message(), self.entry()) {
            (Some(message), _) => write!(formatter, ": {}", Line(message)),
            (None, Some(entry)) => write!(formatter, ": {}", Line(entry.description())),
            (None, None) => Ok(()),
        }
    }
}

impl<C> fmt::Debug for ApiError<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("trace_id", &self.trace_id)
            .field("row", &self.entry().map(Entry::name))
            .field("catalog", &self.catalog())
            .field("found", &self.found())
            .field("category", &self.category())
            .field("retry", &self.retry())
            .field("retry_after", &self.retry_after)
            .finish()
    }
}

impl<C> core::error::Error for ApiError<'_, C> {}

/// The first line of a text, up to 200 characters, in which nothing disturbs a log.
struct Line<'t>(&'t str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.trim();
        let line = text.lines().next().unwrap_or_default().trim_end();
        let mut characters = line.chars();
        for character in characters.by_ref().take(200) {
            if character.is_control() {
                write!(formatter, "{}", character.escape_default())?;
            } else {
                fmt::Write::write_char(formatter, character)?;
            }
        }
        if line.len() < text.len() || characters.next().is_some() {
            formatter.write_str(" …")?;
        }
        Ok(())
    }
}

/// A message without what some routes append to it: blanks, and ` trace_id: ...`.
fn trim_message(message: &str) -> (&str, Option<&str>) {
    let trimmed = message.trim_end();
    match trimmed.rsplit_once(" trace_id: ") {
        Some((before, id)) if !id.contains(char::is_whitespace) => (before.trim_end(), Some(id)),
        _ => (trimmed, None),
    }
}

/// Whether `text` contains `part`, in whatever ASCII letter case.
fn contains_ignoring_case(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len().max(1))
        .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// Gives the module of a vendor its `ApiError`, if this crate has the feature `alloc`; generated code
/// calls it, which may be compiled in another crate and can't ask for features of this one.
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_api_error {
    ($Code:ty) => {
        /// An error of this vendor, for callers who can't know the scope.
        pub type ApiError<'a> = $crate::ApiError<'a, $Code>;
    };
}
