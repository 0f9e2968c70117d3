//! Finding a wire code among those of a catalog: a perfect hash, one comparison, no allocation.
//!
//! The generator searches for a table in which no two codes share a slot (`generator/emit/lookup.rs`);
//! this module reads it. Both hash with [`hash`], so the build script compiles this file too.
//!
//! A key is hashed over its first and last eight bytes and its length, which is what tells the codes
//! of real catalogs apart and costs two loads, however long they are. Where two codes of a catalog
//! agree in these, the generator chooses [`HashedPart::Whole`].

/// Which bytes of a code are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashedPart {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// Every byte, and the length.
    Whole,
}

/// A perfect hash table from wire codes to positions.
///
/// The bucket of a key selects a pilot, and the pilot moves the key to a slot of its own.
#[derive(Clone, Copy, Debug)]
pub struct Lookup {
    /// Which bytes of a code are hashed.
    pub part: HashedPart,
    /// Start value of the hash.
    pub seed: u64,
    /// One pilot per bucket; the number of buckets is a power of two.
    pub pilots: &'static [u8],
    /// The position of the one key that can be in this slot; the number of slots is a power of two.
    pub slots: &'static [u16],
}

impl Lookup {
    /// The table that finds nothing.
    pub const EMPTY: Self = Self { part: HashedPart::Ends, seed: 0, pilots: &[], slots: &[] };

    /// The slot of `key`, which holds the position of the only key that can be equal to it.
    #[inline]
    pub(crate) fn slot(&self, key: &str) -> Option<&'static u16> {
        let place = Place::of(hash(self.part, self.seed, key));
        let pilot = self.pilots.get(place.bucket(self.pilots.len()))?;
        self.slots.get(place.slot(*pilot, self.slots.len()))
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

    /// The slot among `slots`, a power of two up to 2^24, to which `pilot` moves the key.
    #[inline]
    pub const fn slot(self, pilot: u8, slots: usize) -> usize {
        let start = (self.0 >> 40) as u32;
        // Odd, so that the steps reach every slot before they repeat.
        let step = (self.0 >> 16) as u32 | 1;
        start.wrapping_add(step.wrapping_mul(pilot as u32)) as usize & slots.wrapping_sub(1)
    }
}

/// The hash of a key.
#[inline]
pub fn hash(part: HashedPart, seed: u64, key: &str) -> u64 {
    let bytes = key.as_bytes();
    let length = (bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    match part {
        HashedPart::Ends => {
            let (first, last) = ends(bytes);
            scramble(seed ^ length, first ^ last.rotate_left(29))
        }
        HashedPart::Whole => bytes.chunks(8).fold(seed ^ length, |state, chunk| {
            let (first, last) = ends(chunk);
            scramble(state, first ^ last.rotate_left(29))
        }),
    }
}

/// The first and the last up to eight bytes, read so that every byte of a shorter key is in one.
#[inline]
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
    } else if let [first, .., last] = bytes {
        let middle = bytes[bytes.len() / 2];
        (u64::from_le_bytes([*first, middle, *last, 0, 0, 0, 0, 0]), 0)
    } else {
        (bytes.first().map_or(0, |&byte| u64::from(byte)), 0)
    }
}

/// One multiplication to 128 bits, folded, so that every bit of `word` moves bits all over.
#[inline]
const fn scramble(state: u64, word: u64) -> u64 {
    let product = (state ^ word) as u128 * 0x2d35_8dcc_aa6c_78a5;
    (product >> 64) as u64 ^ product as u64
}
