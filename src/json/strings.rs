//! From a text to the strings at a few pointers, in one pass that keeps nothing else.
//!
//! It is for the documents that most errors are, and leaves all others to
//! [`Document`](crate::json::Document): an error is read in half of the time.

use crate::json::scanner::{Broken, Scanner};
use crate::json::text::Text;

/// The strings at `pointers`: `None` where something else is or nothing, as for `Document`.
///
/// There is no answer at all if the document breaks off, isn't an object, or has escapes in keys. The
/// pointers must have neither escapes nor `*`.
#[inline]
pub fn strings_at<'a, const N: usize>(
    text: &'a str,
    pointers: [&'static str; N],
) -> Option<[Option<Text<'a>>; N]> {
    let mut walk = Walk { text, scanner: Scanner::new(text), strings: [None; N] };
    walk.scanner.skip_whitespace();
    walk.object(pointers.map(Some)).ok()?;
    Some(walk.strings)
}

struct Walk<'a, const N: usize> {
    text: &'a str,
    scanner: Scanner<'a>,
    strings: [Option<Text<'a>>; N],
}

impl<'a, const N: usize> Walk<'a, N> {
    /// Goes through the object that begins here, from which `pointers` lead on. The recursion is as
    /// deep as a pointer has parts.
    fn object(&mut self, pointers: [Option<&'static str>; N]) -> Result<(), Broken> {
        if self.scanner.peek() != Some(b'{') {
            return Err(Broken);
        }
        self.scanner.at += 1;
        loop {
            match self.scanner.peek() {
                Some(0..=b' ' | b',') => self.scanner.at += 1,
                Some(b'"') => {
                    let start = self.scanner.at + 1;
                    let (end, has_escapes) = self.scanner.string()?;
                    let key = self.text.as_bytes().get(start..end).ok_or(Broken)?;
                    if has_escapes {
                        return Err(Broken);
                    }
                    self.scanner.colon()?;
                    self.scanner.skip_whitespace();
                    let mut below = [None; N];
                    let mut leads_on = false;
                    for (number, pointer) in pointers.into_iter().enumerate() {
                        if let Some(rest) = pointer.and_then(|pointer| after(pointer, key)) {
                            below[number] = Some(rest);
                            // Of two members with one key, the last counts.
                            self.strings[number] = None;
                            leads_on = true;
                        }
                    }
                    self.member(below, leads_on)?;
                }
                Some(b'}') => {
                    self.scanner.at += 1;
                    return Ok(());
                }
                _ => return Err(Broken),
            }
        }
    }

    /// Goes through the value that begins here, from which `pointers` lead on, if any do.
    #[inline(always)]
    fn member(
        &mut self,
        pointers: [Option<&'static str>; N],
        leads_on: bool,
    ) -> Result<(), Broken> {
        match self.scanner.peek() {
            Some(b'"') => {
                let start = self.scanner.at + 1;
                let (end, has_escapes) = self.scanner.string()?;
                if leads_on {
                    let raw = self.text.get(start..end).ok_or(Broken)?;
                    for (string, pointer) in self.strings.iter_mut().zip(pointers) {
                        if pointer == Some("") {
                            *string = Some(Text { raw, has_escapes });
                        }
                    }
                }
            }
            Some(b'{') if leads_on => self.object(pointers)?,
            Some(b'{' | b'[') => self.scanner.skip_container()?,
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.scanner.literal(),
            _ => return Err(Broken),
        }
        Ok(())
    }
}

/// What is left of a pointer after its first part, if that is `key`.
#[inline(always)]
fn after(pointer: &'static str, key: &[u8]) -> Option<&'static str> {
    let path = pointer.as_bytes();
    let end = key.len() + 1;
    let is_part = match path.get(end) {
        Some(byte) => *byte == b'/',
        None => path.len() == end,
    };
    // Most keys differ in their length or at once, for which no comparison has to be called.
    if !is_part || path.get(1) != key.first() || path.get(1..end) != Some(key) {
        return None;
    }
    // A key with a slash has an escape in a pointer.
    if key.contains(&b'/') { None } else { pointer.get(end..) }
}

#[cfg(test)]
mod tests {
    use super::strings_at;
    use crate::json::{Document, Tape};

    // Both bodies that can be read this way, and bodies that cannot.
    #[test]
    fn strings_are_those_of_the_document() {
        const POINTERS: [&str; 3] = ["/a", "/b/c", "/b/c/d"];
        for (json, is_plain) in [
            (r#"{"a":"1","b":{"c":"2","cc":"3"},"x/y":"4"}"#, true),
            (r#"{"b":{"c":{"d":"1"}},"a":"\"2\"","z":[{"a":"3"},"]"]}"#, true),
            (r#"{"a":"1","a":null,"b":{"c":"2"},"b":{}}"#, true),
            (r#"{"a":1,"b":[],"x~1y":"2"} and more"#, true),
            (r#"{"b/c":"1","":"2","b":{"c":""}}"#, true),
            (" {\n \"a\" : \"1\" ,, }", true),
            (r#"{"a":"1","b":{"c":"2""#, false),
            (r#"{"\u0061":"1"}"#, false),
            (r#"{'a': '1'}"#, false),
            (r#"["a"]"#, false),
            ("", false),
        ] {
            let strings = strings_at(json, POINTERS);
            assert_eq!(strings.is_some(), is_plain, "{json}");
            let mut tape = Tape::new();
            let document = Document::read(json, &mut tape);
            for (string, pointer) in strings.into_iter().flatten().zip(POINTERS) {
                let value = document.root().and_then(|root| root.find(pointer));
                let expected = value.and_then(|value| value.string()).map(|text| text.raw);
                assert_eq!(string.map(|text| text.raw), expected, "{pointer} in {json}");
            }
        }
    }
}
