//! Which entry each row is about.

use crate::command_line::catalogs::matches::Matches;
use crate::command_line::command::import::merge::fields::{code_of, items, table_of, text};
use crate::command_line::command::import::rows::Row;
use crate::command_line::layout::tree::Field;
use crate::generator::model::{SegmentModel, TemplateModel};
use crate::generator::template_of;
use crate::template::{Segment, can_write};

/// What a row and the entry that it is about have in common besides the code.
type Text = fn(&Row) -> &Option<String>;

/// Which of the `entries` each of `rows` is about.
pub fn matches(entries: &[Field], rows: &[Row]) -> Matches {
    let entries: Vec<Row> = entries.iter().map(row_of).collect();
    let templates: Vec<Option<TemplateModel>> = entries.iter().map(template).collect();
    let mut matches = Matches::new(entries.len(), rows.len());
    let by_text = |matches: &mut Matches, text: Text, by_status: bool| {
        let sign = |row: &Row| {
            let statuses = if by_status { row.statuses.clone() } else { Vec::new() };
            Some((row.code.clone(), statuses, text(row).clone()?))
        };
        matches.round(false, |at| sign(&entries[at]), |at| sign(&rows[at]));
    };
    for by_status in [true, false] {
        by_text(&mut matches, |row| &row.message, by_status);
        // A page may show an example of a message.
        matches.best(|entry, row| {
            let (known, row) = (&entries[entry], &rows[row]);
            let is_it = known.code == row.code
                && (!by_status || known.statuses == row.statuses)
                && can_write(&segments(templates[entry].as_ref()?), row.message.as_ref()?);
            is_it.then_some(1)
        });
    }
    by_text(&mut matches, |row| &row.description, true);
    by_text(&mut matches, |row| &row.description, false);
    by_text(&mut matches, |row| &row.title, false);
    // A row without a text: the description of its entry is guessed.
    let bare = |row: &Row| {
        let is_bare = row.message.is_none() && row.title.is_none();
        is_bare.then(|| (row.code.clone(), row.statuses.clone()))
    };
    let bare_row = |at: usize| bare(&rows[at]).filter(|_| rows[at].description.is_none());
    matches.round(false, |at| bare(&entries[at]), bare_row);
    // What is left on both sides, and alone there, is the same one.
    matches.round(true, |at| Some(&entries[at].code), |at| Some(&rows[at].code));
    matches
}

/// An entry as the row that a page has of it.
fn row_of(entry: &Field) -> Row {
    let table = table_of(entry);
    let text = |name: &str| table.and_then(|table| text(table, name));
    let statuses = table.map(|table| items(table, "status")).unwrap_or_default();
    Row {
        code: code_of(entry),
        statuses: statuses.iter().filter_map(|status| status.parse().ok()).collect(),
        message: text("message"),
        description: text("description"),
        title: text("title"),
        ..Row::default()
    }
}

/// The message of `row`, if it is a template with placeholders.
fn template(row: &Row) -> Option<TemplateModel> {
    template_of(row.message.as_ref()?).filter(|template| !template.placeholders().is_empty())
}

/// Whether `template` is, or renders to, `message`.
pub fn is_message_of(template: &str, message: &str) -> bool {
    let can_be = |template: TemplateModel| can_write(&segments(&template), message);
    template == message || template_of(template).is_some_and(can_be)
}

/// The segments of `template`, as the library has them.
fn segments(template: &TemplateModel) -> Vec<Segment<'_>> {
    let placeholders = template.placeholders();
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => Segment::Literal(text),
        SegmentModel::Placeholder(name) => {
            let index = placeholders.iter().take_while(|other| *other != name).count();
            Segment::Placeholder { name, index }
        }
    });
    segments.collect()
}
