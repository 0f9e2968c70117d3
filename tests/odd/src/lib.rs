//! Catalogs in the shapes that other vendors' have, as public modules and as private ones.
#![warn(missing_docs)]

include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));

/// The same, with the library by way of another crate, in a module that nobody else sees.
mod by_way_of_facade {
    include!(concat!(env!("OUT_DIR"), "/by_way_of_facade.rs"));
}

/// How many catalogs there are by way of the other crate.
pub fn by_way_of_facade() -> usize {
    by_way_of_facade::CATALOGS.len()
}
