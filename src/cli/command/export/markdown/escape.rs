//! Texts in which nothing means anything to Markdown, in GitHub's dialect.

/// `text` in one line.
pub fn line(text: &str) -> String {
    escape(&in_one_line(text, " "))
}

/// `text` as a cell of a table; a line break stays one.
pub fn cell(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

/// `text` as paragraphs; a line break stays one.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape).collect();
    let mut paragraphs = String::new();
    for (at, line) in lines.iter().enumerate() {
        let goes_on = !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
        paragraphs += line;
        paragraphs += if goes_on { "\\\n" } else { "\n" };
    }
    paragraphs
}

/// `text` in one line, as code where that shows it unchanged, in a table or elsewhere.
pub fn code(text: &str) -> String {
    // Tables take a bar for the end of the cell even in code, and then a backslash for an escape.
    if text.contains(['|', '\\']) {
        return line(text);
    }
    let longest_run = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest_run + 1);
    let padding = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{padding}{}{padding}{fence}", in_one_line(text, " "))
}

/// `text` in one line, in which web addresses are links.
pub fn line_with_links(text: &str) -> String {
    let in_address =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~/?#=%+@,;!".contains(letter);
    let Some((before, rest)) = text.split_once("https://") else { return line(text) };
    let end = rest.find(|letter| !in_address(letter)).unwrap_or(rest.len());
    let (address, after) = rest.split_at(end);
    let (start, space) = match before.strip_suffix(' ') {
        Some(start) => (start, " "),
        None => (before, ""),
    };
    format!("{}{space}<https://{address}>{}", line(start), line_with_links(after))
}

fn in_one_line(text: &str, between: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(between)
}

fn escape(line: &str) -> String {
    let line = line.trim();
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = None;
    for (at, letter) in line.char_indices() {
        let after = &line[at + letter.len_utf8()..];
        if letter == '@' && before.is_some() {
            // A mail address becomes a link whatever is escaped in it, unless it is not one text.
            escaped += "<!-- -->@";
        } else {
            if means_something(letter, before, after) || starts_list(letter, &line[..at], after) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        before = Some(letter);
    }
    escaped
}

fn means_something(letter: char, before: Option<char>, after: &str) -> bool {
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' => true,
        // Inside a word it means nothing.
        '_' => {
            !(before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric))
        }
        // A heading, or the underline of one.
        '#' | '=' => before.is_none(),
        // An address: `https://`, `www.`
        ':' => after.starts_with("//"),
        '.' => before.is_some_and(|before| matches!(before, 'w' | 'W')),
        _ => false,
    }
}

fn starts_list(letter: char, before: &str, after: &str) -> bool {
    match letter {
        '-' | '+' => before.is_empty(),
        '.' | ')' => {
            !before.is_empty()
                && before.bytes().all(|digit| digit.is_ascii_digit())
                && (after.is_empty() || after.starts_with([' ', '\t']))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, code, line, line_with_links, paragraphs};

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in ["input_keys is missing (e.g. \"a\"): 1-30 seconds.", "It's 10MB + 1, #3 = 4!"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_means_something_is_escaped() {
        for (text, escaped) in [
            ("`x` *y* _z_ ~a~ $b$", r"\`x\` \*y\* \_z\_ \~a\~ \$b\$"),
            ("[a](b) ![c] <b> &amp; a|b a\\b", r"\[a\](b) !\[c\] \<b\> \&amp; a\|b a\\b"),
            ("# a", r"\# a"),
            ("=== a", r"\=== a"),
            ("- a", r"\- a"),
            ("+ a", r"\+ a"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("https://a.b www.c.d", r"https\://a.b www\.c.d"),
            ("@a", "@a"),
            ("help@acme.example", "help<!-- -->@acme.example"),
        ] {
            assert_eq!(line(text), escaped);
        }
    }

    #[test]
    fn lines_are_kept_where_they_can_be() {
        assert_eq!(line("a\n\nb"), "a b");
        assert_eq!(cell("a\nb"), "a<br>b");
        assert_eq!(paragraphs("a\nb\n\nc"), "a\\\nb\n\nc\n");
    }

    #[test]
    fn code_is_shown_as_it_is() {
        assert_eq!(code("<b> {{.a}} *c*"), "`<b> {{.a}} *c*`");
        assert_eq!(code("`a` ``b``"), "``` `a` ``b`` ```");
        assert_eq!(code("a|b"), r"a\|b");
        assert_eq!(code(r"a\"), r"a\\");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            line_with_links("Acme, *Errors* (https://a.b/c_d), [x]"),
            r"Acme, \*Errors\* (<https://a.b/c_d>), \[x\]"
        );
        assert_eq!(line_with_links("http://a.b"), r"http\://a.b");
    }
}
