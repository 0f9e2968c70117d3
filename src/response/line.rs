//! A text from outside in one line of a log.

use core::fmt;

use crate::characters::disturbs_terminal;

/// The first line of a text, up to 200 characters, without control characters.
pub struct Line<'t>(pub &'t str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.trim();
        let line = text.lines().next().unwrap_or_default().trim_end();
        let mut characters = line.chars();
        for character in characters.by_ref().take(200) {
            if disturbs_terminal(character) {
                write!(formatter, "{}", character.escape_unicode())?;
            } else {
                fmt::Write::write_char(formatter, character)?;
            }
        }
        if line.len() < text.len() || characters.next().is_some() {
            formatter.write_str(" …")?;
        }
        Ok(())
    }
}
