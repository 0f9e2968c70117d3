//! Tables that fit the width they are given.
//!
//! A table is laid out in the first of these ways that is fit to be read:
//!
//! ```text
//! code         status  description         everything beside each other; texts wrap
//! ----------------------------------
//! NotFound        404  There is no
//!                      such thing
//!
//! code         status                      each text below its row
//!   description
//! -------------------
//! NotFound        404
//!   There is no such thing
//!
//! code                                     the facts below the names, too
//!   status
//!   description
//! ----------------------
//! NotFound
//!   404
//!   There is no such thing
//! ```
//!
//! The header is laid out as the rows are, and so says how to read them. Nothing is cut off.

use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::text::{in_one_line, longest_word, visible, width, wrap};

/// The space between two columns.
const GAP: usize = 2;
/// The indentation of a line that belongs to the one above.
const INDENT: usize = 2;
/// A column of text that is narrower than this is hard to read.
const NARROWEST_TEXT: usize = 24;

/// What the cells of a column are. It decides where they are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the row is called.
    Name,
    /// A word.
    Fact,
    /// A number, set to the right.
    Number,
    /// A text that may be broken into lines.
    Text,
}

/// A table with a header. All its columns have the same number of cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Clone, Debug)]
struct Column {
    kind: Kind,
    header: Styled,
    cells: Vec<Styled>,
}

/// The columns that are side by side in one line, each with its width.
#[derive(Clone, Debug)]
struct Line {
    indent: usize,
    columns: Vec<(usize, usize)>,
}

impl Table {
    /// Adds a column, which has a cell for each of `rows`, unless there is nothing in it.
    pub fn column<R>(&mut self, kind: Kind, header: &str, rows: &[R], cell: impl Fn(&R) -> Styled) {
        let in_one_line = |cell: Styled| Styled::new(visible(&in_one_line(&cell.text)), cell.style);
        let cells: Vec<Styled> = rows.iter().map(|row| in_one_line(cell(row))).collect();
        self.rows = self.rows.max(cells.len());
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            self.columns.push(Column { kind, header: Styled::new(header, style::FRAME), cells });
        }
    }

    /// The width of the table if no text is broken.
    pub fn width(&self) -> usize {
        self.line(0, 0..self.columns.len()).width()
    }

    /// The table in lines of at most `limit` columns.
    pub fn render(&self, limit: Option<usize>) -> String {
        let layout = self.layout(limit.unwrap_or(usize::MAX));
        let mut text = String::new();
        self.render_row(&mut text, &layout, |column| &column.header);
        text += &paint(style::FRAME, &"─".repeat(self.rule(&layout, limit)));
        text.push('\n');
        for row in 0..self.rows {
            // Rows of many lines would run into each other.
            if row > 0 && layout.len() > 2 {
                text.push('\n');
            }
            self.render_row(&mut text, &layout, |column| &column.cells[row]);
        }
        text
    }

    /// The length of the rule below the header: the width of the table. Without a limit on the width, the
    /// texts of the last column don't count, which would make it very long.
    fn rule(&self, layout: &[Line], limit: Option<usize>) -> usize {
        let end = layout.iter().map(Line::width).max().unwrap_or(0);
        match (limit, self.columns.last()) {
            (Some(limit), _) => end.min(limit),
            (None, Some(last)) => end - last.width() + width(&last.header.text),
            (None, None) => end,
        }
    }

    fn layout(&self, limit: usize) -> Vec<Line> {
        let below = self.below(limit);
        match self.beside(limit) {
            Some(beside) if self.height(&beside) <= self.height(&below) => beside,
            _ => below,
        }
    }

    /// All columns beside each other, if that leaves enough for the texts.
    fn beside(&self, limit: usize) -> Option<Vec<Line>> {
        let mut line = self.line(0, 0..self.columns.len());
        let texts = self.of_kinds(&[Kind::Text]);
        let wishes: Vec<usize> = texts.iter().map(|at| self.columns[*at].width()).collect();
        let others = line.width() - wishes.iter().sum::<usize>();
        let shares = share(limit.checked_sub(others)?, &wishes);
        for (at, width) in texts.into_iter().zip(shares) {
            if width < self.columns[at].narrowest() {
                return None;
            }
            line.columns[at].1 = width;
        }
        Some(vec![line])
    }

    /// The texts below the rest, and the facts below the names if there is no other way.
    fn below(&self, limit: usize) -> Vec<Line> {
        let fixed = self.line(0, self.of_kinds(&[Kind::Name, Kind::Fact, Kind::Number]));
        let mut layout = vec![fixed];
        if layout[0].width() > limit {
            let names = self.line(0, self.of_kinds(&[Kind::Name]));
            let facts = self.line(INDENT, self.of_kinds(&[Kind::Fact, Kind::Number]));
            layout = [names, facts].into_iter().flat_map(|line| line.broken(limit)).collect();
        }
        for at in self.of_kinds(&[Kind::Text]) {
            let width = self.columns[at].width().min(limit.saturating_sub(INDENT));
            layout.push(Line { indent: INDENT, columns: vec![(at, width)] });
        }
        layout
    }

    fn line(&self, indent: usize, columns: impl IntoIterator<Item = usize>) -> Line {
        let columns = columns.into_iter().map(|at| (at, self.columns[at].width())).collect();
        Line { indent, columns }
    }

    fn of_kinds(&self, kinds: &[Kind]) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| kinds.contains(&self.columns[*at].kind)).collect()
    }

    /// How many lines all rows take.
    fn height(&self, layout: &[Line]) -> usize {
        let row_height = |row: usize| -> usize {
            let line_height = |line: &Line| {
                let cells = line.columns.iter();
                cells.map(|(at, width)| self.columns[*at].lines(row, *width)).max().unwrap_or(0)
            };
            layout.iter().map(line_height).sum()
        };
        (0..self.rows).map(row_height).sum()
    }

    fn render_row<'t>(
        &'t self,
        text: &mut String,
        layout: &[Line],
        cell_of: impl Fn(&'t Column) -> &'t Styled,
    ) {
        for line in layout {
            let cells = line.columns.iter().map(|(at, width)| {
                let column = &self.columns[*at];
                (column.kind, cell_of(column), *width)
            });
            render_line(text, line.indent, &cells.collect::<Vec<_>>());
        }
    }
}

impl Column {
    fn width(&self) -> usize {
        self.all().map(|cell| width(&cell.text)).max().unwrap_or(0)
    }

    /// How wide a column of text has to be at least.
    fn narrowest(&self) -> usize {
        let longest_word = self.all().map(|cell| longest_word(&cell.text)).max().unwrap_or(0);
        self.width().min(NARROWEST_TEXT).max(longest_word)
    }

    fn all(&self) -> impl Iterator<Item = &Styled> {
        std::iter::once(&self.header).chain(&self.cells)
    }

    /// How many lines a row's cell takes.
    fn lines(&self, row: usize, width: usize) -> usize {
        let text = &self.cells[row].text;
        if text.is_empty() { 0 } else { wrap(text, width).len() }
    }
}

impl Line {
    fn width(&self) -> usize {
        let columns: usize = self.columns.iter().map(|(_, width)| width).sum();
        self.indent + columns + GAP * self.columns.len().saturating_sub(1)
    }

    /// The line, or each of its columns in a line of its own if together they are too wide.
    fn broken(self, limit: usize) -> Vec<Self> {
        if self.width() <= limit && !self.columns.is_empty() {
            return vec![self];
        }
        let columns = self.columns.into_iter();
        columns.map(|column| Self { indent: self.indent, columns: vec![column] }).collect()
    }
}

/// Distributes `available` columns. None gets more than it asks for, and those that can't have what they
/// ask for get equal shares.
fn share(available: usize, wishes: &[usize]) -> Vec<usize> {
    let mut by_size: Vec<usize> = (0..wishes.len()).collect();
    by_size.sort_by_key(|at| wishes[*at]);
    let mut shares = vec![0; wishes.len()];
    let mut left = available;
    for (served, at) in by_size.into_iter().enumerate() {
        shares[at] = wishes[at].min(left / (wishes.len() - served));
        left -= shares[at];
    }
    shares
}

fn render_line(text: &mut String, indent: usize, cells: &[(Kind, &Styled, usize)]) {
    let wrapped: Vec<Vec<String>> =
        cells.iter().map(|(_, cell, width)| wrap(&cell.text, *width)).collect();
    for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
        let start = text.len();
        let mut spaces = indent;
        for ((kind, cell, column), lines) in cells.iter().zip(&wrapped) {
            let content = lines.get(at).map_or("", String::as_str);
            let padding = column.saturating_sub(width(content));
            let (before, after) =
                if *kind == Kind::Number && indent == 0 { (padding, 0) } else { (0, padding) };
            spaces += before;
            if !content.is_empty() {
                text.extend(std::iter::repeat_n(' ', spaces));
                *text += &paint(cell.style, content);
                spaces = 0;
            }
            spaces += after + GAP;
        }
        // A line that is empty in every column is left out.
        if text.len() > start {
            text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Styled, Table, share};

    fn render(limit: Option<usize>) -> String {
        let rows = [
            ["NotFound", "", "404", "never", "There is no such thing"],
            ["图片错误", "", "", "later", "Try\nagain"],
        ];
        let mut table = Table::default();
        table.column(Kind::Name, "code", &rows, |row| Styled::plain(row[0]));
        table.column(Kind::Fact, "unused", &rows, |row| Styled::plain(row[1]));
        table.column(Kind::Number, "status", &rows, |row| Styled::plain(row[2]));
        table.column(Kind::Fact, "retry", &rows, |row| Styled::plain(row[3]));
        table.column(Kind::Text, "description", &rows, |row| Styled::plain(row[4]));
        anstream::adapter::strip_str(&table.render(limit)).to_string()
    }

    #[track_caller]
    fn assert_rendered(limit: Option<usize>, expected: &[&str]) {
        let rendered = render(limit);
        assert_eq!(rendered.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn facts_are_side_by_side_where_there_is_room() {
        let table = [
            "code      status  retry  description",
            "───────────────────────────────────────────────",
            "NotFound     404  never  There is no such thing",
            "图片错误          later  Try again",
        ];
        assert_rendered(Some(47), &table);
        assert_rendered(Some(200), &table);
    }

    #[test]
    fn without_a_limit_the_rule_is_as_long_as_the_header() {
        assert_eq!(render(None).lines().nth(1), Some("────────────────────────────────────"));
    }

    #[test]
    fn texts_go_below_first() {
        let table = [
            "code      status  retry",
            "  description",
            "────────────────────────",
            "NotFound     404  never",
            "  There is no such thing",
            "图片错误          later",
            "  Try again",
        ];
        assert_rendered(Some(46), &table);
    }

    #[test]
    fn facts_go_below_next() {
        let table = [
            "code",
            "  status  retry",
            "  description",
            "────────────────────",
            "NotFound",
            "  404     never",
            "  There is no such",
            "  thing",
            "",
            "图片错误",
            "          later",
            "  Try again",
        ];
        assert_rendered(Some(20), &table);
    }

    #[test]
    fn nothing_is_lost_where_there_is_no_room_at_all() {
        let letters =
            |text: &str| text.chars().filter(|it| it.is_alphanumeric()).collect::<String>();
        for limit in 0..20 {
            let rendered = letters(&render(Some(limit)));
            for text in ["NotFound", "404", "never", "Thereisnosuchthing", "later", "Tryagain"] {
                assert!(rendered.contains(text), "{text} at {limit}: {rendered}");
            }
        }
    }

    #[test]
    fn room_is_shared_equally_among_those_who_want_more() {
        assert_eq!(share(100, &[10, 20]), [10, 20]);
        assert_eq!(share(100, &[90, 20]), [80, 20]);
        assert_eq!(share(100, &[90, 20, 90]), [40, 20, 40]);
        assert_eq!(share(3, &[9, 9]), [1, 2]);
        assert_eq!(share(3, &[]), [0; 0]);
    }
}
