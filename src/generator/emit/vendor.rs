//! The module of a vendor: its scopes, and an enum over them.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use crate::generator::case;
use crate::generator::emit::layout::Parts;
use crate::generator::emit::{Runtime, catalog, ident, markdown};
use crate::generator::model::CatalogModel;

/// The module.
pub fn emit(
    vendor: &str,
    scopes: &[&CatalogModel],
    runtime: &Runtime,
    parts: &Parts,
) -> TokenStream {
    let mut lines = vec![
        format!("The catalogs of `{vendor}`."),
        String::new(),
        markdown::row(&["Module", "Catalog", "Codes"]),
        markdown::row(&["---", "---", "---"]),
    ];
    for catalog in scopes {
        let link = format!("[`mod@{}`]", catalog.scope);
        let count = catalog.entries.len().to_string();
        lines.push(markdown::row(&[link, markdown::line(&catalog.title), count]));
    }
    let documentation = parts.inner_documentation(&lines);
    let name = ident(vendor);
    let union = union(vendor, scopes, runtime, parts);
    let modules = scopes.iter().map(|scope| catalog::emit(scope, runtime, parts));
    quote! {
        pub mod #name {
            #documentation
            #![allow(dead_code, reason = "a program need not use every code")]
            #![allow(clippy::needless_update, reason = "a row may have every field")]
            #![allow(
                clippy::enum_variant_names,
                clippy::module_inception,
                reason = "names are the vendor's"
            )]

            use ::core::fmt;

            #union
            #(#modules)*
        }
    }
}

/// The enum over the scopes.
fn union(vendor: &str, scopes: &[&CatalogModel], runtime: &Runtime, parts: &Parts) -> TokenStream {
    let documentation = parts.documentation(&[
        format!("A code of any catalog of `{vendor}`, for callers who can't know the scope."),
        String::new(),
        "The same wire code can be in several scopes, and mean something else in each.".to_owned(),
    ]);
    let mut holes_of_scopes = Vec::new();
    for catalog in scopes {
        let variant = case::pascal(&catalog.scope);
        let meaning = format!("A code of [`{}`](self::{}).", catalog.path(), catalog.scope);
        holes_of_scopes.push([
            ("meaning", parts.documentation(&[meaning])),
            ("module", TokenTree::from(ident(&catalog.scope)).into()),
            ("variant", TokenTree::from(ident(&variant)).into()),
            ("name", TokenTree::from(Literal::string(&variant)).into()),
        ]);
    }
    let each = |rust: &str| {
        let mut tokens = TokenStream::new();
        for holes in &holes_of_scopes {
            tokens.extend(runtime.fill(rust, holes));
        }
        tokens
    };
    let holes = [
        ("documentation", documentation),
        ("variants", each(stringify!(#meaning #variant(#module::ErrorCode),))),
        ("catalogs", each(stringify!(&#module::CATALOG,))),
        ("entry_of_each", each(stringify!(Self::#variant(code) => code.entry(),))),
        ("catalog_of_each", each(stringify!(Self::#variant(_) => &#module::CATALOG,))),
        ("all_by_code", chain(scopes, "all_by_code(code)")),
        ("all_by_status", chain(scopes, "all_by_status(status)")),
        (
            "row_of_each",
            each(stringify! {
                if *catalog == #module::CATALOG {
                    return #module::ErrorCode::ALL.get(position).copied().map(Self::#variant);
                }
            }),
        ),
        (
            "name_of_each",
            each(stringify! {
                Self::#variant(code) => formatter.debug_tuple(#name).field(code).finish(),
            }),
        ),
        (
            "conversions",
            each(stringify! {
                impl From<#module::ErrorCode> for ErrorCode {
                    #[inline]
                    fn from(code: #module::ErrorCode) -> Self {
                        Self::#variant(code)
                    }
                }
            }),
        ),
    ];
    runtime.fill(
        stringify! {
            #documentation
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum ErrorCode {
                #variants
            }

            impl ErrorCode {
                /// The catalogs, sorted by scope.
                pub const CATALOGS: &'static [&'static #runtime::Catalog] = &[#catalogs];

                /// The code's row.
                #[inline]
                pub const fn entry(self) -> &'static #runtime::Entry {
                    match self {
                        #entry_of_each
                    }
                }

                /// The catalog that the code is of.
                #[inline]
                pub const fn catalog(self) -> &'static #runtime::Catalog {
                    match self {
                        #catalog_of_each
                    }
                }

                /// Every code, of any scope, that the API sends as `code`.
                #[inline]
                pub fn all_by_code(code: &str) -> impl Iterator<Item = Self> + Clone + use<> {
                    #all_by_code
                }

                /// Every code, of any scope, that the API sends with the HTTP status `status`.
                #[inline]
                pub fn all_by_status(status: u16) -> impl Iterator<Item = Self> + Clone + use<> {
                    #all_by_status
                }
            }

            impl #runtime::CodeSet for ErrorCode {
                const CATALOGS: &'static [&'static #runtime::Catalog] = Self::CATALOGS;
                const VENDOR_CATALOGS: &'static [&'static #runtime::Catalog] = Self::CATALOGS;

                #[inline]
                fn from_row(catalog: &'static #runtime::Catalog, position: usize) -> Option<Self> {
                    #row_of_each
                    None
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

            #runtime::__impl_api_error!(ErrorCode);

            /// Writes the wire code.
            impl fmt::Display for ErrorCode {
                #[inline]
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.pad(self.entry().code())
                }
            }

            /// Writes the name of the variant, in that of its scope.
            impl fmt::Debug for ErrorCode {
                #[inline]
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    match self {
                        #name_of_each
                    }
                }
            }

            #conversions
        },
        &holes,
    )
}

/// What a lookup finds in all scopes, one after the other.
fn chain(scopes: &[&CatalogModel], lookup: &str) -> TokenStream {
    let mut chain = String::new();
    for catalog in scopes {
        let variant = case::pascal(&catalog.scope);
        let found = format!("{}::ErrorCode::{lookup}.map(Self::{variant})", catalog.scope);
        chain = if chain.is_empty() { found } else { format!("{chain}.chain({found})") };
    }
    chain.parse().unwrap_or_default()
}
