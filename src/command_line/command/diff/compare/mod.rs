//! Two models to the changes between them.
//!
//! Everything that the generated code depends on is looked at: the structs of the model are taken
//! apart field by field, so that a new field doesn't compile until it is compared, too.

mod entry;
mod moves;
mod pair;
mod template;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use self::pair::Pair;
use crate::command_line::catalogs::fields::Fields;
use crate::command_line::command::diff::change::{Change, Class, Kind, Name, Value};
use crate::command_line::terminal::text::{counted, in_one_line};
use crate::generator::model::{CatalogModel, ResponseModel, StateModel};

/// What is different in `after`, catalog by catalog, and in each what means most first.
pub fn compare(before: &[CatalogModel], after: &[CatalogModel]) -> Vec<Change> {
    let changes = moves::join(by_catalog(before, after), before, after);
    // A move may mean more than the addition that it was.
    changes.chunk_by(|one, other| one.catalog == other.catalog).flat_map(sorted).collect()
}

/// What is different, with an entry that moved as one that is gone and one that is new.
fn by_catalog(before: &[CatalogModel], after: &[CatalogModel]) -> Vec<Change> {
    let pairs = pair::catalogs(before, after).into_iter();
    let changes = pairs.flat_map(|pair| match pair {
        Pair::Added(new) => vec![added(&after[new])],
        Pair::Removed(old) => vec![removed(&before[old])],
        Pair::Both(old, new) => catalog(&before[old], &after[new]),
    });
    changes.collect()
}

/// The changes of a catalog, those that mean most first. What belongs to an entry stays together, and
/// what means the same stays in the order of the file.
fn sorted(changes: &[Change]) -> Vec<Change> {
    let mut groups: Vec<Vec<Change>> =
        changes.chunk_by(|one, other| one.entry == other.entry).map(<[_]>::to_vec).collect();
    for group in &mut groups {
        group.sort_by_key(|change| Reverse(change.class));
    }
    groups.sort_by_key(|group| Reverse(group.iter().map(|change| change.class).max()));
    groups.concat()
}

fn added(catalog: &CatalogModel) -> Change {
    let summary = format!("{}, with {}", in_one_line(&catalog.title), codes(catalog));
    let reason = format!("the module `{}` is new", module(catalog));
    let fields = fields(catalog).into_iter().filter_map(|(field, _, value)| Some((field, value?)));
    let kind = Kind::Added { summary, fields: Fields(fields.collect()) };
    whole(catalog, Class::Addition, kind, Some(reason))
}

fn removed(catalog: &CatalogModel) -> Change {
    let reason = format!("the module `{}` is gone, with {}", module(catalog), codes(catalog));
    whole(catalog, Class::Breaking, Kind::Removed, Some(reason))
}

fn codes(catalog: &CatalogModel) -> String {
    counted(catalog.entries.len(), "code")
}

/// A change of a catalog as a whole.
fn whole(catalog: &CatalogModel, class: Class, kind: Kind, reason: Option<String>) -> Change {
    Change { catalog: catalog.path(), entry: None, class, kind, reason }
}

fn module(catalog: &CatalogModel) -> String {
    format!("{}::{}", catalog.vendor, catalog.scope)
}

fn catalog(before: &CatalogModel, after: &CatalogModel) -> Vec<Change> {
    let mut changes = about(before, after);
    let pairs = pair::entries(&before.entries, &after.entries);
    changes.extend(order(after, &pairs));
    changes.extend(shared_codes(before, after));
    for pair in pairs {
        let (subject, facts) = match pair {
            Pair::Added(new) => (&after.entries[new], vec![entry::added(&after.entries[new])]),
            Pair::Removed(old) => {
                (&before.entries[old], vec![entry::removed(&before.entries[old])])
            }
            Pair::Both(old, new) => {
                let (old, new) = (&before.entries[old], &after.entries[new]);
                (new, entry::compare(old, new))
            }
        };
        changes.extend(facts.into_iter().map(|(class, kind, reason)| Change {
            catalog: after.path(),
            entry: Some(Name { variant: subject.variant.clone(), code: subject.code.clone() }),
            class,
            kind,
            reason,
        }));
    }
    changes
}

/// What is different about the catalog itself.
fn about(before: &CatalogModel, after: &CatalogModel) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.path() != after.path() {
        let reason = format!("the module `{}` is now `{}`", module(before), module(after));
        let kind = Kind::Renamed { field: "path", before: before.path(), after: after.path() };
        changes.push(whole(after, Class::Breaking, kind, Some(reason)));
    }
    let bodies = [before, after].map(|catalog| catalog.response.body.as_ref());
    for ((field, class, was), (_, _, is)) in fields(before).into_iter().zip(fields(after)) {
        if was != is {
            let same_parts = field == "response.body" && template::have_same_parts(bodies);
            let class = if same_parts { Class::Text } else { class };
            changes.push(whole(
                after,
                class,
                Kind::Changed { field, before: was, after: is },
                None,
            ));
        }
    }
    changes
}

/// The fields of a catalog, with what a change of each means.
fn fields(catalog: &CatalogModel) -> Vec<(&'static str, Class, Option<Value>)> {
    // The file is named in the header of the generated code, and nowhere else. The path has been
    // compared, and the entries are next.
    let CatalogModel {
        file: _,
        vendor: _,
        scope: _,
        title,
        description,
        source,
        read,
        response,
        entries: _,
    } = catalog;
    let ResponseModel {
        code,
        code_if_known,
        message,
        status,
        no_error,
        suffixes,
        code_prefixes,
        code_suffixes,
        context,
        trace_id,
        body,
        state,
        headers,
    } = response;
    let StateModel { at, running, succeeded, failed } = state;
    let suffixes = template::texts(suffixes);
    let code_prefixes = template::texts(code_prefixes);
    let code_suffixes = template::texts(code_suffixes);
    let text = |text: &String| Some(Value::Text(text.clone()));
    let list = |list: &[String]| (!list.is_empty()).then(|| Value::List(list.to_vec()));
    vec![
        ("title", Class::Text, text(title)),
        ("description", Class::Text, text(description)),
        ("source", Class::Text, text(source)),
        ("read", Class::Text, read.as_ref().and_then(text)),
        ("response.code", Class::Behaviour, list(code)),
        ("response.code_if_known", Class::Behaviour, list(code_if_known)),
        ("response.message", Class::Behaviour, list(message)),
        ("response.status", Class::Behaviour, list(status)),
        ("response.no_error", Class::Behaviour, list(no_error)),
        ("response.suffixes", Class::Behaviour, list(&suffixes)),
        ("response.code_prefixes", Class::Behaviour, list(&code_prefixes)),
        ("response.code_suffixes", Class::Behaviour, list(&code_suffixes)),
        ("response.context", Class::Behaviour, list(context)),
        ("response.trace_id", Class::Behaviour, list(trace_id)),
        ("response.state.at", Class::Behaviour, list(at)),
        ("response.state.running", Class::Behaviour, list(running)),
        ("response.state.succeeded", Class::Behaviour, list(succeeded)),
        ("response.state.failed", Class::Behaviour, list(failed)),
        ("response.headers.code", Class::Behaviour, list(&headers.code)),
        ("response.headers.trace_id", Class::Behaviour, list(&headers.trace_id)),
        ("response.headers.retryable", Class::Behaviour, list(&headers.retryable)),
        ("response.body", Class::Behaviour, body.as_ref().and_then(|body| text(&body.text))),
    ]
}

/// That entries which were there before stand in another order.
fn order(after: &CatalogModel, pairs: &[Pair]) -> Option<Change> {
    let mut stayed: Vec<(usize, usize)> = pairs
        .iter()
        .filter_map(|pair| match pair {
            Pair::Both(old, new) => Some((*old, *new)),
            Pair::Added(_) | Pair::Removed(_) => None,
        })
        .collect();
    let names = |stayed: &[(usize, usize)]| {
        let names = stayed.iter().map(|(_, new)| after.entries[*new].variant.clone());
        Some(Value::List(names.collect()))
    };
    let is = names(&stayed);
    stayed.sort_unstable();
    let was = names(&stayed);
    (was != is).then(|| {
        let reason = "`ErrorCode::ALL`, comparisons with `<` and lookups that find several rows \
                      have the order of the file";
        let kind = Kind::Changed { field: "order", before: was, after: is };
        whole(after, Class::Behaviour, kind, Some(reason.to_owned()))
    })
}

/// That a code alone no longer says which entry is meant, or does so now: another entry has come to
/// share it, or has gone.
fn shared_codes(before: &CatalogModel, after: &CatalogModel) -> Option<Change> {
    let (was, is) = (Codes::of(before), Codes::of(after));
    // Entries that are new or gone are changes themselves.
    let is_lost = is.shared.difference(&was.shared).any(|code| was.all.contains(code));
    let is_found = was.shared.difference(&is.shared).any(|code| is.all.contains(code));
    let (class, reason) = match (is_lost, is_found) {
        (true, _) => (
            Class::Breaking,
            "`ErrorCode::from_code` is `None` for a code that several entries share",
        ),
        (_, true) => (Class::Addition, "`ErrorCode::from_code` finds a code that one entry has"),
        (false, false) => return None,
    };
    let list = |codes: Codes<'_>| {
        let codes: Vec<String> = codes.shared.into_iter().map(str::to_owned).collect();
        (!codes.is_empty()).then_some(Value::List(codes))
    };
    let kind = Kind::Changed { field: "shared codes", before: list(was), after: list(is) };
    Some(whole(after, class, kind, Some(reason.to_owned())))
}

/// The wire codes of a catalog.
#[derive(Default)]
struct Codes<'c> {
    all: BTreeSet<&'c str>,
    /// Those of several entries.
    shared: BTreeSet<&'c str>,
}

impl<'c> Codes<'c> {
    fn of(catalog: &'c CatalogModel) -> Self {
        let mut codes = Self::default();
        for entry in &catalog.entries {
            if !codes.all.insert(&entry.code) {
                codes.shared.insert(&entry.code);
            }
        }
        codes
    }
}
