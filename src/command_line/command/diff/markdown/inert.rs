//! Texts that do nothing in a comment on GitHub.
//!
//! The texts of a catalog are whatever somebody wrote into a pull request. A text becomes the content
//! of a `<code>` element. There GitHub looks for no mention, no reference to an issue or a commit, no
//! address and no emoji; and as every character that could mean something to Markdown or HTML is
//! written as a number, nothing in it can end the element, the cell or the line.

use crate::command_line::terminal::text::visible;

/// `text` as code.
pub fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<code>{}</code>", content(text)) }
}

/// `text` as the content of an element.
pub fn content(text: &str) -> String {
    let mut inert = String::with_capacity(text.len() + 16);
    for character in visible(text).chars() {
        match character {
            // What surrounds it is no longer one text, and so no mail address.
            '@' => inert += "<!-- -->&#64;",
            _ if is_inert(character) => inert.push(character),
            _ => inert += &format!("&#{};", u32::from(character)),
        }
    }
    inert
}

/// Whether a character means nothing anywhere. What is not ASCII never means anything.
fn is_inert(character: char) -> bool {
    !character.is_ascii() || character.is_ascii_alphanumeric() || matches!(character, ' ' | ',')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{code, content};

    #[test]
    fn ordinary_words_stay_as_they_are() {
        assert_eq!(content("Bild nicht lesbar, 图片 é"), "Bild nicht lesbar, 图片 é");
        assert_eq!(code("FieldLacking"), "<code>FieldLacking</code>");
        assert_eq!(code(""), "");
    }

    #[test]
    fn what_github_acts_on_is_taken_apart() {
        for (text, inert) in [
            ("@team", "<!-- -->&#64;team"),
            ("a@b.example", "a<!-- -->&#64;b&#46;example"),
            ("#12", "&#35;12"),
            ("<b>", "&#60;b&#62;"),
            ("</code>", "&#60;&#47;code&#62;"),
            ("<!-- x -->", "&#60;&#33;&#45;&#45; x &#45;&#45;&#62;"),
            ("a|b", "a&#124;b"),
            ("`a`", "&#96;a&#96;"),
            ("![a](//b)", "&#33;&#91;a&#93;&#40;&#47;&#47;b&#41;"),
            (":tada:", "&#58;tada&#58;"),
            ("www.a.b", "www&#46;a&#46;b"),
            ("&amp;", "&#38;amp&#59;"),
            ("a\n\nb\r", "a&#92;u&#123;a&#125;&#92;u&#123;a&#125;b&#92;u&#123;d&#125;"),
            ("\u{202e}x", "&#92;u&#123;202e&#125;x"),
        ] {
            assert_eq!(content(text), inert, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_character_that_means_something_is_left(text in any::<String>()) {
            let inert = content(&text).replace("<!-- -->", "");
            let mut rest = inert.as_str();
            while let Some(at) = rest.find('&') {
                let (before, number) = rest.split_at(at);
                prop_assert!(!before.contains(|it: char| it.is_ascii_punctuation() && it != ','), "{}", before);
                let (number, after) = number[1..].split_once(';').expect("an end");
                prop_assert!(number.starts_with('#') && number[1..].parse::<u8>().is_ok(), "{}", number);
                rest = after;
            }
            prop_assert!(!rest.contains(|it: char| it.is_ascii_punctuation() && it != ','), "{}", rest);
            prop_assert!(!inert.contains(char::is_control), "{}", inert);
        }
    }
}
