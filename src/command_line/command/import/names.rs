//! Names for entries whose code can't be one: it is shared by several, or is no name in Rust.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::command_line::catalogs::names::squashed;
use crate::command_line::command::import::rows::Row;
use crate::generator::model::SegmentModel;
use crate::generator::{template_of, variant_of};

/// How many words of a text make a name, at first and at most.
const FEWEST: usize = 4;
const MOST: usize = 10;

/// Words that say nothing at the end of a name.
const SMALL: &[&str] = &[
    "a", "an", "and", "are", "at", "be", "by", "for", "from", "in", "is", "must", "of", "on", "or",
    "that", "the", "this", "to", "with", "your",
];

/// The names that are taken. Two that differ in letter case or in what joins words are the same.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    /// The codes that will be names of their own rows.
    reserved: BTreeSet<String>,
    /// A number below which all are taken: counting from 1 for each of many rows would be quadratic.
    numbered: Cell<usize>,
}

impl Names {
    pub fn take(&mut self, name: &str) {
        self.taken.insert(squashed(name));
    }

    pub fn reserve(&mut self, code: &str) {
        self.reserved.insert(squashed(code));
    }

    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&squashed(name))
    }

    fn is_free(&self, name: &str) -> bool {
        !self.is_taken(name) && !self.reserved.contains(&squashed(name))
    }

    /// A name in PascalCase for `row` that isn't taken.
    pub fn make(&self, row: &Row) -> String {
        let texts = [&row.title, &row.message, &row.description].into_iter().flatten();
        let mut candidates: Vec<Option<String>> = Vec::new();
        for text in texts {
            let words = words(text);
            candidates.extend((FEWEST..=MOST).map(|most| name(&words, most)));
        }
        let code = words(&row.code);
        candidates.push(name(&code, MOST));
        if let Some(status) = row.statuses.first() {
            candidates.push(variant_of(&format!("{} {status}", code.join(" "))));
            candidates.push(Some(format!("Error{status}")));
        }
        let free = candidates.into_iter().flatten().find(|name| self.is_free(name));
        free.unwrap_or_else(|| self.numbered())
    }

    fn numbered(&self) -> String {
        let mut number = self.numbered.get().max(1);
        while !self.is_free(&format!("Error{number}")) {
            number += 1;
        }
        self.numbered.set(number);
        format!("Error{number}")
    }
}

/// The words of the template `text` without its placeholders.
fn words(text: &str) -> Vec<String> {
    let literals = match template_of(text) {
        Some(template) => {
            let literals = template.segments.into_iter().map(|segment| match segment {
                SegmentModel::Literal(text) => text,
                SegmentModel::Placeholder(_) => " ".to_owned(),
            });
            literals.collect()
        }
        None => text.to_owned(),
    };
    let words = literals.replace('\'', "");
    let words = words.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The first `most` of `words` as one name, if it can be one.
fn name(words: &[String], most: usize) -> Option<String> {
    let mut words = &words[..words.len().min(most)];
    while let [rest @ .., last] = words {
        if rest.len() < 2 || !SMALL.contains(&last.to_ascii_lowercase().as_str()) {
            break;
        }
        words = rest;
    }
    variant_of(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Names, Row};

    fn named(code: &str, message: &str, taken: &[&str]) -> String {
        let mut names = Names::default();
        taken.iter().for_each(|name| names.take(name));
        let message = Some(message.to_owned()).filter(|message| !message.is_empty());
        let code = code.to_owned();
        names.make(&Row { code, statuses: vec![400], message, ..Row::default() })
    }

    #[test]
    fn the_message_gives_the_name() {
        assert_eq!(named("x", "Missing job_id", &[]), "MissingJobId");
        assert_eq!(named("x", "Invalid {{.field}}: it isn't a URL", &[]), "InvalidItIsnt");
        assert_eq!(named("x", "No outputs available for this job", &[]), "NoOutputsAvailable");
        assert_eq!(named("x", "Missing job_id", &["MISSING_JOB_ID"]), "X");
        assert_eq!(named("x", "we like six big cats", &["WeLikeSixBig"]), "WeLikeSixBigCats");
    }

    #[test]
    fn every_row_gets_a_name() {
        assert_eq!(named("23505", "", &[]), "Code23505");
        assert_eq!(named("图片", "图片", &[]), "Error400");
        assert_eq!(named("Self", "Self", &["error400"]), "Self400");
    }
}
