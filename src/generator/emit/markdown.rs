//! Text of a page in Markdown, so that rustdoc shows it as it is.

use std::borrow::Borrow;

/// `text` in which nothing means anything to Markdown, HTML or rustdoc, in lines that may stand one
/// below the other. Line breaks of the text are kept.
pub fn prose(text: &str) -> Vec<String> {
    let text = text.replace('\t', "    ");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut prose = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let broken = !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
        prose.push(format!("{}{}", escape(line), if broken { "\\" } else { "" }));
    }
    prose
}

/// `text` in one line.
pub fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}

/// `text` in one line, in which web addresses are links.
pub fn line_with_links(text: &str) -> String {
    let in_address =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~/?#=&%+:@,;!".contains(letter);
    let Some(start) = text.find("https://") else { return line(text) };
    let (before, rest) = text.split_at(start);
    let end = rest.find(|letter| !in_address(letter)).unwrap_or(rest.len());
    let (address, after) = rest.split_at(end);
    let space = if before.ends_with(' ') { " " } else { "" };
    format!("{}{space}<{address}>{}", line(before), line_with_links(after))
}

/// `text` in one line, as code where that shows it unchanged.
pub fn code(text: &str) -> String {
    let unchanged = !text.contains(['\n', '\t', '|', '\\']) && !text.contains("  ");
    if !unchanged {
        return line(text);
    }
    let longest_run = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest_run + 1);
    let padding = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{padding}{text}{padding}{fence}")
}

/// A row of a table.
pub fn row<C: Borrow<str>>(cells: &[C]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = None;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let meaning = match letter {
            // These mean something everywhere, or become typographic quotes.
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '"' | '\'' | '$' => true,
            // Inside a word it means nothing.
            '_' => !(is_word(before) && is_word(next)),
            // Two dashes and three dots become typographic ones.
            '-' | '.' => next == Some(letter) || before == Some(letter),
            // A heading, an item of a list, the underline of a heading.
            '#' | '+' | '=' => before.is_none(),
            // An item of a numbered list.
            ')' => before.is_some_and(|digit| digit.is_ascii_digit()) && is_number(&escaped),
            // An address, which rustdoc wants as a link.
            ':' => next == Some('/'),
            '!' => next == Some('['),
            _ => false,
        };
        let starts_list = before.is_none() && letter == '-'
            || letter == '.'
                && before.is_some_and(|digit| digit.is_ascii_digit())
                && is_number(&escaped);
        if meaning || starts_list {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = Some(letter);
    }
    escaped
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

fn is_number(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{code, line, line_with_links, prose};

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in [
            "Returned when input_keys is missing.",
            "Aspect ratio must be less than 1:4 or 4:1",
            "10MB (at most), e.g. HEIC",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_means_something_to_markdown_is_escaped() {
        for (text, escaped) in [
            ("`x` *y* _z_ [a](b) <b> &amp;", r"\`x\` \*y\* \_z\_ \[a\](b) \<b\> \&amp;"),
            ("# a", r"\# a"),
            ("- a -- b", r"\- a \-\- b"),
            ("1. a", r"1\. a"),
            ("1) a", r"1\) a"),
            ("it's \"so\"...", r#"it\'s \"so\"\.\.\."#),
            ("see https://a.b", r"see https\://a.b"),
        ] {
            assert_eq!(line(text), escaped);
        }
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(
            line_with_links("Acme, *Errors* (https://a.b/c_d)."),
            r"Acme, \*Errors\* (<https://a.b/c_d>)."
        );
        assert_eq!(line_with_links("see https://a.b"), "see <https://a.b>");
        assert_eq!(line_with_links("none"), "none");
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_has() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a `b`"), "`` a `b` ``");
        assert_eq!(code("a | b"), r"a \| b");
    }

    #[test]
    fn lines_and_paragraphs_are_kept() {
        assert_eq!(prose("a\nb\n\nc"), ["a\\", "b", "", "c"]);
    }
}
