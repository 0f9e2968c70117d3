//! Where the catalogs that are expected say that an error is, and what stands there.

use alloc::borrow::Cow;

use super::json::{Scanner, Text};
use super::walk::Walk;
use crate::Catalog;
use crate::catalog::Response;

/// How many pointers are followed at once, one bit each.
const MAX_POINTERS: usize = 64;

/// How many lengths of first parts are told apart.
const LENGTHS: usize = 16;

/// As many as most vendors need. The room for what stands at their ends is made ready for each body.
const FEW_POINTERS: usize = 8;

/// How many documents inside a document are looked at.
const MAX_INNER: usize = 16;

/// The pointers of some catalogs, without repetitions: first those to codes, then those to messages,
/// then those to trace identifiers.
///
/// For the catalogs of a type they are put together when the program is compiled.
pub struct Pointers {
    catalogs: &'static [&'static Catalog],
    all: [&'static str; MAX_POINTERS],
    /// Those in which `~1` or `~0` stands for `/` or `~`, as bits.
    escaped: u64,
    /// Those whose first part has so many bytes, as bits. All that are longer than the last share it.
    by_length: [u64; LENGTHS],
    codes: usize,
    messages: usize,
    count: usize,
}

/// What a body has where the pointers point to.
pub struct Fields<'a> {
    pub code: Option<Cow<'a, str>>,
    pub message: Option<Cow<'a, str>>,
    pub trace_id: Option<Cow<'a, str>>,
    /// Whether the body is JSON.
    pub is_json: bool,
    /// Whether there is a zero where a code would be.
    pub has_zero: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Code,
    Message,
    TraceId,
}

// What is constant has loops in place of iterators.
impl Pointers {
    pub const fn of(catalogs: &'static [&'static Catalog]) -> Self {
        let mut pointers = Self {
            catalogs,
            all: [""; MAX_POINTERS],
            escaped: 0,
            by_length: [0; LENGTHS],
            codes: 0,
            messages: 0,
            count: 0,
        };
        pointers.add_all(Kind::Code);
        pointers.codes = pointers.count;
        pointers.add_all(Kind::Message);
        pointers.messages = pointers.count;
        pointers.add_all(Kind::TraceId);
        pointers
    }

    const fn add_all(&mut self, kind: Kind) {
        let start = self.count;
        let mut catalogs = self.catalogs;
        while let [catalog, others @ ..] = catalogs {
            let mut list = list(&catalog.response, kind);
            while let [pointer, rest @ ..] = list {
                self.add(start, pointer);
                list = rest;
            }
            catalogs = others;
        }
    }

    /// Adds a pointer that isn't among those from `start` on.
    const fn add(&mut self, start: usize, pointer: &'static str) {
        let mut at = start;
        while at < self.count {
            if is_same(self.all[at], pointer) {
                return;
            }
            at += 1;
        }
        if self.count < MAX_POINTERS {
            self.all[self.count] = pointer;
            let (length, is_escaped) = first_part(pointer);
            self.escaped |= (is_escaped as u64) << self.count;
            self.by_length[place_of(length)] |= 1 << self.count;
            self.count += 1;
        }
    }
}

const fn list(response: &Response, kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Code => response.code,
        Kind::Message => response.message,
        Kind::TraceId => response.trace_id,
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
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

/// How long the first part of a pointer is, and whether any part has an escape.
const fn first_part(pointer: &str) -> (usize, bool) {
    let bytes = pointer.as_bytes();
    let mut length = 0;
    let mut at = 1;
    let mut is_escaped = false;
    let mut is_first = true;
    while at < bytes.len() {
        is_escaped |= bytes[at] == b'~';
        is_first &= bytes[at] != b'/';
        length += is_first as usize;
        at += 1;
    }
    (length, is_escaped)
}

const fn place_of(length: usize) -> usize {
    if length < LENGTHS { length } else { LENGTHS - 1 }
}

impl Pointers {
    pub const fn catalogs(&self) -> &'static [&'static Catalog] {
        self.catalogs
    }

    /// All of them, as bits.
    pub const fn all(&self) -> u64 {
        if self.count == MAX_POINTERS { u64::MAX } else { (1 << self.count) - 1 }
    }

    /// Those of `active` that lead to a code.
    pub const fn to_codes(&self, active: u64) -> u64 {
        if self.codes == MAX_POINTERS { active } else { active & ((1 << self.codes) - 1) }
    }

    /// Those of `active` that have no part behind the first `from` bytes.
    #[inline(always)]
    pub fn ending(&self, active: u64, from: usize) -> u64 {
        let mut ending = 0;
        for at in bits(active) {
            ending |= u64::from(self.pointer(at).len() <= from) << at;
        }
        ending
    }

    /// Those of `active` whose part behind the first `from` bytes means `key`, and where it ends: as
    /// a part is written in one way, it ends at the same place in all of them.
    #[inline(always)]
    pub fn leading_to(&self, active: u64, from: usize, key: &str) -> (u64, usize) {
        if active & self.escaped != 0 {
            return self.leading_to_escaped(active, from, key);
        }
        let has_length = if from == 0 { self.by_length[place_of(key.len())] } else { u64::MAX };
        let (start, end) = (from + 1, from + 1 + key.len());
        let mut leading = 0;
        for at in bits(active & has_length) {
            let pointer = self.pointer(at).as_bytes();
            // That rules most out.
            let is_part = matches!(pointer.get(end), None | Some(b'/'));
            let is_key = is_part && pointer.get(start..end) == Some(key.as_bytes());
            leading |= u64::from(is_key) << at;
        }
        // A key with a slash isn't two parts. At the start, its length alone tells.
        let is_short = from == 0 && key.len() < LENGTHS - 1;
        if leading != 0 && !is_short && key.contains('/') { (0, end) } else { (leading, end) }
    }

    /// The same, where a part may have `~1` or `~0` in it.
    #[cold]
    fn leading_to_escaped(&self, active: u64, from: usize, key: &str) -> (u64, usize) {
        let mut end = from;
        let mut leading = 0;
        for at in bits(active) {
            let part = self.pointer(at).get(from + 1..).and_then(|rest| rest.split('/').next());
            if let Some(part) = part.filter(|part| means(part, key)) {
                end = from + 1 + part.len();
                leading |= 1 << at;
            }
        }
        (leading, end)
    }

    #[inline(always)]
    fn pointer(&self, at: usize) -> &'static str {
        self.all.get(at).copied().unwrap_or_default()
    }

    /// What `text` has where the pointers point to.
    pub fn follow<'a>(&self, text: &'a str) -> Fields<'a> {
        if self.count <= FEW_POINTERS {
            self.follow_with::<FEW_POINTERS>(text)
        } else {
            self.follow_with::<MAX_POINTERS>(text)
        }
    }

    fn follow_with<'a, const N: usize>(&self, text: &'a str) -> Fields<'a> {
        let mut walk = Walk::<N>::new(self, text);
        let is_complete = walk.go().is_ok();
        let first = |from: usize, to: usize| {
            let mut texts = walk.values.get(from..to)?.iter().flatten().map(|text| text.unescape());
            let is_blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
            texts.find(|text| !is_blank(text))
        };
        Fields {
            code: first(0, self.codes),
            message: first(self.codes, self.messages),
            trace_id: first(self.messages, self.count),
            // `404 page not found` starts as a number does.
            is_json: is_complete && text.starts_with(['{', '[']),
            has_zero: walk.has_zero,
        }
    }

    /// What the first document has that a text inside `text` is and that has a code, or else, if one
    /// is wanted, a message: relays wrap what they got. In the body of a success such a text is
    /// somebody's content, so that only what stands below `error` counts there.
    pub fn follow_inside(
        &self,
        text: &str,
        failed: bool,
        want_message: bool,
    ) -> Option<Fields<'static>> {
        let is_relayed = |key: Option<Text<'_>>| failed || key.is_none_or(|key| key.is("error"));
        let texts = Scanner::new(text).texts().filter(|(key, _)| is_relayed(*key));
        let texts = texts.map(|(_, text)| text.unescape());
        let documents = texts.filter(|text| text.trim_ascii_start().starts_with('{'));
        let mut with_message = None;
        for document in documents.take(MAX_INNER) {
            let inner = self.follow(&document).into_owned();
            if inner.code.is_some() {
                return Some(inner);
            }
            if want_message && inner.message.is_some() {
                with_message.get_or_insert(inner);
            }
        }
        with_message
    }
}

impl Fields<'_> {
    fn into_owned(self) -> Fields<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Fields {
            code: own(self.code),
            message: own(self.message),
            trace_id: own(self.trace_id),
            is_json: self.is_json,
            has_zero: self.has_zero,
        }
    }
}

/// The numbers of the bits that are set, in ascending order.
#[inline(always)]
pub fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest as usize)
    })
}

/// Whether a part of a pointer, in which `~1` and `~0` stand for `/` and `~`, means `key`.
fn means(part: &str, key: &str) -> bool {
    let mut letters = part.chars();
    let unescaped = core::iter::from_fn(|| match letters.next()? {
        '~' => Some(if letters.next() == Some('1') { '/' } else { '~' }),
        letter => Some(letter),
    });
    unescaped.eq(key.chars())
}

#[cfg(test)]
mod tests {
    use super::{FEW_POINTERS, Pointers};
    use crate::catalog::{ByCode, Catalog, Response};
    use crate::lookup::Lookup;
    use alloc::boxed::Box;
    use alloc::vec::Vec;

    const ONE: &[&str] = &["/a", "/b/c", "/longer_than_sixteen", "/longer_than_sixteen2/d"];
    const ESCAPED: &[&str] = &["/x~1y/z~0", "/b/c"];
    const MANY: &[&str] = &["/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/l/10", ""];

    /// The pointers of catalogs that have these to codes.
    fn pointers(lists: &[&'static [&'static str]]) -> Pointers {
        let catalogs = lists.iter().map(|code| -> &'static Catalog {
            Box::leak(Box::new(Catalog {
                path: "acme/api",
                title: "",
                description: "",
                source: "",
                response: Response { code, ..Response::BLANK },
                entries: &[],
                by_status: &[],
                by_code: ByCode::Unique(Lookup::EMPTY),
            }))
        });
        Pointers::of(catalogs.collect::<Vec<_>>().leak())
    }

    #[track_caller]
    fn assert_code(lists: &[&'static [&'static str]], body: &str, code: Option<&str>) {
        let pointers = pointers(lists);
        assert_eq!(pointers.follow(body).code.as_deref(), code, "{body}");
    }

    #[test]
    fn a_key_is_a_whole_part_of_a_pointer() {
        assert_code(&[ONE], r#"{"":"1","aa":"2","b":"3","a":"4"}"#, Some("4"));
        assert_code(&[ONE], r#"{"b":{"cc":"1","c":"2"}}"#, Some("2"));
        assert_code(&[ONE], r#"{"b/c":"1","b":"2","/a":"3","c":"4"}"#, None);
        assert_code(&[ONE], r#"{"longer_than_sixteen2":{"d":"1"}}"#, Some("1"));
        assert_code(&[ONE], r#"{"longer_than_sixteen2/d":"1","longer_than_sixteem":"2"}"#, None);
        assert_code(&[ONE], r#"{"\u0062":{"\u0063":"1"}}"#, Some("1"));
    }

    #[test]
    fn escapes_of_pointers_are_what_they_mean() {
        assert_code(&[ESCAPED], r#"{"x/y":{"z~":"1"}}"#, Some("1"));
        assert_code(&[ESCAPED], r#"{"x~1y":{"z~0":"1"},"b/c":"2"}"#, None);
        assert_code(&[ONE, ESCAPED], r#"{"b":{"c":"1"},"x/y":{"z~":"2"}}"#, Some("1"));
    }

    #[test]
    fn pointers_of_several_catalogs_are_followed_in_order_and_once() {
        let pointers = pointers(&[ONE, ESCAPED, ONE]);
        assert_eq!(pointers.count, ONE.len() + 1);
        assert_code(&[ONE, MANY], r#"{"8":"1","b":{"c":"2"}}"#, Some("2"));
    }

    #[test]
    fn more_pointers_than_most_have_are_followed() {
        assert!(MANY.len() > FEW_POINTERS);
        assert_code(&[MANY], r#"{"l":["a","b","c","d","e","f","g","h","i","j","k"]}"#, Some("k"));
        assert_code(&[MANY], r#""text""#, Some("text"));
    }

    #[test]
    fn of_two_values_with_the_same_key_the_last_counts() {
        for (body, code) in [
            (r#"{"a":"1","a":"2"}"#, Some("2")),
            (r#"{"a":"1","a":" ","b":{"c":"3"}}"#, Some("3")),
            (r#"{"a":"1","a":"\u0020"}"#, None),
            (r#"{"a":"1","a":null}"#, Some("1")),
        ] {
            assert_code(&[ONE], body, code);
        }
    }
}
