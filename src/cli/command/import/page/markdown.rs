//! Tables in the notation of Markdown, with or without pipes at the ends of a line.

use crate::cli::command::import::columns;
use crate::cli::command::import::page::{Row, Table, heading, markup};

/// Whether `text` has a table in this notation.
pub fn is_markdown(text: &str) -> bool {
    text.lines().any(is_rule)
}

/// Whether `text` has a table without the rule below its header, as some pages copy it.
pub fn has_pipes(text: &str) -> bool {
    text.lines().any(is_header)
}

/// Whether `line` is what columns are called.
fn is_header(line: &str) -> bool {
    line.contains('|') && columns::is_header(&cells(line))
}

/// The tables in `text`.
pub fn tables(text: &str) -> Vec<Table> {
    let lines: Vec<&str> = text.lines().collect();
    let has_headings = lines.iter().any(|line| is_heading(line));
    let mut tables = Vec::new();
    let mut above = None;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let has_rule = lines.get(at + 1).is_some_and(|next| is_rule(next));
        if line.contains('|') && has_rule || is_header(line) {
            let header = cells(line);
            let mut rows = Vec::new();
            at += if has_rule { 2 } else { 1 };
            while let Some(line) = lines.get(at).filter(|line| line.contains('|')) {
                rows.push(Row { line: at + 1, cells: cells(line) });
                at += 1;
            }
            tables.push(Table {
                heading: above.clone(),
                header: Some(header),
                rows,
                unread: Vec::new(),
            });
            continue;
        }
        // Where nothing is marked as a heading, any line may be one.
        if is_heading(line) || !has_headings && !line.trim().is_empty() {
            above = heading(line).or(above);
        }
        at += 1;
    }
    tables
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('#');
    rest.len() < line.trim_start().len() && rest.starts_with(' ')
}

/// Whether `line` stands between the header of a table and its rows.
fn is_rule(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.chars().all(|character| character == '-')
    };
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    line.contains('|') && inner.split('|').all(is_dashes)
}

/// The cells of a row. A pipe behind a backslash is part of a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, cells.last_mut()) {
            ('\\', Some(cell)) if characters.peek() == Some(&'|') => {
                cell.push('|');
                characters.next();
            }
            ('\\', Some(cell)) if characters.peek() == Some(&'\\') => {
                *cell += "\\\\";
                characters.next();
            }
            ('|', _) => cells.push(String::new()),
            (character, Some(cell)) => cell.push(character),
            (_, None) => {}
        }
    }
    // What stands behind the last pipe is no cell.
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| markup::plain(cell)).collect()
}
