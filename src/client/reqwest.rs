//! Errors out of reqwest's responses.

use bytes::Bytes;
use reqwest::{Body, Response};

use crate::client::buffer::{Limits, buffer, is_error};
use crate::retry::{Effect, Failure};
use crate::{ApiError, CodeSet, Retry};

impl<C: CodeSet> ApiError<'static, C> {
    /// The response, if it reports no error; else the error.
    ///
    /// Of bodies, [no more is read](Limits) than needed, so that the response of a success is as it
    /// came: its body can be read, as a stream, too. A task that is running is a success here.
    ///
    /// # Errors
    ///
    /// The response reports an error.
    ///
    /// ```no_run
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::novita;
    ///
    /// async fn submit(client: &reqwest::Client, body: String) -> Result<String, Box<dyn std::error::Error>> {
    ///     let response = client.post("https://api.novita.ai/v3/async/txt2img").body(body).send().await?;
    ///     let response = novita::ApiError::check(response).await?;
    ///     Ok(response.text().await?)
    /// }
    /// # }
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
