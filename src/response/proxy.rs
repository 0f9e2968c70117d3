//! The answers of proxies in front of a vendor.

/// Whether a proxy has answered and not the vendor, with Cloudflare's `error code: 1015` or with a
/// page, and the HTTP status that this means, if any.
pub fn status_of_proxy(text: &str) -> Option<Option<u16>> {
    let text = text.trim();
    let number = strip_prefix_ignoring_case(text, "error code:").map(str::trim);
    if let Some(number) = number.and_then(|number| number.parse().ok()) {
        return Some(status_of_cloudflare(number));
    }
    let is_page = strip_prefix_ignoring_case(text, "<!doctype html").is_some()
        || strip_prefix_ignoring_case(text, "<html").is_some();
    is_page.then(|| ["<title>", "<h1>"].iter().find_map(|tag| status_after(text, tag)))
}

/// The HTTP status that one of Cloudflare's numbers means, or is.
///
/// See <https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/>.
const fn status_of_cloudflare(number: u16) -> Option<u16> {
    match number {
        // Too many requests.
        1015 => Some(429),
        // The client, its address or its country is refused.
        1005..=1014 | 1020 => Some(403),
        // The name doesn't lead to a server, or none answers.
        1000..=1004 | 1016..=1019 | 1023 | 1033 => Some(530),
        status @ 400..=599 => Some(status),
        _ => None,
    }
}

/// The HTTP status that the text after `tag` begins with: `<title>502 Bad Gateway`.
fn status_after(text: &str, tag: &str) -> Option<u16> {
    let (_, after) = text.split_once(tag)?;
    let after = after.trim_start();
    let status = after.get(..3)?.parse().ok()?;
    let is_number = after.as_bytes().get(3).is_none_or(|byte| !byte.is_ascii_digit());
    (is_number && (400..=599).contains(&status)).then_some(status)
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::status_of_proxy;

    #[test]
    fn proxies_are_told_from_vendors() {
        for (text, status) in [
            ("error code: 1015", Some(Some(429))),
            ("Error code: 1010\n", Some(Some(403))),
            ("error code: 522", Some(Some(522))),
            ("error code: 1", Some(None)),
            ("Error code: 400 - {\"code\":400}", None),
            ("<html>\r\n<head><title>502 Bad Gateway</title></head>", Some(Some(502))),
            ("<!DOCTYPE html><h1>504 Gateway Time-out</h1>", Some(Some(504))),
            ("<!doctype html><title>Sign in</title>", Some(None)),
            ("<html><title>4040 things</title>", Some(None)),
            ("404 page not found", None),
            ("the error code: 1015", None),
            ("<xml/>", None),
            ("", None),
        ] {
            assert_eq!(status_of_proxy(text), status, "{text}");
        }
    }
}
