//! Which entry of the old catalog is which of the new one, and which catalog is which.
//!
//! Names come first, as they are what programs depend on: what has the same name is the same thing,
//! whatever else was changed. What is left on both sides may have been renamed, and is recognised by
//! what it says.

use std::collections::BTreeSet;

use crate::command_line::catalogs::matches::Matches;
use crate::command_line::catalogs::names;
use crate::generator::model::{CatalogModel, EntryModel, SegmentModel};

/// Entries whose words agree in less than this, in per cent, are different ones.
const ALIKE: usize = 60;
/// Catalogs that share no more than this of their entries, in per cent, are different ones.
const SHARED: usize = 50;

/// The positions of a thing: in the old list, in the new one, or in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    Removed(usize),
    Added(usize),
    Both(usize, usize),
}

/// The catalogs by path. What is left over was moved if most entries are the same.
pub fn catalogs(before: &[CatalogModel], after: &[CatalogModel]) -> Vec<Pair> {
    let mut matches = Matches::new(before.len(), after.len());
    matches.round(false, |at| Some(before[at].path()), |at| Some(after[at].path()));
    let names = |catalog: &CatalogModel| -> BTreeSet<(String, String)> {
        let names = catalog.entries.iter();
        names.map(|entry| (entry.variant.clone(), entry.code.clone())).collect()
    };
    let (was, is): (Vec<_>, Vec<_>) =
        (before.iter().map(names).collect(), after.iter().map(names).collect());
    matches.best(|old, new| {
        let shared = was[old].intersection(&is[new]).count();
        let score = per_cent(2 * shared, was[old].len() + is[new].len());
        (score > SHARED).then_some(score)
    });
    in_order(&matches)
}

/// The entries of a catalog.
pub fn entries(before: &[EntryModel], after: &[EntryModel]) -> Vec<Pair> {
    let mut matches = Matches::new(before.len(), after.len());
    for (is_own, sign) in SIGNS {
        matches.round(is_own, |at| sign(&before[at]), |at| sign(&after[at]));
    }
    let words_of = |entries: &[EntryModel]| entries.iter().map(words).collect::<Vec<_>>();
    let (was, is) = (words_of(before), words_of(after));
    matches.best(|old, new| {
        let score = likeness(&was[old], &is[new]);
        (score >= ALIKE).then_some(score)
    });
    in_order(&matches)
}

/// What two entries have in common that are the same one.
type Sign = fn(&EntryModel) -> Option<Vec<String>>;

/// The signs, the surest first, and whether an entry has to be the only one left that has it.
const SIGNS: [(bool, Sign); 7] = [
    (false, |entry| Some(vec![entry.variant.clone()])),
    (false, |entry| Some(vec![entry.key.clone()])),
    (false, |entry| {
        let message = message(entry).unwrap_or_default();
        Some(vec![entry.code.clone(), message, entry.description.clone()])
    }),
    (false, |entry| Some(vec![message(entry)?, entry.description.clone()])),
    (true, |entry| Some(vec![entry.code.clone()])),
    (true, |entry| Some(vec![message(entry)?])),
    (true, |entry| Some(vec![entry.description.clone()])),
];

/// The message, however its placeholders are written.
fn message(entry: &EntryModel) -> Option<String> {
    let segments = entry.message.as_ref()?.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.clone(),
        SegmentModel::Placeholder(name) => format!("{{{{.{name}}}}}"),
    });
    Some(segments.collect())
}

/// All pairs in the order of the new list. Removed entries keep their places.
fn in_order(matches: &Matches) -> Vec<Pair> {
    let mut pairs: Vec<((usize, usize), Pair)> = Vec::new();
    for (new, old) in matches.new.iter().enumerate() {
        let pair = old.map_or(Pair::Added(new), |old| Pair::Both(old, new));
        pairs.push(((new + 1, 0), pair));
    }
    let mut place = 0;
    for (old, new) in matches.old.iter().enumerate() {
        match new {
            Some(new) => place = new + 1,
            None => pairs.push(((place, old + 1), Pair::Removed(old))),
        }
    }
    pairs.sort_by_key(|(place, _)| *place);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// The words of an entry's names and texts, sorted.
fn words(entry: &EntryModel) -> Vec<String> {
    let texts = [&entry.variant, &entry.description].into_iter().cloned();
    let texts = texts.chain(message(entry)).chain(entry.title.clone());
    let mut words: Vec<String> = texts.flat_map(|text| names::words(&text)).collect();
    words.sort_unstable();
    words
}

/// How many of the words of two sorted lists are the same, in per cent.
fn likeness(one: &[String], other: &[String]) -> usize {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut same = 0;
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                same += 1;
                left.next();
                right.next();
            }
        }
    }
    per_cent(2 * same, one.len() + other.len())
}

fn per_cent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::likeness;
    use crate::command_line::catalogs::names;

    #[test]
    fn names_are_compared_word_by_word() {
        let sorted = |text: &str| {
            let mut words = names::words(text);
            words.sort_unstable();
            words
        };
        assert_eq!(likeness(&sorted("a b c"), &sorted("c b d")), 66);
        assert_eq!(likeness(&[], &[]), 0);
    }
}
