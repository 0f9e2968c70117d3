//! Polling a task until it has ended.

use std::fmt;
use std::future::Future;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::response::retry_after;
use crate::retry::{Decision, Failure, Operation, RetryPolicy, jitter};
use crate::{ApiError, CodeSet, Outcome};

/// How often to poll a task, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PollPolicy {
    first_interval: Duration,
    max_interval: Duration,
    deadline: Duration,
    retry: RetryPolicy,
}

impl PollPolicy {
    /// Intervals from 1 s to 10 s, 10 minutes in all, and [`RetryPolicy::new`] for failed polls.
    pub const fn new() -> Self {
        Self {
            first_interval: Duration::from_secs(1),
            max_interval: Duration::from_secs(10),
            deadline: Duration::from_secs(600),
            retry: RetryPolicy::new(),
        }
    }

    /// How long to wait after the first answer that the task is running. Each further interval is
    /// twice as long.
    #[must_use]
    pub const fn with_first_interval(mut self, interval: Duration) -> Self {
        self.first_interval = interval;
        self
    }

    /// The longest interval. A response may ask for a longer one with `Retry-After`.
    #[must_use]
    pub const fn with_max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval;
        self
    }

    /// The longest time that [`poll`] takes.
    #[must_use]
    pub const fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// What to do if the poll fails and not the task. Attempts are counted from one after each answer.
    #[must_use]
    pub const fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long to wait after the `count`th answer that the task is running.
    fn interval(&self, count: u32) -> Duration {
        let factor = 1_u32.checked_shl(count - 1).unwrap_or(u32::MAX);
        self.first_interval.saturating_mul(factor).min(self.max_interval)
    }
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Why [`poll`] failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum PollError<C, E> {
    /// The task has failed, if it is a [task's error](ApiError::is_task_error); otherwise the API
    /// answered the poll with an error that isn't retried, or not any more.
    Api(ApiError<'static, C>),
    /// There was no answer.
    Request(E),
    /// The task was still running, or couldn't be polled, when the time was over.
    DeadlineExceeded,
}

impl<C, E: fmt::Display> fmt::Display for PollError<C, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Request(error) => error.fmt(formatter),
            Self::DeadlineExceeded => formatter.write_str("the task isn't over at the deadline"),
        }
    }
}

impl<C: fmt::Debug, E: std::error::Error> std::error::Error for PollError<C, E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The others are what is displayed.
        match self {
            Self::Api(error) => std::error::Error::source(error),
            Self::Request(error) => error.source(),
            Self::DeadlineExceeded => None,
        }
    }
}

/// Polls a task until its [`Outcome`] is final, and returns the response of its success.
///
/// `get_task` sends one request and reads its response. It is called at once, then after each interval
/// while the task is running, and if the request fails in a way that the policy retries. A future that
/// isn't ready at the deadline is dropped.
///
/// # Errors
///
/// The task has failed, or couldn't be polled, or hasn't ended at the deadline: see [`PollError`].
///
/// ```
/// # #[cfg(feature = "catalogs")]
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// use error_catalog::client::{PollError, PollPolicy, poll};
/// use error_catalog::novita;
///
/// # let mut bodies = [
/// #     r#"{"task":{"status":"TASK_STATUS_QUEUED"}}"#,
/// #     r#"{"task":{"status":"TASK_STATUS_PROCESSING"}}"#,
/// #     r#"{"task":{"status":"TASK_STATUS_SUCCEED"},"videos":[]}"#,
/// # ].into_iter();
/// # let mut get_task = || {
/// #     let body = bodies.next().unwrap();
/// #     async move { Ok::<_, std::io::Error>(http::Response::new(body)) }
/// # };
/// let result: Result<_, PollError<novita::ErrorCode, _>> =
///     poll(|| get_task(), PollPolicy::new()).await;
/// assert!(result.unwrap().body().contains("SUCCEED"));
/// # }
/// # #[cfg(not(feature = "catalogs"))]
/// # fn main() {}
/// ```
pub async fn poll<C, B, E, F>(
    mut get_task: impl FnMut() -> F,
    policy: PollPolicy,
) -> Result<http::Response<B>, PollError<C, E>>
where
    C: CodeSet,
    B: AsRef<[u8]>,
    F: Future<Output = Result<http::Response<B>, E>>,
    for<'e> Failure: From<&'e E>,
{
    // A time that is out of range never comes.
    let deadline = Instant::now().checked_add(policy.deadline);
    let mut attempt = 1;
    let mut answers = 0_u32;
    loop {
        let answer = match deadline {
            Some(deadline) => match timeout_at(deadline, get_task()).await {
                Ok(answer) => answer,
                Err(_) => return Err(PollError::DeadlineExceeded),
            },
            None => get_task().await,
        };
        let wait = match look(answer) {
            Look::Succeeded(response) => return Ok(response),
            Look::Running { asked } => {
                attempt = 1;
                answers = answers.saturating_add(1);
                policy.interval(answers).max(asked)
            }
            Look::Failed { failure, error } => {
                match policy.retry.decide(failure, Operation::Idempotent, attempt, jitter()) {
                    Decision::RetryAfter(delay) => {
                        attempt += 1;
                        delay
                    }
                    Decision::GiveUp(_) => return Err(error),
                }
            }
        };
        match Instant::now().checked_add(wait) {
            Some(next) if deadline.is_none_or(|deadline| next < deadline) => {
                sleep_until(next).await;
            }
            // The next poll would come after the deadline.
            _ => return Err(PollError::DeadlineExceeded),
        }
    }
}

/// The result of one poll.
enum Look<C, B, E> {
    Succeeded(http::Response<B>),
    /// How long the response asks to wait.
    Running {
        asked: Duration,
    },
    Failed {
        failure: Failure,
        error: PollError<C, E>,
    },
}

fn look<C, B, E>(answer: Result<http::Response<B>, E>) -> Look<C, B, E>
where
    C: CodeSet,
    B: AsRef<[u8]>,
    for<'e> Failure: From<&'e E>,
{
    let response = match answer {
        Ok(response) => response,
        Err(error) => {
            return Look::Failed { failure: (&error).into(), error: PollError::Request(error) };
        }
    };
    let status = response.status().as_u16();
    match Outcome::<C>::read(Some(status), response.body().as_ref()) {
        Outcome::Succeeded => Look::Succeeded(response),
        Outcome::Running => {
            let asked = retry_after::wait(response.headers(), false, SystemTime::now());
            Look::Running { asked: asked.unwrap_or(Duration::ZERO) }
        }
        Outcome::Failed(error) => {
            let error = error.with_headers(response.headers()).into_owned();
            Look::Failed { failure: (&error).into(), error: PollError::Api(error) }
        }
    }
}
