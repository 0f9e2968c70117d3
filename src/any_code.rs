//! Codes of any catalog.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{CATALOGS, Catalog, CodeSet, Entry};

/// A code of any catalog, for programs that learn at run time whose errors they read.
///
/// Every code can become one, also of a catalog that isn't this crate's. An
/// [`ApiError`](crate::ApiError) of it is read among the catalogs of this crate; to read among
/// others, ask [`Catalogs`](crate::Catalogs).
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::{AnyCode, vidu};
///
/// let code = AnyCode::from(vidu::api::ErrorCode::NotFound);
/// assert_eq!(format!("{code:?}"), "vidu/api/NotFound");
/// assert_eq!(code.entry().status(), Some(404));
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AnyCode {
    catalog: &'static Catalog,
    entry: &'static Entry,
}

impl AnyCode {
    /// The code's row.
    pub const fn entry(self) -> &'static Entry {
        self.entry
    }

    /// The catalog that the code is of.
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
        Self { catalog: code.catalog(), entry: code.entry() }
    }
}

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
