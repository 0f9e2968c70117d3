//! Pointers into a body as a tree of their parts, which a walk goes down as it goes down the body.

use crate::response::scanner::word_of;

/// Where pointers lead.
#[derive(Clone, Copy)]
pub struct Tree<'p> {
    /// The first is to the document itself; those behind one step stand side by side.
    steps: &'p [Step],
    /// Whether `~1` or `~0` stands for `/` or `~` in any part.
    pub has_escapes: bool,
}

/// A part of one or several pointers, with the parts before it.
// Aligned to a power of two, so that steps are numbered without a multiplication or a division.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Step {
    /// The first eight bytes of the part, or all with the quotation mark behind a key and zeros.
    beginning: u64,
    /// The bits of these bytes.
    mask: u64,
    /// The key or the position in a list, as the pointers have it.
    part: &'static [u8],
    /// The numbers of the pointers that end here, as bits.
    ending: u64,
    /// The number of a pointer that comes by here, and how much of it leads here.
    pointer: u8,
    end: u16,
    /// The number of the step with the parts before.
    before: u8,
    /// The number of the first step behind this one.
    first: u8,
    /// How many steps there are behind this one.
    count: u8,
}

/// Makes the steps of `pointers`, and says how many they are; `None` where there is no room for them.
// What is constant has loops in place of iterators.
pub const fn grow(pointers: &[&'static str], steps: &mut [Step]) -> Option<usize> {
    let mut count = 1;
    let mut at = 0;
    while at < count {
        let first = count;
        let mut number = 0;
        while number < pointers.len() {
            let step = steps[at];
            let (path, _) = pointers[step.pointer as usize].as_bytes().split_at(step.end as usize);
            let pointer = pointers[number].as_bytes();
            if is_same(pointer, path) {
                steps[at].ending |= 1 << number;
            } else if let Some(next) = Step::behind(path, pointer) {
                if !has_among(steps, first, count, next.part) {
                    if count == steps.len() || count > u8::MAX as usize {
                        return None;
                    }
                    steps[count] = Step { pointer: number as u8, before: at as u8, ..next };
                    count += 1;
                }
            }
            number += 1;
        }
        steps[at].first = first as u8;
        steps[at].count = (count - first) as u8;
        at += 1;
    }
    Some(count)
}

const fn has_among(steps: &[Step], first: usize, end: usize, part: &[u8]) -> bool {
    let mut at = first;
    while at < end {
        if is_same(steps[at].part, part) {
            return true;
        }
        at += 1;
    }
    false
}

impl<'p> Tree<'p> {
    /// The tree of steps that were [grown](grow).
    pub const fn of(steps: &'p [Step]) -> Self {
        let mut has_escapes = false;
        let mut rest = steps;
        while let [step, others @ ..] = rest {
            has_escapes |= contains(step.part, b'~');
            rest = others;
        }
        Self { steps, has_escapes }
    }

    /// The step to the document itself.
    #[inline(always)]
    pub const fn start(self) -> &'p Step {
        match self.steps {
            [first, ..] => first,
            [] => &Step::START,
        }
    }

    /// The step behind another to what has the key with which `rest` begins, if it is written as it is
    /// meant, and what is behind the key and its quotation mark.
    #[inline(always)]
    pub fn step_to_next<'a>(self, before: &Step, rest: &'a [u8]) -> Option<(&'p Step, &'a [u8])> {
        let word = word_of(rest);
        let mut found = None;
        // All are compared: to stop at one that fits would have to be foreseen, and can't be.
        for step in self.behind(before) {
            if word & step.mask == step.beginning {
                found = Some(step);
            }
        }
        let step = found?;
        match step.part.len() {
            length @ ..8 => Some((step, rest.get(length + 1..)?)),
            8 if rest.get(8) == Some(&b'"') => Some((step, rest.get(9..)?)),
            _ => self.step_to_long(before, rest),
        }
    }

    /// The same for a key of eight or more bytes, of which several steps can have the first.
    #[inline(never)]
    fn step_to_long<'a>(self, before: &Step, rest: &'a [u8]) -> Option<(&'p Step, &'a [u8])> {
        self.behind(before).iter().find_map(|step| {
            let behind = rest.strip_prefix(step.part)?.strip_prefix(b"\"")?;
            (step.mask == u64::MAX).then_some((step, behind))
        })
    }

    /// The step behind another to what has a key, or stands at a position.
    #[cold]
    pub fn step_to(self, before: &Step, key: &str) -> Option<&'p Step> {
        self.behind(before).iter().find(|step| means(step.part, key.as_bytes()))
    }

    /// The step with the parts before the last of another.
    #[inline(always)]
    pub fn step_back(self, step: &Step) -> &'p Step {
        self.steps.get(usize::from(step.before)).unwrap_or(self.start())
    }

    #[inline(always)]
    fn behind(self, step: &Step) -> &'p [Step] {
        let (first, count) = (usize::from(step.first), usize::from(step.count));
        self.steps.get(first..first + count).unwrap_or_default()
    }
}

impl Step {
    /// To the document itself, before anything else is known.
    pub const START: Self = Self {
        beginning: 0,
        mask: 0,
        part: &[],
        ending: 0,
        pointer: 0,
        end: 0,
        before: 0,
        first: 0,
        count: 0,
    };

    /// The step of a pointer behind a path, if the pointer begins with it.
    const fn behind(path: &[u8], pointer: &'static [u8]) -> Option<Self> {
        if pointer.len() <= path.len() {
            return None;
        }
        let (start, rest) = pointer.split_at(path.len());
        // Each part has a slash before it.
        let [b'/', rest @ ..] = rest else { return None };
        if !is_same(start, path) {
            return None;
        }
        let (part, others) = rest.split_at(part_length(rest));
        let end = pointer.len() - others.len();
        if end > u16::MAX as usize {
            return None;
        }
        let (beginning, mask) = match part.len() {
            // As a key it is written in another way. No word has a bit that isn't in the mask.
            _ if contains(part, b'~') || contains(part, b'"') || contains(part, b'\\') => (1, 0),
            length @ ..8 => {
                let quote = length as u32 * u8::BITS;
                (word_of(part) | (b'"' as u64) << quote, u64::MAX >> (56 - quote))
            }
            _ => (word_of(part), u64::MAX),
        };
        Some(Self { beginning, mask, part, end: end as u16, ..Self::START })
    }

    /// The numbers of the pointers that end here, in ascending order.
    #[inline(always)]
    pub fn ending(&self) -> impl Iterator<Item = usize> + use<> {
        let mut set = self.ending;
        core::iter::from_fn(move || {
            let lowest = set.trailing_zeros();
            set &= set.wrapping_sub(1);
            (lowest < u64::BITS).then_some(lowest as usize)
        })
    }

    /// Whether a pointer goes on from here.
    #[inline(always)]
    pub const fn leads_on(&self) -> bool {
        self.count != 0
    }
}

/// How long the part is with which the rest of a pointer begins.
const fn part_length(rest: &[u8]) -> usize {
    let mut length = 0;
    while length < rest.len() && rest[length] != b'/' {
        length += 1;
    }
    length
}

const fn contains(part: &[u8], byte: u8) -> bool {
    let mut rest = part;
    while let [first, others @ ..] = rest {
        if *first == byte {
            return true;
        }
        rest = others;
    }
    false
}

pub const fn is_same(one: &[u8], other: &[u8]) -> bool {
    // The last byte is where two pointers differ.
    let mut left = one.len();
    if left != other.len() {
        return false;
    }
    while left > 0 {
        left -= 1;
        if one[left] != other[left] {
            return false;
        }
    }
    true
}

/// Whether a part of a pointer, in which `~1` and `~0` stand for `/` and `~`, means `key`.
fn means(part: &[u8], key: &[u8]) -> bool {
    let mut letters = part.iter();
    let unescaped = core::iter::from_fn(|| match letters.next()? {
        b'~' => Some(if letters.next() == Some(&b'1') { b'/' } else { b'~' }),
        letter => Some(*letter),
    });
    unescaped.eq(key.iter().copied())
}
