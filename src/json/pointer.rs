//! From a value to the one that an RFC 6901 pointer leads to.

use alloc::borrow::Cow;

use crate::json::document::Value;

/// What is left of a pointer from where `prefix` leads to; `None` if it leads elsewhere.
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
            let (part, after) = split_first(rest)?;
            value = if value.is_list() { value.element(part)? } else { value.member(part)? };
            rest = after;
        }
        Some(value)
    }

    /// The first value that `pointer` leads to, of which `take` takes something; through all elements of
    /// lists, if it has `*`.
    pub fn find_map<T>(self, pointer: &str, take: &impl Fn(Self) -> Option<T>) -> Option<T> {
        match pointer.split_once("/*") {
            Some((list, rest)) => {
                self.find(list)?.elements().find_map(|element| element.find_map(rest, take))
            }
            None => take(self.find(pointer)?),
        }
    }

    /// The last member whose key a part of a pointer means. `*` means the elements of a list.
    #[inline]
    fn member(self, part: &str) -> Option<Self> {
        if part == "*" {
            return None;
        }
        let key = unescape(part);
        let mut found = None;
        for (own, value) in self.members() {
            if own.is(&key) {
                found = Some(value);
            }
        }
        found
    }

    /// The element whose number a part of a pointer is.
    #[cold]
    fn element(self, part: &str) -> Option<Self> {
        let is_index = part == "0" || !part.starts_with(['0', '+']);
        let index: usize = part.parse().ok().filter(|_| is_index)?;
        self.elements().nth(index)
    }
}

/// The first part of a pointer, and the pointer from where it leads.
pub fn split_first(pointer: &str) -> Option<(&str, &str)> {
    let path = pointer.strip_prefix('/')?;
    let end = path.bytes().position(|byte| byte == b'/').unwrap_or(path.len());
    Some(path.split_at(end))
}

/// The key that a part of a pointer means.
fn unescape(part: &str) -> Cow<'_, str> {
    if part.bytes().any(|byte| byte == b'~') {
        Cow::Owned(part.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(part)
    }
}

#[cfg(test)]
mod tests {
    use super::relative;
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
    fn a_pointer_goes_on_after_a_whole_part() {
        assert_eq!(relative("/a/*/b", "/a/*"), Some("/b"));
        assert_eq!(relative("/a/*", "/a/*"), Some(""));
        assert_eq!(relative("/a/*b", "/a/*"), None);
    }
}
