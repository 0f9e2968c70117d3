//! The list that a document is read into.

use alloc::vec::Vec;

/// How many tokens fit without an allocation: those of 32 members of objects. Most errors have fewer.
const INLINE: usize = 64;

/// A key or a value of a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Of a string, where its second quotation mark is, with [`Token::HAS_ESCAPES`]; of a literal,
    /// where it ends; of an object or a list, the number of the token after its last one.
    pub end: u32,
}

impl Token {
    /// Whether a string has escapes. Bodies are shorter than that.
    pub const HAS_ESCAPES: u32 = 1 << 31;
}

/// The tokens of a document, in its order.
pub struct Tape {
    inline: [Token; INLINE],
    length: usize,
    /// All of them, where `inline` is too small.
    heap: Vec<Token>,
}

impl Tape {
    pub const fn new() -> Self {
        Self { inline: [Token { start: 0, end: 0 }; INLINE], length: 0, heap: Vec::new() }
    }

    pub fn tokens(&self) -> &[Token] {
        if self.heap.is_empty() { &self.inline[..self.length.min(INLINE)] } else { &self.heap }
    }

    pub const fn len(&self) -> usize {
        self.length
    }

    pub fn push(&mut self, token: Token) {
        match self.inline.get_mut(self.length) {
            Some(place) => *place = token,
            None => self.push_on_heap(token),
        }
        self.length += 1;
    }

    #[cold]
    fn push_on_heap(&mut self, token: Token) {
        if self.heap.is_empty() {
            self.heap.extend_from_slice(&self.inline);
        }
        self.heap.push(token);
    }

    /// Removes the last token.
    pub fn pop(&mut self) {
        self.length -= 1;
        self.heap.pop();
    }

    pub fn get(&self, number: usize) -> Option<Token> {
        self.tokens().get(number).copied()
    }

    pub fn set_end(&mut self, number: usize, end: u32) {
        let tokens = if self.heap.is_empty() { &mut self.inline[..] } else { &mut self.heap };
        if let Some(token) = tokens.get_mut(number) {
            token.end = end;
        }
    }
}
