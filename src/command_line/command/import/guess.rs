//! What a page leaves out, guessed from its words and the status. People have the last word.

use crate::command_line::catalogs::names;
use crate::command_line::command::import::rows::Row;
use crate::{Category, Retry};

/// Words that suggest a category, the most telling ones first.
const WORDS: &[(Category, &str)] = &[
    (
        Category::Billing,
        "arrear|balance|billing|credits|insufficient credit|insufficient funds|overdue|payment|recharge|\
         top up|余额|充值|欠费|餘額",
    ),
    (
        Category::RateLimit,
        "rate limit|too many|too fast|too frequent|frequency|concurrency|quota|throttl|limit reached|\
         limit requests|requests are|qps|并发|限流|频繁|频率",
    ),
    (
        Category::ContentPolicy,
        "policy|safety|illegal|inappropriate|moderation|nsfw|sensitive|audit|data inspection|违规|敏感|审核",
    ),
    (
        Category::Authentication,
        "api key|apikey|unauthori|authenti|credential|password|invalid token|token expired|\
         expired token|密钥|签名|认证|鉴权",
    ),
    (
        Category::Permission,
        "permission|forbidden|not allowed|denied|verification not|无权|权限|禁止访问",
    ),
    (Category::Timeout, "timeout|timed out|time out|超时"),
    (Category::Cancelled, "cancel|aborted|取消"),
    (
        Category::Capacity,
        "overload|capacity|exhausted|insufficient resource|depleted|unavailable|busy|不可用|繁忙",
    ),
    (
        Category::NotFound,
        "not found|does not exist|doesn t exist|no such|not exist|不存在|找不到|未找到",
    ),
    (
        Category::Conflict,
        "already|conflict|duplicate|in use|in process|in progress|not ready|已存在|重复",
    ),
    (Category::Unknown, "unknown|unclassified|未知"),
    (Category::InvalidMedia, "image|video|audio|face|photo|picture|图片|图像|视频|音频"),
    (Category::Server, "internal|server error|service error|failed to|内部错误|系统错误"),
    (
        Category::InvalidRequest,
        "invalid|missing|required|malformed|validation|parameter|format|参数",
    ),
];

/// Statuses that say more than words, except words about money.
const TELLING: &[u16] = &[401, 402, 404, 408, 409, 429, 504];

/// What the page says about retrying, in the order in which it counts.
const ADVICE: &[(Retry, &str)] = &[
    (
        Retry::SlowDown,
        "slow down|reduce frequency|reduce the frequency|reduce request|降低|减少请求",
    ),
    (Retry::Later, "later|wait|back off|backoff|recovers|稍后|等待"),
    (Retry::Resend, "resubmit|resend|重新提交"),
    (
        Retry::AfterChange,
        "fix|change|check|correct|different|modify|reduce|resize|shorten|shorter|smaller|top up|recharge|\
         use a|verify|检查|修改|更换|充值",
    ),
    (Retry::Later, "retry|try again|重试"),
    (Retry::Never, "contact|联系"),
];

/// Who has to act on the error, and what to do with the request.
pub fn judge(row: &Row) -> (Category, Retry) {
    let category = row.category.unwrap_or_else(|| category(row));
    (category, row.retry.unwrap_or_else(|| retry(row, category)))
}

/// A name is chosen with more care than a sentence, and comes first; then the status.
fn category(row: &Row) -> Category {
    let status = row.statuses.first().copied();
    let by_status = Category::from_status(status);
    let name = [Some(&row.code), row.title.as_ref()].into_iter().flatten().chain(&row.other_codes);
    let prose = [&row.message, &row.description, &row.advice].into_iter().flatten();
    let said = [find(WORDS, name), find(WORDS, prose.chain(&row.other_messages))];
    let first = said.into_iter().flatten().next();
    let may_be = |category: &Category| {
        let is_callers =
            !matches!(category, Category::Timeout | Category::Server | Category::Unknown);
        let is_servers = matches!(
            category,
            Category::Timeout | Category::Capacity | Category::Unknown | Category::Cancelled
        );
        match status {
            Some(500..600) => is_servers,
            // "timeout header" in a 400 is no timeout.
            Some(400..500) => is_callers,
            _ => true,
        }
    };
    match status {
        status if first == Some(Category::Billing) && !matches!(status, Some(500..600)) => {
            Category::Billing
        }
        Some(status) if TELLING.contains(&status) => by_status,
        // An error of the vendor's isn't fixed by the caller.
        Some(500..600) => first.filter(may_be).unwrap_or(by_status),
        _ => said.into_iter().flatten().find(may_be).unwrap_or(by_status),
    }
}

/// What the first of `words` that is in one of `texts` stands for.
fn find<'t, T: Copy>(words: &[(T, &str)], texts: impl Iterator<Item = &'t String>) -> Option<T> {
    let texts: Vec<String> = texts.map(|text| names::words(text).join(" ")).collect();
    let has = |word: &str| texts.iter().any(|text| text.contains(word));
    words.iter().find(|(_, words)| words.split('|').any(has)).map(|(meaning, _)| *meaning)
}

fn retry(row: &Row, category: Category) -> Retry {
    let status = row.statuses.first().copied();
    let tells = |word: &str| {
        let prose = [&row.message, &row.description].into_iter().flatten();
        find(&[((), word)], prose).is_some()
    };
    let usual = match category {
        Category::RateLimit => Retry::SlowDown,
        _ if tells("later") => Retry::Later,
        Category::Unknown | Category::Server if tells("contact") => Retry::Never,
        Category::Timeout | Category::Capacity | Category::Server => match status {
            Some(501 | 505) => Retry::Never,
            _ => Retry::Later,
        },
        Category::Cancelled if status == Some(499) => Retry::Resend,
        Category::Cancelled | Category::Unknown => match Retry::from_status(status) {
            Retry::Later => Retry::Later,
            _ => Retry::Never,
        },
        _ => Retry::AfterChange,
    };
    let answer = row.retryable.as_ref().or(row.advice.as_ref());
    let answer = answer.map(|answer| names::words(answer).join(" ")).unwrap_or_default();
    match (answer.as_str(), find(ADVICE, row.advice.iter())) {
        ("yes" | "true" | "是" | "可重试", _) if usual.is_retryable() => usual,
        ("yes" | "true" | "是" | "可重试", _) => Retry::Later,
        ("no" | "false" | "否" | "不可重试", _) if usual.is_retryable() => Retry::Never,
        // Advice to wait does not say less than a rate limit does.
        (_, Some(Retry::Later)) if usual == Retry::SlowDown => usual,
        (_, advised) => advised.unwrap_or(usual),
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, judge};
    use crate::{CATALOGS, Category, Retry};

    fn row(code: &str, status: Option<u16>, description: &str, advice: &str) -> Row {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Row {
            code: code.to_owned(),
            statuses: status.into_iter().collect(),
            description: text(description),
            advice: text(advice),
            ..Row::default()
        }
    }

    #[test]
    fn words_and_status_tell_the_usual_errors() {
        for (code, status, description, expected) in [
            ("NOT_ENOUGH_BALANCE", Some(403), "", (Category::Billing, Retry::AfterChange)),
            (
                "1101",
                Some(429),
                "The account is in arrears",
                (Category::Billing, Retry::AfterChange),
            ),
            ("Oops", Some(429), "Slow down", (Category::RateLimit, Retry::SlowDown)),
            ("InvalidApiKey", None, "", (Category::Authentication, Retry::AfterChange)),
            (
                "X",
                Some(400),
                "The timeout header is bad",
                (Category::InvalidRequest, Retry::AfterChange),
            ),
            ("X", Some(500), "Please contact us", (Category::Server, Retry::Never)),
            ("X", Some(500), "", (Category::Server, Retry::Later)),
            ("X", Some(400), "", (Category::InvalidRequest, Retry::AfterChange)),
            ("X", None, "", (Category::Unknown, Retry::Never)),
            ("X", None, "内部错误", (Category::Server, Retry::Later)),
            ("BUSY", Some(503), "Try again later", (Category::Capacity, Retry::Later)),
        ] {
            let row = row(code, status, description, "");
            assert_eq!(judge(&row), expected, "{code} {status:?} {description}");
        }
    }

    #[test]
    fn advice_decides_about_retries() {
        for (advice, status, retry) in [
            ("Retry later", 400, Retry::Later),
            ("Wait, then retry", 500, Retry::Later),
            ("Fix params, then retry", 500, Retry::AfterChange),
            ("Reduce frequency, retry later", 400, Retry::SlowDown),
            ("Retry later", 429, Retry::SlowDown),
            ("Contact support", 500, Retry::Never),
            ("Resubmit", 400, Retry::Resend),
            ("No", 500, Retry::Never),
            ("No", 400, Retry::AfterChange),
            ("Yes", 500, Retry::Later),
        ] {
            assert_eq!(judge(&row("X", Some(status), "", advice)).1, retry, "{advice} {status}");
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
                statuses: entry.status().into_iter().collect(),
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
        assert!(right.iter().all(|right| right * 3 > all * 2), "{right:?} of {all}");
    }
}
