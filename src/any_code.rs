//! Codes of any catalog, and catalogs by their name.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{CATALOGS, Catalog, CodeSet, Entry};

/// A code of any catalog, for programs that learn at run time whose errors they read.
///
/// Every code can become one, also of a catalog that isn't this crate's. Where codes are looked for,
/// it stands for [`CATALOGS`], or for the list that is given.
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

    fn of_row(catalog: &'static Catalog, position: usize) -> Option<Self> {
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

/// The catalogs that are called `name`: those of a vendor (`novita`), or one by its path
/// (`novita/llm`). `None` where there is no such name.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// assert_eq!(error_catalog::catalogs_named("novita").unwrap().len(), 4);
/// assert_eq!(error_catalog::catalogs_named("novita/llm").unwrap()[0].title(), "Novita AI: LLM");
/// assert!(error_catalog::catalogs_named("llm").is_none());
/// # }
/// ```
pub fn catalogs_named(name: &str) -> Option<&'static [&'static Catalog]> {
    catalogs_named_in(CATALOGS, name)
}

/// Those of `catalogs` that are called `name`, where they aren't this crate's, or not only: see
/// [`catalogs_named`].
///
/// The catalogs of a vendor stand side by side, as they do in every generated list.
///
/// ```
/// use error_catalog::{Catalog, catalogs_named_in};
///
/// /// The catalogs that the operator of a gateway has named.
/// fn configured(ours: &[&'static Catalog], name: &str) -> Vec<&'static Catalog> {
///     catalogs_named_in(ours, name).unwrap_or_default().to_vec()
/// }
/// # assert!(configured(&[], "acme").is_empty());
/// ```
pub fn catalogs_named_in<'c>(
    catalogs: &'c [&'static Catalog],
    name: &str,
) -> Option<&'c [&'static Catalog]> {
    let is_called_so = |catalog: &&Catalog| catalog.path() == name || catalog.vendor() == name;
    let start = catalogs.iter().position(is_called_so)?;
    let count = catalogs[start..].iter().take_while(|catalog| is_called_so(catalog)).count();
    Some(&catalogs[start..start + count])
}

/// There is no vendor and no catalog of this name.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCatalog {
    name: alloc::string::String,
    catalogs: &'static [&'static Catalog],
}

#[cfg(feature = "alloc")]
impl UnknownCatalog {
    #[cfg(feature = "json")]
    pub(crate) fn new(catalogs: &'static [&'static Catalog], name: &str) -> Self {
        Self { name: name.into(), catalogs }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(feature = "alloc")]
impl fmt::Display for UnknownCatalog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no vendor or catalog `{}`", self.name.escape_debug())?;
        let names = self.catalogs.iter().flat_map(|catalog| [catalog.vendor(), catalog.path()]);
        match crate::closest::closest(&self.name, names) {
            Some(closest) => write!(formatter, ", did you mean `{closest}`?"),
            None => Ok(()),
        }
    }
}

#[cfg(feature = "alloc")]
impl core::error::Error for UnknownCatalog {}
