//! The text of a cell, without the marks that only say what it looks like.

/// Tags that say nothing but what a text looks like.
const TAGS: &[&str] = &[
    "a", "b", "code", "div", "em", "i", "li", "p", "small", "span", "strong", "sub", "sup", "u",
    "ul",
];

/// Characters that have a name in HTML and are found in tables of errors.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("gt", '>'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rsquo", '’'),
];

/// `cell` without links, bold type, tags and escapes. What is in backticks stays as it is; the
/// backticks go where they are around all of it.
pub fn plain(cell: &str) -> String {
    let cell = unwrapped(cell.trim());
    if let Some(code) = whole_code(cell) {
        return code.to_owned();
    }
    let mut plain = String::new();
    let mut rest = cell;
    while let Some(first) = rest.chars().next() {
        let (text, length) = match first {
            '`' => code_span(rest).map(|span| (span.to_owned(), span.len())),
            '\\' => escape(rest),
            '[' => link(rest),
            '!' => rest.strip_prefix('!').and_then(link).map(|(text, length)| (text, length + 1)),
            '<' => tag(rest),
            '&' => entity(rest),
            '*' => rest.starts_with("**").then(|| (String::new(), 2)),
            _ => None,
        }
        .unwrap_or_else(|| (first.to_string(), first.len_utf8()));
        plain += &text;
        rest = &rest[length..];
    }
    let lines: Vec<&str> = plain.split('\n').map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// `cell` without bold or italic type around all of it.
fn unwrapped(cell: &str) -> &str {
    for mark in ["**", "__", "*", "_"] {
        let inner = cell.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        let is_around = |inner: &&str| !inner.is_empty() && !inner.contains(mark);
        if let Some(inner) = inner.filter(is_around) {
            return inner.trim();
        }
    }
    cell
}

/// What is in backticks, if all of `cell` is.
fn whole_code(cell: &str) -> Option<&str> {
    let span = code_span(cell).filter(|span| span.len() == cell.len())?;
    Some(span.trim_matches('`').trim())
}

/// The code with which `text` starts, backticks and all.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mark = &text[..ticks];
    let end = text[ticks..].find(mark)?;
    (ticks > 0 && end > 0).then(|| &text[..ticks + end + ticks])
}

fn escape(text: &str) -> Option<(String, usize)> {
    let character = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
    Some((character.to_string(), 2))
}

/// The text of the link, or the picture, with which `text` starts.
fn link(text: &str) -> Option<(String, usize)> {
    let end = text.find("](")?;
    let label = text.get(1..end).filter(|label| !label.contains(['[', ']']))?;
    let close = text[end..].find(')')?;
    Some((plain(label), end + close + 1))
}

fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.find('>')?;
    let inner = text[1..end].trim_end_matches('/').trim();
    let name = inner.trim_start_matches('/').split_whitespace().next()?.to_ascii_lowercase();
    if name == "br" {
        return Some(("\n".to_owned(), end + 1));
    }
    TAGS.contains(&name.as_str()).then(|| (String::new(), end + 1))
}

fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.find(';').filter(|end| *end < 12)?;
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            number.ok().and_then(char::from_u32)
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, it)| *it),
    };
    Some((character?.to_string(), end + 1))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_a_text_looks_like_is_left_out() {
        for (cell, text) in [
            ("`INVALID_KEY`", "INVALID_KEY"),
            ("**`INVALID_KEY`**", "INVALID_KEY"),
            ("``a `b` c``", "a `b` c"),
            ("Set `job_id` and `x\\y`", "Set `job_id` and `x\\y`"),
            ("[Rate limits](https://x.example/a_b) apply", "Rate limits apply"),
            ("[`code`](#code)", "code"),
            ("see [1] and (2)", "see [1] and (2)"),
            ("**Never** a ** b", "Never a  b"),
            ("INVALID\\_API\\_KEY \\<x\\>", "INVALID_API_KEY <x>"),
            ("one<br>two<br />three", "one\ntwo\nthree"),
            ("<code>X</code> <id> <<.name>> {{.name}}", "X <id> <<.name>> {{.name}}"),
            ("a &lt; b &amp;&amp; c &#39;d&#x27; &unknown; &", "a < b && c 'd' &unknown; &"),
            ("a * b * c_d_e", "a * b * c_d_e"),
            ("*all of it*", "all of it"),
            ("", ""),
            ("`", "`"),
            ("ümläut \\", "ümläut \\"),
        ] {
            assert_eq!(plain(cell), text, "{cell}");
        }
    }
}
