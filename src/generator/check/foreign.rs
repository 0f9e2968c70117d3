//! Placeholders in the notation of other formats, which only match themselves.

use std::ops::Range;

/// What looks like a placeholder of another notation.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Where it is.
    pub place: Range<usize>,
    /// The name that it gives the value, if any.
    pub name: Option<String>,
}

/// HTML tags, which aren't placeholders.
const TAGS: &[&str] = &[
    "a", "b", "body", "br", "code", "div", "em", "h1", "h2", "h3", "head", "hr", "html", "i",
    "img", "li", "ol", "p", "pre", "script", "span", "strong", "style", "table", "td", "th",
    "title", "tr", "ul", "video",
];

/// The foreign placeholders in `text`, from left to right: `%s`, `%1$s`, `%(name)s`, `{name}`, `{}`,
/// `${field}`, `<max>` and `xxx`.
pub fn find(text: &str) -> Vec<Foreign> {
    let mut found: Vec<Foreign> = Vec::new();
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if at < end {
            continue;
        }
        let before = text[..at].chars().next_back();
        let rest = &text[at..];
        let length_and_name = match character {
            '%' => printf(rest, before),
            '$' if rest[1..].starts_with('{') => {
                braces(&rest[1..], None).map(|(length, name)| (length + 1, name))
            }
            '{' => braces(rest, before),
            '<' => angles(rest, before),
            'x' | 'X' => crosses(rest, before),
            _ => None,
        };
        if let Some((length, name)) = length_and_name {
            end = at + length;
            found.push(Foreign { place: at..end, name });
        }
    }
    found
}

type Found = Option<(usize, Option<String>)>;

/// `%s`, `%-5.2f`, `%1$s`, `%(name)s`; `%%` is a percent sign, and `100%` is a number.
fn printf(text: &str, before: Option<char>) -> Found {
    if before.is_some_and(|before| before == '%' || before.is_ascii_digit()) {
        return None;
    }
    let mut rest = &text[1..];
    let mut name = None;
    if let Some((inside, after)) = rest.strip_prefix('(').and_then(|rest| split_name(rest, b')')) {
        if !is_name(inside) {
            return None;
        }
        (name, rest) = (Some(inside.to_owned()), after);
    }
    let options = |letter: char| letter.is_ascii_digit() || "-+#.$".contains(letter);
    rest = rest.trim_start_matches(options).trim_start_matches(['l', 'h', 'z']);
    let conversion = rest.chars().next()?;
    let after = rest[conversion.len_utf8()..].chars().next();
    let is_one = "sdvfiuxXgeqTc@".contains(conversion)
        && !after.is_some_and(|after| after.is_ascii_alphanumeric());
    is_one.then(|| (text.len() - rest.len() + conversion.len_utf8(), name))
}

/// `{name}`, `{0}`, `{}`; not `{{`, which opens a placeholder of ours.
fn braces(text: &str, before: Option<char>) -> Found {
    let (inside, _) = split_name(&text[1..], b'}')?;
    let is_number = inside.bytes().all(|byte| byte.is_ascii_digit());
    let is_identifier = is_name(inside)
        && !inside.contains(' ')
        && !inside.starts_with(|first: char| first.is_ascii_digit());
    let is_one = before != Some('{') && (is_number || is_identifier);
    is_one.then(|| (inside.len() + 2, Some(inside.to_owned()).filter(|name| !name.is_empty())))
}

/// `<max>`, `<object name>`; not `<<`, which opens a placeholder of ours, and not `<br>`.
fn angles(text: &str, before: Option<char>) -> Found {
    let (inside, _) = split_name(&text[1..], b'>')?;
    let is_one = before != Some('<')
        && is_name(inside)
        && inside.starts_with(|first: char| first.is_ascii_alphabetic())
        && !TAGS.contains(&inside.to_ascii_lowercase().as_str());
    is_one.then(|| (inside.len() + 2, Some(inside.to_owned())))
}

/// `xxx`, as a word.
fn crosses(text: &str, before: Option<char>) -> Found {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    if is_part(before) {
        return None;
    }
    let after = text.trim_start_matches(['x', 'X']);
    let length = text.len() - after.len();
    (length >= 3 && !is_part(after.chars().next())).then_some((length, None))
}

/// Longer texts aren't names.
const LONGEST_NAME: usize = 40;

/// The texts before and after the first `end` in `text`, if the first is short enough for a name.
fn split_name(text: &str, end: u8) -> Option<(&str, &str)> {
    let at = text.bytes().take(LONGEST_NAME + 1).position(|byte| byte == end)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Whether `text` may be the name of a value.
fn is_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-. ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn placeholders_of_other_notations_are_found() {
        let text =
            "%s %1$s %-5.2f %(size)d {name} {0} {} ${field} <max> <object name> xxx XXXX %@ %lu";
        let found: Vec<&str> = find(text).into_iter().map(|foreign| &text[foreign.place]).collect();
        assert_eq!(
            found,
            [
                "%s",
                "%1$s",
                "%-5.2f",
                "%(size)d",
                "{name}",
                "{0}",
                "{}",
                "${field}",
                "<max>",
                "<object name>",
                "xxx",
                "XXXX",
                "%@",
                "%lu",
            ]
        );
        let names: Vec<Option<String>> =
            find("{name} %(size)d <max> %s").into_iter().map(|foreign| foreign.name).collect();
        assert_eq!(names, [Some("name".into()), Some("size".into()), Some("max".into()), None]);
    }

    #[test]
    fn plain_text_has_no_placeholders() {
        for text in [
            "100% sure",
            "5%d",
            "100 %",
            "%%s",
            "a {{.b}} and <<.c>>",
            "{\"a\":1}",
            "<br>",
            "a < b > c",
            "xx",
            "foxxx",
            "xxxl",
            "1 < 2",
            "%",
            "{",
            "<",
            "$",
            "{{\"{{\"}}",
            "<<\"<<\">>",
            "%sure",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
