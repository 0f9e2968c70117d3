//! The module of a catalog.

use quote::quote;

use crate::generator::emit::documentation::{self, Links};
use crate::generator::emit::layout::{Item, push_documentation};
use crate::generator::emit::{code, message, table};
use crate::generator::model::CatalogModel;

/// The module of `catalog`, which is one of the vendor's `scopes`.
pub fn emit(catalog: &CatalogModel, scopes: &[&CatalogModel], links: &Links) -> Item {
    let mut documentation = String::new();
    push_documentation(&mut documentation, "//!", &documentation::module(catalog, links));
    let imports = quote! {
        use super::__library;
        use ::core::fmt;
        pub use self::table::CATALOG;
        use self::table::{BY_CODE, CODES, ENTRIES};
    };
    let [definition, implementations] = code::emit(catalog, links);
    Item::Module {
        head: "pub ".to_owned(),
        name: catalog.scope.clone(),
        items: vec![
            Item::Text(documentation),
            Item::Code(imports),
            definition,
            implementations,
            Item::Text(message::emit(catalog)),
            Item::Module {
                head: String::new(),
                name: "table".to_owned(),
                items: vec![Item::Text(table::emit(catalog, scopes))],
            },
        ],
    }
}
