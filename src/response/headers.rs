//! What the headers of a response add to its error.

use core::time::Duration;
use std::time::SystemTime;

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::ApiError;
use crate::catalog::Headers;

impl<C> ApiError<'_, C> {
    /// The same error with what its response's headers add: the wait that they ask for, as
    /// `Retry-After` in seconds or as a date, for which `now` has to be known; and, where the body has
    /// none, the code and the trace identifier, from the headers that the catalogs name.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use std::time::{Duration, SystemTime};
    ///
    /// use error_catalog::vidio;
    ///
    /// let mut headers = http::HeaderMap::new();
    /// headers.insert("retry-after", http::HeaderValue::from_static("17"));
    ///
    /// let error = vidio::ApiError::new(Some(429), Some("rate_limit_error"), Some("Too many requests"));
    /// let error = error.with_headers(&headers, SystemTime::now());
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(17)));
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    pub fn with_headers(mut self, headers: &HeaderMap, now: SystemTime) -> Self {
        let value = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        if let Some(wait) = value.and_then(|value| wait(value.trim(), now)) {
            self = self.with_retry_after(wait);
        }
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
        self
    }
}

/// The wait that the header's value means. One that is over already is none.
fn wait(value: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::wait;
    use core::time::Duration;
    use std::time::{Duration as Seconds, UNIX_EPOCH};

    #[test]
    fn seconds_and_dates_are_waits() {
        let now = UNIX_EPOCH + Seconds::from_secs(784_111_777);
        for (value, expected) in [
            ("0", Some(0)),
            ("120", Some(120)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60)),
            ("18446744073709551616", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(wait(value, now), expected.map(Duration::from_secs), "{value}");
        }
    }
}
