//! What was found of an error.

use crate::{Catalog, Category, Retry};

/// How the row of an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Match {
    /// By code, status and message: everything fits that the row has.
    Exact,
    /// The row is the only one of its code and status, but its message is another.
    OtherMessage,
    /// The row has the code, but its page gives another status. Where the page gives none, and the
    /// status says plainly what it is about (401, 402), category and retry are the status's.
    OtherStatus,
    /// Several rows have the code, and the message tells none of them: category and retry are what
    /// they agree on, and else what the status says.
    Class,
    /// No row has the code, or there is none: category and retry are what the status says.
    Unknown,
}

impl Match {
    /// The word for it: `exact`, `other-message`, `other-status`, `class`, `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::OtherMessage => "other-message",
            Self::OtherStatus => "other-status",
            Self::Class => "class",
            Self::Unknown => "unknown",
        }
    }
}

impl core::fmt::Display for Match {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What was found. It is kept small: an `ApiError` is what functions return in place of a result.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    pub found: Match,
    /// The catalog of the row, if it is one.
    pub catalog: Option<&'static Catalog>,
    /// The row's position in its catalog.
    pub position: u16,
    /// The catalogs in which the code was found: those that were expected, or all of the vendor.
    pub catalogs: &'static [&'static Catalog],
    pub category: Category,
    pub retry: Retry,
    /// The status with which it was looked for, if `HAS_STATUS` is among the flags.
    status: u16,
    /// Bits, since as fields of their own they would make the whole larger by a word.
    flags: u8,
}

impl Finding {
    const HAS_STATUS: u8 = 1;
    const IS_RAW: u8 = 2;

    /// The status with which it was looked for.
    pub const fn status(&self) -> Option<u16> {
        if self.flags & Self::HAS_STATUS != 0 { Some(self.status) } else { None }
    }

    /// Whether the message is the body itself, because there is none in it.
    pub const fn is_raw(&self) -> bool {
        self.flags & Self::IS_RAW != 0
    }

    #[cfg(feature = "json")]
    pub const fn mark_raw(&mut self) {
        self.flags |= Self::IS_RAW;
    }

    /// What is known without a row.
    pub const fn without_row(
        found: Match,
        catalogs: &'static [&'static Catalog],
        status: Option<u16>,
        (category, retry): (Category, Retry),
    ) -> Self {
        Self {
            found,
            catalog: None,
            position: 0,
            catalogs,
            category,
            retry,
            status: match status {
                Some(status) => status,
                None => 0,
            },
            flags: if status.is_some() { Self::HAS_STATUS } else { 0 },
        }
    }

    /// The same with the row.
    #[inline(always)]
    pub const fn with_row(self, catalog: &'static Catalog, position: u16) -> Self {
        Self { catalog: Some(catalog), position, ..self }
    }
}
