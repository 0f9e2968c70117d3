//! A catalog: the rows of one page, and how they are found.

mod by_code;
mod response;

use core::fmt;

use crate::Entry;
use crate::closest::closest;
use crate::rank::identify;

#[doc(hidden)]
pub use self::by_code::{ByCode, CodeTable, Family};
#[cfg(feature = "json")]
pub(crate) use self::response::TaskState;
pub use self::response::{Headers, Response, State};

/// The error table of one scope of one vendor: `vidu/api`.
///
/// It offers what a generated enum does, to programs that learn at run time which catalog they need. All of them are in [`CATALOGS`](crate::CATALOGS).
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
    /// Empty where it isn't known.
    #[doc(hidden)]
    pub read: &'static str,
    #[doc(hidden)]
    pub response: Response,
    #[doc(hidden)]
    pub entries: &'static [Entry],
    #[doc(hidden)]
    pub by_status: &'static [(u16, &'static [u16])],
    #[doc(hidden)]
    pub by_code: ByCode,
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

    /// The month in which the page was last read, if the catalog says: `2026-11`.
    pub const fn read(&self) -> Option<&'static str> {
        if self.read.is_empty() { None } else { Some(self.read) }
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
    /// A row counts if it has the code, and neither the status nor the message contradicts it: an
    /// unknown status fits any row, and so does a message a row without one; the vendor's suffixes,
    /// such as a trace identifier, are no part of a message. Of several rows that count, those whose
    /// message it is come first, then those whose status it is, then those with the most literal text
    /// in the message; of equal ones the first is meant.
    pub fn identify(
        &self,
        status: Option<u16>,
        code: &str,
        message: &str,
    ) -> Option<&'static Entry> {
        let position = identify(self, &self.by_code, status, code, message)?;
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

    /// Whether all codes are numbers in JSON.
    #[cfg(feature = "json")]
    pub(crate) fn has_numeric_codes(&self) -> bool {
        let is_number = |code: &str| {
            let digits = code.strip_prefix('-').unwrap_or(code);
            let is_canonical = digits == "0" || !digits.starts_with('0');
            is_canonical && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut codes = self.entries.iter().map(Entry::code).filter(|code| !code.is_empty());
        codes.next().is_some_and(is_number) && codes.all(is_number)
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
