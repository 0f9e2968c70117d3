//! The row that is found quickly is the one that a search through all rows finds.

use error_catalog::{CATALOGS, Catalog, Category, Entry, Segment, Template};
use proptest::prelude::*;

use crate::generated::every_field;

#[path = "../odd/tests/search/mod.rs"]
mod search;

fn assert_same(catalog: &Catalog, status: Option<u16>, code: &str, message: &str) {
    let found = catalog.identify(status, code, message);
    let wanted = search::identify(catalog, status, code, message);
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
fn identify_agrees_with_linear_search() {
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
    fn identify_agrees_with_linear_search_on_changed_messages(
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
