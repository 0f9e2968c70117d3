//! "Did you mean": the candidate closest to a mistyped word.
//!
//! The library, the command line and the build script share it, so it needs only `core`.

use crate::characters::joins_words;

/// Words with more significant characters than this are not compared.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, if it is near enough; of equally near ones, the first.
///
/// Letter case, underscores, dashes, dots and spaces are ignored.
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = Letters::of(word)?;
    let allowed = (word.length / 3).max(1);
    let mut best = None;
    for candidate in candidates {
        let Some(letters) = Letters::of(candidate) else { continue };
        let distance = word.distance(&letters);
        let nearest_yet =
            best.map_or(allowed, |(nearest, _): (usize, _)| nearest.saturating_sub(1));
        if distance <= nearest_yet && distance < letters.length.max(word.length) {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The significant characters of a word, in lower case.
struct Letters {
    characters: [char; LONGEST],
    length: usize,
}

impl Letters {
    fn of(word: &str) -> Option<Self> {
        let mut letters = Self { characters: ['\0'; LONGEST], length: 0 };
        let significant = word.chars().filter(|character| !joins_words(*character));
        for character in significant {
            *letters.characters.get_mut(letters.length)? = character.to_ascii_lowercase();
            letters.length += 1;
        }
        (letters.length > 0).then_some(letters)
    }

    fn as_slice(&self) -> &[char] {
        &self.characters[..self.length]
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between the two.
    fn distance(&self, other: &Self) -> usize {
        let (this, other) = (self.as_slice(), other.as_slice());
        let mut before_last = [0; LONGEST + 1];
        let mut last = [0; LONGEST + 1];
        for (column, cost) in last.iter_mut().enumerate() {
            *cost = column;
        }
        for (row, &letter) in this.iter().enumerate() {
            let mut current = [0; LONGEST + 1];
            current[0] = row + 1;
            for (column, &against) in other.iter().enumerate() {
                let replaced = last[column] + usize::from(letter != against);
                let mut cost = replaced.min(last[column + 1] + 1).min(current[column] + 1);
                let swapped = row > 0
                    && column > 0
                    && this[row - 1] == against
                    && other[column - 1] == letter;
                if swapped {
                    cost = cost.min(before_last[column - 1] + 1);
                }
                current[column + 1] = cost;
            }
            before_last = last;
            last = current;
        }
        last[other.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn typos_are_recognised() {
        let words = ["status", "message", "description"];
        for slip in ["statuss", "sttaus", "Status", "statu", "stat-us"] {
            assert_eq!(closest(slip, words), Some("status"), "{slip}");
        }
    }

    #[test]
    fn unrelated_words_are_not_suggested() {
        for word in ["", "_", "x", "retry-after", &"s".repeat(1000)] {
            assert_eq!(closest(word, ["status", "message", "description"]), None, "{word}");
        }
    }

    #[test]
    fn the_nearest_then_the_first_candidate_wins() {
        assert_eq!(closest("TaskNotFond", ["NotFound", "TaskNotFound"]), Some("TaskNotFound"));
        assert_eq!(closest("ac", ["ab", "ad"]), Some("ab"));
    }
}
