//! From a value to the one that an RFC 6901 pointer leads to.
//!
//! A part `*` is every element of a list: [`first_list`] takes a pointer apart there, and what follows
//! is a pointer from each of the elements.

use alloc::string::String;

use crate::json::document::Value;

/// A pointer that leads through all elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List<'p> {
    /// The pointer to the list: `/tasks` of `/tasks/*/state`.
    pub list: &'p str,
    /// The pointer to its elements: `/tasks/*`.
    pub elements: &'p str,
}

/// The first list through all of whose elements `pointer` leads, from where `prefix` does.
pub fn first_list<'p>(pointer: &'p str, prefix: &str) -> Option<List<'p>> {
    let from = prefix.len();
    let rest = relative(pointer, prefix)?;
    let (star, _) = rest
        .match_indices("/*")
        .find(|(at, star)| rest.as_bytes().get(at + star.len()).is_none_or(|&byte| byte == b'/'))?;
    Some(List { list: &rest[..star], elements: &pointer[..from + star + "/*".len()] })
}

/// What is left of a pointer from where `prefix` leads to; `None` if it leads elsewhere.
#[inline(always)]
pub fn relative<'p>(pointer: &'p str, prefix: &str) -> Option<&'p str> {
    if prefix.is_empty() {
        return Some(pointer);
    }
    let rest = pointer.strip_prefix(prefix)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

impl<'d, 'a> Value<'d, 'a> {
    /// The value that `pointer` leads to from here. Of two members with one key, the last counts, as
    /// for nearly every other reader of JSON.
    #[inline]
    pub fn find(self, pointer: &str) -> Option<Self> {
        let mut value = self;
        let mut rest = pointer;
        while !rest.is_empty() {
            let path = rest.strip_prefix('/')?;
            let length = path.bytes().position(|byte| byte == b'/').unwrap_or(path.len());
            let (part, after) = path.split_at(length);
            value = if value.is_object() { value.member(part)? } else { value.element(part)? };
            rest = after;
        }
        Some(value)
    }

    /// The last member whose key a part of a pointer means. `*` means every element of a list.
    #[inline]
    fn member(self, part: &str) -> Option<Self> {
        if part == "*" {
            return None;
        }
        if self.has_escaped_keys() || part.contains('~') {
            return self.member_with_escapes(part);
        }
        let part = part.as_bytes();
        // Most keys differ at once, for which no comparison has to be called.
        self.last_member(|key| key.first() == part.first() && key == part)
    }

    /// As above, where the pointer or keys of the document have escapes.
    #[cold]
    fn member_with_escapes(self, part: &str) -> Option<Self> {
        let key: String = part.replace("~1", "/").replace("~0", "~");
        let members = self.members().filter(|(own, _)| own.is(&key));
        members.last().map(|(_, value)| value)
    }

    /// The element whose number a part of a pointer is.
    #[cold]
    fn element(self, part: &str) -> Option<Self> {
        let is_index = part == "0" || !part.starts_with(['0', '+']);
        let index: usize = part.parse().ok().filter(|_| is_index)?;
        self.elements().nth(index)
    }
}

#[cfg(test)]
mod tests {
    use super::{List, first_list, relative};
    use crate::json::{Document, Tape};
    use alloc::format;

    #[track_caller]
    fn assert_found(json: &str, pointer: &str, text: Option<&str>) {
        let mut tape = Tape::new();
        let document = Document::read(json, &mut tape);
        let found = document.root().expect("a value").find(pointer);
        let found = found.and_then(|value| value.string()).map(|text| text.unescape());
        assert_eq!(found.as_deref(), text, "{pointer} in {json}");
    }

    #[test]
    fn a_key_is_a_whole_part_of_a_pointer() {
        let json = r#"{"":"1","aa":"2","b":{"c":"3","cc":"4"},"a":"5","b/c":"6","/a":"7"}"#;
        for (pointer, text) in [
            ("/a", Some("5")),
            ("/aa", Some("2")),
            ("/aaa", None),
            ("/b/c", Some("3")),
            ("/b/cc", Some("4")),
            ("/b~1c", Some("6")),
            ("/~1a", Some("7")),
            ("/", Some("1")),
            ("//a", None),
            ("/b", None),
            ("/a/", None),
            ("a", None),
        ] {
            assert_found(json, pointer, text);
        }
        assert_found(r#""x""#, "", Some("x"));
    }

    #[test]
    fn a_key_may_have_any_length() {
        let key = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..key.len() {
            let pointer = format!("/{}", &key[..length]);
            assert_found(&format!(r#"{{"{}":"1"}}"#, &key[..length]), &pointer, Some("1"));
            assert_found(&format!(r#"{{"{}":"1"}}"#, &key[..=length]), &pointer, None);
            if length > 0 {
                assert_found(&format!(r#"{{"{}":"1"}}"#, &key[..length - 1]), &pointer, None);
                assert_found(&format!(r#"{{"{}!":"1"}}"#, &key[..length - 1]), &pointer, None);
            }
        }
    }

    #[test]
    fn escapes_are_what_they_mean() {
        assert_found(r#"{"x/y":{"z~":"1"}}"#, "/x~1y/z~0", Some("1"));
        assert_found(r#"{"x~1y":{"z~0":"1"}}"#, "/x~1y/z~0", None);
        assert_found(r#"{"x~1y":"1"}"#, "/x~01y", Some("1"));
        assert_found(r#"{"\u0062":{"\u0063":"1"}}"#, "/b/c", Some("1"));
        assert_found(r#"{"a\\b":"1"}"#, "/a\\b", Some("1"));
        assert_found(r#"{"a\b":"1"}"#, "/a\\b", None);
        assert_found(r#"{"a\"":"1"}"#, "/a\"", Some("1"));
    }

    #[test]
    fn elements_have_numbers() {
        let json = r#"{"l":["a","b",{"0":"c"}]}"#;
        for (pointer, text) in [
            ("/l/0", Some("a")),
            ("/l/1", Some("b")),
            ("/l/2/0", Some("c")),
            ("/l/3", None),
            ("/l/01", None),
            ("/l/+1", None),
            ("/l/-", None),
            ("/l/*", None),
        ] {
            assert_found(json, pointer, text);
        }
    }

    #[test]
    fn of_two_values_with_one_key_the_last_counts() {
        assert_found(r#"{"a":"1","a":"2"}"#, "/a", Some("2"));
        assert_found(r#"{"a":"1","a":null}"#, "/a", None);
        assert_found(r#"{"a":{"b":"1"},"a":{}}"#, "/a/b", None);
    }

    #[test]
    fn a_pointer_is_taken_apart_at_its_first_list() {
        let list = |list, elements| Some(List { list, elements });
        assert_eq!(first_list("/tasks/*/state", ""), list("/tasks", "/tasks/*"));
        assert_eq!(first_list("/*", ""), list("", "/*"));
        assert_eq!(first_list("/a/*/b/*/c", "/a/*"), list("/b", "/a/*/b/*"));
        assert_eq!(first_list("/a/*/b", "/a/*"), None);
        assert_eq!(first_list("/a/*b/**/c", ""), None);
        assert_eq!(first_list("/b/*/c", "/a/*"), None);
        assert_eq!(relative("/a/*/b", "/a/*"), Some("/b"));
        assert_eq!(relative("/a/*", "/a/*"), Some(""));
        assert_eq!(relative("/a/*b", "/a/*"), None);
    }
}
