//! What the tables of a page say of errors.

use std::collections::{BTreeMap, BTreeSet};

use crate::command_line::command::import::cells::{
    codes, is_absent, is_success, messages, statuses,
};
use crate::command_line::command::import::columns;
use crate::command_line::command::import::header::{self, Column};
use crate::command_line::command::import::page::{Page, Table};
use crate::command_line::command::import::placeholders::{code_template, message_template};
use crate::command_line::terminal::text::{counted, in_one_line};
use crate::{Category, Retry};

/// An error, as a row of a page has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the page.
    pub line: usize,
    /// The wire code; empty where the page gives none.
    pub code: String,
    /// Other spellings of it.
    pub other_codes: Vec<String>,
    /// The HTTP statuses.
    pub statuses: Vec<u16>,
    /// What the API prints, as a template.
    pub message: Option<String>,
    /// Other wordings of it.
    pub other_messages: Vec<String>,
    /// What the page says about it.
    pub description: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// The page's words on retrying.
    pub advice: Option<String>,
    /// Whether to retry, where there are other words of advice.
    pub retryable: Option<String>,
    /// The heading of its table.
    pub group: Option<String>,
    /// Who has to act on it, where the page says so in the words of this crate.
    pub category: Option<Category>,
    /// What to do with the request, in the words of this crate.
    pub retry: Option<Retry>,
    /// The fields that say more than the page does.
    pub guessed: Vec<&'static str>,
}

/// What was read of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The errors, in the page's order.
    pub rows: Vec<Row>,
    /// What was left out, and why, by the line in which it is.
    left_out: BTreeMap<usize, Vec<String>>,
    /// The columns that were reported as unused.
    unused: BTreeSet<String>,
    /// The rows by what tells them apart, and their lines.
    seen: BTreeMap<(String, Vec<u16>, Option<String>), usize>,
}

/// The errors in the tables of `page` that have codes. The columns are `named`, or else recognised.
pub fn read(page: &Page, named: Option<&[Column]>) -> Reading {
    let mut reading = Reading::default();
    let mut shaped: Vec<(&Table, Vec<Column>)> = Vec::new();
    for table in &page.tables {
        match shape(table, named) {
            Ok(columns) => shaped.push((table, columns)),
            Err(reason) => reading.leave_out_table(table, reason),
        }
    }
    for table in &page.in_code {
        reading.leave_out_table(table, "it is in a code block");
    }
    let has_groups = has_groups(shaped.iter().map(|(table, _)| table.headings.last()));
    for (table, columns) in shaped {
        let group = table.headings.last().filter(|_| has_groups);
        reading.table(table, &columns, group, named.is_some());
    }
    reading
}

/// Whether `headings` separate something: one that is above everything doesn't.
pub fn has_groups<'h>(mut headings: impl Iterator<Item = Option<&'h String>>) -> bool {
    let first = headings.next();
    headings.any(|heading| Some(heading) != first)
}

/// What the columns of `table` have, or why none of it can be used.
fn shape(table: &Table, named: Option<&[Column]>) -> Result<Vec<Column>, &'static str> {
    let Some(columns) = named else {
        let reason =
            if table.header.is_some() { "no column has codes" } else { "it has no headings" };
        return columns::recognise(table).ok_or(reason);
    };
    if table.header.as_ref().is_some_and(|header| header::is_foreign(header)) {
        return Err("it isn't about errors");
    }
    if width(table) < columns.len() {
        return Err("it has fewer columns than `--columns` names");
    }
    Ok(columns.to_vec())
}

/// The number of columns of `table`.
fn width(table: &Table) -> usize {
    let rows = table.rows.iter().map(|row| &row.cells);
    table.header.iter().chain(rows).map(Vec::len).max().unwrap_or(0)
}

impl Reading {
    /// Says what was left out in a line of the page, and why.
    pub fn leave_out(&mut self, line: usize, what: impl Into<String>) {
        self.left_out.entry(line).or_default().push(what.into());
    }

    /// All that was left out, in the order of the page.
    pub fn left_out(&self) -> impl Iterator<Item = String> {
        let all = self.left_out.iter();
        all.flat_map(|(line, what)| what.iter().map(move |what| format!("line {line}: {what}")))
    }

    fn leave_out_table(&mut self, table: &Table, reason: &str) {
        let cells = table.header.as_ref().or(table.rows.first().map(|row| &row.cells));
        let name = cells.map(|cells| in_one_line(&cells.join(" | "))).unwrap_or_default();
        self.leave_out(table.line, format!("the table {name}: {reason}"));
        self.leave_out_lines(table);
    }

    fn leave_out_lines(&mut self, table: &Table) {
        match table.unread.as_slice() {
            [] => {}
            [(line, why)] => self.leave_out(*line, *why),
            [(line, why), rest @ ..] => {
                let more = counted(rest.len(), "more line");
                self.leave_out(*line, format!("{why}, as in {more}"));
            }
        }
    }

    fn table(
        &mut self,
        table: &Table,
        columns: &[Column],
        group: Option<&String>,
        are_named: bool,
    ) {
        let header = table.header.as_deref().unwrap_or_default();
        let unused = header
            .iter()
            .zip(columns)
            .filter(|(name, column)| **column == Column::Ignored && !are_named && !is_absent(name));
        let unused: Vec<String> = unused
            .filter(|(name, _)| self.unused.insert((*name).clone()))
            .map(|(name, _)| in_one_line(name))
            .collect();
        match unused.as_slice() {
            [] => {}
            [name] => self.leave_out(table.line, format!("the column {name}: not used")),
            names => {
                self.leave_out(table.line, format!("the columns {}: not used", names.join(", ")));
            }
        }
        self.leave_out_lines(table);
        let skipped = usize::from(table.header.is_none() && begins_with_header(table, columns));
        if let Some(row) = table.rows.first().filter(|_| skipped > 0) {
            self.leave_out(row.line, "the row has the headings of columns");
        }
        for row in table.rows.iter().skip(skipped) {
            if table.header.as_ref() == Some(&row.cells) {
                self.leave_out(row.line, "the row repeats the headings");
                continue;
            }
            if row.cells.iter().skip(columns.len()).any(|cell| !is_absent(cell)) {
                self.leave_out(row.line, "what follows the last column");
            }
            self.row(row.line, &row.cells, columns, group);
        }
    }

    fn row(&mut self, line: usize, cells: &[String], columns: &[Column], group: Option<&String>) {
        if cells.iter().all(|cell| is_absent(cell)) {
            return;
        }
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == wanted)?;
            cells.get(at).map(String::as_str).filter(|cell| !is_absent(cell))
        };
        let text = |column| cell(column).map(str::to_owned);
        let lines = |column| cell(column).into_iter().flat_map(str::lines).map(str::to_owned);
        let whole_or = |column, others, split: fn(&str) -> Vec<String>| match cell(column) {
            Some(cell) if columns.contains(&others) => vec![cell.to_owned()],
            cell => cell.map(split).unwrap_or_default(),
        };
        let codes = whole_or(Column::Code, Column::OtherCodes, codes);
        let messages = whole_or(Column::Message, Column::OtherMessages, messages);
        let statuses = cell(Column::Status).map(|cell| {
            statuses(cell).unwrap_or_else(|| {
                let of = codes.first().map(|code| format!(" ({code})")).unwrap_or_default();
                self.leave_out(line, format!("`{}` is no status{of}", in_one_line(cell)));
                Vec::new()
            })
        });
        let row = Row {
            line,
            statuses: statuses.unwrap_or_default(),
            other_codes: lines(Column::OtherCodes).collect(),
            other_messages: lines(Column::OtherMessages)
                .map(|it| message_template(&it).0)
                .collect(),
            description: text(Column::Description),
            title: cell(Column::Title).map(in_one_line),
            advice: text(Column::Advice),
            retryable: text(Column::Retryable),
            group: cell(Column::Group).map(in_one_line).or(group.cloned()),
            category: cell(Column::Category).and_then(|word| word.parse().ok()),
            retry: cell(Column::Retry).and_then(|word| word.parse().ok()),
            ..Row::default()
        };
        self.add(row, &codes, messages);
    }

    /// Adds `row` with its `codes`, which are spellings of one, unless they are numbers, and its
    /// `messages`, which are wordings of one.
    pub fn add(&mut self, mut row: Row, codes: &[String], messages: Vec<String>) {
        let line = row.line;
        if is_no_error(&row, codes.first(), &messages) {
            let name = codes.first().cloned().or_else(|| row.statuses.first().map(u16::to_string));
            self.leave_out(line, format!("`{}` means success", name.unwrap_or_default()));
            return;
        }
        // An error without a code is told by its status or message; in an export of ours, it may also be
        // that of any task.
        let is_told = !row.statuses.is_empty() || !messages.is_empty() || row.category.is_some();
        if codes.is_empty() && !is_told {
            self.leave_out(line, "the row has no code");
            return;
        }
        let mut messages = messages.into_iter().map(|message| message_template(&message));
        if let Some((message, is_guessed)) = messages.next() {
            row.guessed.extend(is_guessed.then_some("message"));
            row.message = Some(message);
        }
        let others: Vec<String> = messages.map(|(message, _)| message).collect();
        row.guessed.extend((!others.is_empty()).then_some("other_messages"));
        row.other_messages.extend(others);
        drop_repetition(&mut row);
        let are_numbers = codes
            .iter()
            .all(|code| code.trim_start_matches('-').bytes().all(|it| it.is_ascii_digit()));
        match codes {
            [] => self.push(row),
            [code, others @ ..] if !are_numbers => {
                let (code, is_guessed) = code_template(code);
                row.guessed.extend(is_guessed.then_some("key"));
                row.code = code;
                row.other_codes.extend_from_slice(others);
                row.guessed.extend((!others.is_empty()).then_some("other_codes"));
                self.push(row);
            }
            codes => {
                for code in codes {
                    self.push(Row { code: code.clone(), ..row.clone() });
                }
            }
        }
    }

    fn push(&mut self, row: Row) {
        let line = row.line;
        let key = (row.code.clone(), row.statuses.clone(), row.message.clone());
        match self.seen.get(&key) {
            Some(first) => {
                self.leave_out(line, format!("it repeats line {first} ({})", row.code));
            }
            None => {
                self.seen.insert(key, line);
                self.rows.push(row);
            }
        }
    }
}

/// Whether the row is about a success.
fn is_no_error(row: &Row, code: Option<&String>, messages: &[String]) -> bool {
    if !row.statuses.is_empty() {
        return row.statuses.iter().all(|status| *status < 400);
    }
    let Some(code) = code else { return false };
    let is_number =
        code == "0" || code.len() == 3 && code.starts_with('2') && code.parse::<u16>().is_ok();
    if !is_number && !is_success(code) {
        return false;
    }
    let mut texts = [&row.description, &row.title].into_iter().flatten().chain(messages).peekable();
    texts.peek().is_none() || texts.any(|text| is_success(text))
}

/// A description or title that repeats the message helps nobody.
fn drop_repetition(row: &mut Row) {
    let letters = |text: &String| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let message = row.message.as_ref().map(letters);
    let repeats = |text: &String| message.as_ref() == Some(&letters(text));
    row.description = row.description.take().filter(|text| !repeats(text));
    row.title = row.title.take().filter(|text| !repeats(text));
}

/// Whether the first row of a table without a header has the headings of its `columns`.
fn begins_with_header(table: &Table, columns: &[Column]) -> bool {
    let Some((first, others)) = table.rows.split_first() else { return false };
    let cell = |cells: &[String], wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        cells.get(at).filter(|cell| !is_absent(cell)).cloned()
    };
    let has_digit = |cell: &String| cell.contains(|letter: char| letter.is_ascii_digit());
    let is_word =
        |code: &String| code.chars().skip(1).all(|letter| letter.is_lowercase() || letter == ' ');
    let status = cell(&first.cells, Column::Status);
    let code = cell(&first.cells, Column::Code);
    let are_codes =
        || others.iter().filter_map(|row| cell(&row.cells, Column::Code)).all(|it| !is_word(&it));
    first.cells.iter().any(|cell| header::is_heading(cell))
        || status.is_some_and(|status| !has_digit(&status))
        || code.is_some_and(|code| is_word(&code)) && others.len() > 1 && are_codes()
}
