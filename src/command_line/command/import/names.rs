//! Names for entries whose code can't be one: it is shared by several, or is no name in Rust.

use std::collections::BTreeSet;

use crate::command_line::catalogs::names::squashed;
use crate::command_line::command::import::rows::Row;
use crate::generator::variant_of;

/// How many words of a text make a name, at first.
const FEWEST: usize = 4;
const MOST: usize = 10;
/// How much of a text is looked at.
const LONGEST: usize = 300;

/// The names that are taken. Two that differ in letter case or in what joins words are the same.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    /// How many names were made of a number, for want of words.
    numbered: usize,
}

impl Names {
    pub fn take(&mut self, name: &str) {
        self.taken.insert(squashed(name));
    }

    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&squashed(name))
    }

    /// A name in PascalCase for `row` that isn't taken.
    pub fn make(&mut self, row: &Row) -> String {
        let texts = [&row.title, &row.message, &row.description];
        let texts = texts.into_iter().flatten();
        let mut candidates: Vec<String> =
            texts.flat_map(|text| (FEWEST..=MOST).map(|words| pascal(text, words))).collect();
        candidates.push(pascal(&row.code, MOST));
        if let Some(status) = row.statuses.first() {
            candidates.push(format!("{}{status}", pascal(&row.code, MOST)));
            candidates.push(format!("Error{status}"));
        }
        let is_free =
            |name: &String| variant_of(name).as_ref() == Some(name) && !self.is_taken(name);
        if let Some(name) = candidates.into_iter().find(is_free) {
            return name;
        }
        loop {
            self.numbered += 1;
            let name = format!("Error{}", self.numbered);
            if !self.is_taken(&name) {
                return name;
            }
        }
    }
}

/// The first words of `text`, without placeholders, as one name. It starts with a letter.
fn pascal(text: &str, most: usize) -> String {
    // A name needs no more than the beginning.
    let beginning = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let text = without_placeholders(beginning);
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '\'');
    let words = words.map(|word| word.replace('\'', "")).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.take(most).collect();
    while words.len() > 2 && words.last().is_some_and(|word| is_small(word)) {
        words.pop();
    }
    let name: String = words.iter().map(|word| capitalised(word)).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("E{name}") } else { name }
}

/// Whether `word` says nothing at the end of a name.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "are", "at", "be", "by", "for", "from", "in", "is", "must", "of", "on",
        "or", "that", "the", "this", "to", "with", "your",
    ];
    SMALL.contains(&word.to_ascii_lowercase().as_str())
}

fn capitalised(word: &str) -> String {
    let is_shouted = word.chars().all(|letter| !letter.is_ascii_lowercase());
    let (first, rest) = word.split_at(1);
    let rest = if is_shouted { rest.to_ascii_lowercase() } else { rest.to_owned() };
    first.to_ascii_uppercase() + &rest
}

fn without_placeholders(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").or_else(|| rest.find("<<")) {
        plain += &rest[..start];
        let end = rest[start..].find("}}").or_else(|| rest[start..].find(">>"));
        rest = end.map_or("", |end| &rest[start + end + 2..]);
        plain.push(' ');
    }
    plain + rest
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
        assert_eq!(named("23505", "", &[]), "E23505");
        assert_eq!(named("图片", "图片", &[]), "Error400");
        assert_eq!(named("Self", "Self", &["error400"]), "Self400");
    }
}
