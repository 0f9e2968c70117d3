//! Fields of a catalog's file.

use crate::command_line::layout::tree::{Commented, Field, List, Table, Value};

/// The table `[name]`, which is added if there is none.
pub fn section<'t>(root: &'t mut Table, name: &str) -> &'t mut Commented {
    let empty = || Value::Table(Table { has_header: true, ..Table::default() });
    let found = root.fields.iter().position(|field| field.key == name);
    let at = found.unwrap_or_else(|| {
        root.fields.push(Field { key: name.to_owned(), value: empty().into() });
        root.fields.len() - 1
    });
    let section = &mut root.fields[at].value;
    if !matches!(section.value, Value::Table(_)) {
        section.value = empty();
    }
    section
}

pub fn table_of(field: &Field) -> Option<&Table> {
    match &field.value.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The wire code of an entry.
pub fn code_of(entry: &Field) -> String {
    table_of(entry).and_then(|table| text(table, "code")).unwrap_or_else(|| entry.key.clone())
}

/// The key of an entry and its variant.
pub fn names_of(entry: &Field) -> Vec<String> {
    let variant = table_of(entry).and_then(|table| text(table, "variant"));
    [Some(entry.key.clone()), variant].into_iter().flatten().collect()
}

/// What the field `name` of `table` says, if it is there.
pub fn text(table: &Table, name: &str) -> Option<String> {
    let field = table.fields.iter().find(|field| field.key == name)?;
    Some(plain(&field.value.value))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Literal(text) => text.clone(),
        Value::List(_) | Value::Table(_) => String::new(),
    }
}

/// Gives the field `name` of `table` a value. Its comments stay.
pub fn set(table: &mut Table, name: &str, value: Value) {
    match table.fields.iter_mut().find(|field| field.key == name) {
        Some(field) => field.value.value = value,
        None => table.fields.push(Field { key: name.to_owned(), value: value.into() }),
    }
}

/// The items of the field `name`, which is a list or its only item.
pub fn items(table: &Table, name: &str) -> Vec<String> {
    let field = table.fields.iter().find(|field| field.key == name);
    field.map(|field| items_of(&field.value.value)).unwrap_or_default()
}

/// The items of a list, or the only one.
pub fn items_of(value: &Value) -> Vec<String> {
    match value {
        Value::List(list) => list.items.iter().map(|item| plain(&item.value)).collect(),
        value => vec![plain(value)],
    }
}

/// A list of `items`.
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::List(List { items: items.into_iter().map(Commented::from).collect(), ..List::default() })
}
