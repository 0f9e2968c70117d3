//! Puts blocks together from the starts, ends and texts that a parser of markup finds.

use std::mem;

use crate::command_line::command::import::header;
use crate::command_line::command::import::page::{Block, Row, Table};

/// How many columns a cell of HTML may span.
const MAX_COLUMNS: usize = 20;
/// How many rows a cell of HTML may span, in which column, and with a text of how many bytes. These
/// keep the rows in proportion to the page.
const MAX_ROWS: usize = 100;
const MAX_SPANNING: usize = 8;
const MAX_REPEATED: usize = 80;
/// Deeper headings don't exist.
const MAX_LEVEL: u8 = 6;

/// Collects blocks.
#[derive(Debug, Default)]
pub struct Blocks {
    blocks: Vec<Block>,
    /// What was read since the last start or end.
    text: Text,
    /// The line in which it starts.
    line: usize,
    /// The level and line of the heading that is open.
    heading: Option<(u8, usize)>,
    table: Option<OpenTable>,
    /// How many tables are open in a cell of the table.
    nested: usize,
}

#[derive(Debug, Default)]
struct OpenTable {
    table: Table,
    row: Option<OpenRow>,
    /// The cells that span further rows, by column.
    spans: Vec<Span>,
}

#[derive(Debug, Default)]
struct OpenRow {
    line: usize,
    cells: Vec<String>,
    /// Whether it consists of headings of columns.
    is_header: bool,
    cell: Option<Cell>,
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

/// A text, with its code spans.
#[derive(Debug, Default)]
struct Text {
    text: String,
    /// The code span that is all of it so far.
    only_code: Option<String>,
}

impl Text {
    fn push(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.only_code = None;
        }
        self.text += text;
    }

    fn push_code(&mut self, code: &str) {
        self.only_code = self.text.trim().is_empty().then(|| code.trim().to_owned());
        let ticks = if code.contains('`') { "``" } else { "`" };
        self.text += ticks;
        self.text += code;
        self.text += ticks;
    }

    /// The text without whitespace around its lines; code without backticks where it is all of it.
    fn take(&mut self) -> String {
        let Self { text, only_code } = mem::take(self);
        only_code.unwrap_or_else(|| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        })
    }
}

impl Blocks {
    /// All that was read.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_heading();
        self.nested = 0;
        self.end_table();
        self.paragraph();
        self.blocks
    }

    /// A text without marks, in a line of the page.
    pub fn text(&mut self, text: &str, line: usize) {
        if self.text.text.trim().is_empty() {
            self.line = line;
        }
        self.text.push(text);
    }

    /// A code span, in a line of the page.
    pub fn code(&mut self, code: &str, line: usize) {
        if self.text.text.trim().is_empty() {
            self.line = line;
        }
        self.text.push_code(code);
    }

    /// The end of a line or a paragraph.
    pub fn paragraph(&mut self) {
        if self.heading.is_some() {
            self.text.push(" ");
        } else if self.is_in_cell() {
            self.text.push("\n");
        } else {
            let text = self.text.take();
            if !text.is_empty() {
                self.blocks.push(Block::Text { line: self.line, text });
            }
        }
    }

    /// Whether a text is part of a table's cell.
    pub fn is_in_cell(&self) -> bool {
        self.row().is_some_and(|row| row.cell.is_some())
    }

    pub fn start_heading(&mut self, level: u8, line: usize) {
        self.paragraph();
        if !self.is_in_cell() {
            self.end_heading();
            self.heading = Some((level.min(MAX_LEVEL), line));
        }
    }

    pub fn end_heading(&mut self) {
        let Some((level, line)) = self.heading.take() else { return };
        let text = self.text.take().replace('\n', " ");
        if !text.is_empty() {
            self.blocks.push(Block::Heading { line, level, text });
        }
    }

    /// A table in a cell is a text of that cell.
    pub fn start_table(&mut self, line: usize) {
        self.end_heading();
        self.paragraph();
        if self.is_in_cell() {
            self.nested += 1;
            return;
        }
        self.end_table();
        self.table =
            Some(OpenTable { table: Table { line, ..Table::default() }, ..OpenTable::default() });
    }

    pub fn end_table(&mut self) {
        if self.nested > 0 {
            self.nested -= 1;
            return;
        }
        self.end_row();
        let Some(open) = self.table.take() else { return };
        if open.table.header.is_some() || !open.table.rows.is_empty() {
            self.blocks.push(Block::Table(open.table));
        }
    }

    pub fn start_row(&mut self, line: usize) {
        if self.nested > 0 {
            return self.paragraph();
        }
        self.end_row();
        if let Some(table) = &mut self.table {
            table.row = Some(OpenRow { line, is_header: true, ..OpenRow::default() });
        }
    }

    pub fn end_row(&mut self) {
        if self.nested > 0 {
            return;
        }
        self.end_cell();
        let Some(table) = &mut self.table else { return };
        let Some(mut row) = table.row.take() else { return };
        table.fill_spans(&mut row);
        if row.cells.iter().all(String::is_empty) {
            return;
        }
        let is_first = table.table.header.is_none() && table.table.rows.is_empty();
        if is_first && (row.is_header || header::is_header(&row.cells)) {
            table.table.header = Some(row.cells);
        } else {
            table.table.rows.push(Row { line: row.line, cells: row.cells });
        }
    }

    /// The end of a row that is marked as the one with the headings of columns.
    pub fn end_header_row(&mut self) {
        if let Some(OpenTable { row: Some(row), .. }) = &mut self.table {
            row.is_header = true;
        }
        self.end_row();
    }

    pub fn start_cell(&mut self, cell: Cell, line: usize) {
        if self.nested > 0 {
            return self.paragraph();
        }
        self.end_cell();
        if self.row().is_none() {
            self.start_row(line);
        }
        // What is between two cells is in none of them.
        self.text.take();
        let Some(table) = &mut self.table else { return };
        if let Some(mut row) = table.row.take() {
            table.fill_spans(&mut row);
            row.is_header &= cell.is_header;
            row.cell = Some(cell);
            table.row = Some(row);
        }
    }

    pub fn end_cell(&mut self) {
        if self.nested > 0 || !self.is_in_cell() {
            return;
        }
        let text = self.text.take();
        let Some(OpenTable { row: Some(row), spans, .. }) = &mut self.table else { return };
        let Some(cell) = row.cell.take() else { return };
        let column = row.cells.len();
        if cell.rows > 1 && column < MAX_SPANNING && text.len() <= MAX_REPEATED {
            let rows = cell.rows.min(MAX_ROWS) - 1;
            spans.push(Span { column, rows, text: text.clone() });
        }
        row.cells.push(text);
        let further = cell.columns.clamp(1, MAX_COLUMNS) - 1;
        row.cells.extend(std::iter::repeat_n(String::new(), further));
    }

    /// What follows the last column of a row, as another cell of it.
    pub fn surplus(&mut self, text: &str) {
        if let Some(OpenTable { row: Some(row), .. }) = &mut self.table {
            row.cells.push(text.trim().to_owned());
        }
    }

    fn row(&self) -> Option<&OpenRow> {
        self.table.as_ref()?.row.as_ref()
    }
}

impl OpenTable {
    /// Repeats the cells that reach down into `row`, as far as the next column is one of theirs.
    fn fill_spans(&mut self, row: &mut OpenRow) {
        while let Some(at) = self.spans.iter().position(|span| span.column == row.cells.len()) {
            let span = &mut self.spans[at];
            row.cells.push(span.text.clone());
            span.rows -= 1;
            if span.rows == 0 {
                self.spans.remove(at);
            }
        }
    }
}
