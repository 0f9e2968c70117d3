//! What an HTTP status alone says of an error.

use crate::vocabulary::{Category, Retry};

impl Category {
    /// Who has to act on an error, if only its HTTP status is known.
    ///
    /// | Status | Category | Retry |
    /// |---|---|---|
    /// | 401 | authentication | after-change |
    /// | 402 | billing | after-change |
    /// | 403, 451 | permission | after-change |
    /// | 404, 410 | not-found | after-change |
    /// | 408, 504, 524 | timeout | later |
    /// | 409, 412, 423 | conflict | after-change |
    /// | 425 | server | later |
    /// | 429 | rate-limit | slow-down |
    /// | 499 | cancelled | resend |
    /// | any other 4xx | invalid-request | after-change |
    /// | 501, 505 | server | never |
    /// | 503, 529 | capacity | later |
    /// | any other 5xx | server | later |
    /// | any other, or none | unknown | never |
    pub const fn from_status(status: Option<u16>) -> Self {
        judge(status).0
    }
}

impl Retry {
    /// What to do about an error, if only its HTTP status is known: see
    /// [`Category::from_status`].
    pub const fn from_status(status: Option<u16>) -> Self {
        judge(status).1
    }
}

const fn judge(status: Option<u16>) -> (Category, Retry) {
    let Some(status) = status else { return (Category::Unknown, Retry::Never) };
    match status {
        401 => (Category::Authentication, Retry::AfterChange),
        402 => (Category::Billing, Retry::AfterChange),
        403 | 451 => (Category::Permission, Retry::AfterChange),
        404 | 410 => (Category::NotFound, Retry::AfterChange),
        408 | 504 | 524 => (Category::Timeout, Retry::Later),
        409 | 412 | 423 => (Category::Conflict, Retry::AfterChange),
        425 => (Category::Server, Retry::Later),
        429 => (Category::RateLimit, Retry::SlowDown),
        499 => (Category::Cancelled, Retry::Resend),
        400..=498 => (Category::InvalidRequest, Retry::AfterChange),
        501 | 505 => (Category::Server, Retry::Never),
        503 | 529 => (Category::Capacity, Retry::Later),
        500..=599 => (Category::Server, Retry::Later),
        _ => (Category::Unknown, Retry::Never),
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::judge;
    use std::string::ToString;
    use std::vec::Vec;

    #[test]
    fn the_documented_table_matches_the_function() {
        let source = include_str!("status.rs");
        let rows = source.lines().filter_map(|line| line.strip_prefix("    /// | ")).skip(1);
        let mut named = Vec::new();
        for row in rows {
            let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
            let [statuses, category, retry] = cells[..] else { panic!("{row}") };
            let examples: Vec<Option<u16>> = match statuses {
                "any other 4xx" => {
                    (400..=499).filter(|status| !named.contains(status)).map(Some).collect()
                }
                "any other 5xx" => {
                    (500..=599).filter(|status| !named.contains(status)).map(Some).collect()
                }
                "any other, or none" => {
                    [None, Some(0), Some(200), Some(302), Some(600), Some(999)].into()
                }
                list => list.split(", ").map(|status| status.parse().ok()).collect(),
            };
            for status in examples {
                let (judged, what_to_do) = judge(status);
                assert_eq!(
                    (judged.to_string().as_str(), what_to_do.to_string().as_str()),
                    (category, retry),
                    "{status:?}"
                );
                named.extend(status);
            }
        }
        assert!(named.len() > 200, "{} statuses", named.len());
    }
}
