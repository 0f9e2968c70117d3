//! One row of a catalog.

use core::fmt;

use crate::template::{Segment, Template};
use crate::{Category, Retry};

/// One row of a catalog: a code and all that the vendor's page says of it.
///
/// Every [`Code`](crate::Code) leads to its entry, and the accessors of the generated enums are
/// these. Texts are the page's, typos included.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::vidu::api::ErrorCode;
///
/// let entry = ErrorCode::FieldLacking.entry();
/// assert_eq!(entry.code(), "FieldLacking");
/// assert_eq!(entry.status(), Some(400));
/// assert_eq!(entry.message().unwrap().text(), "field is missing or empty: {{.fields}}");
/// # }
/// ```
// The fields are public for generated tables only: struct literals of plain values compile several
// times faster than constructor calls, `Some(…)`s or empty lists. Users have the accessors.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub key: &'static str,
    #[doc(hidden)]
    pub code: &'static str,
    /// 0 where there is none.
    #[doc(hidden)]
    pub status: u16,
    /// Empty where there is none.
    #[doc(hidden)]
    pub message: &'static str,
    #[doc(hidden)]
    pub description: &'static str,
    #[doc(hidden)]
    pub category: Category,
    #[doc(hidden)]
    pub retry: Retry,
    #[doc(hidden)]
    pub more: &'static More,
}

/// The rarer fields of a row, for generated tables.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct More {
    /// Those of the message.
    pub segments: &'static [Segment<'static>],
    /// Those of the code, if it is a template, so that the row is a family of codes.
    pub code_segments: &'static [Segment<'static>],
    /// All statuses, where there are several.
    pub statuses: &'static [u16],
    pub other_codes: &'static [&'static str],
    pub other_messages: &'static [Template],
    pub source: Option<&'static str>,
    pub title: Option<&'static str>,
    pub group: Option<&'static str>,
    pub advice: Option<&'static str>,
    pub guidance: Option<Guidance>,
    pub details: Option<&'static str>,
    pub causes: &'static [&'static str],
    pub cases: &'static [Case],
    pub retired: Option<Retired>,
}

impl More {
    pub const EMPTY: Self = Self {
        segments: &[],
        code_segments: &[],
        statuses: &[],
        other_codes: &[],
        other_messages: &[],
        source: None,
        title: None,
        group: None,
        advice: None,
        guidance: None,
        details: None,
        causes: &[],
        cases: &[],
        retired: None,
    };

    pub const NONE: &'static Self = &Self::EMPTY;
}

impl Entry {
    /// An empty row, for tests.
    #[doc(hidden)]
    pub const EMPTY: Self = Self {
        name: "",
        key: "",
        code: "",
        status: 0,
        message: "",
        description: "",
        category: Category::Unknown,
        retry: Retry::Never,
        more: More::NONE,
    };

    /// The name of the Rust variant: `FieldLacking`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The key under which the catalog's file has the row.
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// The wire code: what the API sends. Several rows of one catalog may share it.
    ///
    /// It is empty for an error that comes without a code, which its status and message tell. Where
    /// the row is a family of codes, it is their [template](Self::code_template).
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The template of the wire codes, where the row is a family of them: `SAFETY.INPUT.{{.part}}`.
    pub const fn code_template(&self) -> Option<Template> {
        match self.more.code_segments {
            [] => None,
            segments => Some(Template { text: self.code, segments }),
        }
    }

    /// Other wire codes that the API sends for the same error.
    pub const fn other_codes(&self) -> &'static [&'static str] {
        self.more.other_codes
    }

    /// Whether `code` is one of the row's wire codes that are spelled out.
    pub(crate) fn is_sent_as(&self, code: &str) -> bool {
        self.code == code || self.more.other_codes.contains(&code)
    }

    /// The page that has the row, if it isn't [that of the catalog](crate::Catalog::source).
    pub const fn source(&self) -> Option<&'static str> {
        self.more.source
    }

    /// The heading that the page gives the row, if it has one.
    pub const fn title(&self) -> Option<&'static str> {
        self.more.title
    }

    /// The heading of the table that has the row, if the page has several.
    pub const fn group(&self) -> Option<&'static str> {
        self.more.group
    }

    /// The HTTP status, 100 to 999; `None` for an error that isn't reported by one, such as a task's.
    /// Where the page gives several, the first.
    pub const fn status(&self) -> Option<u16> {
        match self.status {
            0 => None,
            status => Some(status),
        }
    }

    /// Every HTTP status with which the error comes.
    pub const fn statuses(&self) -> &[u16] {
        match (self.status, self.more.statuses) {
            (0, _) => &[],
            (_, []) => core::slice::from_ref(&self.status),
            (_, statuses) => statuses,
        }
    }

    /// The HTTP status; `None` for an error that isn't reported by one, such as a task's.
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    pub fn status_code(&self) -> Option<http::StatusCode> {
        http::StatusCode::from_u16(self.status()?).ok()
    }

    /// What the API prints as the message, if the page says.
    pub const fn message(&self) -> Option<Template> {
        if self.message.is_empty() {
            None
        } else {
            Some(Template { text: self.message, segments: self.more.segments })
        }
    }

    /// The segments of the message, for generated messages.
    #[doc(hidden)]
    pub const fn segments(&self) -> &'static [Segment<'static>] {
        self.more.segments
    }

    /// Other wordings of the message that the API prints.
    pub const fn other_messages(&self) -> &'static [Template] {
        self.more.other_messages
    }

    /// What the page says it means; empty where it only has the message.
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// The page's own words on retrying, if it has any.
    pub const fn advice(&self) -> Option<&'static str> {
        self.more.advice
    }

    /// The page's best-practice line, if it has one.
    pub const fn guidance(&self) -> Option<Guidance> {
        self.more.guidance
    }

    /// The paragraph that the page gives the row, if it does.
    pub const fn details(&self) -> Option<&'static str> {
        self.more.details
    }

    /// The causes that the page lists.
    pub const fn causes(&self) -> &'static [&'static str] {
        self.more.causes
    }

    /// The sub-types that the page lists.
    pub const fn cases(&self) -> &'static [Case] {
        self.more.cases
    }

    /// Who has to act on it.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What to do about it: whether, when and how the request may be sent again.
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// Since when and why the catalog no longer has the code, if it is retired.
    pub const fn retired(&self) -> Option<Retired> {
        self.more.retired
    }
}

/// Shows what the row has.
impl fmt::Debug for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Entry")
            .field("name", &self.name)
            .field("key", &self.key)
            .field("code", &self.code)
            .field("status", &self.status())
            .field("message", &self.message())
            .field("description", &self.description)
            .field("category", &self.category)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// A line of a page's best-practice lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Guidance {
    /// The heading of the list: `Safe to Retry Directly`.
    pub section: &'static str,
    /// What the list says of this code: `Wait, then retry`.
    pub text: &'static str,
}

impl Guidance {
    #[doc(hidden)]
    pub const fn new(section: &'static str, text: &'static str) -> Self {
        Self { section, text }
    }
}

/// A sub-type of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Case {
    /// What the page calls it: `Prompt too long`.
    pub name: &'static str,
    /// What the page says it means.
    pub description: &'static str,
    /// An example of the message by which it is recognised.
    pub example: &'static str,
}

impl Case {
    #[doc(hidden)]
    pub const fn new(name: &'static str, description: &'static str, example: &'static str) -> Self {
        Self { name, description, example }
    }
}

/// Why a code is no longer in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Retired {
    /// The version of the crate that retired it: `0.3.0`.
    pub since: &'static str,
    /// Why, and what to use in its place.
    pub reason: &'static str,
}

impl Retired {
    #[doc(hidden)]
    pub const fn new(since: &'static str, reason: &'static str) -> Self {
        Self { since, reason }
    }
}
