//! What a cell of a known column says.

use crate::characters::disturbs_terminal;
use crate::command_line::catalogs::names::squashed;
use crate::command_line::terminal::text::in_one_line;

/// A cell with more parts than this has no variants: it is a text with slashes in it.
const MAX_VARIANTS: usize = 16;

/// Whether `cell` says that there is nothing to say.
pub fn is_absent(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—" | "/" | "n/a" | "N/A" | "(none)")
}

/// The statuses in a cell such as `404`, `HTTP 404`, `404 Not Match` or `400 / 422`; `None` if there
/// are other numbers in it, such as `-503`, `404.5` or `400-404`.
pub fn statuses(cell: &str) -> Option<Vec<u16>> {
    let separated = cell.replace(" or ", "/").replace(" and ", "/");
    let mut statuses = Vec::new();
    for part in separated.split(['/', ',', ';', '、', '\n', '|']) {
        let part = part.trim().trim_matches('`');
        let unprefixed = part.get(..4).filter(|start| start.eq_ignore_ascii_case("http"));
        let part = unprefixed.map_or(part, |start| &part[start.len()..]).trim_start();
        let is_end = |letter: char| letter.is_whitespace() || "(（:：".contains(letter);
        let (number, rest) = part.split_at(part.find(is_end).unwrap_or(part.len()));
        let is_number = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
        let rest = if is_number { rest } else { part };
        if rest.contains(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let status = number.parse().ok().filter(|status| is_number && *status >= 100);
        if is_number && status.is_none() {
            return None;
        }
        statuses.extend(status.filter(|status| !statuses.contains(status)));
    }
    (!statuses.is_empty()).then_some(statuses)
}

/// The codes in a cell, without quotes and what can't be seen.
pub fn codes(cell: &str) -> Vec<String> {
    let lines = cell.replace("\nor ", "\n").replace(" / ", "\n").replace(" or ", "\n");
    let lines = lines.replace([',', '、'], "\n");
    let mut parts: Vec<String> = lines.lines().map(code).filter(|code| !code.is_empty()).collect();
    let has_words = parts.iter().any(|part| part.contains(' '));
    if has_words || parts.is_empty() || parts.len() > MAX_VARIANTS {
        parts = vec![code(cell)];
    }
    let parts = parts.iter().flat_map(|part| by_slashes(part)).filter(|part| !part.is_empty());
    unique(parts)
}

/// The spellings in `Throttling/throttling_error`; a slash may as well be part of a code.
fn by_slashes(code: &str) -> Vec<&str> {
    let parts: Vec<&str> = code.split('/').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let marks_words = |letter: char| letter.is_ascii_uppercase() || letter == '_' || letter == '.';
    let is_code = |part: &&str| part.contains(marks_words) || is_number(part);
    let is_lower = |part: &&&str| !part.contains(|letter: char| letter.is_ascii_uppercase());
    // One code in snake case and in PascalCase, or the same word in two ways.
    let is_one = (1..parts.len()).contains(&parts.iter().filter(is_lower).count())
        || parts.iter().all(|part| squashed(part) == squashed(parts[0]));
    let are_codes = parts.iter().all(is_number) || is_one && parts.iter().all(is_code);
    if are_codes && parts.len() <= MAX_VARIANTS { parts } else { vec![code] }
}

/// `items`, each once.
fn unique<'i>(items: impl IntoIterator<Item = &'i str>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for item in items {
        if !unique.iter().any(|known| known == item) {
            unique.push(item.to_owned());
        }
    }
    unique
}

/// The code in `text`, without quotes and what can't be seen.
fn code(text: &str) -> String {
    let visible: String =
        text.chars().filter(|it| *it == '\n' || !disturbs_terminal(*it)).collect();
    let code = visible.trim();
    let inner = ['`', '"', '\''].iter().find_map(|quote| {
        code.strip_prefix(*quote)?.strip_suffix(*quote).filter(|inner| !inner.contains(*quote))
    });
    in_one_line(inner.unwrap_or(code))
}

/// The messages in a cell: one a line, or separated by ` / `, unless that is within a sentence.
pub fn messages(cell: &str) -> Vec<String> {
    let quoted: Option<Vec<String>> = cell.lines().map(quoted).collect();
    if let Some(quoted) = quoted.filter(|_| cell.contains('\n')) {
        return quoted;
    }
    let by_slashes = cell.split(" / ");
    let are_parts = by_slashes.clone().all(|part| !part.contains(". ") && !part.ends_with('.'));
    let parts =
        cell.lines().flat_map(|line| if are_parts { line.split(" / ") } else { line.split("\n") });
    let parts: Vec<&str> = parts.map(str::trim).collect();
    let words = |part: &&str| part.split_whitespace().count();
    let are_sentences = parts.iter().all(|part| words(part) > 1);
    let are_words = parts.iter().all(|part| words(part) == 1);
    let are_messages = (are_sentences || are_words) && parts.len() <= MAX_VARIANTS;
    if are_messages { unique(parts) } else { vec![cell.to_owned()] }
}

/// The code span that is all of a line, after an `or`.
fn quoted(line: &str) -> Option<String> {
    let line = line.strip_prefix("or ").unwrap_or(line);
    let inner = |ticks| line.strip_prefix(ticks)?.strip_suffix(ticks);
    let inner = inner("``").or(inner("`").filter(|inner| !inner.contains('`')))?;
    Some(inner.trim().to_owned())
}

/// Whether `text` says that something succeeded.
pub fn is_success(text: &str) -> bool {
    const WORDS: &[&str] = &["success", "successful", "successfully", "succeeded", "ok", "okay"];
    let text = text.to_lowercase();
    let words = || text.split(|letter: char| !letter.is_alphanumeric());
    let is_denied = words().any(|word| matches!(word, "not" | "no" | "un" | "without"));
    words().any(|word| WORDS.contains(&word)) && !is_denied
        || text.contains("成功") && !text.contains("不成功") && !text.contains("未成功")
}

#[cfg(test)]
mod tests {
    use super::{codes, is_success, messages, statuses};

    #[test]
    fn a_cell_has_statuses_or_none() {
        for (cell, expected) in [
            ("404", Some(&[404][..])),
            ("HTTP 404", Some(&[404])),
            ("404 Not Match", Some(&[404])),
            ("404 - Not Found", Some(&[404])),
            ("404(Not Found)", Some(&[404])),
            ("`404`", Some(&[404])),
            ("400 / 422", Some(&[400, 422])),
            ("400/401", Some(&[400, 401])),
            ("400, 401 or 403", Some(&[400, 401, 403])),
            ("400\n400", Some(&[400])),
            ("-503", None),
            ("+404", None),
            ("404.5", None),
            ("400-404", None),
            ("400 - 404", None),
            ("4xx", None),
            ("50000", None),
            ("099", None),
            ("Not Found", None),
            ("", None),
        ] {
            assert_eq!(statuses(cell).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn a_cell_has_one_code_or_several_spellings() {
        for (cell, expected) in [
            ("\u{200b}`NOT_FOUND` ", &["NOT_FOUND"][..]),
            ("\"a.b\"", &["a.b"]),
            ("two words", &["two words"]),
            ("two\nwords here", &["two words here"]),
            (
                "DataInspectionFailed/data_inspection_failed",
                &["DataInspectionFailed", "data_inspection_failed"],
            ),
            (
                "Throttling.RateQuota/LimitRequests/limit_requests",
                &["Throttling.RateQuota", "LimitRequests", "limit_requests"],
            ),
            ("auth/user-not-found", &["auth/user-not-found"]),
            ("A/B", &["A/B"]),
            ("400018, 400019", &["400018", "400019"]),
            ("100001/100003", &["100001", "100003"]),
            ("`A_B` or `A_C`", &["A_B", "A_C"]),
            ("-1121", &["-1121"]),
            ("", &[]),
        ] {
            assert_eq!(codes(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_cell_has_one_message_or_several_wordings() {
        for (cell, expected) in [
            (
                "not authorized / token not match group",
                &["not authorized", "token not match group"][..],
            ),
            ("bad input\nno such thing", &["bad input", "no such thing"]),
            ("forbidden / denied", &["forbidden", "denied"]),
            ("`a word` is one\nor `two`", &["`a word` is one", "or `two`"]),
            ("`one / word`\nor `two words, or more`", &["one / word", "two words, or more"]),
            ("``one ` of``\nor `two`", &["one ` of", "two"]),
            ("the width / height", &["the width / height"]),
            ("Internal\nerror here", &["Internal\nerror here"]),
            ("a/b is bad", &["a/b is bad"]),
            (
                "It failed. Your account / project has no right.",
                &["It failed. Your account / project has no right."],
            ),
        ] {
            assert_eq!(messages(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_success_is_no_failure() {
        for (text, expected) in [
            ("Success", true),
            ("OK", true),
            ("请求成功", true),
            ("The request succeeded.", true),
            ("unsuccessful", false),
            ("not successful", false),
            ("不成功", false),
            ("General error", false),
            ("look up failed", false),
        ] {
            assert_eq!(is_success(text), expected, "{text}");
        }
    }
}
