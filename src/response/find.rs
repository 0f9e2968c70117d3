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
    /// The row has the code, but its page gives another status. Where the page gives none, and the
    /// status says plainly what it is about (401, 402), category and retry are the status's.
    OtherStatus,
    /// Several rows have the code, and the message tells none of them: category and retry are what
    /// they agree on, and else what the status says.
    Class,
    /// No row has the code, or there is none: category and retry are what the status says.
    Unknown,
}

impl Found {
    /// The word for it: `exact`, `other-message`, `other-status`, `class`, `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::OtherMessage => "other-message",
            Self::OtherStatus => "other-status",
            Self::Class => "class",
            Self::Unknown => "unknown",
        }
    }
}

impl core::fmt::Display for Found {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What was found. It is kept small: an `ApiError` is what functions return in place of a result.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    pub found: Found,
    /// The catalog of the row, if it is one.
    pub catalog: Option<&'static Catalog>,
    /// The row's position in its catalog.
    pub position: u16,
    /// The catalogs in which the code was found: those that were expected, or all of the vendor.
    pub catalogs: &'static [&'static Catalog],
    pub category: Category,
    pub retry: Retry,
    /// The status with which it was looked for, if `HAS_STATUS` is among the flags.
    status: u16,
    /// Bits, since as fields of their own they would make the whole larger by a word.
    flags: u8,
}

impl Finding {
    const HAS_STATUS: u8 = 1;
    const IS_RAW: u8 = 2;

    /// The status with which it was looked for.
    pub const fn status(&self) -> Option<u16> {
        if self.flags & Self::HAS_STATUS != 0 { Some(self.status) } else { None }
    }

    /// Whether the message is the body itself, because there is none in it.
    pub const fn is_raw(&self) -> bool {
        self.flags & Self::IS_RAW != 0
    }

    #[cfg(feature = "json")]
    pub const fn mark_raw(&mut self) {
        self.flags |= Self::IS_RAW;
    }

    /// Nothing but the status is known.
    const fn unknown(catalogs: &'static [&'static Catalog], status: Option<u16>) -> Self {
        Self {
            found: Found::Unknown,
            catalog: None,
            position: 0,
            catalogs,
            category: category_of_status(status),
            retry: retry_of_status(status),
            status: match status {
                Some(status) => status,
                None => 0,
            },
            flags: if status.is_some() { Self::HAS_STATUS } else { 0 },
        }
    }
}

/// How well a row fits; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    exact: bool,
    /// The message is the row's: that says more than the status, which is often another than the
    /// page's.
    is_its_message: bool,
    status: StatusFit,
    message: MessageFit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum StatusFit {
    /// The row is that of a task and has none, and the response isn't that of a task.
    Unlisted,
    Differs,
    /// The response's is not known.
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
        .unwrap_or(Finding::unknown(expected, status))
}

fn find_among(
    catalogs: &'static [&'static Catalog],
    status: Option<u16>,
    code: &str,
    message: Option<&str>,
) -> Option<Finding> {
    let unknown = Finding::unknown(catalogs, status);
    let best = best_fit(catalogs, status, code, message)?;
    let mut rows = candidates(catalogs, status, code, message).filter(|row| row.fit == best);
    let first = rows.next()?;
    let (category, retry) = judgement(first.entry, status);
    // Where the templates of several rows of a catalog fit, the first is meant, as in
    // `Catalog::identify`; rows of different catalogs mean different things.
    let may_be_first = best.exact && best.is_its_message;
    let alone = rows.clone().all(|row| may_be_first && row.catalog == first.catalog);
    if alone {
        let overruled = category != first.entry.category() || retry != first.entry.retry();
        let found = match best {
            _ if overruled => Found::OtherStatus,
            Fit { status: StatusFit::Differs, .. } => Found::OtherStatus,
            Fit { message: MessageFit::Differs, .. } => Found::OtherMessage,
            _ => Found::Exact,
        };
        let (catalog, position) = (Some(first.catalog), first.position);
        return Some(Finding { found, catalog, position, category, retry, ..unknown });
    }
    let agree =
        |agrees: fn(&Entry, &Entry) -> bool| rows.clone().all(|row| agrees(row.entry, first.entry));
    let one_category = agree(|one, other| one.category() == other.category());
    let one_retry = agree(|one, other| one.retry() == other.retry());
    Some(Finding {
        found: Found::Class,
        category: if one_category { category } else { unknown.category },
        retry: if one_retry { retry } else { unknown.retry },
        ..unknown
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
    position: u16,
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
            let entry = catalog.entries().get(usize::from(position))?;
            Some(Candidate { catalog, position, entry, fit: fit(entry, status, message) })
        })
    })
}

fn fit(entry: &Entry, status: Option<u16>, message: Option<&str>) -> Fit {
    let status = match (entry.status(), status) {
        (Some(own), Some(status)) if own == status => StatusFit::Same,
        (Some(_), Some(_)) => StatusFit::Differs,
        (Some(_), None) => StatusFit::Open,
        // The error of a task comes in a response that reports no error itself.
        (None, None | Some(200..=299)) => StatusFit::Same,
        (None, Some(_)) => StatusFit::Unlisted,
    };
    let message = match (entry.message(), message) {
        (Some(template), Some(message)) => {
            let is_its_own = template.parse(message).is_some()
                || template.parse(trim_message(message).0).is_some();
            match template.literal_length() {
                _ if !is_its_own => MessageFit::Differs,
                0 => MessageFit::Open,
                length => MessageFit::Same(length),
            }
        }
        _ => MessageFit::Open,
    };
    Fit {
        exact: status >= StatusFit::Open && message != MessageFit::Differs,
        is_its_message: matches!(message, MessageFit::Same(_)),
        status,
        message,
    }
}

fn judgement(entry: &Entry, status: Option<u16>) -> (Category, Retry) {
    match status {
        Some(code) if entry.status().is_none() && overrules(code) => {
            (category_of_status(status), retry_of_status(status))
        }
        _ => (entry.category(), entry.retry()),
    }
}
