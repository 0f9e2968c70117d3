//! Errors in texts: after a prefix, in the frames of an event stream, in a string of another body.

use core::cell::LazyCell;
use core::ops::ControlFlow;

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::catalog::TaskState;
use crate::json::{Document, Value, each_document};
use crate::response::said::{Report, Said};
use crate::response::scopes::{Place, Scopes};

/// How deeply texts may be nested. What is deeper isn't read.
const MAX_LEVEL: usize = 4;

/// A search for errors in texts.
pub struct Search {
    pub scopes: Scopes,
    /// The HTTP status of the response around the texts.
    pub status: Option<u16>,
}

/// What was found in a text.
#[derive(Default)]
pub struct Found {
    /// The first error that has a code, or else the first that says anything.
    pub error: Option<Report<'static>>,
    /// What the last document with a state says of its task.
    pub state: Option<TaskState>,
}

impl Search {
    /// Searches `text`, which is `level` levels deep.
    pub fn text(&self, text: &str, level: usize) -> Found {
        let mut found = Found::default();
        if level < MAX_LEVEL {
            let _ = each_document(text, |document, quoted| {
                self.add_document(document, level + 1 + quoted, &mut found)
            });
        }
        found
    }

    /// Searches the strings of `document`, which is `level` levels deep: its messages and those below
    /// `error`, and all strings of a response that has failed. In that of a success, the others are
    /// somebody's content.
    pub fn document(&self, document: &Document<'_, '_>, level: usize) -> Option<Report<'static>> {
        let mut found = Found::default();
        let root = document.root()?;
        if level < MAX_LEVEL {
            let is_everywhere = self.status.is_some_and(|status| status >= 400);
            // Most documents have no text that it is asked for.
            let messages = LazyCell::new(|| self.scopes.messages(root));
            let _ = self.add_strings(&messages, root, is_everywhere, level, &mut found);
        }
        found.error
    }

    fn add_strings<'d, 'a>(
        &self,
        messages: &LazyCell<Vec<Value<'d, 'a>>, impl FnOnce() -> Vec<Value<'d, 'a>>>,
        value: Value<'d, 'a>,
        counts: bool,
        level: usize,
        found: &mut Found,
    ) -> ControlFlow<()> {
        // The recursion is as deep as a document may be.
        for (key, member) in value.members() {
            self.add_strings(messages, member, counts || key.is("error"), level, found)?;
        }
        for element in value.elements() {
            self.add_strings(messages, element, counts, level, found)?;
        }
        let Some(text) = value.string().filter(|text| text.raw.contains(['{', '['])) else {
            return ControlFlow::Continue(());
        };
        if !counts && !messages.iter().any(|message| message.is_same(value)) {
            return ControlFlow::Continue(());
        }
        each_document(&text.unescape(), |document, quoted| {
            self.add_document(document, level + 1 + quoted, found)
        })
    }

    /// Adds what a document says that was found in a text.
    fn add_document(
        &self,
        document: &Document<'_, '_>,
        level: usize,
        found: &mut Found,
    ) -> ControlFlow<()> {
        if level > MAX_LEVEL {
            return ControlFlow::Continue(());
        }
        let said = Said::by(self.scopes, document);
        found.state = said.state.or(found.state);
        let error = self.error_of(document, said, level).filter(Report::says_something);
        let is_coded = error.as_ref().is_some_and(|error| error.code.is_some());
        if is_coded || found.error.is_none() {
            found.error = error.or(found.error.take());
        }
        if is_coded { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// The error that a document reports, or one in its texts.
    fn error_of(
        &self,
        document: &Document<'_, '_>,
        said: Said<'_>,
        level: usize,
    ) -> Option<Report<'static>> {
        let own = said.errors.first.map(Report::into_owned);
        // A body with a message reports an error, unless the response is a success.
        let is_success = self.status.is_some_and(|status| status < 400);
        let own = own.or_else(|| {
            if is_success || said.state.is_some() || said.is_no_error {
                return None;
            }
            let place = Place { value: document.root()?, prefix: "" };
            Some(Report::at(self.scopes, place, None).into_owned())
        });
        match own {
            Some(own) => Some(self.better(own, document, level)),
            None => self.document(document, level),
        }
    }

    /// The vendor's error in the texts of a document that reports `own`, where that isn't the vendor's
    /// itself: its code is unknown, missing, or may be a relay's word.
    pub fn better<'a>(
        &self,
        own: Report<'a>,
        document: &Document<'_, '_>,
        level: usize,
    ) -> Report<'a> {
        let is_vendors = own
            .code
            .as_ref()
            .is_some_and(|code| !code.is_by_chance && self.scopes.have_code(&code.text));
        if is_vendors {
            return own;
        }
        // What is in an error is one.
        let status = own.status.or(self.status.filter(|status| *status >= 400));
        let search = Self { scopes: self.scopes, status: self.status.filter(|&it| it >= 400) };
        let Some(inner) = search.document(document, level) else { return own };
        if own.code.is_some() && inner.code.is_none() {
            return own;
        }
        let trace_id =
            inner.trace_id.or_else(|| own.trace_id.map(|id| Cow::Owned(id.into_owned())));
        Report { status: inner.status.or(status), trace_id, is_inside: true, ..inner }
    }
}
