//! The command `error-catalog`.
//!
//! A command is a file: its arguments, the examples that its help teaches by, and `run`. What a
//! command prints is made as text first and written in one go. The text always has its colours in
//! it; the console takes them out where they don't belong.

mod catalogs;
mod command;
mod layout;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::command::{
    check, decode, diff, examples, explain, export, fmt, generate, import, list, schema,
};
use crate::cli::terminal::console::Console;
use crate::cli::terminal::style;

/// Lines of help that are longer than this are hard to read.
const WIDEST_HELP: usize = 100;

/// The error tables of web APIs: look codes up, decode responses, export, check and compile
/// catalogs.
#[derive(Debug, Parser)]
#[command(
    name = "error-catalog",
    version,
    styles = style::HELP,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = examples::text(&[
        ("error-catalog list", "which catalogs there are"),
        ("error-catalog list novita/gpu", "all codes of one of them"),
        ("error-catalog explain FieldLacking", "what a code means, and what to do about it"),
        ("error-catalog decode body.json", "which error a response's body reports"),
        ("error-catalog check", "what is wrong with the catalogs in `catalogs/`"),
        ("error-catalog fmt", "the same catalogs in the canonical layout"),
        ("error-catalog import page.md", "a catalog of the tables in a vendor's page"),
        ("error-catalog diff main", "what has changed since `main`, and what it means"),
    ])
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Explain(explain::Args),
    Decode(decode::Args),
    Export(export::Args),
    Check(check::Args),
    Fmt(fmt::Args),
    Import(import::Args),
    Diff(diff::Args),
    Generate(generate::Args),
    Schema(schema::Args),
}

/// What a command's exit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The answer is yes, or is there.
    Yes,
    /// The answer is no: problems were found, a file isn't formatted, a change is breaking, a code is
    /// unknown.
    No,
    /// There is no answer: the command was used wrongly, or a file, catalog or revision is missing.
    Unanswered,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Yes => Self::SUCCESS,
            Outcome::No => Self::from(1),
            Outcome::Unanswered => Self::from(2),
        }
    }
}

/// Runs the command that the arguments of this process ask for.
pub fn main() -> ExitCode {
    let mut console = Console::of_process();
    match run(&mut console) {
        Ok(status) => status,
        // Whoever read the output has enough of it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            console.complain(&error.to_string(), &[]);
            Outcome::Unanswered.into()
        }
    }
}

fn run(console: &mut Console) -> io::Result<ExitCode> {
    match parse(console.width()) {
        Ok(cli) => cli.command.run(console).map(ExitCode::from),
        Err(error) => {
            error.print()?;
            Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
        }
    }
}

fn parse(width: Option<usize>) -> Result<Cli, clap::Error> {
    let width = width.map_or(WIDEST_HELP, |width| width.min(WIDEST_HELP));
    let matches = Cli::command().term_width(width).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

impl Command {
    fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        match self {
            Self::List(args) => args.run(console),
            Self::Explain(args) => args.run(console),
            Self::Decode(args) => args.run(console),
            Self::Export(args) => args.run(console),
            Self::Check(args) => args.run(console),
            Self::Fmt(args) => args.run(console),
            Self::Import(args) => args.run(console),
            Self::Diff(args) => args.run(console),
            Self::Generate(args) => args.run(console),
            Self::Schema(args) => args.run(console),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        super::Cli::command().debug_assert();
    }
}
