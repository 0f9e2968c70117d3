//! Facts with labels, one below the other, as in a dictionary.

use anstyle::Style;

use crate::command_line::terminal::style::{Styled, paint};
use crate::command_line::terminal::text::{longest_word, width, wrap};

/// The space between the labels and the facts.
const GAP: usize = 2;
/// Facts with less room than this beside their labels go below them.
const NARROWEST: usize = 26;
/// Several lists, one below the other, look like one if their labels have the same width.
const SHORTEST_LABEL: usize = 8;

/// Facts with labels.
#[derive(Debug)]
pub struct Labels {
    style: Style,
    shortest: usize,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    label: String,
    paragraphs: Vec<Styled>,
}

impl Labels {
    /// No facts yet. Their labels will look like `style`.
    pub fn new(style: Style) -> Self {
        Self { style, shortest: SHORTEST_LABEL, rows: Vec::new() }
    }

    /// The same, with room for labels of `width` columns: several lists below each other look like
    /// one then.
    pub fn for_labels_of(mut self, width: usize) -> Self {
        self.shortest = width;
        self
    }

    /// Adds a fact of several paragraphs.
    pub fn add(&mut self, label: &str, paragraphs: impl IntoIterator<Item = Styled>) {
        let paragraphs = paragraphs.into_iter().collect();
        self.rows.push(Row { label: label.to_owned(), paragraphs });
    }

    /// Adds a fact, if there is one.
    pub fn add_some(&mut self, label: &str, fact: Option<impl Into<String>>) {
        if let Some(fact) = fact {
            self.add(label, [Styled::plain(fact)]);
        }
    }

    /// The facts in lines of at most `limit` columns, set in by `indent`.
    pub fn render(&self, indent: usize, limit: usize) -> String {
        let labels = self.rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
        let column = indent + labels.max(self.shortest) + GAP;
        let mut text = String::new();
        for row in &self.rows {
            let room = limit.saturating_sub(column);
            text += &format!("{:indent$}{}", "", paint(self.style, &row.label));
            if room >= NARROWEST.max(row.longest_word()) {
                let padding = column - indent - width(&row.label);
                text += &format!("{:padding$}", "");
                text += &row.lines(column, limit);
            } else {
                text += &format!("\n{:1$}", "", indent + GAP);
                text += &row.lines(indent + GAP, limit);
            }
        }
        text
    }
}

impl Row {
    fn longest_word(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| longest_word(&paragraph.text)).max().unwrap_or(0)
    }

    /// The paragraphs in lines that begin at `column`, which is where the first one is put.
    fn lines(&self, column: usize, limit: usize) -> String {
        let lines = self.paragraphs.iter().flat_map(|paragraph| {
            let lines = wrap(&paragraph.text, limit.saturating_sub(column));
            lines.into_iter().map(|line| paint(paragraph.style, &line))
        });
        let between = format!("\n{:column$}", "");
        lines.collect::<Vec<_>>().join(&between) + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Labels, Styled};
    use crate::command_line::terminal::style::PLAIN;

    fn render(limit: usize) -> String {
        let mut labels = Labels::new(PLAIN);
        labels.add("status", [Styled::new("400", PLAIN)]);
        labels.add_some("nothing", None::<String>);
        labels.add(
            "retry",
            [Styled::plain("later"), Styled::plain("It may be sent again, after a wait.")],
        );
        anstream::adapter::strip_str(&labels.render(2, limit)).to_string()
    }

    #[test]
    fn facts_are_beside_their_labels() {
        let expected = "  status    400\n  retry     later\n            It may be sent again,\n            after a wait.\n";
        assert_eq!(render(38), expected);
    }

    #[test]
    fn a_single_fact_with_a_long_word_is_below_its_label() {
        let mut labels = Labels::new(PLAIN);
        labels.add("rust", [Styled::plain("error_catalog::acme::api::ErrorCode")]);
        labels.add("status", [Styled::plain("400")]);
        let rendered = anstream::adapter::strip_str(&labels.render(2, 40)).to_string();
        let expected = "  rust\n    error_catalog::acme::api::ErrorCode\n  status    400\n";
        assert_eq!(rendered, expected);
    }

    #[test]
    fn facts_are_below_their_labels_without_room() {
        let expected = "  status\n    400\n  retry\n    later\n    It may be sent\n    again, after a\n    wait.\n";
        assert_eq!(render(20), expected);
    }
}
