//! An error that an API has reported.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::affix::{codes_in, split_suffix};
use crate::entry::Case;
use crate::response::find::{Wanted, best_rows, find};
use crate::response::finding::{Finding, Match};
use crate::response::line::Line;
use crate::response::status::is_refusal;
use crate::{Arguments, Catalog, Category, CodeSet, Entry, Retry};

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
    fields: Fields<'a>,
    finding: Finding,
    more: Option<Box<More<'a, C>>>,
    codes: PhantomData<C>,
}

/// What few errors have. It is boxed so that an `ApiError` is small.
#[derive(Clone)]
struct More<'a, C> {
    retry_after: Option<Duration>,
    others: Vec<ApiError<'a, C>>,
    context: Context<'a>,
}

/// Names of arguments and their values.
pub(super) type Context<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

impl<C> Default for More<'_, C> {
    fn default() -> Self {
        Self { retry_after: None, others: Vec::new(), context: Vec::new() }
    }
}

/// What a response says of an error.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    pub code: Option<Cow<'a, str>>,
    /// The pointer that led to the code. A reference to the catalog's own, so that it takes one word.
    pub pointer: Option<&'static &'static str>,
    pub message: Option<Cow<'a, str>>,
    pub trace_id: Option<Cow<'a, str>>,
}

impl Fields<'_> {
    #[inline(always)]
    pub fn wanted(&self, status: Option<u16>) -> Wanted<'_> {
        let code = self.code.as_deref().unwrap_or_default();
        let message = self.message.as_deref();
        Wanted { status, code, pointer: self.pointer, message, is_of_task: false }
    }

    /// Takes the code out of the message if the body has none elsewhere and a catalog says where
    /// messages have it. Only a code of that catalog counts.
    pub fn add_code_in_message(
        &mut self,
        expected: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
    ) {
        if self.code.is_none() {
            self.code = match &self.message {
                Some(Cow::Borrowed(text)) => code_in(expected, vendor, text).map(Cow::Borrowed),
                Some(Cow::Owned(text)) => {
                    code_in(expected, vendor, text).map(|code| Cow::Owned(code.into()))
                }
                None => None,
            };
        }
    }
}

/// The code in a message, if a catalog says where messages have it and has that code.
fn code_in<'m>(
    expected: &[&'static Catalog],
    vendor: &[&'static Catalog],
    message: &'m str,
) -> Option<&'m str> {
    expected.iter().chain(vendor).find_map(|catalog| {
        let is_known = |code: &&str| !catalog.positions_with_code(code).is_empty();
        codes_in(catalog, message).find(is_known)
    })
}

/// A wire code that is in no catalog, as it came.
///
/// Only this crate can make one, and it can't be compared with a string: a program that relied on a
/// code being unknown would break as soon as a catalog gets it. `Display` writes it for a log, in one
/// line, without control characters.
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
    /// The error that these parts of a response report. `ApiError::read` (feature `json`) takes them
    /// from a body.
    ///
    /// A code or a message that is only whitespace counts as missing.
    pub fn new(
        status: Option<u16>,
        code: Option<impl Into<Cow<'a, str>>>,
        message: Option<impl Into<Cow<'a, str>>>,
    ) -> Self {
        let has_content = |text: &Cow<'_, str>| !text.trim().is_empty();
        let code = code.map(Into::into).filter(has_content);
        let message = message.map(Into::into).filter(has_content);
        let mut fields = Fields { code, pointer: None, message, trace_id: None };
        fields.add_code_in_message(C::CATALOGS, C::VENDOR_CATALOGS);
        let finding = find(C::CATALOGS, C::VENDOR_CATALOGS, fields.wanted(status));
        Self::with_finding(fields, finding)
    }

    /// An error of which only the HTTP status is known, such as a 504 without a body.
    pub fn from_status(status: u16) -> Self {
        Self::new(Some(status), None::<&str>, None::<&str>)
    }

    /// The code, if it is one of `C`.
    ///
    /// It is `None` if the code is [unknown](Self::unknown_code), if it belongs to
    /// [another scope](Self::catalog) of the vendor, and if several rows are possible. Category and
    /// retry are always known.
    pub fn code(&self) -> Option<C> {
        let (catalog, position) = self.finding.row()?;
        C::from_row(catalog, position)
    }

    /// The code as it came, if no catalog of the vendor has it.
    pub fn unknown_code(&self) -> Option<UnknownCode<'_>> {
        match self.finding.found {
            Match::Unknown => self.fields.code.as_deref().map(UnknownCode),
            _ => None,
        }
    }
}

impl<'a, C> ApiError<'a, C> {
    #[inline(always)]
    pub(super) fn with_finding(fields: Fields<'a>, finding: Finding) -> Self {
        Self { fields, finding, more: None, codes: PhantomData }
    }

    #[cfg(feature = "json")]
    pub(super) fn with_others(mut self, others: Vec<Self>) -> Self {
        if !others.is_empty() {
            self.more.get_or_insert_default().others = others;
        }
        self
    }

    #[cfg(feature = "json")]
    pub(super) fn with_context(mut self, context: Context<'a>) -> Self {
        if !context.is_empty() {
            self.more.get_or_insert_default().context = context;
        }
        self
    }

    #[cfg(feature = "json")]
    pub(super) const fn mark_raw(&mut self) {
        self.finding.mark_raw();
    }

    /// The catalogs in which it was looked for.
    #[cfg(feature = "http")]
    pub(super) const fn catalogs(&self) -> &'static [&'static Catalog] {
        self.finding.catalogs
    }

    #[cfg(feature = "http")]
    pub(super) fn set_trace_id(&mut self, trace_id: &str) {
        self.fields.trace_id = Some(Cow::Owned(trace_id.into()));
    }

    /// Looks for the row again, with the code that a header has.
    #[cfg(feature = "http")]
    pub(super) fn set_code(&mut self, code: &str) {
        let (status, message) = (self.status(), self.fields.message.as_deref());
        let wanted = Wanted { status, code, pointer: None, message, is_of_task: false };
        let is_raw = self.is_raw();
        self.finding = find(self.finding.catalogs, self.finding.catalogs, wanted);
        if is_raw {
            self.finding.mark_raw();
        }
        self.fields.code = Some(Cow::Owned(code.into()));
    }

    /// Applies a header that says whether to retry. It counts more than the row, which says how.
    #[cfg(feature = "http")]
    pub(super) const fn set_retryable(&mut self, is_retryable: bool) {
        if is_retryable != self.finding.retry.is_retryable() {
            self.finding.retry = if is_retryable { Retry::Later } else { Retry::Never };
        }
    }

    /// Whether the body has a code.
    #[cfg(feature = "http")]
    pub(super) const fn has_code(&self) -> bool {
        self.fields.code.is_some()
    }

    /// The HTTP status of the response. If the caller gave none, or that of a success, it is the one in
    /// the body, if there is one.
    pub const fn status(&self) -> Option<u16> {
        self.finding.status()
    }

    /// The row, if the error is known. It can be of any scope of the vendor.
    pub fn entry(&self) -> Option<&'static Entry> {
        let (catalog, position) = self.finding.row()?;
        catalog.entries().get(position)
    }

    /// The catalog of the row, if the error is known.
    pub fn catalog(&self) -> Option<&'static Catalog> {
        self.finding.row().map(|(catalog, _)| catalog)
    }

    /// The other errors of the same response, such as a list of tasks, in its order. This error is the
    /// one whose [retry](Self::retry) forbids most.
    ///
    /// ```
    /// # #[cfg(all(feature = "catalogs", feature = "json"))] {
    /// use error_catalog::vidu;
    ///
    /// let body = br#"{"tasks":[
    ///     {"id":"1","state":"failed","err_code":"SystemThrottling"},
    ///     {"id":"2","state":"failed","err_code":"UserCancelled"}
    /// ]}"#;
    /// let error = vidu::ApiError::read(Some(200), body).unwrap();
    /// assert_eq!(error.wire_code(), Some("UserCancelled"));
    /// assert_eq!(error.others()[0].wire_code(), Some("SystemThrottling"));
    /// # }
    /// ```
    pub fn others(&self) -> &[Self] {
        self.more.as_ref().map_or(&[], |more| &more.others)
    }

    /// The possible rows, each with its catalog: one if the error is known, several if they share the
    /// code and the message doesn't single one out, none if the code is unknown.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
        let alone = self.catalog().zip(self.entry());
        let several = matches!(self.finding.found, Match::Class).then(|| {
            let code = self.fields.code.as_deref().unwrap_or_default();
            let (status, message) = (self.status(), self.message());
            let pointer = self.fields.pointer;
            let wanted = Wanted { status, code, pointer, message, is_of_task: false };
            best_rows(self.finding.catalogs, wanted)
        });
        alone.into_iter().chain(several.into_iter().flatten())
    }

    /// Whether the error may be `code`: whether its row is one of the [possible ones](Self::rows).
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::vidio::{self, api::ErrorCode};
    ///
    /// let error = vidio::ApiError::new(None, Some("rate_limit_error"), None::<&str>);
    /// assert!(error.may_be(ErrorCode::TooManyRequests));
    /// assert!(!error.may_be(ErrorCode::JobNotFound));
    /// # }
    /// ```
    pub fn may_be(&self, code: impl CodeSet) -> bool {
        self.rows().any(|row| row == (code.catalog(), code.entry()))
    }

    /// The wire code of the row, or of the rows that share it; `None` if the code is
    /// [unknown](Self::unknown_code), and for a row without one. For a family of codes, it is the
    /// template.
    pub fn wire_code(&self) -> Option<&'static str> {
        let code = self.rows().next().map(|(_, entry)| entry.code());
        code.filter(|code| !code.is_empty())
    }

    /// The wire code as it came, known or not.
    pub fn sent_code(&self) -> Option<&str> {
        self.fields.code.as_deref()
    }

    /// The arguments that the code has, if the row is a [family](Entry::code_template) of codes.
    pub fn code_arguments(&self) -> Option<Arguments<'_>> {
        self.entry()?.code_template()?.parse(self.fields.code.as_deref()?)
    }

    /// How the row was found, and what didn't fit.
    pub const fn matched(&self) -> Match {
        self.finding.found
    }

    /// Who has to act on it: what the row says, or what all possible rows agree on, or else what
    /// [the status](Category::from_status) says.
    pub const fn category(&self) -> Category {
        self.finding.category
    }

    /// What to do about it: what the row says, or what all possible rows agree on, or else what
    /// [the status](Retry::from_status) says.
    pub const fn retry(&self) -> Retry {
        self.finding.retry
    }

    /// The message, as the API sent it.
    pub fn message(&self) -> Option<&str> {
        self.fields.message.as_deref()
    }

    /// Whether the message is the start of the body itself, because the body has no message.
    pub const fn is_raw(&self) -> bool {
        self.finding.is_raw()
    }

    /// The arguments in the message, if the error is known and the message fits its template.
    pub fn arguments(&self) -> Option<Arguments<'_>> {
        let (catalog, _) = self.finding.row()?;
        let entry = self.entry()?;
        let message = self.message()?;
        // A suffix is no part of the last argument.
        let (trimmed, trace_id) = split_suffix(message, catalog.response.suffixes);
        let texts = if trace_id.is_some() { [trimmed, message] } else { [message, trimmed] };
        let templates =
            || entry.message().into_iter().chain(entry.other_messages().iter().copied());
        texts.into_iter().find_map(|text| templates().find_map(|template| template.parse(text)))
    }

    /// What else the response says of the error, in an object that the catalog names: names and values,
    /// which are strings or JSON.
    ///
    /// ```
    /// # #[cfg(all(feature = "vendor-fal", feature = "json"))] {
    /// use error_catalog::fal;
    ///
    /// let body = br#"{"detail":[{"loc":["body","image_url"],"type":"image_too_small",
    ///     "msg":"Image too small","ctx":{"min_height":512,"min_width":512}}]}"#;
    /// let error = fal::ApiError::read(Some(422), body).unwrap();
    /// assert!(error.context().eq([("min_height", "512"), ("min_width", "512")]));
    /// # }
    /// ```
    pub fn context(&self) -> impl Iterator<Item = (&str, &str)> {
        let context = self.more.as_ref().map_or(&[][..], |more| &more.context);
        context.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The sub-type whose example the message contains, if the page of the error has sub-types.
    pub fn case(&self) -> Option<&'static Case> {
        let message = self.message()?;
        self.entry()?.cases().iter().find(|case| contains_ignoring_case(message, case.example))
    }

    /// The identifier by which the vendor finds the request in its logs, if the body has one, or the
    /// message ends with one.
    pub fn trace_id(&self) -> Option<&str> {
        self.fields.trace_id.as_deref().or_else(|| {
            let message = self.message()?;
            let mut catalogs = self.finding.catalogs.iter();
            catalogs.find_map(|catalog| split_suffix(message, catalog.response.suffixes).1)
        })
    }

    /// How long the server asks to wait, if [it is known](Self::with_retry_after).
    pub fn retry_after(&self) -> Option<Duration> {
        self.more.as_ref().and_then(|more| more.retry_after)
    }

    /// The same error with the wait that the server asked for by the header `Retry-After`. With the
    /// feature `http`, `with_headers` reads the header.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.more.get_or_insert_default().retry_after = Some(wait);
        self
    }

    /// Whether the request may have had an effect although it failed: whether it may have started a
    /// task that has to be paid for. If so, sending it again may start, and charge for, a second one.
    ///
    /// A request that was refused had no effect: it was invalid, unauthorised, unpaid or too early. A
    /// server error, a timeout or a lost connection may have come after the task was started. If it is
    /// [a task's error](Self::is_task_error), the task was started and has ended.
    pub fn may_have_taken_effect(&self) -> bool {
        let refused = is_refusal(self.category());
        match self.status().or_else(|| self.entry()?.status()) {
            Some(408 | 499) => true,
            Some(400..=499) => false,
            Some(500..=599) => !refused,
            _ => true,
        }
    }

    /// Whether it is the error of a task and not of the request: it came with the status of a success.
    /// The task has ended; starting another doesn't duplicate it.
    pub fn is_task_error(&self) -> bool {
        match self.status() {
            Some(status) => (200..=299).contains(&status),
            None => self.entry().is_some_and(|entry| entry.status().is_none()),
        }
    }

    /// The same error as [`AnyCode`](crate::AnyCode)'s, for types that hold errors of several vendors.
    pub fn into_any(self) -> ApiError<'a, crate::AnyCode> {
        self.with_codes()
    }

    fn with_codes<D>(self) -> ApiError<'a, D> {
        self.map(|text| text)
    }

    /// The same error with owned strings.
    pub fn into_owned(self) -> ApiError<'static, C> {
        self.map(|text| Cow::Owned(text.into_owned()))
    }

    /// The same error with other strings and for other codes.
    fn map<'b, D>(self, text: fn(Cow<'a, str>) -> Cow<'b, str>) -> ApiError<'b, D> {
        ApiError {
            fields: Fields {
                code: self.fields.code.map(text),
                pointer: self.fields.pointer,
                message: self.fields.message.map(text),
                trace_id: self.fields.trace_id.map(text),
            },
            finding: self.finding,
            more: self.more.map(|more| {
                let others = more.others.into_iter().map(|other| other.map(text)).collect();
                let context = more.context.into_iter();
                let context = context.map(|(name, value)| (text(name), text(value))).collect();
                Box::new(More { retry_after: more.retry_after, others, context })
            }),
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
        match (self.entry(), &self.fields.code) {
            (Some(entry), code) => {
                // The code says more than the template of its family.
                let code = code.as_deref().unwrap_or(entry.code());
                write!(formatter, "{}", Line(code))?;
                // Where the code is a class, or there is none, the variant says which error it is.
                if entry.key() != entry.code() {
                    let space = if code.is_empty() { "" } else { " " };
                    write!(formatter, "{space}{}", entry.name())?;
                }
            }
            (None, Some(code)) if self.matched() == Match::Class => {
                write!(formatter, "{}", Line(code))?;
            }
            (None, Some(code)) => write!(formatter, "unknown code {}", Line(code))?,
            (None, None) if self.matched() == Match::Proxy => {
                formatter.write_str("error of a proxy")?
            }
            (None, None) => formatter.write_str("error without a code")?,
        }
        if let Some(status) = self.status() {
            write!(formatter, " ({status})")?;
        }
        match (self.message(), self.entry()) {
            (Some(message), _) => write!(formatter, ": {}", Line(message)),
            (None, Some(entry)) if !entry.description().is_empty() => {
                write!(formatter, ": {}", Line(entry.description()))
            }
            (None, _) => Ok(()),
        }
    }
}

/// Writes whose error it is, if that is known: the catalog, or the vendor if there are several.
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
            .field("code", &self.fields.code)
            .field("message", &self.fields.message)
            .field("trace_id", &self.fields.trace_id)
            .field("context", &self.context().collect::<Vec<_>>())
            .field("row", &self.entry().map(Entry::name))
            .field("catalog", &self.catalog())
            .field("found", &self.matched())
            .field("category", &self.category())
            .field("retry", &self.retry())
            .field("retry_after", &self.retry_after())
            .field("others", &self.others())
            .finish()
    }
}

impl<C> core::error::Error for ApiError<'_, C> {}

/// Errors are equal if everything that they say is equal.
impl<C> PartialEq for ApiError<'_, C> {
    fn eq(&self, other: &Self) -> bool {
        self.status() == other.status()
            && self.fields.code == other.fields.code
            && self.fields.message == other.fields.message
            && self.fields.trace_id == other.fields.trace_id
            && self.retry_after() == other.retry_after()
            && (self.matched(), self.category(), self.retry())
                == (other.matched(), other.category(), other.retry())
            && self.is_raw() == other.is_raw()
            && self.rows().eq(other.rows())
            && self.others() == other.others()
            && self.context().eq(other.context())
    }
}

impl<C> Eq for ApiError<'_, C> {}

/// Whether `text` contains `part`, ignoring ASCII case.
fn contains_ignoring_case(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len().max(1))
        .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}
