//! One pass over a body, which goes where pointers lead and steps over the rest.
//!
//! It keeps what it has found when the body breaks off, and borrows it.

use super::json::{Broken, Scanner, Text, Value};
use super::pointers::{MAX_POINTERS, Pointers, bits};

/// What stands where pointers lead.
pub struct Walked<'a> {
    /// The text, or the number that is a code, that was last where each pointer ends.
    pub values: [Option<Text<'a>>; MAX_POINTERS],
    /// Whether the document has an end.
    pub is_complete: bool,
    /// Whether a zero stands where a code would.
    pub has_zero: bool,
}

/// Goes where `pointers` lead. What stands behind the document is not looked at.
pub fn walk<'a>(pointers: &Pointers, text: &'a str) -> Walked<'a> {
    let values = [const { None }; MAX_POINTERS];
    let walked = Walked { values, is_complete: false, has_zero: false };
    let mut walk = Walk { pointers, scanner: Scanner::new(text), walked };
    walk.walked.is_complete = walk.follow(pointers.all(), 0).is_ok();
    walk.walked
}

struct Walk<'p, 'a> {
    pointers: &'p Pointers,
    scanner: Scanner<'a>,
    walked: Walked<'a>,
}

impl<'a> Walk<'_, 'a> {
    /// Follows the pointers in `active`, of which the first `from` bytes have led to the value that
    /// is next.
    fn follow(&mut self, active: u64, from: usize) -> Result<(), Broken> {
        match self.scanner.value()? {
            // An empty one means that there is none, also where the same key was there before.
            Value::Text(text) => self.keep(self.pointers.ending(active, from), text),
            Value::Object => {
                while let Some(key) = self.scanner.key()? {
                    self.follow_or_skip(self.pointers.leading_to(active, from, &key.unescape()))?;
                }
            }
            Value::List => {
                let mut digits = [0; 20];
                for position in 0.. {
                    if !self.scanner.element() {
                        break;
                    }
                    let name = decimal(position, &mut digits);
                    self.follow_or_skip(self.pointers.leading_to(active, from, name))?;
                }
            }
            Value::Other(literal) => self.keep_number(active, from, literal),
        }
        Ok(())
    }

    fn follow_or_skip(&mut self, (active, from): (u64, usize)) -> Result<(), Broken> {
        if active == 0 { self.scanner.skip() } else { self.follow(active, from) }
    }

    fn keep(&mut self, ending: u64, text: Text<'a>) {
        for at in bits(ending) {
            self.walked.values[at] = Some(text);
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
            self.walked.has_zero = true;
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
