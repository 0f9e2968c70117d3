//! The commands: a file or a folder each.

pub mod check;
pub mod decode;
pub mod diff;
pub mod examples;
pub mod explain;
pub mod export;
pub mod fmt;
pub mod generate;
pub mod import;
pub mod list;
pub mod packaging;
pub mod schema;
