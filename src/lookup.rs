//! Finding a wire code among those of a catalog: a perfect hash, one comparison, no allocation.
//!
//! The generator searches for a table in which no two codes share a slot (`generator/emit/lookup.rs`);
//! this module reads it. Both hash with [`Key::hash`], so the build script compiles this file too.
//!
//! A key is known by three words of it, its first, middle and last eight bytes, and by its length.
//! They stand in its slot, so that a code of up to 24 bytes is compared without another look at
//! memory; longer ones are compared word by word. What is hashed is the first and the last word, with
//! one multiplication; most texts that are no code are refused before more of them is read. Where two
//! codes of a catalog agree in these, the generator chooses another [`HashedPart`].

/// Which bytes of a code are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashedPart {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// The first, the middle and the last eight bytes, and the length.
    Words,
    /// Every byte, and the length.
    Whole,
}

/// A perfect hash table from wire codes to positions.
///
/// The bucket of a key selects a pilot, and the pilot moves the key to a slot of its own. A small
/// table has no pilots: its seed is one with which every key has its slot at once.
#[derive(Clone, Copy, Debug)]
pub struct Lookup {
    /// Which bytes of a code are hashed.
    pub part: HashedPart,
    /// Start value of the hash.
    pub seed: u64,
    /// One pilot per bucket, if there are any; the number of buckets is a power of two.
    pub pilots: &'static [u8],
    /// The one code that can be in this slot: its words, its length, and its position.
    pub slots: &'static [(u64, u64, u64, u32, u16)],
}

impl Lookup {
    /// The table that finds nothing.
    pub const EMPTY: Self = Self { part: HashedPart::Ends, seed: 0, pilots: &[], slots: &[] };

    /// The position of the code that is `key`; `code` gives that of a position.
    #[inline(always)]
    pub(crate) fn find(
        &self,
        key: &str,
        code: impl FnOnce(u16) -> Option<&'static str>,
    ) -> Option<&'static u16> {
        let key = Key::new(key);
        let place = Place::of(key.hash(self.part, self.seed));
        let pilot = match self.pilots {
            [] => 0,
            pilots => *pilots.get(place.bucket(pilots.len()))?,
        };
        let (first, middle, last, length, position) =
            self.slots.get(place.slot(pilot, self.slots.len()))?;
        let is_same = key.first == *first
            && key.last == *last
            && key.bytes.len() == *length as usize
            && key.middle() == *middle
            && (key.is_in_words() || code(*position).is_some_and(|code| key.is(code)));
        is_same.then_some(position)
    }
}

/// A text that is looked up.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    bytes: &'k [u8],
    first: u64,
    last: u64,
}

impl<'k> Key<'k> {
    #[inline]
    pub fn new(key: &'k str) -> Self {
        let bytes = key.as_bytes();
        let (first, last) = match bytes {
            [.., _, _, _, _, _, _, _, _] => (word(bytes), last_word(bytes)),
            [a, b, c, d, ..] => match bytes {
                [.., w, x, y, z] => (half_word([*a, *b, *c, *d]), half_word([*w, *x, *y, *z])),
                _ => (0, 0),
            },
            [first, .., last] => {
                let middle = bytes[bytes.len() / 2];
                (half_word([*first, middle, *last, 0]), 0)
            }
            [only] => (u64::from(*only), 0),
            [] => (0, 0),
        };
        Self { bytes, first, last }
    }

    /// The eight bytes in the middle of those that have more than that.
    #[inline]
    fn middle(&self) -> u64 {
        let before = self.bytes.len().saturating_sub(8) / 2;
        self.bytes.get(before..).map_or(0, word)
    }

    /// The first, the middle and the last word, and the length.
    #[cfg_attr(not(feature = "generator"), allow(dead_code, reason = "the generator calls it"))]
    pub fn parts(&self) -> ([u64; 3], usize) {
        ([self.first, self.middle(), self.last], self.bytes.len())
    }

    /// Whether the words contain every byte.
    #[inline]
    const fn is_in_words(&self) -> bool {
        self.bytes.len() <= 3 * 8
    }

    /// Whether it is `code`, whose words and length are the same.
    #[inline]
    fn is(&self, code: &str) -> bool {
        // What is left over is in the last word.
        let words = self.bytes.chunks_exact(8).zip(code.as_bytes().chunks_exact(8));
        words.fold(true, |same, (own, other)| same & (word(own) == word(other)))
    }

    #[inline]
    pub fn hash(&self, part: HashedPart, seed: u64) -> u64 {
        let length = self.bytes.len() as u64;
        let (first, last) = (self.first ^ seed, self.last.wrapping_add(length) ^ seed);
        match part {
            HashedPart::Ends => multiply(first, last),
            HashedPart::Words => multiply(first, last ^ self.middle().rotate_left(23)),
            HashedPart::Whole => {
                let chunks = self.bytes.chunks_exact(8).map(word);
                chunks.fold(multiply(first, last ^ SECRET), |state, word| {
                    multiply(state ^ word, SECRET)
                })
            }
        }
    }
}

/// What a hash says of where its key lies.
#[derive(Clone, Copy, Debug)]
pub struct Place(u64);

impl Place {
    #[inline]
    pub const fn of(hash: u64) -> Self {
        Self(hash)
    }

    /// The bucket among `buckets`, a power of two up to 2^16.
    #[inline]
    pub const fn bucket(self, buckets: usize) -> usize {
        (self.0 & 0xffff) as usize & buckets.wrapping_sub(1)
    }

    /// The slot among `slots`, of which there are less than 2^32, to which `pilot` moves the key.
    #[inline]
    pub const fn slot(self, pilot: u8, slots: usize) -> usize {
        let start = (self.0 >> 32) as u32;
        // Odd, so that every pilot leads elsewhere.
        let step = (self.0 >> 16) as u32 | 1;
        let place = start.wrapping_add(step.wrapping_mul(pilot as u32));
        ((place as u64 * slots as u64) >> 32) as usize
    }
}

/// The first eight bytes; 0 where there are fewer.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    match bytes {
        [a, b, c, d, e, f, g, h, ..] => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => 0,
    }
}

/// The last eight bytes; 0 where there are fewer.
#[inline]
fn last_word(bytes: &[u8]) -> u64 {
    match bytes {
        [.., a, b, c, d, e, f, g, h] => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => 0,
    }
}

#[inline]
fn half_word(bytes: [u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(bytes))
}

const SECRET: u64 = 0x2d35_8dcc_aa6c_78a5;

/// One multiplication to 128 bits, folded, so that every bit of both moves bits all over.
#[inline]
const fn multiply(one: u64, other: u64) -> u64 {
    let product = one as u128 * other as u128;
    (product >> 64) as u64 ^ product as u64
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{HashedPart, Key, Lookup, Place};
    use std::string::String;

    /// A table of one slot, in which every key lands.
    fn finds(code: &'static str, key: &str) -> bool {
        let ([first, middle, last], length) = Key::new(code).parts();
        let slots = Box::leak(Box::new([(first, middle, last, length as u32, 0)]));
        let lookup = Lookup { part: HashedPart::Ends, seed: 1, pilots: &[], slots };
        lookup.find(key, |_| Some(code)).is_some()
    }

    #[test]
    fn a_key_of_any_length_that_differs_in_one_byte_is_not_found() {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for length in 1..=text.len() {
            let code = &text[..length];
            assert!(finds(code, code), "{code}");
            for changed in 0..length {
                let mut key = String::from(code);
                key.replace_range(changed..=changed, "_");
                assert!(!finds(code, &key), "{key} for {code}");
            }
            assert!(!finds(code, &text[..length - 1]), "{code} cut off");
        }
        assert!(!finds("\0", ""));
        assert!(!finds("\0\0", "\0"));
    }

    #[test]
    fn a_place_is_inside_the_table() {
        for hash in [0, 1, u64::MAX, 0x8000_0000_0000_0000, 0x1234_5678_9abc_def0] {
            for size in [1, 2, 3, 58, 1000, 65_536] {
                for pilot in [0, 1, u8::MAX] {
                    assert!(Place::of(hash).slot(pilot, size) < size);
                }
            }
        }
    }
}
