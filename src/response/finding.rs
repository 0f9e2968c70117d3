//! The row of an error, and how it was found.

use crate::{Catalog, Category, Retry};

/// How the row of an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Match {
    /// Code, status and message are those of the row.
    Exact,
    /// The row is the only one of its code and status, but its message differs.
    OtherMessage,
    /// The row has the code, but its page gives another status. If the page gives none and the status
    /// is unambiguous (401, 402), category and retry are those of the status.
    OtherStatus,
    /// Several rows have the code, and the message doesn't single one out. Category and retry are what
    /// they agree on, or else what the status says.
    Class,
    /// No row has the code, or there is no code. Category and retry are what the status says, unless
    /// the catalogs have a row without a code for it.
    Unknown,
    /// A proxy in front of the vendor answered, with a page or with Cloudflare's `error code: 1015`.
    /// Category and retry are what the status or the number says.
    Proxy,
}

impl Match {
    /// The word for it: `exact`, `other-message`, `other-status`, `class`, `unknown`,
    /// `proxy`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::OtherMessage => "other-message",
            Self::OtherStatus => "other-status",
            Self::Class => "class",
            Self::Unknown => "unknown",
            Self::Proxy => "proxy",
        }
    }
}

impl core::fmt::Display for Match {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What was found. It is small because functions return an `ApiError` by value.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    /// The catalogs that were searched: the expected ones, or all of the vendor.
    pub catalogs: &'static [&'static Catalog],
    /// The position of the row's catalog in `catalogs`, and of the row in the catalog. They mean nothing
    /// if `found` says that there is no row.
    catalog: u16,
    position: u16,
    pub found: Match,
    pub category: Category,
    pub retry: Retry,
    /// Bits, since separate fields would make the struct larger by a word.
    flags: u8,
    /// The status of the response, if `HAS_STATUS` is set.
    status: u16,
}

impl Finding {
    const HAS_STATUS: u8 = 1;
    const IS_RAW: u8 = 2;

    /// A finding without a row.
    #[inline(always)]
    pub const fn without_row(
        found: Match,
        catalogs: &'static [&'static Catalog],
        status: Option<u16>,
        (category, retry): (Category, Retry),
    ) -> Self {
        let (status, flags) = match status {
            Some(status) => (status, Self::HAS_STATUS),
            None => (0, 0),
        };
        Self { catalogs, catalog: 0, position: 0, found, category, retry, flags, status }
    }

    /// The same with the row.
    #[inline(always)]
    pub const fn with_row(self, catalog: u16, position: u16) -> Self {
        Self { catalog, position, ..self }
    }

    /// The row, with its catalog and its position in that.
    pub fn row(&self) -> Option<(&'static Catalog, usize)> {
        match self.found {
            Match::Exact | Match::OtherMessage | Match::OtherStatus => {
                let catalog = self.catalogs.get(usize::from(self.catalog))?;
                Some((catalog, self.position.into()))
            }
            Match::Class | Match::Unknown | Match::Proxy => None,
        }
    }

    /// The status of the response.
    pub const fn status(&self) -> Option<u16> {
        if self.flags & Self::HAS_STATUS != 0 { Some(self.status) } else { None }
    }

    /// Whether the message is the body itself, because the body has no message.
    pub const fn is_raw(&self) -> bool {
        self.flags & Self::IS_RAW != 0
    }

    #[cfg(any(feature = "json", feature = "http"))]
    pub const fn mark_raw(&mut self) {
        self.flags |= Self::IS_RAW;
    }
}
