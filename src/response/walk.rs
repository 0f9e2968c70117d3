//! One pass over a body, which goes where pointers lead and steps over the rest.
//!
//! It keeps what it has found when the body breaks off, and borrows it.

use crate::response::pointers::Pointers;
use crate::response::scanner::{Broken, Place, Scanner, Value};
use crate::response::tree::{Step, Tree};

/// Goes where pointers lead, with room for what stands at the ends of `N` of them.
pub struct Walk<'p, 'a, const N: usize> {
    pointers: &'p Pointers<'p>,
    document: &'a str,
    /// The text, or the number that is a code, that was last where each pointer ends.
    pub values: [Option<Place>; N],
    /// Whether a zero stands where a code would.
    pub has_zero: bool,
}

impl<'p, 'a, const N: usize> Walk<'p, 'a, N> {
    pub const fn new(pointers: &'p Pointers<'p>, document: &'a str) -> Self {
        Self { pointers, document, values: [None; N], has_zero: false }
    }

    /// Goes through the document; what stands behind it is not looked at.
    #[inline(never)]
    pub fn go(&mut self) -> Result<(), Broken> {
        self.follow(Scanner::new(self.document), self.pointers.tree().start()).map(|_| ())
    }

    /// Follows the pointers on from the value that is next, to which a step has led.
    // The scanner is handed over and back: behind a reference it would be in memory, for which each
    // step of it has to wait.
    #[inline(always)]
    fn follow(&mut self, mut scanner: Scanner<'a>, start: &'p Step) -> Result<Scanner<'a>, Broken> {
        let tree = self.pointers.tree();
        // The objects that the place is in, of those from the value on; where the innermost one's keys
        // lead, and where the one does that was last.
        let mut depth = 0_usize;
        let mut object = start;
        let mut next = Some(start);
        loop {
            match (scanner.value()?, next) {
                // An empty one means that there is none, also where the same key was there before.
                (Value::Text(text), Some(step)) => self.keep(step, text),
                (Value::Other(literal), Some(step)) => self.keep_number(step, literal),
                (Value::Text(_) | Value::Other(_), None) => {}
                (Value::Object, Some(step)) if step.leads_on() => {
                    object = step;
                    depth += 1;
                }
                (Value::List, Some(step)) if step.leads_on() => {
                    scanner.rest = self.follow_positions(scanner.rest, step).ok_or(Broken)?;
                }
                (Value::Object | Value::List, _) => scanner.skip_rest()?,
            }
            loop {
                if depth == 0 {
                    return Ok(scanner);
                }
                if scanner.has_key()? {
                    next = self.follow_key(tree, &mut scanner, object)?;
                    break;
                }
                object = tree.step_back(object);
                depth -= 1;
            }
        }
    }

    /// Where the key leads that is next, of the object to which a step has led.
    #[inline(always)]
    fn follow_key(
        &self,
        tree: Tree<'p>,
        scanner: &mut Scanner<'a>,
        object: &Step,
    ) -> Result<Option<&'p Step>, Broken> {
        let mut step = None;
        if let Some((next, behind)) = tree.step_to_next(object, scanner.rest) {
            scanner.rest = behind;
            step = Some(next);
        } else {
            let key = scanner.text()?;
            if key.has_escapes() || tree.has_escapes {
                step = tree.step_to(object, &key.text(self.document).unescape());
            }
        }
        scanner.colon()?;
        Ok(step)
    }

    /// Follows the pointers on from the list whose elements `rest` begins with, to what is behind it.
    #[cold]
    fn follow_positions(&mut self, rest: &'a [u8], before: &'p Step) -> Option<&'a [u8]> {
        let mut scanner = Scanner { rest };
        let mut buffer = [0; 21];
        for position in 0.. {
            if !scanner.element() {
                break;
            }
            match self.pointers.tree().step_to(before, digits(position, &mut buffer)) {
                Some(step) => scanner = self.follow(scanner, step).ok()?,
                None => scanner.skip().ok()?,
            }
        }
        Some(scanner.rest)
    }

    #[inline(always)]
    fn keep(&mut self, step: &Step, text: Place) {
        for number in step.ending() {
            self.keep_at(number, text);
        }
    }

    #[inline(always)]
    fn keep_at(&mut self, number: usize, text: Place) {
        if let Some(value) = self.values.get_mut(number) {
            *value = Some(text);
        }
    }

    /// Keeps a number that a catalog has as a code. Any other is none, and may be the HTTP status; a
    /// zero says that nothing failed.
    #[inline(never)]
    fn keep_number(&mut self, step: &Step, number: Place) {
        let pointers = self.pointers;
        let literal = number.text(self.document).raw;
        for pointer in step.ending().filter(|pointer| pointers.is_to_code(*pointer)) {
            let mut catalogs = pointers.catalogs().iter();
            if catalogs.any(|catalog| catalog.all_by_code(literal).next().is_some()) {
                self.keep_at(pointer, number);
            } else if literal == "0" {
                self.has_zero = true;
            }
        }
    }
}

/// `number` in decimal, written to the end of `buffer`, which has room for the largest.
fn digits(mut number: u64, buffer: &mut [u8; 21]) -> &str {
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return core::str::from_utf8(&buffer[start..]).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::{String, ToString};

    use proptest::prelude::*;
    use serde_json::Value;

    use crate::response::pointers::tests::room;

    /// Pointers that begin like others, end inside others, have escapes, or positions.
    const POINTERS: &[&str] = &[
        "/a/abcdefgh",
        "/abcdefg",
        "/abcdefghi/0/a",
        "/abcdefgh",
        "/x~1y/z~0",
        "/a\"b",
        "/é",
        "/",
        "/a",
        "",
        "/abcdefghij/1",
    ];
    const KEYS: &[&str] = &[
        "a",
        "abcdefg",
        "abcdefgh",
        "abcdefghi",
        "abcdefghij",
        "abcdefghx",
        "x/y",
        "x~1y",
        "z~",
        "a\"b",
        "é",
        "",
        "b",
    ];
    const TEXTS: &[&str] =
        &["1", "two", "", " ", "a \"b\" \\", "\n", "\u{3000}", "é鉄", "{\"a\":1}"];

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            proptest::sample::select(TEXTS).prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            Just(Value::Null),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            let key = proptest::sample::select(KEYS).prop_map(String::from);
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(key, inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_stands_at_the_first_pointer(document in value()) {
            // As few as are followed in one way, and more.
            for pointers in [&POINTERS[..6], POINTERS] {
                let mut texts =
                    pointers.iter().filter_map(|pointer| document.pointer(pointer)?.as_str());
                let expected = texts.find(|text| !text.trim().is_empty());
                let room = room(&[pointers]);
                for json in [document.to_string(), format!("{document:#}")] {
                    let found = room.pointers().follow(&json);
                    prop_assert!(found.is_complete);
                    let code = found.fields(&json).code;
                    prop_assert_eq!(code.as_deref(), expected, "{}", json);
                }
            }
        }
    }
}
