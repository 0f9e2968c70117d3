//! The shape of a file: which fields its tables have, and of which types their values are.
//!
//! What has the wrong shape is reported and taken out, so that the rest can be read and checked.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::closest::closest;
use crate::generator::FORMAT;
use crate::generator::check::context::Context;
use crate::generator::check::text;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format::{Field, Kind};

/// What stands in the place of a value that is taken out: no field can be read from it.
const NOTHING: DeValue<'_> = DeValue::Boolean(false);

/// Checks `table`, whose header is at `header`, and takes out what is wrong in it.
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
    // An entry may do without a description if it has a message.
    let needs_description = |field: &Field| {
        field.name == "description"
            && fields.iter().any(|field| field.name == "message")
            && !table.contains_key("message")
    };
    let mut missing: Vec<&Field> = fields
        .iter()
        .filter(|field| field.required || needs_description(field))
        .filter(absent)
        .collect();
    for key in table.keys() {
        if fields.iter().any(|field| field.name == key.get_ref()) {
            continue;
        }
        // A field that is there can't be meant, but one more entry can.
        let possible = |field: &&Field| absent(field) || matches!(field.kind, Kind::Entries(_));
        let names = fields.iter().filter(possible).map(|field| field.name);
        let meant = closest(key.get_ref(), names);
        // One slip, one problem: a required field that is merely misspelt isn't missing as well.
        missing.retain(|field| Some(field.name) != meant);
        context.push(unknown_field(context, key, meant, fields));
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
        None => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            diagnostic.with_help(format!("the fields here are {}", list(&names)))
        }
    }
}

fn missing_field(context: &Context<'_, '_>, header: Range<usize>, field: &Field) -> Diagnostic {
    let message = match field.kind {
        Kind::Section(_) => format!("the section `[{}]` is missing", field.name),
        Kind::Entries(_) => "there are no codes".to_owned(),
        _ => format!("the field `{}` is missing", field.name),
    };
    let add = match field.kind {
        Kind::Entries(_) => "add a section `[codes.KEY]` for each code".to_owned(),
        Kind::Section(fields) => {
            let required = fields.iter().filter(|field| field.required).map(|field| field.name);
            format!("add `[{}]`, with {}", field.name, list(&required.collect::<Vec<_>>()))
        }
        Kind::Word(words) => {
            format!("add `{} = \"...\"`, one of {}", field.name, list(words))
        }
        Kind::Table(_) | Kind::Integers { .. } => format!("add `{} = ...`", field.name),
        kind if kind.item().is_some() => {
            format!("add `{} = [...]`: {}", field.name, in_a_sentence(field.meaning))
        }
        _ => format!("add `{} = \"...\"`: {}", field.name, in_a_sentence(field.meaning)),
    };
    Diagnostic::new(Rule::MissingField, context.at(header), message).with_help(add)
}

/// What a field means, as it stands behind a colon.
fn in_a_sentence(meaning: &str) -> String {
    let mut letters = meaning.trim_end_matches('.').chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Whether the value of the field `name` is right and can stay; what is wrong inside it is taken out.
fn check_value(
    context: &mut Context<'_, '_>,
    name: &str,
    value: &mut Spanned<DeValue<'_>>,
    kind: Kind,
) -> bool {
    let span = value.span();
    let before = context.problems.len();
    match (kind, value.get_mut()) {
        (Kind::Code, DeValue::String(code)) if code.is_empty() => {}
        (
            Kind::Line | Kind::Code | Kind::Variant | Kind::Version | Kind::Month,
            DeValue::String(line),
        ) => text::check_line(context, name, span, line),
        (Kind::Text | Kind::Body, DeValue::String(lines)) => {
            text::check_text(context, name, span, lines)
        }
        (Kind::Message | Kind::Suffix, DeValue::String(message)) => {
            text::check_message(context, name, span, message)
        }
        (Kind::Pointer, DeValue::String(pointer)) => {
            text::check_pointer(context, name, span, pointer);
        }
        (Kind::Header, DeValue::String(header)) => text::check_line(context, name, span, header),
        (Kind::Word(words), DeValue::String(word)) => check_word(context, name, span, word, words),
        (Kind::Integers { minimum, maximum }, DeValue::Integer(integer)) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix());
            if !number.is_ok_and(|number| (minimum..=maximum).contains(&number)) {
                let literal = &context.file.text()[span.clone()];
                let message = format!("{name} can't be {literal}");
                context.report(Rule::OutOfRange, span, message, |diagnostic| {
                    diagnostic.with_label(format!("write a number from {minimum} to {maximum}"))
                });
            }
        }
        (Kind::Integers { .. }, DeValue::Array(items)) if !items.is_empty() => {
            return check_items(context, name, items, kind);
        }
        (_, DeValue::Array(items))
            if items.is_empty()
                && (kind.item().is_some() || matches!(kind, Kind::Integers { .. })) =>
        {
            let message = format!("the list {name} is empty");
            context.report(Rule::EmptyValue, span, message, |diagnostic| {
                diagnostic.with_help("leave the field out if the page has nothing for it")
            });
        }
        (_, DeValue::Array(items)) if kind.item().is_some() => {
            let item = kind.item().unwrap_or(kind);
            return check_items(context, name, items, item);
        }
        (Kind::Section(fields) | Kind::Table(fields), DeValue::Table(table)) => {
            check_table(context, table, span, fields)
        }
        (Kind::Entries(fields), DeValue::Table(entries)) => {
            check_entries(context, name, span, entries, fields)
        }
        (_, other) => {
            let diagnostic = wrong_type(context, name, span, kind, other);
            context.push(diagnostic);
        }
    }
    // Inside a table, what is wrong has been taken out; any other value is wrong as a whole.
    matches!(value.get_ref(), DeValue::Table(_))
        && matches!(kind, Kind::Section(_) | Kind::Table(_) | Kind::Entries(_))
        || context.problems.len() == before
}

/// Whether the items of the list `name` are right.
fn check_items(
    context: &mut Context<'_, '_>,
    name: &str,
    items: &mut DeArray<'_>,
    kind: Kind,
) -> bool {
    let before = context.problems.len();
    let mut complete = true;
    for item in items.iter_mut() {
        complete &= check_value(context, &format!("an item of {name}"), item, kind);
    }
    complete && context.problems.len() == before
}

fn wrong_type(
    context: &Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    kind: Kind,
    found: &DeValue<'_>,
) -> Diagnostic {
    let literal = &context.file.text()[span.clone()];
    let message = format!("{name} is {}, not {}", described(found, literal), expected(kind));
    let inline = |fields: &[Field]| {
        let fields: Vec<String> =
            fields.iter().map(|field| format!("{} = ...", field.name)).collect();
        format!("{{ {} }}", fields.join(", "))
    };
    let is_nested = matches!(found, DeValue::Array(_) | DeValue::Table(_));
    let section = FORMAT.iter().find(|table| name == format!("`{}`", table.name));
    let label = match (kind, section) {
        (Kind::Entries(_), _) => "write a section `[codes.KEY]` for each code".to_owned(),
        (_, Some(section)) => format!("write a section `[{}]`", section.name),
        (Kind::Section(_), None) => format!("write a section for {name}"),
        (Kind::Table(fields), None) => format!("write `{}`", inline(fields)),
        (Kind::Tables(fields), None) => format!("write `[{}]`", inline(fields)),
        (Kind::Integers { .. }, None) => match found {
            DeValue::String(text) if text.parse::<i64>().is_ok() => {
                format!("write it without quotes: `{text}`")
            }
            _ => "write a whole number".to_owned(),
        },
        (kind, None) if kind.item().is_some() => match found {
            DeValue::String(_) => format!("write it in brackets: `[{literal}]`"),
            _ => "write `[\"...\", \"...\"]`".to_owned(),
        },
        _ if is_nested => "write one text in quotes".to_owned(),
        _ => format!("write it in quotes: `\"{literal}\"`"),
    };
    Diagnostic::new(Rule::WrongType, context.at(span), message).with_label(label)
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
            Diagnostic::new(Rule::EmptyValue, location, format!("the section {name} is empty"));
        context.push(diagnostic.with_help("add a section `[codes.KEY]` for each code"));
    }
    for (key, entry) in entries.iter_mut() {
        let before = context.problems.len();
        text::check_line(context, "the key", key.span(), key.get_ref());
        let key_is_right = context.problems.len() == before;
        let span = entry.span();
        let DeValue::Table(table) = entry.get_mut() else {
            let found = described(entry.get_ref(), &context.file.text()[span.clone()]);
            let location = context.at(span);
            let message = format!("the code `{}` is {found}, not a table", key.get_ref());
            let help = format!("write its fields below `[codes.{}]`", key.get_ref());
            context.push(Diagnostic::new(Rule::WrongType, location, message).with_help(help));
            continue;
        };
        // What an entry lacks is shown at its key.
        check_table(context, table, key.span(), fields);
        if !key_is_right {
            *entry.get_mut() = NOTHING;
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
    context.push(diagnostic.with_help(format!("{name} is one of {}", list(words))));
}

/// What a value of `kind` is, in the words of the editor's guide.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Integers { .. } => "a whole number",
        Kind::Section(_) | Kind::Table(_) | Kind::Entries(_) => "a table",
        Kind::Tables(_) => "a list of tables",
        _ if kind.item().is_some() => "a list of texts",
        _ => "a text",
    }
}

/// What `value`, which is written `literal`, is.
fn described(value: &DeValue<'_>, literal: &str) -> String {
    match value {
        DeValue::Boolean(_) => return format!("`{literal}`"),
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
    .to_owned()
}

/// `a`, `b` and `c`
fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
