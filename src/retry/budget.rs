//! A limit on retries over all requests, so that an outage isn't answered with a storm.

use core::sync::atomic::{AtomicU32, Ordering};

use crate::retry::policy::{Decision, Reason};

/// Tokens that retries of all requests to one server share: a token bucket, as in the standard mode of
/// the AWS SDKs.
///
/// A retry takes [`RETRY_COST`](Self::RETRY_COST) tokens. They come back if it succeeds, and a request
/// that succeeds the first time brings one more, up to the capacity. While everything fails, there are
/// `capacity / 5` retries, and then each request is sent once, until requests succeed again.
///
/// Share one budget among all tasks and threads that call the same server.
///
/// ```
/// use std::time::Duration;
/// use error_catalog::retry::{Decision, Failure, Operation, Reason, RetryBudget, RetryPolicy};
///
/// static BUDGET: RetryBudget = RetryBudget::new(10);
/// let policy = RetryPolicy::new();
/// let decide = || {
///     BUDGET.charge(policy.decide(Failure::NO_ANSWER, Operation::Idempotent, 1, 1.0))
/// };
/// assert_eq!(decide(), Decision::RetryAfter(Duration::from_secs(1)));
/// assert_eq!(decide(), Decision::RetryAfter(Duration::from_secs(1)));
/// assert_eq!(decide(), Decision::GiveUp(Reason::BudgetExhausted));
/// // The second attempt of one of them has succeeded.
/// BUDGET.succeeded(2);
/// assert_eq!(decide(), Decision::RetryAfter(Duration::from_secs(1)));
/// ```
#[derive(Debug)]
pub struct RetryBudget {
    capacity: u32,
    // No other memory depends on it, so `Relaxed` is enough.
    tokens: AtomicU32,
}

impl RetryBudget {
    /// What a retry costs.
    pub const RETRY_COST: u32 = 5;

    /// A full budget of `capacity` tokens. With 0, nothing is ever retried.
    pub const fn new(capacity: u32) -> Self {
        Self { capacity, tokens: AtomicU32::new(capacity) }
    }

    /// Pays for a retry; if there aren't enough tokens, gives up in its place.
    pub fn charge(&self, decision: Decision) -> Decision {
        let pay = |tokens: u32| tokens.checked_sub(Self::RETRY_COST);
        match decision {
            Decision::RetryAfter(_) if self.update(pay).is_err() => {
                Decision::GiveUp(Reason::BudgetExhausted)
            }
            decision => decision,
        }
    }

    /// Says that `attempt` (1 for the first) has succeeded.
    pub fn succeeded(&self, attempt: u32) {
        let refund = if attempt <= 1 { 1 } else { Self::RETRY_COST };
        let refill = |tokens: u32| Some(tokens.saturating_add(refund).min(self.capacity));
        // It never fails, as `refill` always has a value.
        let _ = self.update(refill);
    }

    /// How many tokens are left.
    pub fn tokens(&self) -> u32 {
        self.tokens.load(Ordering::Relaxed)
    }

    fn update(&self, change: impl FnMut(u32) -> Option<u32>) -> Result<u32, u32> {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
    }
}

/// 500 tokens, which are 100 retries.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(500)
    }
}
