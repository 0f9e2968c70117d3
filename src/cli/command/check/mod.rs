//! `check`: every problem of some catalogs, and what to be warned of.

mod github;
mod json;

use std::io;
use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::catalogs::problems;
use crate::cli::command::examples;
use crate::cli::terminal::console::Console;
use crate::cli::terminal::style;
use crate::cli::terminal::text::counted;
use crate::generator::model::CatalogModel;
use crate::generator::{Diagnostics, Severity};

/// Check catalogs: every problem with file, line, column and what would be right
///
/// All problems of all files are reported in one run, and warnings with them. The exit status is 0
/// if there are no problems, and 1 if there are some; warnings don't change it, unless they are
/// denied.
///
/// As JSON, each is an object with `rule`, `level`, `message`, `file`, `line`, `column`, `end_line`,
/// `end_column`, `label` (what stands beside the place), `help` and `related` (other places, each
/// with its `message`). Lines and columns count from 1, columns in characters; the end is behind the
/// last one. They are null where a whole file is meant.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog check", "checks every catalog in the folder `catalogs`"),
    ("error-catalog check catalogs/vidu/api.toml", "checks one file"),
    ("error-catalog check ../ours/catalogs ../theirs/catalogs", "checks two folders"),
    ("error-catalog check --deny warnings --format github", "in a workflow: annotates the pull request"),
]))]
pub struct Args {
    /// A catalog, or a folder that has a folder for each vendor
    #[arg(value_name = "PATH", default_value = "catalogs")]
    paths: Vec<PathBuf>,

    /// Take warnings for problems
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,

    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Deny {
    /// All warnings
    Warnings,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people, on standard error
    Text,
    /// For editors, on standard output: an object a line
    Json,
    /// For GitHub Actions, on standard output: a workflow command a line, which annotates the line
    /// of the file
    Github,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let (catalogs, found) = problems::inspect(&self.paths);
        let found = match self.deny {
            Some(Deny::Warnings) => found.deny_warnings(),
            None => found,
        };
        match self.format {
            Format::Text => {
                if !found.is_empty() {
                    console.report(&found.render(&style::Problems));
                }
                if !found.has_errors() {
                    console.print(&summary(&catalogs, &found))?;
                }
            }
            Format::Json => console.print(&json::write(&found)?)?,
            Format::Github => console.print(&github::write(&found))?,
        }
        Ok(if found.has_errors() { Outcome::No } else { Outcome::Yes })
    }
}

fn summary(catalogs: &[CatalogModel], found: &Diagnostics) -> String {
    let codes = catalogs.iter().map(|catalog| catalog.entries.len()).sum();
    let codes = counted(codes, "code");
    let warnings = match found.count(Severity::Warning) {
        0 => String::new(),
        warnings => format!(", {}", counted(warnings, "warning")),
    };
    format!("{codes} in {}: no problems{warnings}\n", counted(catalogs.len(), "catalog"))
}
