//! `import`: a table copied from a vendor's page becomes a catalog.
//!
//! ```text
//! text of a page
//!   -> page      its tables, headings and texts; Markdown, HTML, tabs, CSV
//!   -> columns   what each column of a table has; `header` knows what columns are called
//!   -> rows      the errors in tables, with `cells` and `placeholders`
//!      sections  the errors whose codes are headings
//!   -> merge     into the catalog that is there, or a new one; `guess` what the page leaves out
//!   -> target    the file, or what would change in it
//! ```

mod cells;
mod columns;
mod guess;
mod header;
mod marks;
mod merge;
mod names;
mod page;
mod placeholders;
mod report;
mod rows;
mod sections;
mod target;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use self::header::Column;
use self::merge::About;
use self::page::Page;
use self::target::Target;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::{Console, with_context};
use crate::command_line::terminal::text::alternatives;
use crate::command_line::{Outcome, layout};

/// Make a catalog from a table copied from a vendor's page
///
/// The page is Markdown, HTML, or columns separated by tabs or commas, as a browser or a spreadsheet
/// copies them. All tables with codes are read, and codes that are headings with paragraphs below
/// them. Columns are recognised by their headings, such as Error Code, HTTP Status, Message,
/// Description or Retryable. Tables and columns that are not used are listed.
///
/// The CSV and Markdown of `export` can be imported. Keys, variants, causes, cases, details, guidance,
/// `retired` and `source` don't come back.
///
/// With `--into`, an existing catalog is brought up to date: the page decides on status, message,
/// description, title, group and advice, and everything else stays as people have written it:
/// category, retry, variants, comments, the order. An entry that is no longer on the page is listed,
/// not deleted.
///
/// What the page leaves out is guessed, above all category and retry, and so are placeholders in
/// messages (`{name}`, `%s`, `xxx`). A comment `# guessed: ...` in the file says so until somebody has
/// verified it and deletes it. Guesses and changes are listed on standard error.
///
/// The exit status is 0 if codes were found, 1 if there were none or if the catalog isn't TOML, and 2
/// if the page can't be read or the catalog can't be written.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog import page.md", "prints the catalog that the page becomes"),
    (
        "error-catalog import --into catalogs/acme/api.toml page.md",
        "writes it, or brings an existing one up to date",
    ),
    (
        "error-catalog import --into catalogs/acme/api.toml --dry-run page.md",
        "shows what would change",
    ),
    (
        "xclip -o | error-catalog import --into catalogs/acme/api.toml",
        "reads what was just copied",
    ),
    (
        "error-catalog import --columns status,code,-,description table.csv",
        "says what the columns have, where their headings don't",
    ),
    (
        "error-catalog import --heading GPU --into catalogs/novita/gpu.toml page.md",
        "reads one part of a page",
    ),
]))]
pub struct Args {
    /// The page; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,

    /// The catalog to write; without it, a new one goes to standard output
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// Write nothing; print what would change as a unified diff
    #[arg(long, requires = "into")]
    dry_run: bool,

    /// What the columns have, in order: code, status, message, description, title, advice, group,
    /// `other codes`, `other messages`, category, retry, or `-` for what is to be left out
    #[arg(long, value_name = "LIST", value_parser = named_columns)]
    columns: Option<Columns>,

    /// Read only what is below this heading and the headings under it
    #[arg(long, value_name = "TEXT")]
    heading: Option<String>,
}

/// What the columns of a table have.
#[derive(Clone, Debug)]
struct Columns(Vec<Column>);

fn named_columns(list: &str) -> Result<Columns, String> {
    let names = || header::NAMES.iter();
    let column = |name: &str| {
        let found = names().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
        found.map(|(_, column)| *column).ok_or_else(|| {
            let known: Vec<&str> = names().map(|(name, _)| *name).collect();
            format!("there is no column `{}`: use {}", name.trim(), alternatives(&known))
        })
    };
    let columns = list.split(',').map(column).collect::<Result<Vec<_>, _>>()?;
    if !columns.contains(&Column::Code) {
        return Err("one of the columns has to be `code`".to_owned());
    }
    Ok(Columns(columns))
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let page = match self.read_page(console) {
            Ok(page) => page,
            Err(error) => {
                console.complain(&error.to_string(), &[]);
                return Ok(Outcome::Unanswered);
            }
        };
        let mut target = match Target::open(self.into.as_deref(), console)? {
            Ok(target) => target,
            Err(outcome) => return Ok(outcome),
        };
        let mut page = page::read(&page, &merge::known(&target.document));
        if let Some(heading) = &self.heading {
            if !page.has_heading(heading) {
                complain_of_heading(heading, &page, console);
                return Ok(Outcome::No);
            }
            page.keep_below(heading);
        }
        let named = self.columns.as_ref().map(|Columns(columns)| columns.as_slice());
        let mut reading = rows::read(&page, named);
        sections::read(&page, &mut reading);
        if reading.rows.is_empty() {
            let left_out: Vec<String> = reading.left_out().collect();
            complain_of_columns(&page, &left_out, console);
            return Ok(Outcome::No);
        }
        let about = target::about(self.into.as_deref(), &self.file);
        let merged = merge::merge(&mut target.document, &reading.rows, &about);
        target.write(self.dry_run, console)?;
        let left_out: Vec<String> = reading.left_out().collect();
        let report = report::render(&merged, &left_out, reading.rows.len(), console.width());
        console.report(&report);
        Ok(Outcome::Yes)
    }

    fn read_page(&self, console: &mut Console) -> io::Result<String> {
        let mut bytes = Vec::new();
        if self.file.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                console.report("reading a page from the terminal; end it with Ctrl-D\n");
            }
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| with_context(&error, "can't read standard input"))?;
        } else {
            bytes = fs::read(&self.file).map_err(|error| {
                with_context(&error, format_args!("can't read {}", self.file.display()))
            })?;
        }
        String::from_utf8(bytes).map_err(|_| {
            let what = "the page is not UTF-8: save it as UTF-8";
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    }
}

/// The catalog `text` brought up to date with `page`; `None` if it isn't TOML.
pub fn import(text: &str, page: &str) -> Option<String> {
    let mut document = layout::read(text).ok()?;
    let page = page::read(page, &merge::known(&document));
    let mut reading = rows::read(&page, None);
    sections::read(&page, &mut reading);
    let about = About { title: "Acme".to_owned(), source: "page.md".to_owned() };
    merge::merge(&mut document, &reading.rows, &about);
    Some(layout::write(document))
}

fn complain_of_heading(heading: &str, page: &Page, console: &mut Console) {
    let mut known: Vec<&str> = page.headings_of_tables().collect();
    known.dedup();
    let hint = format!("the headings are {}", alternatives(&known).replace(" or ", " and "));
    let hints = if known.is_empty() { Vec::new() } else { vec![hint] };
    console.complain(&format!("there is no table below the heading `{heading}`"), &hints);
}

fn complain_of_columns(page: &Page, left_out: &[String], console: &mut Console) {
    /// More tables than this are no help.
    const MOST: usize = 10;
    let mut hints: Vec<String> = left_out.iter().take(MOST).cloned().collect();
    if page.tables.iter().any(|table| !table.unread.is_empty()) {
        hints.push("its columns run into each other: copy it with tabs between them".to_owned());
    }
    hints.push("`--columns` names the columns: `--columns status,code,message`".to_owned());
    let what =
        if page.tables.is_empty() { "no table was found" } else { "no table with codes was found" };
    console.complain(what, &hints);
}
