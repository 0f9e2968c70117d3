//! The row that is found quickly is the one that a search through all rows finds.

use error_catalog::{CATALOGS, Catalog, Category, Entry, Segment, Template};
use proptest::prelude::*;

use super::generated::every_field;

/// How well a row fits: whether status and message fit, whether the message is its own, how well the
/// status fits, and how much of the message is literal.
type Fit = (bool, bool, u8, usize);

/// What [`Catalog::identify`] says that it does, and nothing else.
fn identify_by_search(
    catalog: &Catalog,
    status: Option<u16>,
    code: &str,
    message: &str,
) -> Option<&'static Entry> {
    let mut best: Option<(Fit, &'static Entry)> = None;
    for entry in rows(catalog, code) {
        let status_fit = match (entry.statuses(), status) {
            ([], None | Some(200..=299)) => 3,
            ([], status) if entry.category() == Category::from_status(status) => 1,
            ([], Some(_)) => 0,
            (_, None) => 2,
            (own, Some(status)) if own.contains(&status) => 3,
            _ => continue,
        };
        let templates =
            || entry.message().into_iter().chain(entry.other_messages().iter().copied());
        let fits = |template: &Template| {
            let texts = [message, without_suffix(catalog, message)];
            texts.iter().any(|text| template.parse(text).is_some())
        };
        let literal = match templates().filter(fits).map(literal_length).max() {
            Some(length) => length,
            None if templates().count() == 0 => 0,
            None => continue,
        };
        let fit = (status_fit > 1, literal > 0, status_fit, literal);
        if best.is_none_or(|(best, _)| fit > best) {
            best = Some((fit, entry));
        }
    }
    best.map(|(_, entry)| entry)
}

/// The rows of a code: those that spell it out, or else the family with the longest beginning. A row
/// without a code isn't found by one.
fn rows(catalog: &Catalog, code: &str) -> Vec<&'static Entry> {
    if code.is_empty() {
        return Vec::new();
    }
    let is_spelled_out = |entry: &&Entry| {
        let is_own = entry.code_template().is_none() && entry.code() == code;
        is_own || entry.other_codes().contains(&code)
    };
    let rows: Vec<&Entry> = catalog.entries().iter().filter(is_spelled_out).collect();
    if !rows.is_empty() {
        return rows;
    }
    let mut family: Option<(usize, &Entry)> = None;
    for entry in catalog.entries() {
        let Some(template) = entry.code_template() else { continue };
        let beginning = match template.segments() {
            [Segment::Literal(text), ..] => text.len(),
            _ => 0,
        };
        let is_longer = family.is_none_or(|(longest, _)| beginning > longest);
        if template.parse(code).is_some() && is_longer {
            family = Some((beginning, entry));
        }
    }
    family.into_iter().map(|(_, entry)| entry).collect()
}

fn literal_length(template: Template) -> usize {
    let values = vec![""; template.placeholders().count()];
    template.render(&values).expect("as many").to_string().len()
}

/// A message without whitespace and a trace identifier at its end.
fn without_suffix<'m>(catalog: &Catalog, message: &'m str) -> &'m str {
    let trimmed = message.trim_end();
    let suffixes = catalog.response().suffixes().iter();
    let mut found = suffixes.filter_map(|suffix| {
        let (label, end) = suffix.text().split_once("{{.trace_id}}")?;
        let (before, trace_id) = trimmed.strip_suffix(end)?.rsplit_once(label)?;
        let is_word = !trace_id.is_empty() && !trace_id.contains(char::is_whitespace);
        is_word.then_some(before.trim_end())
    });
    found.next().unwrap_or(trimmed)
}

fn assert_same(catalog: &Catalog, status: Option<u16>, code: &str, message: &str) {
    let found = catalog.identify(status, code, message);
    let wanted = identify_by_search(catalog, status, code, message);
    let position = |entry: &'static Entry| {
        catalog.entries().iter().position(|other| std::ptr::eq(other, entry))
    };
    assert_eq!(
        found.map(position),
        wanted.map(position),
        "{status:?} {code} {message:?} in {catalog:?}"
    );
}

fn catalogs() -> impl Iterator<Item = &'static Catalog> {
    CATALOGS.iter().chain(every_field::CATALOGS).copied()
}

/// The messages that a row can have: with values of several kinds, and its text as it stands.
fn messages(entry: &Entry) -> Vec<String> {
    let Some(template) = entry.message() else { return vec![String::new()] };
    let count = template.placeholders().count();
    let rendered = ["", "x", "a value: 7"]
        .map(|value| template.render(&vec![value; count]).expect("as many").to_string());
    rendered.into_iter().chain([template.text().to_owned()]).collect()
}

#[test]
fn every_message_with_every_code_and_status_identifies_the_row_of_a_search() {
    for catalog in catalogs() {
        let codes = catalog.entries().iter().map(Entry::code);
        let mut codes: Vec<&str> = codes.collect();
        codes.dedup();
        let mut statuses: Vec<Option<u16>> = catalog.entries().iter().map(Entry::status).collect();
        statuses.extend([None, Some(418)]);
        statuses.sort_unstable();
        statuses.dedup();
        for entry in catalog.entries() {
            for message in messages(entry) {
                for status in &statuses {
                    assert_same(catalog, *status, entry.code(), &message);
                }
                for code in &codes {
                    assert_same(catalog, entry.status(), code, &message);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_changed_message_identifies_the_row_of_a_search(
        catalog in any::<prop::sample::Index>(),
        rows in any::<[prop::sample::Index; 3]>(),
        kind in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        letter in any::<char>(),
        removes in any::<bool>(),
    ) {
        let catalogs: Vec<&Catalog> = catalogs().collect();
        let catalog = catalogs[catalog.index(catalogs.len())];
        let [own, code, status] = rows.map(|row| &catalog.entries()[row.index(catalog.entries().len())]);
        let messages = messages(own);
        let mut letters: Vec<char> = messages[kind.index(messages.len())].chars().collect();
        let place = place.index(letters.len() + 1);
        if removes && place < letters.len() {
            letters.remove(place);
        } else {
            letters.insert(place, letter);
        }
        let message: String = letters.into_iter().collect();
        for (status, code) in [(status.status(), code.code()), (own.status(), own.code())] {
            assert_same(catalog, status, code, &message);
        }
    }
}
