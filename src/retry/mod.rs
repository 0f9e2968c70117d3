//! From an error to the next request: whether to send again, and when.
//!
//! [`RetryPolicy::decide`] is a function of values: what failed, how often it was tried, and whether a
//! repetition does harm. It has no clock, no random numbers and no client, so that it fits any loop, and
//! a test can ask it. The features `reqwest-middleware` and `tokio` have such loops.
//!
//! ```
//! # #[cfg(all(feature = "catalogs", feature = "json", feature = "std"))] {
//! use std::time::Duration;
//!
//! use error_catalog::novita;
//! use error_catalog::retry::{Decision, Operation, Reason, RetryPolicy};
//!
//! const POLICY: RetryPolicy = RetryPolicy::new().with_max_attempts(3);
//! let jitter = error_catalog::retry::jitter();
//!
//! // Refused: nothing was started, so that even a POST may be sent again.
//! let body = br#"{"code":429,"reason":"RATE_LIMIT_EXCEEDED","message":"slow down"}"#;
//! let error = novita::ApiError::read(Some(429), body).unwrap();
//! let error = error.with_retry_after(Duration::from_secs(7));
//! let decision = POLICY.decide(&error, Operation::NotIdempotent, 1, jitter);
//! assert!(decision.delay() >= Some(Duration::from_secs(7)));
//!
//! // A 500 may have come after the task was started: a second one would cost twice.
//! let error = novita::ApiError::from_status(500);
//! assert_eq!(
//!     POLICY.decide(&error, Operation::NotIdempotent, 1, jitter),
//!     Decision::GiveUp(Reason::MayHaveTakenEffect),
//! );
//! assert!(POLICY.decide(&error, Operation::Idempotent, 1, jitter).delay().is_some());
//! # }
//! ```
//!
//! # Compared with the AWS SDKs' standard mode
//!
//! | | AWS, standard | here |
//! |---|---|---|
//! | which errors | lists of codes, else the status | [`Retry`](crate::Retry) of the catalog's row, else the status |
//! | requests that aren't idempotent | sent again | only if the error [had no effect](Effect::None) |
//! | attempts | 3 | [4](RetryPolicy::with_max_attempts) |
//! | delay | exponential, 1 s to 20 s, full jitter | exponential, 1 s to 30 s; jitter takes up to half of it, as a row that says "later" means a wait |
//! | the server's wait | kept within bounds | the minimum; too long a wait ends the retries |
//! | at once | never | the first time, where the row says [`resend`](crate::Retry::Resend) |
//! | too fast | as any other | four times the delay where the row says [`slow-down`](crate::Retry::SlowDown) |
//! | budget | 500 tokens, 5 a retry, 10 after a timeout | [500 tokens, 5 a retry](RetryBudget) |
//!
//! There is no counterpart to AWS' adaptive mode, which also holds back first attempts.

#[cfg(target_has_atomic = "32")]
mod budget;
mod failure;
#[cfg(feature = "std")]
mod jitter;
mod policy;

#[cfg(target_has_atomic = "32")]
pub use self::budget::RetryBudget;
pub use self::failure::{Effect, Failure};
#[cfg(feature = "std")]
pub use self::jitter::jitter;
pub use self::policy::{Decision, Operation, Reason, RetryPolicy};
