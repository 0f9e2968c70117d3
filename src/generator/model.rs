//! Catalogs that are known to be right: what the generator makes Rust of.

use crate::vocabulary::{Category, Retry};

/// A catalog, every rule of which holds.
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
    /// Where a JSON error body carries what.
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

/// Where a JSON error body carries what: RFC 6901 pointers, to be tried in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseModel {
    /// Where the wire code is.
    pub code: Vec<String>,
    /// Where the message is.
    pub message: Vec<String>,
    /// Where the identifier is by which the vendor finds the request in its logs.
    pub trace_id: Vec<String>,
    /// What a body looks like, with placeholders for `status`, `code` and `message`.
    pub body: Option<TemplateModel>,
}

/// A row of a catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryModel {
    /// The name of the Rust variant.
    pub variant: String,
    /// The key under which the file has it.
    pub key: String,
    /// The wire code.
    pub code: String,
    /// The heading that the page gives it.
    pub title: Option<String>,
    /// The heading of the table in which it stands.
    pub group: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// What the API prints.
    pub message: Option<TemplateModel>,
    /// What the page says it means.
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
    /// Who has to act on it.
    pub category: Category,
    /// What to do about it.
    pub retry: Retry,
    /// Since when and why it is no longer in use.
    pub retired: Option<Retired>,
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

/// A message template, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemplateModel {
    /// The template as the file has it.
    pub text: String,
    /// Its parts, none of which is an empty literal.
    pub segments: Vec<SegmentModel>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentModel {
    /// Text that every message has.
    Literal(String),
    /// The place of a value, called so in the template.
    Placeholder(String),
}

impl TemplateModel {
    /// The names of the different placeholders, in the order of their first appearance.
    pub fn placeholders(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for segment in &self.segments {
            match segment {
                SegmentModel::Placeholder(name) if !names.contains(&name.as_str()) => {
                    names.push(name)
                }
                _ => {}
            }
        }
        names
    }
}
