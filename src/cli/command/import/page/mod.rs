//! A page as it was copied: the tables in it, each with the heading above it.

mod delimited;
mod joined;
mod markdown;
mod markup;

use crate::cli::command::import::columns;

/// A table of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heading above it.
    pub heading: Option<String>,
    /// The headings of its columns.
    pub header: Option<Vec<String>>,
    /// The rows below them.
    pub rows: Vec<Row>,
    /// The lines of rows of which it can't be told where their columns end.
    pub unread: Vec<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the page in which it starts, from 1.
    pub line: usize,
    /// What it has in each column.
    pub cells: Vec<String>,
}

/// A code that the catalog has already. Where columns run into each other, it tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The wire code.
    pub code: String,
    /// Its message.
    pub message: Option<String>,
}

/// The tables in `text`: Markdown if it has some in its notation, else what is separated by tabs, else
/// columns that run into each other, else CSV.
pub fn tables(text: &str, known: &[Known]) -> Vec<Table> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if markdown::is_markdown(&text) {
        markdown::tables(&text)
    } else if text.contains('\t') {
        delimited::tables(&text, b'\t')
    } else if markdown::has_pipes(&text) {
        markdown::tables(&text)
    } else if let Some(tables) = joined::tables(&text, known) {
        tables
    } else {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let count = |delimiter: char| first.matches(delimiter).count();
        delimited::tables(&text, if count(';') > count(',') { b';' } else { b',' })
    }
}

/// What a line says if it is the heading of a table.
fn heading(line: &str) -> Option<String> {
    let line = markup::plain(line.trim().trim_matches('#').trim());
    let is_sentence = line.ends_with(['.', ':', ';', ',']) || line.chars().count() > 80;
    (!line.is_empty() && !is_sentence).then_some(line)
}

/// Tables of `lines`, each a row or a heading, that have no other sign of where one begins than that
/// there is a heading, or what columns are called.
fn split_by_headings(lines: impl IntoIterator<Item = Row>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut above = None;
    let mut is_new = true;
    for row in lines {
        if let [line] = row.cells.as_slice() {
            above = heading(line).or(above);
            is_new = true;
            continue;
        }
        let is_header = columns::is_header(&row.cells);
        if is_new || is_header {
            tables.push(Table { heading: above.clone(), ..Table::default() });
            is_new = false;
        }
        let Some(table) = tables.last_mut() else { continue };
        if is_header {
            table.header = Some(row.cells);
        } else {
            table.rows.push(row);
        }
    }
    tables
}
