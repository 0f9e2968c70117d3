//! Reading a message back into the values of its placeholders.
//!
//! A message has to begin with the template's first literal and to end with its last one, which most
//! messages of other templates don't. What is between is matched from the left: a value ends where
//! the literal behind its placeholder first occurs. As long as no placeholder is repeated, the first
//! such split is the only one worth trying: where a later one fits, so does the first. A repeated
//! placeholder has to have the same value again, so that an earlier split can turn out wrong, and
//! the next one is tried.

use crate::limits::MAX_PLACEHOLDERS;
use crate::template::Segment;

/// How many values are tried before a message counts as unreadable. Only a template that repeats a
/// placeholder beside another one can come near it.
const ATTEMPTS: usize = 1 << 20;

/// How often the first byte of a literal may be found in vain before the search is left to one whose
/// time doesn't depend on the text, but which takes longer to set up than most values are long.
const FALSE_STARTS: usize = 16;

/// The values of the placeholders of `segments` in `message`; `None` where `segments` can't render it, or
/// where `N` is not the number of different placeholders.
///
/// It is inlined, since in a generated message the segments are constants.
#[inline]
pub fn parse_values<'m, const N: usize>(
    segments: &[Segment<'_>],
    message: &'m str,
) -> Option<[&'m str; N]> {
    let (values, count) = parse_up_to(segments, message)?;
    (count == N).then_some(values)
}

/// The same where there are at most `N` different placeholders, and how many there are.
#[inline]
pub fn parse_up_to<'m, const N: usize>(
    segments: &[Segment<'_>],
    message: &'m str,
) -> Option<([&'m str; N], usize)> {
    let (inner, between) = strip_ends(segments, message)?;
    let mut values = [""; N];
    if let ([Segment::Placeholder { index: 0, .. }], [value, ..]) = (inner, values.as_mut_slice()) {
        *value = between;
        return Some((values, 1));
    }
    let count = parse_between(segments, message, inner, between, &mut values)?;
    Some((values, count))
}

/// What `message` has between the first and the last literal of `segments`, with the segments of it.
#[inline]
fn strip_ends<'p, 'm>(
    segments: &'p [Segment<'p>],
    message: &'m str,
) -> Option<(&'p [Segment<'p>], &'m str)> {
    let (first, inner) = match segments {
        [Segment::Literal(text), inner @ ..] => (*text, inner),
        _ => ("", segments),
    };
    let (last, inner) = match inner {
        [inner @ .., Segment::Literal(text)] => (*text, inner),
        _ => ("", inner),
    };
    Some((inner, message.strip_prefix(first)?.strip_suffix(last)?))
}

/// Fills `values`, and says how many there are; `None` where `segments` can't render `message`, or have
/// more placeholders.
fn parse_between<'m>(
    segments: &[Segment<'_>],
    message: &'m str,
    inner: &[Segment<'_>],
    between: &'m str,
    values: &mut [&'m str],
) -> Option<usize> {
    let (mut unread, mut rest) = (inner, between);
    for (position, value) in values.iter_mut().enumerate() {
        match unread {
            [Segment::Placeholder { index, .. }] if *index == position => {
                *value = rest;
                return Some(position + 1);
            }
            [Segment::Placeholder { index, .. }, Segment::Literal(text), tail @ ..]
                if *index == position =>
            {
                (*value, rest) = split_once(rest, text)?;
                unread = tail;
            }
            _ => return parse_repeated(segments, message, values),
        }
    }
    match unread {
        // What is behind the last value repeats one, unless there are too many.
        [Segment::Placeholder { index, .. }, ..] if *index >= values.len() => None,
        _ => parse_repeated(segments, message, values),
    }
}

/// The parts of `text` before and behind the first `literal`.
fn split_once<'m>(text: &'m str, literal: &str) -> Option<(&'m str, &'m str)> {
    let (before, behind) = text.split_at_checked(find(text, literal)?)?;
    Some((before, behind.get(literal.len()..)?))
}

/// Where `literal` first occurs in `text`. It is made for short ones.
fn find(text: &str, literal: &str) -> Option<usize> {
    let Some(first) = literal.bytes().next() else { return Some(0) };
    let mut from = 0;
    for _ in 0..FALSE_STARTS {
        from += position(text.as_bytes().get(from..)?, first)?;
        if text.as_bytes().get(from..from + literal.len())? == literal.as_bytes() {
            return Some(from);
        }
        from += 1;
    }
    // A literal begins where a character does: the last that was found in vain is a good place.
    let from = from - 1;
    Some(from + text.get(from..)?.find(literal)?)
}

/// Where `byte` first occurs in `bytes`: eight of them are looked at together.
#[inline]
fn position(bytes: &[u8], byte: u8) -> Option<usize> {
    const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let wanted = u64::from_ne_bytes([byte; 8]);
    let mut from = 0;
    while let Some(chunk) = bytes.get(from..).and_then(<[u8]>::first_chunk) {
        let different = u64::from_le_bytes(*chunk) ^ wanted;
        // The lowest bit that is set belongs to the first byte that is zero.
        let found = different.wrapping_sub(LOW) & !different & HIGH;
        if found != 0 {
            return Some(from + found.trailing_zeros() as usize / 8);
        }
        from += 8;
    }
    Some(from + bytes.get(from..)?.iter().position(|other| *other == byte)?)
}

/// The same as [`parse_between`] for segments of any kind.
#[cold]
fn parse_repeated<'m>(
    segments: &[Segment<'_>],
    message: &'m str,
    values: &mut [&'m str],
) -> Option<usize> {
    let placeholders = segments.iter().filter_map(|segment| match segment {
        Segment::Placeholder { index, .. } => Some(*index),
        Segment::Literal(_) => None,
    });
    let different = placeholders.clone().max().map_or(0, |highest| highest + 1);
    let mut known = [None; MAX_PLACEHOLDERS];
    let known = known.get_mut(..different)?;
    let repeats = placeholders.count() > different;
    let attempts = if repeats { ATTEMPTS } else { 0 };
    let matches = Parser { values: known, attempts }.matches(segments, message);
    if !matches {
        return None;
    }
    for (value, known) in values.get_mut(..different)?.iter_mut().zip(known) {
        *value = (*known)?;
    }
    Some(different)
}

struct Parser<'v, 'm> {
    values: &'v mut [Option<&'m str>],
    /// How many further splits may be tried after the first has failed.
    attempts: usize,
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
            let Some(behind) = rest.strip_prefix(known) else { return false };
            (segments, rest) = (tail, behind);
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
                .is_some_and(|(value, behind)| self.matches_with(index, value, tail, behind));
        }
        let [Segment::Literal(text), tail @ ..] = tail else {
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

    /// The one length that the value of placeholder `index` can have, where it is the only unknown
    /// among `segments`: all of them together have to be `total` bytes long. `Some(None)` where no
    /// length fits.
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
    use super::{FALSE_STARTS, find};
    use std::string::String;

    #[test]
    fn a_literal_is_found_where_the_standard_library_finds_it() {
        let parts = ["", "a", "ab", "aab", "ä", "äa", "鉄", "\u{0}", "\u{80}", "\u{1}b", " of "];
        for false_starts in [0, 1, 7, FALSE_STARTS - 1, FALSE_STARTS, FALSE_STARTS + 1, 100] {
            for (before, literal) in parts.iter().flat_map(|one| parts.map(|other| (one, other))) {
                let text: String = before.repeat(false_starts) + literal + before;
                assert_eq!(find(&text, literal), text.find(literal), "{literal:?} in {text:?}");
                let text = before.repeat(false_starts);
                assert_eq!(find(&text, literal), text.find(literal), "{literal:?} in {text:?}");
            }
        }
    }
}
