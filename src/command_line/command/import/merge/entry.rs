//! A row as an entry, a new one or one that is there.

use crate::command_line::command::import::guess;
use crate::command_line::command::import::marks;
use crate::command_line::command::import::merge::Changed;
use crate::command_line::command::import::merge::fields::{items, list, plain, set, text};
use crate::command_line::command::import::merge::matching::is_message_of;
use crate::command_line::command::import::names::Names;
use crate::command_line::command::import::rows::Row;
use crate::command_line::layout::tree::{Commented, Field, Table, Value};
use crate::generator::variant_of;

/// Writes what the page says into an entry that is there.
pub fn update(entry: &mut Field, row: &Row, changed: &mut Vec<Changed>) {
    let key = entry.key.clone();
    let Value::Table(table) = &mut entry.value.value else { return };
    let mut guessed = Vec::new();
    let mut change = |field: &'static str, before: String, after: String| {
        guessed.extend(row.guessed.contains(&field).then_some(field));
        changed.push(Changed { key: key.clone(), field, before, after });
    };
    let wordings: Vec<String> =
        text(table, "message").into_iter().chain(items(table, "other_messages")).collect();
    let is_known = |message: &String| wordings.iter().any(|it| is_message_of(it, message));
    for (name, value) in page_fields(row) {
        let before = text(table, name);
        let after = plain(&value);
        let is_same = before.as_ref() == Some(&after) || name == "message" && is_known(&after);
        if !is_same {
            set(table, name, value);
            change(name, before.unwrap_or_default(), after);
        }
    }
    let statuses: Vec<String> = row.statuses.iter().map(u16::to_string).collect();
    let before = items(table, "status");
    if !statuses.is_empty() && before != statuses {
        set(table, "status", status(row));
        change("status", before.join(", "), statuses.join(", "));
    }
    for (name, others) in
        [("other_codes", &row.other_codes), ("other_messages", &row.other_messages)]
    {
        let before = items(table, name);
        let is_new = |other: &&String| match name {
            "other_messages" => !is_known(other),
            _ => !before.contains(other),
        };
        let new: Vec<String> = others.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            set(table, name, list(before.iter().chain(&new).cloned().map(Value::Text)));
            change(name, before.join("\n"), [before.clone(), new].concat().join("\n"));
        }
    }
    complete(&mut entry.value, row, guessed);
}

/// The entry that a row becomes.
pub fn new(row: &Row, is_shared: bool, names: &mut Names) -> Field {
    let mut table = Table { has_header: true, ..Table::default() };
    let mut guessed = row.guessed.clone();
    let key = if is_shared {
        if !guessed.contains(&"key") {
            guessed.push("key");
        }
        set(&mut table, "code", Value::Text(row.code.clone()));
        names.make(row)
    } else {
        row.code.clone()
    };
    if variant_of(&key).is_none_or(|variant| names.is_taken(&variant)) {
        guessed.push("variant");
        set(&mut table, "variant", Value::Text(names.make(row)));
    }
    for (name, value) in page_fields(row) {
        set(&mut table, name, value);
    }
    if !row.statuses.is_empty() {
        set(&mut table, "status", status(row));
    }
    for (name, others) in
        [("other_codes", &row.other_codes), ("other_messages", &row.other_messages)]
    {
        if !others.is_empty() {
            set(&mut table, name, list(others.iter().cloned().map(Value::Text)));
        }
    }
    let has_others = !row.other_codes.is_empty();
    guessed.retain(|name| *name != "other_codes" || has_others);
    let mut value = Value::Table(table).into();
    complete(&mut value, row, guessed);
    Field { key, value }
}

/// Gives an entry the required fields that it lacks, and marks them together with those `guessed`.
fn complete(entry: &mut Commented, row: &Row, mut guessed: Vec<&'static str>) {
    let Value::Table(table) = &mut entry.value else { return };
    let (category, retry) = guess::judge(row);
    let description = row.title.as_ref().unwrap_or(&row.code);
    // A message is enough of a text.
    let needs_description = text(table, "message").is_none();
    for (name, value, is_needed) in [
        ("description", description.as_str(), needs_description),
        ("category", category.as_str(), true),
        ("retry", retry.as_str(), true),
    ] {
        if is_needed && !table.fields.iter().any(|field| field.key == name) {
            set(table, name, Value::Text(value.to_owned()));
            guessed.push(name);
        }
    }
    marks::write(entry, &guessed);
}

/// The texts that a page has for an entry, as the format has them.
fn page_fields(row: &Row) -> Vec<(&'static str, Value)> {
    let fields = [
        ("title", &row.title),
        ("group", &row.group),
        ("message", &row.message),
        ("description", &row.description),
        ("advice", &row.advice),
    ];
    fields.into_iter().filter_map(|(name, text)| Some((name, Value::Text(text.clone()?)))).collect()
}

fn status(row: &Row) -> Value {
    let mut statuses = row.statuses.iter().map(|status| Value::Literal(status.to_string()));
    match row.statuses.as_slice() {
        [_] => statuses.next().unwrap_or_else(|| list([])),
        _ => list(statuses),
    }
}
