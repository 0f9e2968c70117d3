//! What is different between two texts, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::characters::floor_char_boundary;
use crate::command_line::command::diff::change::Value;
use crate::command_line::terminal::text::visible;

/// Texts with more words than this are not compared.
const MOST_WORDS: usize = 2_000;
/// Texts that agree in less than this, in per cent, are different ones as a whole.
const ALIKE: usize = 30;
/// How much is shown of what is the same, on either side of what isn't, in bytes.
const CONTEXT: usize = 60;
/// How much is shown of what isn't, in bytes.
const LONGEST: usize = 400;

/// A part of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub mark: Mark,
    pub text: String,
}

/// Which text a part is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Both.
    Same,
    /// The old one.
    Gone,
    /// The new one.
    New,
}

/// The parts of two texts, in order; none of them is empty. What is gone comes before what is new, and
/// words that were replaced one after the other are replaced together.
pub fn compare(before: &str, after: &str) -> Vec<Part> {
    let (old, new) = (words(before), words(after));
    let mut parts = Vec::new();
    if old.len() + new.len() <= MOST_WORDS {
        let (mut was, mut is) = (String::new(), String::new());
        let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
        for (at, operation) in operations.iter().enumerate() {
            let (text, other) =
                (old[operation.old_range()].concat(), new[operation.new_range()].concat());
            let is_between = !was.is_empty() && !is.is_empty() && at + 1 < operations.len();
            let is_same = operation.tag() == DiffTag::Equal;
            if is_same && !(is_between && text.trim().is_empty()) {
                replace(&mut parts, &mut was, &mut is);
                parts.push(Part { mark: Mark::Same, text });
            } else {
                was += &text;
                is += &other;
            }
        }
        replace(&mut parts, &mut was, &mut is);
    }
    let same = parts.iter().filter(|part| part.mark == Mark::Same).map(|part| part.text.len());
    if same.sum::<usize>() * 200 < ALIKE * (before.len() + after.len()) {
        parts.clear();
        replace(&mut parts, &mut before.to_owned(), &mut after.to_owned());
    }
    parts
}

/// Adds a text that is gone and a new one to `parts`.
fn replace(parts: &mut Vec<Part>, gone: &mut String, new: &mut String) {
    for (mark, text) in [(Mark::Gone, gone), (Mark::New, new)] {
        if !text.is_empty() {
            parts.push(Part { mark, text: std::mem::take(text) });
        }
    }
}

/// The parts of two values, to be shown in one line: what is long is cut, and characters that can't be
/// seen are spelled out.
pub fn shown(before: Option<&Value>, after: Option<&Value>) -> Vec<Part> {
    let text = |value: Option<&Value>| value.map(Value::text).unwrap_or_default();
    let line_break = before.or(after).map_or("", Value::line_break);
    shorten(compare(&text(before), &text(after)), line_break)
}

fn shorten(parts: Vec<Part>, line_break: &str) -> Vec<Part> {
    let last = parts.len().saturating_sub(1);
    let shown = parts.into_iter().enumerate().map(|(at, Part { mark, text })| {
        let text = match mark {
            Mark::Same => context(&text, at == 0, at == last),
            Mark::Gone | Mark::New => start_of(&text, LONGEST),
        };
        Part { mark, text: in_one_line(&text, line_break) }
    });
    shown.collect()
}

/// A name, without the end of it where it is too long.
pub fn cut(name: &str) -> String {
    start_of(name, LONGEST)
}

/// Line breaks and tabs as signs; they may be all that is different.
fn in_one_line(text: &str, line_break: &str) -> String {
    let signs = text.replace('\n', line_break).replace('\t', "⇥ ");
    visible(&signs)
}

/// The ends of a part that is the same; the outer ones of a text's first and last part don't count.
fn context(text: &str, is_first: bool, is_last: bool) -> String {
    let kept = CONTEXT * (usize::from(!is_first) + usize::from(!is_last));
    if text.len() <= kept + CONTEXT / 2 {
        return text.to_owned();
    }
    let (mut head, mut tail) = ("", "");
    if !is_first {
        let cut = &text[..floor_char_boundary(text, CONTEXT)];
        head = cut.rfind(' ').map_or(cut, |blank| &cut[..blank]);
    }
    if !is_last {
        let cut = &text[floor_char_boundary(text, text.len() - CONTEXT)..];
        tail = cut.find(' ').map_or(cut, |blank| &cut[blank + 1..]);
    }
    let blank = |text: &str| if text.is_empty() { "" } else { " " };
    format!("{head}{}…{}{tail}", blank(head), blank(tail))
}

/// The start of a text that is too long, with the number of characters that are left out.
fn start_of(text: &str, longest: usize) -> String {
    if text.len() <= longest + longest / 4 {
        return text.to_owned();
    }
    let (start, rest) = text.split_at(floor_char_boundary(text, longest));
    format!("{start}… ({} more characters)", rest.chars().count())
}

/// Words, placeholders, and what is between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (word, after) = rest.split_at(end_of_word(rest, first));
        words.push(word);
        rest = after;
    }
    words
}

/// Where the word ends that `text` starts with.
fn end_of_word(text: &str, first: char) -> usize {
    for (open, close) in [("{{.", "}}"), ("<<.", ">>")] {
        if let Some(end) = text.strip_prefix(open).and_then(|rest| rest.find(close)) {
            return open.len() + end + close.len();
        }
    }
    // Scripts without spaces are compared character by character.
    let in_word = |letter: char| letter == '_' || letter.is_alphanumeric() && letter < '\u{2e80}';
    if in_word(first) {
        text.find(|letter| !in_word(letter)).unwrap_or(text.len())
    } else {
        first.len_utf8()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Mark, Part, compare, shorten, shown};
    use crate::command_line::command::diff::change::Value;

    /// The parts as git's `--word-diff` writes them.
    fn plain(parts: &[Part]) -> String {
        let plain = parts.iter().map(|Part { mark, text }| match mark {
            Mark::Same => text.clone(),
            Mark::Gone => format!("[-{text}-]"),
            Mark::New => format!("{{+{text}+}}"),
        });
        plain.collect()
    }

    #[track_caller]
    fn assert_compared(before: &str, after: &str, expected: &str) {
        assert_eq!(plain(&compare(before, after)), expected);
    }

    #[test]
    fn words_are_marked_and_not_letters() {
        assert_compared(
            "The picture can't be read",
            "The image can't be read.",
            "The [-picture-]{+image+} can't be read{+.+}",
        );
        assert_compared("a b", "a b", "a b");
        assert_compared("", "a", "{+a+}");
        assert_compared("a", "", "[-a-]");
    }

    #[test]
    fn adjacent_words_are_replaced_together() {
        assert_compared(
            "the request was not right at all",
            "the request has never been right at all",
            "the request [-was not-]{+has never been+} right at all",
        );
    }

    #[test]
    fn a_placeholder_is_a_word() {
        assert_compared(
            "field is missing: {{.field}}",
            "field is missing: {{.field_name}}",
            "field is missing: [-{{.field}}-]{+{{.field_name}}+}",
        );
        assert_compared(
            "no <<.a>> is left",
            "no {{.a}} is left",
            "no [-<<.a>>-]{+{{.a}}+} is left",
        );
    }

    #[test]
    fn texts_that_have_little_in_common_are_replaced_as_a_whole() {
        assert_compared(
            "no such file",
            "a database is gone",
            "[-no such file-]{+a database is gone+}",
        );
    }

    #[test]
    fn chinese_is_compared_character_by_character() {
        assert_compared("图片下载失败。", "视频下载失败。", "[-图片-]{+视频+}下载失败。");
    }

    #[test]
    fn of_what_is_long_the_ends_are_shown() {
        let (start, middle) = ("word ".repeat(40), "thing ".repeat(40));
        let (before, after) = (format!("{start}a {middle}b"), format!("{start}c {middle}d"));
        let text = plain(&shorten(compare(&before, &after), ""));
        assert!(text.starts_with("… word word") && text.len() < 300, "{text}");
        assert!(text.contains(" word [-a-]{+c+} thing thing"), "{text}");
        assert!(text.contains("thing … thing") && text.ends_with(" thing [-b-]{+d+}"), "{text}");
        let long = "é".repeat(1_000);
        let text = plain(&shorten(compare("", &long), ""));
        assert!(text.ends_with("é… (800 more characters)+}"), "{text}");
    }

    #[test]
    fn line_breaks_are_signs() {
        let text = |text: &str| Value::Text(text.to_owned());
        let list = |items: &[&str]| Value::List(items.iter().map(|it| (*it).to_owned()).collect());
        let shown = |one: Value, other: Value| plain(&shown(Some(&one), Some(&other)));
        assert_eq!(shown(text("one a\none b"), text("one a one b")), "one a[-⏎ -]{+ +}one b");
        assert_eq!(shown(text("a\u{200b}"), text("a")), "a[-\\u{200b}-]");
        assert_eq!(shown(list(&["a", "b"]), list(&["a", "b", "c"])), "a • b{+ • c+}");
    }

    proptest! {
        #[test]
        fn the_parts_are_the_texts(before in "[ab{}. <>\n图]{0,30}", after in "[ab{}. <>\n图]{0,30}") {
            let parts = compare(&before, &after);
            let of = |mark: Mark| -> String {
                let parts = parts.iter().filter(|part| part.mark == Mark::Same || part.mark == mark);
                parts.map(|part| part.text.as_str()).collect()
            };
            prop_assert_eq!(of(Mark::Gone), before);
            prop_assert_eq!(of(Mark::New), after);
            prop_assert!(parts.iter().all(|part| !part.text.is_empty()));
        }

        #[test]
        fn every_part_can_be_shown(before in "\\PC{0,300}", after in "\\PC{0,300}") {
            shorten(compare(&before, &after), "⏎ ");
        }
    }
}
