//! A page's rows into a catalog: what the page has, it decides; what people added, stays.

mod entry;
mod fields;
mod matching;

use std::collections::BTreeMap;

use self::fields::{code_of, names_of, section, set, table_of, text};
use crate::command_line::command::import::marks;
use crate::command_line::command::import::names::Names;
use crate::command_line::command::import::page::Known;
use crate::command_line::command::import::rows::Row;
use crate::command_line::layout::tree::{Document, Field, Table, Value};

/// What became of a catalog.
#[derive(Debug, Default)]
pub struct Merged {
    /// The entries that were added.
    pub added: Vec<String>,
    /// The fields that the page has changed.
    pub changed: Vec<Changed>,
    /// The entries that the page doesn't have.
    pub gone: Vec<String>,
    /// The entries in which something is guessed.
    pub guessed: Vec<Guessed>,
}

/// A field that the page has changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    pub key: String,
    pub field: &'static str,
    pub before: String,
    pub after: String,
}

/// An entry in which something is guessed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Guessed {
    pub key: String,
    pub what: Vec<String>,
    pub status: String,
    pub category: String,
    pub retry: String,
    pub text: String,
}

/// What is said of a new catalog.
#[derive(Clone, Debug)]
pub struct About {
    pub title: String,
    pub source: String,
}

/// Brings `rows` into `document`.
pub fn merge(document: &mut Document, rows: &[Row], about: &About) -> Merged {
    let of_catalog = name_catalog(&mut document.root, about);
    let mut merged = Merged::default();
    let Value::Table(codes) = &mut section(&mut document.root, "codes").value else {
        return merged;
    };
    let before = std::mem::take(&mut codes.fields);
    let matches = matching::matches(&before, rows);
    let is_live = |field: &Field| table_of(field).is_some_and(|it| text(it, "retired").is_none());
    for (at, field) in before.iter().enumerate() {
        if matches.old[at].is_none() && is_live(field) {
            merged.gone.push(field.key.clone());
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for code in rows.iter().map(|row| row.code.clone()).chain(before.iter().map(code_of)) {
        *counts.entry(code).or_default() += 1;
    }
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut names = Names::default();
    before.iter().flat_map(names_of).for_each(|name| names.take(&name));
    let own_codes = rows.iter().filter(|row| counts.get(&row.code) == Some(&1));
    own_codes.for_each(|row| names.reserve(&row.code));
    // A new entry follows the one of the row before it; where there is none, it is the first.
    let mut groups = vec![Vec::new()];
    groups.extend(before.into_iter().map(|field| vec![field]));
    let mut group = 0;
    for (row, found) in rows.iter().zip(matches.new) {
        let mut row = row.clone();
        // A spelling belongs to one code.
        row.other_codes.retain(|other| {
            let owner = owners.entry(other.clone()).or_insert_with(|| row.code.clone());
            !counts.contains_key(other) && *owner == row.code
        });
        if let Some(at) = found {
            group = at + 1;
            entry::update(&mut groups[group][0], &row, &mut merged.changed);
            continue;
        }
        // Its own row is one of those with the code.
        let is_shared = row.code.is_empty() || counts.get(&row.code).is_some_and(|rows| *rows > 1);
        let field = entry::new(&row, is_shared, &names);
        names_of(&field).iter().for_each(|name| names.take(name));
        merged.added.push(field.key.clone());
        groups[group].push(field);
    }
    codes.fields = groups.into_iter().flatten().collect();
    merged.guessed =
        of_catalog.into_iter().chain(codes.fields.iter().filter_map(guessed)).collect();
    merged
}

/// The codes that `document` has.
pub fn known(document: &Document) -> Vec<Known> {
    let codes = document.root.fields.iter().find(|field| field.key == "codes").and_then(table_of);
    let entries = codes.map(|codes| codes.fields.as_slice()).unwrap_or_default();
    let known = |entry: &Field| Known {
        code: code_of(entry),
        message: table_of(entry).and_then(|table| text(table, "message")),
    };
    entries.iter().map(known).collect()
}

/// Gives a catalog what it needs besides codes.
fn name_catalog(root: &mut Table, about: &About) -> Option<Guessed> {
    let catalog = section(root, "catalog");
    let Value::Table(table) = &mut catalog.value else { return None };
    let mut missing = Vec::new();
    for (name, value) in [
        ("title", about.title.clone()),
        ("description", format!("Errors of {}.", about.title)),
        ("source", about.source.clone()),
    ] {
        if text(table, name).is_none() {
            set(table, name, Value::Text(value));
            missing.push(name);
        }
    }
    let text = text(table, "title").unwrap_or_default();
    marks::write(catalog, &missing);
    let what = marks::read(catalog);
    (!what.is_empty()).then(|| Guessed {
        key: "[catalog]".to_owned(),
        what,
        text,
        ..Guessed::default()
    })
}

fn guessed(entry: &Field) -> Option<Guessed> {
    let what = marks::read(&entry.value);
    let table = table_of(entry).filter(|_| !what.is_empty())?;
    let field = |name: &str| text(table, name).unwrap_or_default();
    let message = Some(field("message")).filter(|message| !message.is_empty());
    Some(Guessed {
        key: entry.key.clone(),
        what,
        status: field("status"),
        category: field("category"),
        retry: field("retry"),
        text: message.unwrap_or_else(|| field("description")),
    })
}
