//! JSON: an array with an object for each row.

use std::io;

use crate::Catalog;
use crate::command_line::command::export::row::{Row, rows};

/// The rows of `catalogs` as JSON.
pub fn write(catalogs: &[&'static Catalog]) -> io::Result<String> {
    let rows: Vec<Row> = rows(catalogs).collect();
    Ok(serde_json::to_string_pretty(&rows)? + "\n")
}
