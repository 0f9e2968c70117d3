//! What the tables of a page say of errors.

use std::collections::{BTreeMap, BTreeSet};

use crate::command_line::command::import::cells::{
    codes, is_absent, is_success, messages, statuses,
};
use crate::command_line::command::import::columns;
use crate::command_line::command::import::header::{self, Column};
use crate::command_line::command::import::page::{Page, Table};
use crate::command_line::command::import::placeholders::{code_template, message_template};
use crate::command_line::terminal::text::in_one_line;

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
    let mut headings: Vec<_> = shaped.iter().map(|(table, _)| table.headings.last()).collect();
    headings.dedup();
    // A heading above all tables separates nothing.
    let has_groups = headings.len() > 1;
    for (table, columns) in shaped {
        let group = table.headings.last().filter(|_| has_groups);
        reading.table(table, &columns, group, named.is_some());
    }
    reading
}

/// What the columns of `table` have, or why none of it can be used.
fn shape(table: &Table, named: Option<&[Column]>) -> Result<Vec<Column>, &'static str> {
    let Some(columns) = named else {
        let reason =
            if table.header.is_some() { "no column has codes" } else { "it has no headings" };
        return columns::recognise(table).ok_or(reason);
    };
    let is_foreign = table.header.as_ref().is_some_and(|header| header::is_foreign(header));
    let has_all = |cells: &Vec<String>| cells.len() >= columns.len();
    let fits = table.header.as_ref().is_some_and(has_all)
        || table.rows.iter().any(|row| has_all(&row.cells));
    match (is_foreign, fits) {
        (true, _) => Err("it isn't about errors"),
        (_, false) => Err("it has fewer columns than `--columns` names"),
        _ => Ok(columns.to_vec()),
    }
}

impl Reading {
    /// Says what was left out in a line of the page, and why.
    pub fn leave_out(&mut self, line: usize, what: String) {
        self.left_out.entry(line).or_default().push(what);
    }

    /// All that was left out, in the order of the page.
    pub fn left_out(&self) -> impl Iterator<Item = String> {
        let all = self.left_out.iter();
        all.flat_map(|(line, what)| what.iter().map(move |what| format!("line {line}: {what}")))
    }

    fn leave_out_table(&mut self, table: &Table, reason: &str) {
        let first = table.rows.first().map(|row| &row.cells);
        let cells = table.header.as_ref().or(first).map(|cells| in_one_line(&cells.join(" | ")));
        let name = cells.unwrap_or_default();
        self.leave_out(table.line, format!("the table {name}: {reason}"));
    }

    fn table(
        &mut self,
        table: &Table,
        columns: &[Column],
        group: Option<&String>,
        are_named: bool,
    ) {
        let header = table.header.as_deref().unwrap_or_default();
        let mut unused = Vec::new();
        for (name, column) in header.iter().zip(columns) {
            let is_unused = *column == Column::Ignored && !are_named && !is_absent(name);
            if is_unused && self.unused.insert(name.clone()) {
                unused.push(in_one_line(name));
            }
        }
        match unused.as_slice() {
            [] => {}
            [name] => {
                self.leave_out(
                    table.line,
                    format!("the column {name}: catalogs have no field for it"),
                );
            }
            names => {
                let names = names.join(", ");
                self.leave_out(
                    table.line,
                    format!("the columns {names}: catalogs have no fields for them"),
                );
            }
        }
        for (line, why) in &table.unread {
            self.leave_out(*line, (*why).to_owned());
        }
        let skipped = usize::from(table.header.is_none() && begins_with_header(table, columns));
        if let Some(row) = table.rows.first().filter(|_| skipped > 0) {
            self.leave_out(row.line, "the row has the headings of columns".to_owned());
        }
        let most = table.header.as_ref().map_or(usize::MAX, Vec::len);
        for row in table.rows.iter().skip(skipped) {
            if table.header.as_ref() == Some(&row.cells) {
                self.leave_out(row.line, "the row repeats the headings".to_owned());
                continue;
            }
            if row.cells.iter().skip(most).any(|cell| !is_absent(cell)) {
                self.leave_out(row.line, "what follows the last column".to_owned());
            }
            self.row(row.line, &row.cells, columns, group);
        }
    }

    fn row(&mut self, line: usize, cells: &[String], columns: &[Column], group: Option<&String>) {
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == wanted)?;
            cells.get(at).map(String::as_str).filter(|cell| !is_absent(cell))
        };
        if cells.iter().all(|cell| is_absent(cell)) {
            return;
        }
        let codes = cell(Column::Code).map(codes).unwrap_or_default();
        let statuses = match cell(Column::Status) {
            None => Vec::new(),
            Some(cell) => statuses(cell).unwrap_or_else(|| {
                let of = codes.first().map(|code| format!(" ({code})")).unwrap_or_default();
                self.leave_out(line, format!("`{}` is no status{of}", in_one_line(cell)));
                Vec::new()
            }),
        };
        let text = |column| cell(column).map(str::to_owned);
        let row = Row {
            line,
            statuses,
            description: text(Column::Description),
            title: cell(Column::Title).map(in_one_line),
            advice: text(Column::Advice),
            retryable: text(Column::Retryable),
            group: cell(Column::Group).map(in_one_line).or(group.cloned()),
            ..Row::default()
        };
        self.add(row, &codes, cell(Column::Message).map(messages).unwrap_or_default());
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
        // An API that sends no code is told by its status or message.
        if codes.is_empty() && row.statuses.is_empty() && messages.is_empty() {
            self.leave_out(line, "the row has no code".to_owned());
            return;
        }
        let mut messages = messages.into_iter().map(|message| message_template(&message));
        if let Some((message, is_guessed)) = messages.next() {
            row.guessed.extend(is_guessed.then_some("message"));
            row.message = Some(message);
        }
        row.other_messages = messages.map(|(message, _)| message).collect();
        row.guessed.extend((!row.other_messages.is_empty()).then_some("other_messages"));
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
                row.other_codes = others.to_vec();
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
