//! TOML text to a tree in which every key and value knows its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::super::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use super::SourceFile;

/// The tree of a file; `None` where it isn't one, which has been reported.
pub fn parse<'f>(file: &'f SourceFile, problems: &mut Diagnostics) -> Option<Spanned<DeTable<'f>>> {
    let text = file.text();
    if text.starts_with('\u{feff}') {
        problems.push(
            Diagnostic::new(
                Rule::ByteOrderMark,
                Location::new(file, 0..0),
                "the file starts with a byte-order mark",
            )
            .with_help("save the file as UTF-8 without a byte-order mark"),
        );
    }
    let content = text.trim_start_matches('\u{feff}');
    if content.trim().is_empty() {
        problems.push(
            Diagnostic::new(Rule::EmptyFile, Location::of_path(file.path()), "the file is empty")
                .with_help("a catalog starts with a table `[catalog]` and has a table `[codes.KEY]` for each code"),
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
        let message = "this is not TOML: a key is in it twice";
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
        let message = "this is not TOML: the key is there already";
        return Some(
            Diagnostic::new(Rule::InvalidToml, location, message)
                .with_related(Location::new(file, first), "it is here"),
        );
    }
    let diagnostic =
        Diagnostic::new(Rule::InvalidToml, location, format!("this is not TOML: {message}"));
    Some(match expected {
        Some("literal string") => diagnostic.with_label("write it in quotes"),
        Some(expected) => diagnostic.with_label(format!("expected {expected}")),
        None => diagnostic,
    })
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
