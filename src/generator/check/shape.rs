//! The shape of a file: which fields its tables have, and which types their values have.
//!
//! Values of the wrong shape are reported and removed, so that the rest can be read and checked.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::closest::closest;
use crate::generator::check::context::Context;
use crate::generator::check::{string, text, wording};
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format::{Field, Kind};

/// Replaces a removed value: no field can be read from it.
const NOTHING: DeValue<'_> = DeValue::Boolean(false);

/// Checks `table`, whose header is at `header`, and removes invalid values.
pub fn check_table(
    context: &mut Context<'_, '_>,
    table: &mut DeTable<'_>,
    header: Range<usize>,
    fields: &[Field],
) {
    for (key, value) in table.iter_mut() {
        if let Some(field) = fields.iter().find(|field| field.name == key.get_ref()) {
            if !check_value(context, &format!("`{}`", field.name), value, field.kind) {
                *value.get_mut() = NOTHING;
            }
        }
    }
    let absent = |field: &&Field| !table.contains_key(field.name);
    let mut missing: Vec<&Field> =
        fields.iter().filter(|field| is_required(field, table)).filter(absent).collect();
    for key in table.keys() {
        if fields.iter().any(|field| field.name == key.get_ref()) {
            continue;
        }
        // A field that is already present can't be meant, but another entry can.
        let possible = |field: &&Field| absent(field) || matches!(field.kind, Kind::Entries(_));
        let names = fields.iter().filter(possible).map(|field| field.name);
        let meant = closest(key.get_ref(), names);
        // One typo, one problem: a misspelt required field isn't also missing.
        missing.retain(|field| Some(field.name) != meant);
        context.push(wording::unknown_field(context, key, meant, fields));
    }
    for field in missing {
        context.push(wording::missing_field(context, header.clone(), field));
    }
}

/// Whether `table` has to have `field`.
fn is_required(field: &Field, table: &DeTable<'_>) -> bool {
    let has = |name: &str| table.contains_key(name);
    match field.name {
        // The message of an entry may say it all.
        "description" if !field.required => !has("message"),
        // A task for which no end is defined would never end.
        "failed" => !has("running") && !has("succeeded"),
        _ => field.required,
    }
}

/// Whether the value of the field `name` is valid and can stay; invalid values inside it are removed.
fn check_value(
    context: &mut Context<'_, '_>,
    name: &str,
    value: &mut Spanned<DeValue<'_>>,
    kind: Kind,
) -> bool {
    let span = value.span();
    let before = context.problems.len();
    match (kind, value.get_mut()) {
        (_, DeValue::String(text)) if string::is_string(kind) => {
            string::check(context, name, span, text, kind);
        }
        (Kind::Integers { minimum, maximum }, DeValue::Integer(integer)) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix());
            if !number.is_ok_and(|number| (minimum..=maximum).contains(&number)) {
                let message = format!("{name} can't be {}", wording::literal(context, &span));
                context.report(Rule::OutOfRange, span, message, |diagnostic| {
                    diagnostic.with_label(format!("write a number from {minimum} to {maximum}"))
                });
            }
        }
        (_, DeValue::Array(items)) if item_of(kind).is_some() => {
            return check_list(context, name, span, items, kind);
        }
        (Kind::Section(fields), DeValue::Table(table)) if table.is_empty() => {
            let message = format!("the section {name} is empty");
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            context.report(Rule::EmptyValue, span, message, |diagnostic| {
                diagnostic.with_help(format!("remove it, or add one of {}", string::list(&names)))
            });
        }
        (Kind::Section(fields) | Kind::Table(fields), DeValue::Table(table)) => {
            check_table(context, table, span, fields);
        }
        (Kind::Entries(fields), DeValue::Table(entries)) => {
            check_entries(context, name, span, entries, fields);
        }
        (_, other) => {
            let diagnostic = wording::wrong_type(context, name, span, kind, other);
            context.push(diagnostic);
        }
    }
    // Invalid values inside a table have been removed; any other value is invalid as a whole.
    matches!(value.get_ref(), DeValue::Table(_))
        && matches!(kind, Kind::Section(_) | Kind::Table(_) | Kind::Entries(_))
        || context.problems.len() == before
}

/// The kind of the items, if a value of `kind` may be a list.
fn item_of(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Integers { .. } => Some(kind),
        _ => kind.item(),
    }
}

/// Whether the list `name` of `kind` is valid.
fn check_list(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    items: &mut DeArray<'_>,
    kind: Kind,
) -> bool {
    let before = context.problems.len();
    if items.is_empty() {
        let message = format!("the list {name} is empty");
        context.report(Rule::EmptyValue, span, message, |diagnostic| {
            diagnostic.with_help("leave the field out if the page has nothing for it")
        });
        return false;
    }
    let item_name = format!("an item of {name}");
    let item_kind = item_of(kind).unwrap_or(kind);
    let mut complete = true;
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
    for item in items.iter_mut() {
        // A list within a list of integers.
        let is_nested = matches!(item.get_ref(), DeValue::Array(_));
        if is_nested && matches!(kind, Kind::Integers { .. }) {
            let diagnostic =
                wording::wrong_type(context, &item_name, item.span(), kind, item.get_ref());
            context.push(diagnostic);
            continue;
        }
        complete &= check_value(context, &item_name, item, item_kind);
        // Prose of the page may be repeated; what programs compare may not.
        let key = match item.get_ref() {
            DeValue::String(string) if !matches!(kind, Kind::Lines) => string.to_string(),
            DeValue::Integer(integer) => integer.to_string(),
            _ => continue,
        };
        if let Some(first) = seen.get(&key) {
            let message = format!("{name} has `{}` twice", key.trim());
            context.push(
                Diagnostic::new(Rule::DuplicateItem, context.at(item.span()), message)
                    .with_related(context.at(first.clone()), "the first is here"),
            );
        } else {
            seen.insert(key, item.span());
        }
    }
    complete && context.problems.len() == before
}

fn check_entries(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    entries: &mut DeTable<'_>,
    fields: &[Field],
) {
    if entries.is_empty() {
        context.report(Rule::EmptyValue, span, format!("the section {name} is empty"), |it| {
            it.with_help("add a section `[codes.KEY]` for each code")
        });
    }
    for (key, entry) in entries.iter_mut() {
        let before = context.problems.len();
        text::check_line(context, "the key", key.span(), key.get_ref());
        let key_is_right = context.problems.len() == before;
        let span = entry.span();
        let DeValue::Table(table) = entry.get_mut() else {
            let found = wording::described(entry.get_ref(), wording::literal(context, &span));
            let message = format!("the code `{}` is {found}, not a table", key.get_ref());
            let help =
                format!("write its fields below `[codes.{}]`", wording::quoted(key.get_ref()));
            context.report(Rule::WrongType, span, message, |it| it.with_help(help));
            continue;
        };
        let is_only_a_path = take_unquoted(context, key, table, fields);
        if !is_only_a_path {
            // Missing fields are shown at the key.
            check_table(context, table, key.span(), fields);
        }
        if !key_is_right || is_only_a_path {
            *entry.get_mut() = NOTHING;
        }
    }
}

/// The longest key that is suggested where dots were read as tables.
const LONGEST_KEY: usize = 200;

/// Reports and removes entries whose unquoted keys have dots, which makes them tables of this one:
/// `[codes.SAFETY.INPUT]`. Returns whether nothing else is in it.
fn take_unquoted(
    context: &mut Context<'_, '_>,
    key: &Spanned<DeString<'_>>,
    table: &mut DeTable<'_>,
    fields: &[Field],
) -> bool {
    let is_field = |name: &str| fields.iter().any(|field| field.name == name);
    let required = |table: &DeTable<'_>| {
        fields.iter().any(|field| field.required && table.contains_key(field.name))
    };
    let had_fields = !table.is_empty();
    let mut unquoted = Vec::new();
    for (name, value) in table.iter() {
        if is_field(name.get_ref()) {
            continue;
        }
        // Down to the table that has an entry's fields.
        let mut path = format!("{}.{}", key.get_ref(), name.get_ref());
        let (mut last, mut inner) = (name, value.get_ref());
        while let DeValue::Table(table) = inner {
            if path.len() > LONGEST_KEY {
                break;
            }
            if required(table) {
                unquoted.push((
                    name.get_ref().to_string(),
                    path,
                    key.span().start..last.span().end,
                ));
                break;
            }
            let Some((name, value)) = table.iter().next() else { break };
            path = format!("{path}.{}", name.get_ref());
            (last, inner) = (name, value.get_ref());
        }
    }
    for (name, path, last) in unquoted {
        // The whole key, if it is written without spaces.
        let whole = last.end.saturating_sub(path.len())..last.end;
        let span = if wording::literal(context, &whole) == path { whole } else { last };
        let message = format!("the dots in `{path}` make tables within tables");
        context.report(Rule::UnquotedKey, span, message, |diagnostic| {
            diagnostic.with_label(format!("quote it: `\"{path}\"`"))
        });
        table.remove(name.as_str());
    }
    had_fields && table.is_empty()
}
