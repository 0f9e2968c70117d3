//! The search for a perfect hash: a table in which no two codes share a slot.
//!
//! For few codes, it is a seed with which each has a slot of its own. More codes are put into buckets by
//! their hash. Then, for each bucket, largest first, the smallest pilot is chosen that moves all of its
//! codes to free slots.

use std::collections::HashSet;

use crate::lookup::{HashedPart, Key, Place};

/// How many seeds are tried with one size before the table is made larger.
const SEEDS: u64 = 16;

/// How many codes a table without pilots may have: it takes more slots and many seeds.
const MAX_WITHOUT_PILOTS: usize = 64;

/// How many seeds are tried without pilots.
const SEEDS_WITHOUT_PILOTS: u64 = 1 << 14;

/// Its multiples are the seeds: their bits are well distributed.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A table that [`Lookup`](crate::lookup::Lookup) reads.
pub struct PerfectHash {
    pub part: HashedPart,
    pub seed: u64,
    pub pilots: Vec<u8>,
    /// The number of the key that has each slot, if any does.
    pub slots: Vec<Option<usize>>,
}

/// Whether all `codes` have different hashes of `part`: equal ones share a slot in any table.
fn tells_apart(part: HashedPart, codes: &[&str]) -> bool {
    let mut seen = HashSet::with_capacity(codes.len());
    codes.iter().all(|code| seen.insert(Key::new(code).hash(part, 1)))
}

/// The smallest table that is found for `codes`, which are all different, if one is found.
pub fn search(codes: &[&str]) -> Option<PerfectHash> {
    let count = codes.len();
    let sizes = [count + count / 8, count + count / 4, count + count / 2, count * 2, count * 4];
    let table = |part| {
        sizes
            .into_iter()
            .find_map(|size| seeds(SEEDS).find_map(|seed| place_all(codes, part, seed, size)))
    };
    [HashedPart::Words, HashedPart::Whole]
        .into_iter()
        .filter(|part| tells_apart(*part, codes))
        .find_map(|part| place_without_pilots(codes, part).or_else(|| table(part)))
}

/// A table in which the hash alone gives every code its slot. Its size is a power of two, so that a
/// multiplication becomes a shift.
fn place_without_pilots(codes: &[&str], part: HashedPart) -> Option<PerfectHash> {
    if codes.len() > MAX_WITHOUT_PILOTS {
        return None;
    }
    let smallest = codes.len().next_power_of_two();
    let keys: Vec<Key<'_>> = codes.iter().map(|code| Key::new(code)).collect();
    let sizes = [smallest, smallest * 2, smallest * 4];
    sizes.into_iter().filter(|size| *size <= codes.len() * 5).find_map(|size| {
        let mut slots = vec![None; size];
        seeds(SEEDS_WITHOUT_PILOTS).find_map(|seed| {
            slots.fill(None);
            let all_free = keys.iter().enumerate().all(|(position, key)| {
                let slot = Place::of(key.hash(part, seed)).slot(0, size);
                slots[slot].replace(position).is_none()
            });
            all_free.then(|| PerfectHash { part, seed, pilots: Vec::new(), slots: slots.clone() })
        })
    })
}

fn seeds(count: u64) -> impl Iterator<Item = u64> {
    (1..=count).map(|number| number.wrapping_mul(SEED))
}

fn place_all(codes: &[&str], part: HashedPart, seed: u64, size: usize) -> Option<PerfectHash> {
    let places: Vec<Place> =
        codes.iter().map(|code| Place::of(Key::new(code).hash(part, seed))).collect();
    let buckets = (codes.len() / 4).next_power_of_two();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); buckets];
    for (position, place) in places.iter().enumerate() {
        members[place.bucket(buckets)].push(position);
    }
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|&bucket| std::cmp::Reverse(members[bucket].len()));
    let mut pilots = vec![0; buckets];
    let mut slots = vec![None; size];
    let mut taken = Vec::new();
    for bucket in order {
        pilots[bucket] = (0..=u8::MAX).find(|&pilot| {
            taken.clear();
            members[bucket].iter().all(|&position| {
                let slot = places[position].slot(pilot, size);
                let free = slots[slot].is_none() && !taken.contains(&slot);
                taken.push(slot);
                free
            })
        })?;
        for (&slot, &position) in taken.iter().zip(&members[bucket]) {
            slots[slot] = Some(position);
        }
    }
    Some(PerfectHash { part, seed, pilots, slots })
}

#[cfg(test)]
mod tests {
    use super::{Key, PerfectHash, Place, search};
    use crate::lookup::HashedPart;

    fn find(table: &PerfectHash, code: &str) -> Option<usize> {
        let place = Place::of(Key::new(code).hash(table.part, table.seed));
        let pilot = match table.pilots.as_slice() {
            [] => 0,
            pilots => pilots[place.bucket(pilots.len())],
        };
        table.slots[place.slot(pilot, table.slots.len())]
    }

    fn assert_all_found(codes: &[String]) -> PerfectHash {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let table = search(&codes).expect("a table");
        for (position, code) in codes.iter().enumerate() {
            assert_eq!(find(&table, code), Some(position), "{code}");
        }
        table
    }

    #[test]
    fn every_code_has_a_slot_of_its_own_at_every_size() {
        for count in (1..=64).chain([100, 255, 256, 257, 1000, 10_000]) {
            let codes: Vec<String> =
                (0..count).map(|number| format!("ERROR_{number}_OCCURRED")).collect();
            let table = assert_all_found(&codes);
            assert!(table.slots.len() <= count * 5 + 8, "{} slots for {count}", table.slots.len());
        }
    }

    #[test]
    fn codes_with_equal_words_are_told_apart_by_other_bytes() {
        let codes: Vec<String> = (10..90)
            .map(|number| format!("RESOURCE_{number}_OF_THE_WORKSPACE_WAS_NOT_FOUND"))
            .collect();
        assert_eq!(assert_all_found(&codes).part, HashedPart::Words);
        let codes: Vec<String> = (10..90)
            .map(|number| format!("RESOURCE_OF_THE_WORKSPACE_{number}_WAS_NOT_FOUND"))
            .collect();
        assert_eq!(assert_all_found(&codes).part, HashedPart::Whole);
    }

    #[test]
    fn codes_of_every_length_are_told_apart() {
        let codes: Vec<String> = (1..40).map(|length| "a".repeat(length)).collect();
        assert_all_found(&codes);
        let codes: Vec<String> =
            (0..=255_u8).filter(u8::is_ascii).map(|byte| char::from(byte).to_string()).collect();
        assert_all_found(&codes);
    }
}
