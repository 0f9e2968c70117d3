//! `schema`: the JSON Schema of the catalog format, by which editors complete and check.
//!
//! It is made from the definitions that the parser reads by: the tables and fields of
//! [`FORMAT`](crate::generator::FORMAT), the vocabulary and the limits. It says what can be said of a
//! file by itself, so that what it finds, `check` finds, too.

mod document;
mod json;
mod patterns;

use std::io;

use crate::command_line::Outcome;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::output::Output;

/// Print the JSON Schema of catalogs, for editors
///
/// Editors with Taplo or Tombi use it to complete and check a catalog while you type. They find it by the
/// catalog's first line, `#:schema ../schema.json`, in which the path is relative to the catalog.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog schema --output catalogs/schema.json", "writes the schema beside the vendors' folders"),
]))]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let schema = serde_json::to_string_pretty(&document::document())? + "\n";
        self.output.write(&schema, [""; 0], console)
    }
}
