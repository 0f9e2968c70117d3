//! Which rows a code means.

use crate::closest::closest;
use crate::command_line::catalogs::Loaded;
use crate::command_line::catalogs::names::squashed;
use crate::command_line::command::explain::rules;
use crate::generator::Rule;
use crate::{Catalog, Entry};

/// A row, and the catalog that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub catalog: &'static Catalog,
    pub entry: &'static Entry,
}

/// What there is to say about a query.
#[derive(Debug)]
pub enum Answer<'q> {
    /// The rows that are meant.
    Found(Vec<Row>),
    /// The catalogs that the query names.
    Catalogs(&'static [&'static Catalog]),
    /// The rule of `check` that the query names.
    Rule(Rule),
    /// The query names a catalog or vendor that doesn't exist.
    UnknownCatalog(&'q str),
    /// There is no such code in the catalogs that are meant.
    UnknownCode {
        /// The code.
        code: &'q str,
        /// The catalog or vendor that the query names.
        scope: Option<&'q str>,
        /// The code that may be meant.
        similar: Option<Similar>,
    },
}

/// A code that exists, and the catalogs that have it.
#[derive(Debug)]
pub struct Similar {
    pub code: &'static str,
    pub catalogs: Vec<&'static str>,
}

/// What `query` means: a code or a variant, alone or after a catalog or a vendor; a rule; a catalog.
pub fn find<'q>(all: &Loaded, query: &'q str) -> Answer<'q> {
    let rows = matching(all.list, query);
    if !rows.is_empty() {
        return Answer::Found(rows);
    }
    if let Some(rule) = rules::find(query) {
        return Answer::Rule(rule);
    }
    let named = all.named(query);
    if !named.is_empty() {
        return Answer::Catalogs(named);
    }
    let (scope, code) = match query.rsplit_once('/') {
        Some((scope, code)) => (Some(scope), code),
        None => (None, query),
    };
    let catalogs = scope.map_or(all.list, |scope| all.named(scope));
    if let (Some(scope), true) = (scope, catalogs.is_empty()) {
        return Answer::UnknownCatalog(scope);
    }
    let rows = matching(catalogs, code);
    if rows.is_empty() {
        let similar = similar(catalogs, code).or_else(|| similar(all.list, code));
        return Answer::UnknownCode { code, scope, similar };
    }
    Answer::Found(rows)
}

/// The rows that are called `code`, or, if there are none, those that are nearly called so.
fn matching(catalogs: &[&'static Catalog], code: &str) -> Vec<Row> {
    let exact = select(catalogs, |name| name == code);
    if !exact.is_empty() {
        return exact;
    }
    let wanted = squashed(code);
    if wanted.is_empty() {
        return Vec::new();
    }
    let similar = select(catalogs, |name| squashed(name) == wanted);
    if !similar.is_empty() {
        return similar;
    }
    let has = |entry: &Entry| {
        entry.other_codes().contains(&code)
            || entry.code_template().is_some_and(|family| family.parse(code).is_some())
    };
    rows(catalogs).filter(|row| has(row.entry)).collect()
}

fn select(catalogs: &[&'static Catalog], is_meant: impl Fn(&str) -> bool) -> Vec<Row> {
    rows(catalogs)
        .filter(|Row { entry, .. }| {
            let code = entry.code();
            !code.is_empty() && is_meant(code) || is_meant(entry.name())
        })
        .collect()
}

fn rows(catalogs: &[&'static Catalog]) -> impl Iterator<Item = Row> {
    catalogs
        .iter()
        .flat_map(|catalog| catalog.entries().iter().map(move |entry| Row { catalog, entry }))
}

/// The code in `catalogs` that `code` may be meant to be.
fn similar(catalogs: &[&'static Catalog], code: &str) -> Option<Similar> {
    let entries = catalogs.iter().flat_map(|catalog| catalog.entries());
    let code = closest(code, entries.flat_map(|entry| [entry.code(), entry.name()]))?;
    let rows = select(catalogs, |name| name == code);
    let mut catalogs: Vec<_> = rows.iter().map(|row| row.catalog.path()).collect();
    catalogs.dedup();
    Some(Similar { code, catalogs })
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use crate::command_line::catalogs::fixture;

    fn find(query: &str) -> Answer<'_> {
        super::find(&fixture::catalogs(), query)
    }

    fn found(query: &str) -> Vec<String> {
        let Answer::Found(rows) = find(query) else { return Vec::new() };
        rows.iter().map(|row| format!("{}/{}", row.catalog.path(), row.entry.name())).collect()
    }

    #[test]
    fn a_code_is_found_in_every_catalog_that_has_it() {
        let both = ["vidu/api/FieldLacking", "vidu/task/FieldLacking"];
        for query in ["vidu/FieldLacking", "vidu/fieldlacking", "vidu/FIELD_LACKING"] {
            assert_eq!(found(query), both, "{query}");
        }
        assert_eq!(found("vidu/api/FieldLacking"), both[..1]);
        assert!(both.iter().all(|row| found("FieldLacking").contains(&(*row).to_owned())));
    }

    #[test]
    fn exact_names_come_before_similar_ones() {
        let of_vidu = |query| found(query).iter().any(|row| row == "vidu/task/Unknown");
        let of_novita = |query| found(query).iter().any(|row| row == "novita/gpu/Unknown");
        assert!(of_novita("UNKNOWN") && !of_vidu("UNKNOWN"));
        assert!(of_novita("Unknown") && of_vidu("Unknown"));
        assert!(of_novita("unKnown") && of_vidu("unKnown"));
    }

    #[test]
    fn rows_that_share_a_code_are_found_by_it_and_by_their_names() {
        assert_eq!(
            found("vidio/permission_error"),
            ["vidio/api/JobForbidden", "vidio/api/RenderForbidden"]
        );
        assert_eq!(found("vidio/render_forbidden"), ["vidio/api/RenderForbidden"]);
    }

    #[test]
    fn a_code_of_another_catalog_is_named() {
        let Answer::UnknownCode { code, scope, similar } = find("evolink/FieldLacking") else {
            panic!("EvoLink has no such code");
        };
        assert_eq!((code, scope), ("FieldLacking", Some("evolink")));
        assert_eq!(similar.map(|it| it.catalogs), Some(vec!["vidu/api", "vidu/task"]));
    }

    #[test]
    fn what_resembles_nothing_has_no_answer() {
        assert!(matches!(find("vidoo/FieldLacking"), Answer::UnknownCatalog("vidoo")));
        for query in ["", "/", "Foo", "_"] {
            assert!(found(query).is_empty(), "{query}");
        }
    }
}
