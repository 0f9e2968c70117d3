//! The fields of tables, and the types of their values.

/// A field of a table of the format.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// The name before the `=`.
    pub name: &'static str,
    /// Whether leaving the field out is a problem.
    pub required: bool,
    /// The type of the value after the `=`.
    pub kind: Kind,
    /// What the field means.
    pub meaning: &'static str,
    /// A value that the field, or an item of its list, may have; `None` for words and tables.
    pub example: Option<&'static str>,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// A string in one line.
    Line,
    /// A string that may have several lines.
    Text,
    /// A wire code, or a template of codes. It may be empty.
    Code,
    /// A message template, which may begin or end with whitespace.
    Message,
    /// What a vendor puts before or after messages: a template with this placeholder.
    Affix(&'static str),
    /// The template of a body.
    Body,
    /// The name of a variant.
    Variant,
    /// A version of a crate.
    Version,
    /// A year and a month.
    Month,
    /// An RFC 6901 pointer, in which `*` stands for every element of a list.
    Pointer,
    /// The name of an HTTP header.
    Header,
    /// One of a list of words.
    Word(&'static [&'static str]),
    /// An integer within bounds, or a list of them.
    Integers {
        /// The smallest.
        minimum: i64,
        /// The largest.
        maximum: i64,
    },
    /// A list of strings, each in one line.
    Lines,
    /// A list of codes or states, as the API sends them.
    Codes,
    /// A list of message templates.
    Messages,
    /// A list of affixes with this placeholder.
    Affixes(&'static str),
    /// A list of pointers.
    Pointers,
    /// A list of names of HTTP headers.
    Headers,
    /// A table with these fields and a header of its own.
    Section(&'static [Field]),
    /// An inline table with these fields.
    Table(&'static [Field]),
    /// A list of inline tables with these fields.
    Tables(&'static [Field]),
    /// A table of sections with these fields, each under a key of its own.
    Entries(&'static [Field]),
}

impl Kind {
    /// What the editor's guide calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integers { .. } => "integer or list of integers",
            Self::Section(_) | Self::Table(_) | Self::Entries(_) => "table",
            Self::Tables(_) => "list of tables",
            _ if self.item().is_some() => "list of texts",
            _ => "text",
        }
    }

    /// The type of the items, if it is a list.
    pub const fn item(self) -> Option<Self> {
        match self {
            Self::Lines | Self::Codes => Some(Self::Line),
            Self::Messages => Some(Self::Message),
            Self::Affixes(placeholder) => Some(Self::Affix(placeholder)),
            Self::Pointers => Some(Self::Pointer),
            Self::Headers => Some(Self::Header),
            Self::Tables(fields) => Some(Self::Table(fields)),
            _ => None,
        }
    }
}
