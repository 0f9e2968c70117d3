//! What there is to know of single characters. The library, the command line and the build script all
//! need it, so it needs nothing but `core`.

/// The largest index up to `index` at which no character is cut in two.
pub fn floor_char_boundary(text: &str, index: usize) -> usize {
    if index >= text.len() {
        return text.len();
    }
    (0..=index).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0)
}

/// Whether a character is one that a terminal obeys and doesn't show: a control character, one that
/// turns the direction of writing around, or one that breaks lines or takes no room.
pub fn disturbs_terminal(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a character joins the words of a name, and doesn't count when names are compared.
pub fn joins_words(character: char) -> bool {
    matches!(character, '_' | '-' | '.' | ' ')
}
