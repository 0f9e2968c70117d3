//! `check`: every problem of some catalogs, and what to be warned of.

mod github;
mod json;

use std::io;
use std::path::PathBuf;

use crate::command_line::Outcome;
use crate::command_line::catalogs::arguments::{Files, is_standard_input};
use crate::command_line::catalogs::problems;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::{Console, with_context};
use crate::command_line::terminal::style;
use crate::command_line::terminal::text::counted;
use crate::generator::model::CatalogModel;
use crate::generator::{Diagnostics, Generator, Severity, SourceFile};

/// Check catalogs: every problem with file, line, column and what to write instead
///
/// All problems of all files are reported in one run, and warnings with them. Warnings don't change
/// the exit status, unless they are denied.
///
/// As JSON, each is an object with `rule`, `level`, `message`, `file`, `line`, `column`, `end_line`,
/// `end_column`, `label` (the text beside the caret), `help` and `related` (other places, each with
/// its `message`). Lines and columns count from 1, columns in characters; the end column is the one
/// after the last character. They are null where a whole file is meant.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog check", "checks every catalog in the folder `catalogs`"),
    ("error-catalog check catalogs/vidu/api.toml", "checks one file"),
    ("error-catalog check ../ours/catalogs ../theirs/catalogs", "checks two folders"),
    (
        "error-catalog check - --stdin-filename acme/api.toml < acme/api.toml",
        "checks standard input, as an editor does",
    ),
    ("error-catalog check --deny warnings --format github", "in a workflow: annotates the pull request"),
]))]
pub struct Args {
    #[command(flatten)]
    files: Files,

    /// The path that problems of standard input (`-`) name, for editors
    #[arg(long, value_name = "PATH", default_value = "stdin/stdin.toml")]
    stdin_filename: PathBuf,

    /// Treat warnings as errors
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,

    /// How to report
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
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
        let Some(paths) = self.files.paths(console) else { return Ok(Outcome::Unanswered) };
        let (catalogs, found) = self.inspect(&paths)?;
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

    fn inspect(&self, paths: &[PathBuf]) -> io::Result<(Vec<CatalogModel>, Diagnostics)> {
        let (input, paths): (Vec<_>, Vec<_>) =
            paths.iter().cloned().partition(|path| is_standard_input(path));
        let (mut catalogs, mut found) = problems::inspect(&paths);
        if input.is_empty() {
            return Ok((catalogs, found));
        }
        let text = io::read_to_string(io::stdin())
            .map_err(|error| with_context(&error, "can't read standard input"))?;
        let file = SourceFile::new(&self.stdin_filename, text);
        let (read, problems) = Generator::new().source(file).inspect();
        catalogs.extend(read);
        found.extend(problems);
        Ok((catalogs, found))
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
