//! The enum of a catalog's codes, and what it can do.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use crate::generator::emit::documentation::{self, Links};
use crate::generator::emit::ident;
use crate::generator::emit::layout::{Item, push_documentation};
use crate::generator::model::{CatalogModel, EntryModel};

/// The enum and its implementations.
pub fn emit(catalog: &CatalogModel, links: &Links) -> [Item; 2] {
    let (inherent, traits) = (inherent(), traits());
    [Item::Text(definition(catalog, links)), Item::Code(quote!(#inherent #traits))]
}

fn definition(catalog: &CatalogModel, links: &Links) -> String {
    let mut text = String::with_capacity(catalog.entries.len() * 600);
    // Writing to a `String` can't fail.
    let _ = writeln!(
        text,
        "/// A code of the catalog `{}`.
///
/// The variants are in the order of the page. Their names and codes are stable; their numbers and
/// their order change when the page gets another row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorCode {{",
        catalog.path()
    );
    for (position, entry) in catalog.entries.iter().enumerate() {
        if position > 0 {
            text.push('\n');
        }
        push_documentation(&mut text, "    ///", &documentation::variant(entry, links));
        push_aliases(&mut text, entry);
        if let Some(retired) = &entry.retired {
            let (since, reason) = (&retired.since, &retired.reason);
            let _ = writeln!(text, "    #[deprecated(since = {since:?}, note = {reason:?})]");
        }
        let _ = writeln!(text, "    {},", entry.variant);
    }
    text.push_str("}\n");
    text
}

/// What rustdoc's search finds the variant by, besides its name: what somebody has who has just
/// received the error.
fn push_aliases(text: &mut String, entry: &EntryModel) {
    let mut aliases = Vec::new();
    if !entry.is_family() {
        aliases.push(entry.code.clone());
    }
    aliases.extend(entry.other_codes.iter().cloned());
    aliases.extend(entry.statuses.iter().map(u16::to_string));
    // rustdoc allows no others.
    aliases.retain(|alias| {
        let allowed = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '\'');
        !alias.is_empty() && *alias != entry.variant && alias.chars().all(allowed)
    });
    let mut seen = Vec::new();
    for alias in aliases {
        if !seen.contains(&alias) {
            seen.push(alias);
        }
    }
    let _ = match seen.as_slice() {
        [] => Ok(()),
        [alias] => writeln!(text, "    #[doc(alias = {alias:?})]"),
        aliases => {
            let aliases: Vec<String> = aliases.iter().map(|alias| format!("{alias:?}")).collect();
            writeln!(text, "    #[doc(alias({}))]", aliases.join(", "))
        }
    };
}

fn inherent() -> TokenStream {
    let accessors = accessors();
    quote! {
        impl ErrorCode {
            /// Every code, in the order of the page.
            pub const ALL: &'static [Self] = &CODES;

            /// The code's row.
            #[inline]
            #[must_use]
            pub const fn entry(self) -> &'static __library::Entry {
                &ENTRIES[self as usize]
            }

            /// The code's catalog.
            #[allow(clippy::unused_self, reason = "as the method of every set of codes")]
            #[inline]
            #[must_use]
            pub const fn catalog(self) -> &'static __library::Catalog {
                &CATALOG
            }

            #accessors

            /// The code that the API sends as `code`, in any of its spellings, or the family that has
            /// it; `None` if the catalog doesn't have it, and if several rows share it.
            #[inline]
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                <Self as __library::Code>::from_code(code)
            }

            /// All rows that the API sends as `code`, in the order of the page.
            #[inline]
            #[must_use]
            pub fn all_by_code(code: &str) -> __library::Codes<Self> {
                <Self as __library::Code>::all_by_code(code)
            }

            /// All rows that the API sends with the HTTP status `status`, in the order of the page.
            #[inline]
            #[must_use]
            pub fn all_by_status(status: u16) -> __library::Codes<Self> {
                <Self as __library::Code>::all_by_status(status)
            }

            /// The one row that the API means by `code` when it answers with `status` and `message`:
            /// see [`Code::identify`](__library::Code::identify).
            #[inline]
            #[must_use]
            pub fn identify(status: Option<u16>, code: &str, message: &str) -> Option<Self> {
                <Self as __library::Code>::identify(status, code, message)
            }
        }
    }
}

/// The accessors of [`Entry`](crate::Entry), for the code that has the row.
fn accessors() -> TokenStream {
    let text = quote!(&'static str);
    let optional_text = quote!(Option<&'static str>);
    let texts = quote!(&'static [&'static str]);
    let template = quote!(Option<__library::Template>);
    let accessors = [
        ("name", &text, "The name of the variant."),
        ("code", &text, "The wire code: what the API sends."),
        (
            "code_template",
            &template,
            "The template of the wire codes, if the row is a family of them.",
        ),
        ("other_codes", &texts, "Other wire codes that the API sends for it."),
        (
            "status",
            &quote!(Option<u16>),
            "The HTTP status, the first of several; `None` for an error that isn't reported by one.",
        ),
        ("statuses", &quote!(&'static [u16]), "Every HTTP status with which it comes."),
        ("title", &optional_text, "The heading that the page gives it."),
        ("group", &optional_text, "The heading of the table that has it, if the page has several."),
        ("message", &template, "What the API prints as the message."),
        (
            "other_messages",
            &quote!(&'static [__library::Template]),
            "Other wordings of the message that the API prints.",
        ),
        ("description", &text, "What the page says it means; empty if it only has the message."),
        ("advice", &optional_text, "The page's own words on retrying."),
        ("guidance", &quote!(Option<__library::Guidance>), "The page's best-practice line."),
        ("details", &optional_text, "The paragraph that the page gives it."),
        ("causes", &texts, "The causes that the page lists."),
        ("cases", &quote!(&'static [__library::Case]), "The sub-types that the page lists."),
        ("source", &optional_text, "The page that has it, if it isn't that of the catalog."),
        ("category", &quote!(__library::Category), "Who has to act on it."),
        ("retry", &quote!(__library::Retry), "What to do about it."),
        (
            "retired",
            &quote!(Option<__library::Retired>),
            "Since when and why it is no longer in use, if it is retired.",
        ),
    ];
    let accessors = accessors.into_iter().map(|(name, result, meaning)| {
        let (name, meaning) = (ident(name), format!(" {meaning}"));
        quote! {
            #[doc = #meaning]
            #[inline]
            #[must_use]
            pub const fn #name(self) -> #result {
                self.entry().#name()
            }
        }
    });
    accessors.collect()
}

/// Implementations in terms of the row. None is derived: for 10,000 codes a derived `Debug` would
/// take longer to compile than all the rest.
fn traits() -> TokenStream {
    quote! {
        impl __library::Sealed for ErrorCode {}

        impl __library::CodeSet for ErrorCode {
            const CATALOGS: &'static [&'static __library::Catalog] = &[&CATALOG];
            const VENDOR_CATALOGS: &'static [&'static __library::Catalog] = super::ErrorCode::CATALOGS;

            #[inline]
            fn from_row(catalog: &'static __library::Catalog, position: usize) -> Option<Self> {
                if *catalog == CATALOG { CODES.get(position).copied() } else { None }
            }

            #[inline]
            fn entry(self) -> &'static __library::Entry {
                Self::entry(self)
            }

            #[inline]
            fn catalog(self) -> &'static __library::Catalog {
                Self::catalog(self)
            }
        }

        impl __library::Code for ErrorCode {
            const CATALOG: &'static __library::Catalog = &CATALOG;
            const BY_CODE: __library::ByCode = BY_CODE;

            #[inline]
            fn all() -> &'static [Self] {
                &CODES
            }
        }

        /// The wire code.
        impl ::core::convert::AsRef<str> for ErrorCode {
            #[inline]
            fn as_ref(&self) -> &str {
                self.code()
            }
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

        // `Self::Err` and `Self::Error` would be ambiguous beside variants with these names.
        /// Reads a wire code.
        impl ::core::str::FromStr for ErrorCode {
            type Err = __library::ParseCodeError;

            #[inline]
            fn from_str(code: &str) -> Result<Self, __library::ParseCodeError> {
                Self::from_code(code).ok_or_else(|| __library::ParseCodeError::new::<Self>(code))
            }
        }

        /// Reads a wire code.
        impl ::core::convert::TryFrom<&str> for ErrorCode {
            type Error = __library::ParseCodeError;

            #[inline]
            fn try_from(code: &str) -> Result<Self, __library::ParseCodeError> {
                code.parse()
            }
        }

        /// The code, if it is one of this catalog.
        impl ::core::convert::TryFrom<__library::AnyCode> for ErrorCode {
            type Error = __library::AnyCode;

            fn try_from(code: __library::AnyCode) -> Result<Self, __library::AnyCode> {
                code.downcast().ok_or(code)
            }
        }

        __library::impl_serde!(ErrorCode);
    }
}
