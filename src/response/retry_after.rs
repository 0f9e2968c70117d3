//! The header `Retry-After`.

use core::time::Duration;
use std::time::SystemTime;

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::response::ApiError;

impl<C> ApiError<'_, C> {
    /// The same error, with the wait that its response's headers ask for, if they do: `Retry-After`
    /// in seconds, or as a date, of which `now` has to be known.
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
            self.retry_after = Some(wait);
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
