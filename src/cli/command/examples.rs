//! The part of a help text that teaches by example.

use crate::cli::terminal::style::{self, paint};

/// Commands, each with a word on what it shows.
pub fn text(examples: &[(&str, &str)]) -> String {
    let mut text = paint(style::HEADING, "Examples:");
    for (command, what) in examples {
        text += &format!("\n  {}\n      {what}", paint(style::NAME, command));
    }
    text
}
