//! What a response means.

use crate::{AnyCode, ApiError, Catalogs, CodeSet};

/// What a response means: that something failed, that a task is running, or that all is well.
///
/// `C` says which codes are expected, as for [`ApiError`]; `novita::Outcome` is one for all scopes of a
/// vendor.
///
/// # Rules
///
/// The first of these that applies decides:
///
/// 1. A code at one of the catalog's `code` pointers, or one that a catalog has at `code_if_known`,
///    unless it is among `no_error`: **failed**. A string counts, and a number that a catalog has as a
///    code; where all codes of a catalog are numbers, any number. `null`, `true` and `false` are no
///    codes, and every zero (`-0`, `0.0`) is `0`.
/// 2. A state among `failed`: **failed**.
/// 3. A state among `running`: **running**. One among `succeeded`: **succeeded**. Letter case
///    is ignored unless two lists have words that differ only in it.
/// 4. An HTTP status from 400 on, the response's own or, where that is unknown or a success, the one
///    that the body repeats as a number: **failed**.
/// 5. At the top, an `error` that is an object or a string with content, or `"success": false`:
///    **failed**.
/// 6. An error in a text that isn't JSON, after any prefix, or in a string of the body below a key
///    `error` or at a pointer to a message: **failed**. The search goes four levels deep.
/// 7. A state that no catalog knows: **running**. It comes this late because a task that says in
///    another way that it failed must not be polled forever.
/// 8. If the status is unknown, a body with a message, or one that isn't JSON: **failed**, unless one
///    of its codes is among `no_error`. A message alone, with the status of a success, is no error.
///
/// Everything else has **succeeded**. In a list, a failed element counts before a running one, and a
/// running one before one that succeeded.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::{Category, evolink, novita, vidu};
///
/// // 1. A code.
/// let body = br#"{"id":"1","state":"failed","err_code":"CreationPolicyViolation"}"#;
/// let outcome = vidu::Outcome::read(Some(200), body);
/// assert_eq!(outcome.error().unwrap().category(), Category::ContentPolicy);
///
/// // 2. A task that failed without a code.
/// assert!(vidu::Outcome::read(Some(200), br#"{"state":"failed","err_code":""}"#).is_failed());
///
/// // 3. Other states.
/// assert!(vidu::Outcome::read(Some(200), br#"{"state":"queueing"}"#).is_running());
/// assert!(vidu::Outcome::read(Some(200), br#"{"state":"success","err_code":""}"#).is_succeeded());
///
/// // 4. The status, the response's own and the body's.
/// assert!(novita::Outcome::read(Some(404), b"404 page not found").is_failed());
/// let body = br#"{"code":429,"message":"too many requests"}"#;
/// let outcome = novita::Outcome::read(None, body);
/// assert_eq!(outcome.error().unwrap().category(), Category::RateLimit);
///
/// // 5. An error of any shape.
/// assert!(novita::Outcome::read(Some(200), br#"{"error":{"text":"no"}}"#).is_failed());
///
/// // 6. JSON in a text.
/// let body = br#"upstream said: {"code":403,"reason":"NOT_ENOUGH_BALANCE"}"#;
/// let outcome = novita::Outcome::read(None, body);
/// assert_eq!(outcome.error().unwrap().category(), Category::Billing);
///
/// // 7. An unknown state.
/// assert!(evolink::Outcome::read(Some(200), br#"{"status":"pondering"}"#).is_running());
///
/// // 8. A message, with and without a status.
/// let body = br#"{"message":"queued","task_id":"1"}"#;
/// assert!(vidu::Outcome::read(Some(200), body).is_succeeded());
/// assert!(vidu::Outcome::read(None, body).is_failed());
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a, C = AnyCode> {
    /// The task is running: ask again later.
    Running,
    /// Nothing failed.
    Succeeded,
    /// The request or the task has failed.
    Failed(ApiError<'a, C>),
}

impl<'a, C> Outcome<'a, C> {
    /// The error, if it has failed.
    pub const fn error(&self) -> Option<&ApiError<'a, C>> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Running | Self::Succeeded => None,
        }
    }

    /// The error, if it has failed.
    pub fn into_error(self) -> Option<ApiError<'a, C>> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Running | Self::Succeeded => None,
        }
    }

    /// Whether a task is running.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Running)
    }

    /// Whether nothing failed and nothing is running.
    pub const fn is_succeeded(&self) -> bool {
        matches!(self, Self::Succeeded)
    }

    /// Whether the request or the task has failed.
    pub const fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// The word for it: `running`, `succeeded`, `failed`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed(_) => "failed",
        }
    }

    /// The same outcome with owned strings.
    pub fn into_owned(self) -> Outcome<'static, C> {
        match self {
            Self::Running => Outcome::Running,
            Self::Succeeded => Outcome::Succeeded,
            Self::Failed(error) => Outcome::Failed(error.into_owned()),
        }
    }
}

impl<'a, C: CodeSet> ApiError<'a, C> {
    /// The error that a response reports, if its [outcome](Outcome) is a failure.
    ///
    /// `status` is the HTTP status, if it is known. From 400 on, there is always an error, even if the
    /// body is empty, cut off or not JSON, unless the body says that a task is running or has
    /// succeeded. If the body has neither code nor message, up to 1 KiB of it is the
    /// [message](Self::message). Only the first MiB of a body is read.
    ///
    /// Of two values with one key, the last counts. Where the code is known and the message has no
    /// escapes, nothing is allocated, unless the body has more than 64 keys and values or several
    /// errors.
    pub fn read(status: Option<u16>, body: &'a [u8]) -> Option<Self> {
        Outcome::read(status, body).into_error()
    }
}

impl Catalogs {
    /// The error that a response reports, read as one of these catalogs': for a gateway that has
    /// their name as a string. See [`ApiError::read`].
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::{Catalogs, Retry};
    ///
    /// let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
    /// let error = Catalogs::ALL.named("vidio")?.read(Some(429), body).unwrap();
    /// assert_eq!(error.code().unwrap().entry().name(), "TooManyRequests");
    /// assert_eq!(error.retry(), Retry::SlowDown);
    /// # }
    /// # Ok::<(), error_catalog::UnknownCatalog>(())
    /// ```
    pub fn read(self, status: Option<u16>, body: &[u8]) -> Option<ApiError<'_>> {
        self.outcome(status, body).into_error()
    }
}
