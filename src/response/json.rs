//! JSON, as far as an error's body needs it: a scanner that goes where pointers lead and steps over
//! the rest, and the quoting of texts.
//!
//! A general parser refuses what servers send in practice: a body that is cut off, half of a surrogate
//! pair where a message was shortened, text behind the document. It also keeps a stack for what it
//! steps over. This one takes what it can, keeps nothing but a depth, and borrows.

use alloc::borrow::Cow;
use alloc::string::String;

/// The document breaks off, or isn't JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// A place in a document.
#[derive(Clone, Copy, Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// How a value begins.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A text.
    Text(Text<'a>),
    /// An object; its first key is next.
    Object,
    /// A list; its first element is next.
    List,
    /// A number, `true`, `false` or `null`, as it is written.
    Other(&'a str),
}

/// A text as it is written, between its quotes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    raw: &'a str,
    has_escapes: bool,
}

impl<'a> Scanner<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The place in the text.
    #[inline(always)]
    pub const fn at(&self) -> usize {
        self.at
    }

    #[inline(always)]
    pub const fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Where the next byte is that is no blank, from `at` on.
    #[inline(always)]
    fn behind_blanks(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.byte(at) {
            at += 1;
        }
        at
    }

    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        self.at = self.behind_blanks(self.at);
        self.byte(self.at)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// The value that is next.
    #[inline(always)]
    pub fn value(&mut self) -> Result<Value<'a>, Broken> {
        let start = self.behind_blanks(self.at);
        match self.byte(start).ok_or(Broken)? {
            b'"' => {
                let (text, behind) = self.text_at(start)?;
                self.at = behind;
                Ok(Value::Text(text))
            }
            b'{' => {
                self.at = start + 1;
                Ok(Value::Object)
            }
            b'[' => {
                self.at = start + 1;
                Ok(Value::List)
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                let rest = &self.text.as_bytes()[start..];
                let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.');
                self.at = start + rest.iter().take_while(is_part).count();
                Ok(Value::Other(&self.text[start..self.at]))
            }
            _ => Err(Broken),
        }
    }

    /// The next key of an object, whose value is next then; `None` at its end.
    #[inline(always)]
    pub fn key(&mut self) -> Result<Option<Text<'a>>, Broken> {
        let mut at = self.behind_blanks(self.at);
        if self.byte(at) == Some(b',') {
            at = self.behind_blanks(at + 1);
        }
        if self.byte(at) == Some(b'}') {
            self.at = at + 1;
            return Ok(None);
        }
        let (key, behind) = self.text_at(at)?;
        let colon = self.behind_blanks(behind);
        self.at = colon + 1;
        if self.byte(colon) == Some(b':') { Ok(Some(key)) } else { Err(Broken) }
    }

    /// Whether another element of a list is next; not at its end.
    pub fn element(&mut self) -> bool {
        self.take(b',');
        !self.take(b']')
    }

    /// Steps over the value that is next.
    #[inline(always)]
    pub fn skip(&mut self) -> Result<(), Broken> {
        if let Value::Object | Value::List = self.value()? {
            self.at = self.behind_rest()?;
        }
        Ok(())
    }

    /// Where what is left of an object or a list ends.
    fn behind_rest(mut self) -> Result<usize, Broken> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.byte(self.at).ok_or(Broken)? {
                b'"' => {
                    self.text()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Ok(self.at)
    }

    fn text(&mut self) -> Result<Text<'a>, Broken> {
        let (text, behind) = self.text_at(self.behind_blanks(self.at))?;
        self.at = behind;
        Ok(text)
    }

    /// The text whose first quotation mark is at `quote`, and the place behind its last.
    #[inline(always)]
    fn text_at(&self, quote: usize) -> Result<(Text<'a>, usize), Broken> {
        if self.byte(quote) != Some(b'"') {
            return Err(Broken);
        }
        let start = quote + 1;
        let mut end = self.behind_plain(start)?;
        let mut has_escapes = false;
        while self.byte(end) == Some(b'\\') {
            has_escapes = true;
            end = self.behind_plain(end + 2)?;
        }
        let raw = self.text.get(start..end).ok_or(Broken)?;
        Ok((Text { raw, has_escapes }, end + 1))
    }

    /// Where the next quotation mark or backslash is, from `at` on. Eight bytes are looked at at once.
    #[inline(always)]
    fn behind_plain(&self, mut at: usize) -> Result<usize, Broken> {
        let mut rest = self.text.as_bytes().get(at..).ok_or(Broken)?;
        while let Some((chunk, behind)) = rest.split_first_chunk() {
            let chunk = u64::from_le_bytes(*chunk);
            let found = zeros(chunk ^ all(b'"')) | zeros(chunk ^ all(b'\\'));
            if found != 0 {
                return Ok(at + (found.trailing_zeros() / u8::BITS) as usize);
            }
            at += size_of_val(&chunk);
            rest = behind;
        }
        let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
        found.map(|further| at + further).ok_or(Broken)
    }

    /// The texts from here to the end, in the order of the document, each with the key of the
    /// outermost object that it stands below; keys aren't among them.
    pub fn texts(mut self) -> impl Iterator<Item = (Option<Text<'a>>, Text<'a>)> {
        let mut depth = 0_usize;
        let mut outermost_key = None;
        core::iter::from_fn(move || {
            loop {
                match self.peek()? {
                    b'"' => {
                        let text = self.text().ok()?;
                        if !self.take(b':') {
                            return Some((outermost_key, text));
                        }
                        if depth == 1 {
                            outermost_key = Some(text);
                        }
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                self.at += 1;
            }
        })
    }
}

/// Eight times the same byte.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The topmost bit of each byte that is zero. Only above such a byte can a bit be set in another.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(all(1)) & !word & all(0x80)
}

impl<'a> Text<'a> {
    /// A text that is written as it is meant.
    pub const fn plain(text: &'a str) -> Self {
        Self { raw: text, has_escapes: false }
    }

    /// The text, if it is written as it is meant.
    #[inline(always)]
    pub const fn as_plain(self) -> Option<&'a str> {
        if self.has_escapes { None } else { Some(self.raw) }
    }

    /// The text that is meant; borrowed, if it has no escapes. Half of a surrogate pair is U+FFFD.
    #[inline]
    pub fn unescape(self) -> Cow<'a, str> {
        if self.has_escapes { Cow::Owned(self.unescape_anew()) } else { Cow::Borrowed(self.raw) }
    }

    fn unescape_anew(self) -> String {
        let mut text = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some((before, escape)) = rest.split_once('\\') {
            text.push_str(before);
            let mut letters = escape.chars();
            match letters.next() {
                Some('b') => text.push('\u{8}'),
                Some('f') => text.push('\u{c}'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('t') => text.push('\t'),
                Some('u') => {
                    let (character, behind) = unescape_unit(letters.as_str());
                    text.push(character);
                    rest = behind;
                    continue;
                }
                Some(letter) => text.push(letter),
                None => {}
            }
            rest = letters.as_str();
        }
        text.push_str(rest);
        text
    }

    pub fn is(self, word: &str) -> bool {
        if self.has_escapes { self.unescape() == word } else { self.raw == word }
    }
}

/// The character that the four digits behind `\u` mean, with those of a second escape if it takes
/// two, and what stands behind them.
fn unescape_unit(digits: &str) -> (char, &str) {
    let unit = |digits: &str| {
        let digits = digits.get(..4)?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_number { u16::from_str_radix(digits, 16).ok() } else { None }
    };
    let Some(first) = unit(digits) else { return (char::REPLACEMENT_CHARACTER, digits) };
    let behind = &digits[4..];
    if let Some(second) = behind.strip_prefix("\\u").and_then(unit) {
        if let Some(Ok(character)) = char::decode_utf16([first, second]).next() {
            if character.len_utf16() == 2 {
                return (character, &behind[6..]);
            }
        }
    }
    (char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER), behind)
}

/// `text` in quotes.
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
    use super::{Scanner, Text, Value, quote};
    use alloc::format;
    use alloc::string::String;

    fn unescape(json: &str) -> String {
        match Scanner::new(json).value() {
            Ok(Value::Text(text)) => text.unescape().into_owned(),
            other => panic!("{json}: {other:?}"),
        }
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
        ] {
            assert_eq!(unescape(json), text, "{json}");
        }
    }

    #[test]
    fn what_is_quoted_is_read_back() {
        for text in ["", "plain", "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}", "é鉄🔨\u{2028}"] {
            assert_eq!(unescape(&quote(text)), text);
        }
    }

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
            .map(|(key, text)| (key.map(Text::unescape).unwrap_or_default(), text.unescape()))
            .collect();
        assert_eq!(
            found,
            [("a", "1"), ("b", "2"), ("b", "3")].map(|(key, text)| (key.into(), text.into()))
        );
    }
}
