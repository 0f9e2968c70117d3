//! Tables that were copied with a line for each cell: the headings of the columns, one below the
//! other, then the cells of each row.

use crate::command_line::command::import::cells::{is_absent, statuses};
use crate::command_line::command::import::header::{self, Column};
use crate::command_line::command::import::page::{Page, Row};

/// More headings in a row aren't those of a table.
const MAX_COLUMNS: usize = 16;

/// What `text` consists of, if there is such a table in it.
pub fn page(text: &str) -> Option<Page> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.is_empty()).collect();
    let mut page = Page::default();
    let mut at = 0;
    while let Some((line, text)) = lines.get(at).copied() {
        let columns = columns(&lines[at..]);
        let width = columns.len();
        let rows = lines[at + width..].chunks_exact(width.max(1));
        let rows: Vec<_> = rows.take_while(|cells| width > 0 && fits(cells, &columns)).collect();
        if rows.is_empty() {
            page.unmarked(line, text);
            at += 1;
            continue;
        }
        let cells =
            |cells: &[(usize, &str)]| cells.iter().map(|(_, it)| (*it).to_owned()).collect();
        page.start_table(line, Some(cells(&lines[at..at + width])));
        at += width * (rows.len() + 1);
        for row in rows {
            page.row(Row { line: row[0].0, cells: cells(row) });
        }
        let rest = &lines[at..];
        let next = (0..rest.len()).find(|next| !self::columns(&rest[*next..]).is_empty());
        if next.unwrap_or(rest.len()) >= width {
            page.unread(rest[0].0, "this isn't a row of the table above, which has a cell a line");
        }
    }
    (!page.tables.is_empty()).then_some(page)
}

/// The columns whose headings `lines` begin with; none if they aren't those of a table of codes.
fn columns(lines: &[(usize, &str)]) -> Vec<Column> {
    let columns: Vec<Column> =
        lines.iter().take(MAX_COLUMNS).map_while(|(_, line)| header::strong(line)).collect();
    let is_table = columns.len() > 1 && columns.contains(&Column::Code);
    if is_table { columns } else { Vec::new() }
}

/// Whether `cells` are a row: the code is a word, and the status is one.
fn fits(cells: &[(usize, &str)], columns: &[Column]) -> bool {
    cells.iter().zip(columns).all(|((_, cell), column)| match column {
        Column::Code => !cell.contains(' ') && header::strong(cell).is_none(),
        Column::Status => is_absent(cell) || statuses(cell).is_some(),
        _ => true,
    })
}
