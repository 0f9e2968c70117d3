//! Headings of what is laid out to be read.

use crate::command_line::terminal::style::{self, paint};
use crate::command_line::terminal::text::{width, wrap};

/// A name on the left and where it is from on the right, above a rule.
pub fn heading(name: &str, origin: &str, limit: usize) -> String {
    let gap = limit.saturating_sub(width(name) + width(origin));
    let between = if gap >= 2 { " ".repeat(gap) } else { "\n".to_owned() };
    let (name, origin) = if gap >= 2 {
        (paint(style::NAME, name), paint(style::FRAME, origin))
    } else {
        (in_lines(name, style::NAME, limit), in_lines(origin, style::FRAME, limit))
    };
    let rule = paint(style::FRAME, &"─".repeat(limit));
    format!("{name}{between}{origin}\n{rule}\n")
}

/// `text` in lines of at most `limit` columns, each of them in `style`.
pub fn in_lines(text: &str, style: anstyle::Style, limit: usize) -> String {
    let lines = wrap(text, limit).into_iter().map(|line| paint(style, &line));
    lines.collect::<Vec<_>>().join("\n")
}
