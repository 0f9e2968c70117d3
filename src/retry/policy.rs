//! Whether and when to send a request again.

use core::fmt;
use core::time::Duration;

use crate::Retry;
use crate::retry::failure::{Effect, Failure};

/// When to send a request again, and when to give up.
///
/// ```
/// use std::time::Duration;
/// use error_catalog::retry::RetryPolicy;
///
/// const POLICY: RetryPolicy = RetryPolicy::new()
///     .with_max_attempts(5)
///     .with_first_delay(Duration::from_millis(500))
///     .with_patience(Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RetryPolicy {
    max_attempts: u32,
    first_delay: Duration,
    max_delay: Duration,
    patience: Duration,
}

/// What would be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// A request that does no harm when it is repeated: a GET, or a POST with an idempotency key that
    /// the vendor honours. It isn't repeated after [`Effect::TaskFailed`], since it would get the same
    /// answer.
    Idempotent,
    /// A request that starts, and charges for, something each time: a POST. It is only repeated after
    /// [`Effect::None`].
    NotIdempotent,
    /// A whole task, from its start to its end. It is only repeated after [`Effect::TaskFailed`]: the
    /// task has ended, and starting another doesn't duplicate it. Other failures are retried by the
    /// requests that it consists of.
    Task,
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub enum Decision {
    /// Wait this long, then send the same again.
    RetryAfter(Duration),
    /// Don't send it again.
    GiveUp(Reason),
}

/// Why a request isn't sent again. If there are several reasons, the first in this order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The same request would fail again: see [`Retry::AfterChange`] and [`Retry::Never`].
    NotRetryable,
    /// The request may have taken effect, and a second one would do harm.
    MayHaveTakenEffect,
    /// The task has failed. Looking at it again won't change that.
    TaskFailed,
    /// The request's body is a stream, which can't be sent twice.
    NotCloneable,
    /// The policy allows no further attempt.
    AttemptsExhausted,
    /// The server asks for a longer wait than the policy has patience for.
    WaitTooLong,
    /// The [`RetryBudget`](crate::retry::RetryBudget) is empty: too many other requests fail.
    BudgetExhausted,
}

impl RetryPolicy {
    /// 4 attempts, delays from 1 s to 30 s, and patience for a `Retry-After` of 60 s.
    pub const fn new() -> Self {
        Self {
            max_attempts: 4,
            first_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
            patience: Duration::from_secs(60),
        }
    }

    /// How often a request is sent at most, the first time included. With 0 as with 1, nothing is
    /// retried.
    #[must_use]
    pub const fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The delay after the first attempt. It doubles after each further one.
    #[must_use]
    pub const fn with_first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The longest delay. A server may ask for a longer wait.
    #[must_use]
    pub const fn with_max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that a server may ask for. If it asks for more, give up and tell the caller.
    #[must_use]
    pub const fn with_patience(mut self, wait: Duration) -> Self {
        self.patience = wait;
        self
    }

    /// What to do after `attempt` (1 for the first) has failed.
    ///
    /// Whether to send again depends on the error's [`Retry`], and on its effect:
    ///
    /// | | [`Effect::None`] | [`Effect::Possible`] | [`Effect::TaskFailed`] |
    /// |---|---|---|---|
    /// | [`Operation::Idempotent`] | retry | retry | give up |
    /// | [`Operation::NotIdempotent`] | retry | give up | give up |
    /// | [`Operation::Task`] | give up | give up | retry |
    ///
    /// The delay after attempt *n* is `first_delay` × 2ⁿ⁻¹, at most `max_delay`. [`Retry::SlowDown`]
    /// multiplies it by four (before that limit); [`Retry::Resend`] has no delay the first time, and
    /// the delay of the attempt before from then on.
    ///
    /// `jitter` is a random number from 0 to 1, which keeps clients from coming back together. It
    /// chooses from the second half of the delay. Where the server asks for a longer wait than the first
    /// half, the wait is what it asks for, and the jitter is added: no caller comes back too early.
    pub fn decide(
        &self,
        failure: impl Into<Failure>,
        operation: Operation,
        attempt: u32,
        jitter: f64,
    ) -> Decision {
        let failure = failure.into();
        let asked = failure.retry_after().unwrap_or(Duration::ZERO);
        match self.objection(failure, operation, attempt, asked) {
            Some(reason) => Decision::GiveUp(reason),
            None => {
                let half = self.delay(failure.retry(), attempt) / 2;
                // Also of NaN, which isn't between 0 and 1 either.
                let jitter = if (0.0..=1.0).contains(&jitter) { jitter } else { 1.0 };
                // An f64 rounds durations of centuries, if need be up.
                let jitter = half.mul_f64(jitter).min(half);
                Decision::RetryAfter(half.max(asked).saturating_add(jitter))
            }
        }
    }

    fn objection(
        &self,
        failure: Failure,
        operation: Operation,
        attempt: u32,
        asked: Duration,
    ) -> Option<Reason> {
        if !failure.retry().is_retryable() {
            return Some(Reason::NotRetryable);
        }
        match (operation, failure.effect()) {
            (Operation::Idempotent | Operation::NotIdempotent, Effect::None)
            | (Operation::Idempotent, Effect::Possible)
            | (Operation::Task, Effect::TaskFailed) => {}
            (Operation::Idempotent, Effect::TaskFailed) => return Some(Reason::TaskFailed),
            (Operation::NotIdempotent, Effect::Possible | Effect::TaskFailed)
            | (Operation::Task, Effect::None | Effect::Possible) => {
                return Some(Reason::MayHaveTakenEffect);
            }
        }
        if attempt >= self.max_attempts {
            Some(Reason::AttemptsExhausted)
        } else if asked > self.patience {
            Some(Reason::WaitTooLong)
        } else {
            None
        }
    }

    /// The delay after `attempt`, before jitter.
    fn delay(&self, retry: Retry, attempt: u32) -> Duration {
        // How often the first delay is doubled.
        let doublings = match retry {
            Retry::Resend if attempt <= 1 => return Duration::ZERO,
            Retry::Resend => attempt - 2,
            Retry::SlowDown => attempt.saturating_add(1),
            _ => attempt.saturating_sub(1),
        };
        let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.first_delay.saturating_mul(factor).min(self.max_delay)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl Decision {
    /// The wait before the next attempt; `None` to give up.
    pub const fn delay(self) -> Option<Duration> {
        match self {
            Self::RetryAfter(delay) => Some(delay),
            Self::GiveUp(_) => None,
        }
    }
}

impl Reason {
    /// The reason in a few words, for a log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRetryable => "the same request would fail again",
            Self::MayHaveTakenEffect => "the request may have taken effect",
            Self::TaskFailed => "the task has failed",
            Self::NotCloneable => "the request's body can't be sent twice",
            Self::AttemptsExhausted => "no attempts are left",
            Self::WaitTooLong => "the server asks for too long a wait",
            Self::BudgetExhausted => "the retry budget is empty",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl From<&http::Method> for Operation {
    /// By RFC 9110, section 9.2.2: GET, HEAD, OPTIONS, TRACE, PUT and DELETE are idempotent.
    fn from(method: &http::Method) -> Self {
        if method.is_idempotent() { Self::Idempotent } else { Self::NotIdempotent }
    }
}
