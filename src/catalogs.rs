//! Several catalogs, for programs that learn at run time whose errors they read.

use core::fmt;

use crate::closest::closest;
use crate::kept_text::KeptText;
use crate::{CATALOGS, Catalog};

/// A list of catalogs in which one can be asked for by name.
///
/// ```
/// use error_catalog::{Catalog, Catalogs, UnknownCatalog};
///
/// /// The catalogs that the operator of a gateway has configured.
/// fn configured(ours: &'static [&'static Catalog], name: &str) -> Result<Catalogs, UnknownCatalog> {
///     Catalogs::new(ours).named(name)
/// }
/// # assert!(configured(&[], "acme").is_err());
///
/// # #[cfg(feature = "catalogs")] {
/// assert_eq!(Catalogs::ALL.named("novita")?.iter().count(), 4);
/// assert_eq!(Catalogs::ALL.named("novita/llm")?.iter().count(), 1);
/// assert_eq!(
///     Catalogs::ALL.named("novta").unwrap_err().to_string(),
///     "there is no vendor or catalog `novta`, did you mean `novita`?",
/// );
/// # }
/// # Ok::<(), UnknownCatalog>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Catalogs {
    pub(crate) catalogs: &'static [&'static Catalog],
    /// All catalogs of their vendor, if they are of one vendor.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "reading a body needs it"))]
    pub(crate) vendor: &'static [&'static Catalog],
}

impl Catalogs {
    /// Every catalog of this crate: none without the feature `catalogs`.
    pub const ALL: Self = Self::new(CATALOGS);

    /// The catalogs of `list`, in its order. Those of one vendor must be adjacent, as they are in
    /// every generated `CATALOGS`.
    pub const fn new(list: &'static [&'static Catalog]) -> Self {
        Self { catalogs: list, vendor: list }
    }

    /// The catalogs, in their order.
    pub fn iter(self) -> core::iter::Copied<core::slice::Iter<'static, &'static Catalog>> {
        self.catalogs.iter().copied()
    }

    /// Those called `name`: the catalogs of a vendor (`novita`), or one catalog by its path
    /// (`novita/llm`).
    ///
    /// # Errors
    ///
    /// None of the catalogs is called so.
    pub fn named(self, name: &str) -> Result<Self, UnknownCatalog> {
        let catalogs = self.all_that(|it| it.path() == name || it.vendor() == name);
        match catalogs {
            [] => Err(UnknownCatalog { name: KeptText::new(name), catalogs: self.catalogs }),
            [first, ..] => {
                let vendor = self.all_that(|it| it.vendor() == first.vendor());
                Ok(Self { catalogs, vendor })
            }
        }
    }

    /// The first run of catalogs that are `wanted`.
    fn all_that(self, wanted: impl Fn(&Catalog) -> bool) -> &'static [&'static Catalog] {
        self.catalogs
            .split(|catalog| !wanted(catalog))
            .find(|run| !run.is_empty())
            .unwrap_or_default()
    }
}

impl IntoIterator for Catalogs {
    type Item = &'static Catalog;
    type IntoIter = core::iter::Copied<core::slice::Iter<'static, &'static Catalog>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// No vendor and no catalog has this name. Returned by [`Catalogs::named`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCatalog {
    name: KeptText,
    catalogs: &'static [&'static Catalog],
}

impl UnknownCatalog {
    /// The name: its first 100 bytes, or up to three fewer where that would cut a character in two.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl fmt::Display for UnknownCatalog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no vendor or catalog `{}`", self.name)?;
        let names = self.catalogs.iter().flat_map(|catalog| [catalog.vendor(), catalog.path()]);
        match closest(self.name(), names) {
            Some(closest) => write!(formatter, ", did you mean `{closest}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownCatalog {}
