//! What the columns of a table are, by their headings and, where these have two meanings, by what is
//! in them.

use crate::cli::command::import::page::Table;

/// What a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The wire code.
    Code,
    /// The HTTP status.
    Status,
    /// What the API prints.
    Message,
    /// What the page says about the error.
    Description,
    /// The heading that the page gives the error.
    Title,
    /// The page's words on retrying.
    Advice,
    /// The heading under which the error stands.
    Group,
    /// Something that catalogs have no field for.
    Ignored,
}

/// The columns that can be named, and what for.
pub const NAMES: &[(&str, Column)] = &[
    ("code", Column::Code),
    ("status", Column::Status),
    ("message", Column::Message),
    ("description", Column::Description),
    ("title", Column::Title),
    ("advice", Column::Advice),
    ("group", Column::Group),
    ("-", Column::Ignored),
];

/// Headings that mean one thing.
const STRONG: &[(&str, Column)] = &[
    ("code", Column::Code),
    ("code name", Column::Code),
    ("err code", Column::Code),
    ("errcode", Column::Code),
    ("error code", Column::Code),
    ("error codes", Column::Code),
    ("error id", Column::Code),
    ("error identifier", Column::Code),
    ("error name", Column::Code),
    ("error reason", Column::Code),
    ("error type", Column::Code),
    ("errorcode", Column::Code),
    ("http", Column::Status),
    ("http code", Column::Status),
    ("http error code", Column::Status),
    ("http response code", Column::Status),
    ("http status", Column::Status),
    ("http status code", Column::Status),
    ("response code", Column::Status),
    ("status", Column::Status),
    ("status code", Column::Status),
    ("error message", Column::Message),
    ("example message", Column::Message),
    ("message", Column::Message),
    ("response message", Column::Message),
    ("cause", Column::Description),
    ("description", Column::Description),
    ("error description", Column::Description),
    ("explanation", Column::Description),
    ("meaning", Column::Description),
    ("possible cause", Column::Description),
    ("summary", Column::Description),
    ("what it means", Column::Description),
    ("title", Column::Title),
    ("action", Column::Advice),
    ("advice", Column::Advice),
    ("how to fix", Column::Advice),
    ("how to resolve", Column::Advice),
    ("recommended action", Column::Advice),
    ("resolution", Column::Advice),
    ("retry", Column::Advice),
    ("retryable", Column::Advice),
    ("solution", Column::Advice),
    ("suggested action", Column::Advice),
    ("suggestion", Column::Advice),
    ("what to do", Column::Advice),
    ("category", Column::Group),
    ("group", Column::Group),
];

/// Headings that mean the code if nothing else does, best first, and what they mean if something does.
const WEAK: &[(&str, Column)] = &[
    ("name", Column::Title),
    ("type", Column::Group),
    ("reason", Column::Description),
    ("error", Column::Title),
    ("key", Column::Ignored),
    ("id", Column::Ignored),
];

/// Headings of tables that are about something else.
const FOREIGN: &[&str] =
    &["argument", "attribute", "field", "header", "param", "parameter", "property"];

/// What the heading `name` means, if it means one thing.
pub fn strong(name: &str) -> Option<Column> {
    find(STRONG, name)
}

fn find(names: &[(&str, Column)], name: &str) -> Option<Column> {
    let name = normal(name);
    names.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

/// `name` in lower case, its words separated by single blanks.
fn normal(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

/// Whether `cells` are what columns are called.
pub fn is_header(cells: &[String]) -> bool {
    let known = cells.iter().filter(|cell| strong(cell).or(find(WEAK, cell)).is_some()).count();
    known >= 2 && known * 2 >= cells.len()
}

/// The headings in `line` that follow each other without anything between them: `Error NameStatus
/// CodeDescription`.
pub fn split_headings(line: &str) -> Option<Vec<String>> {
    if line.contains(|letter: char| !letter.is_alphanumeric() && letter != ' ') {
        return None;
    }
    let mut headings = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        // The longest is meant: `Error Code`, not `Error`.
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(1);
        let starts_word =
            |end: &usize| rest[*end..].chars().next().is_none_or(|next| next.is_uppercase());
        let end = ends.filter(starts_word).filter(|end| strong(&rest[..*end]).is_some()).last()?;
        let (heading, behind) = rest.split_at(end);
        headings.push(heading.to_owned());
        rest = behind;
    }
    (headings.len() > 1).then_some(headings)
}

/// What the columns of `table` are, if one of them has codes.
pub fn recognise(table: &Table) -> Option<Vec<Column>> {
    let header = table.header.as_ref()?;
    if header.iter().any(|name| FOREIGN.contains(&normal(name).as_str())) {
        return None;
    }
    let mut columns: Vec<Option<Column>> = header.iter().map(|name| strong(name)).collect();
    swap_numbers_and_words(table, &mut columns);
    let has = |columns: &[Option<Column>], wanted| columns.contains(&Some(wanted));
    // A status beside it makes a table one of errors.
    if !has(&columns, Column::Code) && has(&columns, Column::Status) {
        let place = |weak: &str| {
            (0..header.len()).find(|at| columns[*at].is_none() && normal(&header[*at]) == weak)
        };
        let places = || WEAK.iter().filter_map(|(weak, _)| place(weak));
        let named = places().find(|at| has_words(table, *at)).or_else(|| places().next());
        columns[named?] = Some(Column::Code);
    }
    if !has(&columns, Column::Code) {
        return None;
    }
    for (at, name) in header.iter().enumerate() {
        if columns[at].is_none() {
            let other = find(WEAK, name).filter(|other| !has(&columns, *other));
            columns[at] = other;
        }
    }
    let columns = columns.into_iter().map(|column| column.unwrap_or(Column::Ignored));
    Some(once(header, columns.collect()))
}

/// A column called `Code` of nothing but statuses is one, if there is another one of words; and one
/// called `Status` of nothing but words has the codes.
fn swap_numbers_and_words(table: &Table, columns: &mut [Option<Column>]) {
    let place =
        |columns: &[Option<Column>], wanted| columns.iter().position(|it| *it == Some(wanted));
    let has_numbers = |at: usize| has_numbers(table, at);
    let has_words = |at: usize| has_words(table, at);
    let code = place(columns, Column::Code);
    let status = place(columns, Column::Status);
    match (code, status) {
        (Some(code), Some(status)) if has_numbers(code) && has_words(status) => {
            columns.swap(code, status);
        }
        (Some(code), None) if has_numbers(code) => {
            let header = table.header.as_deref().unwrap_or_default();
            let is_free = |at: &usize| {
                columns[*at].is_none_or(|column| column == Column::Title)
                    && (columns[*at].is_some() || find(WEAK, &header[*at]).is_some())
            };
            if let Some(word) = (0..columns.len()).filter(is_free).find(|at| has_words(*at)) {
                columns[code] = Some(Column::Status);
                columns[word] = Some(Column::Code);
            }
        }
        (None, Some(status)) if has_words(status) => columns[status] = Some(Column::Code),
        _ => {}
    }
}

/// Whether the column `at` of `table` has statuses, and nothing else.
fn has_numbers(table: &Table, at: usize) -> bool {
    let is_number = |cell: &str| cell.parse::<u16>().is_ok_and(|it| (100..600).contains(&it));
    has_only(table, at, is_number)
}

/// Whether the column `at` of `table` has single words, and nothing else.
fn has_words(table: &Table, at: usize) -> bool {
    let is_word =
        |cell: &str| cell.starts_with(char::is_alphabetic) && !cell.contains(char::is_whitespace);
    has_only(table, at, is_word)
}

fn has_only(table: &Table, at: usize, is_right: impl Fn(&str) -> bool) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| is_right(cell))
}

/// Of several columns that are the same, the one counts that is called so, or else the first.
fn once(header: &[String], mut columns: Vec<Column>) -> Vec<Column> {
    for (name, column) in NAMES {
        let is_it = |at: &usize| columns[*at] == *column;
        let all: Vec<usize> = (0..columns.len()).filter(is_it).collect();
        let called_so = all.iter().find(|at| normal(&header[**at]) == *name);
        let Some(kept) = called_so.or(all.first()).copied() else { continue };
        for at in all {
            if at != kept {
                columns[at] = Column::Ignored;
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::Column::{Advice, Code, Description, Group, Ignored, Message, Status, Title};
    use super::{Column, NAMES, STRONG, WEAK, normal, recognise, split_headings};
    use crate::cli::command::import::page::{Row, Table};

    fn recognised(header: &str, row: &str) -> Option<Vec<Column>> {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect();
        let rows = vec![Row { line: 1, cells: cells(row) }];
        recognise(&Table { header: Some(cells(header)), rows, ..Table::default() })
    }

    #[test]
    fn a_column_is_told_by_its_heading() {
        for (header, row, columns) in [
            (
                "HTTP Code|Error Code|Error Message|Error Description",
                "400|A|a|b",
                &[Status, Code, Message, Description][..],
            ),
            ("error_code|  MEANING |How to fix?", "A|a|b", &[Code, Description, Advice]),
            ("Status|Type|Message|Description", "400|a|b|c", &[Status, Code, Message, Description]),
            ("Status|Error|Reason", "400|Bad request|BAD", &[Status, Title, Code]),
            ("Status|Error|Reason", "400|BAD|It is bad", &[Status, Code, Description]),
            (
                "Error Name|Status Code|Description|Since",
                "A|400|b|v2",
                &[Code, Status, Description, Ignored],
            ),
            ("Code|Description|Summary", "A|b|c", &[Code, Description, Ignored]),
            ("Code|Summary|Description", "A|b|c", &[Code, Ignored, Description]),
            ("Code|Type|Retryable", "A|client|no", &[Code, Group, Advice]),
        ] {
            assert_eq!(recognised(header, row).as_deref(), Some(columns), "{header}");
        }
    }

    #[test]
    fn of_numbers_and_words_the_words_are_the_code() {
        for (header, row, columns) in [
            ("Code|Status|Description", "400|INVALID_ARGUMENT|b", &[Status, Code, Description][..]),
            ("Code|Name|Description", "404|NOT_FOUND|b", &[Status, Code, Description]),
            ("Code|Title|Description", "404|NotFound|b", &[Status, Code, Description]),
            ("Code|Title|Description", "404|Not found|b", &[Code, Title, Description]),
            ("Status|Description", "NOT_FOUND|b", &[Code, Description]),
        ] {
            assert_eq!(recognised(header, row).as_deref(), Some(columns), "{header}");
        }
    }

    #[test]
    fn tables_of_other_things_are_none() {
        for (header, row) in [
            ("Field|Type|Description", "code|string|b"),
            ("Parameter|Code|Description", "a|b|c"),
            ("Limit|Value", "a|1"),
            ("Status|Description", "400|b"),
        ] {
            assert_eq!(recognised(header, row), None, "{header}");
        }
    }

    #[test]
    fn headings_without_anything_between_them_are_told_apart() {
        let split = |line| split_headings(line).unwrap_or_default().join("|");
        assert_eq!(split("Error NameStatus CodeDescription"), "Error Name|Status Code|Description");
        assert_eq!(
            split("HTTP CodeError CodeError MessageError Description"),
            "HTTP Code|Error Code|Error Message|Error Description"
        );
        for line in ["", "Description", "Code;Status", "UNKNOWN500Unknown error"] {
            assert_eq!(split(line), "", "{line}");
        }
    }

    #[test]
    fn headings_are_listed_as_they_are_compared_and_once() {
        for list in [NAMES, STRONG, WEAK] {
            for (at, (name, _)) in list.iter().enumerate() {
                assert!(*name == "-" || normal(name) == *name, "{name}");
                assert!(list[..at].iter().all(|(other, _)| other != name), "{name}");
            }
        }
    }
}
