//! A page's rows into a catalog: what the page has, it decides; what people added, stays.

use std::collections::BTreeMap;

use crate::cli::command::import::guess;
use crate::cli::command::import::marks;
use crate::cli::command::import::names::{is_taken, name};
use crate::cli::command::import::page::Known;
use crate::cli::command::import::rows::Row;
use crate::cli::layout::tree::{Commented, Document, Field, Table, Value};
use crate::generator::model::{SegmentModel, TemplateModel};
use crate::generator::{template_of, variant_of};
use crate::template::{Segment, can_write};

/// What became of a catalog.
#[derive(Debug, Default)]
pub struct Merged {
    /// The entries that were added.
    pub added: Vec<String>,
    /// The entries that have other texts or another status, each with what it had and has now.
    pub changed: Vec<Changed>,
    /// The entries of which the page has nothing.
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

/// What is said of a catalog that is new.
#[derive(Clone, Debug)]
pub struct About {
    pub title: String,
    pub source: String,
}

/// Brings `rows` into `document`.
pub fn merge(document: &mut Document, rows: &[Row], about: &About) -> Merged {
    let of_catalog = name_catalog(&mut document.root, about);
    let mut section = Section::take(&mut document.root, "codes");
    let codes = &mut section.table;
    let matches = matches(&codes.fields, rows);
    let mut merged = Merged::default();
    let is_live = |field: &&Field| table_of(field).is_some_and(|it| text(it, "retired").is_none());
    for (at, field) in codes.fields.iter().enumerate().filter(|(_, field)| is_live(field)) {
        if !matches.contains(&Some(at)) {
            merged.gone.push(field.key.clone());
        }
    }
    let mut taken: Vec<String> = codes.fields.iter().flat_map(names_of).collect();
    let keys: Vec<Option<String>> =
        matches.iter().map(|found| found.map(|at| codes.fields[at].key.clone())).collect();
    let mut previous: Option<String> = None;
    for (row, key) in rows.iter().zip(keys) {
        let key = match key {
            Some(key) => {
                let field = codes.fields.iter_mut().find(|field| field.key == key);
                if let Some(field) = field {
                    update(field, row, &mut merged.changed);
                }
                key
            }
            None => {
                let is_shared = rows.iter().filter(|other| other.code == row.code).count() > 1
                    || codes.fields.iter().any(|field| code_of(field) == row.code);
                let field = entry(row, is_shared, &taken);
                taken.extend(names_of(&field));
                let key = field.key.clone();
                let before = previous.as_ref();
                let at = before.and_then(|key| codes.fields.iter().position(|it| it.key == *key));
                codes.fields.insert(at.map_or(0, |at| at + 1), field);
                merged.added.push(key.clone());
                key
            }
        };
        previous = Some(key);
    }
    merged.guessed =
        of_catalog.into_iter().chain(codes.fields.iter().filter_map(guessed)).collect();
    section.put_back(&mut document.root);
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

/// A table of the file, taken out of it: its comments, and what it contains.
struct Section {
    name: &'static str,
    comments: Commented,
    table: Table,
}

impl Section {
    /// The table `[name]`; an empty one if there is none.
    fn take(root: &mut Table, name: &'static str) -> Self {
        let empty = || Value::Table(Table { has_header: true, ..Table::default() });
        let found = root.fields.iter().position(|field| field.key == name);
        let mut comments = found.map_or_else(|| empty().into(), |at| root.fields.remove(at).value);
        match std::mem::replace(&mut comments.value, empty()) {
            Value::Table(table) => Self { name, comments, table },
            _ => Self { name, comments, table: Table { has_header: true, ..Table::default() } },
        }
    }

    fn put_back(self, root: &mut Table) {
        let value = Commented { value: Value::Table(self.table), ..self.comments };
        root.fields.push(Field { key: self.name.to_owned(), value });
    }
}

/// Gives a catalog what it needs beside codes.
fn name_catalog(root: &mut Table, about: &About) -> Option<Guessed> {
    let mut catalog = Section::take(root, "catalog");
    let mut missing = Vec::new();
    for (name, value) in [
        ("title", about.title.clone()),
        ("description", format!("Errors of {}.", about.title)),
        ("source", about.source.clone()),
    ] {
        if text(&catalog.table, name).is_none() {
            set(&mut catalog.table, name, Value::Text(value));
            missing.push(name);
        }
    }
    catalog.put_back(root);
    let field = root.fields.last_mut()?;
    marks::write(&mut field.value, &missing);
    let what = marks::read(&field.value);
    let text = text(table_of(field)?, "title").unwrap_or_default();
    let key = "[catalog]".to_owned();
    (!what.is_empty()).then(|| Guessed { key, what, text, ..Guessed::default() })
}

/// Which of the entries `fields` each of `rows` is about.
fn matches(fields: &[Field], rows: &[Row]) -> Vec<Option<usize>> {
    let mut matches = vec![None; rows.len()];
    let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, field) in fields.iter().enumerate() {
        by_code.entry(code_of(field)).or_default().push(at);
    }
    let has = |entry: &Field, name: &str, wanted: Option<&String>| {
        wanted.is_some() && table_of(entry).and_then(|table| text(table, name)).as_ref() == wanted
    };
    let has_message = |entry: &Field, row: &Row| {
        let template = table_of(entry).and_then(|table| text(table, "message"));
        match (template, &row.message) {
            (Some(template), Some(message)) => is_message_of(&template, message),
            _ => false,
        }
    };
    let has_status = |entry: &Field, row: &Row| {
        table_of(entry).and_then(|table| text(table, "status"))
            == row.status.map(|status| status.to_string())
    };
    type Test<'t> = &'t dyn Fn(&Field, &Row) -> bool;
    let tests: [Test<'_>; 5] = [
        &|entry, row| has_status(entry, row) && has_message(entry, row),
        &has_message,
        &|entry, row| has_status(entry, row) && has(entry, "description", row.description.as_ref()),
        &|entry, row| has(entry, "description", row.description.as_ref()),
        &|entry, row| has(entry, "title", row.title.as_ref()),
    ];
    for test in tests {
        for (at, row) in rows.iter().enumerate() {
            let free = free_entries(&by_code, &matches, &row.code);
            if matches[at].is_none() {
                matches[at] = free.into_iter().find(|entry| test(&fields[*entry], row));
            }
        }
    }
    // What is left over on both sides, and alone there, is the same one.
    for (at, row) in rows.iter().enumerate() {
        let others = || rows.iter().zip(&matches).filter(|(other, _)| other.code == row.code);
        let is_alone = others().filter(|(_, found)| found.is_none()).count() == 1;
        if let ([entry], None, true) =
            (free_entries(&by_code, &matches, &row.code).as_slice(), matches[at], is_alone)
        {
            matches[at] = Some(*entry);
        }
    }
    matches
}

/// The entries with the wire code `code` that are no row's yet.
fn free_entries(
    by_code: &BTreeMap<String, Vec<usize>>,
    matches: &[Option<usize>],
    code: &str,
) -> Vec<usize> {
    let entries = by_code.get(code).into_iter().flatten().copied();
    entries.filter(|entry| !matches.contains(&Some(*entry))).collect()
}

/// Writes what the page says into an entry that is there.
fn update(entry: &mut Field, row: &Row, changed: &mut Vec<Changed>) {
    let key = entry.key.clone();
    let Value::Table(table) = &mut entry.value.value else { return };
    for (name, value) in page_fields(row) {
        let before = text(table, name);
        let after = plain(&value);
        let is_same = match &before {
            Some(before) if name == "message" => is_message_of(before, &after),
            before => before.as_ref() == Some(&after),
        };
        if !is_same {
            set(table, name, value);
            let before = before.unwrap_or_default();
            changed.push(Changed { key: key.clone(), field: name, before, after });
        }
    }
    complete(&mut entry.value, row, Vec::new());
}

/// The entry that a row becomes.
fn entry(row: &Row, is_shared: bool, taken: &[String]) -> Field {
    let mut table = Table { has_header: true, ..Table::default() };
    let mut guessed = Vec::new();
    let key = if is_shared {
        guessed.push("key");
        set(&mut table, "code", Value::Text(row.code.clone()));
        name(row, taken)
    } else {
        row.code.clone()
    };
    if variant_of(&key).is_none_or(|variant| is_taken(&variant, taken)) {
        guessed.push("variant");
        set(&mut table, "variant", Value::Text(name(row, taken)));
    }
    for (name, value) in page_fields(row) {
        set(&mut table, name, value);
    }
    let mut value = Value::Table(table).into();
    complete(&mut value, row, guessed);
    Field { key, value }
}

/// Gives an entry the required fields that it lacks, and marks them with those that are `guessed`.
fn complete(entry: &mut Commented, row: &Row, mut guessed: Vec<&'static str>) {
    let Value::Table(table) = &mut entry.value else { return };
    let (category, retry) = guess::judge(row);
    let description = row.message.clone().or(row.title.clone()).unwrap_or(row.code.clone());
    for (name, value) in [
        ("description", description.as_str()),
        ("category", category.as_str()),
        ("retry", retry.as_str()),
    ] {
        if !table.fields.iter().any(|field| field.key == name) {
            set(table, name, Value::Text(value.to_owned()));
            guessed.push(name);
        }
    }
    marks::write(entry, &guessed);
}

/// What a page says of an entry, as the format has it.
fn page_fields(row: &Row) -> Vec<(&'static str, Value)> {
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let status = row.status.map(|status| Value::Literal(status.to_string()));
    let fields = [
        ("title", text(&row.title)),
        ("group", text(&row.group)),
        ("status", status),
        ("message", text(&row.message)),
        ("description", text(&row.description)),
        ("advice", text(&row.advice)),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Whether `template` is, or renders to, `message`: a page may show an example of it.
fn is_message_of(template: &str, message: &str) -> bool {
    let can_be = |template: TemplateModel| can_write(&segments(&template), message);
    template == message || template_of(template).is_some_and(can_be)
}

/// The segments of `template`, as the library has them.
fn segments(template: &TemplateModel) -> Vec<Segment<'_>> {
    let placeholders = template.placeholders();
    let index = |name: &str| placeholders.iter().position(|other| *other == name);
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => Segment::Literal(text),
        SegmentModel::Placeholder(name) => {
            Segment::Placeholder { name, index: index(name).unwrap_or_default() }
        }
    });
    segments.collect()
}

fn table_of(field: &Field) -> Option<&Table> {
    match &field.value.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The wire code of an entry.
fn code_of(entry: &Field) -> String {
    table_of(entry).and_then(|table| text(table, "code")).unwrap_or_else(|| entry.key.clone())
}

/// The key of an entry and its variant.
fn names_of(entry: &Field) -> Vec<String> {
    let variant = table_of(entry).and_then(|table| text(table, "variant"));
    [Some(entry.key.clone()), variant].into_iter().flatten().collect()
}

/// What the field `name` of `table` says, if it is there.
fn text(table: &Table, name: &str) -> Option<String> {
    let field = table.fields.iter().find(|field| field.key == name)?;
    Some(plain(&field.value.value))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Literal(text) => text.clone(),
        Value::List(_) | Value::Table(_) => String::new(),
    }
}

/// Gives the field `name` of `table` a value. Its comments stay.
fn set(table: &mut Table, name: &str, value: Value) {
    match table.fields.iter_mut().find(|field| field.key == name) {
        Some(field) => field.value.value = value,
        None => table.fields.push(Field { key: name.to_owned(), value: value.into() }),
    }
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
