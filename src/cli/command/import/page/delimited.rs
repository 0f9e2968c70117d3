//! Tables whose columns are separated by tabs or commas.

use crate::cli::command::import::page::{Row, Table, split_by_headings};

/// The tables in `text`.
pub fn tables(text: &str, delimiter: u8) -> Vec<Table> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(delimiter != b'\t' || has_quoted_lines(text))
        .from_reader(text.as_bytes());
    // The text is UTF-8, and rows may have any length: there is no record that can't be read.
    let records = reader.records().filter_map(Result::ok);
    split_by_headings(records.filter_map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().filter(|cell| !cell.is_empty()).count() < 2 {
            cells.retain(|cell| !cell.is_empty());
        }
        let line = usize::try_from(line).unwrap_or(0);
        (!cells.is_empty()).then_some(Row { line, cells })
    }))
}

/// Whether a cell begins with a quote that does not end in its line, as spreadsheets write cells of
/// several lines. Otherwise a quote in a table of tabs is a quote.
fn has_quoted_lines(text: &str) -> bool {
    let cells = text.lines().flat_map(|line| line.split('\t'));
    cells.into_iter().any(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1)
}
