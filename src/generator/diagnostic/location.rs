//! A place in a file, with what is shown of its line.

use std::fmt;
use std::ops::Range;

use crate::characters::floor_char_boundary;
use crate::generator::diagnostic::visible::Visible;
use crate::generator::source_file::SourceFile;

/// A place in a file, or a file or folder as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    path: String,
    pub(super) excerpt: Option<Excerpt>,
}

/// The line of a file in which a place is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Excerpt {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    column: usize,
    /// The line and the column after the place, which may go on in further lines.
    end: (usize, usize),
    /// What is shown of the line: before the place, the place, and after it. It is short, whatever
    /// the length of the line.
    pub(super) shown: [String; 3],
}

impl Location {
    /// The bytes `span` of a file.
    pub(in crate::generator) fn new(file: &SourceFile, span: Range<usize>) -> Self {
        Self { path: file.path().to_owned(), excerpt: Some(Excerpt::of(file, span)) }
    }

    /// A file or folder as a whole.
    pub(in crate::generator) fn of_path(path: impl Into<String>) -> Self {
        Self { path: path.into(), excerpt: None }
    }

    /// The path of the file or folder, with `/` between its parts on every platform.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line, from 1; `None` where a file or folder as a whole is meant.
    pub fn line(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.line)
    }

    /// The column in the line, in characters, from 1.
    pub fn column(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.column)
    }

    /// The line in which the place ends.
    pub fn end_line(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.end.0)
    }

    /// The column after the place, in characters, from 1.
    pub fn end_column(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.end.1)
    }
}

impl Excerpt {
    fn of(file: &SourceFile, span: Range<usize>) -> Self {
        let text = file.text();
        let start = floor_char_boundary(text, span.start);
        let end = floor_char_boundary(text, span.end).max(start);
        let (line, column) = position(file, start);
        let bytes = file.line(line);
        let marked = start..end.min(bytes.end.max(start));
        let is_long =
            file.characters_before(bytes.end) - file.characters_before(bytes.start) > WIDEST;
        let shown = if is_long {
            // Some of what is before the place, and what fits after it.
            let before = last_characters(&text[bytes.start..start], WIDEST / 4);
            let marked = first_characters(&text[marked], WIDEST / 2);
            let room = WIDEST - before.chars().count() - marked.chars().count();
            let after = &text[start + marked.len()..bytes.end.max(start + marked.len())];
            let shown_after = first_characters(after, room);
            let ellipsis =
                |part: &str, whole: &str| if part.len() < whole.len() { "…" } else { "" };
            [
                format!("{}{before}", ellipsis(before, &text[bytes.start..start])),
                marked.to_owned(),
                format!("{shown_after}{}", ellipsis(shown_after, after)),
            ]
        } else {
            let after = marked.end..bytes.end.max(marked.end);
            [bytes.start..start, marked, after].map(|part| text[part].to_owned())
        };
        Self { line, column, end: position(file, end), shown }
    }
}

/// How many characters of a line are shown; of a longer one, those around the place.
const WIDEST: usize = 100;

/// The first `count` characters of `text`.
fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last `count` characters of `text`.
fn last_characters(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or("", |(start, _)| &text[start..])
}

/// The line and the column of the byte `at`, both from 1.
fn position(file: &SourceFile, at: usize) -> (usize, usize) {
    let line = file.line_number(at);
    let start = file.line(line).start;
    (line, file.characters_before(at) - file.characters_before(start) + 1)
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Visible(&self.path))?;
        match &self.excerpt {
            Some(Excerpt { line, column, .. }) => write!(formatter, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}
