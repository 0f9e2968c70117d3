//! What the page's scripts are given, as JSON.

use std::io;

use serde::Serialize;

use crate::characters::disturbs_terminal;
use crate::command_line::command::decode::advice;
use crate::command_line::command::export::row::{self, Row};
use crate::{Category, Retry};

/// Everything that the page's scripts are given.
#[derive(Debug, Serialize)]
pub struct Data {
    pub catalogs: Vec<Catalog>,
    categories: Vec<CategoryWord>,
    retries: Vec<RetryWord>,
    unseen: Vec<(u32, u32)>,
}

#[derive(Debug, Serialize)]
pub struct Catalog {
    pub path: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub source: &'static str,
    pub codes: Vec<Code>,
}

/// A row, with the parts of its message, so that the page needn't read templates.
#[derive(Debug, Serialize)]
pub struct Code {
    #[serde(flatten)]
    pub row: Row,
    segments: Vec<Segment>,
}

/// A literal is a string, and a placeholder a list of one: its name.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Segment {
    Literal(&'static str),
    Placeholder([&'static str; 1]),
}

#[derive(Debug, Serialize)]
struct CategoryWord {
    word: &'static str,
    meaning: &'static str,
    /// What has to be changed, where the retry is `after-change`.
    after_change: &'static str,
}

#[derive(Debug, Serialize)]
struct RetryWord {
    word: &'static str,
    meaning: &'static str,
    is_retryable: bool,
    verdict: &'static str,
}

impl Data {
    /// The data for a page of `catalogs`.
    pub fn new(catalogs: &[&'static crate::Catalog]) -> Self {
        Self {
            catalogs: catalogs.iter().map(|catalog| Catalog::new(catalog)).collect(),
            categories: Category::ALL.iter().copied().map(CategoryWord::new).collect(),
            retries: Retry::ALL.iter().copied().map(RetryWord::new).collect(),
            unseen: unseen(),
        }
    }

    /// JSON that can be the content of a `script` element: nothing in it ends the element, begins a
    /// comment, or is a line break to a script.
    pub fn to_json(&self) -> io::Result<String> {
        let json = serde_json::to_string(self)?;
        let mut text = String::with_capacity(json.len());
        for character in json.chars() {
            match character {
                // Such a character is always part of a string, where an escape means the same.
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    text += &format!("\\u{:04x}", u32::from(character));
                }
                character => text.push(character),
            }
        }
        Ok(text)
    }
}

impl Catalog {
    fn new(catalog: &'static crate::Catalog) -> Self {
        let codes = catalog.entries().iter().zip(row::of_catalog(catalog)).map(|(entry, row)| {
            let message = entry.message();
            let segments = message.iter().flat_map(crate::Template::segments);
            Code { row, segments: segments.copied().map(Segment::from).collect() }
        });
        Self {
            path: catalog.path(),
            title: catalog.title(),
            description: catalog.description(),
            source: catalog.source(),
            codes: codes.collect(),
        }
    }
}

impl From<crate::Segment<'static>> for Segment {
    fn from(segment: crate::Segment<'static>) -> Self {
        match segment {
            crate::Segment::Literal(text) => Self::Literal(text),
            crate::Segment::Placeholder { name, .. } => Self::Placeholder([name]),
        }
    }
}

impl CategoryWord {
    fn new(category: Category) -> Self {
        Self {
            word: category.as_str(),
            meaning: category.meaning(),
            after_change: advice::verdict_on(Retry::AfterChange, category, false),
        }
    }
}

impl RetryWord {
    fn new(retry: Retry) -> Self {
        Self {
            word: retry.as_str(),
            meaning: retry.meaning(),
            is_retryable: retry.is_retryable(),
            verdict: advice::verdict_on(retry, Category::Unknown, false),
        }
    }
}

/// The characters that are spelled out, as ranges.
fn unseen() -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for character in ('\0'..=char::MAX).filter(|character| disturbs_terminal(*character)) {
        let number = u32::from(character);
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::{Data, unseen};
    use crate::characters::disturbs_terminal;
    use crate::command_line::catalogs::fixture;

    #[test]
    fn unseen_are_the_characters_that_disturb_a_terminal() {
        let ranges = unseen();
        for character in '\0'..=char::MAX {
            let number = u32::from(character);
            let is_in = ranges.iter().any(|(first, last)| (*first..=*last).contains(&number));
            assert_eq!(is_in, disturbs_terminal(character), "{number:x}");
        }
    }

    #[test]
    fn nothing_in_the_json_can_end_the_element_around_it() {
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}";
        let mut data = Data::new(&fixture::shipped()[..1]);
        data.catalogs[0].title = hostile;
        let json = data.to_json().expect("plain data");
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["catalogs"][0]["title"], hostile);
    }
}
