//! `decode`: which error a response's body reports, and what to do about it.

pub mod advice;
mod json;
mod read;
mod show;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use self::read::{Answer, read};
use crate::Match;
use crate::cli::Outcome;
use crate::cli::catalogs::Source;
use crate::cli::command::examples;
use crate::cli::terminal::console::{Console, with_context};

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 100;
/// How much of the input is read: a little more than what the library looks at.
const MAX_INPUT: u64 = (1 << 20) + 1;

/// Decode the body of a response: which error it is, and whether to retry
///
/// Without a catalog, the body is read as every vendor's, and the reading counts that finds a row
/// best. The HTTP status isn't in the body: give it, if you have it, as it says more than many
/// bodies do. Of the body, the first MiB is read.
///
/// JSON is one object, or null if the body reports no error: `catalog`, `name`, `code`, `status` (the
/// one that was given), `message`, `arguments`, `category`, `retry` and `known`, and further `found`,
/// `case`, `trace_id`, `may_have_taken_effect` and `rows`. Where no single row was found, `known` is
/// false and `name` null. If several vendors' rows fit equally well, the object is that of the first
/// vendor in the order of the alphabet, and `rows` has the others', too.
///
/// The exit status is 0 if the code is known, or if the body reports no error, 1 if the error is
/// unknown, and 2 if there is no such file or catalog.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog decode body.json", "a body in a file, whichever vendor's it is"),
    ("curl -s \"$URL\" | error-catalog decode", "one that has just come"),
    (
        "error-catalog decode --catalog novita --status 403 body.json",
        "one that is known to be Novita AI's, with the HTTP status",
    ),
    (
        "curl -s -o body.json -w '%{http_code}' \"$URL\" | xargs error-catalog decode body.json --status",
        "the status and the body of one request",
    ),
    (
        "error-catalog decode --format json body.json | jq -r .retry",
        "a word for a script: resend, later, slow-down, after-change or never",
    ),
]))]
pub struct Args {
    /// The file that has the body; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,

    /// Whose error it is: a catalog (`novita/llm`) or a vendor (`novita`)
    #[arg(long, value_name = "NAME")]
    catalog: Option<String>,

    /// The HTTP status of the response
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=999))]
    status: Option<u16>,

    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// What to do and what is known, for readers
    Text,
    /// One object, or null, for programs
    Json,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let name = self.catalog.as_deref();
        let Some(catalogs) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        if catalogs.named_or_complain(name, console).is_none() {
            return Ok(Outcome::Unanswered);
        }
        let body = match self.body(console) {
            Ok(body) => body,
            Err(error) => {
                console.complain(&error.to_string(), &[]);
                return Ok(Outcome::Unanswered);
            }
        };
        let answer = read(&catalogs, name, self.status, &body);
        let width = console.width().unwrap_or(WIDEST).min(WIDEST);
        let text = match self.format {
            Format::Text => show::answer(&answer, width),
            Format::Json => json::write(&answer)?,
        };
        console.print(&text)?;
        Ok(outcome(&answer))
    }

    fn body(&self, console: &mut Console) -> io::Result<Vec<u8>> {
        if self.file == Path::new("-") {
            let input = io::stdin();
            if input.is_terminal() {
                console.report("reading a body from the terminal; end it with Ctrl-D\n");
            }
            return bounded(input.lock())
                .map_err(|error| with_context(&error, "can't read standard input"));
        }
        File::open(&self.file).and_then(bounded).map_err(|error| {
            with_context(&error, format_args!("can't read {}", self.file.display()))
        })
    }
}

fn bounded(input: impl Read) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    input.take(MAX_INPUT).read_to_end(&mut body)?;
    Ok(body)
}

fn outcome(answer: &Answer<'_>) -> Outcome {
    match answer.best.first() {
        Some(reading) if reading.error.matched() == Match::Unknown => Outcome::No,
        _ => Outcome::Yes,
    }
}
