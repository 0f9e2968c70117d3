//! One pass over a body, which goes where pointers lead and steps over the rest.
//!
//! It keeps what it has found when the body breaks off, and borrows it.

use super::json::{Broken, Scanner, Text, Value};
use super::pointers::{Pointers, bits};

/// Goes where pointers lead, with room for what stands at the ends of `N` of them.
pub struct Walk<'p, 'a, const N: usize> {
    pointers: &'p Pointers,
    text: &'a str,
    /// The text, or the number that is a code, that was last where each pointer ends.
    pub values: [Option<Text<'a>>; N],
    /// Whether a zero stands where a code would.
    pub has_zero: bool,
}

impl<'p, 'a, const N: usize> Walk<'p, 'a, N> {
    pub const fn new(pointers: &'p Pointers, text: &'a str) -> Self {
        Self { pointers, text, values: [None; N], has_zero: false }
    }

    /// Goes through the document; what stands behind it is not looked at.
    pub fn go(&mut self) -> Result<(), Broken> {
        let mut scanner = Scanner::new(self.text);
        self.follow(&mut scanner, self.pointers.all(), 0)
    }
}

// What calls itself gets and gives back a place, and has a scanner of its own: one behind a reference
// would be in memory, for which each step of it has to wait.
impl<'a, const N: usize> Walk<'_, 'a, N> {
    /// Follows the pointers in `active`, of which the first `from` bytes have led to the value that
    /// is next.
    #[inline(always)]
    fn follow(
        &mut self,
        scanner: &mut Scanner<'a>,
        active: u64,
        from: usize,
    ) -> Result<(), Broken> {
        match scanner.value()? {
            // An empty one means that there is none, also where the same key was there before.
            Value::Text(text) => self.keep(self.pointers.ending(active, from), text),
            Value::Object => scanner.go_to(self.follow_keys(scanner.at(), active, from)?),
            Value::List => scanner.go_to(self.follow_positions(scanner.at(), active, from)?),
            Value::Other(literal) => self.keep_number(active, from, literal),
        }
        Ok(())
    }

    /// Follows the pointers on from the object whose keys begin at a place, and says where it ends.
    fn follow_keys(&mut self, at: usize, active: u64, from: usize) -> Result<usize, Broken> {
        let mut scanner = Scanner::new(self.text);
        scanner.go_to(at);
        while let Some(key) = scanner.key()? {
            let (leading, end) = match key.as_plain() {
                Some(key) => self.pointers.leading_to(active, from, key),
                None => self.pointers.leading_to(active, from, &key.unescape()),
            };
            if leading == 0 {
                scanner.skip()?;
            } else {
                self.follow(&mut scanner, leading, end)?;
            }
        }
        Ok(scanner.at())
    }

    /// Follows the pointers on from the list whose elements begin at a place, and says where it ends.
    fn follow_positions(&mut self, at: usize, active: u64, from: usize) -> Result<usize, Broken> {
        let mut scanner = Scanner::new(self.text);
        scanner.go_to(at);
        let mut digits = [0; 20];
        for position in 0.. {
            if !scanner.element() {
                break;
            }
            let name = decimal(position, &mut digits);
            let (leading, end) = self.pointers.leading_to(active, from, name);
            if leading == 0 {
                scanner.skip()?;
            } else {
                self.follow(&mut scanner, leading, end)?;
            }
        }
        Ok(scanner.at())
    }

    #[inline(always)]
    fn keep(&mut self, ending: u64, text: Text<'a>) {
        for at in bits(ending) {
            if let Some(value) = self.values.get_mut(at) {
                *value = Some(text);
            }
        }
    }

    /// Keeps a number that a catalog has as a code. Any other is none, and may be the HTTP status; a
    /// zero says that nothing failed.
    fn keep_number(&mut self, active: u64, from: usize, literal: &'a str) {
        let ending = self.pointers.to_codes(self.pointers.ending(active, from));
        if ending == 0 {
            return;
        }
        let mut catalogs = self.pointers.catalogs().iter();
        if catalogs.any(|catalog| catalog.with_code(literal).next().is_some()) {
            self.keep(ending, Text::plain(literal));
        } else if literal == "0" {
            self.has_zero = true;
        }
    }
}

/// A number in decimal digits, as a pointer writes the position in a list.
fn decimal(mut number: usize, digits: &mut [u8; 20]) -> &str {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return core::str::from_utf8(&digits[start..]).unwrap_or_default();
        }
    }
}
