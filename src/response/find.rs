//! Which row of which catalog an error is.

use super::status::{category_of_status, overrules, retry_of_status};
use super::trim_message;
use crate::{Catalog, Category, Entry, Retry};

/// How the row of an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Found {
    /// By code, status and message: everything fits that the row has.
    Exact,
    /// The row is the only one of its code and status, but its message is another.
    OtherMessage,
    /// The row has the code, but its page gives another status.
    OtherStatus,
    /// Several rows have the code, and the message tells none of them: category and retry are what
    /// they agree on, and else what the status says.
    Class,
    /// No row has the code, or there is none: category and retry are what the status says.
    Unknown,
}

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    pub found: Found,
    /// The row's position in its catalog.
    pub row: Option<(&'static Catalog, usize)>,
    /// The catalogs in which the code was found: those that were expected, or all of the vendor.
    pub catalogs: &'static [&'static Catalog],
    pub category: Category,
    pub retry: Retry,
}

/// How well a row fits; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    exact: bool,
    status: StatusFit,
    message: MessageFit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum StatusFit {
    Differs,
    /// The row or the response has none.
    Open,
    Same,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum MessageFit {
    Differs,
    /// The row or the response has none.
    Open,
    /// It is a message of the row's template, which has so many bytes of its own.
    Same(usize),
}

/// The row that an API means by `code`, first among `expected` and then among `vendor`.
pub fn find(
    expected: &'static [&'static Catalog],
    vendor: &'static [&'static Catalog],
    status: Option<u16>,
    code: Option<&str>,
    message: Option<&str>,
) -> Finding {
    let code = code.unwrap_or_default();
    [expected, vendor]
        .into_iter()
        .find_map(|catalogs| find_among(catalogs, status, code, message))
        .unwrap_or(Finding {
            found: Found::Unknown,
            row: None,
            catalogs: &[],
            category: category_of_status(status),
            retry: retry_of_status(status),
        })
}

fn find_among(
    catalogs: &'static [&'static Catalog],
    status: Option<u16>,
    code: &str,
    message: Option<&str>,
) -> Option<Finding> {
    let best = best_fit(catalogs, status, code, message)?;
    let mut rows = candidates(catalogs, status, code, message).filter(|row| row.fit == best);
    let first = rows.next()?;
    // Of rows of one catalog that fit exactly, the first is meant, as in `Catalog::identify`; rows of
    // different catalogs mean different things.
    let alone = rows.clone().all(|row| best.exact && row.catalog == first.catalog);
    if alone {
        let (category, retry) = judgement(first.entry, status);
        let found = match best {
            Fit { exact: true, .. } => Found::Exact,
            Fit { status: StatusFit::Differs, .. } => Found::OtherStatus,
            _ => Found::OtherMessage,
        };
        return Some(Finding {
            found,
            row: Some((first.catalog, first.position)),
            catalogs,
            category,
            retry,
        });
    }
    let (category, retry) = judgement(first.entry, status);
    let all =
        |agrees: fn(&Entry, &Entry) -> bool| rows.clone().all(|row| agrees(row.entry, first.entry));
    Some(Finding {
        found: Found::Class,
        row: None,
        catalogs,
        category: if all(|one, other| one.category() == other.category()) {
            category
        } else {
            category_of_status(status)
        },
        retry: if all(|one, other| one.retry() == other.retry()) {
            retry
        } else {
            retry_of_status(status)
        },
    })
}

/// The rows of `code` that fit best, of which none can be told from the others.
pub fn best_rows(
    catalogs: &[&'static Catalog],
    status: Option<u16>,
    code: &str,
    message: Option<&str>,
) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
    let best = best_fit(catalogs, status, code, message);
    candidates(catalogs, status, code, message)
        .filter(move |row| Some(row.fit) == best)
        .map(|row| (row.catalog, row.entry))
}

fn best_fit(
    catalogs: &[&'static Catalog],
    status: Option<u16>,
    code: &str,
    message: Option<&str>,
) -> Option<Fit> {
    candidates(catalogs, status, code, message).map(|row| row.fit).max()
}

#[derive(Clone, Copy)]
struct Candidate {
    catalog: &'static Catalog,
    position: usize,
    entry: &'static Entry,
    fit: Fit,
}

fn candidates(
    catalogs: &[&'static Catalog],
    status: Option<u16>,
    code: &str,
    message: Option<&str>,
) -> impl Iterator<Item = Candidate> + Clone {
    catalogs.iter().flat_map(move |&catalog| {
        let positions = catalog.positions_with_code(code).iter();
        positions.filter_map(move |&position| {
            let position = usize::from(position);
            let entry = catalog.entries().get(position)?;
            Some(Candidate { catalog, position, entry, fit: fit(entry, status, message) })
        })
    })
}

fn fit(entry: &Entry, status: Option<u16>, message: Option<&str>) -> Fit {
    let status = match (entry.status(), status) {
        (Some(own), Some(status)) if own == status => StatusFit::Same,
        (Some(_), Some(_)) => StatusFit::Differs,
        // The error of a task comes in a response that reports no error itself.
        (None, None | Some(200..=299)) => StatusFit::Same,
        (None, Some(_)) | (Some(_), None) => StatusFit::Open,
    };
    let message = match (entry.message(), message) {
        (Some(template), Some(message)) => {
            let is_its_own = template.parse(message).is_some()
                || template.parse(trim_message(message).0).is_some();
            if is_its_own {
                MessageFit::Same(template.literal_length())
            } else {
                MessageFit::Differs
            }
        }
        _ => MessageFit::Open,
    };
    let exact = status != StatusFit::Differs && message != MessageFit::Differs;
    Fit { exact, status, message }
}

fn judgement(entry: &Entry, status: Option<u16>) -> (Category, Retry) {
    match status {
        Some(code) if entry.status().is_none() && overrules(code) => {
            (category_of_status(status), retry_of_status(status))
        }
        _ => (entry.category(), entry.retry()),
    }
}
