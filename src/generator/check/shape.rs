//! The shape of a file: which fields its tables have, and which types their values have.
//!
//! What has the wrong shape is reported and taken out, so that the rest can be read and checked.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::closest::closest;
use crate::generator::FORMAT;
use crate::generator::check::context::Context;
use crate::generator::check::{name, text};
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::generator::format::{Field, Kind};

/// What replaces a value that is taken out: no field can be read from it.
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
    let mut missing: Vec<&Field> =
        fields.iter().filter(|field| is_required(field, table)).filter(absent).collect();
    for key in table.keys() {
        if fields.iter().any(|field| field.name == key.get_ref()) {
            continue;
        }
        // A field that is already there can't be meant, but one more entry can.
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

/// Whether `table` has to have `field`.
fn is_required(field: &Field, table: &DeTable<'_>) -> bool {
    let has = |name: &str| table.contains_key(name);
    match field.name {
        // The message of an entry may say everything.
        "description" if !field.required => !has("message"),
        // A task that isn't said to have ended would never end.
        "failed" => !has("running") && !has("succeeded"),
        _ => field.required,
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

/// What a field means, as it is written after a colon.
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
        (_, DeValue::String(string)) if is_string(kind) => {
            check_string(context, name, span, string, kind);
        }
        (Kind::Integers { minimum, maximum }, DeValue::Integer(integer)) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix());
            if !number.is_ok_and(|number| (minimum..=maximum).contains(&number)) {
                let message = format!("{name} can't be {}", literal(context, &span));
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
                diagnostic.with_help(format!("remove it, or add one of {}", list(&names)))
            });
        }
        (Kind::Section(fields) | Kind::Table(fields), DeValue::Table(table)) => {
            check_table(context, table, span, fields);
        }
        (Kind::Entries(fields), DeValue::Table(entries)) => {
            check_entries(context, name, span, entries, fields);
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

/// Whether a value of `kind` is a string.
fn is_string(kind: Kind) -> bool {
    kind.name() == Kind::Line.name()
}

/// The type of the items of a list that a value of `kind` may be.
fn item_of(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Integers { .. } => Some(kind),
        _ => kind.item(),
    }
}

fn check_string(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    string: &str,
    kind: Kind,
) {
    match kind {
        // The API sends no code.
        Kind::Code if string.is_empty() => {}
        Kind::Text | Kind::Body => text::check_text(context, name, span, string),
        Kind::Message | Kind::Suffix => text::check_message(context, name, span, string),
        Kind::Pointer => text::check_pointer(context, name, span, string),
        Kind::Header => text::check_header(context, name, span, string),
        Kind::Month => text::check_month(context, name, span, string),
        Kind::Version => text::check_version(context, span, string),
        Kind::Word(words) => check_word(context, name, span, string, words),
        _ => text::check_line(context, name, span, string),
    }
}

/// Whether the list `name` of `kind` is right.
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
        // A list in a list, where the items are integers or lists of them.
        let is_nested = matches!(item.get_ref(), DeValue::Array(_));
        if is_nested && matches!(kind, Kind::Integers { .. }) {
            let diagnostic = wrong_type(context, &item_name, item.span(), kind, item.get_ref());
            context.push(diagnostic);
            continue;
        }
        complete &= check_value(context, &item_name, item, item_kind);
        // The page may repeat itself; what programs compare with may not.
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

fn wrong_type(
    context: &Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    kind: Kind,
    found: &DeValue<'_>,
) -> Diagnostic {
    let literal = literal(context, &span);
    let message = format!("{name} is {}, not {}", described(found, literal), expected(kind));
    let inline = |fields: &[Field]| {
        let fields: Vec<String> =
            fields.iter().map(|field| format!("{} = ...", field.name)).collect();
        format!("{{ {} }}", fields.join(", "))
    };
    let label = match kind {
        Kind::Entries(_) => "write a section `[codes.KEY]` for each code".to_owned(),
        Kind::Section(_) => {
            match FORMAT.iter().any(|section| name == format!("`{}`", section.name)) {
                true => format!("write a section `[{}]`", name.trim_matches('`')),
                false => format!("write a section `[response.{}]`", name.trim_matches('`')),
            }
        }
        Kind::Table(fields) => format!("write `{}`", inline(fields)),
        Kind::Tables(fields) => format!("write `[{}]`", inline(fields)),
        Kind::Integers { .. } => match found {
            DeValue::String(text) if is_right(context, kind, text) => {
                format!("write it without quotes: `{text}`")
            }
            _ => "write a whole number".to_owned(),
        },
        Kind::Word(_) => "write one of the words in quotes".to_owned(),
        _ => match kind.item() {
            Some(item) => match found {
                DeValue::String(text) if is_right_string(context, item, text) => {
                    format!("write it in brackets: `[{literal}]`")
                }
                _ => "write `[\"...\", \"...\"]`".to_owned(),
            },
            None if is_right_string(context, kind, literal)
                && !matches!(found, DeValue::Array(_) | DeValue::Table(_)) =>
            {
                format!("write it in quotes: `\"{literal}\"`")
            }
            None => "write one text in quotes".to_owned(),
        },
    };
    let diagnostic = Diagnostic::new(Rule::WrongType, context.at(span), message).with_label(label);
    match kind {
        Kind::Word(words) => diagnostic.with_help(format!("{name} is one of {}", list(words))),
        _ => diagnostic,
    }
}

/// Whether the string `text` would be a right value of `kind`, so that it can be suggested.
fn is_right_string(context: &Context<'_, '_>, kind: Kind, text: &str) -> bool {
    let mut problems = Diagnostics::default();
    let mut context = Context { file: context.file, problems: &mut problems };
    check_string(&mut context, "", 0..0, text, kind);
    problems.is_empty() && !(matches!(kind, Kind::Variant) && !name::is_variant_name(text))
}

/// Whether the integer `text` would be a right value of `kind`.
fn is_right(context: &Context<'_, '_>, kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Integers { minimum, maximum } => {
            text.parse::<i64>().is_ok_and(|number| (minimum..=maximum).contains(&number))
        }
        _ => is_right_string(context, kind, text),
    }
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
            let found = described(entry.get_ref(), literal(context, &span));
            let message = format!("the code `{}` is {found}, not a table", key.get_ref());
            let help = format!("write its fields below `[codes.{}]`", quoted(key.get_ref()));
            context.report(Rule::WrongType, span, message, |it| it.with_help(help));
            continue;
        };
        let is_only_a_path = take_unquoted(context, key, table, fields);
        if !is_only_a_path {
            // What an entry lacks is shown at its key.
            check_table(context, table, key.span(), fields);
        }
        if !key_is_right || is_only_a_path {
            *entry.get_mut() = NOTHING;
        }
    }
}

/// How long a key is that may be meant, where its dots have made tables of it.
const LONGEST_KEY: usize = 200;

/// Reports and takes out entries that the dots in their keys have made tables of this one:
/// `[codes.SAFETY.INPUT]`. Says whether nothing else is in it.
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
        // All of the key, where it is written without spaces.
        let whole = last.end.saturating_sub(path.len())..last.end;
        let span = if literal(context, &whole) == path { whole } else { last };
        let message = format!("the dots in `{path}` make tables within tables");
        context.report(Rule::UnquotedKey, span, message, |diagnostic| {
            diagnostic.with_label(format!("quote it: `\"{path}\"`"))
        });
        table.remove(name.as_str());
    }
    had_fields && table.is_empty()
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
    context.report(Rule::UnknownWord, span, format!("{name} can't be `{word}`"), |diagnostic| {
        let diagnostic = match closest(word, words.iter().copied()) {
            Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
            None => diagnostic,
        };
        diagnostic.with_help(format!("{name} is one of {}", list(words)))
    });
}

/// What the file has at `span`.
fn literal<'f>(context: &Context<'f, '_>, span: &Range<usize>) -> &'f str {
    context.file.text().get(span.clone()).unwrap_or_default()
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

/// A key as TOML has it.
fn quoted(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        format!("\"{}\"", key.escape_default())
    }
}

/// `a`, `b` and `c`
fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
