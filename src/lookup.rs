//! Finding a wire code among those of a catalog: a perfect hash, one comparison, no allocation.
//!
//! The generator searches for a table in which no two codes share a slot (`generator/perfect_hash.rs`);
//! this module reads it. Both hash with [`Key::hash`], so the build script compiles this file too.
//!
//! A slot holds the first, second and last eight bytes of its code, four bytes more, and the length: a
//! code of up to 28 bytes is compared without another access to memory, a longer one with its row as
//! well. The hash is one multiplication of the first and the last eight bytes. If two codes of a catalog
//! have the same, the generator chooses another [`HashedPart`].

/// Which bytes of a key are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashedPart {
    /// The first and the last eight bytes, and the length, of few keys: the lower half of the product is
    /// enough to tell them apart.
    EndsOfFew,
    /// The first and the last eight bytes, and the length.
    Ends,
    /// The first and the last eight bytes, the eight that end with the one of this number, or else with
    /// the last, and the length.
    Words(usize),
    /// Every byte, and the length.
    Whole,
}

/// A perfect hash table: each of its keys has a slot of its own.
///
/// The bucket of a key selects a pilot, and the pilot moves the key to its slot. A small table has no
/// pilots: its seed is one with which every key has its slot at once.
#[derive(Clone, Copy, Debug)]
pub struct Table<S: 'static> {
    /// Which bytes of a key are hashed.
    pub part: HashedPart,
    /// Start value of the hash.
    pub seed: u64,
    /// One pilot per bucket, if there are any; the number of buckets is a power of two.
    pub pilots: &'static [u8],
    /// The one key that each slot can have, and its value.
    pub slots: &'static [S],
}

impl<S> Table<S> {
    /// The table that has no slots.
    pub const EMPTY: Self = Self { part: HashedPart::Ends, seed: 0, pilots: &[], slots: &[] };

    /// The slot of `key`, if it is one of the table's keys, or else any slot.
    #[inline(always)]
    pub(crate) fn slot(&self, key: &Key<'_>) -> Option<&'static S> {
        let place = Place::of(key.hash(self.part, self.seed));
        let pilot = match self.pilots {
            [] => 0,
            pilots => *pilots.get(place.bucket(pilots.len()))?,
        };
        self.slots.get(place.slot(pilot, self.slots.len()))
    }
}

/// From a wire code to the position of its row, or the positions of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<V: 'static = u16> {
    /// The lengths of the shortest and the longest code, in bytes. Where the catalog is a constant, so
    /// are these, and the compiler leaves out comparisons that only longer codes need.
    pub lengths: (usize, usize),
    /// The codes.
    pub table: Table<Slot<V>>,
}

/// A code and its value: its first eight bytes, the last eight of its first sixteen, its last eight, the
/// last four of its first twenty, its length, and the value. With a position, a slot fills half a cache
/// line.
#[derive(Clone, Copy, Debug)]
pub struct Slot<V = u16>(pub u64, pub u64, pub u64, pub u32, pub u16, pub V);

/// A value of a [`Slot`].
pub trait Known: Copy {
    /// The value of an empty slot.
    const NOTHING: Self;
}

impl Known for u16 {
    const NOTHING: Self = 0;
}

impl Known for &'static [u16] {
    const NOTHING: Self = &[];
}

impl<V: Known> Slot<V> {
    /// The empty slot.
    pub const EMPTY: Self = Self(0, 0, 0, 0, 0, V::NOTHING);

    /// The slot of `code`.
    #[cfg_attr(not(feature = "generator"), allow(dead_code, reason = "the generator calls it"))]
    pub fn new(code: &str, known: V) -> Self {
        let key = Key::new(code);
        Self(key.first, key.second, key.last, key.rest, key.length(), known)
    }
}

/// Aligned to cache lines, so that no slot of half a line crosses two of them.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Aligned<T>(pub T);

impl<V> Lookup<V> {
    /// Finds nothing.
    pub const EMPTY: Self = Self { lengths: (1, 0), table: Table::EMPTY };

    /// The value of the code `key`. `is_known_of` compares a value's row with `key`; it is only called
    /// for a key that is longer than what a slot holds.
    #[inline(always)]
    pub(crate) fn find(
        &self,
        key: &str,
        is_known_of: impl FnOnce(&V) -> bool,
    ) -> Option<&'static V> {
        let (shortest, longest) = self.lengths;
        if key.len() < shortest || key.len() > longest {
            return None;
        }
        let key = Key::new(key);
        let Slot(first, second, last, rest, length, known) = self.table.slot(&key)?;
        let is_same = key.first == *first
            && key.last == *last
            && key.length() == *length
            && (longest <= 16 || key.second == *second)
            && (longest <= 24 || key.rest == *rest)
            && (longest <= 28 || key.is_in_words() || is_known_of(known));
        is_same.then_some(known)
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
        let (first, second, last, rest) = match bytes {
            [.., _, _, _, _, _, _, _, _] => {
                let (second, rest) = (last_word(up_to(bytes, 16)), last_half(up_to(bytes, 20)));
                (word(bytes), second, last_word(bytes), rest)
            }
            [_, _, _, _, ..] => (first_half(bytes), 0, u64::from(last_half(bytes)), 0),
            [first, .., last] => {
                let middle = bytes[bytes.len() / 2];
                (half_word([*first, middle, *last, 0]), 0, 0, 0)
            }
            [only] => (u64::from(*only), 0, 0, 0),
            [] => (0, 0, 0, 0),
        };
        Self { bytes, first, second, last, rest }
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
        let length = self.bytes.len() as u64;
        let (first, last) = (self.first ^ seed, self.last.wrapping_add(length));
        match part {
            HashedPart::EndsOfFew => first.wrapping_mul(last),
            HashedPart::Ends => multiply(first, last),
            HashedPart::Words(end) => {
                multiply(first, last ^ last_word(up_to(self.bytes, end)).rotate_left(23))
            }
            HashedPart::Whole => {
                let chunks = self.bytes.chunks_exact(8).map(word);
                chunks.fold(multiply(first, last ^ SECRET), |state, word| {
                    multiply(state ^ word, SECRET)
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

/// The first four bytes; 0 where there are fewer.
#[inline]
fn first_half(bytes: &[u8]) -> u64 {
    match bytes {
        [a, b, c, d, ..] => half_word([*a, *b, *c, *d]),
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

#[inline]
fn half_word(bytes: [u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(bytes))
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
    use super::{Lookup, Place, Slot, Table};
    use std::string::String;

    /// A table of one slot, in which every key lands.
    fn finds(code: &'static str, key: &str) -> bool {
        let slots = Box::leak(Box::new([Slot::new(code, 0_u16)]));
        let lengths = (code.len(), code.len());
        let table = Table { seed: 1, slots, ..Table::EMPTY };
        let lookup = Lookup { lengths, table };
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
