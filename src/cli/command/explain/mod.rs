//! `explain`: everything known of a code.

mod find;
mod show;

use std::io;

use self::find::{Answer, Similar, find};
use crate::cli::Outcome;
use crate::cli::catalogs::{Loaded, Source};
use crate::cli::command::examples;
use crate::cli::terminal::console::Console;

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 100;

/// Explain a code: what it means and what to do about it
///
/// Everything that is known of the code, in every catalog that has it. If no code or variant is
/// called exactly so, letter case and underscores don't count.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog explain FieldLacking", "a code, in every catalog that has it"),
    ("error-catalog explain novita/INVALID_API_KEY", "in the catalogs of one vendor"),
    ("error-catalog explain vidu/api/FieldLacking", "in one catalog"),
    ("error-catalog explain invalid_request_error", "a code that several errors share: each of them"),
    ("error-catalog explain MissingJobId", "one of these, by the name of its Rust variant"),
]))]
pub struct Args {
    /// A code or the name of its Rust variant, by itself or below a vendor or a catalog
    code: String,

    #[command(flatten)]
    source: Source,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(catalogs) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        match find(&catalogs, &self.code) {
            Answer::Found(rows) => {
                let width = console.width().unwrap_or(WIDEST).min(WIDEST);
                let entries = rows.iter().map(|row| show::entry(row, width));
                console.print(&entries.collect::<Vec<_>>().join("\n\n"))?;
                return Ok(Outcome::Yes);
            }
            Answer::UnknownCatalog(name) => catalogs.complain(name, console),
            Answer::UnknownCode { code, scope, similar } => {
                let problem = match scope {
                    Some(scope) => format!("unknown code `{code}` in {scope}"),
                    None => format!("unknown code `{code}`"),
                };
                console.complain(&problem, &hints(similar.as_ref(), scope, &catalogs));
            }
        }
        // The code may be in a file that was left out.
        Ok(if catalogs.is_complete() { Outcome::No } else { Outcome::Unanswered })
    }
}

fn hints(similar: Option<&Similar>, scope: Option<&str>, all: &Loaded) -> Vec<String> {
    let mut hints = Vec::new();
    if let Some(Similar { code, catalogs }) = similar {
        hints.push(format!("did you mean `{code}` ({})?", catalogs.join(", ")));
    }
    hints.push(match scope {
        Some(scope) => format!("`error-catalog list {scope}` shows all its codes"),
        None => format!("`error-catalog list` shows all catalogs ({})", all.origin()),
    });
    hints
}
