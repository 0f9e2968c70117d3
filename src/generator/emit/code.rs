//! The enum of a catalog's codes, and what it can do.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use crate::generator::emit::layout::{self, Parts};
use crate::generator::emit::{Runtime, documentation, table};
use crate::generator::model::{CatalogModel, EntryModel};

/// The enum and its implementations.
pub fn emit(catalog: &CatalogModel, runtime: &Runtime, parts: &Parts) -> TokenStream {
    let title = parts.documentation(&[
        format!("A code of the catalog `{}`.", catalog.path()),
        String::new(),
        "The variants are in the order of the page.".to_owned(),
    ]);
    let variants = parts.elements(variants(catalog, runtime));
    let inherent = inherent(catalog, runtime);
    let traits = traits(runtime);
    quote! {
        #title
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #variants,
        }
        #inherent
        #traits
    }
}

/// The variants, with a blank line between them.
fn variants(catalog: &CatalogModel, runtime: &Runtime) -> String {
    let mut text = String::with_capacity(catalog.entries.len() * 600);
    for (at, entry) in catalog.entries.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        layout::push_documentation(&mut text, &documentation::variant(entry, runtime));
        push_aliases(&mut text, entry);
        if let Some(retired) = &entry.retired {
            let (since, reason) = (&retired.since, &retired.reason);
            // Writing to a `String` can't fail.
            let _ = writeln!(text, "#[deprecated(since = {since:?}, note = {reason:?})]");
        }
        text.push_str(&entry.variant);
        text.push_str(",\n");
    }
    text
}

/// What rustdoc's search finds the variant by, beside its name: what somebody has who has just
/// received the error.
fn push_aliases(text: &mut String, entry: &EntryModel) {
    let code = Some(&entry.code).filter(|code| {
        // The others are not allowed in an alias.
        **code != entry.variant
            && !code.is_empty()
            && code.chars().all(|letter| letter.is_ascii_graphic() && !matches!(letter, '"' | '\''))
    });
    let status = entry.status().map(|status| status.to_string());
    let _ = match (code, status.as_ref().filter(|status| Some(*status) != code)) {
        (None, None) => Ok(()),
        (Some(alias), None) | (None, Some(alias)) => writeln!(text, "#[doc(alias = {alias:?})]"),
        (Some(code), Some(status)) => writeln!(text, "#[doc(alias({code:?}, {status:?}))]"),
    };
}

fn inherent(catalog: &CatalogModel, runtime: &Runtime) -> TokenStream {
    let accessors = accessors(runtime);
    let lookups = lookups(catalog, runtime);
    runtime.fill(
        stringify! {
            impl ErrorCode {
                /// Every code, in the order of the page.
                pub const ALL: &'static [Self] = &CODES;

                /// The code's row.
                #[inline]
                pub const fn entry(self) -> &'static #runtime::Entry {
                    &ENTRIES[self as usize]
                }

                /// The catalog that the code is of.
                #[inline]
                pub const fn catalog(self) -> &'static #runtime::Catalog {
                    &CATALOG
                }

                #accessors
                #lookups
            }
        },
        &[("accessors", accessors), ("lookups", lookups)],
    )
}

/// What a row says, of the code that has it: the name of each accessor, its type and its meaning.
const ACCESSORS: &[(&str, &str, &str)] = &[
    ("name", "&'static str", "The name of the variant."),
    ("code", "&'static str", "The wire code: what the API sends."),
    (
        "code_template",
        "Option<#runtime::Template>",
        "The template of the wire codes, where the row is a family of them.",
    ),
    ("other_codes", "&'static [&'static str]", "Other wire codes that the API sends for it."),
    (
        "status",
        "Option<u16>",
        "The HTTP status, the first of several; `None` for an error that isn't reported by one.",
    ),
    ("statuses", "&'static [u16]", "Every HTTP status with which it comes."),
    ("title", "Option<&'static str>", "The heading that the page gives it, if it has one."),
    (
        "group",
        "Option<&'static str>",
        "The heading of the table in which it stands, if the page has several.",
    ),
    (
        "message",
        "Option<#runtime::Template>",
        "What the API prints as the message, if the page says.",
    ),
    (
        "other_messages",
        "&'static [#runtime::Template]",
        "Other wordings of the message that the API prints.",
    ),
    ("description", "&'static str", "What the page says it means."),
    ("advice", "Option<&'static str>", "The page's own words on retrying, if it has any."),
    (
        "guidance",
        "Option<#runtime::entry::Guidance>",
        "The page's best-practice line, if it has one.",
    ),
    ("details", "Option<&'static str>", "The paragraph that the page gives it, if it does."),
    ("causes", "&'static [&'static str]", "The causes that the page lists."),
    ("cases", "&'static [#runtime::entry::Case]", "The sub-types that the page lists."),
    ("source", "Option<&'static str>", "The page that has it, if it isn't that of the catalog."),
    ("category", "#runtime::Category", "Who has to act on it."),
    ("retry", "#runtime::Retry", "What to do about it."),
    (
        "retired",
        "Option<#runtime::entry::Retired>",
        "Since when and why it is no longer in use, if it is retired.",
    ),
];

fn accessors(runtime: &Runtime) -> TokenStream {
    let mut rust = String::new();
    for (name, result, meaning) in ACCESSORS {
        // Writing to a `String` can't fail.
        let _ = writeln!(
            rust,
            "/// {meaning}\n#[inline]\npub const fn {name}(self) -> {result} {{ self.entry().{name}() }}"
        );
    }
    runtime.fill(&rust, &[])
}

/// The ways to a code from what a response says.
fn lookups(catalog: &CatalogModel, runtime: &Runtime) -> TokenStream {
    let from_code = stringify! {
        /// The code that the API sends as `code`, if the catalog has it.
        #[inline]
        pub fn from_code(code: &str) -> Option<Self> {
            <Self as #runtime::Code>::from_code(code)
        }
    };
    let from_code = if table::has_unique_codes(catalog) { from_code } else { "" };
    runtime.fill(
        stringify! {
            #from_code

            /// Every code that the API sends as `code`, in the order of the page.
            #[inline]
            pub fn all_by_code(code: &str) -> #runtime::Codes<Self> {
                <Self as #runtime::Code>::all_by_code(code)
            }

            /// Every code that the API sends with the HTTP status `status`, in the order of the page.
            #[inline]
            pub fn all_by_status(status: u16) -> #runtime::Codes<Self> {
                <Self as #runtime::Code>::all_by_status(status)
            }

            /// The one code that the API means by `code` when it answers with `status` and `message`.
            ///
            /// A row counts if it has the code, and the status and the message are its own: a row
            /// without a status or a message takes any. Where several count, the one with the most
            /// literal text in its message is meant.
            #[inline]
            pub fn identify(status: Option<u16>, code: &str, message: &str) -> Option<Self> {
                <Self as #runtime::Code>::identify(status, code, message)
            }
        },
        &[("from_code", runtime.fill(from_code, &[]))],
    )
}

/// Implementations in terms of the row. None is derived: for 10,000 codes a derived `Debug` would
/// take longer to compile than all the rest.
fn traits(runtime: &Runtime) -> TokenStream {
    runtime.fill(
        stringify! {
            impl #runtime::CodeSet for ErrorCode {
                const CATALOGS: &'static [&'static #runtime::Catalog] = &[&CATALOG];
                const VENDOR_CATALOGS: &'static [&'static #runtime::Catalog] = super::ErrorCode::CATALOGS;

                #[inline]
                fn from_row(catalog: &'static #runtime::Catalog, position: usize) -> Option<Self> {
                    if *catalog == CATALOG { Self::ALL.get(position).copied() } else { None }
                }

                #[inline]
                fn entry(self) -> &'static #runtime::Entry {
                    Self::entry(self)
                }

                #[inline]
                fn catalog(self) -> &'static #runtime::Catalog {
                    Self::catalog(self)
                }
            }

            impl #runtime::Code for ErrorCode {
                const CATALOG: &'static #runtime::Catalog = &CATALOG;
                const ALL: &'static [Self] = Self::ALL;
                const BY_CODE: #runtime::ByCode = BY_CODE;
            }

            /// Writes the wire code.
            impl fmt::Display for ErrorCode {
                #[inline]
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.pad(self.code())
                }
            }

            /// Writes the name of the variant.
            impl fmt::Debug for ErrorCode {
                #[inline]
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.pad(self.name())
                }
            }

            /// Reads a wire code.
            impl ::core::str::FromStr for ErrorCode {
                type Err = #runtime::ParseCodeError;

                #[inline]
                fn from_str(code: &str) -> Result<Self, #runtime::ParseCodeError> {
                    <Self as #runtime::Code>::from_code(code).ok_or_else(|| #runtime::ParseCodeError::new::<Self>(code))
                }
            }

            /// Reads a wire code.
            impl ::core::convert::TryFrom<&str> for ErrorCode {
                type Error = #runtime::ParseCodeError;

                #[inline]
                fn try_from(code: &str) -> Result<Self, #runtime::ParseCodeError> {
                    code.parse()
                }
            }

            #runtime::__impl_serde!(ErrorCode);
        },
        &[],
    )
}
