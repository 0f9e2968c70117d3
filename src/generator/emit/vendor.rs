//! The module of a vendor: its scopes, and an enum over them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::case;
use super::super::model::Catalog;
use super::layout::Parts;
use super::{Runtime, catalog, ident, markdown};

/// The module.
pub fn emit(vendor: &str, scopes: &[&Catalog], runtime: &Runtime, parts: &Parts) -> TokenStream {
    let mut lines = vec![
        format!("The catalogs of `{vendor}`."),
        String::new(),
        markdown::row(["Module", "Catalog", "Codes"].map(str::to_owned)),
        markdown::row(["---", "---", "---"].map(str::to_owned)),
    ];
    lines.extend(scopes.iter().map(|catalog| {
        let link = format!("[`mod@{}`]", catalog.scope);
        markdown::row([link, markdown::line(&catalog.title), catalog.entries.len().to_string()])
    }));
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
fn union(vendor: &str, scopes: &[&Catalog], runtime: &Runtime, parts: &Parts) -> TokenStream {
    let modules: Vec<Ident> = scopes.iter().map(|catalog| ident(&catalog.scope)).collect();
    let variants: Vec<Ident> =
        scopes.iter().map(|catalog| ident(&case::pascal(&catalog.scope))).collect();
    let documentation = parts.documentation(&[
        format!("A code of any catalog of `{vendor}`, for callers who can't know the scope."),
        String::new(),
        "The same wire code can be in several scopes, and mean something else in each.".to_owned(),
    ]);
    let names = variants.iter().map(Ident::to_string);
    let meanings = scopes.iter().map(|catalog| {
        parts.documentation(&[format!(
            "A code of [`{}`](self::{}).",
            catalog.path(),
            catalog.scope
        )])
    });
    let (catalog_type, entry_type) = (runtime.path("Catalog"), runtime.path("Entry"));
    let (code_set, api_error) = (runtime.path("CodeSet"), runtime.path("__impl_api_error"));
    let code_chain = chain(&modules, &variants, &quote!(with_code(code)));
    let status_chain = chain(&modules, &variants, &quote!(with_status(status)));
    let conversions = modules.iter().zip(&variants).map(|(module, variant)| {
        quote! {
            impl From<#module::ErrorCode> for ErrorCode {
                fn from(code: #module::ErrorCode) -> Self {
                    Self::#variant(code)
                }
            }
        }
    });
    quote! {
        #documentation
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(
                #meanings
                #variants(#modules::ErrorCode),
            )*
        }

        impl ErrorCode {
            /// The catalogs, sorted by scope.
            pub const CATALOGS: &'static [&'static #catalog_type] = &[#(&#modules::CATALOG),*];

            /// The code's row.
            pub const fn entry(self) -> &'static #entry_type {
                match self {
                    #(Self::#variants(code) => code.entry(),)*
                }
            }

            /// The catalog that the code is of.
            pub const fn catalog(self) -> &'static #catalog_type {
                match self {
                    #(Self::#variants(_) => &#modules::CATALOG,)*
                }
            }

            /// Every code, of any scope, that the API sends as `code`.
            pub fn with_code(code: &str) -> impl Iterator<Item = Self> + Clone + use<> {
                #code_chain
            }

            /// Every code, of any scope, that the API sends with the HTTP status `status`.
            pub fn with_status(status: u16) -> impl Iterator<Item = Self> + Clone + use<> {
                #status_chain
            }
        }

        impl #code_set for ErrorCode {
            const CATALOGS: &'static [&'static #catalog_type] = Self::CATALOGS;
            const VENDOR_CATALOGS: &'static [&'static #catalog_type] = Self::CATALOGS;

            fn of_row(catalog: &'static #catalog_type, position: usize) -> Option<Self> {
                #(
                    if *catalog == #modules::CATALOG {
                        return #modules::ErrorCode::ALL.get(position).copied().map(Self::#variants);
                    }
                )*
                None
            }

            fn entry(self) -> &'static #entry_type {
                Self::entry(self)
            }

            fn catalog(self) -> &'static #catalog_type {
                Self::catalog(self)
            }
        }

        #api_error!(ErrorCode);

        /// Writes the wire code.
        impl fmt::Display for ErrorCode {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.entry().code())
            }
        }

        /// Writes the name of the variant, in that of its scope.
        impl fmt::Debug for ErrorCode {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(Self::#variants(code) => formatter.debug_tuple(#names).field(code).finish(),)*
                }
            }
        }

        #(#conversions)*
    }
}

/// What a lookup finds in all scopes, one after the other.
fn chain(modules: &[Ident], variants: &[Ident], lookup: &TokenStream) -> TokenStream {
    let lookups = modules
        .iter()
        .zip(variants)
        .map(|(module, variant)| quote!(#module::ErrorCode::#lookup.map(Self::#variant)));
    lookups
        .reduce(|before, lookup| quote!(#before.chain(#lookup)))
        .unwrap_or_else(|| quote!(::core::iter::empty()))
}
