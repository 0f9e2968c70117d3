//! Text for rustdoc, with all markup escaped.

use std::borrow::Borrow;

use crate::generator::markdown::Dialect::Rustdoc;

/// The lines of `text`.
pub fn prose(text: &str) -> Vec<String> {
    Rustdoc.prose(text)
}

/// `text` in one line.
pub fn line(text: &str) -> String {
    Rustdoc.line(text)
}

/// `text` in one line, in which web addresses are links.
pub fn line_with_links(text: &str) -> String {
    Rustdoc.line_with_links(text)
}

/// `text` in one line, as code.
pub fn code(text: &str) -> String {
    Rustdoc.code(text)
}

/// A row of a table.
pub fn row<C: Borrow<str>>(cells: &[C]) -> String {
    format!("| {} |", cells.join(" | "))
}
