//! A catalog: the rows of one page, and how they are found.

mod by_code;
mod response;

use core::fmt;

use crate::Entry;
use crate::closest::closest;

#[doc(hidden)]
pub use self::by_code::{ByCode, CodeTable};
pub use self::response::{Headers, Response, State};

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
/// let entry = gpu.all_by_code("NODE_STATUS").next().unwrap();
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

impl ByCode {
    /// The position of the row that is meant; see [`Catalog::identify`].
    #[inline(always)]
    pub(crate) fn identify(
        &self,
        entries: &'static [Entry],
        status: Option<u16>,
        code: &str,
        message: &str,
    ) -> Option<u16> {
        match self.exact(entries, code, message) {
            // No row has more of the message than all of it.
            Some(position) if takes(entries.get(usize::from(*position))?, status) => {
                Some(*position)
            }
            _ => best(entries, self.positions(entries, code), status, message),
        }
    }
}

/// Whether the row can be meant by an answer with this status.
fn takes(entry: &Entry, status: Option<u16>) -> bool {
    entry.status().is_none_or(|own| status == Some(own))
}

/// Of the rows at `positions`, the one that is meant.
fn best(
    entries: &'static [Entry],
    positions: &'static [u16],
    status: Option<u16>,
    message: &str,
) -> Option<u16> {
    let mut best: Option<(usize, u16)> = None;
    for &position in positions {
        let Some(entry) = entries.get(usize::from(position)) else { continue };
        if !takes(entry, status) {
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

    /// Where the vendor's responses say what.
    pub const fn response(&self) -> Response {
        self.response
    }

    /// The rows, in the order of the page.
    pub const fn entries(&self) -> &'static [Entry] {
        self.entries
    }

    /// The rows of a wire code, in the order of the page.
    pub fn all_by_code(&self, code: &str) -> Rows {
        self.rows(self.positions_with_code(code))
    }

    /// The rows of an HTTP status, in the order of the page.
    pub fn all_by_status(&self, status: u16) -> Rows {
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
        let position = self.by_code.identify(self.entries, status, code, message)?;
        self.entries.get(usize::from(position))
    }

    /// The wire code of this catalog that `code` may have been meant to be, for an error message.
    pub fn closest(&self, code: &str) -> Option<&'static str> {
        closest(code, self.entries.iter().map(Entry::code))
    }

    #[inline]
    pub(crate) fn positions_with_code(&self, code: &str) -> &'static [u16] {
        self.by_code.positions(self.entries, code)
    }

    pub(crate) fn positions_with_status(&self, status: u16) -> &'static [u16] {
        match self.by_status.binary_search_by_key(&status, |(status, _)| *status) {
            Ok(found) => self.by_status[found].1,
            Err(_) => &[],
        }
    }

    fn rows(&self, positions: &'static [u16]) -> Rows {
        Rows { entries: self.entries, positions: positions.iter() }
    }
}

/// A catalog is one static and only equal to itself: two crates can have tables of the same path.
impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
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
