//! What a response says of an error, and how well a row fits that.

use core::cell::OnceCell;

use crate::response::trim_message;
use crate::{Catalog, Entry};

/// How well a row fits; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    pub exact: bool,
    /// The message is the row's: that says more than the status, which is often another than the
    /// page's.
    pub is_its_message: bool,
    status: StatusFit,
    message: MessageFit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusFit {
    /// The row is that of a task and has none, and the response isn't that of a task.
    Unlisted,
    Differs,
    /// The response's is not known.
    Open,
    Same,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageFit {
    Differs,
    /// The row or the response has none.
    Open,
    /// It is a message of the row's template, which has so many bytes of its own.
    Same(usize),
}

/// What is known of an error that is looked for.
#[derive(Clone)]
pub struct Reported<'m> {
    pub status: Option<u16>,
    pub code: &'m str,
    message: Option<&'m str>,
    /// The message without what a route has appended to it, once that is asked for.
    trimmed: OnceCell<Option<&'m str>>,
}

impl<'m> Reported<'m> {
    #[inline]
    pub fn new(status: Option<u16>, code: Option<&'m str>, message: Option<&'m str>) -> Self {
        Self { status, code: code.unwrap_or_default(), message, trimmed: OnceCell::new() }
    }

    /// The positions of the rows that may fit best: those of the code, and where one has exactly
    /// this status and this message, the first of such alone.
    #[inline]
    pub fn positions(&self, catalog: &'static Catalog) -> &'static [u16] {
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

    pub fn fit(&self, entry: &Entry) -> Fit {
        let (status, message) = (self.status_fit(entry), self.message_fit(entry));
        Fit {
            exact: status >= StatusFit::Open && message != MessageFit::Differs,
            is_its_message: matches!(message, MessageFit::Same(_)),
            status,
            message,
        }
    }

    #[inline(always)]
    pub fn status_fit(&self, entry: &Entry) -> StatusFit {
        match (entry.status(), self.status) {
            (Some(own), Some(status)) if own == status => StatusFit::Same,
            (Some(_), Some(_)) => StatusFit::Differs,
            (Some(_), None) => StatusFit::Open,
            // The error of a task comes in a response that reports no error itself.
            (None, None | Some(200..=299)) => StatusFit::Same,
            (None, Some(_)) => StatusFit::Unlisted,
        }
    }

    #[inline(always)]
    pub fn message_fit(&self, entry: &Entry) -> MessageFit {
        let (Some(template), Some(message)) = (entry.message(), self.message) else {
            return MessageFit::Open;
        };
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
    pub fn is_perfect(&self, fit: Fit) -> bool {
        let whole = self.message.map(|message| MessageFit::Same(message.len()));
        fit.status == StatusFit::Same && Some(fit.message) == whole
    }
}
