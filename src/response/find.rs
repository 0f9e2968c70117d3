//! Which row of which catalog an error is.

use core::cell::OnceCell;

use super::status::{category_of_status, overrules, retry_of_status};
use super::trim_message;
use crate::{Catalog, Category, Entry, Retry, Template};

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

    pub const fn mark_raw(&mut self) {
        self.flags |= Self::IS_RAW;
    }

    /// What is known without a row.
    const fn without_row(
        found: Found,
        catalogs: &'static [&'static Catalog],
        status: Option<u16>,
        (category, retry): (Category, Retry),
    ) -> Self {
        Self {
            found,
            catalog: None,
            position: 0,
            catalogs,
            category,
            retry,
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

/// What is known of an error that is looked for.
#[derive(Clone)]
pub struct Reported<'m> {
    status: Option<u16>,
    code: &'m str,
    message: Option<&'m str>,
    /// The message without what a route has appended to it, once that is asked for.
    trimmed: OnceCell<Option<&'m str>>,
}

/// The row that an API means, first among `expected` and then among `vendor`.
#[inline(always)]
pub fn find(
    expected: &'static [&'static Catalog],
    vendor: &'static [&'static Catalog],
    reported: &Reported<'_>,
) -> Finding {
    for catalogs in [expected, vendor] {
        if let Some(best) = &Best::among(catalogs, reported) {
            return best.finding(catalogs, reported.status);
        }
    }
    let status = reported.status;
    let judgement = (category_of_status(status), retry_of_status(status));
    Finding::without_row(Found::Unknown, expected, status, judgement)
}

/// The first of the rows that fit best, and what is known of the others that fit as well.
struct Best {
    catalog: &'static Catalog,
    position: u16,
    entry: &'static Entry,
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
                let Some(entry) = catalog.entries().get(usize::from(position)) else { continue };
                let fit = reported.fit(entry);
                match &mut best {
                    Some(best) if fit < best.fit => {}
                    Some(best) if fit == best.fit => best.add(catalog, entry),
                    _ => {
                        let (is_alone, one_category, one_retry) = (true, true, true);
                        let first = Self {
                            catalog,
                            position,
                            entry,
                            fit,
                            is_alone,
                            one_category,
                            one_retry,
                        };
                        best = Some(first);
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

    #[inline(always)]
    fn finding(&self, catalogs: &'static [&'static Catalog], status: Option<u16>) -> Finding {
        let (entry, fit) = (self.entry, self.fit);
        let (category, retry) = judgement(entry, status);
        if !self.is_alone {
            let category = if self.one_category { category } else { category_of_status(status) };
            let retry = if self.one_retry { retry } else { retry_of_status(status) };
            return Finding::without_row(Found::Class, catalogs, status, (category, retry));
        }
        let overruled = category != entry.category() || retry != entry.retry();
        let found = match fit {
            _ if overruled => Found::OtherStatus,
            Fit { status: StatusFit::Differs, .. } => Found::OtherStatus,
            Fit { message: MessageFit::Differs, .. } => Found::OtherMessage,
            _ => Found::Exact,
        };
        Finding {
            catalog: Some(self.catalog),
            position: self.position,
            ..Finding::without_row(found, catalogs, status, (category, retry))
        }
    }

    /// Notes another row that fits as well.
    fn add(&mut self, catalog: &'static Catalog, entry: &Entry) {
        // Where the templates of several rows of a catalog fit, the first is meant, as in
        // `Catalog::identify`; rows of different catalogs mean different things.
        let first_is_meant = self.fit.exact && self.fit.is_its_message;
        self.is_alone &= first_is_meant && catalog == self.catalog;
        self.one_category &= entry.category() == self.entry.category();
        self.one_retry &= entry.retry() == self.entry.retry();
    }
}

/// The rows that fit best, of which none can be told from the others.
pub fn best_rows(
    catalogs: &[&'static Catalog],
    reported: Reported<'_>,
) -> impl Iterator<Item = (&'static Catalog, &'static Entry)> {
    let best = Best::among(catalogs, &reported).map(|best| best.fit);
    catalogs.iter().flat_map(move |&catalog| {
        let rows = catalog.with_code(reported.code).map(move |entry| (catalog, entry));
        let reported = reported.clone();
        rows.filter(move |(_, entry)| Some(reported.fit(entry)) == best)
    })
}

impl<'m> Reported<'m> {
    #[inline]
    pub fn new(status: Option<u16>, code: Option<&'m str>, message: Option<&'m str>) -> Self {
        Self { status, code: code.unwrap_or_default(), message, trimmed: OnceCell::new() }
    }

    /// The positions of the rows that may fit best: those of the code, and where one has exactly
    /// this status and this message, the first of such alone.
    #[inline]
    fn positions(&self, catalog: &'static Catalog) -> &'static [u16] {
        let exact = self.message.and_then(|message| {
            let position = catalog.by_code.exact(catalog.entries, self.code, message)?;
            let entry = catalog.entries.get(usize::from(*position))?;
            (self.status_fit(entry) == StatusFit::Same).then_some(position)
        });
        match exact {
            Some(position) => core::slice::from_ref(position),
            None => catalog.positions_with_code(self.code),
        }
    }

    #[inline]
    fn status_fit(&self, entry: &Entry) -> StatusFit {
        match (entry.status(), self.status) {
            (Some(own), Some(status)) if own == status => StatusFit::Same,
            (Some(_), Some(_)) => StatusFit::Differs,
            (Some(_), None) => StatusFit::Open,
            // The error of a task comes in a response that reports no error itself.
            (None, None | Some(200..=299)) => StatusFit::Same,
            (None, Some(_)) => StatusFit::Unlisted,
        }
    }

    fn fit(&self, entry: &Entry) -> Fit {
        let status = self.status_fit(entry);
        let message = match (entry.message(), self.message) {
            (Some(template), Some(message)) => self.message_fit(&template, message),
            _ => MessageFit::Open,
        };
        Fit {
            exact: status >= StatusFit::Open && message != MessageFit::Differs,
            is_its_message: matches!(message, MessageFit::Same(_)),
            status,
            message,
        }
    }

    #[inline]
    fn message_fit(&self, template: &Template, message: &'m str) -> MessageFit {
        let is_its_own = template.has_written(message)
            || self.trimmed(message).is_some_and(|trimmed| template.has_written(trimmed));
        if !is_its_own {
            return MessageFit::Differs;
        }
        match template.literal_length() {
            0 => MessageFit::Open,
            length => MessageFit::Same(length),
        }
    }

    /// The message without what is appended to it, if anything is.
    #[inline]
    fn trimmed(&self, message: &'m str) -> Option<&'m str> {
        *self.trimmed.get_or_init(|| {
            let trimmed = trim_message(message).0;
            Some(trimmed).filter(|trimmed| trimmed.len() < message.len())
        })
    }

    /// Whether no row can fit better: all of the message is the row's own.
    fn is_perfect(&self, fit: Fit) -> bool {
        let whole = self.message.map(|message| MessageFit::Same(message.len()));
        fit.status == StatusFit::Same && Some(fit.message) == whole
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
                assert!(core::ptr::eq(best.entry, first), "{message} {status:?} {first:?}");
                assert_eq!(best.fit, most);
                assert_eq!(best.is_alone, same == 1 || most.exact && most.is_its_message);
            }
        }
    }
}
