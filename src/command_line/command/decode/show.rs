//! An error, laid out to be read by somebody who has to act on it.

use anstyle::Style;

use crate::command_line::catalogs::names::variant;
use crate::command_line::command::decode::advice;
use crate::command_line::command::decode::input::Form;
use crate::command_line::command::decode::read::{Answer, Reading};
use crate::command_line::terminal::heading::{heading, in_lines};
use crate::command_line::terminal::labels::Labels;
use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::table::{Kind, Table};
use crate::command_line::terminal::text::{in_one_line, visible, visible_lines};
use crate::{ApiError, Catalog, Entry, Match, Retry};

/// How far facts are set in.
const INDENT: usize = 2;
/// How much of a message is shown.
const MAX_MESSAGE: usize = 1_000;
const MAX_LINES: usize = 20;
/// How much of anything else is shown that came with the body.
const MAX_WORD: usize = 200;
/// What is shown in place of a code.
const NO_CODE: &str = "(no code)";

/// What the input was taken for, and what to do and what is known of each response that reports an
/// error, in lines of at most `limit` columns.
pub fn answers(forms: &[Form], answers: &[Answer<'_>], limit: usize) -> String {
    let mut text = String::new();
    if let [outer @ .., last] = forms {
        let outer: Vec<_> = outer.iter().map(|form| form.description()).collect();
        let around =
            if outer.is_empty() { String::new() } else { format!(" in {}", outer.join(" in ")) };
        let status = match answers {
            [Answer { status: Some(status), .. }] => format!(", HTTP status {status}"),
            _ => String::new(),
        };
        let taken = format!("Read as {}{around}{status}.", last.description());
        text += &(in_lines(&taken, style::FRAME, limit) + "\n\n");
    }
    if let [only] = answers {
        return text + &answer(only, limit);
    }
    let failed: Vec<_> = answers.iter().filter(|answer| !answer.best.is_empty()).collect();
    for each in &failed {
        let line = each.line.map(|line| paint(style::HEADING, &format!("Line {line}")) + "\n");
        text += &format!("{}{}\n", line.unwrap_or_default(), answer(each, limit));
    }
    let running = answers.iter().filter(|answer| answer.outcome() == "running").count();
    let others =
        if running > 0 { format!(", {running} report a running task") } else { String::new() };
    let count = format!("{} of {} lines report an error{others}.", failed.len(), answers.len());
    text + &in_lines(&count, style::HEADING, limit) + "\n"
}

/// What to do, and what is known, in lines of at most `limit` columns.
fn answer(answer: &Answer<'_>, limit: usize) -> String {
    let mut text = match &answer.best[..] {
        [] => nothing(answer, limit),
        readings => several(readings, limit),
    };
    let blocks = answer.best.iter().map(|reading| block(reading, answer.asked, limit));
    text += &blocks.collect::<Vec<_>>().join("\n\n");
    if let Some(reading) = &answer.elsewhere {
        text += "\n";
        text += &elsewhere(reading, limit);
    }
    text
}

/// That there is no error.
fn nothing(answer: &Answer<'_>, limit: usize) -> String {
    let (verdict, reason) = match (&answer.elsewhere, answer.asked) {
        (Some(_), Some(asked)) => (
            format!("Read as a body of {}, it reports no error.", word(asked)),
            "It may be another vendor's, though.",
        ),
        _ if answer.is_running => {
            ("The task is still running.".to_owned(), "Ask for it again later.")
        }
        _ if answer.is_empty => (
            "No error is reported: the body is empty.".to_owned(),
            "With its HTTP status (`--status`), it may still be an error.",
        ),
        _ => ("No error is reported.".to_owned(), "It is the body of a success."),
    };
    sentences(&[(&verdict, style::HEADING), (reason, style::PLAIN)], limit)
}

/// That the error may be of several vendors, if it may.
fn several(readings: &[Reading<'_>], limit: usize) -> String {
    let [first @ .., last] = readings else { return String::new() };
    if first.is_empty() {
        return String::new();
    }
    let first: Vec<_> = first.iter().map(|reading| reading.vendor).collect();
    let text = format!(
        "It matches {} and {} equally well. Use `--catalog` to say whose it is.",
        first.join(", "),
        last.vendor
    );
    sentences(&[(&text, style::HEADING)], limit) + "\n"
}

/// All that there is to say of an error.
fn block(reading: &Reading<'_>, asked: Option<&str>, limit: usize) -> String {
    let error = &reading.error;
    let mut parts = vec![to_do(error, limit)];
    let description = error.entry().map(Entry::description).filter(|text| !text.is_empty());
    let description = description.map(|text| in_lines(text, style::PLAIN, limit) + "\n\n");
    let description = description.unwrap_or_default();
    let facts = facts(reading, asked).render(INDENT, limit);
    parts.push(title(reading, limit) + &description + &facts);
    if error.matched() == Match::Class {
        parts.push(possible(error, limit));
    }
    if !error.others().is_empty() {
        parts.push(others(error.others(), limit));
    }
    parts.extend(explanation(reading));
    parts.join("\n")
}

/// What to do. It comes first, because many read no further.
fn to_do(error: &ApiError<'_>, limit: usize) -> String {
    let warning = advice::warning(error);
    // With a warning, it isn't "go on".
    let verdict = style::retry(if warning.is_some() { Retry::AfterChange } else { error.retry() });
    let mut text =
        vec![(advice::verdict(error), verdict.bold()), (advice::reason(error), style::PLAIN)];
    text.extend(warning.map(|warning| (warning, style::PLAIN)));
    sentences(&text, limit)
}

/// Each text in lines of its own.
fn sentences(texts: &[(&str, Style)], limit: usize) -> String {
    texts.iter().map(|(text, style)| in_lines(text, *style, limit) + "\n").collect()
}

fn title(reading: &Reading<'_>, limit: usize) -> String {
    let code = reading.code().map_or_else(|| NO_CODE.to_owned(), |code| word(&code));
    let catalogs = reading.catalogs();
    let origin = if catalogs.is_empty() { "unknown".to_owned() } else { catalogs.join(", ") };
    heading(&code, &origin, limit)
}

/// What is known in a word or a line each.
fn facts(reading: &Reading<'_>, asked: Option<&str>) -> Labels {
    let error = &reading.error;
    let mut facts = Labels::new(style::FRAME);
    facts.add_some("variant", error.entry().and_then(variant));
    facts.add_some("status", status(error));
    facts.add_some("message", error.message().map(message));
    let argument = |(name, value): (&str, &str)| {
        Styled::plain(format!("{}: {}", paint(style::PLACEHOLDER, &word(name)), message(value)))
    };
    let arguments = error.arguments();
    let arguments: Vec<_> = arguments.iter().flat_map(crate::Arguments::iter).collect();
    if !arguments.is_empty() {
        facts.add("arguments", arguments.into_iter().map(argument));
    }
    let context: Vec<_> = error.context().map(argument).collect();
    if !context.is_empty() {
        facts.add("context", context);
    }
    if let Some(case) = error.case() {
        facts.add("case", [Styled::plain(format!("{}: {}", case.name, case.description))]);
    }
    facts.add_some("trace id", error.trace_id().map(word));
    facts.add("category", [Styled::plain(error.category().as_str())]);
    let retry = error.retry();
    facts.add("retry", [Styled::new(retry.as_str(), style::retry(retry))]);
    if !is_overruled(error) {
        facts.add_some("advice", error.entry().and_then(Entry::advice));
    }
    let wait = error.retry_after().map(|wait| wait.as_secs());
    facts.add_some("wait", wait.map(|seconds| format!("{seconds} s, as the server asks")));
    facts.add_some("effect", advice::effect(error));
    let notes = notes(reading, asked);
    if !notes.is_empty() {
        facts.add("found", notes.into_iter().map(Styled::plain));
    }
    facts
}

/// The status that came, and that of the page if it differs.
fn status(error: &ApiError<'_>) -> Option<String> {
    match (error.status(), error.entry().and_then(Entry::status)) {
        (Some(came), Some(own)) if came != own => {
            Some(format!("{came}, where the page says {own}"))
        }
        (Some(came), _) => Some(came.to_string()),
        (None, Some(own)) => Some(format!("none was given; the page says {own}")),
        (None, None) => None,
    }
}

/// How the error was found, unless everything fits.
fn notes(reading: &Reading<'_>, asked: Option<&str>) -> Vec<String> {
    let error = &reading.error;
    let mut notes = Vec::new();
    match error.matched() {
        Match::Exact => {}
        Match::OtherMessage => {
            notes.push("By its code; the page has another message:".to_owned());
            notes.extend(error.entry().and_then(Entry::message).map(|it| it.text().to_owned()));
        }
        Match::OtherStatus if is_overruled(error) => notes.push(
            "By its code. The page gives it no status, so category and retry are those of the status."
                .to_owned(),
        ),
        Match::OtherStatus => {
            notes.push("By its code; the page has another status for it.".to_owned());
        }
        Match::Class => notes.push(
            "Several errors share the code, and neither status nor message tells them apart. \
             Where they disagree on category or retry, the status decides."
                .to_owned(),
        ),
        Match::Unknown => notes.push(unknown(reading, asked)),
        Match::Proxy => {
            notes.push("It wasn't the vendor who answered, but a proxy in front of it.".to_owned())
        }
    }
    let asked = asked.map(|name| name.trim_end_matches('/')).filter(|name| name.contains('/'));
    if let Some(asked) = asked {
        let catalogs = reading.catalogs();
        if !catalogs.is_empty() && !catalogs.contains(&asked) {
            notes.push(format!("Not in {asked}, but in {}.", catalogs.join(" and ")));
        }
    }
    notes
}

fn unknown(reading: &Reading<'_>, asked: Option<&str>) -> String {
    let consequence = match reading.error.status() {
        Some(_) => "category and retry are those of the status",
        None => "its HTTP status (`--status`) would tell more",
    };
    match (reading.code(), asked) {
        (None, _) => format!("The body has no code: {consequence}."),
        (_, None) => format!("No catalog has the code: {consequence}."),
        (_, Some(_)) => format!("No catalog of {} has the code: {consequence}.", reading.vendor),
    }
}

/// Whether category and retry are what the status says, and not what the row does.
fn is_overruled(error: &ApiError<'_>) -> bool {
    let has_no_status = |entry: &Entry| entry.status().is_none();
    error.matched() == Match::OtherStatus && error.entry().is_some_and(has_no_status)
}

/// The rows that are possible, with what they don't have in common.
fn possible(error: &ApiError<'_>, limit: usize) -> String {
    let rows: Vec<(&Catalog, &Entry)> = error.rows().collect();
    let differ = |one: &Entry, other: &Entry| one.retry() != other.retry();
    let mut table = Table::default();
    if rows.windows(2).any(|pair| pair[0].0 != pair[1].0) {
        table.column(Kind::Fact, "catalog", &rows, |(catalog, _)| Styled::plain(catalog.path()));
    }
    table.column(Kind::Name, "one of", &rows, |(_, entry)| Styled::new(entry.name(), style::NAME));
    if rows.iter().any(|(_, entry)| entry.status() != error.status()) {
        let status = |entry: &Entry| entry.status().map(|status| status.to_string());
        table.column(Kind::Number, "status", &rows, |(_, entry)| {
            Styled::plain(status(entry).unwrap_or_default())
        });
    }
    if rows.windows(2).any(|pair| differ(pair[0].1, pair[1].1)) {
        table.column(Kind::Fact, "retry", &rows, |(_, entry)| {
            Styled::new(entry.retry().as_str(), style::retry(entry.retry()))
        });
    }
    table.column(Kind::Text, "message", &rows, |(_, entry)| {
        Styled::plain(entry.message().map_or(entry.description(), |message| message.text()))
    });
    table.render(Some(limit))
}

/// The other errors of the same response, a row each.
fn others(errors: &[ApiError<'_>], limit: usize) -> String {
    let shown = &errors[..errors.len().min(MAX_LINES)];
    let mut table = Table::default();
    table.column(Kind::Name, "also reported", shown, |error| {
        Styled::new(error.sent_code().map_or_else(|| NO_CODE.to_owned(), word), style::NAME)
    });
    table.column(Kind::Fact, "retry", shown, |error| {
        Styled::new(error.retry().as_str(), style::retry(error.retry()))
    });
    table.column(Kind::Text, "message", shown, |error| {
        Styled::plain(word(&in_one_line(error.message().unwrap_or_default())))
    });
    let mut text = table.render(Some(limit));
    if shown.len() < errors.len() {
        text += &format!("… {} more (`--format json` has all)\n", errors.len() - shown.len());
    }
    text
}

/// The command that shows everything known of it. It stays in one segment, so that it can be copied.
fn explanation(reading: &Reading<'_>) -> Option<String> {
    let row = match (reading.error.catalog(), reading.error.entry(), &reading.catalogs()[..]) {
        (Some(catalog), Some(entry), _) => format!("{}/{}", catalog.path(), entry.name()),
        (_, _, []) => return None,
        (_, _, [catalog]) => format!("{catalog}/{}", reading.code()?),
        _ => format!("{}/{}", reading.vendor, reading.code()?),
    };
    let command = paint(style::NAME, &format!("error-catalog explain {row}"));
    Some(format!("All that is known of it:\n{:INDENT$}{command}\n", ""))
}

/// That another vendor knows the error.
fn elsewhere(reading: &Reading<'_>, limit: usize) -> String {
    let (vendor, code) = (reading.vendor, reading.code().unwrap_or_default());
    let text = format!(
        "{vendor} has the code {}. If the body is theirs, decode it with `--catalog {vendor}`.",
        word(&code)
    );
    in_lines(&text, style::PLAIN, limit) + "\n"
}

/// What came as a word, in one line.
fn word(text: &str) -> String {
    let mut word = visible(&text.chars().take(MAX_WORD).collect::<String>());
    if text.chars().nth(MAX_WORD).is_some() {
        word.push('…');
    }
    word
}

/// What came as a message, with its line breaks; the beginning of it if it is long.
fn message(text: &str) -> String {
    let text = text.trim_ascii();
    let start: String = text.chars().take(MAX_MESSAGE).collect();
    let lines: Vec<&str> = start.lines().collect();
    let kept = lines[..lines.len().min(MAX_LINES)].join("\n");
    let mut shown = visible_lines(&kept);
    if lines.len() > MAX_LINES || start.len() < text.len() {
        shown += "\n… (`--format json` has all of it)";
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Answer, Reading, answer, message};
    use crate::ApiError;

    #[test]
    fn errors_that_fit_equally_well_are_all_shown() {
        let reading = |vendor| {
            let error = ApiError::new(Some(400), Some("CreditInsufficient"), None::<&str>);
            Reading::new(vendor, error)
        };
        let best = ["a", "b", "c"].map(reading).into();
        let shown = Answer {
            line: None,
            status: None,
            asked: None,
            is_empty: false,
            is_running: false,
            best,
            elsewhere: None,
        };
        let shown = answer(&shown, 60);
        let shown = anstream::adapter::strip_str(&shown).to_string();
        let start = "It matches a, b and c equally well. Use `--catalog` to say\nwhose it is.\n\nDon't retry ";
        assert!(shown.starts_with(start), "{shown}");
        assert_eq!(
            shown.matches("\n  error-catalog explain vidu/api/CreditInsufficient\n").count(),
            3
        );
    }

    #[test]
    fn of_a_long_message_the_beginning_is_shown() {
        let rest = "\n… (`--format json` has all of it)";
        assert_eq!(message(&"é".repeat(1_000)), "é".repeat(1_000));
        assert_eq!(message(&"é".repeat(1_001)), "é".repeat(1_000) + rest);
        assert_eq!(message(&"a\n".repeat(20)), "a\n".repeat(20).trim_end());
        assert_eq!(message(&"a\n".repeat(21)), "a\n".repeat(20).trim_end().to_owned() + rest);
    }
}
