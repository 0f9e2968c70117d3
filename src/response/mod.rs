//! From a response to an error that a program can act on.

mod find;
mod finding;
#[cfg(feature = "json")]
mod json;
mod line;
#[cfg(feature = "json")]
mod pointers;
#[cfg(feature = "json")]
mod read;
mod reported;
#[cfg(feature = "http")]
mod retry_after;
#[cfg(feature = "json")]
mod scanner;
mod status;
#[cfg(feature = "json")]
mod tree;
#[cfg(feature = "json")]
mod walk;
#[cfg(feature = "json")]
mod write;

use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::entry::Case;
use crate::{Arguments, Catalog, Category, CodeSet, Entry, Retry};

use self::finding::Finding;
use self::line::Line;
use self::reported::Reported;

pub use self::finding::Match;
use self::status::is_refusal;
#[cfg(feature = "json")]
pub use self::write::ResponseBody;

/// An error that an API has reported: which one it is, what it says, and what to do about it.
///
/// `C` says which codes are expected: a catalog's `ErrorCode`, or that of a vendor where the scope
/// can't be known (`novita::ApiError` is one), or [`AnyCode`](crate::AnyCode).
/// It borrows from the response's body, and [`into_owned`](Self::into_owned) ends that.
///
/// ```
/// # #[cfg(all(feature = "catalogs", feature = "json"))] {
/// use error_catalog::novita::{self, llm};
/// use error_catalog::{Category, Retry};
///
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
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
    retry_after: Option<Duration>,
    finding: Finding,
    codes: PhantomData<C>,
}

/// What a response says of an error.
struct Fields<'a> {
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
}

impl Fields<'_> {
    #[inline(always)]
    fn reported(&self, status: Option<u16>) -> Reported<'_> {
        Reported::new(status, self.code.as_deref(), self.message.as_deref())
    }
}

/// A wire code that is in no catalog, as it came.
///
/// Only this crate can make one, and it can't be compared with a text: a program that relied on a
/// code being unknown would break on the day on which the catalog gets it. `Display` writes it for a
/// log, in which it can disturb nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCode<'e>(&'e str);

impl<'e> UnknownCode<'e> {
    /// The code, as it came.
    pub const fn as_str(&self) -> &'e str {
        self.0
    }
}

impl fmt::Display for UnknownCode<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Line(self.0))
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
        let code = code.map(Into::into).filter(|code| !code.is_empty());
        let message = message.map(Into::into);
        let message = message.filter(|message| !message.trim().is_empty());
        let fields = Fields { code, message, trace_id: None };
        Self::of_fields(C::CATALOGS, C::VENDOR_CATALOGS, status, fields)
    }

    /// An error of which nothing but the HTTP status is known, such as a 504 where no answer came.
    pub fn from_status(status: u16) -> Self {
        Self::new(Some(status), None::<&str>, None::<&str>)
    }

    fn of_fields(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        fields: Fields<'a>,
    ) -> Self {
        let finding = find::find(catalogs, vendor, &fields.reported(status));
        Self::with_finding(fields, finding)
    }

    #[inline(always)]
    fn with_finding(fields: Fields<'a>, finding: Finding) -> Self {
        let Fields { code, message, trace_id } = fields;
        Self { code, message, trace_id, retry_after: None, finding, codes: PhantomData }
    }

    /// The code, if it is a known row of what `C` expects.
    ///
    /// It is `None` for a code that is [unknown](Self::unknown_code), for one of
    /// [another scope](Self::catalog) of the vendor, and where several rows are possible; category
    /// and retry are known in any case.
    pub fn code(&self) -> Option<C> {
        C::from_row(self.finding.catalog?, self.finding.position.into())
    }

    /// The code as it came, if no catalog of the vendor has it.
    pub fn unknown_code(&self) -> Option<UnknownCode<'_>> {
        match self.finding.found {
            Match::Unknown => self.code.as_deref().map(UnknownCode),
            _ => None,
        }
    }
}

impl<'a, C> ApiError<'a, C> {
    /// The HTTP status that the response had, where the caller said so.
    pub const fn status(&self) -> Option<u16> {
        self.finding.status()
    }

    /// The row, if the error is known, of whichever scope of the vendor.
    pub fn entry(&self) -> Option<&'static Entry> {
        self.finding.catalog?.entries().get(usize::from(self.finding.position))
    }

    /// The catalog of the row, if the error is known.
    pub const fn catalog(&self) -> Option<&'static Catalog> {
        self.finding.catalog
    }

    /// The rows that are possible, each with its catalog: one where the error is known, several where
    /// only the class is, none where the code is unknown.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
        let alone = self.catalog().zip(self.entry());
        let several = matches!(self.finding.found, Match::Class).then(|| {
            let reported = Reported::new(self.status(), self.code.as_deref(), self.message());
            find::best_rows(self.finding.catalogs, reported)
        });
        alone.into_iter().chain(several.into_iter().flatten())
    }

    /// The wire code of the row, or of the class of rows; `None` where it is
    /// [unknown](Self::unknown_code).
    pub fn wire_code(&self) -> Option<&'static str> {
        self.rows().next().map(|(_, entry)| entry.code())
    }

    /// How the row was found, and what didn't fit.
    pub const fn matched(&self) -> Match {
        self.finding.found
    }

    /// Who has to act on it: what the row says; where several rows are possible, what they agree on;
    /// else what [the status](Category::from_status) says.
    pub const fn category(&self) -> Category {
        self.finding.category
    }

    /// What to do about it: what the row says; where several rows are possible, what they agree on;
    /// else what [the status](Retry::from_status) says.
    pub const fn retry(&self) -> Retry {
        self.finding.retry
    }

    /// What the API says, as it says it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether the message is the start of the body itself, because nothing could be read out of it.
    pub const fn is_raw(&self) -> bool {
        self.finding.is_raw()
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
        self.trace_id.as_deref().or_else(|| {
            let message = self.message()?;
            // What looks like one may be the end of an argument.
            let template = self.entry().and_then(Entry::message);
            let is_argument = template.is_some_and(|template| template.parse(message).is_some());
            if is_argument { None } else { trim_message(message).1 }
        })
    }

    /// How long the server asks to wait, if the caller has [passed that on](Self::with_retry_after).
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The same error, whose response has asked to wait: the header `Retry-After`. With the feature
    /// `http`, `with_headers` reads it.
    #[must_use]
    pub const fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Whether the request can have had an effect all the same: whether a task that has to be paid
    /// for may exist. Who sends such a request again may get, and pay for, two.
    ///
    /// A refusal has none: a request that is invalid, unauthorised, unpaid or too early. A server's
    /// failure, a timeout or a broken connection can have come after the task was started. The error of
    /// [a task](Self::is_task_error) is that of one which was, and which is over.
    pub fn may_have_taken_effect(&self) -> bool {
        let refused = is_refusal(self.category());
        match self.status().or_else(|| self.entry()?.status()) {
            Some(408 | 499) => true,
            Some(400..=499) => false,
            Some(500..=599) => !refused,
            _ => true,
        }
    }

    /// Whether it is the error of a task that has failed, and not of the request that was answered:
    /// it came in the response of a success. Such a task is over, and another one is no second.
    pub fn is_task_error(&self) -> bool {
        match self.status() {
            Some(status) => (200..=299).contains(&status),
            None => self.entry().is_some_and(|entry| entry.status().is_none()),
        }
    }

    /// The same error, whatever codes were expected: for a type that has errors of several vendors.
    pub fn into_any(self) -> ApiError<'a, crate::AnyCode> {
        self.with_codes()
    }

    fn with_codes<D>(self) -> ApiError<'a, D> {
        ApiError {
            code: self.code,
            message: self.message,
            trace_id: self.trace_id,
            retry_after: self.retry_after,
            finding: self.finding,
            codes: PhantomData,
        }
    }

    /// The same error, which owns its texts.
    pub fn into_owned(self) -> ApiError<'static, C> {
        ApiError {
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
        match self.catalog() {
            Some(catalog) => write!(formatter, "{} ", catalog.path())?,
            None => write_origin(formatter, self.finding.catalogs)?,
        }
        match (self.entry(), &self.code) {
            (Some(entry), _) => {
                formatter.write_str(entry.code())?;
                // Where the code is a class, the variant says which error it is.
                if entry.key() != entry.code() {
                    write!(formatter, " {}", entry.name())?;
                }
            }
            (None, Some(code)) if self.matched() == Match::Class => {
                write!(formatter, "{}", Line(code))?;
            }
            (None, Some(code)) => write!(formatter, "unknown code {}", Line(code))?,
            (None, None) => formatter.write_str("error without a code")?,
        }
        if let Some(status) = self.status() {
            write!(formatter, " ({status})")?;
        }
        match (self.message(), self.entry()) {
            (Some(message), _) => write!(formatter, ": {}", Line(message)),
            (None, Some(entry)) => write!(formatter, ": {}", Line(entry.description())),
            (None, None) => Ok(()),
        }
    }
}

/// Writes whose error it is, if that is known: the catalog, or the vendor of several.
fn write_origin(formatter: &mut fmt::Formatter<'_>, catalogs: &[&Catalog]) -> fmt::Result {
    match catalogs {
        [catalog] => write!(formatter, "{} ", catalog.path()),
        [first, others @ ..] if others.iter().all(|other| other.vendor() == first.vendor()) => {
            write!(formatter, "{} ", first.vendor())
        }
        _ => Ok(()),
    }
}

impl<C> fmt::Debug for ApiError<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status())
            .field("code", &self.code)
            .field("message", &self.message)
            .field("trace_id", &self.trace_id)
            .field("row", &self.entry().map(Entry::name))
            .field("catalog", &self.catalog())
            .field("found", &self.matched())
            .field("category", &self.category())
            .field("retry", &self.retry())
            .field("retry_after", &self.retry_after)
            .finish()
    }
}

impl<C> core::error::Error for ApiError<'_, C> {}

fn own(text: Option<Cow<'_, str>>) -> Option<Cow<'static, str>> {
    text.map(|text| Cow::Owned(text.into_owned()))
}

/// A message without what some routes append to it: blanks, and ` trace_id: ...`.
fn trim_message(message: &str) -> (&str, Option<&str>) {
    let trimmed = message.trim_end();
    // The last word is quickly found, and the label isn't looked for in all of the message.
    let last_word = trimmed.rsplit_once(' ').filter(|(_, id)| !id.contains(char::is_whitespace));
    let appended =
        last_word.and_then(|(before, id)| Some((before.strip_suffix(" trace_id:")?, id)));
    match appended {
        Some((before, id)) => (before.trim_end(), Some(id)),
        None => (trimmed, None),
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
