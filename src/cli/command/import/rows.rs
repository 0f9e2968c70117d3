//! What the tables of a page say of errors.

use crate::characters::disturbs_terminal;
use crate::cli::command::import::columns::{self, Column};
use crate::cli::command::import::page::Table;

/// An error, as a row of a page has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the page.
    pub line: usize,
    /// The wire code.
    pub code: String,
    /// The HTTP status.
    pub status: Option<u16>,
    /// What the API prints.
    pub message: Option<String>,
    /// What the page says about it.
    pub description: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// The page's words on retrying.
    pub advice: Option<String>,
    /// The heading of its table.
    pub group: Option<String>,
}

/// What was read of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The errors, in the page's order.
    pub rows: Vec<Row>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

/// The errors in those of `tables` that have codes. The columns are `named`, or else recognised.
pub fn read(tables: &[Table], named: Option<&[Column]>) -> Reading {
    let shaped: Vec<(&Table, Vec<Column>)> =
        tables.iter().filter_map(|table| Some((table, shape(table, named)?))).collect();
    let mut headings: Vec<_> = shaped.iter().map(|(table, _)| &table.heading).collect();
    headings.dedup();
    // What stands above all that there is separates nothing.
    let has_groups = headings.len() > 1;
    let mut reading = Reading::default();
    for (table, columns) in shaped {
        let unread = table.unread.iter();
        reading.left_out.extend(unread.map(|line| {
            format!("line {line}: its columns run into each other, and it can't be told where")
        }));
        let most = table.header.as_ref().map_or(usize::MAX, Vec::len);
        for row in &table.rows {
            if row.cells.iter().skip(most).any(|cell| !is_absent(cell)) {
                let line = row.line;
                let what = format!("line {line}: what stands behind the last column of the header");
                reading.left_out.push(what);
            }
            let group = table.heading.clone().filter(|_| has_groups);
            reading.row(row.line, &row.cells, &columns, group);
        }
    }
    reading
}

fn shape(table: &Table, named: Option<&[Column]>) -> Option<Vec<Column>> {
    match named {
        None => columns::recognise(table),
        Some(columns) => {
            let has_all = |cells: &Vec<String>| cells.len() >= columns.len();
            let fits = table.header.as_ref().is_some_and(has_all)
                || table.rows.iter().any(|row| has_all(&row.cells));
            fits.then(|| columns.to_vec())
        }
    }
}

impl Reading {
    fn row(&mut self, line: usize, cells: &[String], columns: &[Column], group: Option<String>) {
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == wanted)?;
            cells.get(at).map(String::as_str).filter(|cell| !is_absent(cell))
        };
        let code = cell(Column::Code).map(code_of).unwrap_or_default();
        if code.is_empty() {
            if cells.iter().any(|cell| !is_absent(cell)) {
                self.left_out.push(format!("line {line}: the row has no code"));
            }
            return;
        }
        let status = cell(Column::Status).and_then(|cell| {
            let status = status_of(cell);
            if status.is_none() {
                let what = in_one_line(cell);
                self.left_out.push(format!("line {line}: `{what}` is not one status ({code})"));
            }
            status
        });
        let row = Row {
            line,
            status,
            message: cell(Column::Message).map(str::to_owned),
            description: cell(Column::Description).map(str::to_owned),
            title: cell(Column::Title).map(in_one_line),
            advice: cell(Column::Advice).map(str::to_owned),
            group: cell(Column::Group).map(in_one_line).or(group),
            code,
        };
        let is_same = |other: &&Row| {
            (&other.code, other.status, &other.message) == (&row.code, row.status, &row.message)
        };
        match self.rows.iter().find(is_same) {
            Some(first) => {
                let first = first.line;
                self.left_out.push(format!("line {line}: it repeats line {first} ({})", row.code));
            }
            None => self.rows.push(row),
        }
    }
}

fn is_absent(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—" | "n/a" | "N/A")
}

fn in_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The code in a cell, without quotes and what can't be seen.
fn code_of(cell: &str) -> String {
    let visible: String =
        cell.chars().filter(|it| *it == '\n' || !disturbs_terminal(*it)).collect();
    let code = visible.trim();
    let inner = ['`', '"', '\''].iter().find_map(|quote| {
        code.strip_prefix(*quote)?.strip_suffix(*quote).filter(|inner| !inner.contains(*quote))
    });
    in_one_line(inner.unwrap_or(code))
}

/// The status in a cell such as `404`, `HTTP 404` or `404 Not Match`, if there is exactly one.
fn status_of(cell: &str) -> Option<u16> {
    let numbers = cell.split(|it: char| !it.is_ascii_alphanumeric());
    let statuses = numbers.filter(|number| number.len() == 3);
    let mut statuses = statuses.filter_map(|number| number.parse::<u16>().ok());
    let status = statuses.next().filter(|status| (100..=999).contains(status))?;
    statuses.next().is_none().then_some(status)
}

#[cfg(test)]
mod tests {
    use super::{code_of, status_of};

    #[test]
    fn a_status_is_one_number_among_words() {
        for (cell, status) in [
            ("404", Some(404)),
            ("HTTP 404", Some(404)),
            ("404 Not Match", Some(404)),
            ("`404`", Some(404)),
            ("400 / 422", None),
            ("4xx", None),
            ("50000", None),
            ("099", None),
            ("", None),
        ] {
            assert_eq!(status_of(cell), status, "{cell}");
        }
    }

    #[test]
    fn a_code_is_what_can_be_seen_of_it() {
        assert_eq!(code_of("\u{200b}`NOT_FOUND` "), "NOT_FOUND");
        assert_eq!(code_of("\"a.b\""), "a.b");
        assert_eq!(code_of("two\nwords"), "two words");
    }
}
