//! The enum of a catalog's codes, and what it can do.

use std::collections::HashSet;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::model::{Catalog, Entry};
use super::layout::{self, Parts};
use super::{Runtime, documentation, ident};

/// The enum and its implementations.
pub fn emit(catalog: &Catalog, runtime: &Runtime, parts: &Parts) -> TokenStream {
    let title = parts.documentation(&[
        format!("A code of the catalog `{}`.", catalog.path()),
        String::new(),
        "The variants are in the order of the page.".to_owned(),
    ]);
    let variants = parts.elements(variants(catalog, runtime));
    let inherent = inherent(catalog, runtime, parts);
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
fn variants(catalog: &Catalog, runtime: &Runtime) -> String {
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
fn push_aliases(text: &mut String, entry: &Entry) {
    let code = Some(&entry.code).filter(|code| {
        // The others are not allowed in an alias.
        **code != entry.variant
            && code.chars().all(|letter| letter.is_ascii_graphic() && !matches!(letter, '"' | '\''))
    });
    let status = entry.status.map(|status| status.to_string());
    let _ = match (code, status.as_ref().filter(|status| Some(*status) != code)) {
        (None, None) => Ok(()),
        (Some(alias), None) | (None, Some(alias)) => writeln!(text, "#[doc(alias = {alias:?})]"),
        (Some(code), Some(status)) => writeln!(text, "#[doc(alias({code:?}, {status:?}))]"),
    };
}

fn inherent(catalog: &Catalog, runtime: &Runtime, parts: &Parts) -> TokenStream {
    let (catalog_type, entry) = (runtime.path("Catalog"), runtime.path("Entry"));
    let accessors = accessors(runtime, parts);
    let lookups = lookups(catalog, runtime);
    quote! {
        impl ErrorCode {
            /// Every code, in the order of the page.
            pub const ALL: &'static [Self] = &CODES;

            /// The code's row.
            pub const fn entry(self) -> &'static #entry {
                &ENTRIES[self as usize]
            }

            /// The catalog that the code is of.
            pub const fn catalog(self) -> &'static #catalog_type {
                &CATALOG
            }

            #accessors
            #lookups
        }
    }
}

/// What a row says, of the code that has it.
fn accessors(runtime: &Runtime, parts: &Parts) -> TokenStream {
    let text = quote!(&'static str);
    let optional_text = quote!(Option<&'static str>);
    let library = |item: &str| runtime.path(item);
    let (template, guidance, case) = (library("Template"), library("Guidance"), library("Case"));
    let retired = library("Retired");
    let accessors = [
        ("name", text.clone(), "The name of the variant."),
        ("code", text.clone(), "The wire code: what the API sends."),
        (
            "status",
            quote!(Option<u16>),
            "The HTTP status; `None` for an error that isn't reported by one.",
        ),
        ("title", optional_text.clone(), "The heading that the page gives it, if it has one."),
        (
            "group",
            optional_text.clone(),
            "The heading of the table in which it stands, if the page has several.",
        ),
        (
            "message",
            quote!(Option<#template>),
            "What the API prints as the message, if the page says.",
        ),
        ("description", text.clone(), "What the page says it means."),
        ("advice", optional_text.clone(), "The page's own words on retrying, if it has any."),
        ("guidance", quote!(Option<#guidance>), "The page's best-practice line, if it has one."),
        ("details", optional_text, "The paragraph that the page gives it, if it does."),
        ("causes", quote!(&'static [&'static str]), "The causes that the page lists."),
        ("cases", quote!(&'static [#case]), "The sub-types that the page lists."),
        ("category", library("Category"), "Who has to act on it."),
        ("retry", library("Retry"), "What to do about it."),
        (
            "retired",
            quote!(Option<#retired>),
            "Since when and why it is no longer in use, if it is retired.",
        ),
    ];
    let methods = accessors.into_iter().map(|(name, result, meaning)| {
        let (name, documentation) = (ident(name), parts.documentation(&[meaning.to_owned()]));
        quote! {
            #documentation
            pub const fn #name(self) -> #result {
                self.entry().#name()
            }
        }
    });
    quote!(#(#methods)*)
}

/// The ways to a code from what a response says.
fn lookups(catalog: &Catalog, runtime: &Runtime) -> TokenStream {
    let (code, codes) = (runtime.path("Code"), runtime.path("Codes"));
    let from_code = has_unique_codes(catalog).then(|| {
        quote! {
            /// The code that the API sends as `code`, if the catalog has it.
            pub fn from_code(code: &str) -> Option<Self> {
                <Self as #code>::from_code(code)
            }
        }
    });
    quote! {
        #from_code

        /// Every code that the API sends as `code`, in the order of the page.
        pub fn with_code(code: &str) -> #codes<Self> {
            <Self as #code>::with_code(code)
        }

        /// Every code that the API sends with the HTTP status `status`, in the order of the page.
        pub fn with_status(status: u16) -> #codes<Self> {
            <Self as #code>::with_status(status)
        }

        /// The one code that the API means by `code` when it answers with `status` and `message`.
        ///
        /// A row counts if it has the code, and the status and the message are its own: a row
        /// without a status or a message takes any. Where several count, the one with the most
        /// literal text in its message is meant.
        pub fn identify(status: Option<u16>, code: &str, message: &str) -> Option<Self> {
            <Self as #code>::identify(status, code, message)
        }
    }
}

/// Whether every row has a wire code of its own.
pub fn has_unique_codes(catalog: &Catalog) -> bool {
    let mut seen = HashSet::new();
    catalog.entries.iter().all(|entry| seen.insert(&entry.code))
}

/// Implementations in terms of the row. None is derived: for 10,000 codes a derived `Debug` would
/// take longer to compile than all the rest.
fn traits(runtime: &Runtime) -> TokenStream {
    let (code, catalog, entry) =
        (runtime.path("Code"), runtime.path("Catalog"), runtime.path("Entry"));
    let code_set = runtime.path("CodeSet");
    let (error, serde) = (runtime.path("ParseCodeError"), runtime.path("__impl_serde"));
    quote! {
        impl #code_set for ErrorCode {
            const CATALOGS: &'static [&'static #catalog] = &[&CATALOG];
            const VENDOR_CATALOGS: &'static [&'static #catalog] = super::ErrorCode::CATALOGS;

            fn of_row(catalog: &'static #catalog, position: usize) -> Option<Self> {
                if *catalog == CATALOG { Self::ALL.get(position).copied() } else { None }
            }

            fn entry(self) -> &'static #entry {
                Self::entry(self)
            }

            fn catalog(self) -> &'static #catalog {
                Self::catalog(self)
            }
        }

        impl #code for ErrorCode {
            const CATALOG: &'static #catalog = &CATALOG;
            const ALL: &'static [Self] = Self::ALL;
        }

        /// Writes the wire code.
        impl fmt::Display for ErrorCode {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.code())
            }
        }

        /// Writes the name of the variant.
        impl fmt::Debug for ErrorCode {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.name())
            }
        }

        /// Reads a wire code.
        impl ::core::str::FromStr for ErrorCode {
            type Err = #error;

            fn from_str(code: &str) -> Result<Self, #error> {
                <Self as #code>::from_code(code).ok_or_else(|| #error::new::<Self>(code))
            }
        }

        /// Reads a wire code.
        impl ::core::convert::TryFrom<&str> for ErrorCode {
            type Error = #error;

            fn try_from(code: &str) -> Result<Self, #error> {
                code.parse()
            }
        }

        #serde!(ErrorCode);
    }
}
