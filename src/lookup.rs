//! Finding a wire code among those of a catalog: a perfect hash, one comparison, no allocation.
//!
//! The generator searches for a table in which no two codes share a slot (`generator/perfect_hash.rs`);
//! this module reads it. Both hash with [`Key::hash`], so the build script compiles this file too.
//!
//! A slot holds the first sixteen and the last twelve bytes of its code, and the length: a code of up to
//! 28 bytes is compared without another access to memory, a longer one with its row as well. The hash is
//! one multiplication of these words. If two codes of a catalog have the same, the generator hashes
//! every byte.

/// Which bytes of a key are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashedPart {
    /// Those that a slot holds, and the length.
    Words,
    /// Every byte, and the length.
    Whole,
}

/// A perfect hash table from a wire code to a number: each code has a slot of its own.
///
/// The bucket of a key selects a pilot, and the pilot moves the key to its slot. A small table has no
/// pilots: its seed is one with which every key has its slot at once.
#[derive(Clone, Copy, Debug)]
pub struct Lookup {
    /// The lengths of the shortest and the longest code, in bytes. Where the catalog is a constant, so
    /// are these, and the compiler leaves out comparisons that only longer codes need.
    pub lengths: (usize, usize),
    /// Which bytes of a key are hashed.
    pub part: HashedPart,
    /// Start value of the hash.
    pub seed: u64,
    /// One pilot per bucket, if there are any; the number of buckets is a power of two.
    pub pilots: &'static [u8],
    /// The one code that each slot can have.
    pub slots: &'static [Slot],
}

/// A code and its value. Slots fill half a cache line, and are aligned so that none crosses two.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub struct Slot {
    /// The first eight bytes.
    pub first: u64,
    /// The last eight of the first sixteen.
    pub second: u64,
    /// The last eight.
    pub last: u64,
    /// The four before the last eight, or else the first four.
    pub rest: u32,
    /// How many bytes the code has.
    pub length: u16,
    /// What the code leads to.
    pub value: u16,
}

impl Slot {
    /// The empty slot.
    pub const EMPTY: Self = Self { first: 0, second: 0, last: 0, rest: 0, length: 0, value: 0 };

    /// The slot of `code`.
    #[cfg_attr(not(feature = "generator"), allow(dead_code, reason = "the generator calls it"))]
    pub fn new(code: &str, value: u16) -> Self {
        let key = Key::new(code);
        let Key { first, second, last, rest, .. } = key;
        Self { first, second, last, rest, length: key.length(), value }
    }
}

impl Lookup {
    /// Finds nothing.
    pub const EMPTY: Self =
        Self { lengths: (1, 0), part: HashedPart::Words, seed: 0, pilots: &[], slots: &[] };

    /// The value of the code `key`. `has_key` compares a value's row with `key`; it is only called for
    /// a key that is longer than what a slot holds.
    #[inline(always)]
    pub(crate) fn find(
        &self,
        key: &str,
        has_key: impl FnOnce(&'static u16) -> bool,
    ) -> Option<&'static u16> {
        let (shortest, longest) = self.lengths;
        if key.len() < shortest || key.len() > longest {
            return None;
        }
        let key = Key::new(key);
        let slot = self.slot(&key)?;
        let is_same = key.first == slot.first
            && key.length() == slot.length
            && (longest <= 8 || key.last == slot.last)
            && (longest <= 16 || key.second == slot.second)
            && (longest <= 24 || key.rest == slot.rest)
            && (longest <= 28 || key.is_in_words() || has_key(&slot.value));
        is_same.then_some(&slot.value)
    }

    /// The slot of `key` if it is one of the table's codes, or else any slot.
    #[inline(always)]
    fn slot(&self, key: &Key<'_>) -> Option<&'static Slot> {
        let place = Place::of(key.hash(self.part, self.seed));
        let pilot = match self.pilots {
            [] => 0,
            pilots => *pilots.get(place.bucket(pilots.len()))?,
        };
        self.slots.get(place.slot(pilot, self.slots.len()))
    }
}

/// A string that is looked up.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    bytes: &'k [u8],
    first: u64,
    second: u64,
    last: u64,
    rest: u32,
}

impl<'k> Key<'k> {
    #[inline(always)]
    pub fn new(key: &'k str) -> Self {
        let bytes = key.as_bytes();
        if let [start @ .., _, _, _, _, _, _, _, _] = bytes {
            // Without a branch on whether there are four bytes before the last eight.
            let rest = last_half(up_to(bytes, start.len().max(4)));
            let second = last_word(up_to(bytes, 16));
            Self { bytes, first: word(bytes), second, last: last_word(bytes), rest }
        } else {
            let all = short_word(bytes);
            Self { bytes, first: all, second: 0, last: all, rest: 0 }
        }
    }

    /// The length, capped at that of the longest possible code.
    #[inline(always)]
    fn length(&self) -> u16 {
        u16::try_from(self.bytes.len()).unwrap_or(u16::MAX)
    }

    /// Whether the words contain every byte.
    #[inline(always)]
    const fn is_in_words(&self) -> bool {
        self.bytes.len() <= 28
    }

    #[inline]
    pub fn hash(&self, part: HashedPart, seed: u64) -> u64 {
        let first = self.first ^ self.second.rotate_left(23) ^ seed;
        let last =
            self.last.wrapping_add(self.bytes.len() as u64) ^ u64::from(self.rest).rotate_left(41);
        let words = multiply(first, last);
        match part {
            HashedPart::Words => words,
            HashedPart::Whole => {
                let others = self.bytes.get(16..).unwrap_or(&[]).chunks_exact(8).map(word);
                others.zip(1_u64..).fold(words, |hash, (word, number)| {
                    hash ^ multiply(word ^ seed, number.wrapping_mul(SECRET))
                })
            }
        }
    }
}

/// A hash, from which the place of its key is derived.
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

    /// The slot among `slots` to which `pilot` moves the key.
    #[inline]
    pub const fn slot(self, pilot: u8, slots: usize) -> usize {
        // Multiplying by an odd number loses nothing, and carries the lower bits into the upper ones.
        let place = self.0.wrapping_mul(2 * pilot as u64 + 1);
        ((place as u128 * slots as u128) >> 64) as usize
    }
}

/// The bytes up to `end`, or all if there are fewer.
#[inline(always)]
fn up_to(bytes: &[u8], end: usize) -> &[u8] {
    &bytes[..bytes.len().min(end)]
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

/// The last four bytes; 0 where there are fewer.
#[inline]
fn last_half(bytes: &[u8]) -> u32 {
    match bytes {
        [.., a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// All of at most seven bytes: the first half and the last, which overlap, or each byte.
#[inline(always)]
fn short_word(bytes: &[u8]) -> u64 {
    match bytes {
        [a, b, c, d, ..] => {
            let first = u32::from_le_bytes([*a, *b, *c, *d]);
            u64::from(first) | u64::from(last_half(bytes)) << 32
        }
        [a, .., c] => u64::from(u32::from_le_bytes([*a, bytes[bytes.len() / 2], *c, 0])),
        [a] => u64::from(*a),
        [] => 0,
    }
}

const SECRET: u64 = 0x2d35_8dcc_aa6c_78a5;

/// One multiplication to 128 bits, folded, so that every bit of both affects the whole result.
#[inline]
const fn multiply(one: u64, other: u64) -> u64 {
    let product = one as u128 * other as u128;
    (product >> 64) as u64 ^ product as u64
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{Lookup, Place, Slot};
    use std::string::String;

    /// A table of one slot, in which every key lands.
    fn finds(code: &'static str, key: &str) -> bool {
        let slots = Box::leak(Box::new([Slot::new(code, 0)]));
        let lengths = (code.len(), code.len());
        let lookup = Lookup { lengths, seed: 1, slots, ..Lookup::EMPTY };
        lookup.find(key, |_| code == key).is_some()
    }

    #[test]
    fn keys_that_differ_in_one_byte_are_not_found() {
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
    fn an_empty_slot_has_no_key() {
        for length in 1..40 {
            let lookup =
                Lookup { lengths: (length, length), slots: &[Slot::EMPTY], ..Lookup::EMPTY };
            assert_eq!(lookup.find(&"\0".repeat(length), |_| true), None, "{length} bytes");
        }
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
