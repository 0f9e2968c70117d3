//! What a page leaves out, guessed from its words and the status. People have the last word.

use crate::cli::catalogs::names;
use crate::cli::command::import::rows::Row;
use crate::{Category, Retry};

/// Words that tell a category, the more telling ones first. A text has to have all words of an
/// alternative.
const WORDS: &[(Category, &[&str])] = &[
    (
        Category::Billing,
        &[
            "balance",
            "credits",
            "insufficient credit",
            "insufficient funds",
            "payment",
            "recharge",
            "top up",
        ],
    ),
    (
        Category::RateLimit,
        &[
            "rate limit",
            "too many",
            "too fast",
            "too frequent",
            "frequency",
            "concurrency",
            "quota",
            "throttl",
            "limit reached",
            "requests are",
        ],
    ),
    (
        Category::ContentPolicy,
        &[
            "policy",
            "safety",
            "illegal",
            "inappropriate",
            "moderation",
            "nsfw",
            "sensitive",
            "audit",
        ],
    ),
    (
        Category::Authentication,
        &[
            "api key",
            "apikey",
            "unauthori",
            "authenti",
            "credential",
            "password",
            "invalid token",
            "token expired",
            "expired token",
        ],
    ),
    (
        Category::Permission,
        &["permission", "forbidden", "not allowed", "access denied", "denied", "verification not"],
    ),
    (Category::Timeout, &["timeout", "timed out", "time out"]),
    (Category::Cancelled, &["cancel", "aborted"]),
    (
        Category::Capacity,
        &[
            "overload",
            "capacity",
            "exhausted",
            "insufficient resource",
            "depleted",
            "unavailable",
            "busy",
        ],
    ),
    (Category::NotFound, &["not found", "does not exist", "doesn t exist", "no such", "not exist"]),
    (
        Category::Conflict,
        &["already", "conflict", "in use", "in process", "in progress", "not ready"],
    ),
    (Category::Unknown, &["unknown", "unclassified"]),
    (Category::InvalidMedia, &["image", "video", "audio", "face", "photo", "picture"]),
    (Category::Server, &["internal", "server error", "service error", "failed to"]),
    (
        Category::InvalidRequest,
        &["invalid", "missing", "required", "malformed", "validation", "parameter", "format"],
    ),
];

/// Statuses that say more than words, but for words about money.
const TELLING: &[u16] = &[401, 402, 404, 408, 409, 429, 504];

/// Who has to act on the error, and what to do with the request.
pub fn judge(row: &Row) -> (Category, Retry) {
    let texts =
        [Some(&row.code), row.message.as_ref(), row.description.as_ref(), row.title.as_ref()];
    let texts: Vec<String> =
        texts.into_iter().flatten().map(|text| names::words(text).join(" ")).collect();
    let has = |word: &&str| texts.iter().any(|text| text.contains(*word));
    let by_words = WORDS.iter().find(|(_, words)| words.iter().any(has));
    let by_words = by_words.map(|(category, _)| *category);
    let by_status = Category::from_status(row.status);
    let is_telling = row.status.is_some_and(|status| TELLING.contains(&status));
    let is_servers = row.status.is_some_and(|status| (500..600).contains(&status));
    let category = match by_words {
        Some(Category::Billing) if !is_servers => Category::Billing,
        _ if is_telling => by_status,
        // An error of the vendor's isn't mended by whoever calls.
        Some(
            category @ (Category::Timeout
            | Category::Capacity
            | Category::Unknown
            | Category::Cancelled),
        ) if is_servers => category,
        _ if is_servers => by_status,
        Some(category) => category,
        None => by_status,
    };
    (category, retry(row, category))
}

fn retry(row: &Row, category: Category) -> Retry {
    let texts = [row.message.as_ref(), row.description.as_ref(), row.advice.as_ref()];
    let texts: Vec<String> =
        texts.into_iter().flatten().map(|text| names::words(text).join(" ")).collect();
    let says = |word: &str| texts.iter().any(|text| text.contains(word));
    if category == Category::RateLimit {
        return Retry::SlowDown;
    }
    if says("later") {
        return Retry::Later;
    }
    match category {
        Category::Unknown | Category::Server if says("contact") => Retry::Never,
        Category::Timeout | Category::Capacity | Category::Server => match row.status {
            Some(501 | 505) => Retry::Never,
            _ => Retry::Later,
        },
        Category::Cancelled if row.status == Some(499) => Retry::Resend,
        Category::Cancelled | Category::Unknown => match Retry::from_status(row.status) {
            Retry::Later => Retry::Later,
            _ => Retry::Never,
        },
        _ => Retry::AfterChange,
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, judge};
    use crate::{CATALOGS, Category, Retry};

    #[test]
    fn words_and_status_tell_the_usual_errors() {
        for (code, status, description, expected) in [
            ("NOT_ENOUGH_BALANCE", Some(403), "", (Category::Billing, Retry::AfterChange)),
            ("Oops", Some(429), "Slow down", (Category::RateLimit, Retry::SlowDown)),
            ("InvalidApiKey", None, "", (Category::Authentication, Retry::AfterChange)),
            ("X", Some(500), "Please contact us", (Category::Server, Retry::Never)),
            ("X", Some(500), "", (Category::Server, Retry::Later)),
            ("X", Some(400), "", (Category::InvalidRequest, Retry::AfterChange)),
            ("X", None, "", (Category::Unknown, Retry::Never)),
            ("BUSY", Some(503), "Try again later", (Category::Capacity, Retry::Later)),
        ] {
            let row = Row {
                code: code.to_owned(),
                status,
                description: Some(description.to_owned()),
                ..Row::default()
            };
            assert_eq!(judge(&row), expected, "{code} {status:?} {description}");
        }
    }

    /// They are guesses; but guesses that are mostly wrong would be of no use.
    #[test]
    fn most_of_the_shipped_judgements_are_guessed() {
        let text = |text: &str| Some(text.to_owned());
        let (mut all, mut right) = (0, [0, 0]);
        for entry in CATALOGS.iter().flat_map(|catalog| catalog.entries()) {
            let row = Row {
                code: entry.code().to_owned(),
                status: entry.status(),
                message: entry.message().and_then(|message| text(message.text())),
                description: text(entry.description()),
                advice: entry.advice().and_then(text),
                ..Row::default()
            };
            let (category, retry) = judge(&row);
            all += 1;
            right[0] += usize::from(category == entry.category());
            right[1] += usize::from(retry == entry.retry());
        }
        assert!(right.iter().all(|right| right * 4 > all * 3), "{right:?} of {all}");
    }
}
