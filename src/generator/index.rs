//! What the tables of a catalog find rows by: the positions of its rows by code, status and message.
//!
//! The emitter writes it as Rust, and the command line searches it at run time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::generator::model::{CatalogModel, EntryModel, SegmentModel, TemplateModel};

/// The positions of a catalog's rows.
pub struct Index<'c> {
    /// By each code that is spelled out, in the order of the first row that has it.
    pub codes: Vec<(&'c str, Vec<usize>)>,
    /// Those of families of codes; the longest literal beginning first.
    pub families: Vec<usize>,
    /// By status.
    pub statuses: BTreeMap<u16, Vec<usize>>,
    /// By each message that is always the same; see [`constant_messages`].
    pub messages: Vec<(&'c str, usize)>,
}

impl<'c> Index<'c> {
    /// The positions of the rows of `catalog`.
    pub fn new(catalog: &'c CatalogModel) -> Self {
        let entries = &catalog.entries;
        let mut statuses: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (position, entry) in entries.iter().enumerate() {
            for &status in &entry.statuses {
                statuses.entry(status).or_default().push(position);
            }
        }
        let mut families: Vec<usize> =
            (0..entries.len()).filter(|&position| entries[position].is_family()).collect();
        families.sort_by_key(|&position| Reverse(literal_beginning(&entries[position])));
        Self { codes: codes(entries), families, statuses, messages: constant_messages(entries) }
    }

    /// Whether no code has several rows.
    pub fn is_unique(&self) -> bool {
        self.codes.iter().all(|(_, rows)| rows.len() == 1)
    }
}

fn literal_beginning(entry: &EntryModel) -> usize {
    match entry.code_segments.first() {
        Some(SegmentModel::Literal(text)) => text.len(),
        _ => 0,
    }
}

fn codes(entries: &[EntryModel]) -> Vec<(&str, Vec<usize>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<(&str, Vec<usize>)> = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let code = Some(&entry.code).filter(|code| !entry.is_family() && !code.is_empty());
        for code in code.into_iter().chain(&entry.other_codes) {
            let place = *places.entry(code).or_insert(rows.len());
            if place == rows.len() {
                rows.push((code, Vec::new()));
            }
            rows[place].1.push(position);
        }
    }
    rows
}

/// The messages of codes that are always the same, with the positions of their rows. A message leads
/// to the first row of the first code that has it. It is left out where an earlier row of the code has
/// the same literals and placeholders, which can be empty: the earlier row is meant.
fn constant_messages(entries: &[EntryModel]) -> Vec<(&str, usize)> {
    let mut of_code = HashSet::new();
    let mut of_all = HashSet::new();
    let mut messages = Vec::new();
    let with_code = entries.iter().enumerate().filter(|(_, entry)| !entry.code.is_empty());
    for (position, entry) in with_code {
        let Some(message) = &entry.message else { continue };
        let is_first = of_code.insert((&entry.code, literals(message)));
        let is_text = message.constant() == Some(message.text.as_str());
        if is_first && is_text && of_all.insert(&message.text) {
            messages.push((message.text.as_str(), position));
        }
    }
    messages
}

/// The text that every message of a template has.
fn literals(template: &TemplateModel) -> String {
    let literals = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.as_str(),
        SegmentModel::Placeholder(_) => "",
    });
    literals.collect()
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::generator::{Generator, SourceFile};

    #[test]
    fn constant_messages_lead_to_at_most_one_row() {
        let mut toml = String::from(
            "[catalog]\ntitle = \"Acme\"\ndescription = \"Errors.\"\nsource = \"Acme\"\n",
        );
        let rows = [
            ("missing", "Not found:{{.file}}"),
            // The placeholder can be empty.
            ("missing", "Not found:"),
            ("missing", "Gone"),
            ("missing", "Gone"),
            ("account", "Gone"),
            ("account", "Closed"),
        ];
        for (number, (code, message)) in rows.into_iter().enumerate() {
            toml += &format!(
                "\n[codes.Row{number}]\ncode = \"{code}\"\nstatus = {}\nmessage = \"{message}\"\n\
                 description = \"?\"\ncategory = \"not-found\"\nretry = \"never\"\n",
                400 + number
            );
        }
        let file = SourceFile::new("catalogs/acme/api.toml", &toml);
        let catalogs = Generator::new().source(file).check().expect("no problems");
        assert_eq!(Index::new(&catalogs[0]).messages, [("Gone", 2), ("Closed", 5)]);
    }
}
