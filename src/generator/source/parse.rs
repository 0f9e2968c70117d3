//! TOML text to a tree in which every key and value knows its place.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source::duplicate::FirstLines;
use crate::generator::source_file::SourceFile;

/// The quotes that word processors make of straight ones.
const TYPOGRAPHIC_QUOTES: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '«', '»'];

/// The tree of a file; `None` where it isn't one, which has been reported.
pub fn parse<'f>(file: &'f SourceFile, problems: &mut Diagnostics) -> Option<Spanned<DeTable<'f>>> {
    let text = file.text();
    if text.starts_with('\u{feff}') {
        problems.push(
            Diagnostic::new(
                Rule::ByteOrderMark,
                Location::new(file, 0..0),
                "the file begins with an invisible character, a byte-order mark",
            )
            .with_help("save the file as UTF-8 without a byte-order mark (editors also call it BOM or signature)"),
        );
    }
    let content = text.trim_start_matches('\u{feff}');
    if content.trim().is_empty() {
        problems.push(
            Diagnostic::new(Rule::EmptyFile, Location::of_path(file.path()), "the file is empty")
                .with_help("a catalog begins with a section `[catalog]`, and has a section `[codes.KEY]` for each code"),
        );
        return None;
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(tree);
    }
    let first_lines = FirstLines::of(text);
    let mut reported = HashSet::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        // What follows on the same line is mostly an echo of the first error in it.
        let line = file.line_number(span.start);
        if reported.contains(&line) {
            continue;
        }
        if let Some(diagnostic) = diagnostic(file, &first_lines, span, error) {
            reported.insert(line);
            problems.push(diagnostic);
        }
    }
    if reported.is_empty() {
        let message = "a field or a section is in the file twice";
        problems.push(Diagnostic::new(Rule::InvalidToml, Location::of_path(file.path()), message));
    }
    None
}

/// The problem that `error` at `span` is; `None` where it only echoes another, as each key of a table
/// does that is in the file twice.
fn diagnostic(
    file: &SourceFile,
    first_lines: &FirstLines,
    span: Range<usize>,
    error: &Error,
) -> Option<Diagnostic> {
    let location = Location::new(file, span.clone());
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    if message == "duplicate key" {
        let (is_section, first) = first_lines.find(file.text(), span.start);
        let what = if is_section { "section" } else { "field" };
        return Some(
            Diagnostic::new(Rule::InvalidToml, location, format!("this {what} is there already"))
                .with_related(Location::new(file, first?), "it is here"),
        );
    }
    if let Some((span, value)) = in_typographic_quotes(file.text(), span.start) {
        let message = "this is not TOML: the text has typographic quotes";
        return Some(
            Diagnostic::new(Rule::InvalidToml, Location::new(file, span), message).with_label(
                format!("write it in straight quotes: `{}`", in_straight_quotes(value)),
            ),
        );
    }
    let literal = file.text().get(span).unwrap_or_default();
    let (message, label) = in_other_words(message, expected.unwrap_or_default(), literal);
    let diagnostic =
        Diagnostic::new(Rule::InvalidToml, location, format!("this is not TOML: {message}"));
    Some(if label.is_empty() { diagnostic } else { diagnostic.with_label(label) })
}

/// The value of the field in the line of `position`, and where it is, if it begins with a typographic
/// quote. The parser takes such a value for words, and finds other errors in it.
fn in_typographic_quotes(text: &str, position: usize) -> Option<(Range<usize>, &str)> {
    let start = text.get(..position)?.rfind('\n').map_or(0, |end| end + 1);
    let (key, rest) = text[start..].lines().next()?.split_once('=')?;
    let start = start + key.len() + 1 + rest.len() - rest.trim_start().len();
    let value = rest.trim();
    let opening = value.chars().next().filter(|first| TYPOGRAPHIC_QUOTES.contains(first))?;
    // Only a comment may follow the closing quote. Without such a quote, the value is all of the line.
    let closing = value.match_indices(TYPOGRAPHIC_QUOTES).skip(1).find(|(at, quote)| {
        let after = value[at + quote.len()..].trim_start();
        after.is_empty() || after.starts_with('#')
    });
    let end = closing.map_or(value.len(), |(at, quote)| at + quote.len());
    let content = value[opening.len_utf8()..end].trim_end_matches(|last| {
        TYPOGRAPHIC_QUOTES.contains(&last) || closing.is_none() && last == '"'
    });
    Some((start..start + end, content))
}

/// `content` as a text of TOML, or the quotes alone where it is empty or would need an escape.
fn in_straight_quotes(content: &str) -> String {
    match (content.contains(['"', '\\']), content.contains('\'')) {
        _ if content.is_empty() => "\"...\"".to_owned(),
        (false, _) => format!("\"{content}\""),
        (true, false) => format!("'{content}'"),
        (true, true) => "\"...\"".to_owned(),
    }
}

/// What is wrong and what to write, for people who don't know the grammar of TOML; where that isn't
/// known, in the words of the parser.
fn in_other_words(message: &str, expected: &str, literal: &str) -> (String, String) {
    let is_quotes = |text: &str| {
        !text.is_empty() && text.trim_matches('`').trim_matches(['"', '\'']).is_empty()
    };
    let (message, label) = match message {
        "invalid multi-line basic string" if is_quotes(expected) => {
            ("the text is not closed", "write `\"\"\"` at its end")
        }
        "invalid multi-line literal string" if is_quotes(expected) => {
            ("the text is not closed", "write `'''` at its end")
        }
        "invalid basic string" | "invalid literal string" if is_quotes(expected) => {
            return ("the text is not closed".to_owned(), format!("write {expected} at its end"));
        }
        "string values must be quoted" if literal.trim().is_empty() => {
            ("the field has no value", "write one after the `=`")
        }
        "unexpected key or value" => (
            "something follows the value",
            "begin a new line here; a quote within a text is written `\\\"`",
        ),
        "string values must be quoted" => {
            let label = format!("write it in quotes: `{}`", in_straight_quotes(literal));
            return ("the text has no quotes".to_owned(), label);
        }
        "missing escaped value" | "invalid escape sequence" => {
            ("this isn't an escape that TOML knows", "write `\\\\` for a backslash")
        }
        "unquoted keys cannot be empty" => {
            ("there is no name before the `=`", "write a field's name")
        }
        "key with no value" | "missing value for key" | "missing value" => {
            ("the field has no value", "write `= \"...\"` after its name")
        }
        "unclosed array" => ("the list is not closed", "write `]` at its end"),
        "unclosed inline table" => ("the table is not closed", "write `}` at its end"),
        "unclosed table" | "unclosed array table" => {
            ("the section's name is not closed", "write `]` at its end")
        }
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            ("there is no comma between two items", "write a comma before this one")
        }
        "cannot recurse further; max recursion depth met" | "recursion limit" => {
            ("brackets are nested too deeply", "")
        }
        other if expected.is_empty() => (other, ""),
        other => return (other.to_owned(), format!("expected {expected}")),
    };
    (message.to_owned(), label.to_owned())
}
