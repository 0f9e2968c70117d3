//! The wording of problems with the shape of values.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use crate::generator::check::context::Context;
use crate::generator::check::string;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format::{Field, File, Kind};

pub fn unknown_field(
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
            diagnostic.with_help(format!("the fields here are {}", string::list(&names)))
        }
    }
}

pub fn missing_field(context: &Context<'_, '_>, header: Range<usize>, field: &Field) -> Diagnostic {
    let message = match field.kind {
        Kind::Section(_) => format!("the section `[{}]` is missing", field.name),
        Kind::Entries(_) => "there are no codes".to_owned(),
        _ => format!("the field `{}` is missing", field.name),
    };
    let add = match field.kind {
        Kind::Entries(_) => "add a section `[codes.KEY]` for each code".to_owned(),
        Kind::Section(fields) => {
            let required = fields.iter().filter(|field| field.required).map(|field| field.name);
            format!("add `[{}]`, with {}", field.name, string::list(&required.collect::<Vec<_>>()))
        }
        Kind::Word(words) => {
            format!("add `{} = \"...\"`, one of {}", field.name, string::list(words))
        }
        Kind::Table(_) | Kind::Integers { .. } => format!("add `{} = ...`", field.name),
        kind if kind.item().is_some() => {
            format!("add `{} = [...]`: {}", field.name, in_a_sentence(field.meaning))
        }
        _ => format!("add `{} = \"...\"`: {}", field.name, in_a_sentence(field.meaning)),
    };
    Diagnostic::new(Rule::MissingField, context.at(header), message).with_help(add)
}

/// The meaning of a field, for use after a colon.
fn in_a_sentence(meaning: &str) -> String {
    let mut letters = meaning.trim_end_matches('.').chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

pub fn wrong_type(
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
            match File::TABLES.iter().any(|section| name == format!("`{}`", section.name)) {
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
                DeValue::String(text) if string::is_right(context, item, text) => {
                    format!("write it in brackets: `[{literal}]`")
                }
                _ => "write `[\"...\", \"...\"]`".to_owned(),
            },
            None if string::is_right(context, kind, literal)
                && !matches!(found, DeValue::Array(_) | DeValue::Table(_)) =>
            {
                format!("write it in quotes: `\"{literal}\"`")
            }
            None => "write one text in quotes".to_owned(),
        },
    };
    let diagnostic = Diagnostic::new(Rule::WrongType, context.at(span), message).with_label(label);
    match kind {
        Kind::Word(words) => {
            diagnostic.with_help(format!("{name} is one of {}", string::list(words)))
        }
        _ => diagnostic,
    }
}

/// Whether the integer `text` is a valid value of `kind`.
fn is_right(context: &Context<'_, '_>, kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Integers { minimum, maximum } => {
            text.parse::<i64>().is_ok_and(|number| (minimum..=maximum).contains(&number))
        }
        _ => string::is_right(context, kind, text),
    }
}

/// The text of the file at `span`.
pub fn literal<'f>(context: &Context<'f, '_>, span: &Range<usize>) -> &'f str {
    context.file.text().get(span.clone()).unwrap_or_default()
}

/// A value of `kind`, in the words of the guide.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Integers { .. } => "a whole number",
        Kind::Section(_) | Kind::Table(_) | Kind::Entries(_) => "a table",
        Kind::Tables(_) => "a list of tables",
        _ if kind.item().is_some() => "a list of texts",
        _ => "a text",
    }
}

/// Describes `value`, which is written `literal`.
pub fn described(value: &DeValue<'_>, literal: &str) -> String {
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

/// A key in TOML, quoted if necessary.
pub fn quoted(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        format!("\"{}\"", key.escape_default())
    }
}
