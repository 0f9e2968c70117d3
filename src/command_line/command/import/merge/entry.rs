//! A row as an entry, a new one or one that is there.

use crate::command_line::command::import::guess;
use crate::command_line::command::import::marks;
use crate::command_line::command::import::merge::Changed;
use crate::command_line::command::import::merge::fields::{items, items_of, list, set, text};
use crate::command_line::command::import::merge::matching::is_message_of;
use crate::command_line::command::import::names::Names;
use crate::command_line::command::import::rows::Row;
use crate::command_line::layout::tree::{Commented, Field, Table, Value};
use crate::generator::variant_of;

/// Writes what the page says into an entry that is there.
pub fn update(entry: &mut Field, row: &Row, changed: &mut Vec<Changed>) {
    let Value::Table(table) = &mut entry.value.value else { return };
    let mut guessed = Vec::new();
    let wordings = [items(table, "message"), items(table, "other_messages")].concat();
    let is_known = |message: &String| wordings.iter().any(|it| is_message_of(it, message));
    for (name, value) in page_fields(row) {
        let before = items(table, name);
        let mut after = items_of(&value);
        // Other spellings and wordings are added to those that are there.
        let value = match name {
            "other_codes" | "other_messages" => {
                after.retain(|item| {
                    !before.contains(item) && (name == "other_codes" || !is_known(item))
                });
                after.splice(0..0, before.iter().cloned());
                list(after.iter().cloned().map(Value::Text))
            }
            _ => value,
        };
        if before == after || name == "message" && after.iter().all(is_known) {
            continue;
        }
        set(table, name, value);
        guessed.extend(row.guessed.contains(&name).then_some(name));
        let separator = if name == "status" { ", " } else { "\n" };
        let (key, field) = (entry.key.clone(), name);
        let (before, after) = (before.join(separator), after.join(separator));
        changed.push(Changed { key, field, before, after });
    }
    complete(&mut entry.value, row, guessed);
}

/// The entry that a row becomes.
pub fn new(row: &Row, is_shared: bool, names: &Names) -> Field {
    let mut table = Table { has_header: true, ..Table::default() };
    let mut guessed = row.guessed.clone();
    guessed.retain(|name| *name != "other_codes" || !row.other_codes.is_empty());
    let mut key = row.code.clone();
    if is_shared {
        if !guessed.contains(&"key") {
            guessed.push("key");
        }
        set(&mut table, "code", Value::Text(key));
        key = names.make(row);
    }
    if variant_of(&key).is_none_or(|variant| names.is_taken(&variant)) {
        guessed.push("variant");
        set(&mut table, "variant", Value::Text(names.make(row)));
    }
    for (name, value) in page_fields(row) {
        set(&mut table, name, value);
    }
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
    for (name, value, is_needed, is_guessed) in [
        ("description", description.as_str(), needs_description, true),
        ("category", category.as_str(), true, row.category.is_none()),
        ("retry", retry.as_str(), true, row.retry.is_none()),
    ] {
        if is_needed && text(table, name).is_none() {
            set(table, name, Value::Text(value.to_owned()));
            guessed.extend(is_guessed.then_some(name));
        }
    }
    marks::write(entry, &guessed);
}

/// What a page has for an entry, as the format has it.
fn page_fields(row: &Row) -> Vec<(&'static str, Value)> {
    let texts = [
        ("title", &row.title),
        ("group", &row.group),
        ("message", &row.message),
        ("description", &row.description),
        ("advice", &row.advice),
    ];
    let mut fields: Vec<(&'static str, Value)> = texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, Value::Text(text.clone()?))))
        .collect();
    let statuses = row.statuses.iter().map(|status| Value::Literal(status.to_string()));
    let statuses: Vec<Value> = statuses.collect();
    match statuses.as_slice() {
        [] => {}
        [status] => fields.push(("status", status.clone())),
        _ => fields.push(("status", list(statuses))),
    }
    for (name, others) in
        [("other_codes", &row.other_codes), ("other_messages", &row.other_messages)]
    {
        if !others.is_empty() {
            fields.push((name, list(others.iter().cloned().map(Value::Text))));
        }
    }
    fields
}
