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

/// The words of a text or a name, in lower case: `FieldLacking` and `FIELD_LACKING` have two.
pub fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None;
    for letter in text.chars() {
        let starts = letter.is_uppercase() && before.is_some_and(char::is_lowercase);
        if starts || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = Some(letter);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_split_at_capitals_and_between_letters() {
        assert_eq!(words("FieldLacking"), ["field", "lacking"]);
        assert_eq!(words("FIELD_LACKING"), ["field", "lacking"]);
        assert_eq!(words("no {{.item}} left, 2nd"), ["no", "item", "left", "2nd"]);
    }
}
