//! What holds for every two states of the catalogs, tried on the shipped ones with changes in them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::command_line::command::diff::Report;
use crate::command_line::command::diff::change::Class;
use crate::command_line::command::diff::compare::compare;
use crate::command_line::command::diff::{json, markdown, terminal};
use crate::generator::model::{
    Case, CatalogModel, EntryModel, Guidance, Retired, SegmentModel, TemplateModel,
};
use crate::generator::{self, Generator};
use crate::{Category, Retry};

/// Some of the catalogs that are shipped: the small ones, so that many changes can be tried.
static SHIPPED: LazyLock<Vec<CatalogModel>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogs");
    let mut catalogs = Generator::new().input(folder).check().expect("no problems");
    catalogs.retain(|catalog| catalog.entries.len() <= 20);
    assert!(catalogs.len() >= 4);
    catalogs
});

/// A change: where it is made, what it is, and a text for it.
#[derive(Clone, Debug)]
struct Mutation {
    catalog: Index,
    entry: Index,
    what: usize,
    text: String,
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    prop::collection::vec(mutation(), 0..6)
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let text = prop_oneof!["[A-Z][a-z]{1,8}", "[a-z][a-z<>@|`*# \n図]{0,20}[a-z]"];
    (any::<Index>(), any::<Index>(), 0..KINDS, text)
        .prop_map(|(catalog, entry, what, text)| Mutation { catalog, entry, what, text })
}

const KINDS: usize = 36;

/// Makes the change; it may be that it changes nothing.
fn mutate(catalogs: &mut Vec<CatalogModel>, mutation: &Mutation) {
    let Mutation { catalog, entry, what, text } = mutation.clone();
    if catalogs.is_empty() {
        return;
    }
    let at = catalog.index(catalogs.len());
    let name: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let list = || vec![text.clone()];
    match what {
        0 => drop(catalogs.remove(at)),
        1 => {
            let mut copy = catalogs[at].clone();
            copy.scope = name.to_lowercase();
            if catalogs.iter().all(|catalog| catalog.path() != copy.path()) {
                catalogs.push(copy);
            }
        }
        2 => {
            let vendor = name.to_lowercase();
            let path = format!("{vendor}/{}", catalogs[at].scope);
            if catalogs.iter().all(|catalog| catalog.path() != path) {
                catalogs[at].vendor = vendor;
            }
        }
        3 => catalogs[at].title = text,
        4 => catalogs[at].description = text,
        5 => catalogs[at].source = text,
        6 => catalogs[at].response.code = list(),
        7 => catalogs[at].response.message = list(),
        8 => catalogs[at].response.trace_id = list(),
        9 => catalogs[at].response.body = Some(template(&[SegmentModel::Literal(text)])),
        28 => catalogs[at].read = Some("2026-11".to_owned()),
        29 => catalogs[at].response.no_error = list(),
        30 => catalogs[at].response.state.failed = list(),
        31 => catalogs[at].response.headers.trace_id = list(),
        32 => catalogs[at].response.suffixes = vec![template(&[SegmentModel::Literal(text)])],
        _ if catalogs[at].entries.is_empty() => {}
        10 => {
            let entries = &mut catalogs[at].entries;
            entries.remove(entry.index(entries.len()));
        }
        11 => {
            let entries = &mut catalogs[at].entries;
            let mut copy = entries[entry.index(entries.len())].clone();
            copy.variant = format!("New{name}");
            copy.key.clone_from(&text);
            insert(entries, entry.index(entries.len()), copy);
        }
        12 => {
            let entries = &mut catalogs[at].entries;
            let last = entries.len() - 1;
            entries.swap(entry.index(last + 1), last);
        }
        _ => {
            let entries = &mut catalogs[at].entries;
            let place = entry.index(entries.len());
            let mut changed = entries.remove(place);
            mutate_entry(&mut changed, what, &text, &name);
            insert(entries, place, changed);
        }
    }
}

/// Puts an entry into a catalog, unless one of its name is there.
fn insert(entries: &mut Vec<EntryModel>, place: usize, entry: EntryModel) {
    if entries.iter().all(|other| other.variant != entry.variant && other.key != entry.key) {
        entries.insert(place, entry);
    }
}

fn mutate_entry(entry: &mut EntryModel, what: usize, text: &str, name: &str) {
    let some = || Some(text.to_owned());
    match what {
        13 => entry.variant = format!("Other{name}"),
        14 => entry.key = text.to_owned(),
        15 => entry.code = text.to_owned(),
        16 => entry.title = some(),
        17 => entry.group = some(),
        18 => {
            entry.statuses =
                if name.len() % 2 == 0 { vec![400 + text.len() as u16] } else { Vec::new() }
        }
        19 => entry.description = text.to_owned(),
        20 => entry.advice = some(),
        21 => entry.guidance = Some(Guidance { section: text.to_owned(), text: name.to_owned() }),
        22 => entry.details = some(),
        23 => entry.causes.push(text.to_owned()),
        24 => entry.cases.push(Case {
            name: name.to_owned(),
            description: text.to_owned(),
            example: text.to_owned(),
        }),
        25 => {
            entry.category = Category::ALL[text.len() % Category::ALL.len()];
            entry.retry = Retry::ALL[name.len() % Retry::ALL.len()];
        }
        26 => {
            entry.retired = Some(Retired { since: "1.0.0".to_owned(), reason: text.to_owned() });
        }
        33 => entry.other_codes.push(text.to_owned()),
        34 => entry.source = some(),
        35 => {
            let wording = template(&[SegmentModel::Literal(text.to_owned())]);
            entry.other_messages.push(wording);
        }
        _ => {
            let place = SegmentModel::Placeholder(name.to_lowercase());
            let literal = SegmentModel::Literal(text.to_owned());
            entry.message = Some(match text.len() % 3 {
                0 => template(&[literal]),
                1 => template(&[place, literal]),
                _ => template(&[literal, place]),
            });
        }
    }
}

fn template(segments: &[SegmentModel]) -> TemplateModel {
    let text = segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.clone(),
        SegmentModel::Placeholder(name) => format!("{{{{.{name}}}}}"),
    });
    TemplateModel { text: text.collect(), segments: segments.to_vec() }
}

/// The catalogs in the order of their paths, which is the one that they have in generated code.
fn sorted(catalogs: &[CatalogModel]) -> Vec<CatalogModel> {
    let mut sorted = catalogs.to_vec();
    sorted.sort_by_key(CatalogModel::path);
    sorted.iter_mut().for_each(|catalog| catalog.file.clear());
    sorted
}

/// The generated code, without the header, which has the names of the files.
fn emitted(catalogs: &[CatalogModel]) -> String {
    generator::emit_models(&sorted(catalogs))
}

/// The shipped catalogs after some changes, and after some more.
fn states(first: &[Mutation], then: &[Mutation]) -> (Vec<CatalogModel>, Vec<CatalogModel>) {
    let mut before = SHIPPED.clone();
    first.iter().for_each(|mutation| mutate(&mut before, mutation));
    let mut after = before.clone();
    then.iter().for_each(|mutation| mutate(&mut after, mutation));
    (before, after)
}

/// A catalog's path, a variant, its wire code, its arguments.
type Row<'c> = (String, String, String, Vec<&'c str>);

/// What programs name: the codes of each module, with their wire code and their arguments.
fn names(catalogs: &[CatalogModel]) -> BTreeSet<Row<'_>> {
    let rows = catalogs.iter().flat_map(|catalog| {
        catalog.entries.iter().map(|entry| {
            let arguments =
                entry.message.as_ref().map(TemplateModel::placeholders).unwrap_or_default();
            (catalog.path(), entry.variant.clone(), entry.code.clone(), arguments)
        })
    });
    rows.collect()
}

#[test]
fn the_shipped_catalogs_compared_with_themselves_have_no_changes() {
    assert_eq!(compare(&SHIPPED, &SHIPPED), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Nothing is reported if and only if nothing is different.
    #[test]
    fn every_difference_of_two_models_is_reported(first in mutations(), then in mutations()) {
        let (before, after) = states(&first, &then);
        let same = sorted(&before) == sorted(&after);
        prop_assert_eq!(compare(&before, &after).is_empty(), same);
        prop_assert_eq!(compare(&after, &before).is_empty(), same);
        prop_assert!(compare(&after, &after).is_empty());
    }

    #[test]
    fn without_a_breaking_change_every_name_is_still_there(first in mutations(), then in mutations()) {
        let (before, after) = states(&first, &then);
        let changes = compare(&before, &after);
        if changes.iter().all(|change| change.class < Class::Breaking) {
            let (was, is) = (names(&before), names(&after));
            // A message that had no arguments may have got some.
            let is_there = |(path, variant, code, arguments): &Row<'_>| {
                is.iter().any(|row| {
                    (&row.0, &row.1, &row.2) == (path, variant, code)
                        && (row.3 == *arguments || arguments.is_empty())
                })
            };
            let gone: Vec<_> = was.iter().filter(|row| !is_there(row)).collect();
            prop_assert!(gone.is_empty(), "{:?}", gone);
        }
    }

    #[test]
    fn every_difference_can_be_written(
        first in mutations(), then in mutations(), limit in select(vec![20, 40, 80]),
    ) {
        let (before, after) = states(&first, &then);
        let changes = compare(&before, &after);
        let report = Report { base: "a".to_owned(), head: None, changes };
        let text = terminal::write(&report, limit);
        let plain = anstream::adapter::strip_str(&text).to_string();
        for line in plain.lines() {
            prop_assert_eq!(line.trim_end(), line);
        }
        prop_assert!(markdown::write(&report).ends_with('\n'));
        let json = json::write(&report).expect("plain data");
        prop_assert!(json.ends_with("}\n"), "{}", json);
    }
}

proptest! {
    // Emitting takes its time.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn where_nothing_is_reported_the_generated_code_is_the_same(
        first in mutations(), then in prop::collection::vec(mutation(), 1),
    ) {
        let (before, after) = states(&first, &then);
        let is_same = emitted(&before) == emitted(&after);
        let nothing = compare(&before, &after).is_empty();
        prop_assert!(is_same || !nothing, "{:?}", then);
    }
}
