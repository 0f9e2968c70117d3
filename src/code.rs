//! What all generated enums have in common.

use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::marker::PhantomData;
use core::str::FromStr;

use crate::__generated_0_1::Sealed;
use crate::catalog::ByCode;
use crate::rank::identify;
use crate::{Catalog, Entry, ParseCodeError};

/// The codes that a program expects: those of one catalog, of a vendor, or of all.
///
/// Every generated enum and [`AnyCode`](crate::AnyCode) implement it, and no other type can.
pub trait CodeSet:
    AsRef<str> + Copy + Debug + Display + Hash + Ord + Sealed + Send + Sync + 'static
{
    /// The catalogs of the codes.
    const CATALOGS: &'static [&'static Catalog];

    /// All catalogs of their vendor: a code that `CATALOGS` don't have is looked up there.
    const VENDOR_CATALOGS: &'static [&'static Catalog];

    /// The code whose row is at `position` of `catalog`; `None` if it isn't one of
    /// [`CATALOGS`](Self::CATALOGS), or has no such row.
    fn from_row(catalog: &'static Catalog, position: usize) -> Option<Self>;

    /// The code's row.
    fn entry(self) -> &'static Entry;

    /// The code's catalog.
    fn catalog(self) -> &'static Catalog;
}

/// A code of a catalog.
///
/// The enum of every catalog implements it, and no other type can.
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
    CodeSet + FromStr<Err = ParseCodeError> + for<'c> TryFrom<&'c str, Error = ParseCodeError>
{
    /// The catalog of the codes.
    const CATALOG: &'static Catalog;

    /// Every code, in the order of the catalog.
    // A constant would be checked by rustc element by element: half a second for 10,000 codes.
    fn all() -> &'static [Self];

    /// How codes are found. It is a constant, so that a search is compiled for this catalog.
    #[doc(hidden)]
    const BY_CODE: ByCode;

    /// The code that the API sends as `code`, in any of its spellings, or the family that has it.
    ///
    /// It is `None` if the catalog doesn't have the code, and if several rows share it: see
    /// [`all_by_code`](Self::all_by_code).
    #[inline]
    fn from_code(code: &str) -> Option<Self> {
        match Self::BY_CODE.positions(Self::CATALOG.entries, code) {
            [position] => Self::all().get(usize::from(*position)).copied(),
            _ => None,
        }
    }

    /// All rows that the API sends as `code`, in the order of the catalog.
    #[inline]
    fn all_by_code(code: &str) -> Codes<Self> {
        Codes::new(Self::BY_CODE.positions(Self::CATALOG.entries, code))
    }

    /// All rows that the API sends with the HTTP status `status`, in the order of the catalog.
    fn all_by_status(status: u16) -> Codes<Self> {
        Codes::new(Self::CATALOG.positions_with_status(status))
    }

    /// The one code that an API means by `code` when it answers with `status` and `message`. See
    /// [`Catalog::identify`].
    fn identify(status: Option<u16>, code: &str, message: &str) -> Option<Self> {
        let position = identify(Self::CATALOG, &Self::BY_CODE, status, code, message)?;
        Self::all().get(usize::from(position)).copied()
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
        C::all().get(usize::from(*self.positions.next()?)).copied()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.positions.size_hint()
    }
}

impl<C: Code> DoubleEndedIterator for Codes<C> {
    fn next_back(&mut self) -> Option<C> {
        C::all().get(usize::from(*self.positions.next_back()?)).copied()
    }
}

impl<C: Code> ExactSizeIterator for Codes<C> {}

impl<C: Code> core::iter::FusedIterator for Codes<C> {}

/// The codes of a vendor that the API sends as `code`, scope after scope: for generated code.
pub fn all_by_code<C: CodeSet>(code: &str) -> impl Iterator<Item = C> + Clone + use<'_, C> {
    all(move |catalog| catalog.positions_with_code(code))
}

/// The codes of a vendor that the API sends with `status`, scope after scope: for generated code.
pub fn all_by_status<C: CodeSet>(status: u16) -> impl Iterator<Item = C> + Clone + use<C> {
    all(move |catalog| catalog.positions_with_status(status))
}

/// The codes at the positions that `find` gives for each catalog.
fn all<C: CodeSet, F: Fn(&'static Catalog) -> &'static [u16] + Copy>(
    find: F,
) -> impl Iterator<Item = C> + Clone + use<C, F> {
    C::CATALOGS.iter().flat_map(move |&catalog| {
        find(catalog).iter().filter_map(move |&at| C::from_row(catalog, at.into()))
    })
}
