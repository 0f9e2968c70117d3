//! Strings in JSON, as they are written and as they are meant.

use alloc::borrow::Cow;
use alloc::string::String;

/// A string as it is written, between its quotation marks.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub raw: &'a str,
    pub has_escapes: bool,
}

impl<'a> Text<'a> {
    /// The string that is meant; borrowed if it has no escapes. Half a surrogate pair is U+FFFD.
    #[inline(always)]
    pub fn unescape(self) -> Cow<'a, str> {
        if self.has_escapes { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }

    /// Whether the string that is meant is `other`.
    #[inline(always)]
    pub fn is(self, other: &str) -> bool {
        if self.has_escapes {
            // Up to the first difference: a key can be a MiB of escapes, and is asked for each pointer.
            characters(self.raw).eq(other.chars())
        } else {
            self.raw == other
        }
    }

    /// Whether the string that is meant has nothing but whitespace.
    #[inline(always)]
    pub fn is_blank(self) -> bool {
        match self.raw.as_bytes().first() {
            // Most strings begin with neither whitespace nor an escape.
            Some(b'!'..=b'[' | b']'..=b'~') => false,
            _ => self.unescape().trim().is_empty(),
        }
    }
}

#[cold]
fn unescape(raw: &str) -> String {
    characters(raw).collect()
}

/// The characters that a string means.
fn characters(raw: &str) -> impl Iterator<Item = char> {
    let mut rest = raw;
    core::iter::from_fn(move || {
        let mut letters = rest.chars();
        let mut character = letters.next()?;
        if character == '\\' {
            character = match letters.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let (character, after) = unescape_unit(letters.as_str());
                    rest = after;
                    return Some(character);
                }
                letter => letter,
            };
        }
        rest = letters.as_str();
        Some(character)
    })
}

/// The character that the four digits after `\u` mean, with those of a second escape if it takes two,
/// and what follows them.
fn unescape_unit(digits: &str) -> (char, &str) {
    let unit = |digits: &str| {
        let digits = digits.get(..4)?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_number { u16::from_str_radix(digits, 16).ok() } else { None }
    };
    let Some(first) = unit(digits) else { return (char::REPLACEMENT_CHARACTER, digits) };
    let after = &digits[4..];
    if let Some(second) = after.strip_prefix("\\u").and_then(unit) {
        if let Some(Ok(character)) = char::decode_utf16([first, second]).next() {
            if character.len_utf16() == 2 {
                return (character, &after[6..]);
            }
        }
    }
    (char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER), after)
}

/// `text` in quotation marks.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            character if character < ' ' => {
                quoted.push_str(&alloc::format!("\\u{:04x}", u32::from(character)));
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quote;
    use crate::json::{Document, Tape};
    use alloc::string::String;

    fn unescape(json: &str) -> String {
        let mut tape = Tape::new();
        let document = Document::read(json, &mut tape);
        let value = document.root().expect("a value");
        value.string().expect("a string").unescape().into_owned()
    }

    #[test]
    fn escapes_are_what_they_mean() {
        for (json, text) in [
            (r#""plain""#, "plain"),
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\u9244""#, "é鉄"),
            (r#""\ud83d\udd28 \uD83D\uDD28""#, "🔨 🔨"),
            (r#""a\ud83d""#, "a\u{fffd}"),
            (r#""\ud83d\ud83d\udd28""#, "\u{fffd}🔨"),
            (r#""\udd28x""#, "\u{fffd}x"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\u12""#, "\u{fffd}12"),
            (r#""\u+123""#, "\u{fffd}+123"),
            (r#""\q""#, "q"),
            (r"'it\'s'", "it's"),
        ] {
            assert_eq!(unescape(json), text, "{json}");
        }
    }

    #[test]
    fn a_quoted_text_is_read_back() {
        for text in ["", "plain", "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}", "é鉄🔨\u{2028}"] {
            assert_eq!(unescape(&quote(text)), text);
        }
    }
}
