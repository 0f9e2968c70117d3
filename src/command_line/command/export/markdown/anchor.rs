//! What parts of the page are linked by.
//!
//! An anchor is part of a link that others have kept, so it follows from names that stay: those of the
//! catalog and of the variant. It has small letters, digits, `_` and `-` alone, as headings have on
//! GitHub. No two are equal: no name has a `-` in it, a catalog's has one, a code's two, and only that
//! of a word two in a row.

use crate::{Catalog, Entry};

/// The anchor of a catalog: `vidu-api`.
pub fn of_catalog(catalog: &Catalog) -> String {
    format!("{}-{}", catalog.vendor(), catalog.scope())
}

/// The anchor of a code: `vidu-api-fieldlacking`. No two variants differ in letter case alone.
pub fn of_entry(catalog: &Catalog, entry: &Entry) -> String {
    format!("{}-{}", of_catalog(catalog), entry.name().to_lowercase())
}

/// The anchor of what there is to say of a code beside its row.
pub fn of_details(catalog: &Catalog, entry: &Entry) -> String {
    format!("{}-details", of_entry(catalog, entry))
}

/// The anchor of what a word means: `retry--later`.
pub fn of_word(field: &str, word: &str) -> String {
    format!("{field}--{word}")
}

/// The place that is linked to.
pub fn place(anchor: &str) -> String {
    format!("<a id=\"{anchor}\"></a>")
}

/// A link to it. `text` is Markdown.
pub fn link(text: &str, anchor: &str) -> String {
    format!("[{text}](#{anchor})")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{of_catalog, of_details, of_entry};
    use crate::command_line::catalogs::fixture;

    #[test]
    fn anchors_are_unique_and_safe_everywhere() {
        let mut seen = BTreeSet::new();
        for catalog in fixture::shipped() {
            let entries = catalog.entries().iter();
            let of_entries =
                entries.flat_map(|it| [of_entry(catalog, it), of_details(catalog, it)]);
            for anchor in [of_catalog(catalog)].into_iter().chain(of_entries) {
                let safe = |letter: u8| {
                    letter.is_ascii_lowercase()
                        || letter.is_ascii_digit()
                        || b"_-".contains(&letter)
                };
                assert!(anchor.bytes().all(safe), "{anchor}");
                assert!(seen.insert(anchor.clone()), "{anchor}");
            }
        }
    }
}
