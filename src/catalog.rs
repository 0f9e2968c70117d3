//! A catalog: the rows of one page, and how they are found.

use core::fmt;

use crate::Entry;
use crate::closest::closest;
use crate::lookup::Lookup;
use crate::template::{Piece, Template};

/// The error table of one scope of one vendor: `vidu/api`.
///
/// What a generated enum offers statically, a catalog offers to programs that learn at run time
/// which catalog they need. All of them are in [`CATALOGS`](crate::CATALOGS).
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::CATALOGS;
///
/// let gpu = CATALOGS.iter().find(|catalog| catalog.path() == "novita/gpu").unwrap();
/// let entry = gpu.with_code("NODE_STATUS").next().unwrap();
/// assert_eq!(entry.description(), "Node status abnormal");
/// # }
/// ```
// The fields are public for the generated tables alone.
pub struct Catalog {
    #[doc(hidden)]
    pub path: &'static str,
    #[doc(hidden)]
    pub title: &'static str,
    #[doc(hidden)]
    pub description: &'static str,
    #[doc(hidden)]
    pub source: &'static str,
    #[doc(hidden)]
    pub response: Response,
    #[doc(hidden)]
    pub entries: &'static [Entry],
    #[doc(hidden)]
    pub by_status: &'static [(u16, &'static [u16])],
    #[doc(hidden)]
    pub by_code: ByCode,
}

/// How the rows of a wire code are found.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum ByCode {
    /// No two rows share a wire code; the lookup gives a row's position.
    Unique(Lookup),
    /// Some do; the lookup gives the position of a code and its rows in the list.
    Shared(Lookup, &'static [(&'static str, &'static [u16])]),
}

/// Where a JSON error body carries what: lists of RFC 6901 pointers, to be tried in order.
// The fields are public for the generated tables alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Response {
    #[doc(hidden)]
    pub code: &'static [&'static str],
    #[doc(hidden)]
    pub message: &'static [&'static str],
    #[doc(hidden)]
    pub trace_id: &'static [&'static str],
    #[doc(hidden)]
    pub body: Option<&'static str>,
    #[doc(hidden)]
    pub body_pieces: &'static [Piece<'static>],
}

impl Response {
    /// What a catalog has that doesn't say, for generated tables.
    #[doc(hidden)]
    pub const BLANK: Self =
        Self { code: &[], message: &[], trace_id: &[], body: None, body_pieces: &[] };

    /// Where the wire code is.
    pub const fn code(&self) -> &'static [&'static str] {
        self.code
    }

    /// Where the message is.
    pub const fn message(&self) -> &'static [&'static str] {
        self.message
    }

    /// Where the identifier is by which the vendor finds the request in its logs.
    pub const fn trace_id(&self) -> &'static [&'static str] {
        self.trace_id
    }

    /// What a body looks like, as a template of `status`, `code` and `message`, each of which stands
    /// for a value in JSON.
    pub const fn body(&self) -> Option<Template> {
        match self.body {
            Some(text) => Some(Template::from_parts(text, self.body_pieces)),
            None => None,
        }
    }
}

impl Catalog {
    /// The vendor and the scope, as the catalog's file lies in its folder: `vidu/api`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The vendor: `vidu`.
    pub fn vendor(&self) -> &'static str {
        self.path.split_once('/').map_or(self.path, |(vendor, _)| vendor)
    }

    /// The scope: `api`.
    pub fn scope(&self) -> &'static str {
        self.path.split_once('/').map_or("", |(_, scope)| scope)
    }

    /// The heading: `Vidu API`.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// What the catalog is about, in one or two sentences.
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// The page from which it was transcribed.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Where an error body carries what. The lists are empty where the catalog doesn't say.
    pub const fn response(&self) -> Response {
        self.response
    }

    /// The rows, in the order of the page.
    pub const fn entries(&self) -> &'static [Entry] {
        self.entries
    }

    /// The rows of a wire code, in the order of the page.
    pub fn with_code(&self, code: &str) -> Rows {
        self.rows(self.positions_with_code(code))
    }

    /// The rows of an HTTP status, in the order of the page.
    pub fn with_status(&self, status: u16) -> Rows {
        self.rows(self.positions_with_status(status))
    }

    /// The one row that an API means by `code` when it answers with `status` and `message`.
    ///
    /// A row counts if it has the code, and the status and the message are its own: a row without
    /// a status or a message takes any. Where several rows count, the one with the most literal
    /// text in its message is meant, and of equal ones the first.
    pub fn identify(
        &self,
        status: Option<u16>,
        code: &str,
        message: &str,
    ) -> Option<&'static Entry> {
        self.entries.get(self.position_of(status, code, message)?)
    }

    /// The wire code of this catalog that `code` may have been meant to be, for an error message.
    pub fn closest(&self, code: &str) -> Option<&'static str> {
        closest(code, self.entries.iter().map(Entry::code))
    }

    /// The position of the one row of a wire code. It is inlined wherever it is called, so that the
    /// compiler, which knows the catalog there, leaves nothing of it but the search.
    #[inline(always)]
    pub(crate) fn only_position_with_code(&self, code: &str) -> Option<u16> {
        match &self.by_code {
            ByCode::Unique(lookup) => {
                let code_at = |position| Some(self.entries.get(usize::from(position))?.code);
                lookup.find(code, code_at).copied()
            }
            ByCode::Shared(..) => match self.positions_with_code(code) {
                [position] => Some(*position),
                _ => None,
            },
        }
    }

    #[inline(always)]
    pub(crate) fn positions_with_code(&self, code: &str) -> &'static [u16] {
        match &self.by_code {
            ByCode::Unique(lookup) => {
                let code_at = |position| Some(self.entries.get(usize::from(position))?.code);
                lookup.find(code, code_at).map_or(&[], core::slice::from_ref)
            }
            ByCode::Shared(lookup, codes) => {
                let code_at = |position| Some(codes.get(usize::from(position))?.0);
                let found = lookup.find(code, code_at);
                found.and_then(|position| codes.get(usize::from(*position))).map_or(&[], |it| it.1)
            }
        }
    }

    pub(crate) fn positions_with_status(&self, status: u16) -> &'static [u16] {
        match self.by_status.binary_search_by_key(&status, |(status, _)| *status) {
            Ok(found) => self.by_status[found].1,
            Err(_) => &[],
        }
    }

    pub(crate) fn position_of(
        &self,
        status: Option<u16>,
        code: &str,
        message: &str,
    ) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for position in self.positions_with_code(code).iter().copied().map(usize::from) {
            let Some(entry) = self.entries.get(position) else { continue };
            if entry.status().is_some_and(|own| status != Some(own)) {
                continue;
            }
            let literal = match entry.message() {
                Some(template) if !template.has_written(message) => continue,
                Some(template) => template.literal_length() + 1,
                None => 0,
            };
            if best.is_none_or(|(longest, _)| literal > longest) {
                best = Some((literal, position));
            }
            // No other row has more of the message than all of it.
            if literal > message.len() {
                break;
            }
        }
        best.map(|(_, position)| position)
    }

    fn rows(&self, positions: &'static [u16]) -> Rows {
        Rows { entries: self.entries, positions: positions.iter() }
    }
}

/// A catalog is one static; two are the same if they have the same path.
impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other) || self.path == other.path
    }
}

impl Eq for Catalog {}

impl fmt::Debug for Catalog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Catalog({})", self.path)
    }
}

/// Some rows of a catalog, in the order of the page.
#[derive(Clone, Debug)]
pub struct Rows {
    entries: &'static [Entry],
    positions: core::slice::Iter<'static, u16>,
}

impl Iterator for Rows {
    type Item = &'static Entry;

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.get(usize::from(*self.positions.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.positions.size_hint()
    }
}

impl DoubleEndedIterator for Rows {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.entries.get(usize::from(*self.positions.next_back()?))
    }
}

impl ExactSizeIterator for Rows {}

impl core::iter::FusedIterator for Rows {}
