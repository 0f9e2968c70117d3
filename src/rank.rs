//! Which of the rows of a code an API means: how well each fits the status and the message.
//!
//! `Catalog::identify` and the reading of responses rank rows here, and nowhere else.

use core::cell::OnceCell;

use crate::affix::split_suffix;
use crate::catalog::ByCode;
use crate::{Catalog, Category, Entry, Template};

/// How well a row fits; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether neither the status nor the message contradicts the row.
    pub is_exact: bool,
    /// Whether the message is the row's. It says more than the status, which often differs from the
    /// page's.
    pub is_its_message: bool,
    pub status: StatusFit,
    pub message: MessageFit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusFit {
    /// The row is of a task and has no status, but the response isn't that of a task.
    Unlisted,
    Differs,
    /// One of the above, but the row is about what the status is about.
    SameCategory,
    /// The response's is unknown.
    Open,
    Same,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageFit {
    Differs,
    /// The row or the response has none.
    Open,
    /// It is a message of a template with so many literal bytes.
    Same(usize),
}

/// What a response says of an error, for the rows of one catalog.
pub struct Reported<'m> {
    pub status: Option<u16>,
    message: Option<&'m str>,
    suffixes: &'static [Template],
    /// The message without a suffix, once it is asked for, if it has one.
    trimmed: OnceCell<Option<&'m str>>,
}

impl<'m> Reported<'m> {
    #[inline(always)]
    pub fn new(catalog: &Catalog, status: Option<u16>, message: Option<&'m str>) -> Self {
        let suffixes = catalog.response.suffixes;
        Self { status, message, suffixes, trimmed: OnceCell::new() }
    }

    /// Of the `positions` of the rows of a code, those that may fit best: the first that no other can
    /// beat, or else all.
    pub fn candidates<'p>(&self, entries: &[Entry], positions: &'p [u16]) -> &'p [u16] {
        let ([_, _, ..], Some(message)) = (positions, self.message.filter(|it| !it.is_empty()))
        else {
            return positions;
        };
        let is_perfect = |position: &u16| {
            let Some(entry) = entries.get(usize::from(*position)) else { return false };
            match entry.segments() {
                // What a template always writes is shorter still.
                _ if entry.message.len() < message.len() => false,
                [] => entry.message == message && self.status_fit(entry) == StatusFit::Same,
                _ => self.is_perfect(self.fit(entry)),
            }
        };
        positions.iter().find(|it| is_perfect(it)).map_or(positions, core::slice::from_ref)
    }

    #[inline(always)]
    pub fn fit(&self, entry: &Entry) -> Fit {
        let (status, message) = (self.status_fit(entry), self.message_fit(entry));
        Fit {
            is_exact: status >= StatusFit::Open && message != MessageFit::Differs,
            is_its_message: matches!(message, MessageFit::Same(_)),
            status,
            message,
        }
    }

    #[inline(always)]
    pub fn status_fit(&self, entry: &Entry) -> StatusFit {
        match (entry.status(), self.status) {
            (Some(own), Some(status)) if own == status => StatusFit::Same,
            (Some(_), Some(status)) if entry.statuses().contains(&status) => StatusFit::Same,
            (Some(_), None) => StatusFit::Open,
            // The error of a task comes in a response that reports no error itself.
            (None, None | Some(200..=299)) => StatusFit::Same,
            // The message alone tells it.
            (None, Some(_)) if entry.code().is_empty() => StatusFit::Open,
            (_, status) if entry.category() == Category::from_status(status) => {
                StatusFit::SameCategory
            }
            (Some(_), Some(_)) => StatusFit::Differs,
            (None, Some(_)) => StatusFit::Unlisted,
        }
    }

    #[inline(always)]
    pub fn message_fit(&self, entry: &Entry) -> MessageFit {
        let Some(message) = self.message else { return MessageFit::Open };
        let Some(template) = entry.message() else { return self.other_message_fit(entry, message) };
        match self.template_fit(template, message) {
            MessageFit::Differs => match self.other_message_fit(entry, message) {
                MessageFit::Open => MessageFit::Differs,
                fit => fit,
            },
            fit => fit,
        }
    }

    /// How well the row's other wordings fit: `Open` where it has none.
    fn other_message_fit(&self, entry: &Entry, message: &'m str) -> MessageFit {
        let fits = entry.other_messages().iter();
        let best = fits.map(|template| self.template_fit(*template, message)).max();
        best.unwrap_or(MessageFit::Open)
    }

    #[inline(always)]
    fn template_fit(&self, template: Template, message: &'m str) -> MessageFit {
        let has_written = template.has_written(message)
            || self.trimmed(message).is_some_and(|trimmed| template.has_written(trimmed));
        if !has_written {
            return MessageFit::Differs;
        }
        match template.literal_length() {
            0 => MessageFit::Open,
            length => MessageFit::Same(length),
        }
    }

    #[inline(always)]
    fn trimmed(&self, message: &'m str) -> Option<&'m str> {
        *self.trimmed.get_or_init(|| {
            let trimmed = split_suffix(message, self.suffixes).0;
            (trimmed.len() < message.len()).then_some(trimmed)
        })
    }

    /// Whether no row can fit better: all of the message is literal.
    #[inline(always)]
    pub fn is_perfect(&self, fit: Fit) -> bool {
        let whole = self.message.map(|message| MessageFit::Same(message.len()));
        fit.status == StatusFit::Same && Some(fit.message) == whole
    }
}

/// The position of the row that is meant; see [`Catalog::identify`].
#[inline(always)]
pub fn identify(
    catalog: &Catalog,
    by_code: &ByCode,
    status: Option<u16>,
    code: &str,
    message: &str,
) -> Option<u16> {
    let entries = catalog.entries;
    let reported = Reported::new(catalog, status, Some(message));
    let mut best: Option<(Fit, u16)> = None;
    for &position in reported.candidates(entries, by_code.positions(entries, code)) {
        let Some(entry) = entries.get(usize::from(position)) else { continue };
        let fit = reported.fit(entry);
        let status_differs = fit.status < StatusFit::Open && entry.status().is_some();
        if status_differs || fit.message == MessageFit::Differs {
            continue;
        }
        if best.is_none_or(|(best, _)| fit > best) {
            best = Some((fit, position));
        }
    }
    best.map(|(_, position)| position)
}
