//! Catalog files: finding them, and TOML text to a tree.

mod discover;
mod duplicate;
mod parse;

pub use self::discover::find;
pub use self::parse::parse;
