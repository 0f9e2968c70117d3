//! Which entry of the old catalog is which of the new one, and which catalog is which.
//!
//! Names come first, as they are what programs depend on: what has the same name is the same thing,
//! whatever else was changed. What is left over on both sides may have been renamed, and is told by
//! what it says. That goes in rounds, from the surest sign to the vaguest, each in the order of the
//! files, so that the result is the same every time.

use std::collections::{BTreeMap, BTreeSet};

use crate::command_line::catalogs::names;
use crate::generator::model::{CatalogModel, EntryModel, SegmentModel};

/// Entries whose words agree in less than this, in per cent, are different ones.
const ALIKE: usize = 60;
/// Catalogs that share no more than this of their entries, in per cent, are different ones.
const SHARED: usize = 50;
/// How many pairs are compared word by word at most. It takes a catalog that was written anew to
/// exceed it.
const MOST_PAIRS: usize = 250_000;

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
    matches.round(|at| Some(before[at].path()), |at| Some(after[at].path()));
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
    matches.in_order()
}

/// The entries of a catalog.
pub fn entries(before: &[EntryModel], after: &[EntryModel]) -> Vec<Pair> {
    let mut matches = Matches::new(before.len(), after.len());
    for sign in SIGNS {
        matches.round(|at| sign(&before[at]), |at| sign(&after[at]));
    }
    for sign in OWN_SIGNS {
        matches.round_of_own(|at| sign(&before[at]), |at| sign(&after[at]));
    }
    let (old, new) = matches.left();
    let of = |entries: &[EntryModel], left: Vec<usize>| -> BTreeMap<usize, Vec<String>> {
        left.into_iter().map(|at| (at, words(&entries[at]))).collect()
    };
    let (was, is) = (of(before, old), of(after, new));
    matches.best(|old, new| {
        let score = likeness(was.get(&old)?, is.get(&new)?);
        (score >= ALIKE).then_some(score)
    });
    matches.in_order()
}

/// What two entries have in common that are the same one.
type Sign = fn(&EntryModel) -> Option<Vec<String>>;

const SIGNS: [Sign; 4] = [
    |entry| Some(vec![entry.variant.clone()]),
    |entry| Some(vec![entry.key.clone()]),
    |entry| {
        Some(vec![
            entry.code.clone(),
            message(entry).unwrap_or_default(),
            entry.description.clone(),
        ])
    },
    |entry| Some(vec![message(entry)?, entry.description.clone()]),
];

/// The same, if no other entry that is left has it.
const OWN_SIGNS: [Sign; 3] = [
    |entry| Some(vec![entry.code.clone()]),
    |entry| Some(vec![message(entry)?]),
    |entry| Some(vec![entry.description.clone()]),
];

/// The message, however its placeholders are written.
fn message(entry: &EntryModel) -> Option<String> {
    let segments = entry.message.as_ref()?.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.clone(),
        SegmentModel::Placeholder(name) => format!("{{{{.{name}}}}}"),
    });
    Some(segments.collect())
}

/// What is known of which is which.
struct Matches {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Matches {
    fn new(old: usize, new: usize) -> Self {
        Self { old: vec![None; old], new: vec![None; new] }
    }

    fn set(&mut self, old: usize, new: usize) {
        self.old[old] = Some(new);
        self.new[new] = Some(old);
    }

    /// The positions that are left over, old and new.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let left = |matches: &[Option<usize>]| {
            (0..matches.len()).filter(|at| matches[*at].is_none()).collect()
        };
        (left(&self.old), left(&self.new))
    }

    /// Matches what has the same sign; of several, the first with the first.
    fn round<S: Ord>(
        &mut self,
        of_old: impl Fn(usize) -> Option<S>,
        of_new: impl Fn(usize) -> Option<S>,
    ) {
        for (old, new) in self.with_same_sign(of_old, of_new) {
            for (old, new) in old.into_iter().zip(new) {
                self.set(old, new);
            }
        }
    }

    /// Matches what has the same sign and is alone in that on its side.
    fn round_of_own<S: Ord>(
        &mut self,
        of_old: impl Fn(usize) -> Option<S>,
        of_new: impl Fn(usize) -> Option<S>,
    ) {
        for (old, new) in self.with_same_sign(of_old, of_new) {
            if let ([old], [new]) = (&old[..], &new[..]) {
                self.set(*old, *new);
            }
        }
    }

    fn with_same_sign<S: Ord>(
        &self,
        of_old: impl Fn(usize) -> Option<S>,
        of_new: impl Fn(usize) -> Option<S>,
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let (old, new) = self.left();
        let mut by_sign: BTreeMap<S, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in old {
            if let Some(sign) = of_old(at) {
                by_sign.entry(sign).or_default().0.push(at);
            }
        }
        for at in new {
            if let Some((_, positions)) = of_new(at).and_then(|sign| by_sign.get_mut(&sign)) {
                positions.push(at);
            }
        }
        by_sign.into_values().collect()
    }

    /// Matches what has the best score, if it has one.
    fn best(&mut self, score: impl Fn(usize, usize) -> Option<usize>) {
        let (old, new) = self.left();
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            return;
        }
        let pairs = old.iter().flat_map(|old| new.iter().map(|new| (*old, *new)));
        let mut scored: Vec<(usize, usize, usize)> =
            pairs.filter_map(|(old, new)| Some((score(old, new)?, old, new))).collect();
        scored.sort_by_key(|(score, old, new)| (std::cmp::Reverse(*score), *old, *new));
        for (_, old, new) in scored {
            if self.old[old].is_none() && self.new[new].is_none() {
                self.set(old, new);
            }
        }
    }

    /// Everything in the order of the new list; what was removed stands where it stood.
    fn in_order(&self) -> Vec<Pair> {
        let mut pairs: Vec<((usize, usize), Pair)> = Vec::new();
        for (new, old) in self.new.iter().enumerate() {
            let pair = old.map_or(Pair::Added(new), |old| Pair::Both(old, new));
            pairs.push(((new + 1, 0), pair));
        }
        let mut place = 0;
        for (old, new) in self.old.iter().enumerate() {
            match new {
                Some(new) => place = new + 1,
                None => pairs.push(((place, old + 1), Pair::Removed(old))),
            }
        }
        pairs.sort_by_key(|(place, _)| *place);
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }
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
