//! How long a response's headers ask to wait.

use core::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Headers that say when a rate limit ends, each with the one that says whether it is reached.
const RESETS: [(&str, &str); 4] = [
    ("ratelimit-reset", "ratelimit-remaining"),
    ("x-ratelimit-reset", "x-ratelimit-remaining"),
    ("x-ratelimit-reset-requests", "x-ratelimit-remaining-requests"),
    ("x-ratelimit-reset-tokens", "x-ratelimit-remaining-tokens"),
];

/// From this number on, it isn't seconds from now, but since 1970.
const FIRST_UNIX_SECOND: f64 = 1e9;
/// From this number on, it is milliseconds since 1970.
const FIRST_UNIX_MILLISECOND: f64 = 1e12;

/// The wait that the headers ask for. `is_rate_limit` says whether those of rate limits count: they
/// come with every response, and say nothing about other errors.
pub fn wait(headers: &HeaderMap, is_rate_limit: bool, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = || duration(number(text("retry-after-ms")?)? / 1e3);
    let retry_after = || seconds_or_date(text(RETRY_AFTER.as_str())?, now);
    let reset = || {
        let mut waits = RESETS.iter().filter_map(|&(reset, remaining)| {
            let remains = text(remaining).and_then(number).is_some_and(|number| number > 0.0);
            if remains { None } else { seconds_or_time(text(reset)?, now) }
        });
        // A list of nothing has no longest wait.
        let first = waits.next()?;
        Some(waits.fold(first, Duration::max))
    };
    milliseconds().or_else(retry_after).or_else(|| if is_rate_limit { reset() } else { None })
}

/// `Retry-After`: `17`, `1.5` or `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds_or_date(value: &str, now: SystemTime) -> Option<Duration> {
    match number(value) {
        Some(seconds) => duration(seconds),
        None => Some(until(httpdate::parse_http_date(value).ok()?, now)),
    }
}

/// A reset: `17`, `1794999999`, `1794999999000`, `6m0s` or `20ms`.
fn seconds_or_time(value: &str, now: SystemTime) -> Option<Duration> {
    let Some(number) = number(value) else { return units(value) };
    let since_1970 = match number {
        FIRST_UNIX_MILLISECOND.. => number / 1e3,
        FIRST_UNIX_SECOND.. => number,
        _ => return duration(number),
    };
    Some(until(UNIX_EPOCH.checked_add(duration(since_1970)?)?, now))
}

/// How long it is until `time`. If that is over, there is nothing to wait for.
fn until(time: SystemTime, now: SystemTime) -> Duration {
    time.duration_since(now).unwrap_or(Duration::ZERO)
}

/// Digits, perhaps with a fraction: no sign, exponent or `inf`.
fn number(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain { text.parse().ok() } else { None }
}

fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// A duration as Go writes it: `1h2m3.5s`.
fn units(mut text: &str) -> Option<Duration> {
    if text.is_empty() {
        return None;
    }
    let mut seconds = 0.0;
    while !text.is_empty() {
        let end = text.find(|character: char| character.is_ascii_lowercase())?;
        let (count, rest) = text.split_at(end);
        let end = rest.find(|character: char| !character.is_ascii_lowercase());
        let (unit, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let unit = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            _ => return None,
        };
        seconds += number(count)? * unit;
        text = rest;
    }
    duration(seconds)
}

#[cfg(test)]
mod tests {
    use super::wait;
    use core::time::Duration;
    use std::time::{SystemTime, UNIX_EPOCH};

    use http::{HeaderMap, HeaderName, HeaderValue};

    const NOW: u64 = 1_784_111_777;

    /// The wait in milliseconds that these headers ask for.
    fn asked(headers: &[(&'static str, &'static str)], is_rate_limit: bool) -> Option<u128> {
        let now: SystemTime = UNIX_EPOCH + Duration::from_secs(NOW);
        let headers: HeaderMap = headers
            .iter()
            .map(|&(name, value)| {
                let value = HeaderValue::from_bytes(value.as_bytes()).expect("a header's value");
                (HeaderName::from_static(name), value)
            })
            .collect();
        wait(&headers, is_rate_limit, now).map(|wait| wait.as_millis())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        for (value, expected) in [
            ("0", Some(0)),
            (" 120 ", Some(120_000)),
            ("1.5", Some(1500)),
            ("Wed, 15 Jul 2026 10:36:27 GMT", Some(10_000)),
            ("Wednesday, 15-Jul-26 10:36:27 GMT", Some(10_000)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("99999999999999999999", None),
            ("-1", None),
            ("1e3", None),
            ("inf", None),
            (".", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(asked(&[("retry-after", value)], false), expected, "{value}");
        }
    }

    #[test]
    fn a_reset_is_seconds_a_time_or_units() {
        for (value, expected) in [
            ("17", Some(17_000)),
            ("1784111787", Some(10_000)),
            ("1784111787250", Some(10_250)),
            ("1784111700", Some(0)),
            ("6m0s", Some(360_000)),
            ("1h0m0.5s", Some(3_600_500)),
            ("20ms", Some(20)),
            ("1d", None),
            ("s", None),
            ("5s5", None),
            ("5é", None),
            ("", None),
        ] {
            assert_eq!(asked(&[("x-ratelimit-reset", value)], true), expected, "{value}");
            assert_eq!(asked(&[("x-ratelimit-reset", value)], false), None, "{value}");
        }
    }

    #[test]
    fn the_most_precise_header_counts_and_of_limits_the_longest_that_is_reached() {
        let headers = [
            ("retry-after-ms", "250"),
            ("retry-after", "9"),
            ("x-ratelimit-reset-requests", "1s"),
            ("x-ratelimit-reset-tokens", "6s"),
            ("x-ratelimit-remaining-tokens", "100"),
            ("x-ratelimit-remaining-requests", "0"),
        ];
        assert_eq!(asked(&headers, true), Some(250));
        assert_eq!(asked(&headers[1..], true), Some(9000));
        assert_eq!(asked(&headers[2..], true), Some(1000));
        assert_eq!(asked(&headers[2..4], true), Some(6000));
    }
}
