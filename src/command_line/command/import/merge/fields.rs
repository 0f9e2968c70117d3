//! Fields of a catalog's file.

use crate::command_line::layout::tree::{Commented, Field, List, Table, Value};

/// A table of the file, taken out of it: its comments, and what it contains.
pub struct Section {
    name: &'static str,
    comments: Commented,
    pub table: Table,
}

impl Section {
    /// The table `[name]`; an empty one if there is none.
    pub fn take(root: &mut Table, name: &'static str) -> Self {
        let empty = || Value::Table(Table { has_header: true, ..Table::default() });
        let found = root.fields.iter().position(|field| field.key == name);
        let mut comments = found.map_or_else(|| empty().into(), |at| root.fields.remove(at).value);
        match std::mem::replace(&mut comments.value, empty()) {
            Value::Table(table) => Self { name, comments, table },
            _ => Self { name, comments, table: Table { has_header: true, ..Table::default() } },
        }
    }

    pub fn put_back(self, root: &mut Table) {
        let value = Commented { value: Value::Table(self.table), ..self.comments };
        root.fields.push(Field { key: self.name.to_owned(), value });
    }
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

pub fn plain(value: &Value) -> String {
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

/// The items of the field `name`, which is a list or one of its items.
pub fn items(table: &Table, name: &str) -> Vec<String> {
    let value = table.fields.iter().find(|field| field.key == name).map(|it| &it.value.value);
    match value {
        Some(Value::List(list)) => list.items.iter().map(|item| plain(&item.value)).collect(),
        Some(value) => vec![plain(value)],
        None => Vec::new(),
    }
}

/// A list of `items`.
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::List(List { items: items.into_iter().map(Commented::from).collect(), ..List::default() })
}
