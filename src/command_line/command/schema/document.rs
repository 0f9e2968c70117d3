//! The tables and fields of the format as a JSON Schema.
//!
//! It is of draft 7, which both Taplo and Tombi know, and refers to nothing: what an editor shows of
//! a field is at the field.

use crate::command_line::command::schema::json::Json;
use crate::command_line::command::schema::patterns;
use crate::generator::{FORMAT, Field, Kind};
use crate::limits::MAX_ENTRIES;
use crate::{Category, Retry};

/// The schema of a catalog's file.
pub fn document() -> Json {
    let head = Json::object(
        [
            ("$schema", "http://json-schema.org/draft-07/schema#"),
            ("title", "Catalog of errors"),
            (
                "description",
                "The error table of one API. `error-catalog check` says more about it.",
            ),
        ]
        .map(|(key, text)| (key, text.into())),
    );
    table(head, FORMAT).with("x-tombi-toml-version", "v1.0.0")
}

/// A table with these fields and no others.
fn table(head: Json, fields: &[Field]) -> Json {
    let required = fields.iter().filter(|field| field.required).map(|field| field.name);
    let schema = head
        .with("type", "object")
        .with("additionalProperties", false)
        .with("required", Json::list(required))
        .with("properties", Json::object(fields.iter().map(|field| (field.name, property(field)))));
    // Tombi sorts fields in this order.
    schema.with("x-tombi-table-keys-order", "schema")
}

fn property(field: &Field) -> Json {
    let mut description = field.meaning.to_owned();
    if let Some(note) = note(field.kind) {
        description += "\n\n";
        description += &note;
    }
    let schema = value(Json::object([("description", description.into())]), field.kind);
    let Some(example) = field.example else { return schema };
    let example = match field.kind {
        Kind::Integers { .. } => example.parse::<i64>().map_or_else(|_| example.into(), Json::from),
        kind if kind.item().is_some() => Json::list([example]),
        _ => example.into(),
    };
    schema.with("examples", Json::List(vec![example]))
}

/// What there is to know of a kind of value beside what the field means.
fn note(kind: Kind) -> Option<String> {
    Some(match kind {
        Kind::Message | Kind::Messages => {
            "What varies is a placeholder, `{{.name}}` or `<<.name>>`: its name is in \
                           snake_case or camelCase, and there is text between two of them."
                .to_owned()
        }
        Kind::Pointer | Kind::Pointers => {
            "Pointers of RFC 6901, such as `/error/code`. They are tried in order.".to_owned()
        }
        Kind::Variant => "PascalCase: ASCII letters and digits, a capital first.".to_owned(),
        Kind::Version => "Three numbers, such as `0.3.0`.".to_owned(),
        Kind::Integers { minimum, maximum } => format!("From {minimum} to {maximum}."),
        Kind::Word(words) => {
            let lines = words.iter().map(|word| match meaning(word) {
                Some(meaning) => format!("- `{word}`: {meaning}"),
                None => format!("- `{word}`"),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Kind::Entries(_) => "The key of an entry is its wire code, or a name for it.".to_owned(),
        _ => return None,
    })
}

/// What a word of the vocabulary means.
fn meaning(word: &str) -> Option<&'static str> {
    let category = word.parse().ok().map(Category::meaning);
    category.or_else(|| word.parse().ok().map(Retry::meaning))
}

/// The schema of a value, which begins with `head`.
fn value(head: Json, kind: Kind) -> Json {
    let text = |head: Json, pattern: &str| head.with("type", "string").with("pattern", pattern);
    let list = |head: Json, items: Json| {
        head.with("type", "array").with("minItems", 1).with("items", items)
    };
    let item = || Json::object::<&str>([]);
    match kind {
        Kind::Line => text(head, &patterns::line()),
        Kind::Header => text(head, patterns::HEADER),
        Kind::Code => text(head, &patterns::line_or_nothing())
            .with("allOf", Json::List(vec![pattern(&patterns::template())]))
            .with("not", pattern(&patterns::with_keyword())),
        Kind::Text => text(head, &patterns::text()),
        Kind::Affix(name) => {
            let parts = [patterns::affix(name), patterns::with_placeholder(name)];
            text(head, &patterns::message())
                .with("allOf", Json::list(parts.map(|part| pattern(&part))))
        }
        Kind::Message => text(head, &patterns::message())
            .with("allOf", Json::List(vec![pattern(&patterns::template())]))
            .with("not", pattern(&patterns::with_keyword())),
        Kind::Body => {
            let parts = [patterns::body(), patterns::with_placeholder("(?:code|message)")];
            text(head, &patterns::text())
                .with("allOf", Json::list(parts.map(|part| pattern(&part))))
        }
        Kind::Variant => text(head, patterns::variant())
            .with("not", Json::object([("const", patterns::NO_VARIANT.into())])),
        Kind::Version => text(head, &patterns::version()),
        Kind::Month => text(head, patterns::MONTH),
        Kind::Pointer => text(head, &patterns::line_or_nothing())
            .with("allOf", Json::List(vec![pattern(patterns::pointer())])),
        Kind::Word(words) => words_of(head, words),
        Kind::Integers { minimum, maximum } => {
            let integer =
                item().with("type", "integer").with("minimum", minimum).with("maximum", maximum);
            let integers = list(item(), integer.clone()).with("uniqueItems", true);
            head.with("anyOf", Json::List(vec![integer, integers]))
        }
        Kind::Section(fields) | Kind::Table(fields) => table(head, fields),
        Kind::Tables(fields) => list(head, table(item(), fields)),
        Kind::Entries(fields) => entries(head, fields),
        Kind::Lines => list(head, value(item(), Kind::Line)),
        Kind::Codes | Kind::Messages | Kind::Affixes(_) | Kind::Pointers | Kind::Headers => {
            list(head, value(item(), kind.item().unwrap_or(kind))).with("uniqueItems", true)
        }
    }
}

fn pattern(pattern: &str) -> Json {
    Json::object([("pattern", pattern.into())])
}

/// One of `words`. Taplo shows what they mean as one chooses.
fn words_of(head: Json, words: &[&str]) -> Json {
    let meanings = words.iter().map(|word| meaning(word).unwrap_or_default());
    let docs = Json::object([("enumValues", Json::list(meanings))]);
    head.with("type", "string")
        .with("enum", Json::list(words.iter().copied()))
        .with("x-taplo", Json::object([("docs", docs)]))
}

/// Tables with these fields, each under a key of its own.
fn entries(head: Json, fields: &[Field]) -> Json {
    head.with("type", "object")
        .with("minProperties", 1)
        .with("maxProperties", i64::try_from(MAX_ENTRIES).unwrap_or(i64::MAX))
        .with("propertyNames", pattern(&patterns::line()))
        .with("additionalProperties", table(Json::object::<&str>([]), fields))
        .with("x-tombi-additional-key-label", "code")
}
