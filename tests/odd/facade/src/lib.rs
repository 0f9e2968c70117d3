//! A crate that gives the library on.

/// What this crate depends on.
pub mod deps {
    pub use error_catalog;
}
