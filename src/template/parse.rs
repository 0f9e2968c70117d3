//! Reading a message back into the values of its placeholders.
//!
//! A message must begin with the template's first literal and end with its last one, which most
//! messages of other templates don't. The rest is matched from the left: a value ends where the
//! literal after its placeholder first occurs. As long as no placeholder is repeated, only this first
//! split is worth trying: where a later one fits, so does the first. A repeated placeholder must have
//! the same value again, so that an earlier split can turn out wrong, and the next one is tried.

use crate::limits::MAX_PLACEHOLDERS;
use crate::template::Segment;

/// How many bytes are looked at before a message of a template that repeats a placeholder is given up.
const WORK: usize = 4 << 20;

/// How often the first byte of a literal may be found without the rest of it.
const FALSE_STARTS: usize = 16;

/// What a split costs besides the bytes that are compared, in bytes: it bounds the number of splits.
const WORK_OF_SPLIT: usize = 32;

/// The values of the placeholders of `segments` in `message`, for generated messages.
///
/// Inlined, because there the segments are constants: one value is read in 1.2 ns instead of 50, two in
/// 9 instead of 18, nine in 75 instead of 120.
#[inline]
pub fn parse_message<'m, const N: usize>(
    segments: &[Segment<'static>],
    message: &'m str,
) -> Option<[&'m str; N]> {
    let (values, count) = parse_up_to(segments, message)?;
    (count == N).then_some(values)
}

/// The values of the placeholders of `segments` in `message`, and how many there are; `None` if
/// `segments` can't render `message`, or have more than `N` different placeholders.
#[inline]
pub fn parse_up_to<'m, const N: usize>(
    segments: &[Segment<'_>],
    message: &'m str,
) -> Option<([&'m str; N], usize)> {
    let (inner, between) = strip_ends(segments, message)?;
    let mut values = [""; N];
    let mut count = 0;
    let (mut unread, mut rest) = (inner, between);
    loop {
        match unread {
            [] => return rest.is_empty().then_some((values, count)),
            [Segment::Placeholder { index, .. }] if *index == count => {
                *values.get_mut(count)? = rest;
                return Some((values, count + 1));
            }
            [Segment::Placeholder { index, .. }, Segment::Literal(text), tail @ ..]
                if *index == count =>
            {
                (*values.get_mut(count)?, rest) = split_once(rest, text)?;
                unread = tail;
            }
            _ => return parse_repeated(inner, between, &mut { WORK }),
        }
        count += 1;
    }
}

/// What `message` has between the first and the last literal of `segments`, with the segments of it.
///
/// Whitespace at the beginning and the end of the template may be missing in the message.
#[inline]
fn strip_ends<'p, 'm>(
    segments: &'p [Segment<'p>],
    message: &'m str,
) -> Option<(&'p [Segment<'p>], &'m str)> {
    if let [Segment::Literal(text)] = segments {
        return is_text(text, message).then_some((&[], ""));
    }
    let (first, inner) = match segments {
        [Segment::Literal(text), inner @ ..] => (*text, inner),
        _ => ("", segments),
    };
    let (last, inner) = match inner {
        [inner @ .., Segment::Literal(text)] => (*text, inner),
        _ => ("", inner),
    };
    let rest = message.strip_prefix(first).or_else(|| message.strip_prefix(first.trim_start()))?;
    let between = rest.strip_suffix(last).or_else(|| rest.strip_suffix(last.trim_end()))?;
    Some((inner, between))
}

/// Whether `message` is `text`, of which whitespace at the beginning and the end may be missing.
pub fn is_text(text: &str, message: &str) -> bool {
    let trims = || [text.trim(), text.trim_start(), text.trim_end()].contains(&message);
    message == text || (message.len() < text.len() && trims())
}

/// The parts of `text` before and after the first `literal`.
///
/// Setting up the search of `str::find` takes longer than most values are long: reading two values takes
/// five times as long with it. So the first byte of the literal is searched for, and the whole literal
/// after a few false starts, in a time that is linear in any text.
fn split_once<'m>(text: &'m str, literal: &str) -> Option<(&'m str, &'m str)> {
    let (bytes, first) = (text.as_bytes(), *literal.as_bytes().first()?);
    let mut start = 0;
    for _ in 0..FALSE_STARTS {
        start += bytes[start..].iter().position(|byte| *byte == first)?;
        if bytes[start..].starts_with(literal.as_bytes()) {
            return Some((&text[..start], &text[start + literal.len()..]));
        }
        start += 1;
    }
    // The last false start is where a character begins, as the literal does.
    let start = start - 1;
    let at = start + text[start..].find(literal)?;
    Some((&text[..at], &text[at + literal.len()..]))
}

/// The same as [`parse_up_to`] between the ends, for segments that repeat a placeholder. `work` is how
/// many bytes may be looked at.
#[cold]
fn parse_repeated<'m, const N: usize>(
    segments: &[Segment<'_>],
    text: &'m str,
    work: &mut usize,
) -> Option<([&'m str; N], usize)> {
    let indexes = segments.iter().filter_map(|segment| match segment {
        Segment::Placeholder { index, .. } => Some(*index),
        Segment::Literal(_) => None,
    });
    let count = indexes.max().map_or(0, |highest| highest + 1);
    let mut known = [None; MAX_PLACEHOLDERS];
    let is_written = Parser { values: known.get_mut(..count)?, work }.matches(segments, text);
    if !is_written {
        return None;
    }
    let mut values = [""; N];
    for (value, known) in values.get_mut(..count)?.iter_mut().zip(known) {
        *value = known?;
    }
    Some((values, count))
}

struct Parser<'v, 'm> {
    values: &'v mut [Option<&'m str>],
    /// How many more bytes may be looked at.
    work: &'v mut usize,
}

impl<'m> Parser<'_, 'm> {
    /// Whether `segments` can render all of `rest`, with the values that are known.
    fn matches(&mut self, mut segments: &[Segment<'_>], mut rest: &'m str) -> bool {
        loop {
            let (known, tail) = match segments {
                [] => return rest.is_empty(),
                [Segment::Literal(text), tail @ ..] => (*text, tail),
                [Segment::Placeholder { index, .. }, tail @ ..] => match self.values[*index] {
                    Some(value) => (value, tail),
                    None => return self.matches_unknown(*index, segments, tail, rest),
                },
            };
            if !self.has_looked_at(known.len()) {
                return false;
            }
            let Some(after) = rest.strip_prefix(known) else { return false };
            (segments, rest) = (tail, after);
        }
    }

    /// Whether `segments`, the first of which is a placeholder whose value isn't known yet, can render
    /// all of `rest`.
    fn matches_unknown(
        &mut self,
        index: usize,
        segments: &[Segment<'_>],
        tail: &[Segment<'_>],
        rest: &'m str,
    ) -> bool {
        if let Some(length) = self.only_length(index, segments, rest.len()) {
            return length
                .and_then(|length| rest.split_at_checked(length))
                .is_some_and(|(value, after)| self.matches_with(index, value, tail, after));
        }
        let [Segment::Literal(text), tail @ ..] = tail else {
            // The generator doesn't allow two adjacent placeholders.
            return false;
        };
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|unread| unread.find(text)) {
            let end = from + found;
            if !self.has_looked_at(found + WORK_OF_SPLIT) {
                return false;
            }
            if self.matches_with(index, &rest[..end], tail, &rest[end + text.len()..]) {
                return true;
            }
            from = end + rest[end..].chars().next().map_or(1, char::len_utf8);
        }
        // The search has failed in all of the rest.
        self.has_looked_at(rest.len().saturating_sub(from));
        false
    }

    fn matches_with(
        &mut self,
        index: usize,
        value: &'m str,
        segments: &[Segment<'_>],
        rest: &'m str,
    ) -> bool {
        self.values[index] = Some(value);
        let matches = self.matches(segments, rest);
        if !matches {
            self.values[index] = None;
        }
        matches
    }

    /// Counts `bytes`, and says whether they could be looked at.
    fn has_looked_at(&mut self, bytes: usize) -> bool {
        let left = self.work.checked_sub(bytes);
        *self.work = left.unwrap_or_default();
        left.is_some()
    }

    /// The one length that the value of placeholder `index` can have, where it is the only unknown
    /// among `segments`: all of them together must be `total` bytes long. `Some(None)` where no length
    /// fits.
    fn only_length(
        &self,
        index: usize,
        segments: &[Segment<'_>],
        total: usize,
    ) -> Option<Option<usize>> {
        let mut known = 0_usize;
        let mut unknowns = 0;
        for segment in segments {
            match segment {
                Segment::Literal(text) => known = known.saturating_add(text.len()),
                Segment::Placeholder { index: other, .. } => match self.values[*other] {
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

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{WORK, parse_repeated};
    use crate::template::Segment;

    const COSTLY: [Segment<'static>; 7] = [
        Segment::Placeholder { name: "a", index: 0 },
        Segment::Literal("-"),
        Segment::Placeholder { name: "b", index: 1 },
        Segment::Literal("+"),
        Segment::Placeholder { name: "c", index: 2 },
        Segment::Literal("-"),
        Segment::Placeholder { name: "a", index: 0 },
    ];

    /// How many bytes are looked at to find that `message` is not one of `COSTLY`.
    fn work_of(message: &str) -> usize {
        let mut work = WORK;
        assert_eq!(parse_repeated::<3>(&COSTLY, message, &mut work), None);
        WORK - work
    }

    #[test]
    fn costly_messages_are_given_up_after_bounded_work() {
        let dashes = "-".repeat(1 << 20);
        assert!(work_of(&dashes[..64]) < 10_000);
        // Without the bound, the work would be quadratic.
        for length in [1 << 16, 1 << 18, 1 << 20] {
            assert!(work_of(&dashes[..length]) <= WORK);
        }
    }
}
