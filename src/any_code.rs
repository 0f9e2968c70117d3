//! Codes of any catalog.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::{fmt, ptr};

use crate::__generated_0_1::Sealed;
use crate::{CATALOGS, Catalog, CodeSet, Entry};

/// A code of any catalog, for programs that learn at run time whose errors they read.
///
/// Every code can be converted into one, also that of a catalog of your own. An `ApiError` of it is read
/// with the catalogs of this crate; to read with others, use [`Catalogs`](crate::Catalogs).
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::{AnyCode, vidu};
///
/// let code = AnyCode::from(vidu::api::ErrorCode::NotFound);
/// assert_eq!(format!("{code:?}"), "vidu/api/NotFound");
/// assert_eq!(code.entry().status(), Some(404));
///
/// // And back.
/// assert_eq!(vidu::api::ErrorCode::try_from(code), Ok(vidu::api::ErrorCode::NotFound));
/// assert_eq!(vidu::task::ErrorCode::try_from(code), Err(code));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct AnyCode {
    catalog: &'static Catalog,
    entry: &'static Entry,
}

impl AnyCode {
    /// The same as `from`, but for every [`CodeSet`].
    pub fn new(code: impl CodeSet) -> Self {
        Self { catalog: code.catalog(), entry: code.entry() }
    }

    /// The code as one of `C`, if it is one. The same as `try_from`, but for every [`CodeSet`].
    pub fn downcast<C: CodeSet>(self) -> Option<C> {
        let mut entries = self.catalog.entries().iter();
        C::from_row(self.catalog, entries.position(|entry| ptr::eq(entry, self.entry))?)
    }

    /// The code's row.
    pub const fn entry(self) -> &'static Entry {
        self.entry
    }

    /// The code's catalog.
    pub const fn catalog(self) -> &'static Catalog {
        self.catalog
    }
}

impl CodeSet for AnyCode {
    const CATALOGS: &'static [&'static Catalog] = CATALOGS;
    const VENDOR_CATALOGS: &'static [&'static Catalog] = CATALOGS;

    fn from_row(catalog: &'static Catalog, position: usize) -> Option<Self> {
        Some(Self { catalog, entry: catalog.entries().get(position)? })
    }

    fn entry(self) -> &'static Entry {
        self.entry
    }

    fn catalog(self) -> &'static Catalog {
        self.catalog
    }
}

impl<C: crate::Code> From<C> for AnyCode {
    fn from(code: C) -> Self {
        Self::new(code)
    }
}

impl Sealed for AnyCode {}

/// The wire code.
impl AsRef<str> for AnyCode {
    fn as_ref(&self) -> &str {
        self.entry.code()
    }
}

/// By the path of the catalog, then by the order of its page.
impl Ord for AnyCode {
    fn cmp(&self, other: &Self) -> Ordering {
        // Two crates can have catalogs of the same path, and a catalog's rows are one slice.
        let key = |code: &Self| {
            (code.catalog.path(), ptr::from_ref(code.catalog), ptr::from_ref(code.entry))
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for AnyCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for AnyCode {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for AnyCode {}

impl Hash for AnyCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.catalog.path(), self.entry.name()).hash(state);
    }
}

/// Writes the wire code.
impl fmt::Display for AnyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.entry.code())
    }
}

/// Writes the path of the catalog and the name of the variant.
impl fmt::Debug for AnyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.catalog.path(), self.entry.name())
    }
}
