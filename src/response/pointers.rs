//! Where the catalogs that are expected say that an error is, and what stands there.

use crate::Catalog;
use crate::catalog::Response;
use crate::response::scanner::{Place, Scanner};
use crate::response::tree::{Step, Tree, grow, is_same};
use crate::response::walk::Walk;
use crate::response::{Fields, own};

/// How many pointers are followed at once, one bit each.
pub const MAX_POINTERS: usize = 64;

/// How many steps there can be. Where pointers begin with the same parts, they share steps.
pub const MAX_STEPS: usize = 128;

/// As many as most vendors need. Room that has to be made ready for each body is made for these.
pub const FEW_POINTERS: usize = 8;
pub const FEW_STEPS: usize = 16;

/// How many documents inside a document are looked at.
const MAX_INNER: usize = 16;

/// The pointers of some catalogs.
#[derive(Clone, Copy)]
pub struct Pointers<'p> {
    catalogs: &'static [&'static Catalog],
    tree: Tree<'p>,
    codes: usize,
    messages: usize,
    count: usize,
}

/// Room for up to `N` pointers, without repetitions, and the `STEPS` that lead to what they point to:
/// first those to codes, then those to messages, then those to trace identifiers.
///
/// For the catalogs of a type they are put together when the program is compiled.
pub struct Room<const N: usize, const STEPS: usize> {
    catalogs: &'static [&'static Catalog],
    all: [&'static str; N],
    codes: usize,
    messages: usize,
    count: usize,
    steps: [Step; STEPS],
    step_count: usize,
    /// Whether there is none for some.
    pub is_too_small: bool,
}

/// Where a body has what the pointers point to.
pub struct Places {
    pub code: Option<Place>,
    pub message: Option<Place>,
    pub trace_id: Option<Place>,
    /// Whether the body is whole, as far as was looked.
    pub is_complete: bool,
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
impl<const N: usize, const STEPS: usize> Room<N, STEPS> {
    pub const fn of(catalogs: &'static [&'static Catalog]) -> Self {
        let mut room = Self {
            catalogs,
            all: [""; N],
            codes: 0,
            messages: 0,
            count: 0,
            steps: [Step::START; STEPS],
            step_count: 0,
            is_too_small: false,
        };
        room.add_all(Kind::Code);
        room.codes = room.count;
        room.add_all(Kind::Message);
        room.messages = room.count;
        room.add_all(Kind::TraceId);
        if room.count > 0 {
            let (all, _) = room.all.split_at(room.count);
            match grow(all, &mut room.steps) {
                Some(count) => room.step_count = count,
                None => room.is_too_small = true,
            }
        }
        room
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
            if is_same(self.all[at].as_bytes(), pointer.as_bytes()) {
                return;
            }
            at += 1;
        }
        if self.count == N {
            self.is_too_small = true;
        } else {
            self.all[self.count] = pointer;
            self.count += 1;
        }
    }

    pub const fn pointers(&self) -> Pointers<'_> {
        let Self { catalogs, codes, messages, count, .. } = *self;
        let (steps, _) = self.steps.split_at(self.step_count);
        Pointers { catalogs, tree: Tree::of(steps), codes, messages, count }
    }
}

const fn list(response: &Response, kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Code => response.code,
        Kind::Message => response.message,
        Kind::TraceId => response.trace_id,
    }
}

impl<'p> Pointers<'p> {
    pub const fn catalogs(&self) -> &'static [&'static Catalog] {
        self.catalogs
    }

    pub const fn tree(&self) -> Tree<'p> {
        self.tree
    }

    /// Whether the pointer that has a number leads to a code.
    pub const fn is_to_code(&self, number: usize) -> bool {
        number < self.codes
    }

    /// What `document` has where the pointers point to.
    #[inline(always)]
    pub fn follow(&self, document: &str) -> Places {
        if self.count <= FEW_POINTERS {
            self.follow_with::<FEW_POINTERS>(document)
        } else {
            self.follow_many(document)
        }
    }

    #[cold]
    fn follow_many(&self, document: &str) -> Places {
        self.follow_with::<MAX_POINTERS>(document)
    }

    #[inline(always)]
    fn follow_with<const N: usize>(&self, document: &str) -> Places {
        let mut walk = Walk::<N>::new(self, document);
        let is_complete = walk.go().is_ok();
        let first = |from: usize, to: usize| {
            let mut places = walk.values.get(from..to)?.iter().copied().flatten();
            places.find(|place| !place.is_blank(document))
        };
        Places {
            code: first(0, self.codes),
            message: first(self.codes, self.messages),
            trace_id: first(self.messages, self.count),
            is_complete,
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
        let is_relayed = |key: Option<Place>| {
            failed || key.is_none_or(|key| key.text(text).unescape() == "error")
        };
        let texts = Scanner::new(text).texts().filter(|(key, _)| is_relayed(*key));
        let texts = texts.map(|(_, inner)| inner.text(text).unescape());
        let documents = texts.filter(|text| text.trim_ascii_start().starts_with('{'));
        let mut with_message = None;
        for document in documents.take(MAX_INNER) {
            let inner = self.follow(&document).fields(&document).into_owned();
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

impl Places {
    /// What stands there in `document`.
    #[inline(always)]
    pub fn fields<'a>(&self, document: &'a str) -> Fields<'a> {
        let text = |place: Option<Place>| Some(place?.text(document).unescape());
        Fields { code: text(self.code), message: text(self.message), trace_id: text(self.trace_id) }
    }
}

impl Fields<'_> {
    fn into_owned(self) -> Fields<'static> {
        Fields { code: own(self.code), message: own(self.message), trace_id: own(self.trace_id) }
    }
}

#[cfg(test)]
pub mod tests {
    use super::{FEW_POINTERS, MAX_POINTERS, MAX_STEPS, Room};
    use crate::catalog::{ByCode, Catalog, Response};
    use alloc::boxed::Box;
    use alloc::vec::Vec;
    use alloc::{format, vec};

    const ONE: &[&str] = &["/a", "/b/c", "/longer_than_sixteen", "/longer_than_sixteen2/d"];
    const ESCAPED: &[&str] = &["/x~1y/z~0", "/b/c"];
    const MANY: &[&str] = &["/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/l/10", ""];

    /// Room for the pointers of catalogs that have these to codes.
    pub fn room(lists: &[&'static [&'static str]]) -> Room<MAX_POINTERS, MAX_STEPS> {
        let catalogs = lists.iter().map(|code| -> &'static Catalog {
            Box::leak(Box::new(Catalog {
                path: "acme/api",
                title: "",
                description: "",
                source: "",
                response: Response { code, ..Response::EMPTY },
                entries: &[],
                by_status: &[],
                by_code: ByCode::EMPTY,
            }))
        });
        Room::of(catalogs.collect::<Vec<_>>().leak())
    }

    #[track_caller]
    fn assert_code(lists: &[&'static [&'static str]], body: &str, code: Option<&str>) {
        let places = room(lists).pointers().follow(body);
        assert_eq!(places.fields(body).code.as_deref(), code, "{body}");
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
    fn a_key_may_have_any_length() {
        let key = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..key.len() {
            let pointer: &'static str = format!("/{}", &key[..length]).leak();
            let list: &'static [&'static str] = vec![pointer].leak();
            assert_code(&[list], &format!(r#"{{"{}":"1"}}"#, &key[..length]), Some("1"));
            assert_code(&[list], &format!(r#"{{"{}":"1"}}"#, &key[..length + 1]), None);
            if length > 0 {
                assert_code(&[list], &format!(r#"{{"{}":"1"}}"#, &key[..length - 1]), None);
                assert_code(&[list], &format!(r#"{{"{}!":"1"}}"#, &key[..length - 1]), None);
            }
        }
    }

    #[test]
    fn keys_that_begin_with_the_same_eight_bytes_are_told_apart() {
        const LONG_LAST: &[&str] = &["/abcdefgh", "/abcdefghi", "/abcdefghij"];
        const LONG_FIRST: &[&str] = &["/abcdefghij", "/abcdefghi", "/abcdefgh"];
        for list in [LONG_LAST, LONG_FIRST] {
            for key in ["abcdefgh", "abcdefghi", "abcdefghij"] {
                assert_code(&[list], &format!(r#"{{"{key}":"1"}}"#), Some("1"));
            }
            assert_code(&[list], r#"{"abcdefg":"1","abcdefghijk":"2","abcdefghx":"3"}"#, None);
        }
    }

    #[test]
    fn a_key_with_quotation_marks_is_not_what_stands_around_others() {
        const LIST: &[&str] = &["/abcdefgh\":\"x", "/a\\b"];
        assert_code(&[LIST], r#"{"abcdefgh":"x":"1"}"#, None);
        assert_code(&[LIST], r#"{"abcdefgh\":\"x":"1"}"#, Some("1"));
        assert_code(&[LIST], r#"{"a\\b":"1"}"#, Some("1"));
        assert_code(&[LIST], r#"{"a\b":"1"}"#, None);
    }

    #[test]
    fn escapes_of_pointers_are_what_they_mean() {
        assert_code(&[ESCAPED], r#"{"x/y":{"z~":"1"}}"#, Some("1"));
        assert_code(&[ESCAPED], r#"{"x~1y":{"z~0":"1"},"b/c":"2"}"#, None);
        assert_code(&[ONE, ESCAPED], r#"{"b":{"c":"1"},"x/y":{"z~":"2"}}"#, Some("1"));
    }

    #[test]
    fn pointers_of_several_catalogs_are_followed_in_order_and_once() {
        assert_eq!(room(&[ONE, ESCAPED, ONE]).count, ONE.len() + 1);
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
