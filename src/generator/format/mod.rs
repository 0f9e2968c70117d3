//! The catalog format: every table, its fields and their types, defined once.
//!
//! The structs that are read, the check of a file's shape, the wording of its problems, the layout
//! and the schema all come from these definitions. Tests hold the editor's guide to them.

mod kind;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use self::kind::{Field, Kind};
use crate::vocabulary::{Category, Retry};

/// The type of a field's value, at compile time.
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

    /// Every field is an `Option`: by the time a table is read, a missing required field has been
    /// reported together with all other problems of the file.
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
    Code = Spanned<String>, Kind::Code;
    Message = Spanned<String>, Kind::Message;
    Body = Spanned<String>, Kind::Body;
    Variant = Spanned<String>, Kind::Variant;
    Version = Spanned<String>, Kind::Version;
    Month = Spanned<String>, Kind::Month;
    CategoryWord = Spanned<String>, Kind::Word(Category::WORDS);
    RetryWord = Spanned<String>, Kind::Word(Retry::WORDS);
    Statuses = Vec<Spanned<u16>>, Kind::Integers { minimum: 100, maximum: 999 };
    Lines = Vec<Spanned<String>>, Kind::Lines;
    Codes = Vec<Spanned<String>>, Kind::Codes;
    Messages = Vec<Spanned<String>>, Kind::Messages;
    TraceAffixes = Vec<Spanned<String>>, Kind::Affixes("trace_id");
    CodeAffixes = Vec<Spanned<String>>, Kind::Affixes("code");
    Pointers = Vec<Spanned<String>>, Kind::Pointers;
    Headers = Vec<Spanned<String>>, Kind::Headers;
}

impl<T: Table> Value for Vec<T> {
    type Read = Self;
    const KIND: Kind = Kind::Tables(T::FIELDS);
}

impl<T: Table> Value for Entries<T> {
    type Read = Self;
    const KIND: Kind = Kind::Entries(T::FIELDS);
}

impl Read for Spanned<String> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        Some(Self::new(value.span(), value.get_ref().as_str()?.to_owned()))
    }
}

impl Read for Vec<Spanned<String>> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        value.get_ref().as_array()?.iter().map(Spanned::read).collect()
    }
}

impl Read for Spanned<u16> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let integer = value.get_ref().as_integer()?;
        let number = u16::from_str_radix(integer.as_str(), integer.radix()).ok()?;
        Some(Self::new(value.span(), number))
    }
}

impl Read for Vec<Spanned<u16>> {
    fn read(value: &Spanned<DeValue<'_>>) -> Option<Self> {
        match value.get_ref().as_array() {
            Some(items) => items.iter().map(Spanned::read).collect(),
            None => Some(vec![Spanned::read(value)?]),
        }
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

/// Defines the tables: for each, the struct that is read and the list of its fields.
macro_rules! tables {
    ($(
        $(#[doc = $about:literal])+
        $Kind:ident $Table:ident {
            $(
                #[doc = $meaning:literal]
                $requirement:ident $name:ident: $Type:ty $( = $example:literal )?,
            )+
        }
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Default)]
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
                const KIND: Kind = Kind::$Kind(Self::FIELDS);
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
    Section File {
        /// What the catalog is.
        required catalog: About,
        /// How the API's responses say what went wrong.
        optional response: Response,
        /// The codes, in the order of the page.
        required codes: Entries<Entry>,
    }

    /// `[catalog]`
    Section About {
        /// Heading of the module's documentation.
        required title: Line = "Vidu API",
        /// One or two sentences: which errors of which part of the API these are.
        required description: Text = "Errors that the HTTP API of Vidu answers a request with, each with its HTTP status.",
        /// The page that the file was transcribed from, with its address where one is known.
        required source: Line = "Vidu API documentation, Error Code (https://platform.vidu.com/docs)",
        /// The month in which the page was last read.
        optional read: Month = "2026-11",
    }

    /// `[response]`
    Section Response {
        /// Pointers to the wire code.
        optional code: Pointers = "/error/code",
        /// Pointers to what is a wire code only where a catalog of the vendor has it.
        optional code_if_known: Pointers = "/type",
        /// Pointers to the message.
        optional message: Pointers = "/error/message",
        /// Pointers to the HTTP status, where a body repeats it.
        optional status: Pointers = "/status_code",
        /// Codes by which the vendor says that nothing failed.
        optional no_error: Codes = "0",
        /// What the vendor appends to messages, each with the placeholder `{{.trace_id}}`.
        optional suffixes: TraceAffixes = " (request id: {{.trace_id}})",
        /// What a message begins with where it has the code, with the placeholder `{{.code}}`.
        optional code_prefixes: CodeAffixes = "{{.code}}: ",
        /// What a message ends with where it has the code, with the placeholder `{{.code}}`.
        optional code_suffixes: CodeAffixes = " ({{.code}})",
        /// Pointers to an object whose members are the arguments of the error.
        optional context: Pointers = "/error/details",
        /// Pointers to the identifier by which the vendor finds the request in its logs.
        optional trace_id: Pointers = "/metadata/trace_id",
        /// What a body looks like: JSON in which `{{.status}}`, `{{.code}}` and `{{.message}}` stand for values.
        optional body: Body = "{\"code\":{{.code}},\"message\":{{.message}}}",
        /// The states of a task.
        optional state: State,
        /// The headers that say something about the error.
        optional headers: ResponseHeaders,
    }

    /// `[response.state]`
    Section State {
        /// Pointers to the state.
        required at: Pointers = "/tasks/*/state",
        /// States of a task that isn't finished.
        optional running: Codes = "processing",
        /// States of a task that succeeded.
        optional succeeded: Codes = "success",
        /// States of a task that failed.
        optional failed: Codes = "failed",
    }

    /// `[response.headers]`
    Section ResponseHeaders {
        /// Headers with the wire code.
        optional code: Headers = "x-error-type",
        /// Headers with the identifier by which the vendor finds the request in its logs.
        optional trace_id: Headers = "x-request-id",
        /// Headers that are `true` or `false`: whether the request may be sent again.
        optional retryable: Headers = "x-should-retry",
    }

    /// `[codes.KEY]`
    Section Entry {
        /// The wire code, where it isn't the key; empty where the API sends none.
        optional code: Code = "invalid_request_error",
        /// The name in Rust, where the derived one would be wrong or would collide.
        optional variant: Variant = "MissingJobId",
        /// The heading that the page gives the entry.
        optional title: Line = "Content Policy Violation",
        /// The heading of the table in which the page lists the entry.
        optional group: Line = "Client Errors (Fixable by User)",
        /// The HTTP status, or a list of them. The error of a task has none.
        optional status: Statuses = "400",
        /// What the API prints, as a template.
        optional message: Message = "field is missing or empty: {{.fields}}",
        /// What the page says about the error. It may be left out where there is a message.
        optional description: Text = "Missing fields, see error message for specific fields",
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
        /// The page of this entry, where it isn't the catalog's.
        optional source: Line = "https://platform.vidu.com/docs/error-code",
        /// Other spellings of the code that the API sends.
        optional other_codes: Codes = "InvalidParameter.Prompt",
        /// Other wordings of the message, as templates.
        optional other_messages: Messages = "the field {{.fields}} is required",
        /// Who has to act.
        required category: CategoryWord,
        /// What to do with the request.
        required retry: RetryWord,
        /// Since when and why the entry is a tombstone.
        optional retired: Retired,
    }

    /// The value of `guidance`.
    Table Guidance {
        /// The heading of the list in which the line is.
        required section: Line = "Safe to Retry Directly",
        /// The line itself.
        required text: Text = "Wait, then retry",
    }

    /// An item of `cases`.
    Table Case {
        /// What the page calls the sub-type.
        required name: Line = "Prompt too long",
        /// What the page says about it.
        required description: Text = "Prompt exceeds model’s maximum length",
        /// A message by which it is recognised.
        required example: Line = "Prompt is too long",
    }

    /// The value of `retired`.
    Table Retired {
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
