//! What the columns of a table are, by their headings and, where these have two meanings, by what is
//! in them.

use crate::command_line::command::import::cells::{is_absent, statuses};
use crate::command_line::command::import::header::{self, Column, NAMES, WEAK, normal};
use crate::command_line::command::import::page::Table;
use crate::{Category, Retry};

/// What the columns of `table` are, if one of them has codes.
pub fn recognise(table: &Table) -> Option<Vec<Column>> {
    let header = table.header.as_ref()?;
    if header::is_foreign(header) {
        return None;
    }
    let mut columns: Vec<Option<Column>> = header.iter().map(|name| header::strong(name)).collect();
    tell_codes_from_statuses(table, &mut columns);
    keep_best_code(header, &mut columns);
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
            columns[at] = header::beside_codes(name).filter(|other| !has(&columns, *other));
        }
    }
    let mut columns: Vec<Column> =
        columns.into_iter().map(|column| column.unwrap_or(Column::Ignored)).collect();
    tell_retryable_from_advice(header, &mut columns);
    for (at, name) in header.iter().enumerate() {
        let (name, column) = (normal(name), &mut columns[at]);
        if name == "category" && has_only(table, at, |cell| cell.parse::<Category>().is_ok()) {
            *column = Column::Category;
        } else if name == "retry" && has_only(table, at, |cell| cell.parse::<Retry>().is_ok()) {
            *column = Column::Retry;
        }
    }
    Some(once(header, columns))
}

fn has(columns: &[Option<Column>], wanted: Column) -> bool {
    columns.contains(&Some(wanted))
}

fn places(columns: &[Option<Column>], wanted: Column) -> Vec<usize> {
    (0..columns.len()).filter(|at| columns[*at] == Some(wanted)).collect()
}

/// A column called `Code` of nothing but statuses has statuses, if there is another one of words; and
/// one called `Status` of nothing but words has the codes.
fn tell_codes_from_statuses(table: &Table, columns: &mut [Option<Column>]) {
    let codes = places(columns, Column::Code);
    let status = places(columns, Column::Status).first().copied();
    let numbers = codes.iter().copied().find(|at| has_statuses(table, *at));
    match (numbers, status) {
        (Some(code), Some(status)) if has_words(table, status) => columns.swap(code, status),
        (Some(code), None) => {
            let header = table.header.as_deref().unwrap_or_default();
            let may_be_code = |at: &usize| match columns[*at] {
                Some(Column::Code) => *at != code,
                Some(Column::Title) => true,
                Some(_) => false,
                None => header::beside_codes(&header[*at]).is_some(),
            };
            let word = (0..columns.len()).filter(may_be_code).find(|at| has_words(table, *at));
            if let Some(word) = word {
                columns[code] = Some(Column::Status);
                columns[word] = Some(Column::Code);
            } else if !has_only(table, code, |cell| cell.parse::<u16>().is_ok()) {
                // `404 Not Found` is a status that nobody sends as a code.
                columns[code] = Some(Column::Status);
            }
        }
        (None, Some(status)) if codes.is_empty() && has_words(table, status) => {
            columns[status] = Some(Column::Code);
        }
        _ => {}
    }
}

/// Of several columns of codes, the one counts that is called so; the others are something else.
fn keep_best_code(header: &[String], columns: &mut [Option<Column>]) {
    let codes = places(columns, Column::Code);
    let is_called_so = |at: &&usize| header::beside_codes(&header[**at]).is_none();
    let Some(best) = codes.iter().find(is_called_so).or(codes.first()).copied() else { return };
    for at in codes.into_iter().filter(|at| *at != best) {
        let other = header::beside_codes(&header[at]);
        columns[at] = other.filter(|other| !columns.contains(&Some(*other)));
    }
}

/// Beside a column of advice, one that says "yes" or "no" decides guesses only.
fn tell_retryable_from_advice(header: &[String], columns: &mut [Column]) {
    let advice = columns.iter().filter(|column| **column == Column::Advice).count();
    let is_it = |at: &usize| columns[*at] == Column::Advice && header::is_retryable(&header[*at]);
    if let Some(at) = (0..columns.len()).find(is_it).filter(|_| advice > 1) {
        columns[at] = Column::Retryable;
    }
}

/// Whether the column `at` of `table` has statuses, and nothing else.
fn has_statuses(table: &Table, at: usize) -> bool {
    let is_status = |status: &u16| (100..600).contains(status);
    has_only(table, at, |cell| statuses(cell).is_some_and(|them| them.iter().all(is_status)))
}

/// Whether the column `at` of `table` has single words, and nothing else.
fn has_words(table: &Table, at: usize) -> bool {
    let is_word =
        |cell: &str| cell.starts_with(char::is_alphabetic) && !cell.contains(char::is_whitespace);
    has_only(table, at, is_word)
}

fn has_only(table: &Table, at: usize, is_right: impl Fn(&str) -> bool) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    let mut cells = cells.filter(|cell| !is_absent(cell)).peekable();
    cells.peek().is_some() && cells.all(|cell| is_right(cell))
}

/// Of several columns that are the same, the one counts that is called so, or else the first.
fn once(header: &[String], mut columns: Vec<Column>) -> Vec<Column> {
    for (name, column) in NAMES {
        let is_it = |at: &usize| columns[*at] == *column;
        let all: Vec<usize> = (0..columns.len()).filter(is_it).collect();
        let named = |wanted: &str| all.iter().find(|at| normal(&header[**at]) == wanted);
        // A list has more than its first item.
        let best = named("statuses").filter(|_| *column == Column::Status).or(named(name));
        let Some(kept) = best.or(all.first()).copied() else { continue };
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
    use super::recognise;
    use crate::command_line::command::import::header::Column::{
        self, Advice, Code, Description, Group, Ignored, Message, Retryable, Status, Title,
    };
    use crate::command_line::command::import::page::{Row, Table};

    fn recognised(header: &str, row: &str) -> Option<Vec<Column>> {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect();
        let rows = vec![Row { line: 1, cells: cells(row) }];
        recognise(&Table { header: Some(cells(header)), rows, ..Table::default() })
    }

    #[test]
    fn a_column_is_recognised_by_its_heading() {
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
            ("code|category|retry", "A|server|later", &[Code, Column::Category, Column::Retry]),
            ("code|category|retry", "A|servers|yes", &[Code, Group, Advice]),
            ("Code|Retryable|Solution", "A|no|Fix it", &[Code, Retryable, Advice]),
            ("Error Type|Error Code|Message", "client|A|a", &[Group, Code, Message]),
            ("Service Code|Typical Status Code|描述", "A|400|b", &[Code, Status, Description]),
            ("HTTP 返回码|错误代码 Code|错误信息 Message", "400|A|a", &[Status, Code, Message]),
        ] {
            assert_eq!(recognised(header, row).as_deref(), Some(columns), "{header}");
        }
    }

    #[test]
    fn of_numbers_and_words_the_words_are_the_code() {
        for (header, row, columns) in [
            ("Code|Status|Description", "400|INVALID_ARGUMENT|b", &[Status, Code, Description][..]),
            ("Code|Name|Description", "404|NOT_FOUND|b", &[Status, Code, Description]),
            ("Code|Error Type|Description", "404 - Gone|NOT_FOUND|b", &[Status, Code, Description]),
            ("Code|Title|Description", "404|NotFound|b", &[Status, Code, Description]),
            ("Code|Title|Description", "404|Not found|b", &[Code, Title, Description]),
            ("Status|Description", "NOT_FOUND|b", &[Code, Description]),
        ] {
            assert_eq!(recognised(header, row).as_deref(), Some(columns), "{header}");
        }
    }

    #[test]
    fn tables_of_other_things_have_no_codes() {
        for (header, row) in [
            ("Field|Type|Description", "code|string|b"),
            ("Parameter|Code|Description", "a|b|c"),
            ("Limit|Value", "a|1"),
            ("Status|Description", "400|b"),
            ("Code|Description", "404 - Not Found|b"),
        ] {
            assert_eq!(recognised(header, row), None, "{header}");
        }
    }
}
