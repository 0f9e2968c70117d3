//! Which row of which catalog an error is.

use crate::response::finding::{Finding, Match};
use crate::response::reported::{Fit, MessageFit, Reported, StatusFit};
use crate::response::status::overrules;
use crate::{Catalog, Category, Entry, Retry};

/// What is known of an error whose code has one row in `catalogs`; `None` for any other.
#[cfg(feature = "json")]
#[inline(always)]
pub fn find_only_row(
    catalogs: &'static [&'static Catalog],
    reported: &Reported<'_>,
) -> Option<Finding> {
    let mut only = None;
    for &catalog in catalogs {
        only = match (reported.positions(catalog), only) {
            ([], only) => only,
            (&[position], None) => Some(Row::at(catalog, position)?),
            _ => return None,
        };
    }
    only.map(|row| row.finding(catalogs, reported))
}

/// The row that an API means, first among `expected` and then among `vendor`.
pub fn find(
    expected: &'static [&'static Catalog],
    vendor: &'static [&'static Catalog],
    reported: &Reported<'_>,
) -> Finding {
    for catalogs in [expected, vendor] {
        if let Some(best) = &Best::among(catalogs, reported) {
            return best.finding(catalogs, reported);
        }
    }
    let status = reported.status;
    let judgement = (Category::from_status(status), Retry::from_status(status));
    Finding::without_row(Match::Unknown, expected, status, judgement)
}

/// A row of a catalog.
#[derive(Clone, Copy)]
struct Row {
    catalog: &'static Catalog,
    position: u16,
    entry: &'static Entry,
}

impl Row {
    #[inline(always)]
    fn at(catalog: &'static Catalog, position: u16) -> Option<Self> {
        let entry = catalog.entries().get(usize::from(position))?;
        Some(Self { catalog, position, entry })
    }

    /// What is known of an error that is this row's.
    #[inline(always)]
    fn finding(&self, catalogs: &'static [&'static Catalog], reported: &Reported<'_>) -> Finding {
        let Self { catalog, position, entry } = *self;
        let (category, retry) = judgement(entry, reported.status);
        let is_overruled = category != entry.category() || retry != entry.retry();
        let found = if is_overruled || reported.status_fit(entry) == StatusFit::Differs {
            Match::OtherStatus
        } else if reported.message_fit(entry) == MessageFit::Differs {
            Match::OtherMessage
        } else {
            Match::Exact
        };
        Finding::without_row(found, catalogs, reported.status, (category, retry))
            .with_row(catalog, position)
    }
}

/// The first of the rows that fit best, and what is known of the others that fit as well.
struct Best {
    row: Row,
    fit: Fit,
    /// Whether no other can be meant.
    is_alone: bool,
    /// Whether all have its category.
    one_category: bool,
    /// Whether all have its retry.
    one_retry: bool,
}

impl Best {
    fn among(catalogs: &[&'static Catalog], reported: &Reported<'_>) -> Option<Self> {
        let mut best: Option<Self> = None;
        for &catalog in catalogs {
            for &position in reported.positions(catalog) {
                let Some(row) = Row::at(catalog, position) else { continue };
                let fit = reported.fit(row.entry);
                match &mut best {
                    Some(best) if fit < best.fit => {}
                    Some(best) if fit == best.fit => best.add(&row),
                    _ => {
                        let (is_alone, one_category, one_retry) = (true, true, true);
                        best = Some(Self { row, fit, is_alone, one_category, one_retry });
                        // No row fits better, and of those that fit as well the first is meant.
                        if reported.is_perfect(fit) {
                            break;
                        }
                    }
                }
            }
        }
        best
    }

    fn finding(&self, catalogs: &'static [&'static Catalog], reported: &Reported<'_>) -> Finding {
        if self.is_alone {
            return self.row.finding(catalogs, reported);
        }
        let status = reported.status;
        let (category, retry) = judgement(self.row.entry, status);
        let category = if self.one_category { category } else { Category::from_status(status) };
        let retry = if self.one_retry { retry } else { Retry::from_status(status) };
        Finding::without_row(Match::Class, catalogs, status, (category, retry))
    }

    /// Notes another row that fits as well.
    fn add(&mut self, other: &Row) {
        // Where the templates of several rows of a catalog fit, the first is meant, as in
        // `Catalog::identify`; rows of different catalogs mean different things.
        let first_is_meant = self.fit.exact && self.fit.is_its_message;
        self.is_alone &= first_is_meant && other.catalog == self.row.catalog;
        self.one_category &= other.entry.category() == self.row.entry.category();
        self.one_retry &= other.entry.retry() == self.row.entry.retry();
    }
}

/// The rows that fit best, of which none can be told from the others.
pub fn best_rows(
    catalogs: &[&'static Catalog],
    reported: Reported<'_>,
) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
    let best = Best::among(catalogs, &reported).map(|best| best.fit);
    catalogs.iter().flat_map(move |&catalog| {
        let rows = catalog.all_by_code(reported.code).map(move |entry| (catalog, entry));
        let reported = reported.clone();
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

#[cfg(all(test, feature = "catalogs"))]
mod tests {
    use std::string::{String, ToString};
    use std::vec::Vec;
    use std::{format, vec};

    use super::{Best, Fit, Reported};
    use crate::{CATALOGS, Entry};

    /// The messages that a row can have, and what routes append to them.
    fn messages(entry: &Entry) -> Vec<String> {
        let template = entry.message().into_iter();
        let messages = template.flat_map(|template| {
            let values = vec!["x"; template.placeholders().count()];
            let rendered = template.render(&values).expect("as many").to_string();
            [template.text().to_string(), format!("{rendered} trace_id: 7"), rendered + " "]
        });
        messages.chain([String::new()]).collect()
    }

    #[test]
    fn the_best_row_is_the_first_of_those_that_fit_best() {
        for (catalog, entry) in
            CATALOGS.iter().flat_map(|it| it.entries().iter().map(move |row| (*it, row)))
        {
            let statuses = catalog.entries().iter().map(Entry::status);
            let statuses: Vec<_> = statuses.chain([None, Some(200), Some(418)]).collect();
            for (message, &status) in
                messages(entry).iter().flat_map(|it| statuses.iter().map(move |code| (it, code)))
            {
                let reported = Reported::new(status, Some(entry.code()), Some(message));
                let rows = || catalog.entries().iter().filter(|row| row.code() == entry.code());
                let fits = || rows().map(|row| (row, reported.fit(row)));
                let most: Fit = fits().map(|(_, fit)| fit).max().expect("a row");
                let (first, _) = fits().find(|(_, fit)| *fit == most).expect("the best");
                let same = fits().filter(|(_, fit)| *fit == most).count();

                let best = Best::among(&[catalog], &reported).expect("a row");
                assert!(core::ptr::eq(best.row.entry, first), "{message} {status:?} {first:?}");
                assert_eq!(best.fit, most);
                assert_eq!(best.is_alone, same == 1 || most.exact && most.is_its_message);
            }
        }
    }
}
