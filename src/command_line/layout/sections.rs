//! Which table has a header of its own, and the order of everything.

use crate::command_line::layout::tree::{Commented, Comments, Field, Table, Value};
use crate::generator::{FORMAT, Field as Definition, Kind};

/// A table with its header, and the lines below it up to the next one.
#[derive(Debug)]
pub struct Section {
    /// The keys of the header; none for the start of the file.
    pub path: Vec<String>,
    /// Whether it is one of a list of tables.
    pub is_item: bool,
    /// The comments above the header.
    pub above: Comments,
    /// The comment beside the header.
    pub beside: Option<String>,
    /// The fields that have no header of their own, and what the format knows of each.
    pub fields: Vec<(Field, Option<Kind>)>,
    /// The comments below the fields.
    pub below: Comments,
}

/// What a file contains, as a list of tables with headers.
pub fn sections(root: Table) -> Vec<Section> {
    let mut sections = Vec::new();
    let root = Value::Table(root).into();
    add(&mut sections, Vec::new(), false, root, Some(Kind::Section(FORMAT)));
    sections
}

/// The definition of the field `key` in a value of this kind.
pub fn kind_of(kind: Option<Kind>, key: &str) -> Option<Kind> {
    definitions(kind).iter().find(|field| field.name == key).map(|field| field.kind)
}

/// `fields` in the order of a value of this kind. Unknown fields come last.
pub fn in_order(mut fields: Vec<Field>, kind: Option<Kind>) -> Vec<Field> {
    let definitions = definitions(kind);
    let place = |field: &Field| definitions.iter().position(|known| known.name == field.key);
    fields.sort_by_key(|field| place(field).unwrap_or(definitions.len()));
    fields
}

fn definitions(kind: Option<Kind>) -> &'static [Definition] {
    match kind {
        Some(Kind::Section(fields) | Kind::Table(fields) | Kind::Tables(fields)) => fields,
        _ => &[],
    }
}

/// Adds a table with a header, and then the tables in it that have headers.
fn add(
    sections: &mut Vec<Section>,
    path: Vec<String>,
    is_item: bool,
    table: Commented,
    kind: Option<Kind>,
) {
    let Commented { above, value, beside } = table;
    let Value::Table(Table { fields, below, .. }) = value else { return };
    let fields = in_order(fields, kind).into_iter().map(|field| {
        let kind = match kind {
            Some(Kind::Entries(fields)) => Some(Kind::Section(fields)),
            kind => kind_of(kind, &field.key),
        };
        (field, kind)
    });
    let (inner, own): (Vec<_>, Vec<_>) =
        fields.partition(|(field, kind)| has_header(&field.value.value, *kind));
    let says_nothing = own.is_empty() && above.is_empty() && beside.is_none() && below.is_empty();
    let is_implied = (path.is_empty() || !inner.is_empty()) && !is_item;
    if !(says_nothing && is_implied) {
        let path = path.clone();
        sections.push(Section { path, is_item, above, beside, fields: own, below });
    }
    for (Field { key, value }, kind) in inner {
        let path = [path.as_slice(), &[key]].concat();
        match value.value {
            Value::List(list) => {
                list.items.into_iter().for_each(|it| add(sections, path.clone(), true, it, kind));
            }
            _ => add(sections, path, false, value, kind),
        }
    }
}

/// Whether `value`, in a table with a header, has a header too: by the format, or, if the format doesn't
/// know it, as the file has it.
fn has_header(value: &Value, kind: Option<Kind>) -> bool {
    match (value, kind) {
        (Value::Table(_), Some(Kind::Section(_) | Kind::Entries(_))) => true,
        (Value::Table(_), Some(Kind::Table(_))) | (Value::List(_), Some(Kind::Tables(_))) => false,
        (Value::Table(table), _) => table.has_header,
        (Value::List(list), _) => list.has_headers && !list.items.is_empty(),
        (Value::Text(_) | Value::Literal(_), _) => false,
    }
}
