//! What generated code needs of this crate, and nobody else.
//!
//! The module's name has the version in it. Code that somebody has checked in and that another version
//! generated doesn't find its module, which is one error that names the version, in place of many.

pub use crate::catalog::{ByCode, CodeTable, Family, Headers, Response, State};
pub use crate::code::{Codes, all_by_code, all_by_status};
pub use crate::entry::{Case, Guidance, More, Retired};
pub use crate::lookup::{HashedPart, Lookup, Slot};
pub use crate::template::parse_message;
#[cfg(feature = "alloc")]
pub use crate::template::render;
pub use crate::{
    __impl_api_error as impl_api_error, __impl_render as impl_render, __impl_serde as impl_serde,
};
pub use crate::{
    AnyCode, Catalog, Category, Code, CodeSet, Entry, ParseCodeError, Retry, Segment, Template,
};
#[cfg(feature = "alloc")]
pub use alloc::string::String;
#[cfg(feature = "serde")]
pub use {
    crate::serialization::{deserialize, deserialize_of_set, serialize, serialize_of_set},
    serde,
};

/// What only generated enums and `AnyCode` implement, so that [`Code`] and [`CodeSet`] can grow.
pub trait Sealed {}

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_of_the_module_has_the_version() {
        let version =
            concat!(env!("CARGO_PKG_VERSION_MAJOR"), "_", env!("CARGO_PKG_VERSION_MINOR"));
        let module = module_path!().trim_end_matches("::tests");
        let (_, own) = module.rsplit_once("::__generated_").expect("the name");
        assert_eq!(own, version);
    }
}
