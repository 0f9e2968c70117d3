//! A middleware that retries.

use std::marker::PhantomData;
use std::sync::Arc;

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next, Result};
use tokio::time::sleep;

use crate::client::buffer::Limits;
use crate::retry::{
    Decision, Effect, Failure, Operation, Reason, RetryBudget, RetryPolicy, jitter,
};
use crate::{AnyCode, ApiError, CodeSet, Retry};

/// Reads the errors of responses, and sends requests again as a [`RetryPolicy`] says.
///
/// `C` says whose errors they are: `novita::ErrorCode`, for example. The request's method says whether it
/// is [idempotent](Operation); for one request, an extension can say it:
/// `request.with_extension(Operation::Idempotent)`. A request whose body is a stream is sent once.
///
/// The last response is returned as it came. If it reports an error, its extensions have the
/// [`ApiError`], and the [`Reason`] why it wasn't sent again. With
/// [`fail_on_error`](Self::fail_on_error), the `ApiError` is returned as the error.
///
/// [`Limits`] says which bodies are read. Event streams and large bodies pass through untouched.
///
/// ```
/// # #[cfg(feature = "catalogs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use error_catalog::client::RetryMiddleware;
/// use error_catalog::novita;
/// use error_catalog::retry::RetryPolicy;
///
/// # // A server that answers one request.
/// # let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
/// # let url = format!("http://{}", listener.local_addr()?);
/// # std::thread::spawn(move || {
/// #     use std::io::{Read, Write};
/// #     let (mut connection, _) = listener.accept()?;
/// #     connection.read(&mut [0; 4096])?;
/// #     let body = r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE"}"#;
/// #     write!(connection, "HTTP/1.1 403 -\r\ncontent-length: {}\r\n\r\n{body}", body.len())
/// # });
/// let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
///     .with(RetryMiddleware::<novita::ErrorCode>::new(RetryPolicy::new()))
///     .build();
/// let response = client.get(url).send().await?;
/// let error = response.extensions().get::<novita::ApiError<'static>>().unwrap();
/// assert_eq!(error.code(), Some(novita::llm::ErrorCode::NotEnoughBalance.into()));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "catalogs"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct RetryMiddleware<C = AnyCode> {
    policy: RetryPolicy,
    budget: Arc<RetryBudget>,
    limits: Limits,
    fails_on_error: bool,
    codes: PhantomData<C>,
}

impl<C: CodeSet> RetryMiddleware<C> {
    /// A middleware with a [`RetryBudget`] of its own, which all requests of the client share.
    pub fn new(policy: RetryPolicy) -> Self {
        Self {
            policy,
            budget: Arc::default(),
            limits: Limits::new(),
            fails_on_error: false,
            codes: PhantomData,
        }
    }

    /// Takes the tokens of retries from `budget`, which other clients may share.
    #[must_use]
    pub fn with_budget(mut self, budget: Arc<RetryBudget>) -> Self {
        self.budget = budget;
        self
    }

    /// How much of a body is read, and for how long.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Returns errors as `reqwest_middleware::Error::Middleware`, in which `downcast_ref` finds the
    /// `ApiError<'static, C>`, in place of responses that report them.
    #[must_use]
    pub fn fail_on_error(mut self) -> Self {
        self.fails_on_error = true;
        self
    }

    /// What the caller gets after the last attempt has failed.
    fn give_up(&self, answer: Answer<C>, reason: Reason) -> Result<Response> {
        let (mut response, error) = answer?;
        if self.fails_on_error {
            return Err(Error::middleware(error));
        }
        response.extensions_mut().insert(error);
        response.extensions_mut().insert(reason);
        Ok(response)
    }
}

/// A response that reports an error, or why there is none.
type Answer<C> = Result<(Response, ApiError<'static, C>)>;

#[async_trait]
impl<C: CodeSet> Middleware for RetryMiddleware<C> {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let by_method = Operation::from(request.method());
        let operation = extensions.get().copied().unwrap_or(by_method);
        let mut attempt = 1;
        loop {
            let copy = request.try_clone();
            let (answer, failure): (Answer<C>, Failure) =
                match next.clone().run(request, extensions).await {
                    Ok(response) => match ApiError::inspect(response, self.limits).await {
                        (response, None) => {
                            self.budget.succeeded(attempt);
                            return Ok(response);
                        }
                        (response, Some(error)) => {
                            let failure = (&error).into();
                            (Ok((response, error)), failure)
                        }
                    },
                    Err(error) => {
                        let failure = (&error).into();
                        (Err(error), failure)
                    }
                };
            let decision = self.policy.decide(failure, operation, attempt, jitter());
            let Some(copy) = copy else {
                let reason = match decision {
                    Decision::RetryAfter(_) => Reason::NotCloneable,
                    Decision::GiveUp(reason) => reason,
                };
                return self.give_up(answer, reason);
            };
            match self.budget.charge(decision) {
                Decision::RetryAfter(delay) => {
                    // Ends the connection, if its body isn't read.
                    drop(answer);
                    sleep(delay).await;
                    request = copy;
                    attempt += 1;
                }
                Decision::GiveUp(reason) => return self.give_up(answer, reason),
            }
        }
    }
}

/// A failure to get a response. That of another middleware is never retried: it may have done anything.
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        match error {
            Error::Reqwest(error) => error.into(),
            Error::Middleware(_) => Self::new(Retry::Never, Effect::Possible),
        }
    }
}
