//! OpenTelemetry's `error.type`.

use core::fmt;

use crate::{Catalog, Catalogs, CodeSet, Entry};

/// What went wrong, as one of a limited set of names: OpenTelemetry's attribute `error.type`.
///
/// `Display` writes the path of the catalog, a dot and the name of the row, or `_OTHER` if no row
/// is known. [`all`](Self::all) has every value.
///
/// ```
/// # #[cfg(all(feature = "alloc", feature = "catalogs"))] {
/// use error_catalog::telemetry::ErrorType;
/// use error_catalog::vidu;
///
/// let error = vidu::ApiError::new(Some(400), Some("FieldLacking"), None::<&str>);
/// assert_eq!(error.error_type().to_string(), "vidu/api.FieldLacking");
/// let error = vidu::ApiError::new(Some(400), Some("a code of tomorrow"), None::<&str>);
/// assert_eq!(error.error_type(), ErrorType::OTHER);
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorType {
    /// The path of the catalog, and the name of the row.
    row: Option<(&'static str, &'static str)>,
}

impl ErrorType {
    /// No row is known: `_OTHER`, as OpenTelemetry calls it.
    pub const OTHER: Self = Self { row: None };

    /// The value for a code.
    pub fn of(code: impl CodeSet) -> Self {
        Self::of_row(code.catalog(), code.entry())
    }

    /// Every value that errors of these catalogs can have: one for each row, and [`OTHER`](Self::OTHER)
    /// at the end. For a dashboard, or for a table of allowed values:
    ///
    /// ```
    /// # #[cfg(all(feature = "catalogs", feature = "std"))] {
    /// use error_catalog::Catalogs;
    /// use error_catalog::telemetry::ErrorType;
    ///
    /// let all: Vec<String> = ErrorType::all(Catalogs::ALL).map(|it| it.to_string()).collect();
    /// assert!(all.contains(&"novita/llm.NotEnoughBalance".to_owned()));
    /// assert_eq!(all.last().unwrap(), "_OTHER");
    /// # }
    /// ```
    pub fn all(catalogs: Catalogs) -> impl Iterator<Item = Self> {
        let of_each = |catalog: &'static Catalog| {
            catalog.entries().iter().map(move |entry| Self::of_row(catalog, entry))
        };
        catalogs.iter().flat_map(of_each).chain([Self::OTHER])
    }

    fn of_row(catalog: &'static Catalog, entry: &'static Entry) -> Self {
        Self { row: Some((catalog.path(), entry.name())) }
    }
}

#[cfg(feature = "alloc")]
impl<C> crate::ApiError<'_, C> {
    /// The error's name for telemetry, which has few values: `vidu/api.FieldLacking`, or `_OTHER`
    /// where no single row is known.
    pub fn error_type(&self) -> ErrorType {
        match (self.catalog(), self.entry()) {
            (Some(catalog), Some(entry)) => ErrorType::of_row(catalog, entry),
            _ => ErrorType::OTHER,
        }
    }
}

impl fmt::Display for ErrorType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some((catalog, row)) => write!(formatter, "{catalog}.{row}"),
            None => formatter.write_str("_OTHER"),
        }
    }
}

/// Writes the same as `Display`.
impl fmt::Debug for ErrorType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
