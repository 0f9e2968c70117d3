//! What the tables of a catalog find rows by: the positions of its rows by code and status.
//!
//! The emitter writes it as Rust, and the command line searches it at run time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::generator::model::{CatalogModel, EntryModel, SegmentModel};

/// The positions of a catalog's rows.
pub struct Index<'c> {
    /// By each code that is spelled out, in the order of the first row that has it.
    pub codes: Vec<(&'c str, Vec<usize>)>,
    /// Those of families of codes, with the literal that they begin with; the longest first.
    pub families: Vec<(&'c str, usize)>,
    /// By status.
    pub statuses: BTreeMap<u16, Vec<usize>>,
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
        let with_position = entries.iter().enumerate();
        let mut families: Vec<(&str, usize)> = with_position
            .filter(|(_, entry)| entry.is_family())
            .map(|(position, entry)| (literal_beginning(entry), position))
            .collect();
        families.sort_by_key(|(prefix, _)| Reverse(prefix.len()));
        Self { codes: codes(entries), families, statuses }
    }

    /// Whether no code has several rows.
    pub fn is_unique(&self) -> bool {
        self.codes.iter().all(|(_, rows)| rows.len() == 1)
    }
}

fn literal_beginning(entry: &EntryModel) -> &str {
    match entry.code_segments.first() {
        Some(SegmentModel::Literal(text)) => text,
        _ => "",
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
