//! The catalog format: every table, its fields and their types, defined once.
//!
//! From these definitions come the structs that are read, the check of a file's shape and the words
//! of its problems; tests hold the editor's guide to them.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::vocabulary::{Category, Retry};

/// A field of a table of the format.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// What a catalog writes before the `=`.
    pub name: &'static str,
    /// Whether a table without it is a problem.
    pub required: bool,
    /// What stands behind the `=`.
    pub kind: Kind,
    /// What it means.
    pub meaning: &'static str,
    /// A value that it may have, or one that an item may have; `None` for words and tables.
    pub example: Option<&'static str>,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// A text in one line.
    Line,
    /// A text that may have several lines.
    Text,
    /// A message template.
    Template,
    /// The template of a body.
    Body,
    /// The name of a variant.
    Variant,
    /// A version of a crate.
    Version,
    /// An RFC 6901 pointer.
    Pointer,
    /// One of a list of words.
    Word(&'static [&'static str]),
    /// An integer within bounds.
    Integer {
        /// The smallest.
        minimum: i64,
        /// The largest.
        maximum: i64,
    },
    /// A list of texts, each in one line.
    Lines,
    /// A list of RFC 6901 pointers.
    Pointers,
    /// A table with these fields.
    Table(&'static [Field]),
    /// A list of tables with these fields.
    Tables(&'static [Field]),
    /// A table of tables with these fields, each under a key of its own.
    Entries(&'static [Field]),
}

impl Kind {
    /// What the editor's guide calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line
            | Self::Text
            | Self::Template
            | Self::Body
            | Self::Variant
            | Self::Version
            | Self::Pointer
            | Self::Word(_) => "text",
            Self::Integer { .. } => "integer",
            Self::Lines | Self::Pointers => "list of texts",
            Self::Table(_) | Self::Entries(_) => "table",
            Self::Tables(_) => "list of tables",
        }
    }
}

/// What a field's value is.
pub trait Value {
    /// The Rust type as which it is read.
    type Read: Read;
    const KIND: Kind;
}

/// What can be read of a file's tree, whose shape has been checked before.
pub trait Read: Sized {
    /// `None` for a value of another type.
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self>;
}

/// A Rust type as which a table is read.
pub trait Table: Sized {
    const FIELDS: &'static [Field];

    /// Every field of it is an `Option`: that a required one is missing has been reported with all
    /// other problems of the file by the time it is read.
    fn of(table: &DeTable<'_>) -> Self;
}

/// The tables of a table, each under a key of its own.
pub type Entries<T> = Vec<(Spanned<String>, T)>;

/// Defines the types of values.
macro_rules! values {
    ($( $Value:ident = $Inner:ty, $kind:expr; )+) => {
        $(
            pub enum $Value {}

            impl Value for $Value {
                type Read = $Inner;
                const KIND: Kind = $kind;
            }
        )+
    };
}

values! {
    Line = Spanned<String>, Kind::Line;
    Text = Spanned<String>, Kind::Text;
    Template = Spanned<String>, Kind::Template;
    Body = Spanned<String>, Kind::Body;
    Variant = Spanned<String>, Kind::Variant;
    Version = Spanned<String>, Kind::Version;
    CategoryWord = Spanned<String>, Kind::Word(Category::WORDS);
    RetryWord = Spanned<String>, Kind::Word(Retry::WORDS);
    Status = Spanned<u16>, Kind::Integer { minimum: 100, maximum: 999 };
    Lines = Vec<Spanned<String>>, Kind::Lines;
    Pointers = Vec<Spanned<String>>, Kind::Pointers;
}

impl<T: Table> Value for Vec<T> {
    type Read = Self;
    const KIND: Kind = Kind::Tables(T::FIELDS);
}

impl<T: Table> Value for Entries<T> {
    type Read = Self;
    const KIND: Kind = Kind::Entries(T::FIELDS);
}

impl<T: DeserializeOwned> Read for Spanned<T> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let read = T::deserialize(ValueDeserializer::from(value.clone())).ok()?;
        Some(Self::new(value.span(), read))
    }
}

impl Read for Vec<Spanned<String>> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        value.get_ref().as_array()?.iter().map(Spanned::read).collect()
    }
}

impl<T: Table> Read for Vec<T> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let tables = value.get_ref().as_array()?.iter();
        Some(tables.filter_map(|table| table.get_ref().as_table()).map(T::of).collect())
    }
}

impl<T: Table> Read for Entries<T> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let mut entries = Vec::new();
        for (key, entry) in value.get_ref().as_table()?.iter() {
            if let Some(table) = entry.get_ref().as_table() {
                let key = Spanned::new(key.span(), key.get_ref().to_string());
                entries.push((key, T::of(table)));
            }
        }
        Some(entries)
    }
}

/// The value of a field, if the table has it.
fn field<T: Read>(table: &DeTable<'_>, name: &str) -> Option<T> {
    T::read(table.get(name)?)
}

/// Defines the tables: for each the struct that is read and the list of its fields.
///
/// Serde reads the values alone. What it derives for a table is compiled once for each of toml's
/// deserializers, by everyone who builds us.
macro_rules! tables {
    ($(
        $(#[doc = $about:literal])+
        $Table:ident {
            $(
                #[doc = $meaning:literal]
                $requirement:ident $name:ident: $Type:ty $( = $example:literal )?,
            )+
        }
    )+) => {
        $(
            $(#[doc = $about])+
            pub struct $Table {
                $( #[doc = $meaning] pub $name: Option<<$Type as Value>::Read>, )+
            }

            impl Table for $Table {
                const FIELDS: &'static [Field] = &[$(
                    Field {
                        name: stringify!($name),
                        required: is_required!($requirement),
                        kind: <$Type as Value>::KIND,
                        meaning: $meaning.trim_ascii(),
                        example: example!($($example)?),
                    },
                )+];

                fn of(table: &DeTable<'_>) -> Self {
                    Self { $( $name: field(table, stringify!($name)), )+ }
                }
            }

            impl Value for $Table {
                type Read = Self;
                const KIND: Kind = Kind::Table(Self::FIELDS);
            }

            impl Read for $Table {
                fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
                    value.get_ref().as_table().map(Self::of)
                }
            }
        )+
    };
}

macro_rules! is_required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

macro_rules! example {
    () => {
        None
    };
    ($example:literal) => {
        Some($example)
    };
}

tables! {
    /// A catalog's file.
    File {
        /// What the catalog is.
        required catalog: About,
        /// Where a JSON error body carries what.
        optional response: Response,
        /// The codes, in the order of the page.
        required codes: Entries<Entry>,
    }

    /// `[catalog]`
    About {
        /// Heading of the module's documentation.
        required title: Line = "Vidu API",
        /// One or two sentences: which errors of which part of the API these are.
        required description: Text = "Errors that the HTTP API of Vidu answers a request with, each with its HTTP status.",
        /// The page that the file was transcribed from, with its address where one is known.
        required source: Line = "Vidu API documentation, Error Code (https://platform.vidu.com/docs)",
    }

    /// `[response]`
    Response {
        /// Pointers to the wire code.
        required code: Pointers = "/error/code",
        /// Pointers to the message.
        optional message: Pointers = "/error/message",
        /// Pointers to the identifier by which the vendor finds the request in its logs.
        optional trace_id: Pointers = "/metadata/trace_id",
        /// What a body looks like: JSON in which `{{.status}}`, `{{.code}}` and `{{.message}}` stand for values.
        optional body: Body = "{\"code\":{{.code}},\"message\":{{.message}}}",
    }

    /// `[codes.KEY]`
    Entry {
        /// The wire code, where it isn't the key.
        optional code: Line = "invalid_request_error",
        /// The name in Rust, where the derived one would be wrong or would collide.
        optional variant: Variant = "MissingJobId",
        /// The heading that the page gives the entry.
        optional title: Line = "Content Policy Violation",
        /// The heading of the table that the entry stands in.
        optional group: Line = "Client Errors (Fixable by User)",
        /// The HTTP status; the error of a task has none.
        optional status: Status = "400",
        /// What the API prints, as a template.
        optional message: Template = "field is missing or empty: {{.fields}}",
        /// What the page says about the error.
        required description: Text = "Missing fields, see error message for specific fields",
        /// The page's own words on retrying.
        optional advice: Text = "Fix params, then retry",
        /// The page's best-practice line for it.
        optional guidance: Guidance,
        /// The paragraph that the page gives the entry.
        optional details: Text = "The task did not complete within the allowed time.",
        /// The causes that the page lists.
        optional causes: Lines = "High system load causing queue delays",
        /// The page's sub-types.
        optional cases: Vec<Case>,
        /// Who has to act.
        required category: CategoryWord,
        /// What to do with the request.
        required retry: RetryWord,
        /// Since when and why the entry is a tombstone.
        optional retired: Retired,
    }

    /// The value of `guidance`.
    Guidance {
        /// The heading of the list in which the line stands.
        required section: Line = "Safe to Retry Directly",
        /// The line itself.
        required text: Text = "Wait, then retry",
    }

    /// An item of `cases`.
    Case {
        /// What the page calls the sub-type.
        required name: Line = "Prompt too long",
        /// What the page says about it.
        required description: Text = "Prompt exceeds model’s maximum length",
        /// A message by which it is recognised.
        required example: Line = "Prompt is too long",
    }

    /// The value of `retired`.
    Retired {
        /// The version of the crate in which it is retired first.
        required since: Version = "0.3.0",
        /// Why, and what to use in its place.
        required reason: Line = "The vendor merged it into FieldInvalid.",
    }
}

impl File {
    /// The tables of the format, each with its fields.
    pub const TABLES: &'static [Field] = <Self as Table>::FIELDS;
}
