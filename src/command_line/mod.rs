//! The command `error-catalog`.
//!
//! A command is a file or a folder: its arguments, the examples of its help, and `run`. What a command
//! prints is made as text first and written at once. The text always has colours; the console removes
//! them where they aren't wanted.

mod catalogs;
mod command;
mod layout;
mod terminal;

/// Parts of commands without their files and streams, for the targets in `fuzz/`.
pub mod fuzzing {
    pub use crate::command_line::command::import::import;

    /// The catalog `text` in the canonical layout; `None` if it isn't TOML.
    pub fn format(text: &str) -> Option<String> {
        crate::command_line::layout::format(text, false).ok()
    }
}

use std::ffi::OsString;
use std::process::ExitCode;
use std::{env, io};

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::characters::disturbs_terminal;
use crate::command_line::command::{
    check, decode, diff, examples, explain, export, fmt, generate, import, list, packaging, schema,
};
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::style;
use crate::command_line::terminal::text::visible_lines;

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

    /// When to use colours: `auto` is on a terminal, unless NO_COLOR is set
    // Read before the others, by `color_of`: help texts and errors have colours too.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    color: ColorChoice,
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
    Completions(packaging::Completions),
    Man(packaging::Man),
}

/// What a command's exit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The answer is yes, or was printed.
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
    let arguments: Vec<OsString> = env::args_os().collect();
    let color = color_of(&arguments);
    let mut console = Console::of_process(color);
    match run(&arguments, color, &mut console) {
        Ok(status) => status,
        // The reader of the output has closed it, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            console.complain(&error.to_string(), &[]);
            Outcome::Unanswered.into()
        }
    }
}

fn run(arguments: &[OsString], color: ColorChoice, console: &mut Console) -> io::Result<ExitCode> {
    let error = match parse(arguments, color, console.width()) {
        Ok(cli) => return cli.command.run(console).map(ExitCode::from),
        Err(error) => error,
    };
    let error = if error.use_stderr() {
        parse(arguments, color, console.width_of_errors()).err().unwrap_or(error)
    } else {
        error
    };
    // A message repeats arguments, which may be anything.
    let is_harmless = |argument: &OsString| {
        argument.to_str().is_some_and(|it| !it.chars().any(disturbs_terminal))
    };
    if arguments.iter().all(is_harmless) {
        error.print()?;
    } else {
        console.report(&(visible_lines(&error.render().to_string()) + "\n"));
    }
    Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
}

fn parse(
    arguments: &[OsString],
    color: ColorChoice,
    width: Option<usize>,
) -> Result<Cli, clap::Error> {
    let width = width.map_or(WIDEST_HELP, |width| width.min(WIDEST_HELP));
    let command = Cli::command().term_width(width).color(color);
    Cli::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

/// The last `--color`. One that is invalid is reported when the arguments are parsed.
fn color_of(arguments: &[OsString]) -> ColorChoice {
    let arguments = arguments.iter().map(|it| it.to_str().unwrap_or_default());
    let next = arguments.clone().skip(1);
    let given = arguments.zip(next.chain([""])).filter_map(|(argument, next)| {
        let word = match argument.strip_prefix("--color")? {
            "" => next,
            value => value.strip_prefix('=')?,
        };
        word.parse().ok()
    });
    given.last().unwrap_or_default()
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
            Self::Completions(args) => args.run(Cli::command(), console),
            Self::Man(args) => args.run(Cli::command(), console),
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
