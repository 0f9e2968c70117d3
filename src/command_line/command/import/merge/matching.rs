//! Which entry each row is about.

use std::collections::{BTreeMap, VecDeque};

use crate::command_line::command::import::merge::fields::{code_of, items, table_of, text};
use crate::command_line::command::import::rows::Row;
use crate::command_line::layout::tree::Field;
use crate::generator::model::{SegmentModel, TemplateModel};
use crate::generator::template_of;
use crate::template::{Segment, can_write};

/// How many rows are compared with how many templates of one code. Beyond that, only equal texts are
/// recognised: each of many rows against each of many templates would take too long.
const MAX_COMPARISONS: usize = 1 << 14;

/// Which of the entries `fields` each of `rows` is about.
pub fn matches(fields: &[Field], rows: &[Row]) -> Vec<Option<usize>> {
    let mut matches = vec![None; rows.len()];
    let mut by_code: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for (at, field) in fields.iter().enumerate() {
        by_code.entry(code_of(field)).or_default().entries.push(Entry::new(at, field));
    }
    for (at, row) in rows.iter().enumerate() {
        if let Some(group) = by_code.get_mut(&row.code) {
            group.rows.push((at, row));
        }
    }
    for group in by_code.into_values() {
        for (row, entry) in group.matches() {
            matches[row] = Some(entry);
        }
    }
    matches
}

/// Whether `template` is, or renders to, `message`: a page may show an example of it.
pub fn is_message_of(template: &str, message: &str) -> bool {
    let can_be = |template: TemplateModel| can_write(&segments(&template), message);
    template == message || template_of(template).is_some_and(can_be)
}

/// An entry that no row is about yet.
struct Entry {
    at: usize,
    statuses: Vec<String>,
    message: Option<String>,
    description: Option<String>,
    title: Option<String>,
}

impl Entry {
    fn new(at: usize, field: &Field) -> Self {
        let table = table_of(field);
        let text = |name: &str| table.and_then(|table| text(table, name));
        Self {
            at,
            statuses: table.map(|table| items(table, "status")).unwrap_or_default(),
            message: text("message"),
            description: text("description"),
            title: text("title"),
        }
    }
}

/// The entries and rows with the same code that aren't matched yet.
#[derive(Default)]
struct Group<'r> {
    entries: Vec<Entry>,
    rows: Vec<(usize, &'r Row)>,
}

impl Group<'_> {
    /// The pairs of a row and an entry, the most certain ones first.
    fn matches(mut self) -> Vec<(usize, usize)> {
        type Key = Option<(Vec<String>, String)>;
        let with_status = |statuses: &[String], text: &Option<String>| -> Key {
            Some((statuses.to_vec(), text.clone()?))
        };
        let alone = |text: &Option<String>| -> Key { Some((Vec::new(), text.clone()?)) };
        let mut pairs = Vec::new();
        self.pair(
            &mut pairs,
            |it| with_status(&it.statuses, &it.message),
            |row| with_status(&statuses(row), &row.message),
        );
        self.pair_templates(&mut pairs, |entry, row| entry.statuses == statuses(row));
        self.pair(&mut pairs, |it| alone(&it.message), |row| alone(&row.message));
        self.pair_templates(&mut pairs, |_, _| true);
        self.pair(
            &mut pairs,
            |it| with_status(&it.statuses, &it.description),
            |row| with_status(&statuses(row), &row.description),
        );
        self.pair(&mut pairs, |it| alone(&it.description), |row| alone(&row.description));
        self.pair(&mut pairs, |it| alone(&it.title), |row| alone(&row.title));
        // What is left over on both sides, and alone there, is the same one.
        if let ([entry], [(row, _)]) = (self.entries.as_slice(), self.rows.as_slice()) {
            pairs.push((*row, entry.at));
        }
        pairs
    }

    /// Pairs each row with the first entry that has the same key.
    fn pair<K: Ord>(
        &mut self,
        pairs: &mut Vec<(usize, usize)>,
        of_entry: impl Fn(&Entry) -> Option<K>,
        of_row: impl Fn(&Row) -> Option<K>,
    ) {
        let mut free: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for entry in &self.entries {
            if let Some(key) = of_entry(entry) {
                free.entry(key).or_default().push_back(entry.at);
            }
        }
        self.rows.retain(|(at, row)| {
            let entry = of_row(row).and_then(|key| free.get_mut(&key)?.pop_front());
            pairs.extend(entry.map(|entry| (*at, entry)));
            entry.is_none()
        });
        self.forget(pairs);
    }

    /// Pairs each row with the first entry whose template writes its message.
    fn pair_templates(
        &mut self,
        pairs: &mut Vec<(usize, usize)>,
        is_right: impl Fn(&Entry, &Row) -> bool,
    ) {
        let template = |entry: &Entry| template_of(entry.message.as_deref()?);
        let mut templates: Vec<(&Entry, TemplateModel)> =
            self.entries.iter().filter_map(|entry| Some((entry, template(entry)?))).collect();
        templates.retain(|(_, template)| !template.placeholders().is_empty());
        if templates.len().saturating_mul(self.rows.len()) > MAX_COMPARISONS {
            return;
        }
        self.rows.retain(|(at, row)| {
            let Some(message) = &row.message else { return true };
            let found = templates.iter().position(|(entry, template)| {
                is_right(entry, row) && can_write(&segments(template), message)
            });
            if let Some(found) = found {
                pairs.push((*at, templates.remove(found).0.at));
            }
            found.is_none()
        });
        self.forget(pairs);
    }

    /// Leaves the entries that are in none of `pairs`.
    fn forget(&mut self, pairs: &[(usize, usize)]) {
        let paired: std::collections::BTreeSet<usize> =
            pairs.iter().map(|(_, entry)| *entry).collect();
        self.entries.retain(|entry| !paired.contains(&entry.at));
    }
}

fn statuses(row: &Row) -> Vec<String> {
    row.statuses.iter().map(u16::to_string).collect()
}

/// The segments of `template`, as the library has them.
fn segments(template: &TemplateModel) -> Vec<Segment<'_>> {
    let placeholders = template.placeholders();
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => Segment::Literal(text),
        SegmentModel::Placeholder(name) => {
            let index = placeholders.iter().take_while(|other| *other != name).count();
            Segment::Placeholder { name, index }
        }
    });
    segments.collect()
}
