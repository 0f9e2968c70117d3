//! What the page knows, as JSON: the catalogs, and what the library knows beside them.

use std::io;

use serde::Serialize;

use crate::characters::disturbs_terminal;
use crate::cli::command::decode::advice;
use crate::cli::command::site::catalog::Catalog;
use crate::response::{is_refusal, overrules};
use crate::{Category, Retry};

/// Everything that the page's scripts are given.
#[derive(Debug, Serialize)]
pub struct Data<'a> {
    /// The crate that has the codes as Rust, where that is known.
    #[serde(rename = "crate", skip_serializing_if = "Option::is_none")]
    pub crate_name: Option<&'a str>,
    pub catalogs: &'a [Catalog<'a>],
    categories: Vec<CategoryWord>,
    retries: Vec<RetryWord>,
    statuses: Vec<Judgement>,
    overruling: Vec<u16>,
    unseen: Vec<(u32, u32)>,
    sentences: Sentences,
}

#[derive(Debug, Serialize)]
struct CategoryWord {
    word: &'static str,
    meaning: &'static str,
    /// What has to be changed, where the retry is `after-change`.
    after_change: &'static str,
    refused: bool,
}

#[derive(Debug, Serialize)]
struct RetryWord {
    word: &'static str,
    meaning: &'static str,
    is_retryable: bool,
    verdict: &'static str,
    /// The verdict where the request may have had an effect.
    careful: &'static str,
}

/// What statuses alone say, of those from the first to the last.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Judgement {
    first: u16,
    last: u16,
    category: &'static str,
    retry: &'static str,
}

/// What the command `decode` says, word for word.
#[derive(Debug, Serialize)]
struct Sentences {
    ask_somebody: &'static str,
    several: &'static str,
    unknown: &'static str,
    unknown_with_status: &'static str,
    warning: &'static str,
    effect_of_task: &'static str,
    effect_possible: &'static str,
    effect_unknown: &'static str,
}

impl<'a> Data<'a> {
    /// The data for a page of `catalogs`.
    pub fn new(crate_name: Option<&'a str>, catalogs: &'a [Catalog<'a>]) -> Self {
        Self {
            crate_name,
            catalogs,
            categories: Category::ALL.iter().copied().map(CategoryWord::new).collect(),
            retries: Retry::ALL.iter().copied().map(RetryWord::new).collect(),
            statuses: judgements(),
            overruling: (100..=999).filter(|status| overrules(*status)).collect(),
            unseen: unseen(),
            sentences: Sentences {
                ask_somebody: advice::ASK_SOMEBODY,
                several: advice::SEVERAL,
                unknown: advice::UNKNOWN,
                unknown_with_status: advice::UNKNOWN_WITH_STATUS,
                warning: advice::WARNING,
                effect_of_task: advice::EFFECT_OF_TASK,
                effect_possible: advice::EFFECT_POSSIBLE,
                effect_unknown: advice::EFFECT_UNKNOWN,
            },
        }
    }

    /// JSON that can stand in a `script` element: nothing in it ends the element, begins a comment,
    /// or is a line break to a script.
    pub fn to_json(&self) -> io::Result<String> {
        let json = serde_json::to_string(self)?;
        let mut text = String::with_capacity(json.len());
        for character in json.chars() {
            match character {
                // Such a character is always part of a text, where an escape means the same.
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    text += &format!("\\u{:04x}", u32::from(character));
                }
                character => text.push(character),
            }
        }
        Ok(text)
    }
}

impl CategoryWord {
    fn new(category: Category) -> Self {
        Self {
            word: category.as_str(),
            meaning: category.meaning(),
            after_change: advice::verdict_on(Retry::AfterChange, category, false),
            refused: is_refusal(category),
        }
    }
}

impl RetryWord {
    fn new(retry: Retry) -> Self {
        let verdict = |warned| advice::verdict_on(retry, Category::Unknown, warned);
        Self {
            word: retry.as_str(),
            meaning: retry.meaning(),
            is_retryable: retry.is_retryable(),
            verdict: verdict(false),
            careful: verdict(true),
        }
    }
}

/// What each status says, in as few ranges as it takes.
fn judgements() -> Vec<Judgement> {
    let mut ranges: Vec<Judgement> = Vec::new();
    for status in 0..=999 {
        let category = Category::from_status(Some(status)).as_str();
        let retry = Retry::from_status(Some(status)).as_str();
        match ranges.last_mut() {
            Some(range) if (range.category, range.retry) == (category, retry) => {
                range.last = status;
            }
            _ => ranges.push(Judgement { first: status, last: status, category, retry }),
        }
    }
    ranges
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
    use super::{Catalog, Data, judgements, unseen};
    use crate::characters::disturbs_terminal;
    use crate::{CATALOGS, Category, Retry};

    #[test]
    fn every_status_is_in_the_range_that_says_what_it_says() {
        let ranges = judgements();
        let mut statuses = 0..=999;
        for range in &ranges {
            for status in range.first..=range.last {
                assert_eq!(statuses.next(), Some(status));
                assert_eq!(range.category, Category::from_status(Some(status)).as_str());
                assert_eq!(range.retry, Retry::from_status(Some(status)).as_str());
            }
        }
        assert_eq!(statuses.next(), None);
    }

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
    fn nothing_in_the_json_can_end_the_element_that_it_stands_in() {
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}";
        let mut catalog = Catalog::from(CATALOGS[0]);
        catalog.title = hostile;
        let catalogs = [catalog];
        let json = Data::new(None, &catalogs).to_json().expect("plain data");
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["catalogs"][0]["title"], hostile);
    }
}
