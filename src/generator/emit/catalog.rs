//! The module of a catalog.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generator::emit::layout::Parts;
use crate::generator::emit::{Runtime, code, documentation, ident, message, table};
use crate::generator::model::CatalogModel;

/// The module.
pub fn emit(catalog: &CatalogModel, runtime: &Runtime, parts: &Parts) -> TokenStream {
    let documentation = parts.inner_documentation(&documentation::module(catalog, runtime));
    let scope = ident(&catalog.scope);
    let codes = code::emit(catalog, runtime, parts);
    let messages = message::emit(catalog, runtime, parts);
    let table = parts.items(table::emit(catalog, runtime));
    quote! {
        pub mod #scope {
            #documentation

            use ::core::fmt;

            pub use self::table::CATALOG;
            use self::table::{BY_CODE, CODES, ENTRIES};

            #codes
            #messages

            mod table {
                #table
            }
        }
    }
}
