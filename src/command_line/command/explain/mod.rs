//! `explain`: everything known of a code.

mod find;
mod rules;
mod show;

use std::io;

use self::find::{Answer, Similar, find};
use crate::command_line::Outcome;
use crate::command_line::catalogs::Loaded;
use crate::command_line::catalogs::arguments::Source;
use crate::command_line::command::examples;
use crate::command_line::command::export::row;
use crate::command_line::terminal::console::Console;

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 100;

/// Explain a code: what it means and what to do about it
///
/// It prints everything that is known of the code, in every catalog that has it. Letter case and
/// underscores count only where several names differ in them. A code that belongs to a family, such
/// as `FLOOD_WAIT_42`, leads to the family.
///
/// The name of a catalog is explained as well, and so is a rule of `check`: what it requires, and an
/// example of a catalog that breaks it.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog explain FieldLacking", "a code, in every catalog that has it"),
    ("error-catalog explain novita/INVALID_API_KEY", "in the catalogs of one vendor"),
    ("error-catalog explain vidu/api/FieldLacking", "in one catalog"),
    ("error-catalog explain invalid_request_error", "a code that several errors share: each of them"),
    ("error-catalog explain MissingJobId", "one of these, by the name of its Rust variant"),
    ("error-catalog explain missing-field", "a rule of `check`"),
]))]
pub struct Args {
    /// A code or the name of its Rust variant, alone or after a vendor or a catalog; a catalog; a rule
    #[arg(allow_hyphen_values = true)]
    code: String,

    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For readers
    Text,
    /// An array with an object for each row, as `export` has it, for programs
    Json,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(catalogs) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        let width = console.width().unwrap_or(WIDEST).min(WIDEST);
        match find(&catalogs, &self.code) {
            Answer::Found(rows) => {
                let text = match self.format {
                    Format::Text => {
                        let entries = rows.iter().map(|row| show::entry(row, width));
                        entries.collect::<Vec<_>>().join("\n\n")
                    }
                    Format::Json => {
                        let rows = rows.iter().map(|it| row::Row::new(it.catalog.path(), it.entry));
                        serde_json::to_string_pretty(&rows.collect::<Vec<_>>())? + "\n"
                    }
                };
                console.print(&text)?;
                return Ok(Outcome::Yes);
            }
            Answer::Catalogs(found) => {
                let found: Vec<_> = found.iter().map(|it| show::catalog(it, width)).collect();
                console.print(&found.join("\n\n"))?;
                return Ok(Outcome::Yes);
            }
            Answer::Rule(rule) => {
                console.print(&rules::show(rule, width))?;
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
        Some(scope) => all.list_codes_hint(scope),
        None => all.list_hint(),
    });
    hints
}
