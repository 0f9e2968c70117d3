//! The part to copy: a client that does with a failure what the catalog says.

use std::io::ErrorKind;
use std::time::{Duration, SystemTime};
use std::{fmt, thread};

use backon::{BlockingRetryable, ExponentialBuilder};
use error_catalog::{ApiError, CodeSet, Retry};

/// Who is asked to wait for longer than this gives up, and tells its own caller.
const PATIENCE: Duration = Duration::from_secs(60);

/// Milliseconds, as this is an example; against a vendor, `min_delay` is a second or more.
const BACKOFF: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(10))
    .with_max_delay(Duration::from_millis(100))
    .with_max_times(3)
    .with_jitter();

/// Why a call has failed in the end.
pub enum Failure<C> {
    /// The vendor has answered, with an error.
    Api(ApiError<'static, C>),
    /// There is no answer, or not all of it.
    Transport(ureq::Error),
}

impl<C> Failure<C> {
    fn retry(&self) -> Retry {
        match self {
            Self::Api(error) => error.retry(),
            Self::Transport(_) => Retry::Later,
        }
    }

    fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Api(error) => error.may_have_taken_effect(),
            Self::Transport(ureq::Error::HostNotFound) => false,
            // Other than these, the request may have arrived, although the answer has not.
            Self::Transport(ureq::Error::Io(error)) => error.kind() != ErrorKind::ConnectionRefused,
            Self::Transport(_) => true,
        }
    }

    /// Whether it is a task that has failed, and not a request: that one was answered with a 200.
    fn is_task_error(&self) -> bool {
        matches!(self, Self::Api(error) if error.is_task_error())
    }

    /// How long to wait before sending the same again, where `backoff` is due; `None` to give up.
    fn wait(&self, backoff: Duration) -> Option<Duration> {
        let own = match self.retry() {
            Retry::Resend => Duration::ZERO,
            Retry::Later => backoff,
            Retry::SlowDown => backoff * 4,
            // What has to be changed first, what is of no use, and words that are yet to come.
            _ => return None,
        };
        let asked = match self {
            Self::Api(error) => error.retry_after().unwrap_or_default(),
            Self::Transport(_) => Duration::ZERO,
        };
        (asked <= PATIENCE).then_some(own.max(asked))
    }
}

impl<C> fmt::Display for Failure<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
        }
    }
}

pub struct Client {
    agent: ureq::Agent,
    base: String,
}

impl Client {
    pub fn new(base: String) -> Self {
        let agent = ureq::Agent::config_builder()
            // Otherwise ureq drops the body of an error, and it is the body that says which it is.
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        Self { agent, base }
    }

    /// Reads something. It may be asked for as often as one likes.
    pub fn look_up<C: CodeSet>(&self, path: &str) -> Result<Vec<u8>, Failure<C>> {
        // Asked again, a task that has failed has still failed.
        retrying(
            |failure| !failure.is_task_error(),
            || Self::read(self.agent.get(format!("{}/{path}", self.base)).call()),
        )
    }

    /// Starts a task that is paid for. It isn't sent again where it may have been started.
    pub fn submit<C: CodeSet>(&self, path: &str, prompt: &str) -> Result<Vec<u8>, Failure<C>> {
        retrying(
            |failure| !failure.may_have_taken_effect(),
            || Self::read(self.agent.post(format!("{}/{path}", self.base)).send(prompt)),
        )
    }

    /// Starts a task and looks at what became of it. A real one runs for a while: ask until it is over.
    pub fn generate<C: CodeSet>(&self, path: &str, prompt: &str) -> Result<Vec<u8>, Failure<C>> {
        // A task that has failed is over, so that another isn't one too many. All else was retried
        // where it happened.
        retrying(Failure::is_task_error, || {
            self.submit(path, prompt)?;
            self.look_up(path)
        })
    }

    fn read<C: CodeSet>(
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Vec<u8>, Failure<C>> {
        let mut answer = answer.map_err(Failure::Transport)?;
        let body = answer.body_mut().read_to_vec().map_err(Failure::Transport)?;
        // Successes are read as well: a task that has failed comes in a 200.
        match ApiError::read(Some(answer.status().as_u16()), &body) {
            None => Ok(body),
            Some(error) => {
                let error = error.with_headers(answer.headers(), SystemTime::now());
                Err(Failure::Api(error.into_owned()))
            }
        }
    }
}

fn retrying<C>(
    may_repeat: impl Fn(&Failure<C>) -> bool,
    attempt: impl FnMut() -> Result<Vec<u8>, Failure<C>>,
) -> Result<Vec<u8>, Failure<C>> {
    attempt
        .retry(BACKOFF)
        .when(|failure| may_repeat(failure) && failure.wait(Duration::ZERO).is_some())
        // Of the closures, it is this one that knows the error, so it is here that the wait is. In
        // async code, `adjust` returns it instead.
        .notify(|failure, backoff| thread::sleep(failure.wait(backoff).unwrap_or(backoff)))
        .sleep(|_| {})
        .call()
}
