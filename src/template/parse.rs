//! Reading a message back into the values of its placeholders.
//!
//! The pieces are matched from the left. A value ends where the literal behind its placeholder first
//! occurs; the last literal has to end the message. As long as no placeholder is repeated, the first
//! such split is the only one worth trying: where a later one fits, so does the first. A repeated
//! placeholder has to have the same value again, so that an earlier split can turn out wrong, and
//! the next one is tried.

use super::Piece;

/// How many values are tried before a message counts as unreadable. Only a template that repeats a
/// placeholder beside another one can come near it.
const ATTEMPTS: usize = 1 << 20;

/// Fills `values` with what `message` has in the places of the placeholders, and says whether
/// `message` is one that `pieces` can render.
pub fn parse<'m>(pieces: &[Piece], message: &'m str, values: &mut [Option<&'m str>]) -> bool {
    let placeholders = pieces.iter().filter_map(|piece| match piece {
        Piece::Placeholder { index, .. } => Some(*index),
        Piece::Literal(_) => None,
    });
    let different = placeholders.clone().max().map_or(0, |highest| highest + 1);
    if different > values.len() {
        return false;
    }
    let repeats = placeholders.count() > different;
    Parser { values, attempts: if repeats { ATTEMPTS } else { 0 } }.matches(pieces, message)
}

struct Parser<'v, 'm> {
    values: &'v mut [Option<&'m str>],
    /// How many further splits may be tried after the first has failed.
    attempts: usize,
}

impl<'m> Parser<'_, 'm> {
    /// Whether `pieces` can render all of `rest`, with the values that are known.
    fn matches(&mut self, mut pieces: &[Piece], mut rest: &'m str) -> bool {
        loop {
            let (known, tail) = match pieces {
                [] => return rest.is_empty(),
                [Piece::Literal(text), tail @ ..] => (*text, tail),
                [Piece::Placeholder { index, .. }, tail @ ..] => match self.values[*index] {
                    Some(value) => (value, tail),
                    None => return self.matches_unknown(*index, pieces, tail, rest),
                },
            };
            let Some(behind) = rest.strip_prefix(known) else { return false };
            (pieces, rest) = (tail, behind);
        }
    }

    /// Whether `pieces`, the first of which is a placeholder whose value isn't known yet, can render
    /// all of `rest`.
    fn matches_unknown(
        &mut self,
        index: usize,
        pieces: &[Piece],
        tail: &[Piece],
        rest: &'m str,
    ) -> bool {
        if let Some(length) = self.only_length(index, pieces, rest.len()) {
            return length
                .and_then(|length| rest.split_at_checked(length))
                .is_some_and(|(value, behind)| self.matches_with(index, value, tail, behind));
        }
        let [Piece::Literal(text), tail @ ..] = tail else {
            // The generator lets no two placeholders stand side by side.
            return false;
        };
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|unread| unread.find(text)) {
            let end = from + found;
            if self.matches_with(index, &rest[..end], tail, &rest[end + text.len()..]) {
                return true;
            }
            if self.attempts == 0 {
                return false;
            }
            self.attempts -= 1;
            from = end + rest[end..].chars().next().map_or(1, char::len_utf8);
        }
        false
    }

    fn matches_with(
        &mut self,
        index: usize,
        value: &'m str,
        pieces: &[Piece],
        rest: &'m str,
    ) -> bool {
        self.values[index] = Some(value);
        let matches = self.matches(pieces, rest);
        if !matches {
            self.values[index] = None;
        }
        matches
    }

    /// The one length that the value of placeholder `index` can have, where it is the only unknown
    /// among `pieces`: all of them together have to be `total` bytes long. `Some(None)` where no
    /// length fits.
    fn only_length(&self, index: usize, pieces: &[Piece], total: usize) -> Option<Option<usize>> {
        let mut known = 0_usize;
        let mut unknowns = 0;
        for piece in pieces {
            match piece {
                Piece::Literal(text) => known = known.saturating_add(text.len()),
                Piece::Placeholder { index: other, .. } => match self.values[*other] {
                    Some(value) => known = known.saturating_add(value.len()),
                    None if *other == index => unknowns += 1,
                    None => return None,
                },
            }
        }
        let length = total.checked_sub(known).filter(|length| length % unknowns == 0);
        Some(length.map(|length| length / unknowns))
    }
}
