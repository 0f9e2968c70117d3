//! The part to copy: a blocking client that retries as the catalog says. For reqwest, there is
//! `error_catalog::client` with all of this and more.

use std::time::Duration;
use std::{fmt, thread};

use error_catalog::retry::{Decision, Failure, Operation, RetryBudget, RetryPolicy, jitter};
use error_catalog::{ApiError, CodeSet};

/// Milliseconds, as this is an example; against a vendor, take the defaults.
const POLICY: RetryPolicy = RetryPolicy::new()
    .with_first_delay(Duration::from_millis(10))
    .with_max_delay(Duration::from_millis(100));

/// Why a call failed in the end.
pub enum Error<C> {
    /// The vendor answered with an error.
    Api(ApiError<'static, C>),
    /// There was no answer, or only a part of it.
    Transport(ureq::Error),
}

impl<C> From<&Error<C>> for Failure {
    fn from(error: &Error<C>) -> Self {
        match error {
            Error::Api(error) => error.into(),
            Error::Transport(ureq::Error::HostNotFound) => Self::NOT_SENT,
            Error::Transport(ureq::Error::Io(error)) => error.into(),
            Error::Transport(_) => Self::NO_ANSWER,
        }
    }
}

impl<C> fmt::Display for Error<C> {
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
    budget: RetryBudget,
}

impl Client {
    pub fn new(base: String) -> Self {
        let agent = ureq::Agent::config_builder()
            // Otherwise ureq drops the body of an error, which says what kind of error it is.
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        Self { agent, base, budget: RetryBudget::default() }
    }

    /// Reads something, such as a task. This can be repeated at will.
    pub fn look_up<C: CodeSet>(&self, path: &str) -> Result<Vec<u8>, Error<C>> {
        self.retrying(Operation::Idempotent, || {
            read(self.agent.get(format!("{}/{path}", self.base)).call())
        })
    }

    /// Starts a task that costs money. If it may have started, it isn't sent again.
    pub fn submit<C: CodeSet>(&self, path: &str, prompt: &str) -> Result<Vec<u8>, Error<C>> {
        self.retrying(Operation::NotIdempotent, || {
            read(self.agent.post(format!("{}/{path}", self.base)).send(prompt))
        })
    }

    /// Starts a task and asks for its result. A real task takes a while: ask until it is over.
    pub fn generate<C: CodeSet>(&self, path: &str, prompt: &str) -> Result<Vec<u8>, Error<C>> {
        self.retrying(Operation::Task, || {
            self.submit(path, prompt)?;
            self.look_up(path)
        })
    }

    fn retrying<C>(
        &self,
        operation: Operation,
        send: impl Fn() -> Result<Vec<u8>, Error<C>>,
    ) -> Result<Vec<u8>, Error<C>> {
        let mut attempt = 1;
        loop {
            let error = match send() {
                Ok(body) => {
                    self.budget.succeeded(attempt);
                    return Ok(body);
                }
                Err(error) => error,
            };
            match self.budget.charge(POLICY.decide(&error, operation, attempt, jitter())) {
                Decision::RetryAfter(delay) => thread::sleep(delay),
                Decision::GiveUp(_) => return Err(error),
            }
            attempt += 1;
        }
    }
}

/// The body, if it reports no error. A 200 is read as well, because it can report a failed task.
fn read<C: CodeSet>(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Vec<u8>, Error<C>> {
    let (parts, mut body) = answer.map_err(Error::Transport)?.into_parts();
    let body = body.read_to_vec().map_err(Error::Transport)?;
    match ApiError::read_parts(parts.status, &parts.headers, &body) {
        None => Ok(body),
        Some(error) => Err(Error::Api(error.into_owned())),
    }
}
