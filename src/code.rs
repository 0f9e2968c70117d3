//! What all generated enums have in common.

use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::marker::PhantomData;
use core::str::FromStr;

use crate::catalog::ByCode;
use crate::{Catalog, Entry, ParseCodeError};

/// The codes that a program expects: those of one catalog, of a vendor, or of all.
///
/// It is implemented by every generated enum and by [`AnyCode`](crate::AnyCode).
pub trait CodeSet: Copy + Debug + Display + Eq + Hash + Send + Sync + 'static {
    /// The catalogs that the codes are of.
    const CATALOGS: &'static [&'static Catalog];

    /// All catalogs of their vendor, in which a code is looked for that the others don't have.
    const VENDOR_CATALOGS: &'static [&'static Catalog];

    /// The code whose row is at `position` of `catalog`.
    fn from_row(catalog: &'static Catalog, position: usize) -> Option<Self>;

    /// The code's row.
    fn entry(self) -> &'static Entry;

    /// The catalog that the code is of.
    fn catalog(self) -> &'static Catalog;
}

/// A code of a catalog: the trait that the enum of every catalog implements.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::{Code, evolink, vidu};
///
/// /// Whether a job that failed with `code` should go back into the queue.
/// fn requeue<C: Code>(code: &str) -> bool {
///     C::from_code(code).is_some_and(|code| code.entry().retry().is_retryable())
/// }
///
/// assert!(requeue::<vidu::task::ErrorCode>("SystemThrottling"));
/// assert!(!requeue::<evolink::task::ErrorCode>("content_policy_violation"));
/// assert!(!requeue::<evolink::task::ErrorCode>("a code of tomorrow"));
/// # }
/// ```
pub trait Code:
    CodeSet + Ord + FromStr<Err = ParseCodeError> + for<'c> TryFrom<&'c str, Error = ParseCodeError>
{
    /// The catalog that the codes are of.
    const CATALOG: &'static Catalog;

    /// Every code, in the order of the catalog.
    const ALL: &'static [Self];

    /// How codes are found: a constant, so that a search can be compiled for this catalog, wherever
    /// it is inlined.
    #[doc(hidden)]
    const BY_CODE: ByCode;

    /// The code that the API sends as `code`; `None` where the catalog has none such, and where it
    /// has several: see [`all_by_code`](Self::all_by_code).
    #[inline]
    fn from_code(code: &str) -> Option<Self> {
        match Self::BY_CODE.positions(Self::CATALOG.entries, code) {
            [position] => Self::ALL.get(usize::from(*position)).copied(),
            _ => None,
        }
    }

    /// Every code that the API sends as `code`, in the order of the catalog.
    #[inline]
    fn all_by_code(code: &str) -> Codes<Self> {
        Codes::new(Self::BY_CODE.positions(Self::CATALOG.entries, code))
    }

    /// Every code that the API sends with the HTTP status `status`, in the order of the catalog.
    fn all_by_status(status: u16) -> Codes<Self> {
        Codes::new(Self::CATALOG.positions_with_status(status))
    }

    /// The one code that an API means by `code` when it answers with `status` and `message`.
    ///
    /// A row counts if it has the code, and the status and the message are its own: a row without
    /// a status or a message takes any. Where several rows count, the one with the most literal
    /// text in its message is meant, and of equal ones the first.
    fn identify(status: Option<u16>, code: &str, message: &str) -> Option<Self> {
        let entries = Self::CATALOG.entries;
        let position = Self::BY_CODE.identify(entries, status, code, message)?;
        Self::ALL.get(usize::from(position)).copied()
    }
}

/// Some codes of a catalog, in its order.
#[derive(Clone, Debug)]
pub struct Codes<C: 'static> {
    // Nothing else, so that it is returned in registers.
    positions: core::slice::Iter<'static, u16>,
    code: PhantomData<C>,
}

impl<C: Code> Codes<C> {
    #[inline]
    fn new(positions: &'static [u16]) -> Self {
        Self { positions: positions.iter(), code: PhantomData }
    }
}

impl<C: Code> Iterator for Codes<C> {
    type Item = C;

    #[inline]
    fn next(&mut self) -> Option<C> {
        C::ALL.get(usize::from(*self.positions.next()?)).copied()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.positions.size_hint()
    }
}

impl<C: Code> DoubleEndedIterator for Codes<C> {
    fn next_back(&mut self) -> Option<C> {
        C::ALL.get(usize::from(*self.positions.next_back()?)).copied()
    }
}

impl<C: Code> ExactSizeIterator for Codes<C> {}

impl<C: Code> core::iter::FusedIterator for Codes<C> {}
