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
    let all = 0..header.len();
    let mut columns: Vec<Option<Column>> = header.iter().map(|name| header::strong(name)).collect();
    if !has_status(table, &columns) {
        let is_numbers =
            |at: &usize| columns[*at] == Some(Column::Code) && has_statuses(table, *at);
        if let Some(at) = all.clone().find(is_numbers) {
            let mut others = all.clone().filter(|other| *other != at && has_words(table, *other));
            let is_named = others.any(|other| rank(table, other, columns[other], true).is_some());
            // `404 Not Found` is a status that nobody sends as a code.
            if is_named || !has_only(table, at, |cell| cell.parse::<u16>().is_ok()) {
                columns[at] = Some(Column::Status);
            }
        }
    }
    let has_status = has_status(table, &columns);
    let ranked = |at| Some((rank(table, at, columns[at], has_status)?, at));
    let (_, code) = all.clone().filter_map(ranked).min()?;
    columns[code] = Some(Column::Code);
    let has_advice = |columns: &[Option<Column>]| columns.contains(&Some(Column::Advice));
    for at in all {
        let name = &header[at];
        let is_code = columns[at] == Some(Column::Code) && at != code;
        if columns[at].is_none() || is_code {
            columns[at] = header::beside_codes(name).filter(|it| !columns.contains(&Some(*it)));
        }
        let name = normal(name);
        if name == "category" && has_only(table, at, |cell| cell.parse::<Category>().is_ok()) {
            columns[at] = Some(Column::Category);
        } else if name == "retry" && has_only(table, at, |cell| cell.parse::<Retry>().is_ok()) {
            columns[at] = Some(Column::Retry);
        } else if header::is_retryable(&name) {
            // Beside a column of advice, one that says "yes" or "no" decides guesses only.
            let own = columns[at].take();
            columns[at] = if has_advice(&columns) { Some(Column::Retryable) } else { own };
        }
    }
    let columns = columns.into_iter().map(|column| column.unwrap_or(Column::Ignored));
    Some(once(header, columns.collect()))
}

/// Whether a column that is called so has statuses, as far as can be seen.
fn has_status(table: &Table, columns: &[Option<Column>]) -> bool {
    let mut all = columns.iter().enumerate();
    all.any(|(at, column)| *column == Some(Column::Status) && !has_words(table, at))
}

/// How well the column `at`, which is called `column`, suits as the one of codes; 0 is best. Beside
/// statuses, a table is one of errors, and a vague name is enough.
fn rank(table: &Table, at: usize, column: Option<Column>, has_status: bool) -> Option<usize> {
    let name = table.header.as_ref()?.get(at)?;
    let is_word = has_words(table, at);
    match column {
        Some(Column::Code) => Some(usize::from(header::beside_codes(name).is_some())),
        None if has_status => {
            let place = WEAK.iter().position(|(weak, _)| *weak == normal(name))?;
            Some(if is_word { 2 + place } else { 30 + place })
        }
        Some(Column::Title) if has_status && is_word => Some(20),
        Some(Column::Status) if is_word => Some(40),
        _ => None,
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
