//! From code, status and message to a row of a catalog, and to category and retry.

use crate::rank::{Fit, MessageFit, Reported, StatusFit};
use crate::response::finding::{Finding, Match};
use crate::response::status::overrules;
use crate::{Catalog, Category, Entry, Retry};

/// The parts of a response by which its row is looked for.
#[derive(Clone, Copy)]
pub struct Wanted<'m> {
    pub status: Option<u16>,
    /// Empty if there is none.
    pub code: &'m str,
    /// The pointer that led to the code.
    pub pointer: Option<&'static &'static str>,
    pub message: Option<&'m str>,
    /// Whether it is what a task has failed with.
    pub is_of_task: bool,
}

/// The finding for a code that has one row in `catalogs`; `None` for any other.
#[cfg(feature = "json")]
#[inline(always)]
pub fn find_only_row(catalogs: &'static [&'static Catalog], wanted: Wanted<'_>) -> Option<Finding> {
    let mut only = None;
    for (catalog, table) in (0..).zip(catalogs) {
        let reported = Reported::new(table, wanted.status, wanted.message);
        let positions = table.positions_with_code(wanted.code);
        only = match (reported.candidates(table.entries, positions), only) {
            ([], only) => only,
            (&[position], None) => {
                let entry = table.entries.get(usize::from(position))?;
                Some(Row { catalog, position, entry }.finding(catalogs, &reported))
            }
            _ => return None,
        };
    }
    only
}

/// The row that an API means, first among `expected` and then among `vendor`.
///
/// An error whose code is unknown or missing is judged by a row without a code if its status or its
/// message fits one, and otherwise by the table of statuses.
pub fn find(
    expected: &'static [&'static Catalog],
    vendor: &'static [&'static Catalog],
    wanted: Wanted<'_>,
) -> Finding {
    let Wanted { status, code, is_of_task, .. } = wanted;
    let lists = || [expected, vendor].into_iter();
    if !code.is_empty() {
        if let Some(finding) = lists().find_map(|catalogs| find_code(catalogs, wanted)) {
            return finding;
        }
    }
    // The row for tasks without a code doesn't judge an unknown code.
    let is_of_task = is_of_task && code.is_empty();
    let without_code = Wanted { code: "", pointer: None, is_of_task, ..wanted };
    let judgement = match lists().find_map(|catalogs| find_code(catalogs, without_code)) {
        Some(finding) if code.is_empty() => return finding,
        Some(finding) => (finding.category, finding.retry),
        None => (Category::from_status(status), Retry::from_status(status)),
    };
    Finding::without_row(Match::Unknown, expected, status, judgement)
}

fn find_code(catalogs: &'static [&'static Catalog], wanted: Wanted<'_>) -> Option<Finding> {
    let best = Best::among(catalogs, wanted)?;
    Some(best.finding(catalogs, wanted))
}

/// A row of a catalog.
#[derive(Clone, Copy)]
struct Row {
    /// The position of its catalog in the list that is searched.
    catalog: u16,
    position: u16,
    entry: &'static Entry,
}

impl Row {
    /// The finding for an error of this row.
    #[inline(always)]
    fn finding(&self, catalogs: &'static [&'static Catalog], reported: &Reported<'_>) -> Finding {
        let Self { catalog, position, entry } = *self;
        let Fit { status, message, .. } = reported.fit(entry);
        let (category, retry) = judgement(entry, reported.status);
        let is_overruled = category != entry.category() || retry != entry.retry();
        let status_differs = status < StatusFit::Open && entry.status().is_some();
        let found = if is_overruled || status_differs {
            Match::OtherStatus
        } else if message == MessageFit::Differs {
            Match::OtherMessage
        } else {
            Match::Exact
        };
        Finding::without_row(found, catalogs, reported.status, (category, retry))
            .with_row(catalog, position)
    }
}

/// The first of the rows that fit best, and how the others that fit as well compare with it.
struct Best {
    row: Row,
    fit: Fit,
    /// Whether no other row can be meant.
    is_alone: bool,
    /// Whether all have its category.
    one_category: bool,
    /// Whether all have its retry.
    one_retry: bool,
}

impl Best {
    /// The best of the rows that `wanted` can mean. If several fit equally well, the pointer that led to
    /// the code tells the scopes apart.
    fn among(catalogs: &[&'static Catalog], wanted: Wanted<'_>) -> Option<Self> {
        let best = Self::among_those(catalogs, wanted, |_| true)?;
        if best.is_alone || wanted.pointer.is_none() {
            return Some(best);
        }
        let narrowed = Self::among_those(catalogs, wanted, |catalog| has_pointer(catalog, wanted));
        narrowed.or(Some(best))
    }

    fn among_those(
        catalogs: &[&'static Catalog],
        wanted: Wanted<'_>,
        counts: impl Fn(&Catalog) -> bool,
    ) -> Option<Self> {
        let mut best: Option<Self> = None;
        let is_one_vendor = is_one_vendor(catalogs);
        for (catalog, table) in (0..).zip(catalogs).filter(|(_, table)| counts(table)) {
            let reported = Reported::new(table, wanted.status, wanted.message);
            let with_code = table.positions_with_code(wanted.code);
            let with_code = reported.candidates(table.entries, with_code).iter().copied();
            for position in with_code.chain(positions_without(table, wanted.code)) {
                let Some(entry) = table.entries.get(usize::from(position)) else { continue };
                let row = Row { catalog, position, entry };
                let fit = reported.fit(entry);
                let tells = || tells_without_code(entry, fit, is_one_vendor, wanted.is_of_task);
                if wanted.code.is_empty() && !tells() {
                    continue;
                }
                match &mut best {
                    Some(best) if fit < best.fit => {}
                    Some(best) if fit == best.fit => best.add(&row),
                    _ => {
                        let (is_alone, one_category, one_retry) = (true, true, true);
                        best = Some(Self { row, fit, is_alone, one_category, one_retry });
                        // No row fits better, and the first of equal ones is meant.
                        if reported.is_perfect(fit) {
                            break;
                        }
                    }
                }
            }
        }
        best
    }

    fn finding(&self, catalogs: &'static [&'static Catalog], wanted: Wanted<'_>) -> Finding {
        let status = wanted.status;
        if self.is_alone {
            let catalog = catalogs.get(usize::from(self.row.catalog));
            let reported = catalog.map(|catalog| Reported::new(catalog, status, wanted.message));
            if let Some(reported) = reported {
                return self.row.finding(catalogs, &reported);
            }
        }
        let (category, retry) = judgement(self.row.entry, status);
        let category = if self.one_category { category } else { Category::from_status(status) };
        let retry = if self.one_retry { retry } else { Retry::from_status(status) };
        Finding::without_row(Match::Class, catalogs, status, (category, retry))
    }

    /// Notes another row that fits as well.
    fn add(&mut self, other: &Row) {
        // If the templates of several rows of a catalog fit, the first is meant, as in
        // `Catalog::identify`. Rows of different catalogs mean different things.
        let first_is_meant = self.fit.is_exact && self.fit.is_its_message;
        self.is_alone &= first_is_meant && other.catalog == self.row.catalog;
        self.one_category &= other.entry.category() == self.row.entry.category();
        self.one_retry &= other.entry.retry() == self.row.entry.retry();
    }
}

/// The positions of the rows without a code, if `code` is empty.
fn positions_without(catalog: &'static Catalog, code: &str) -> impl Iterator<Item = u16> {
    let entries = if code.is_empty() { catalog.entries } else { &[] };
    (0..).zip(entries).filter(|(_, entry)| entry.code().is_empty()).map(|(position, _)| position)
}

/// Whether a row without a code fits by its message or, if it has none and the vendor is known, by its
/// status. A row with neither is that of tasks that fail without a code.
fn tells_without_code(entry: &Entry, fit: Fit, is_one_vendor: bool, is_of_task: bool) -> bool {
    let has_message = entry.message().is_some() || !entry.other_messages().is_empty();
    let is_status = !has_message && fit.is_exact && fit.status == StatusFit::Same;
    let is_expected = entry.status().is_some() || is_of_task;
    fit.is_its_message || is_one_vendor && is_status && is_expected
}

/// Whether all catalogs are of the same vendor.
#[inline(always)]
pub fn is_one_vendor(catalogs: &[&Catalog]) -> bool {
    let [first, others @ ..] = catalogs else { return true };
    if others.is_empty() {
        return true;
    }
    let vendor = first.vendor().len();
    others.iter().all(|other| other.path().get(..=vendor) == first.path().get(..=vendor))
}

/// Whether the catalog has the pointer by which the code was found.
fn has_pointer(catalog: &Catalog, wanted: Wanted<'_>) -> bool {
    let mut pointers = catalog.response.code.iter().chain(catalog.response.code_if_known);
    pointers.any(|pointer| Some(pointer) == wanted.pointer)
}

/// The rows that fit equally well, and better than all others.
pub fn best_rows<'m>(
    catalogs: &'static [&'static Catalog],
    wanted: Wanted<'m>,
) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> + use<'m> {
    let best = Best::among(catalogs, wanted).map(|best| best.fit);
    let is_narrowed = wanted.pointer.is_some()
        && catalogs.iter().any(|catalog| {
            has_pointer(catalog, wanted) && !catalog.positions_with_code(wanted.code).is_empty()
        });
    let catalogs = catalogs.iter().copied();
    let catalogs = catalogs.filter(move |catalog| !is_narrowed || has_pointer(catalog, wanted));
    catalogs.flat_map(move |catalog| {
        let reported = Reported::new(catalog, wanted.status, wanted.message);
        let rows = catalog.all_by_code(wanted.code).map(move |entry| (catalog, entry));
        rows.filter(move |(_, entry)| Some(reported.fit(entry)) == best)
    })
}

fn judgement(entry: &Entry, status: Option<u16>) -> (Category, Retry) {
    match status {
        Some(code) if entry.status().is_none() && overrules(code) => {
            (Category::from_status(status), Retry::from_status(status))
        }
        _ => (entry.category(), entry.retry()),
    }
}
