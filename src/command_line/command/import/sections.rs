//! Codes that are headings, with what the page says of them below:
//!
//! ```text
//! ### 400-InvalidFile.NoHuman
//! Message: there is no person in the picture
//! Cause: ...
//!
//! ### E1000 - Unknown error
//! Nobody knows what happened. Try it again.
//! ```

use std::collections::BTreeSet;

use crate::command_line::command::import::cells::{codes, messages, statuses};
use crate::command_line::command::import::header::{self, Column};
use crate::command_line::command::import::page::{Page, Section};
use crate::command_line::command::import::rows::{Reading, Row, has_groups};
use crate::command_line::terminal::text::{counted, in_one_line};

/// How a paragraph begins that says what to do.
const ADVICE: &str = "Check |Contact |Ensure |If the problem|Make sure|Please |Reduce |Retry|Try |Use |Verify |\
                      Wait |请";

/// What a heading says of an error.
#[derive(Debug, PartialEq, Eq)]
struct Heading {
    status: Option<u16>,
    codes: Vec<String>,
    title: Option<String>,
    /// Whether it is hardly anything but a code.
    is_certain: bool,
}

/// Adds the errors whose codes are headings of `page` to those of its tables.
pub fn read(page: &Page, reading: &mut Reading) {
    let found: Vec<(&Section, Heading)> =
        page.sections.iter().filter_map(|it| Some((it, heading(&it.title)?))).collect();
    let known: BTreeSet<String> = reading.rows.iter().map(|row| row.code.clone()).collect();
    let (repeated, found): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, it)| it.codes.iter().any(|code| known.contains(code)));
    if let [(first, _), ..] = repeated.as_slice() {
        let sections = counted(repeated.len(), "section");
        let what = format!("{sections} about codes that are in a table");
        reading.leave_out(first.line, what);
    }
    if !are_codes(page, &found, repeated.len(), !known.is_empty()) {
        if let Some((section, heading)) = found.iter().find(|(_, heading)| heading.is_certain) {
            let code = &heading.codes[0];
            reading.leave_out(section.line, format!("`{code}`, a heading, may be a code"));
        }
        return;
    }
    let has_groups = has_groups(found.iter().map(|(section, _)| section.headings.last()));
    for (section, heading) in &found {
        let group = section.headings.last().filter(|_| has_groups).cloned();
        for (row, messages) in rows(section, heading, group.as_ref()) {
            reading.add(row, &heading.codes, messages);
        }
    }
}

/// Whether the headings that `found` looks like codes are some: those of a page about errors, which
/// has no table of them or has the codes of its tables as headings, too.
fn are_codes(
    page: &Page,
    found: &[(&Section, Heading)],
    repeated: usize,
    has_tables: bool,
) -> bool {
    if found.iter().any(|(_, heading)| heading.status.is_some()) {
        return true;
    }
    let is_about_errors = page.sections.iter().any(|section| {
        let title = section.title.to_lowercase();
        title.contains("error") || title.contains("错误") || title.contains("錯誤")
    });
    let certain = found.iter().filter(|(_, heading)| heading.is_certain).count();
    let are_most = (repeated + found.len()) * 2 >= page.sections.len();
    let are_expected = if has_tables { repeated >= found.len() } else { are_most || certain > 1 };
    is_about_errors && are_expected && (certain > 0 || found.len() > 2)
}

/// What the heading `title` says, if it has a code: `400-InvalidFile.NoHuman`, `E1000 - Unknown Error`.
fn heading(title: &str) -> Option<Heading> {
    let title = title.trim();
    let (status, rest) = match title.split_once(['-', ' ', ':', '–', '：']) {
        Some((number, rest)) if is_status(number) => (number.parse().ok(), rest.trim()),
        _ => (None, title),
    };
    // `404 Gone` is a status, and `404-Gone` one with a code.
    let is_joined = status.is_some() && title.as_bytes().get(3) == Some(&b'-');
    let end = [" - ", " – ", " — ", ": ", "：", " ("];
    let end = end.iter().filter_map(|end| Some((rest.find(end)?, end.len()))).min();
    let (name, title) = end.map_or((rest, ""), |(at, length)| (&rest[..at], &rest[at + length..]));
    let title = title.trim();
    let title = title.strip_suffix(')').filter(|it| !it.contains('(')).unwrap_or(title);
    let codes = codes(name);
    let is_certain = codes.iter().all(|code| is_certain(code));
    let may_be = |code: &String| is_certain || is_in_words(code) || is_joined && is_one_word(code);
    (!codes.is_empty() && codes.iter().all(may_be)).then(|| Heading {
        status,
        codes,
        title: (!title.is_empty()).then(|| in_one_line(title)),
        is_certain,
    })
}

fn is_status(number: &str) -> bool {
    number.len() == 3 && number.parse::<u16>().is_ok_and(|status| (400..600).contains(&status))
}

/// Whether `code` is one by its looks: `E1000`, `invalid_key`.
fn is_certain(code: &str) -> bool {
    let digits = code.chars().filter(char::is_ascii_digit).count();
    is_one_word(code) && (code.contains('_') || digits >= 4 || digits == 3 && code.len() > 3)
}

/// Whether `code` may be one: `InvalidFile`, `Audio.DecoderError`.
fn is_in_words(code: &str) -> bool {
    let starts_word = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    let has_words = code.as_bytes().windows(2).any(starts_word);
    is_one_word(code) && (has_words || code.contains('.')) && !code.ends_with('.')
}

fn is_one_word(code: &str) -> bool {
    code.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.-{}".contains(letter))
}

/// The rows of a section: one, or one for each message that has a cause of its own.
fn rows(section: &Section, heading: &Heading, group: Option<&String>) -> Vec<(Row, Vec<String>)> {
    let empty = || Row {
        line: section.line,
        statuses: heading.status.into_iter().collect(),
        title: heading.title.clone(),
        group: group.cloned(),
        ..Row::default()
    };
    let mut rows = vec![(empty(), Vec::new())];
    let mut label = None;
    for line in section.texts.iter().flat_map(|text| text.lines()) {
        let (column, text) = match labelled(line) {
            Some((column, text)) => {
                label = Some(column);
                (column, text)
            }
            None => (label.unwrap_or_else(|| unlabelled(line)), line),
        };
        if text.is_empty() {
            continue;
        }
        let is_complete = |row: &Row| row.description.is_some() || row.advice.is_some();
        if column == Column::Message && rows.last().is_some_and(|(row, _)| is_complete(row)) {
            rows.push((empty(), Vec::new()));
        }
        let Some((row, wordings)) = rows.last_mut() else { continue };
        match column {
            Column::Message => wordings.extend(messages(text.trim_matches('`'))),
            Column::Advice => append(&mut row.advice, text),
            Column::Status => row.statuses = statuses(text).unwrap_or_default(),
            _ => append(&mut row.description, text),
        }
    }
    rows
}

/// The column that a line such as `Cause: it is late` is about, and what it says.
fn labelled(line: &str) -> Option<(Column, &str)> {
    let (label, text) = line.split_once([':', '：'])?;
    let column = header::strong(label.trim_matches(['*', '`', ' ']))?;
    let is_known =
        matches!(column, Column::Message | Column::Description | Column::Advice | Column::Status);
    is_known.then(|| (column, text.trim()))
}

fn unlabelled(line: &str) -> Column {
    let is_advice = ADVICE.split('|').any(|start| line.starts_with(start));
    if is_advice { Column::Advice } else { Column::Description }
}

fn append(to: &mut Option<String>, text: &str) {
    let before = to.take().map(|before| before + "\n").unwrap_or_default();
    *to = Some(before + text);
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn a_heading_has_a_code_with_or_without_status_and_title() {
        for (title, expected) in [
            ("400-InvalidFile.NoHuman", Some((Some(400), "InvalidFile.NoHuman", None))),
            ("429-Throttling/limit_requests", Some((Some(429), "Throttling limit_requests", None))),
            ("E1000 - Unknown Error", Some((None, "E1000", Some("Unknown Error")))),
            ("E1001: Out of memory (OOM)", Some((None, "E1001", Some("Out of memory (OOM)")))),
            ("`invalid_key`", Some((None, "invalid_key", None))),
            ("InvalidParameter", Some((None, "InvalidParameter", None))),
            ("404 Not Found", None),
            ("Client errors", None),
            ("API", None),
            ("", None),
        ] {
            let found = heading(title);
            let found =
                found.as_ref().map(|it| (it.status, it.codes.join(" "), it.title.as_deref()));
            let expected = expected.map(|(status, codes, title)| (status, codes.to_owned(), title));
            assert_eq!(found, expected, "{title}");
        }
    }
}
