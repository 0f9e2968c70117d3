//! What a policy has to know about a failure.

use core::time::Duration;

use crate::Retry;

/// A failed attempt, as a [`RetryPolicy`](crate::retry::RetryPolicy) sees it.
///
/// An `ApiError` converts into one, by reference. Where there is no response, take
/// [`NOT_SENT`](Self::NOT_SENT) or [`NO_ANSWER`](Self::NO_ANSWER).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Failure {
    retry: Retry,
    effect: Effect,
    retry_after: Option<Duration>,
}

/// What the request has done although it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Nothing: it was refused, or never arrived.
    None,
    /// It isn't known: it may have started a task that costs money.
    Possible,
    /// It has started a task, or polled one, and the task has failed.
    TaskFailed,
}

impl Failure {
    /// The request didn't leave: the name wasn't found, or the connection was refused.
    pub const NOT_SENT: Self = Self::new(Retry::Later, Effect::None);

    /// The request may have arrived, but no whole response came back: a timeout, or a connection that
    /// was closed.
    pub const NO_ANSWER: Self = Self::new(Retry::Later, Effect::Possible);

    /// A failure with this advice and this effect.
    pub const fn new(retry: Retry, effect: Effect) -> Self {
        Self { retry, effect, retry_after: None }
    }

    /// The same failure, with the wait that the server has asked for.
    #[must_use]
    pub const fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Whether and how to send again, as the catalog says.
    pub const fn retry(self) -> Retry {
        self.retry
    }

    /// What the request may have done.
    pub const fn effect(self) -> Effect {
        self.effect
    }

    /// How long the server asks to wait.
    pub const fn retry_after(self) -> Option<Duration> {
        self.retry_after
    }
}

#[cfg(feature = "alloc")]
impl<C> From<&crate::ApiError<'_, C>> for Failure {
    fn from(error: &crate::ApiError<'_, C>) -> Self {
        let effect = if error.is_task_error() {
            Effect::TaskFailed
        } else if error.may_have_taken_effect() {
            Effect::Possible
        } else {
            Effect::None
        };
        Self { retry: error.retry(), effect, retry_after: error.retry_after() }
    }
}

/// A failure to get a response. Only a refused connection is [`NOT_SENT`](Self::NOT_SENT) for certain.
#[cfg(feature = "std")]
#[cfg_attr(docsrs, doc(cfg(feature = "std")))]
impl From<&std::io::Error> for Failure {
    fn from(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::ConnectionRefused => Self::NOT_SENT,
            _ => Self::NO_ANSWER,
        }
    }
}

impl From<&Self> for Failure {
    fn from(failure: &Self) -> Self {
        *failure
    }
}
