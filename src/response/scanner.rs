//! A scanner that goes through a body in JSON, to where pointers lead, and steps over the rest.
//!
//! A general parser refuses what servers send in practice: a body that is cut off, half of a surrogate
//! pair where a message was shortened, text behind the document. It also keeps a stack for what it
//! steps over. This one takes what it can, keeps nothing but a depth, and borrows.

use core::num::NonZeroU32;

use crate::response::json::Text;

/// The document breaks off, or isn't JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// What is left of a document.
#[derive(Clone, Copy, Debug)]
pub struct Scanner<'a> {
    pub rest: &'a [u8],
}

/// How a value begins.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// A text.
    Text(Place),
    /// An object; its first key is next.
    Object,
    /// A list; its first element is next.
    List,
    /// A number, `true`, `false` or `null`.
    Other(Place),
}

/// Where a document has a text, counted from its end, where the scanner knows places; they fit, since of
/// a body no more is read.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Never zero: a text has its second quotation mark behind it.
    start: NonZeroU32,
    /// With a bit for whether the text has escapes, for which there is always room.
    end: u32,
}

impl<'a> Scanner<'a> {
    pub const fn new(document: &'a str) -> Self {
        Self { rest: document.as_bytes() }
    }

    #[inline(always)]
    fn skip_blanks(&mut self) {
        if let [0..=b' ', ..] = self.rest {
            self.rest = behind_blanks(self.rest);
        }
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        match self.rest {
            [first, rest @ ..] if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// The value that is next.
    #[inline(always)]
    pub fn value(&mut self) -> Result<Value, Broken> {
        self.skip_blanks();
        let (first, behind) = self.rest.split_first().ok_or(Broken)?;
        match first {
            b'"' => {
                self.rest = behind;
                Ok(Value::Text(self.text()?))
            }
            b'{' => {
                self.rest = behind;
                Ok(Value::Object)
            }
            b'[' => {
                self.rest = behind;
                Ok(Value::List)
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                let start = self.rest.len();
                self.rest = behind_literal(self.rest);
                Ok(Value::Other(Place::between(start, self.rest.len(), false)?))
            }
            _ => Err(Broken),
        }
    }

    /// Whether an object has another key, which begins with the next byte then.
    #[inline(always)]
    pub fn has_key(&mut self) -> Result<bool, Broken> {
        loop {
            let rest = match self.rest {
                [b',', rest @ ..] => rest,
                rest => rest,
            };
            match rest {
                [b'"', behind @ ..] => {
                    self.rest = behind;
                    return Ok(true);
                }
                [b'}', behind @ ..] => {
                    self.rest = behind;
                    return Ok(false);
                }
                [b',' | 0..=b' ', ..] => self.rest = behind_blanks(rest),
                _ => return Err(Broken),
            }
        }
    }

    /// Steps over the colon behind a key.
    #[inline(always)]
    pub fn colon(&mut self) -> Result<(), Broken> {
        if self.take(b':') { Ok(()) } else { Err(Broken) }
    }

    /// Whether another element of a list is next; not at its end.
    pub fn element(&mut self) -> bool {
        self.take(b',');
        !self.take(b']')
    }

    /// Steps over the value that is next.
    pub fn skip(&mut self) -> Result<(), Broken> {
        match self.value()? {
            Value::Object | Value::List => self.skip_rest(),
            Value::Text(_) | Value::Other(_) => Ok(()),
        }
    }

    /// Steps over what is left of an object or a list.
    #[inline(always)]
    pub fn skip_rest(&mut self) -> Result<(), Broken> {
        self.rest = match self.rest {
            [b'}' | b']', behind @ ..] => behind,
            rest => behind_rest(rest).ok_or(Broken)?,
        };
        Ok(())
    }

    /// The text whose first quotation mark was just before. Eight bytes are looked at at once.
    #[inline(always)]
    pub fn text(&mut self) -> Result<Place, Broken> {
        let start = self.rest.len();
        let marks = loop {
            let Some((word, behind)) = self.rest.split_first_chunk() else {
                break marks_in(short_word_of(self.rest));
            };
            let marks = marks_in(u64::from_le_bytes(*word));
            if marks != 0 {
                break marks;
            }
            self.rest = behind;
        };
        let before = (marks.trailing_zeros() / u8::BITS) as usize;
        let (mark, behind) = self.rest.get(before..).and_then(<[u8]>::split_first).ok_or(Broken)?;
        let has_escapes = *mark == b'\\';
        self.rest = if has_escapes { behind_escapes(behind).ok_or(Broken)? } else { behind };
        Place::between(start, self.rest.len() + 1, has_escapes)
    }

    /// The texts from here to the end, in the order of the document, each with the key of the
    /// outermost object that it stands below; keys aren't among them.
    pub fn texts(mut self) -> impl Iterator<Item = (Option<Place>, Place)> + use<'a> {
        let mut depth = 0_usize;
        let mut outermost_key = None;
        core::iter::from_fn(move || {
            loop {
                self.skip_blanks();
                let (first, rest) = self.rest.split_first()?;
                self.rest = rest;
                match first {
                    b'"' => {
                        let text = self.text().ok()?;
                        if !self.take(b':') {
                            return Some((outermost_key, text));
                        }
                        if depth == 1 {
                            outermost_key = Some(text);
                        }
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        })
    }
}

// What is rarely needed is kept out of the way: the rest of a document goes there and comes back in
// registers.

#[cold]
fn behind_blanks(mut rest: &[u8]) -> &[u8] {
    while let [0..=b' ', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// What stands behind a number or a word.
#[inline(never)]
fn behind_literal(mut rest: &[u8]) -> &[u8] {
    while let [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// What stands behind an object or a list of which something is left.
#[inline(never)]
fn behind_rest(rest: &[u8]) -> Option<&[u8]> {
    let mut scanner = Scanner { rest };
    let mut depth = 1_usize;
    while depth > 0 {
        let (first, behind) = scanner.rest.split_first()?;
        scanner.rest = behind;
        match first {
            b'"' => {
                scanner.text().ok()?;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    Some(scanner.rest)
}

/// What stands behind a text that has escapes, from behind its first backslash on.
#[cold]
fn behind_escapes(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        // What a backslash stands before is no mark.
        rest = rest.get(1..)?;
        let mark = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        let (mark, behind) = rest.get(mark..)?.split_first()?;
        rest = behind;
        if *mark == b'"' {
            return Some(rest);
        }
    }
}

/// The first eight bytes of a text, the first of them lowest; zeros behind its end.
#[inline(always)]
pub const fn word_of(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => short_word_of(text),
    }
}

#[cold]
#[inline(never)]
const fn short_word_of(text: &[u8]) -> u64 {
    let mut word = 0;
    let mut rest = text;
    while let [others @ .., last] = rest {
        word = word << u8::BITS | *last as u64;
        rest = others;
    }
    word
}

/// Eight times the same byte.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The topmost bit of each byte of `word` that is a quotation mark or a backslash. Above the lowest of
/// them, others can have one, too.
#[inline(always)]
const fn marks_in(word: u64) -> u64 {
    let (quote, backslash) = (word ^ all(b'"'), word ^ all(b'\\'));
    (quote.wrapping_sub(all(1)) | backslash.wrapping_sub(all(1))) & !word & all(0x80)
}

impl Place {
    const HAS_ESCAPES: u32 = 1 << 31;

    #[inline(always)]
    fn between(start: usize, end: usize, has_escapes: bool) -> Result<Self, Broken> {
        let escapes = if has_escapes { Self::HAS_ESCAPES } else { 0 };
        let start = NonZeroU32::new(start as u32).ok_or(Broken)?;
        Ok(Self { start, end: end as u32 | escapes })
    }

    #[inline(always)]
    pub const fn has_escapes(self) -> bool {
        self.end & Self::HAS_ESCAPES != 0
    }

    /// Whether the text that is meant has nothing but blanks.
    #[inline(always)]
    pub fn is_blank(self, document: &str) -> bool {
        let start = document.len().wrapping_sub(self.start.get() as usize);
        match document.as_bytes().get(start) {
            // Most texts begin with what is neither a blank nor a mark.
            Some(b'!' | b'#'..=b'[' | b']'..=b'~') => false,
            _ => self.text(document).is_blank(),
        }
    }

    /// What `document` has there, in which the place was found.
    #[inline(always)]
    pub fn text(self, document: &str) -> Text<'_> {
        let place = |from_end: u32| document.len().wrapping_sub(from_end as usize);
        let (start, end) = (self.start.get(), self.end & !Self::HAS_ESCAPES);
        let raw = document.get(place(start)..place(end)).unwrap_or_default();
        Text { raw, has_escapes: self.has_escapes() }
    }
}

#[cfg(test)]
mod tests {
    use super::Scanner;
    use alloc::format;

    #[test]
    fn what_is_stepped_over_ends_where_it_ends() {
        for value in
            ["{}", "[]", r#"{"a":[1,{"}":"]\""}],"b":null}"#, "-1.5e+7", "true", r#""x\"y""#]
        {
            let json = format!("{value} , 1");
            let mut scanner = Scanner::new(&json);
            scanner.skip().expect(value);
            assert!(scanner.take(b','), "{value}");
        }
        for broken in ["", "{", "[[]", "\"a", "\"a\\", "\"a\\\"", "?", "{\"a"] {
            assert!(Scanner::new(broken).skip().is_err(), "{broken}");
        }
    }

    #[test]
    fn texts_are_found_below_their_outermost_key() {
        let json = r#"{"a":"1","b":{"c":["2",{"d":"3"}]},"e":4}"#;
        let found: alloc::vec::Vec<_> = Scanner::new(json)
            .texts()
            .map(|(key, text)| {
                let key = key.map(|key| key.text(json).unescape());
                (key.unwrap_or_default(), text.text(json).unescape())
            })
            .collect();
        assert_eq!(
            found,
            [("a", "1"), ("b", "2"), ("b", "3")].map(|(key, text)| (key.into(), text.into()))
        );
    }
}
