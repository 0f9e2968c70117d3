//! Texts in which nothing means anything to Markdown, in GitHub's dialect.

use crate::generator::markdown::Dialect::Github;

/// `text` in one line.
pub fn line(text: &str) -> String {
    Github.line(text)
}

/// `text` as a cell of a table; a line break stays one.
pub fn cell(text: &str) -> String {
    text.lines().map(|line| Github.escape(line)).collect::<Vec<_>>().join("<br>")
}

/// `text` as paragraphs; a line break stays one.
pub fn paragraphs(text: &str) -> String {
    Github.prose(text).join("\n") + "\n"
}

/// `text` in one line, as code where that shows it unchanged.
pub fn code(text: &str) -> String {
    Github.code(text)
}

/// `text` in one line, in which web addresses are links.
pub fn line_with_links(text: &str) -> String {
    Github.line_with_links(text)
}

#[cfg(test)]
mod tests {
    use super::{cell, paragraphs};

    #[test]
    fn lines_are_kept_where_they_can_be() {
        assert_eq!(cell("a\nb*"), "a<br>b\\*");
        assert_eq!(paragraphs("a\nb\n\nc"), "a\\\nb\n\nc\n");
    }
}
