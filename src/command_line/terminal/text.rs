//! Text in the columns of a terminal.

use std::fmt::Write;

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::characters::disturbs_terminal;
pub(crate) use crate::generator::counted;

/// How many columns `text` takes. Colours take none.
pub fn width(text: &str) -> usize {
    display_width(text)
}

/// `text` in lines of at most `limit` columns. Its own line breaks are kept. A word that is longer
/// than a line, such as an address, is not broken, so that it can be copied.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let options = Options::new(limit)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    let text = text.replace('\t', "    ");
    textwrap::wrap(&text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// `text` in one line.
pub fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How many columns the longest word of `text` takes.
pub fn longest_word(text: &str) -> usize {
    text.lines().flat_map(words).map(|word| width(word.word)).max().unwrap_or(0)
}

/// Text from outside, in which characters that could affect the terminal or the text around it are
/// spelled out.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        if disturbs_terminal(character) {
            visible.extend(character.escape_unicode());
        } else {
            visible.push(character);
        }
    }
    visible
}

/// The same for a text of several lines, whose line breaks are kept.
pub fn visible_lines(text: &str) -> String {
    let lines = text.lines().map(|line| visible(&line.replace('\t', "    ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// JSON in which all control characters are escaped. JSON itself requires that only of some.
pub fn harmless_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if disturbs_terminal(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // A string takes any text.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// `one`, `two` or `three`.
pub fn alternatives<S: AsRef<str>>(items: &[S]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("`{}`", item.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The words of a line. Scripts without spaces can be broken after each character.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let spaces = line.match_indices(' ').filter_map(|(at, _)| {
        let next = line[at + 1..].chars().next();
        next.is_some_and(|next| next != ' ').then_some(at + 1)
    });
    let wide = line
        .char_indices()
        .filter(|(_, character)| is_wide(*character))
        .map(|(at, character)| at + character.len_utf8())
        .filter(|end| line[*end..].chars().next().is_some_and(may_start_line));
    let mut ends: Vec<usize> = spaces.chain(wide).chain([line.len()]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut start = 0;
    Box::new(ends.into_iter().map(move |end| {
        let word = Word::from(&line[start..end]);
        start = end;
        word
    }))
}

fn is_wide(character: char) -> bool {
    display_width(character.encode_utf8(&mut [0; 4])) == 2
}

/// Whether a line may begin with `character`: it may not with a space or a closing bracket or sign.
fn may_start_line(character: char) -> bool {
    !matches!(character, ' ' | ')' | ',' | '.' | ';' | ':' | '!' | '?')
        && !"，。、；：！？）」』】》…".contains(character)
}

#[cfg(test)]
mod tests {
    use super::{
        alternatives, harmless_json, in_one_line, longest_word, visible, visible_lines, width, wrap,
    };

    #[test]
    fn lines_break_at_spaces_and_nowhere_else() {
        assert_eq!(
            wrap("a well-known long_word here", 11),
            ["a", "well-known", "long_word", "here"]
        );
        assert_eq!(
            wrap("see https://a-b.example/c-d now", 10),
            ["see", "https://a-b.example/c-d", "now"]
        );
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn line_breaks_of_the_text_are_kept() {
        assert_eq!(wrap("a b\n\nc\td", 3), ["a b", "", "c", "d"]);
        assert_eq!(in_one_line("a\n\n b\nc"), "a b c");
    }

    #[test]
    fn scripts_without_spaces_break_anywhere_but_before_a_full_stop() {
        assert_eq!(wrap("图片下载失败。", 8), ["图片下载", "失败。"]);
        assert_eq!(wrap("图片下载失败。", 12), ["图片下载失", "败。"]);
        assert_eq!(width("图片"), 4);
        assert_eq!(longest_word("图片 of"), 2);
    }

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        assert_eq!(visible("a\u{1b}[31mb\n"), "a\\u{1b}[31mb\\u{a}");
        assert_eq!(visible("\u{9b}2J\u{202e}x"), "\\u{9b}2J\\u{202e}x");
        assert_eq!(visible("图片 é"), "图片 é");
        assert_eq!(visible_lines("a\r\n\tb\rc\n"), "a\n    b\\u{d}c");
    }

    #[test]
    fn json_has_nothing_that_a_terminal_would_obey() {
        let text = "\u{9b}2J \u{202e} \u{7f} \u{e0041}";
        let json = serde_json::to_string(text).expect("a text");
        let escaped = harmless_json(&json);
        assert_eq!(escaped, r#""\u009b2J \u202e \u007f \udb40\udc41""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).expect("JSON"), text);
    }

    #[test]
    fn alternatives_read_as_a_sentence() {
        assert_eq!(alternatives(&["a"]), "`a`");
        assert_eq!(alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
