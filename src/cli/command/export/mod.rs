//! `export`: the rows for other programs and for people.

mod csv;
mod json;
mod markdown;

use std::io;

use crate::cli::Outcome;
use crate::cli::catalogs::find_or_complain;
use crate::cli::command::examples;
use crate::cli::terminal::console::Console;

/// Export catalogs as JSON, CSV or Markdown
///
/// JSON is one array with an object for each code. Values that a code doesn't have are null, and
/// lists empty. CSV has a row for each code and a column for each key of the JSON, in the same
/// order. A list has one item to a line of its cell: a case is `name: description (example)`. Of
/// `guidance` it has `section: text`, and of `retired` it has `since: reason`. Markdown is a page
/// to publish: contents, a table for each catalog, a link for each code
/// (`#vidu-api-fieldlacking`), what the words mean, and an index.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog export > errors.json", "all catalogs, for another program"),
    ("error-catalog export vidu --format csv > vidu.csv", "a vendor's catalogs, for a spreadsheet"),
    ("error-catalog export evolink/task --format markdown", "one catalog, as a page to publish"),
    (
        "error-catalog export | jq -r '.[] | select(.retry == \"never\") | .code'",
        "the codes for which a retry is of no use",
    ),
]))]
pub struct Args {
    /// A catalog (`novita/gpu`) or a vendor (`novita`); all catalogs if there is none
    catalog: Option<String>,

    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One array of objects, for programs
    Json,
    /// A page, for readers
    Markdown,
    /// A row for each code, for spreadsheets
    Csv,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(catalogs) = find_or_complain(self.catalog.as_deref(), console) else {
            return Ok(Outcome::Misused);
        };
        let text = match self.format {
            Format::Json => json::write(&catalogs)?,
            Format::Markdown => markdown::write(&catalogs),
            Format::Csv => csv::write(&catalogs)?,
        };
        console.print(&text)?;
        Ok(Outcome::Fine)
    }
}
