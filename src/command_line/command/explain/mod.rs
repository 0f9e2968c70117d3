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
use crate::{Catalog, Entry};

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 100;

/// Explain a code: what it means and what to do about it
///
/// It prints everything that is known of the code, in every catalog that has it. Letter case and
/// underscores count only where several names differ in them. A code that belongs to a family, such
/// as `FLOOD_WAIT_42`, leads to the family.
///
/// The name of a catalog is explained as well, and so is a rule of `check`: what it requires, an
/// example that breaks it, and one that is right.
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
    /// An array with an object for each code, as `export` has it, for programs; of a rule, one
    /// object
    Json,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(catalogs) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        let width = console.width().unwrap_or(WIDEST).min(WIDEST);
        let blocks = |blocks: Vec<String>| blocks.join("\n\n");
        let text = match (find(&catalogs, &self.code), self.format) {
            (Answer::Found(rows), Format::Text) => {
                blocks(rows.iter().map(|row| show::entry(row, width)).collect())
            }
            (Answer::Found(rows), Format::Json) => {
                json(rows.iter().map(|it| (it.catalog, it.entry)))?
            }
            (Answer::Catalogs(found), Format::Text) => {
                blocks(found.iter().map(|it| show::catalog(it, width)).collect())
            }
            (Answer::Catalogs(found), Format::Json) => json(
                found
                    .iter()
                    .flat_map(|catalog| catalog.entries().iter().map(|entry| (*catalog, entry))),
            )?,
            (Answer::Rule(rule), Format::Text) => rules::show(rule, width),
            (Answer::Rule(rule), Format::Json) => rules::json(rule)?,
            (Answer::UnknownCatalog(name), _) => {
                catalogs.complain(name, console);
                return Ok(unknown(&catalogs));
            }
            (Answer::UnknownCode { code, scope, similar }, _) => {
                let problem = match scope {
                    Some(scope) => format!("unknown code `{code}` in {scope}"),
                    None => format!("unknown code `{code}`"),
                };
                console.complain(&problem, &hints(similar.as_ref(), scope, &catalogs));
                return Ok(unknown(&catalogs));
            }
        };
        console.print(&text)?;
        Ok(Outcome::Yes)
    }
}

/// That there is no such code; without an answer where it may be in a file that was left out.
fn unknown(catalogs: &Loaded) -> Outcome {
    if catalogs.is_complete() { Outcome::No } else { Outcome::Unanswered }
}

/// The rows as `export` has them.
fn json(rows: impl Iterator<Item = (&'static Catalog, &'static Entry)>) -> io::Result<String> {
    let rows = rows.map(|(catalog, entry)| row::Row::new(catalog.path(), entry));
    Ok(serde_json::to_string_pretty(&rows.collect::<Vec<_>>())? + "\n")
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
