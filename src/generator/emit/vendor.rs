//! The module of a vendor: its scopes, and an enum over them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::generator::case;
use crate::generator::emit::documentation::Links;
use crate::generator::emit::layout::{Item, push_documentation};
use crate::generator::emit::{catalog, ident, markdown};
use crate::generator::model::CatalogModel;

/// The module of the vendor that has `scopes`.
pub fn emit(scopes: &[&CatalogModel], links: &Links) -> Item {
    let mut items = vec![Item::Text(head(scopes)), Item::Code(union(scopes))];
    items.extend(scopes.iter().map(|scope| catalog::emit(scope, scopes, links)));
    Item::Module { head: "pub ".to_owned(), name: scopes[0].vendor.clone(), items }
}

/// The documentation and the attributes.
fn head(scopes: &[&CatalogModel]) -> String {
    let mut lines = vec![
        format!("The catalogs of `{}`.", scopes[0].vendor),
        String::new(),
        markdown::row(&["Module", "Catalog", "Codes"]),
        markdown::row(&["---", "---", "---"]),
    ];
    for catalog in scopes {
        let link = format!("[`mod@{}`]", catalog.scope);
        let count = catalog.entries.len().to_string();
        lines.push(markdown::row(&[link, markdown::line(&catalog.title), count]));
    }
    let mut text = String::new();
    push_documentation(&mut text, "//!", &lines);
    text + "#![allow(dead_code, reason = \"a program need not use every code\")]
#![allow(unreachable_pub, reason = \"the module can be private\")]
#![allow(
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::module_inception,
    clippy::module_name_repetitions,
    reason = \"names and texts are the vendor's\"
)]
#![allow(clippy::needless_update, reason = \"a row can have every field\")]
"
}

/// The enum over the scopes.
fn union(scopes: &[&CatalogModel]) -> TokenStream {
    let vendor = &scopes[0].vendor;
    let documentation =
        format!(" A code of any catalog of `{vendor}`, for callers who can't know the scope.");
    let modules: Vec<Ident> = scopes.iter().map(|catalog| ident(&catalog.scope)).collect();
    let names: Vec<String> = scopes.iter().map(|catalog| case::pascal(&catalog.scope)).collect();
    let variants: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
    let meanings = scopes
        .iter()
        .map(|catalog| format!(" A code of [`{}`](self::{}).", catalog.path(), catalog.scope));
    quote! {
        use super::__library;

        #[doc = #documentation]
        ///
        /// The same wire code can be in several scopes, and mean something else in each.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(
                #[doc = #meanings]
                #variants(#modules::ErrorCode),
            )*
        }

        impl ErrorCode {
            /// The catalogs, sorted by scope.
            pub const CATALOGS: &'static [&'static __library::Catalog] = &[#(&#modules::CATALOG),*];

            /// The code's row.
            #[inline]
            #[must_use]
            pub const fn entry(self) -> &'static __library::Entry {
                match self {
                    #(Self::#variants(code) => code.entry(),)*
                }
            }

            /// The code's catalog.
            #[inline]
            #[must_use]
            pub const fn catalog(self) -> &'static __library::Catalog {
                match self {
                    #(Self::#variants(_) => &#modules::CATALOG,)*
                }
            }

            /// The code that the API sends as `code`, if it is the only one in all scopes.
            #[inline]
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                let mut all = Self::all_by_code(code);
                match (all.next(), all.next()) {
                    (only, None) => only,
                    _ => None,
                }
            }

            /// All codes, of any scope, that the API sends as `code`.
            #[inline]
            pub fn all_by_code(code: &str) -> impl Iterator<Item = Self> + Clone + use<'_> {
                __library::all_by_code(code)
            }

            /// All codes, of any scope, that the API sends with the HTTP status `status`.
            #[inline]
            pub fn all_by_status(status: u16) -> impl Iterator<Item = Self> + Clone + use<> {
                __library::all_by_status(status)
            }
        }

        impl __library::Sealed for ErrorCode {}

        impl __library::CodeSet for ErrorCode {
            const CATALOGS: &'static [&'static __library::Catalog] = Self::CATALOGS;
            const VENDOR_CATALOGS: &'static [&'static __library::Catalog] = Self::CATALOGS;

            fn from_row(catalog: &'static __library::Catalog, position: usize) -> Option<Self> {
                #(
                    if *catalog == #modules::CATALOG {
                        return __library::CodeSet::from_row(catalog, position).map(Self::#variants);
                    }
                )*
                None
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

        impl From<ErrorCode> for __library::AnyCode {
            fn from(code: ErrorCode) -> Self {
                Self::new(code)
            }
        }

        /// The code, if it is one of this vendor.
        impl ::core::convert::TryFrom<__library::AnyCode> for ErrorCode {
            type Error = __library::AnyCode;

            fn try_from(code: __library::AnyCode) -> Result<Self, __library::AnyCode> {
                code.downcast().ok_or(code)
            }
        }

        __library::impl_serde!(set ErrorCode);
        __library::impl_api_error!(ErrorCode);

        /// The wire code.
        impl AsRef<str> for ErrorCode {
            #[inline]
            fn as_ref(&self) -> &str {
                self.entry().code()
            }
        }

        /// Writes the wire code.
        impl ::core::fmt::Display for ErrorCode {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.entry().code())
            }
        }

        /// Writes the name of the variant, in that of its scope.
        impl ::core::fmt::Debug for ErrorCode {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#variants(code) => formatter.debug_tuple(#names).field(code).finish(),)*
                }
            }
        }

        #(
            impl From<#modules::ErrorCode> for ErrorCode {
                #[inline]
                fn from(code: #modules::ErrorCode) -> Self {
                    Self::#variants(code)
                }
            }
        )*
    }
}
