//! Errors of reqwest's responses.

use bytes::Bytes;
use reqwest::{Body, Response};

use crate::client::buffer::{Limits, buffer, is_error};
use crate::retry::{Effect, Failure};
use crate::{ApiError, CodeSet, Retry};

impl<C: CodeSet> ApiError<'static, C> {
    /// The response if it reports no error, and otherwise the error.
    ///
    /// [No more of the body is read](Limits) than needed, and a successful response is returned as it
    /// came: its body can still be read, also as a stream. A running task counts as a success here.
    ///
    /// # Errors
    ///
    /// The response reports an error.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use error_catalog::novita;
    ///
    /// // In place of a request.
    /// let body = r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance"}"#;
    /// let response = reqwest::Response::from(http::Response::builder().status(403).body(body)?);
    ///
    /// let error = novita::ApiError::check(response).await.unwrap_err();
    /// assert_eq!(error.code(), Some(novita::llm::ErrorCode::NotEnoughBalance.into()));
    ///
    /// let response = reqwest::Response::from(http::Response::new("{}"));
    /// assert_eq!(novita::ApiError::check(response).await?.text().await?, "{}");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "catalogs"))]
    /// # fn main() {}
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
    pub async fn check(response: Response) -> Result<Response, Self> {
        match Self::inspect(response, Limits::new()).await {
            (_, Some(error)) => Err(error),
            (response, None) => Ok(response),
        }
    }

    /// The response as it came, and the error that it reports, if it does.
    #[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
    pub async fn inspect(response: Response, limits: Limits) -> (Response, Option<Self>) {
        let (response, body) = buffer(response, limits).await;
        let status = response.status();
        let error = match &body {
            Some(body) => ApiError::<C>::read_parts(status, response.headers(), body)
                .map(ApiError::into_owned),
            None if is_error(status) => {
                Some(Self::from_status(status.as_u16()).with_headers(response.headers()))
            }
            None => None,
        };
        (response, error)
    }
}

/// The response with its whole body, for [`poll`](crate::client::poll()).
///
/// # Errors
///
/// The connection broke, or a timeout of the client has passed.
pub async fn collect(response: Response) -> Result<http::Response<Bytes>, reqwest::Error> {
    let (parts, body) = http::Response::<Body>::from(response).into_parts();
    let body = Response::from(http::Response::new(body)).bytes().await?;
    Ok(http::Response::from_parts(parts, body))
}

/// A failure to get a response.
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
impl From<&reqwest::Error> for Failure {
    fn from(error: &reqwest::Error) -> Self {
        if error.is_builder() || error.is_redirect() {
            // The same request fails in the same way.
            Self::new(Retry::Never, Effect::Possible)
        } else if error.is_connect() {
            Self::NOT_SENT
        } else {
            Self::NO_ANSWER
        }
    }
}
