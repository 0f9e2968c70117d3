//! Text as Markdown that is shown literally: by rustdoc, or on GitHub.

/// Where the text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Makes quotes, dashes and dots typographic; addresses have to be marked as links.
    Rustdoc,
    /// Turns addresses, `www.` and mail addresses into links.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the command line exports it"))]
    Github,
}

impl Dialect {
    /// The lines of `text`, with all markup escaped. Line breaks are kept.
    pub fn prose(self, text: &str) -> Vec<String> {
        let text = text.replace('\t', "    ");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let mut prose = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let goes_on =
                !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
            prose.push(format!("{}{}", self.escape(line), if goes_on { "\\" } else { "" }));
        }
        prose
    }

    /// `text` in one line.
    pub fn line(self, text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.escape(&words.join(" "))
    }

    /// `text` in one line, in which web addresses are links.
    pub fn line_with_links(self, text: &str) -> String {
        let in_address =
            |letter: char| letter.is_ascii_alphanumeric() || "-._~/?#=&%+:@,;!".contains(letter);
        let Some(start) = text.find("https://") else { return self.line(text) };
        let (before, rest) = text.split_at(start);
        let end = rest.find(|letter| !in_address(letter)).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let space_before = if before.ends_with(' ') { " " } else { "" };
        let space_after = if after.starts_with(' ') { " " } else { "" };
        let (before, after) = (self.line(before), self.line_with_links(after));
        format!("{before}{space_before}<{address}>{space_after}{after}")
    }

    /// `text` in one line, as code if that shows it unchanged, also in a table.
    pub fn code(self, text: &str) -> String {
        // In a table, a bar ends the cell even in code, and a backslash escapes it.
        let unchanged = !text.contains(['\n', '\t', '|', '\\']) && !text.contains("  ");
        if !unchanged {
            return self.line(text);
        }
        let longest_run = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest_run + 1);
        let padding = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        format!("{fence}{padding}{text}{padding}{fence}")
    }

    /// A line with all markup escaped.
    pub fn escape(self, line: &str) -> String {
        let line = line.trim();
        let mut escaped = String::with_capacity(line.len() + 8);
        for (at, letter) in line.char_indices() {
            let (before, after) = (&line[..at], &line[at + letter.len_utf8()..]);
            if letter == '@' && self == Self::Github && !before.is_empty() {
                // A mail address becomes a link whatever is escaped in it; a comment inside prevents that.
                escaped += "<!-- -->@";
                continue;
            }
            if is_markup(letter, before, after) || self.is_own_markup(letter, before, after) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        escaped
    }

    /// Whether a character is markup in this dialect only.
    fn is_own_markup(self, letter: char, before: &str, after: &str) -> bool {
        match self {
            Self::Rustdoc => match letter {
                '"' | '\'' => true,
                // Two dashes and three dots become typographic ones.
                '-' | '.' => before.ends_with(letter) || after.starts_with(letter),
                '!' => after.starts_with('['),
                _ => false,
            },
            Self::Github => letter == '.' && before.ends_with(['w', 'W']),
        }
    }
}

/// Whether a character is markup in every dialect.
fn is_markup(letter: char, before: &str, after: &str) -> bool {
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' => true,
        // Inside a word it is literal.
        '_' => {
            !(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric))
        }
        // A heading, the underline of one, an item of a list.
        '#' | '=' | '+' | '-' if before.is_empty() => true,
        // The end of a heading.
        '#' => after.is_empty() && before.trim_end_matches('#').ends_with(' '),
        // An item of a numbered list.
        '.' | ')' => {
            let is_number = !before.is_empty() && before.bytes().all(|it| it.is_ascii_digit());
            is_number && (after.is_empty() || after.starts_with([' ', '\t']))
        }
        // An address.
        ':' => after.starts_with("//"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect::{self, Github, Rustdoc};

    const BOTH: [Dialect; 2] = [Rustdoc, Github];

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in [
            "Returned when input_keys is missing: 1-30 seconds.",
            "Aspect ratio must be less than 1:4 or 4:1",
            "10MB + 1 (at most), e.g. HEIC, #3 = 4!",
        ] {
            for dialect in BOTH {
                assert_eq!(dialect.line(text), text);
            }
        }
        assert_eq!(Github.line("It's (e.g. \"a\")..."), "It's (e.g. \"a\")...");
    }

    #[test]
    fn markup_is_escaped() {
        for (text, escaped) in [
            ("`x` *y* _z_ ~a~ $b$", r"\`x\` \*y\* \_z\_ \~a\~ \$b\$"),
            ("[a](b) <b> &amp; a|b a\\b", r"\[a\](b) \<b\> \&amp; a\|b a\\b"),
            ("# a", r"\# a"),
            ("in C #", r"in C \#"),
            ("in C ##", r"in C #\#"),
            ("in C#", "in C#"),
            ("=== a", r"\=== a"),
            ("- a", r"\- a"),
            ("+ a", r"\+ a"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("see https://a.b", r"see https\://a.b"),
        ] {
            for dialect in BOTH {
                assert_eq!(dialect.line(text), escaped);
            }
        }
    }

    #[test]
    fn markup_of_one_dialect_is_escaped_there() {
        assert_eq!(Rustdoc.line("it's \"so\"... -- ![c]"), r#"it\'s \"so\"\.\.\. \-\- \!\[c\]"#);
        assert_eq!(Github.line("www.c.d ![c]"), r"www\.c.d !\[c\]");
        assert_eq!(Github.line("@a help@acme.example"), "@a help<!-- -->@acme.example");
    }

    #[test]
    fn addresses_become_links() {
        for dialect in BOTH {
            assert_eq!(
                dialect.line_with_links("Acme, *Errors* (https://a.b/c_d), [x]"),
                r"Acme, \*Errors\* (<https://a.b/c_d>), \[x\]"
            );
            assert_eq!(dialect.line_with_links("see https://a.b now"), "see <https://a.b> now");
            assert_eq!(dialect.line_with_links("none"), "none");
        }
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_has() {
        assert_eq!(Github.code("<b> {{.a}} *c*"), "`<b> {{.a}} *c*`");
        assert_eq!(Github.code("`a` ``b``"), "``` `a` ``b`` ```");
        assert_eq!(Rustdoc.code("a | b"), r"a \| b");
        assert_eq!(Github.code(r"a\"), r"a\\");
    }

    #[test]
    fn lines_and_paragraphs_are_kept() {
        assert_eq!(Rustdoc.prose("a\nb\n\nc"), ["a\\", "b", "", "c"]);
    }
}
