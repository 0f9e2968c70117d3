//! An HTTP status that is written beside a body: `Error code: 429 - {...}`.

/// How much text before a body is looked at.
const MAX_PREFIX: usize = 300;

/// The status that is written before the body of `text`, and the body: all of the text where there is
/// no other.
pub fn split(text: &str) -> (Option<u16>, &str) {
    let Some(brace) = text.find('{') else { return (find(text), text) };
    let (before, body) = text.split_at(brace);
    if before.trim().is_empty() {
        return (None, text);
    }
    // A text with braces of its own isn't cut.
    let mut documents =
        serde_json::Deserializer::from_str(body).into_iter::<serde::de::IgnoredAny>();
    let is_json = match documents.next() {
        Some(Ok(_)) => true,
        Some(Err(error)) => error.is_eof(),
        None => false,
    };
    let is_prefix = is_json && !before.contains(['\n', '[']);
    (find(before), if is_prefix { body } else { text })
}

/// The last status in the text of which its words say that it is one.
pub fn find(text: &str) -> Option<u16> {
    let text = &text[..crate::characters::floor_char_boundary(text, MAX_PREFIX)];
    let mut found = None;
    let mut before = "";
    let mut is_first = true;
    for word in text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let status = word.parse().ok().filter(|it| word.len() == 3 && (400..=599).contains(it));
        let is_named = ["status", "code", "error", "http", "statuscode", "title"]
            .iter()
            .any(|name| before.eq_ignore_ascii_case(name));
        if is_first || is_named {
            found = status.or(found);
        }
        (before, is_first) = (word, false);
    }
    found
}
