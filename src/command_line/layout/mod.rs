//! The canonical layout of a catalog.
//!
//! ```text
//! TOML text
//!   -> read      toml_edit's tree -> a tree of values, each with its `comments`
//!   -> sections  which table has a header of its own, and the order of fields
//!   -> write     the text; `quote` knows how a text is written
//! ```
//!
//! The layout never changes what a catalog says, and it also works on a catalog with problems. It knows
//! the format only by its definition, [`FORMAT`](crate::generator::FORMAT).
//!
//! The formatters of Taplo and Tombi leave it as it is, with the settings in `.taplo.toml` and
//! `tombi.toml`.
//!
//! The rules:
//!
//! * The file begins with its own comments, then come `[catalog]`, `[response]` and the codes, in the
//!   order of the file. Sections of the format have headers, tables within an entry are inline.
//! * The fields of a table are in the order of the format, one below the other. What the format
//!   doesn't know comes after them, in its own form and order.
//! * There is one empty line between two tables, and none within one.
//! * A comment stays above or beside its value. One after the last field of a table, with an empty line
//!   after it, stays at the end of that table. Comments inside a value that is put in one line go above
//!   that line. A comment has a space before its text.
//! * Keys are bare where they can be.
//! * A string is in double quotes, or in single quotes if that avoids backslashes.
//! * A string of several lines has them below `"""`. One that would make its line longer than
//!   [`WIDEST`], in a field that may have lines, is broken at spaces, and each line but the last ends
//!   with a backslash.
//! * A list of strings or tables has one item a line. Another list is in one line if it fits.

mod comments;
mod quote;
mod read;
mod sections;
#[cfg(test)]
mod tests;
pub mod tree;
mod write;

use std::path::Path;

use toml_edit::TomlError;

use self::tree::Document;

/// How many characters a line may have, if it can be broken.
pub const WIDEST: usize = 100;

/// How an editor is told where the schema of a file is.
const DIRECTIVE: &str = "#:schema ";

/// The line with which a catalog begins that has the schema beside the vendors' folders.
pub const SCHEMA: &str = "#:schema ../schema.json";

/// The TOML `text` in the canonical layout. With `schema`, it says where the schema of catalogs is,
/// unless it says so already.
pub fn format(text: &str, schema: bool) -> Result<String, TomlError> {
    let mut document = read(text)?;
    if schema {
        document.name_schema();
    }
    Ok(write(document))
}

/// Whether the catalog at `path` says where the schema is: if that lies beside the vendors' folders.
pub fn has_schema(path: &Path) -> bool {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().and_then(Path::parent);
    folder.is_some_and(|folder| folder.join("schema.json").is_file())
}

/// What the TOML `text` contains.
pub fn read(text: &str) -> Result<Document, TomlError> {
    read::read(text.trim_start_matches('\u{feff}'))
}

/// `document` in the canonical layout.
pub fn write(document: Document) -> String {
    write::write(document)
}
