//! Text of a catalog as a terminal and a log can take it.

use std::fmt::{self, Write};

use crate::characters::disturbs_terminal;

/// A text with invisible characters spelled out, so that nothing in a catalog can disturb the terminal
/// or hide.
pub struct Visible<'t>(pub &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\t' => formatter.write_str("    ")?,
                character if disturbs_terminal(character) => {
                    write!(formatter, "{}", character.escape_unicode())?;
                }
                character => formatter.write_char(character)?,
            }
        }
        Ok(())
    }
}
