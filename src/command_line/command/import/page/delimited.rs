//! Tables whose columns are separated by tabs or commas.

use crate::command_line::command::import::header;
use crate::command_line::command::import::page::{Page, Row};

/// What separates the columns of `text`, if it isn't a tab.
pub fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: char| first.matches(delimiter).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// What `text` consists of, unless its commas are those of sentences. A line of one cell is a heading
/// or a text; a table begins after it, or with what columns are called.
pub fn page(text: &str, delimiter: u8) -> Option<Page> {
    let rows = rows(text, delimiter);
    if delimiter != b'\t' && !has_columns(&rows) {
        return None;
    }
    let mut page = Page::default();
    for row in rows {
        match row.cells.as_slice() {
            [text] => page.unmarked(row.line, text),
            cells if header::is_header(cells) => page.start_table(row.line, Some(row.cells)),
            _ => page.row(row),
        }
    }
    Some(page)
}

/// Whether one of `rows` is what columns are called, or most have as many cells as the first.
fn has_columns(rows: &[Row]) -> bool {
    let first = rows.first().map_or(0, |row| row.cells.len());
    let alike = rows.iter().filter(|row| row.cells.len() == first).count();
    first > 1 && alike * 2 > rows.len() || rows.iter().any(|row| header::is_header(&row.cells))
}

fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(delimiter != b'\t' || has_quoted_lines(text))
        .from_reader(text.as_bytes());
    // The text is UTF-8, and rows may have any length: there is no record that can't be read.
    let records = reader.records().filter_map(Result::ok);
    let rows = records.filter_map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        let mut cells: Vec<String> = record.iter().map(content).collect();
        if cells.iter().filter(|cell| !cell.is_empty()).count() < 2 {
            cells.retain(|cell| !cell.is_empty());
        }
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        (!cells.is_empty()).then_some(Row { line, cells })
    });
    rows.collect()
}

/// `cell` without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn content(cell: &str) -> String {
    let cell = cell.trim();
    let escaped = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    escaped.unwrap_or(cell).to_owned()
}

/// Whether a cell begins with a quote that does not end in its line, as spreadsheets write cells of
/// several lines. Otherwise a quote in a table of tabs is a quote.
fn has_quoted_lines(text: &str) -> bool {
    let cells = text.lines().flat_map(|line| line.split('\t'));
    cells.into_iter().any(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1)
}
