//! Names for entries whose code is none: it is shared by several, or can't be a name in Rust.

use crate::cli::catalogs::names::squashed;
use crate::cli::command::import::rows::Row;
use crate::generator::variant_of;

/// How many words of a text make a name, at first.
const FEWEST: usize = 4;
const MOST: usize = 10;

/// The name in PascalCase that `row` gives, unlike all of `taken`.
pub fn name(row: &Row, taken: &[String]) -> String {
    let texts = [&row.title, &row.message, &row.description];
    let texts = texts.into_iter().flatten();
    let mut candidates: Vec<String> =
        texts.flat_map(|text| (FEWEST..=MOST).map(|words| pascal(text, words))).collect();
    candidates.push(pascal(&row.code, MOST));
    if let Some(status) = row.status {
        candidates.push(format!("{}{status}", pascal(&row.code, MOST)));
        candidates.push(format!("Error{status}"));
    }
    let numbered = (1..).map(|number| format!("Error{number}"));
    candidates
        .into_iter()
        .chain(numbered)
        .find(|name| variant_of(name).as_deref() == Some(name) && !is_taken(name, taken))
        .unwrap_or_default()
}

/// Whether there is a name that differs from `name` in letter case and what joins words at most.
pub fn is_taken(name: &str, taken: &[String]) -> bool {
    taken.iter().any(|taken| squashed(taken) == squashed(name))
}

/// The first words of `text`, but for placeholders, as one name. It starts with a letter.
fn pascal(text: &str, most: usize) -> String {
    let text = without_placeholders(text);
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
    use super::{Row, name};

    fn named(code: &str, message: &str, taken: &[&str]) -> String {
        let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
        let message = Some(message.to_owned()).filter(|message| !message.is_empty());
        name(&Row { code: code.to_owned(), status: Some(400), message, ..Row::default() }, &taken)
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
    fn there_always_is_a_name() {
        assert_eq!(named("23505", "", &[]), "E23505");
        assert_eq!(named("图片", "图片", &[]), "Error400");
        assert_eq!(named("Self", "Self", &["error400"]), "Self400");
    }
}
