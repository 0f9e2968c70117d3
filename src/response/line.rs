//! A text from outside in one line of a log.

use core::fmt;

/// The first line of a text, up to 200 characters, in which nothing disturbs a log.
pub struct Line<'t>(pub &'t str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.trim();
        let line = text.lines().next().unwrap_or_default().trim_end();
        let mut characters = line.chars();
        for character in characters.by_ref().take(200) {
            if disturbs(character) {
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

/// Whether a character ends a line, changes the direction of writing, or means something to a
/// terminal.
fn disturbs(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
