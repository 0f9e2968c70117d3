//! The shape of a file: which fields its tables have, and of which types their values are.
//!
//! What has the wrong shape is reported and taken out, so that the rest can be read and checked.

use std::mem;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::closest::closest;
use super::super::diagnostic::{Diagnostic, Rule};
use super::super::format::{Field, Kind};
use super::{Context, text};

/// Checks `table`, whose header is at `header`, and removes what is wrong in it.
pub fn check_table(
    context: &mut Context<'_, '_>,
    table: &mut DeTable<'_>,
    header: Range<usize>,
    fields: &[Field],
) {
    let present: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
    let mut unknown = Vec::new();
    for (key, mut value) in mem::take(table) {
        match fields.iter().find(|field| field.name == key.get_ref()) {
            Some(field) => {
                if check_value(context, &format!("`{}`", field.name), &mut value, field.kind) {
                    table.insert(key, value);
                }
            }
            None => unknown.push(key),
        }
    }
    let absent = |field: &&Field| !present.iter().any(|key| key == field.name);
    let mut missing: Vec<&Field> =
        fields.iter().filter(|field| field.required).filter(absent).collect();
    for key in unknown {
        // A field that is there can't be meant, but one more entry can.
        let possible = |field: &&Field| absent(field) || matches!(field.kind, Kind::Entries(_));
        let names = fields.iter().filter(possible).map(|field| field.name);
        let meant = closest(key.get_ref(), names);
        // One slip, one problem: a required field that is merely misspelt isn't missing as well.
        missing.retain(|field| Some(field.name) != meant);
        context.push(unknown_field(context, &key, meant, fields));
    }
    for field in missing {
        context.push(missing_field(context, header.clone(), field));
    }
}

fn unknown_field(
    context: &Context<'_, '_>,
    key: &Spanned<DeString<'_>>,
    meant: Option<&str>,
    fields: &[Field],
) -> Diagnostic {
    let location = context.at(key.span());
    let diagnostic =
        Diagnostic::new(Rule::UnknownField, location, format!("unknown field `{}`", key.get_ref()));
    match meant {
        Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
        None => diagnostic.with_help(format!(
            "the fields here are {}",
            list(fields.iter().map(|field| field.name))
        )),
    }
}

fn missing_field(context: &Context<'_, '_>, header: Range<usize>, field: &Field) -> Diagnostic {
    let message = match field.kind {
        Kind::Table(_) => format!("there is no table `[{}]`", field.name),
        Kind::Entries(_) => "there are no codes".to_owned(),
        _ => format!("the field `{}` is missing", field.name),
    };
    let add = match field.kind {
        Kind::Table(_) => format!("add `[{}]` to the file", field.name),
        Kind::Entries(_) => "add a table `[codes.KEY]` for each code".to_owned(),
        Kind::Lines | Kind::Pointers | Kind::Tables(_) => format!("add `{} = [...]`", field.name),
        Kind::Integer { .. } => format!("add `{} = ...`", field.name),
        Kind::Word(words) => {
            format!("add `{} = \"...\"`, one of {}", field.name, list(words.iter().copied()))
        }
        Kind::Line | Kind::Text | Kind::Template | Kind::Pointer => {
            format!("add `{} = \"...\"`", field.name)
        }
    };
    Diagnostic::new(Rule::MissingField, context.at(header), message).with_help(add)
}

/// Whether the value of the field `name` is right and can stay; what is wrong inside it is removed.
fn check_value(
    context: &mut Context<'_, '_>,
    name: &str,
    value: &mut Spanned<DeValue<'_>>,
    kind: Kind,
) -> bool {
    let span = value.span();
    let before = context.problems.len();
    match (kind, value.get_mut()) {
        (Kind::Line, DeValue::String(line)) => text::check_line(context, name, span, line),
        (Kind::Text | Kind::Template, DeValue::String(lines)) => {
            text::check_text(context, name, span, lines)
        }
        (Kind::Pointer, DeValue::String(pointer)) => {
            text::check_pointer(context, name, span, pointer);
        }
        (Kind::Word(words), DeValue::String(word)) => check_word(context, name, span, word, words),
        (Kind::Integer { minimum, maximum }, DeValue::Integer(integer)) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix());
            if !number.is_ok_and(|number| (minimum..=maximum).contains(&number)) {
                let literal = &context.file.text()[span.clone()];
                let message = format!("{name} is out of range: {literal}");
                let location = context.at(span);
                let diagnostic = Diagnostic::new(Rule::OutOfRange, location, message);
                context.push(diagnostic.with_label(format!("it goes from {minimum} to {maximum}")));
            }
        }
        (Kind::Lines | Kind::Pointers | Kind::Tables(_), DeValue::Array(items))
            if items.is_empty() =>
        {
            let location = context.at(span);
            let diagnostic =
                Diagnostic::new(Rule::EmptyValue, location, format!("the list {name} is empty"));
            context.push(
                diagnostic.with_help("leave the field out where the page has nothing for it"),
            );
        }
        (Kind::Lines | Kind::Pointers | Kind::Tables(_), DeValue::Array(items)) => {
            let item_kind = match kind {
                Kind::Tables(fields) => Kind::Table(fields),
                Kind::Pointers => Kind::Pointer,
                _ => Kind::Line,
            };
            let mut complete = true;
            for item in items.iter_mut() {
                complete &= check_value(context, &format!("an item of {name}"), item, item_kind);
            }
            return complete && context.problems.len() == before;
        }
        (Kind::Table(fields), DeValue::Table(table)) => check_table(context, table, span, fields),
        (Kind::Entries(fields), DeValue::Table(entries)) => {
            check_entries(context, name, span, entries, fields)
        }
        (_, other) => {
            let found = other.type_str();
            let message =
                format!("{name} is {}, not {}", with_article(found), with_article(expected(kind)));
            let location = context.at(span.clone());
            let diagnostic = Diagnostic::new(Rule::WrongType, location, message);
            let literal = &context.file.text()[span];
            context.push(match (kind, other) {
                (
                    Kind::Line | Kind::Text | Kind::Template | Kind::Pointer | Kind::Word(_),
                    DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_),
                ) => diagnostic.with_label(format!("write it in quotes: `\"{literal}\"`")),
                (Kind::Integer { .. }, DeValue::String(text)) if text.parse::<i64>().is_ok() => {
                    diagnostic.with_label(format!("write it without quotes: `{text}`"))
                }
                (Kind::Lines | Kind::Pointers, DeValue::String(_)) => {
                    diagnostic.with_label(format!("write it in brackets: `[{literal}]`"))
                }
                (Kind::Table(fields), _) => {
                    let inside = fields.iter().map(|field| format!("{} = ...", field.name));
                    let inside: Vec<String> = inside.collect();
                    diagnostic.with_label(format!("write `{{ {} }}`", inside.join(", ")))
                }
                _ => diagnostic,
            });
        }
    }
    // Inside a table, what is wrong has been taken out; any other value is wrong as a whole.
    matches!(value.get_ref(), DeValue::Table(_))
        && matches!(kind, Kind::Table(_) | Kind::Entries(_))
        || context.problems.len() == before
}

fn check_entries(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    entries: &mut DeTable<'_>,
    fields: &[Field],
) {
    if entries.is_empty() {
        let location = context.at(span);
        let diagnostic =
            Diagnostic::new(Rule::EmptyValue, location, format!("the table {name} is empty"));
        context.push(diagnostic.with_help("add a table `[codes.KEY]` for each code"));
    }
    for (key, mut entry) in mem::take(entries) {
        let before = context.problems.len();
        text::check_line(context, "the key", key.span(), key.get_ref());
        let key_is_right = context.problems.len() == before;
        let span = entry.span();
        let DeValue::Table(table) = entry.get_mut() else {
            let found = with_article(entry.get_ref().type_str());
            let location = context.at(span);
            let message = format!("the code `{}` is {found}, not a table", key.get_ref());
            let help = format!("write its fields below `[codes.{}]`", key.get_ref());
            context.push(Diagnostic::new(Rule::WrongType, location, message).with_help(help));
            continue;
        };
        // What an entry lacks is shown at its key.
        check_table(context, table, key.span(), fields);
        if key_is_right {
            entries.insert(key, entry);
        }
    }
}

fn check_word(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    word: &str,
    words: &[&'static str],
) {
    if words.contains(&word) {
        return;
    }
    let diagnostic =
        Diagnostic::new(Rule::UnknownWord, context.at(span), format!("{name} can't be `{word}`"));
    let diagnostic = match closest(word, words.iter().copied()) {
        Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
        None => diagnostic,
    };
    context.push(diagnostic.with_help(format!("{name} is one of {}", list(words.iter().copied()))));
}

/// The type that a value of `kind` has in TOML.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Line | Kind::Text | Kind::Template | Kind::Pointer | Kind::Word(_) => "string",
        Kind::Integer { .. } => "integer",
        Kind::Lines | Kind::Pointers => "list of strings",
        Kind::Table(_) | Kind::Entries(_) => "table",
        Kind::Tables(_) => "list of tables",
    }
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// `a`, `b` and `c`
fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
