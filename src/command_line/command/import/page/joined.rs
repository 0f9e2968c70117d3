//! Tables that lost what separated their columns, as some browsers copy them:
//! `NOT_FOUND404There is no such thing`.
//!
//! A column ends where a status begins or ends, or a code in capitals or snake case; or else a code
//! that the catalog has already.

use std::collections::BTreeMap;

use crate::command_line::command::import::header::{self, Column};
use crate::command_line::command::import::page::{Known, Page, Row};

/// The codes of the catalog, each with its message.
type Codes<'k> = BTreeMap<&'k str, Option<&'k str>>;

/// Longer codes aren't looked for.
const LONGEST_CODE: usize = 128;

/// What `text` consists of, if one of its lines is the headings of columns.
pub fn page(text: &str, known: &[Known]) -> Option<Page> {
    if !text.lines().any(|line| header::split_headings(line.trim()).is_some()) {
        return None;
    }
    let known: Codes<'_> =
        known.iter().map(|known| (known.code.as_str(), known.message.as_deref())).collect();
    let mut page = Page::default();
    let mut shape: Vec<Column> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let (number, line) = (at + 1, line.trim());
        if let Some(header) = header::split_headings(line) {
            shape = header.iter().filter_map(|name| header::strong(name)).collect();
            page.start_table(number, Some(header));
        } else if let Some(cells) = split(line, &shape, &known).filter(|_| page.is_in_table) {
            page.row(Row { line: number, cells });
        } else if page.is_in_table && has_status(line) {
            page.unread(number, "its columns run into each other, and can't be told apart");
        } else {
            page.unmarked(number, line);
        }
    }
    Some(page)
}

/// Whether `line` has three digits in a row, and so is no heading.
fn has_status(line: &str) -> bool {
    line.as_bytes().windows(3).any(|three| three.iter().all(u8::is_ascii_digit))
}

/// The cells of `line`, if it can be told where each of them ends.
fn split(line: &str, shape: &[Column], known: &Codes<'_>) -> Option<Vec<String>> {
    let (ends, texts) = match shape {
        [Column::Code, Column::Status, texts @ ..] => {
            let status = status_after_code(line)?;
            (vec![status, status + 3], texts)
        }
        [Column::Status, Column::Code, texts @ ..] => {
            let status = line.get(..3).filter(|status| has_status(status))?;
            let code = code_in_capitals(&line[3..]).or(known_code(&line[3..], known).0)?;
            (vec![status.len(), status.len() + code], texts)
        }
        _ => return None,
    };
    let start = *ends.last()?;
    let ends = match texts {
        [_] => ends,
        [Column::Message, _] => {
            let message = known_code(&line[ends[0]..], known).1;
            let end = message_end(&line[start..], message)?;
            [ends, vec![start + end]].concat()
        }
        _ => return None,
    };
    let mut cells = Vec::new();
    let mut from = 0;
    for end in ends.into_iter().chain([line.len()]) {
        cells.push(line.get(from..end)?.trim().to_owned());
        from = end;
    }
    cells.iter().all(|cell| !cell.is_empty()).then_some(cells)
}

/// How long the code in capitals is with which `text` starts, if what follows it starts with a capital
/// and goes on in small letters.
fn code_in_capitals(text: &str) -> Option<usize> {
    let is_code = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
    let end = text.find(|it: char| !is_code(it))?.checked_sub(1)?;
    text.get(..end).filter(|code| code.contains('_')).map(str::len)
}

/// How long the known code is with which `text` starts, and its message.
fn known_code<'k>(text: &str, known: &Codes<'k>) -> (Option<usize>, Option<&'k str>) {
    let ends = (1..=text.len().min(LONGEST_CODE)).rev();
    let mut codes = ends.filter_map(|end| Some((end, *known.get(text.get(..end)?)?)));
    codes.next().map_or((None, None), |(end, message)| (Some(end), message))
}

/// Where the message ends with which `text` starts: where the known one does, or before the first
/// capital that follows a small letter or a placeholder.
fn message_end(text: &str, known: Option<&str>) -> Option<usize> {
    if let Some(known) = known.filter(|known| text.starts_with(known)) {
        return Some(known.len());
    }
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        if letter.is_uppercase() && (before.is_lowercase() || matches!(before, '}' | '>')) {
            return Some(at);
        }
        before = letter;
    }
    None
}

/// Where the three digits of the status start that follow the code at the start of `line`.
fn status_after_code(line: &str) -> Option<usize> {
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = line.bytes().take_while(|byte| is_code(*byte)).count();
    let is_digits = |at: &usize| {
        line.as_bytes().get(*at..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_digit))
            && !line.as_bytes().get(at + 3).is_some_and(u8::is_ascii_digit)
            && at + 3 < line.len()
    };
    (1..word.saturating_sub(2)).find(is_digits)
}
