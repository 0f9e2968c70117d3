//! Puts a page together from the starts, ends and texts that a parser of markup finds.

use std::mem;

use crate::command_line::command::import::header;
use crate::command_line::command::import::page::{Page, Row, Table};

/// How many columns a cell of HTML may span.
const MAX_COLUMNS: usize = 20;
/// How many rows a cell of HTML may span, in which column, and with a text of how many bytes. These
/// keep the rows in proportion to the page.
const MAX_ROWS: usize = 100;
const MAX_SPANNING: usize = 8;
const MAX_REPEATED: usize = 80;

/// Collects the parts of a page.
#[derive(Debug, Default)]
pub struct Markup {
    page: Page,
    /// Whether no heading is marked as one, so that any line may be one.
    is_unmarked: bool,
    /// What was read since the last start or end.
    text: String,
    /// The code span that is all of it so far.
    only_code: Option<String>,
    /// The line in which it starts.
    line: usize,
    /// The level and line of the heading that is open.
    heading: Option<(u8, usize)>,
    /// The line of the table that is open.
    table: Option<usize>,
    row: Option<Row>,
    /// Whether all cells of the row are marked as headings.
    is_header: bool,
    cell: Option<Cell>,
    /// The cells that span further rows.
    spans: Vec<Span>,
}

/// A cell that is open.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Whether it is marked as a heading.
    pub is_header: bool,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
}

#[derive(Clone, Debug)]
struct Span {
    column: usize,
    rows: usize,
    text: String,
}

impl Markup {
    pub fn new(is_unmarked: bool) -> Self {
        Self { is_unmarked, ..Self::default() }
    }

    /// All that was read.
    pub fn finish(mut self) -> Page {
        self.end_heading();
        self.end_table();
        self.paragraph();
        self.page
    }

    /// A text without marks, in a line of the page.
    pub fn text(&mut self, text: &str, line: usize) {
        if self.text.trim().is_empty() {
            self.line = line;
        }
        if !text.trim().is_empty() {
            self.only_code = None;
        }
        self.text += text;
    }

    /// A code span, in a line of the page.
    pub fn code(&mut self, code: &str, line: usize) {
        let only_code = self.text.trim().is_empty().then(|| code.trim().to_owned());
        let ticks = if code.contains('`') { "``" } else { "`" };
        self.text(&format!("{ticks}{code}{ticks}"), line);
        self.only_code = only_code;
    }

    /// The text without whitespace around its lines; code without backticks where it is all of it.
    fn take_text(&mut self) -> String {
        let text = mem::take(&mut self.text);
        self.only_code.take().unwrap_or_else(|| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        })
    }

    /// The end of a line or a paragraph.
    pub fn paragraph(&mut self) {
        if self.heading.is_some() {
            return self.text.push(' ');
        }
        if self.is_in_cell() {
            return self.text.push('\n');
        }
        let (text, line) = (self.take_text(), self.line);
        if self.is_unmarked {
            text.lines().enumerate().for_each(|(at, text)| self.page.unmarked(line + at, text));
        } else if !text.is_empty() {
            self.page.text(&text);
        }
    }

    /// Whether a text is part of a table's cell.
    pub fn is_in_cell(&self) -> bool {
        self.cell.is_some()
    }

    pub fn start_heading(&mut self, level: u8, line: usize) {
        self.paragraph();
        if !self.is_in_cell() {
            self.end_heading();
            self.heading = Some((level, line));
        }
    }

    pub fn end_heading(&mut self) {
        let Some((level, line)) = self.heading.take() else { return };
        let text = self.take_text().replace('\n', " ");
        if !text.is_empty() {
            self.page.heading(line, level, &text);
        }
    }

    pub fn start_table(&mut self, line: usize) {
        self.end_heading();
        self.end_table();
        self.paragraph();
        self.table = Some(line);
    }

    pub fn end_table(&mut self) {
        self.end_row();
        self.table = None;
        self.page.is_in_table = false;
        self.spans.clear();
    }

    /// A table in a code block, of which only the headings of its columns are kept.
    pub fn table_in_code(&mut self, header: Vec<String>, line: usize) {
        let headings = self.page.headings();
        self.page.in_code.push(Table { line, headings, header: Some(header), ..Table::default() });
    }

    pub fn start_row(&mut self, line: usize) {
        self.end_row();
        self.row = self.table.map(|_| Row { line, cells: Vec::new() });
        self.is_header = true;
    }

    pub fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else { return };
        self.fill_spans(&mut row);
        if row.cells.iter().all(String::is_empty) {
            return;
        }
        let is_first = !self.page.is_in_table;
        let is_header = is_first && (self.is_header || header::is_header(&row.cells));
        if is_first {
            let header = is_header.then(|| mem::take(&mut row.cells));
            self.page.start_table(self.table.unwrap_or(row.line), header);
        }
        if !is_header {
            self.page.row(row);
        }
    }

    pub fn start_cell(&mut self, cell: Cell, line: usize) {
        self.end_cell();
        if self.row.is_none() {
            self.start_row(line);
        }
        // What is between two cells is in none of them.
        self.take_text();
        let Some(mut row) = self.row.take() else { return };
        self.fill_spans(&mut row);
        self.row = Some(row);
        self.is_header &= cell.is_header;
        self.cell = Some(cell);
    }

    pub fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = self.take_text();
        let Some(row) = &mut self.row else { return };
        let column = row.cells.len();
        if cell.rows > 1 && column < MAX_SPANNING && text.len() <= MAX_REPEATED {
            let rows = cell.rows.min(MAX_ROWS) - 1;
            self.spans.push(Span { column, rows, text: text.clone() });
        }
        row.cells.push(text);
        let further = cell.columns.clamp(1, MAX_COLUMNS) - 1;
        row.cells.extend(std::iter::repeat_n(String::new(), further));
    }

    /// What follows the last column of a row, as another cell of it.
    pub fn surplus(&mut self, text: &str) {
        if let Some(row) = self.row.as_mut().filter(|_| !text.is_empty()) {
            row.cells.push(text.to_owned());
        }
    }

    /// Repeats the cells that reach down into `row`, as far as the next column is one of theirs.
    fn fill_spans(&mut self, row: &mut Row) {
        while let Some(span) = self.spans.iter_mut().find(|span| span.column == row.cells.len()) {
            row.cells.push(span.text.clone());
            span.rows -= 1;
            self.spans.retain(|span| span.rows > 0);
        }
    }
}
