//! What an entry is called.

use crate::Entry;
use crate::characters::joins_words;

/// The name of the Rust variant, where it isn't plain from the wire code.
pub fn variant(entry: &Entry) -> Option<&'static str> {
    (squashed(entry.name()) != squashed(entry.code())).then(|| entry.name())
}

/// What people call it: its wire code, unless that is the name of a class of errors.
pub fn name(entry: &Entry) -> &'static str {
    variant(entry).unwrap_or(entry.code())
}

/// `name` without what doesn't count when names are compared: letter case and what joins words.
pub fn squashed(name: &str) -> String {
    let counts = |character: &char| !joins_words(*character);
    name.chars().filter(counts).flat_map(char::to_lowercase).collect()
}
