//! Tables that have lost what separated their columns, as some browsers copy them:
//! `NOT_FOUND404There is no such thing`.
//!
//! A column can be told from the next one where one of them is a status, or a code in capitals or in
//! snake case; else, where the code is one that the catalog has already.

use crate::cli::command::import::columns::{self, Column};
use crate::cli::command::import::page::{Known, Row, Table, heading};

/// The tables in `text`, if it has a line that is the headings of columns.
pub fn tables(text: &str, known: &[Known]) -> Option<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    let mut shape: Vec<Column> = Vec::new();
    let mut above = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = columns::split_headings(line) {
            shape = header.iter().filter_map(|name| columns::strong(name)).collect();
            tables.push(Table { heading: above.clone(), header: Some(header), ..Table::default() });
            continue;
        }
        match (tables.last_mut(), split(line, &shape, known)) {
            (Some(table), Some(cells)) => table.rows.push(Row { line: number + 1, cells }),
            (Some(table), None) if has_status(line) => table.unread.push(number + 1),
            _ => above = heading(line).or(above),
        }
    }
    (!tables.is_empty()).then_some(tables)
}

/// Whether `line` has three digits in a row, and so is no heading.
fn has_status(line: &str) -> bool {
    line.as_bytes().windows(3).any(|three| three.iter().all(u8::is_ascii_digit))
}

/// The cells of `line`, if it can be told where each of them ends.
fn split(line: &str, shape: &[Column], known: &[Known]) -> Option<Vec<String>> {
    let (ends, texts) = match shape {
        [Column::Code, Column::Status, texts @ ..] => {
            let status = status_behind_code(line)?;
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
fn known_code<'k>(text: &str, known: &'k [Known]) -> (Option<usize>, Option<&'k str>) {
    let codes = known.iter().filter(|known| text.starts_with(&known.code));
    let longest = codes.max_by_key(|known| known.code.len());
    (longest.map(|known| known.code.len()), longest.and_then(|known| known.message.as_deref()))
}

/// Where the message ends with which `text` starts: where the one that is known does, or in front of
/// the first capital behind a small letter or a placeholder.
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
fn status_behind_code(line: &str) -> Option<usize> {
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = line.bytes().take_while(|byte| is_code(*byte)).count();
    let is_digits = |at: &usize| {
        line.as_bytes().get(*at..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_digit))
            && !line.as_bytes().get(at + 3).is_some_and(u8::is_ascii_digit)
            && at + 3 < line.len()
    };
    (1..word.saturating_sub(2)).find(is_digits)
}
