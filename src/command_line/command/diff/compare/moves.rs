//! Entries that are in another catalog of the same vendor.

use std::collections::{BTreeMap, BTreeSet};

use crate::command_line::command::diff::change::{Change, Class, Kind, Name};
use crate::command_line::command::diff::compare::entry;
use crate::generator::model::{CatalogModel, EntryModel};

/// Makes one change of an entry that is gone from a catalog and new in another one of its vendor,
/// under the same code and variant.
pub fn join(changes: Vec<Change>, before: &[CatalogModel], after: &[CatalogModel]) -> Vec<Change> {
    // Where each entry that moved was, by where it is now, as positions in `changes`.
    let mut sources: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        if let Some(source) = source_of(change, &changes) {
            if !sources.values().any(|known| *known == source) {
                sources.insert(at, source);
            }
        }
    }
    let gone: BTreeSet<usize> = sources.values().copied().collect();
    let joined = changes.iter().enumerate().filter(|(at, _)| !gone.contains(at));
    joined
        .flat_map(|(at, change)| match sources.get(&at) {
            Some(source) => moved(&changes[*source], change, before, after),
            None => vec![change.clone()],
        })
        .collect()
}

/// The position of the change by which the entry is gone that is added by `added`.
fn source_of(added: &Change, changes: &[Change]) -> Option<usize> {
    let name = added.entry.as_ref().filter(|_| matches!(added.kind, Kind::Added { .. }))?;
    let mut sources = changes.iter().enumerate().filter(|(_, gone)| {
        gone.kind == Kind::Removed
            && gone.entry.as_ref() == Some(name)
            && vendor(&gone.catalog) == vendor(&added.catalog)
    });
    let (first, _) = sources.next()?;
    // Of several, none can be told to be the one.
    sources.next().is_none().then_some(first)
}

fn vendor(path: &str) -> &str {
    path.split_once('/').map_or(path, |(vendor, _)| vendor)
}

/// The move, and what else is different about the entry.
fn moved(
    gone: &Change,
    added: &Change,
    before: &[CatalogModel],
    after: &[CatalogModel],
) -> Vec<Change> {
    let (from, to) = (gone.catalog.clone(), added.catalog.clone());
    let change = |class, kind, reason| Change {
        catalog: to.clone(),
        entry: added.entry.clone(),
        class,
        kind,
        reason,
    };
    let module = |path: &str| path.replace('/', "::");
    let variant = added.entry.as_ref().map_or("", |name| &name.variant);
    let reason = format!(
        "`{}::ErrorCode::{variant}` is now `{}::ErrorCode::{variant}`",
        module(&from),
        module(&to)
    );
    let kind = Kind::Moved { before: from.clone(), after: to.clone() };
    let mut changes = vec![change(Class::Breaking, kind, Some(reason))];
    let entries = (find(before, &from, &added.entry), find(after, &to, &added.entry));
    if let (Some(old), Some(new)) = entries {
        let facts = entry::compare(old, new).into_iter();
        changes.extend(facts.map(|(class, kind, reason)| change(class, kind, reason)));
    }
    changes
}

fn find<'m>(
    catalogs: &'m [CatalogModel],
    path: &str,
    name: &Option<Name>,
) -> Option<&'m EntryModel> {
    let catalog = catalogs.iter().find(|catalog| catalog.path() == path)?;
    let name = name.as_ref()?;
    catalog.entries.iter().find(|entry| entry.variant == name.variant)
}
