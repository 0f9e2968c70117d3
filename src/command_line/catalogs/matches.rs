//! Which items of two lists are the same thing.
//!
//! Items are matched in rounds, from the surest sign to the vaguest, each in the order of the lists,
//! so that the result is always the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many pairs are scored at most, as each pair takes time.
const MOST_PAIRS: usize = 250_000;

/// The item of the other list that each item is, as far as that is known.
pub struct Matches {
    pub old: Vec<Option<usize>>,
    pub new: Vec<Option<usize>>,
}

impl Matches {
    pub fn new(old: usize, new: usize) -> Self {
        Self { old: vec![None; old], new: vec![None; new] }
    }

    fn set(&mut self, old: usize, new: usize) {
        self.old[old] = Some(new);
        self.new[new] = Some(old);
    }

    /// The items that aren't matched yet, old and new.
    pub fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let left = |matches: &[Option<usize>]| {
            (0..matches.len()).filter(|at| matches[*at].is_none()).collect()
        };
        (left(&self.old), left(&self.new))
    }

    /// Matches items with the same sign: of several, the first with the first. If `is_own`, only
    /// items that don't share their sign with others.
    pub fn round<S: Ord>(
        &mut self,
        is_own: bool,
        of_old: impl Fn(usize) -> Option<S>,
        of_new: impl Fn(usize) -> Option<S>,
    ) {
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
        for (old, new) in by_sign.into_values() {
            if !is_own || old.len() == 1 && new.len() == 1 {
                old.into_iter().zip(new).for_each(|(old, new)| self.set(old, new));
            }
        }
    }

    /// Matches the pairs that have a score, the highest first.
    pub fn best(&mut self, score: impl Fn(usize, usize) -> Option<usize>) {
        let (old, new) = self.left();
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            return;
        }
        let pairs = old.iter().flat_map(|old| new.iter().map(|new| (*old, *new)));
        let mut scored: Vec<(usize, usize, usize)> =
            pairs.filter_map(|(old, new)| Some((score(old, new)?, old, new))).collect();
        scored.sort_by_key(|(score, old, new)| (Reverse(*score), *old, *new));
        for (_, old, new) in scored {
            if self.old[old].is_none() && self.new[new].is_none() {
                self.set(old, new);
            }
        }
    }
}
