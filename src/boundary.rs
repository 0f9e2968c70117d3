//! Cutting a text without cutting a character; the build script does it, too.

/// The largest index up to `index` at which no character is cut in two.
pub fn floor_char_boundary(text: &str, index: usize) -> usize {
    if index >= text.len() {
        return text.len();
    }
    (0..=index).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0)
}
