//! Catalogs that are known to be right: what the generator turns into Rust.
//!
//! These are the types of the [`entry`](crate::Entry) side of the crate with owned fields; they have
//! names of their own, so that `Catalog` and `Template` mean one type each.

use crate::vocabulary::{Category, Retry};

/// A catalog that keeps every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CatalogModel {
    /// The path of the file, with `/` between its parts.
    pub file: String,
    /// The name of the module of the vendor.
    pub vendor: String,
    /// The name of the module of the scope.
    pub scope: String,
    /// Heading of the documentation.
    pub title: String,
    /// What the catalog is about.
    pub description: String,
    /// The page from which it was transcribed.
    pub source: String,
    /// The month in which that page was last read, such as `2026-11`.
    pub read: Option<String>,
    /// How the API's responses say what went wrong.
    pub response: ResponseModel,
    /// The rows, in the order of the file.
    pub entries: Vec<EntryModel>,
}

impl CatalogModel {
    /// Vendor and scope: `vidu/api`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.vendor, self.scope)
    }
}

/// How an API's responses say what went wrong.
///
/// Pointers are those of RFC 6901, in which `*` stands for every element of a list. They are tried in
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseModel {
    /// Where the wire code is.
    pub code: Vec<String>,
    /// Where something is that counts as a wire code only if a catalog of the vendor has it.
    pub code_if_known: Vec<String>,
    /// Where the message is.
    pub message: Vec<String>,
    /// Where a body repeats its HTTP status.
    pub status: Vec<String>,
    /// Codes by which the vendor says that nothing failed.
    pub no_error: Vec<String>,
    /// What the vendor appends to messages, each with the placeholder `trace_id`.
    pub suffixes: Vec<TemplateModel>,
    /// What a message begins with where it has the code, each with the placeholder `code`.
    pub code_prefixes: Vec<TemplateModel>,
    /// What a message ends with where it has the code, each with the placeholder `code`.
    pub code_suffixes: Vec<TemplateModel>,
    /// Where an object is whose members are the arguments of the error.
    pub context: Vec<String>,
    /// Where the identifier is by which the vendor finds the request in its logs.
    pub trace_id: Vec<String>,
    /// What a body looks like, with placeholders for `status`, `code` and `message`.
    pub body: Option<TemplateModel>,
    /// The states of a task.
    pub state: StateModel,
    /// The headers that say something about the error.
    pub headers: HeadersModel,
}

impl ResponseModel {
    /// The pointers to elements of lists that those to a code, a status or a state lead through:
    /// `/tasks/*`. An outer list comes first.
    pub(crate) fn lists(&self) -> Vec<String> {
        let mut lists = Vec::new();
        let pointers = [&self.code, &self.code_if_known, &self.status, &self.state.at];
        for pointer in pointers.into_iter().flatten() {
            let mut end = 0;
            for part in pointer.split('/') {
                end += part.len();
                let elements = pointer[..end].to_owned();
                if part == "*" && !lists.contains(&elements) {
                    lists.push(elements);
                }
                end += "/".len();
            }
        }
        lists
    }
}

/// Where a response has the state of a task, and what its words mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateModel {
    /// Where the state is.
    pub at: Vec<String>,
    /// States of a task that isn't finished.
    pub running: Vec<String>,
    /// States of a task that succeeded.
    pub succeeded: Vec<String>,
    /// States of a task that failed.
    pub failed: Vec<String>,
}

/// The headers that say something about an error, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeadersModel {
    /// Those that have the wire code.
    pub code: Vec<String>,
    /// Those that have the identifier by which the vendor finds the request in its logs.
    pub trace_id: Vec<String>,
    /// Those that say whether the request may be sent again.
    pub retryable: Vec<String>,
}

/// A row of a catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryModel {
    /// The name of the Rust variant.
    pub variant: String,
    /// The key under which the file has it.
    pub key: String,
    /// The wire code: the template of a family, and empty where the vendor sends no code.
    pub code: String,
    /// The parts of the code, if it is the template of a family; else none.
    pub code_segments: Vec<SegmentModel>,
    /// Other spellings of the code.
    pub other_codes: Vec<String>,
    /// The heading that the page gives it.
    pub title: Option<String>,
    /// The heading of the table in which the page lists it.
    pub group: Option<String>,
    /// The HTTP statuses, the usual one first.
    pub statuses: Vec<u16>,
    /// What the API prints.
    pub message: Option<TemplateModel>,
    /// Other wordings of the message.
    pub other_messages: Vec<TemplateModel>,
    /// What the page says it means; empty where the message says all.
    pub description: String,
    /// The page's own words on retrying.
    pub advice: Option<String>,
    /// The page's best-practice line.
    pub guidance: Option<Guidance>,
    /// The paragraph that the page gives it.
    pub details: Option<String>,
    /// The causes that the page lists.
    pub causes: Vec<String>,
    /// The sub-types that the page lists.
    pub cases: Vec<Case>,
    /// The page of this row, where it isn't the catalog's.
    pub source: Option<String>,
    /// Who has to act on it.
    pub category: Category,
    /// What to do about it.
    pub retry: Retry,
    /// Since when and why it is no longer in use.
    pub retired: Option<Retired>,
}

impl EntryModel {
    /// The HTTP status, of several the usual one.
    pub fn status(&self) -> Option<u16> {
        self.statuses.first().copied()
    }

    /// Whether the code is a template, which stands for a family of codes.
    pub fn is_family(&self) -> bool {
        !self.code_segments.is_empty()
    }
}

/// A line of a page's best-practice lists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guidance {
    /// The heading of the list.
    pub section: String,
    /// The line.
    pub text: String,
}

/// A sub-type of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Case {
    /// What the page calls it.
    pub name: String,
    /// What the page says about it.
    pub description: String,
    /// A message by which it is recognised.
    pub example: String,
}

/// Why a code is no longer in use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retired {
    /// The version of the crate in which it is retired first.
    pub since: String,
    /// Why, and what to use in its place.
    pub reason: String,
}

/// A template, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemplateModel {
    /// The template as the file has it.
    pub text: String,
    /// Its parts. No literal is empty, and no two are next to each other.
    pub segments: Vec<SegmentModel>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentModel {
    /// Text that every message has.
    Literal(String),
    /// The place of a value, with its name in the template.
    Placeholder(String),
}

impl TemplateModel {
    /// The template that `text` is, taken apart into `segments`.
    pub fn new(text: String, segments: Vec<SegmentModel>) -> Self {
        Self { text, segments }
    }

    /// The names of the different placeholders, in the order of their first appearance.
    pub fn placeholders(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for segment in &self.segments {
            match segment {
                SegmentModel::Placeholder(name) if !names.contains(&name.as_str()) => {
                    names.push(name);
                }
                _ => {}
            }
        }
        names
    }

    /// What the template always writes, if it has no placeholder. It differs from
    /// [`text`](Self::text) where that has escaped delimiters.
    pub fn constant(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [SegmentModel::Literal(text)] => Some(text),
            [] => Some(""),
            _ => None,
        }
    }
}
