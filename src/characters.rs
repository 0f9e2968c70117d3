//! Properties of single characters.
//!
//! The library, the command line and the build script share it, so it needs only `core`.

/// The largest character boundary that is at most `index`.
pub fn floor_char_boundary(text: &str, index: usize) -> usize {
    if index >= text.len() {
        return text.len();
    }
    (0..=index).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0)
}

/// Whether a terminal acts on a character instead of showing it: control characters, line separators,
/// those that change the direction of text, and those without width.
pub fn disturbs_terminal(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a character only joins the words of a name, and is ignored when names are compared.
pub fn joins_words(character: char) -> bool {
    matches!(character, '_' | '-' | '.' | ' ')
}
