//! `import`: a table copied from a vendor's page becomes a catalog.
//!
//! ```text
//! text of a page
//!   -> page      its tables, each with the heading above it; Markdown, tabs, CSV
//!   -> columns   which of them has what
//!   -> rows      the errors
//!   -> merge     into the catalog that is there, or a new one; `guess` what the page leaves out
//!   -> layout    the canonical text
//! ```

mod columns;
mod guess;
mod marks;
mod merge;
mod names;
mod page;
mod report;
mod rows;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use self::columns::Column;
use self::merge::About;
use crate::cli::command::examples;
use crate::cli::layout::tree::Document;
use crate::cli::terminal::console::{Console, with_context};
use crate::cli::terminal::style;
use crate::cli::terminal::text::alternatives;
use crate::cli::{Outcome, layout};
use crate::generator::{self, SourceFile, file};

/// Make a catalog of a table that was copied from a vendor's page
///
/// The page is Markdown, or columns separated by tabs or commas, as a browser or a spreadsheet copies
/// them; all tables with codes in it are read. What a column has is told by its heading, such as
/// Error Code, HTTP Status, Message, Description or Retryable.
///
/// With `--into`, a catalog that is there is brought up to date: the page decides on status, message,
/// description, title, group and advice, and all else stays as people have written it: category,
/// retry, variants, comments, the order. An entry that the page has no longer is listed, not deleted.
///
/// What the page leaves out is guessed, above all category and retry. A comment `# guessed: ...` in
/// the file says so until somebody has verified it and deletes it. The guesses are listed on standard
/// error, with all that changed.
///
/// The exit status is 0 if codes were found, 1 if there were none or if the catalog isn't TOML, and 2
/// if there is no such file.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog import page.md", "prints the catalog that the page becomes"),
    (
        "error-catalog import --into catalogs/acme/api.toml page.md",
        "writes it, or brings the one that is there up to date",
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
        "reads one of several tables",
    ),
]))]
pub struct Args {
    /// The page; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,

    /// The catalog to write; without it, a new one goes to standard output
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// What the columns have, in order: code, status, message, description, title, advice, group, or
    /// `-` for what is to be left out
    #[arg(long, value_name = "LIST", value_parser = named_columns)]
    columns: Option<Columns>,

    /// Only the tables below this heading
    #[arg(long, value_name = "TEXT")]
    heading: Option<String>,
}

/// What the columns of a table have.
#[derive(Clone, Debug)]
struct Columns(Vec<Column>);

fn named_columns(list: &str) -> Result<Columns, String> {
    let names = || columns::NAMES.iter();
    let column = |name: &str| {
        let found = names().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
        found.map(|(_, column)| *column).ok_or_else(|| {
            let known: Vec<&str> = names().map(|(name, _)| *name).collect();
            format!("`{}` is no column: one is {}", name.trim(), alternatives(&known))
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
        let Some(mut document) = self.read_catalog(console)? else { return Ok(Outcome::No) };
        let mut tables = page::tables(&page, &merge::known(&document));
        if let Some(heading) = &self.heading {
            let is_below = |table: &page::Table| {
                table.heading.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(heading.trim()))
            };
            if !tables.iter().any(is_below) {
                complain_of_heading(heading, &tables, console);
                return Ok(Outcome::No);
            }
            tables.retain(is_below);
        }
        let named = self.columns.as_ref().map(|Columns(columns)| columns.as_slice());
        let reading = rows::read(&tables, named);
        if reading.rows.is_empty() {
            complain_of_columns(&tables, console);
            return Ok(Outcome::No);
        }
        let merged = merge::merge(&mut document, &reading.rows, &self.about());
        if self.into.as_deref().is_some_and(layout::has_schema) {
            document.name_schema();
        }
        self.write(&layout::write(document), console)?;
        let report =
            report::render(&merged, &reading.left_out, reading.rows.len(), console.width());
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

    /// The catalog that is there, or an empty one.
    fn read_catalog(&self, console: &mut Console) -> io::Result<Option<Document>> {
        let Some(path) = self.into.as_ref().filter(|path| path.exists()) else {
            return Ok(Some(Document::default()));
        };
        let (files, mut problems) = generator::files(path);
        let file = files.into_iter().next().unwrap_or_else(|| SourceFile::new(path, ""));
        problems.extend(generator::toml_problems(&file));
        if path.is_dir() {
            console.complain(&format!("{} is a folder, not a catalog", path.display()), &[]);
            return Ok(None);
        }
        if !problems.is_empty() {
            console.report(&problems.render(&style::Problems));
            return Ok(None);
        }
        layout::read(file.text()).map(Some).map_err(|error| {
            with_context(&io::Error::other(error.message().to_owned()), path.display())
        })
    }

    /// What is said of the catalog if it says nothing itself.
    fn about(&self) -> About {
        let name = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let source = match self.file.as_os_str() {
            dash if dash == "-" => "The vendor's documentation".to_owned(),
            _ => name(self.file.file_name()),
        };
        let Some(path) = &self.into else { return About { title: "API".to_owned(), source } };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let vendor = name(path.parent().and_then(Path::file_name));
        let title = format!("{} {}", titled(&vendor), titled(&name(path.file_stem())));
        About { title, source }
    }

    fn write(&self, catalog: &str, console: &mut Console) -> io::Result<()> {
        let Some(path) = &self.into else { return console.print(catalog) };
        if fs::read(path).is_ok_and(|before| before == catalog.as_bytes()) {
            return Ok(());
        }
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder
            .and_then(|()| file::write(path, catalog.as_bytes()))
            .map_err(|error| with_context(&error, format_args!("can't write {}", path.display())))
    }
}

/// The catalog `text` brought up to date with `page`; `None` if it isn't TOML.
pub fn import(text: &str, page: &str) -> Option<String> {
    let mut document = layout::read(text).ok()?;
    let tables = page::tables(page, &merge::known(&document));
    let about = About { title: "Acme".to_owned(), source: "page.md".to_owned() };
    merge::merge(&mut document, &rows::read(&tables, None).rows, &about);
    Some(layout::write(document))
}

/// The name of a folder or a file as part of a title: `acme` is `Acme`, and `api` is `API`.
fn titled(name: &str) -> String {
    if name.len() <= 3 {
        return name.to_uppercase();
    }
    let words = name.split('_').filter_map(|word| {
        let first = word.chars().next()?;
        Some(first.to_uppercase().chain(word.chars().skip(1)).collect::<String>())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn complain_of_heading(heading: &str, tables: &[page::Table], console: &mut Console) {
    let mut known: Vec<&String> = tables.iter().filter_map(|it| it.heading.as_ref()).collect();
    known.dedup();
    let hint = format!("the headings are {}", alternatives(&known).replace(" or ", " and "));
    let hints = if known.is_empty() { Vec::new() } else { vec![hint] };
    console.complain(&format!("there is no table below the heading `{heading}`"), &hints);
}

fn complain_of_columns(tables: &[page::Table], console: &mut Console) {
    let mut hints: Vec<String> = tables
        .iter()
        .filter_map(|table| table.header.as_ref())
        .map(|header| format!("there is a table with {}", header.join(" | ")))
        .collect();
    hints.dedup();
    if tables.iter().any(|table| !table.unread.is_empty()) {
        hints.push("its columns run into each other: copy it with tabs between them".to_owned());
    }
    hints
        .push("`--columns` says what the columns have: `--columns status,code,message`".to_owned());
    let what =
        if tables.is_empty() { "no table was found" } else { "no table with codes was found" };
    console.complain(what, &hints);
}
