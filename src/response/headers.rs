//! What the headers of a response add to its error.

use std::time::SystemTime;

use http::HeaderMap;

use crate::catalog::Headers;
use crate::response::retry_after;
use crate::{ApiError, Category, CodeSet};

impl<'a, C: CodeSet> ApiError<'a, C> {
    /// The error that a response reports, by its status, its headers and its body; `None` where it
    /// reports none. See [`read`](Self::read) and [`with_headers`](Self::with_headers).
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use std::time::Duration;
    /// use error_catalog::vidio;
    ///
    /// let response = http::Response::builder()
    ///     .status(429)
    ///     .header("retry-after", "17")
    ///     .body(br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#)?;
    /// let error = vidio::ApiError::read_response(&response).unwrap();
    /// assert_eq!(error.code(), Some(vidio::api::ErrorCode::TooManyRequests.into()));
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(17)));
    /// # }
    /// # Ok::<(), http::Error>(())
    /// ```
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "http", feature = "json"))))]
    pub fn read_response(response: &'a http::Response<impl AsRef<[u8]>>) -> Option<Self> {
        Self::read_parts(response.status(), response.headers(), response.body().as_ref())
    }

    /// The same, where the parts of the response are apart.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "http", feature = "json"))))]
    pub fn read_parts(
        status: http::StatusCode,
        headers: &HeaderMap,
        body: &'a [u8],
    ) -> Option<Self> {
        Some(Self::read(Some(status.as_u16()), body)?.with_headers(headers))
    }
}

impl<C> ApiError<'_, C> {
    /// The same error, with what the headers of its response say.
    ///
    /// * The [wait](Self::retry_after) that they ask for. The first of these counts:
    ///
    ///   | Header | Value |
    ///   |---|---|
    ///   | `retry-after-ms` | milliseconds |
    ///   | `retry-after` | seconds, or an HTTP date |
    ///   | `ratelimit-reset`, `x-ratelimit-reset`, `x-ratelimit-reset-requests`, `x-ratelimit-reset-tokens` | seconds, seconds or milliseconds since 1970, or units: `6m0s`, `20ms` |
    ///
    ///   Numbers may have a fraction. The resets count only where the error is about the rate, and not
    ///   where the header with `remaining` for `reset` says that the limit isn't reached; the longest
    ///   of them counts.
    /// * The [trace id](Self::trace_id) and the code, where the catalog names headers for them and
    ///   the body has none.
    /// * The advice, where the catalog names a header that says whether the request may be sent again:
    ///   [`Never`](crate::Retry::Never) or, if the row forbids what the header allows,
    ///   [`Later`](crate::Retry::Later).
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    pub fn with_headers(self, headers: &HeaderMap) -> Self {
        self.with_headers_at(headers, SystemTime::now())
    }

    /// The same, where it is `now`. That is the time from which a date is a wait.
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    pub fn with_headers_at(mut self, headers: &HeaderMap, now: SystemTime) -> Self {
        let catalogs = self.catalogs();
        let value = |names: fn(&Headers) -> &'static [&'static str]| {
            let names = catalogs.iter().flat_map(|catalog| names(&catalog.response.headers));
            let mut values = names.filter_map(|name| headers.get(*name)?.to_str().ok());
            values.find(|value| !value.trim().is_empty()).map(str::trim)
        };
        if let Some(code) = value(|names| names.code).filter(|_| !self.has_code()) {
            self.set_code(code);
        }
        if let Some(trace_id) = value(|names| names.trace_id).filter(|_| self.trace_id().is_none())
        {
            self.set_trace_id(trace_id);
        }
        match value(|names| names.retryable) {
            Some(word) if word.eq_ignore_ascii_case("true") => self.set_retryable(true),
            Some(word) if word.eq_ignore_ascii_case("false") => self.set_retryable(false),
            _ => {}
        }
        let is_rate_limit = self.category() == Category::RateLimit;
        if let Some(wait) = retry_after::wait(headers, is_rate_limit, now) {
            self = self.with_retry_after(wait);
        }
        self
    }

    /// The HTTP status that the response had, where the caller said so, and where it is one.
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    pub fn status_code(&self) -> Option<http::StatusCode> {
        http::StatusCode::from_u16(self.status()?).ok()
    }
}
