//! The error tables of web APIs as typed Rust.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod catalog;
mod closest;
mod code;
mod entry;
#[cfg(feature = "generator")]
#[cfg_attr(docsrs, doc(cfg(feature = "generator")))]
pub mod generator;
#[cfg_attr(not(feature = "generator"), allow(dead_code))]
mod limits;
mod lookup;
mod parse_code_error;
mod serialization;
mod template;
mod vocabulary;

pub use self::catalog::{Catalog, Response, Rows};
pub use self::code::{Code, Codes};
pub use self::entry::{Case, Entry, Guidance, Retired};
pub use self::parse_code_error::ParseCodeError;
pub use self::template::{Arguments, Piece, Rendered, Template};
pub use self::vocabulary::{Category, Retry};

// What generated tables are made of, and nobody else needs.
#[doc(hidden)]
pub use self::{
    catalog::ByCode,
    lookup::{HashedPart, Lookup},
};

#[cfg(feature = "serde")]
#[doc(hidden)]
pub use self::serialization::deserialize as __deserialize;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use serde as __serde;

include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));
