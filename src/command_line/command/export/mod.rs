//! `export`: the rows for other programs and for people.

mod csv;
mod html;
mod markdown;
pub mod row;

use std::io;

use crate::command_line::Outcome;
use crate::command_line::catalogs::arguments::Source;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::output::Output;

/// Export catalogs as JSON, CSV, Markdown or a look-up page
///
/// JSON is one array with an object for each code. Values that a code doesn't have are null, and
/// lists are empty.
///
/// CSV has a row for each code, and a column for each key of the JSON in the same order. Lists have
/// an item a line: a case is `name: description (example)`. `guidance` is `section: text`, and
/// `retired` is `since: reason`. A cell that a spreadsheet would take for a formula begins with an
/// apostrophe.
///
/// Markdown is a page to publish: contents, a table for each catalog, a link for each code
/// (`#vidu-api-fieldlacking`), what the words mean, and an index.
///
/// HTML is a page to look codes up, for people who have a browser and no terminal. It is one file,
/// which loads nothing: open it from a folder, send it by mail, or put it on any server. It searches
/// while you type, filters, and has a link for each code.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog export > errors.json", "all catalogs, for another program"),
    ("error-catalog export vidu --format csv > vidu.csv", "a vendor's catalogs, for a spreadsheet"),
    ("error-catalog export evolink/task --format markdown", "one catalog, as a page to publish"),
    ("error-catalog export --format html --output index.html", "a page to look codes up"),
    (
        "error-catalog export | jq -r '.[] | select(.retry == \"never\") | .code'",
        "the codes for which a retry is useless",
    ),
]))]
pub struct Args {
    /// A catalog (`novita/gpu`) or a vendor (`novita`); all catalogs if there is none
    catalog: Option<String>,

    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Json)]
    format: Format,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One array of objects, for programs
    Json,
    /// A row for each code, for spreadsheets
    Csv,
    /// A page of tables, for readers
    Markdown,
    /// A page to look codes up, for browsers
    Html,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(all) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        let Some(catalogs) = all.named_or_complain(self.catalog.as_deref(), console) else {
            return Ok(Outcome::Unanswered);
        };
        let text = match self.format {
            Format::Json => {
                let rows: Vec<row::Row> = row::rows(catalogs).collect();
                serde_json::to_string_pretty(&rows)? + "\n"
            }
            Format::Markdown => markdown::write(catalogs),
            Format::Csv => csv::write(catalogs)?,
            Format::Html => html::write(catalogs)?,
        };
        self.output.write(&text, all.files(), console)
    }
}
