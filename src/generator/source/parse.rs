//! TOML text to a tree in which every key and value knows its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source::SourceFile;

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
    let mut reported = Vec::new();
    for error in &errors {
        let location = Location::new(file, error.span().unwrap_or_default());
        // What follows on the same line is mostly an echo of the first error in it.
        if reported.contains(&location.line()) {
            continue;
        }
        if let Some(diagnostic) = diagnostic(file, location.clone(), error) {
            reported.push(location.line());
            problems.push(diagnostic);
        }
    }
    if reported.is_empty() {
        let message = "a field or a section is in the file twice";
        problems.push(Diagnostic::new(Rule::InvalidToml, Location::of_path(file.path()), message));
    }
    None
}

/// The problem that `error` is; `None` where it only echoes another, as each key of a table does that
/// stands in the file twice.
fn diagnostic(file: &SourceFile, location: Location, error: &Error) -> Option<Diagnostic> {
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    if message == "duplicate key" {
        let first = first_of_duplicate(file.text(), error.span().unwrap_or_default())?;
        let what = if error_is_of_section(file.text(), error) { "section" } else { "field" };
        let message = format!("the {what} is there already");
        return Some(
            Diagnostic::new(Rule::InvalidToml, location, message)
                .with_related(Location::new(file, first), "it is here"),
        );
    }
    let literal = file.text().get(error.span().unwrap_or_default()).unwrap_or_default();
    let (message, label) = in_other_words(message, expected.unwrap_or_default(), literal);
    let diagnostic =
        Diagnostic::new(Rule::InvalidToml, location, format!("this is not TOML: {message}"));
    Some(if label.is_empty() { diagnostic } else { diagnostic.with_label(label) })
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
            ("the field has no value", "write one behind the `=`")
        }
        "unexpected key or value" => (
            "something stands behind the value",
            "begin a new line here; a quote within a text is written `\\\"`",
        ),
        "string values must be quoted" => {
            let quoted = format!("write it in quotes: `\"{literal}\"`");
            return ("the text has no quotes".to_owned(), quoted);
        }
        "missing escaped value" | "invalid escape sequence" => {
            ("a backslash can't stand before this", "write `\\\\` for a backslash")
        }
        "unquoted keys cannot be empty" => {
            ("there is no name before the `=`", "write a field's name")
        }
        "key with no value" | "missing value for key" | "missing value" => {
            ("the field has no value", "write `= \"...\"` behind its name")
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

/// Whether `error` is about a section that is there twice, not a field.
fn error_is_of_section(text: &str, error: &Error) -> bool {
    let start = error.span().unwrap_or_default().start;
    let line = text.get(..start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with('[')
}

/// Where the key or table that stands a second time in the line of `span` stands the first time.
fn first_of_duplicate(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let line_start = text.get(..span.start)?.rfind('\n').map_or(0, |found| found + 1);
    let line = text[line_start..].lines().next()?.trim();
    let before = text[..line_start].split_inclusive('\n');
    let mut offset = 0;
    let lines: Vec<(usize, &str)> = before
        .map(|line| {
            let start = offset;
            offset += line.len();
            (start, line.trim())
        })
        .collect();
    let (start, first) = if line.starts_with('[') {
        lines.iter().find(|(_, earlier)| *earlier == line)?
    } else {
        let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
        let wanted = key(line)?;
        let in_table = lines.iter().rev().take_while(|(_, earlier)| !earlier.starts_with('['));
        in_table.filter(|(_, earlier)| key(earlier).as_ref() == Some(&wanted)).last()?
    };
    Some(*start..start + first.len())
}
