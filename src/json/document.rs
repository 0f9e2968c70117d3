//! From a text to its values, in one pass.

use crate::json::scanner::{Broken, Scanner};
use crate::json::tape::{Tape, Token};
use crate::json::text::Text;

/// How deep objects and lists may be in others: what is deeper is skipped. It bounds the recursion of
/// those who go through a document.
const MAX_DEPTH: usize = 64;

/// A document that was read. What was read before it broke off is there.
///
/// It is a list of tokens, as simdjson's tape is: an object's keys and values follow it in turn, a
/// list's elements follow it, and each of the two knows where it ends.
pub struct Document<'d, 'a> {
    text: &'a str,
    tokens: &'d [Token],
    /// Whether it doesn't break off.
    pub is_complete: bool,
    /// How far it was read, in bytes.
    pub end: usize,
}

/// A value of a document.
#[derive(Clone, Copy)]
pub struct Value<'d, 'a> {
    document: &'d Document<'d, 'a>,
    number: usize,
    token: Token,
}

impl<'d, 'a> Document<'d, 'a> {
    /// Reads the document that `text` begins with onto an empty tape. What follows it isn't looked at.
    ///
    /// `text` must be shorter than 2 GiB.
    // The tape is the caller's, so that it isn't moved: that took a fifth of the time.
    #[inline]
    pub fn read(text: &'a str, tape: &'d mut Tape) -> Self {
        let mut reader = Reader {
            scanner: Scanner::new(text),
            tape,
            open: NONE,
            depth: 0,
            is_in_object: false,
            is_after_key: false,
        };
        let is_complete = reader.value().is_ok();
        if !is_complete {
            reader.close_all();
        }
        let Reader { scanner, tape, .. } = reader;
        let end = scanner.at.min(text.len());
        Self { text, tokens: tape.tokens(), is_complete, end }
    }

    /// The outermost value, if there is any.
    pub fn root(&'d self) -> Option<Value<'d, 'a>> {
        self.value(0)
    }

    fn value(&'d self, number: usize) -> Option<Value<'d, 'a>> {
        Some(Value { document: self, number, token: *self.tokens.get(number)? })
    }
}

/// No token.
const NONE: u32 = u32::MAX;

struct Reader<'t, 'a> {
    scanner: Scanner<'a>,
    tape: &'t mut Tape,
    /// The innermost object or list that isn't closed. Its token's `end` is the next one outwards.
    open: u32,
    depth: usize,
    is_in_object: bool,
    is_after_key: bool,
}

impl Reader<'_, '_> {
    /// Reads a value with all that is in it.
    fn value(&mut self) -> Result<(), Broken> {
        loop {
            self.scanner.skip_whitespace();
            let start = self.scanner.at as u32;
            match self.scanner.peek().ok_or(Broken)? {
                b'"' | b'\'' => self.string()?,
                first @ (b'{' | b'[') => {
                    let number = self.tape.len() as u32;
                    if self.depth == MAX_DEPTH {
                        self.tape.push(Token { start, end: number + 1 });
                        self.is_after_key = false;
                        self.scanner.skip_container()?;
                    } else {
                        self.tape.push(Token { start, end: self.open });
                        self.scanner.at += 1;
                        self.open = number;
                        self.depth += 1;
                        self.is_in_object = first == b'{';
                    }
                }
                b'-' | b'0'..=b'9' | b't' | b'f' | b'n' | b'T' | b'F' | b'N' => {
                    self.scanner.literal();
                    self.tape.push(Token { start, end: self.scanner.at as u32 });
                }
                _ => return Err(Broken),
            }
            self.is_after_key = false;
            if !self.has_next()? {
                return Ok(());
            }
        }
    }

    /// Closes what ends here, and reads the key that is next in an object. There is no next value at
    /// the end of the outermost one.
    fn has_next(&mut self) -> Result<bool, Broken> {
        while self.depth > 0 {
            match self.scanner.peek().ok_or(Broken)? {
                0..=b' ' | b',' => self.scanner.at += 1,
                b'}' if self.is_in_object => self.close(),
                b']' if !self.is_in_object => self.close(),
                b'"' | b'\'' if self.is_in_object => {
                    self.string()?;
                    self.is_after_key = true;
                    self.scanner.colon()?;
                    return Ok(true);
                }
                _ if self.is_in_object => return Err(Broken),
                _ => return Ok(true),
            }
        }
        Ok(false)
    }

    fn string(&mut self) -> Result<(), Broken> {
        let start = self.scanner.at as u32;
        let (end, has_escapes) = self.scanner.string()?;
        let escapes = if has_escapes { Token::HAS_ESCAPES } else { 0 };
        self.tape.push(Token { start, end: end as u32 | escapes });
        Ok(())
    }

    fn close(&mut self) {
        self.scanner.at += 1;
        self.close_innermost();
    }

    fn close_innermost(&mut self) {
        let outer = self.tape.get(self.open as usize).map_or(NONE, |token| token.end);
        self.tape.set_end(self.open as usize, self.tape.len() as u32);
        self.open = outer;
        self.depth -= 1;
        if let Some(token) = self.tape.get(outer as usize) {
            self.is_in_object = self.scanner.byte(token.start as usize) == Some(b'{');
        }
    }

    /// Leaves the tape of a document that breaks off as if all were closed.
    #[cold]
    fn close_all(&mut self) {
        if self.is_after_key {
            self.tape.pop();
        }
        while self.depth > 0 {
            self.close_innermost();
        }
    }
}

impl<'d, 'a> Value<'d, 'a> {
    fn first_byte(self) -> u8 {
        self.document.text.as_bytes().get(self.token.start as usize).copied().unwrap_or(b' ')
    }

    pub fn is_object(self) -> bool {
        self.first_byte() == b'{'
    }

    pub fn is_list(self) -> bool {
        self.first_byte() == b'['
    }

    /// The string, if it is one.
    pub fn string(self) -> Option<Text<'a>> {
        if !matches!(self.first_byte(), b'"' | b'\'') {
            return None;
        }
        let Token { start, end } = self.token;
        let raw = start as usize + 1..(end & !Token::HAS_ESCAPES) as usize;
        Some(Text {
            raw: self.document.text.get(raw).unwrap_or_default(),
            has_escapes: end & Token::HAS_ESCAPES != 0,
        })
    }

    /// The number, as it is written, if it is one.
    pub fn number(self) -> Option<&'a str> {
        if !matches!(self.first_byte(), b'-' | b'0'..=b'9') {
            return None;
        }
        self.document.text.get(self.token.start as usize..self.token.end as usize)
    }

    /// Whether it is the literal `false`, also as Python has it.
    pub fn is_false(self) -> bool {
        matches!(self.literal(), Some("false" | "False"))
    }

    /// Whether it is a number by the grammar of JSON, or `null`, `true` or `false`.
    pub fn is_literal(self) -> bool {
        self.literal().is_some_and(|literal| {
            matches!(literal, "null" | "true" | "false" | "None" | "True" | "False")
                || is_number(literal)
        })
    }

    /// A number, a literal or anything else that is neither a string nor has parts, as it is written.
    pub fn literal(self) -> Option<&'a str> {
        if matches!(self.first_byte(), b'"' | b'\'' | b'{' | b'[') {
            return None;
        }
        self.document.text.get(self.token.start as usize..self.token.end as usize)
    }

    /// Whether it is an object or a list with nothing in it.
    pub fn is_empty(self) -> bool {
        self.next() == self.number + 1
    }

    /// Whether two values are the same one.
    pub fn is_same(self, other: Self) -> bool {
        core::ptr::eq(self.document, other.document) && self.number == other.number
    }

    /// The keys and values of an object, in its order; nothing of any other value.
    pub fn members(self) -> impl Iterator<Item = (Text<'a>, Self)> {
        let mut next = self.number + 1;
        let end = if self.is_object() { self.token.end as usize } else { 0 };
        core::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let key = self.document.value(next)?.string()?;
            let value = self.document.value(next + 1)?;
            next = value.next();
            Some((key, value))
        })
    }

    /// The elements of a list; nothing of any other value.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        let mut next = self.number + 1;
        let end = if self.is_list() { self.token.end as usize } else { 0 };
        core::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let value = self.document.value(next)?;
            next = value.next();
            Some(value)
        })
    }

    /// The number of the token after it and what is in it.
    fn next(self) -> usize {
        match self.first_byte() {
            b'{' | b'[' => self.token.end as usize,
            _ => self.number + 1,
        }
    }
}

/// Whether a literal is a number by the grammar of JSON.
fn is_number(literal: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = literal.strip_prefix('-').unwrap_or(literal);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::{Document, MAX_DEPTH, Value, is_number};
    use crate::json::Tape;
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    /// Writes what was read.
    fn write(value: Value<'_, '_>) -> String {
        let list = |parts: Vec<String>| parts.join(",");
        if value.is_object() {
            let members = value.members();
            let members = members.map(|(key, value)| format!("{}:{}", key.raw, write(value)));
            format!("{{{}}}", list(members.collect()))
        } else if value.is_list() {
            format!("[{}]", list(value.elements().map(write).collect()))
        } else if let Some(text) = value.string() {
            format!("'{}'", text.raw)
        } else {
            value.literal().expect("a literal").to_string()
        }
    }

    #[track_caller]
    fn assert_read(json: &str, written: &str, is_complete: bool) {
        let mut tape = Tape::new();
        let document = Document::read(json, &mut tape);
        let root = document.root().map(write).unwrap_or_default();
        assert_eq!((root.as_str(), document.is_complete), (written, is_complete), "{json}");
    }

    #[test]
    fn values_are_read() {
        for (json, written) in [
            ("{}", "{}"),
            (" [ ] x", "[]"),
            (r#"{"a":[1,{"}":"]\""}],"b":null}"#, r#"{a:[1,{}:']\"'}],b:null}"#),
            ("-1.5e+7", "-1.5e+7"),
            ("\"a\"b", "'a'"),
            ("[[],[[]],{}]", "[[],[[]],{}]"),
            ("{'a': None, 'b': [True]}", "{a:None,b:[True]}"),
            ("{\"a\" : 1 ,, \"b\":2,}", "{a:1,b:2}"),
        ] {
            assert_read(json, written, true);
        }
    }

    #[test]
    fn a_truncated_document_keeps_what_was_read() {
        for (json, written) in [
            ("", ""),
            ("ok", ""),
            ("{", "{}"),
            ("{\"a", "{}"),
            ("{\"a\"", "{}"),
            ("{\"a\":", "{}"),
            ("{\"a\":1,\"b\":\"2", "{a:1}"),
            ("{\"a\":{\"b\":[1,[2,", "{a:{b:[1,[2]]}}"),
            ("{\"a\":1]", "{a:1}"),
            ("[1}", "[1]"),
            ("{\"a\":1 b", "{a:1}"),
        ] {
            assert_read(json, written, false);
        }
    }

    #[test]
    fn what_is_too_deep_is_skipped() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_read(&deep(MAX_DEPTH), &deep(MAX_DEPTH), true);
        assert_read(&deep(MAX_DEPTH + 1), &deep(MAX_DEPTH + 1), true);
        assert_read(&deep(100_000), &deep(MAX_DEPTH + 1), true);
        assert_read(&"[".repeat(1 << 20), &deep(MAX_DEPTH + 1), false);
        assert_read(
            &"{\"a\":".repeat(1 << 18),
            &{
                let open = "{a:".repeat(MAX_DEPTH);
                format!("{open}{{}}{}", "}".repeat(MAX_DEPTH))
            },
            false,
        );
    }

    #[test]
    fn many_values_are_read() {
        for count in [31, 32, 33, 61, 62, 63, 64, 65, 5000] {
            let json = format!("[{}{{\"a\":1}}]", "1,".repeat(count));
            let written = format!("[{}{{a:1}}]", "1,".repeat(count));
            assert_read(&json, &written, true);
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        for number in ["0", "-0", "10", "0.0", "0e0", "-1.5E+7", "1e-9"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "-", "01", "1.", ".5", "+1", "1e", "10.0.0.1", "0x1", "NaN", "404a"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
