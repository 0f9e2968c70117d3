//! What holds for every two states of the catalogs, tried on the shipped ones with changes in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::command_line::command::diff::Report;
use crate::command_line::command::diff::change::Class;
use crate::command_line::command::diff::compare::compare;
use crate::command_line::command::diff::{json, markdown, terminal};
use crate::generator::model::{CatalogModel, TemplateModel};
use crate::generator::{self, Generator, SourceFile};

/// Some of the catalogs that are shipped: the small ones, so that many changes can be tried.
static SHIPPED: LazyLock<Vec<State>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogs");
    let catalogs = Generator::new().input(folder).check().expect("no problems");
    let small = catalogs.into_iter().filter(|catalog| catalog.entries.len() <= 20);
    let states: Vec<State> = small
        .map(|catalog| {
            let path = format!("{}.toml", catalog.path());
            let text = fs::read_to_string(format!("catalogs/{path}")).expect("a catalog");
            State::new(path, text).expect("no problems")
        })
        .collect();
    assert!(states.len() >= 4);
    states
});

/// A catalog: its file and what that says.
#[derive(Clone)]
struct State {
    path: String,
    text: String,
    catalog: CatalogModel,
}

impl State {
    /// `None` if there are problems in it.
    fn new(path: String, text: String) -> Option<Self> {
        let file = SourceFile::new(&path, text.as_str());
        let catalog = Generator::new().source(file).check().ok()?.pop()?;
        Some(Self { path, text, catalog })
    }
}

/// A change: where it is made, what it is, and a text for it.
type Mutation = (Index, Index, Index, usize, String);

fn mutation() -> impl Strategy<Value = Mutation> {
    let text = prop_oneof!["[A-Z][a-z]{1,8}", "[a-z][a-z<>@|`*# 図]{0,20}[a-z]"];
    (any::<Index>(), any::<Index>(), any::<Index>(), 0..KINDS, text)
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    prop::collection::vec(mutation(), 0..8)
}

/// Lines that can be added to an entry.
const LINES: [&str; 14] = [
    "variant = \"Other@\"",
    "code = \"@\"",
    "title = \"@\"",
    "group = \"@\"",
    "status = 418",
    "message = \"@\"",
    "message = \"@ {{.first}} and <<.second>>\"",
    "other_codes = [\"@\"]",
    "other_messages = [\"@ {{.first}}\"]",
    "details = \"@\"",
    "causes = [\"@\"]",
    "cases = [{ name = \"@\", description = \"@\", example = \"@\" }]",
    "guidance = { section = \"@\", text = \"@\" }",
    "retired = { since = \"1.0.0\", reason = \"@\" }",
];
const KINDS: usize = 6 + LINES.len();

/// Makes the change, unless there would be problems then.
fn mutate(states: &mut Vec<State>, (catalog, place, other, what, text): &Mutation) {
    if states.is_empty() {
        return;
    }
    let at = catalog.index(states.len());
    let name: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let State { path, text: before, .. } = states[at].clone();
    let mut tables: Vec<String> = before.split("\n\n").map(str::to_owned).collect();
    let (first, second) = (place.index(tables.len()), other.index(tables.len()));
    let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
    let line = place.index(lines.len());
    let moved = format!("{}/api.toml", name.to_lowercase());
    let new = match what {
        0 => return drop(states.remove(at)),
        1 if states.iter().any(|state| state.path == moved) => None,
        1 => return states.extend(State::new(moved, before)),
        2 => {
            tables.swap(first, second);
            State::new(path, tables.join("\n\n"))
        }
        3 => {
            tables.remove(first);
            State::new(path, tables.join("\n\n"))
        }
        4 => {
            lines.remove(line);
            State::new(path, lines.join("\n"))
        }
        5 => {
            let (start, _) = lines[line].split_once('"').unwrap_or_default();
            lines[line] = format!("{start}\"{text}\"");
            State::new(path, lines.join("\n"))
        }
        _ => {
            tables[first] += &format!("\n{}", LINES[what - 6].replace('@', text));
            State::new(path, tables.join("\n\n"))
        }
    };
    if let Some(new) = new {
        states[at] = new;
    }
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
    let mut states = SHIPPED.clone();
    let mut after = |mutations: &[Mutation]| -> Vec<CatalogModel> {
        mutations.iter().for_each(|mutation| mutate(&mut states, mutation));
        states.iter().map(|state| state.catalog.clone()).collect()
    };
    (after(first), after(then))
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
    let (shipped, _) = states(&[], &[]);
    assert_eq!(compare(&shipped, &shipped), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

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
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

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
