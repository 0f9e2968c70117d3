//! JSON: one object. Other programs rely on its keys.

use std::io;

use serde::Serialize;

use crate::command_line::catalogs::fields::Fields;
use crate::command_line::command::diff::Report;
use crate::command_line::command::diff::change::{Change, Kind, Value, counts, demand};

/// The changes. The fields are the keys, in this order.
#[derive(Debug, Serialize)]
struct Object<'r> {
    /// The old state, as it was named, or the start of the identifier of a merge base.
    base: &'r str,
    /// The new state; null for the working tree.
    head: Option<&'r str>,
    /// `major`, `minor` or `patch`; null where nothing is different.
    version: Option<&'static str>,
    /// How many changes there are of each class.
    counts: Fields<usize>,
    changes: Vec<Row<'r>>,
}

#[derive(Debug, Serialize)]
struct Row<'r> {
    catalog: &'r str,
    /// The variant; null where the catalog itself is different.
    name: Option<&'r str>,
    code: Option<&'r str>,
    /// `breaking`, `behaviour`, `addition` or `text`.
    class: &'static str,
    /// `added`, `removed`, `moved`, `renamed` or `changed`.
    kind: &'static str,
    /// Null where something was added or removed.
    field: Option<&'static str>,
    before: Option<Value>,
    after: Option<Value>,
    reason: Option<&'r str>,
    /// The fields of what was added, in the order of the format; null for other changes.
    values: Option<&'r Fields<Value>>,
}

/// The report as JSON.
pub fn write(report: &Report) -> io::Result<String> {
    let object = Object {
        base: &report.base,
        head: report.head.as_deref(),
        version: demand(&report.changes).map(|version| version.as_str()),
        counts: Fields(
            counts(&report.changes).map(|(class, number)| (class.as_str(), number)).to_vec(),
        ),
        changes: report.changes.iter().map(Row::of).collect(),
    };
    let mut text = serde_json::to_string_pretty(&object)?;
    text.push('\n');
    Ok(text)
}

impl<'r> Row<'r> {
    fn of(change: &'r Change) -> Self {
        let (field, before, after) = match change.kind.field() {
            Some((field, before, after)) => (Some(field), before, after),
            None => (None, None, None),
        };
        Self {
            catalog: &change.catalog,
            name: change.entry.as_ref().map(|name| name.variant.as_str()),
            code: change.entry.as_ref().map(|name| name.code.as_str()),
            class: change.class.as_str(),
            kind: change.kind.as_str(),
            field,
            before,
            after,
            reason: change.reason.as_deref(),
            values: match &change.kind {
                Kind::Added { fields, .. } => Some(fields),
                _ => None,
            },
        }
    }
}
