//! Why a text is not a code of a catalog.

use core::fmt;

use crate::kept_text::KeptText;
use crate::{Catalog, Code};

/// The text is not the wire code of exactly one row of the catalog.
///
/// Nothing is lost: the text is [kept](Self::code), so that a code which the vendor has added since
/// can be logged and reported.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::{novita::llm::ErrorCode, vidio};
///
/// let error = "MODEL_NOT_FUOND".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(error.code(), "MODEL_NOT_FUOND");
/// assert_eq!(
///     error.to_string(),
///     "unknown code `MODEL_NOT_FUOND` in novita/llm, did you mean `MODEL_NOT_FOUND`?",
/// );
///
/// let error = "authentication_error".parse::<vidio::api::ErrorCode>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "code `authentication_error` has 2 rows in vidio/api: status and message tell them apart",
/// );
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ParseCodeError {
    catalog: &'static Catalog,
    rows: u16,
    code: KeptText,
}

impl ParseCodeError {
    /// For generated code.
    #[doc(hidden)]
    pub fn new<C: Code>(text: &str) -> Self {
        Self {
            catalog: C::CATALOG,
            rows: u16::try_from(C::all_by_code(text).len()).unwrap_or(u16::MAX),
            code: KeptText::new(text),
        }
    }

    /// The text that was to be parsed: its first 100 bytes, or up to three fewer where that would
    /// cut a character in two.
    pub fn code(&self) -> &str {
        self.code.as_str()
    }

    /// Whether the text was longer than what [`code`](Self::code) gives.
    pub const fn is_truncated(&self) -> bool {
        self.code.is_truncated()
    }

    /// The catalog in which the code was looked up.
    pub const fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// How many rows of the catalog have this code: none where it is unknown, several where the code
    /// alone doesn't say which is meant.
    pub const fn rows(&self) -> usize {
        self.rows as usize
    }
}

impl fmt::Display for ParseCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = &self.code;
        let catalog = self.catalog.path();
        if self.rows > 0 {
            let rows = self.rows;
            return write!(
                formatter,
                "code `{code}` has {rows} rows in {catalog}: status and message tell them apart"
            );
        }
        write!(formatter, "unknown code `{code}` in {catalog}")?;
        match self.catalog.closest(self.code()) {
            Some(closest) => write!(formatter, ", did you mean `{closest}`?"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ParseCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ParseCodeError")
            .field("code", &self.code())
            .field("catalog", &self.catalog)
            .field("rows", &self.rows)
            .finish()
    }
}

impl core::error::Error for ParseCodeError {}
