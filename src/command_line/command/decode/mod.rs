//! `decode`: which error a response's body reports, and what to do about it.

pub mod advice;
mod input;
mod json;
mod read;
mod sentence;
mod show;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use http::header::RETRY_AFTER;

use self::input::{Form, Input, Unreadable};
use self::read::{Answer, read};
use crate::Catalogs;
use crate::command_line::Outcome;
use crate::command_line::catalogs::Loaded;
use crate::command_line::catalogs::arguments::{Source, is_standard_input};
use crate::command_line::command::examples;
use crate::command_line::terminal::console::{Console, with_context};

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 100;
/// How much of the input is read: a little more than what the library looks at.
const MAX_INPUT: u64 = (1 << 20) + 1;

/// Decode a response: which error it reports, and whether to retry
///
/// The input can be what people have at hand: a body, a response with its head (`curl -i`, `curl
/// -v`), an event stream, lines of JSON, a code block, a Python dict, a client's message (`Error
/// code: 429 - {...}`), or a text that mentions a code. The answer says what it was taken for. The
/// first MiB is read.
///
/// Without `--catalog`, every vendor's catalogs are tried, and the best match counts. Give the HTTP
/// status if you have it: it often says more than the body.
///
/// JSON is one object: `outcome` (failed, running or succeeded), `catalog`, `name`, `code`, `status`,
/// `message`, `arguments`, `context`, `category`, `retry`, `known` (whether the catalogs have the
/// code), `found`, `case`, `trace_id`, `may_have_taken_effect`, `rows`, `retry_after` (in seconds),
/// `others` (the other errors of the response, each such an object) and `taken_for`. Unless the
/// outcome is failed, `code` and everything about the error is null. If several vendors' rows match
/// equally well, the object is that of the first vendor in alphabetical order, and `rows` lists them
/// all. For lines of JSON, there is an object for each line that failed, with its number as `line`, one
/// a line.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog decode body.json", "the body in a file, whichever vendor sent it"),
    ("curl -si \"$URL\" | error-catalog decode", "a response with its head, which has the status"),
    (
        "error-catalog decode --catalog novita --status 403 body.json",
        "a body of Novita AI's, with its HTTP status",
    ),
    (
        "error-catalog decode --format json body.json | jq -r .retry",
        "a word for a script: resend, later, slow-down, after-change or never",
    ),
]))]
pub struct Args {
    /// The file to read; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,

    /// Whose response it is: a catalog (`novita/llm`) or a vendor (`novita`)
    #[arg(long, value_name = "NAME")]
    catalog: Option<String>,

    /// The HTTP status of the response
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=999))]
    status: Option<u16>,

    /// The wait in seconds that the header `Retry-After` asks for
    #[arg(long, value_name = "SECONDS")]
    retry_after: Option<u64>,

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
    /// One object, for programs
    Json,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let name = self.catalog.as_deref();
        let Some(catalogs) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        if catalogs.named_or_complain(name, console).is_none() {
            return Ok(Outcome::Unanswered);
        }
        let bytes = match self.bytes(console) {
            Ok(bytes) => bytes,
            Err(error) => {
                console.complain(&error.to_string(), &[]);
                return Ok(Outcome::Unanswered);
            }
        };
        let mut input = match input::read(bytes) {
            Ok(input) => input,
            Err(Unreadable { format, command }) => {
                let hint = format!("`{command} FILE | error-catalog decode` decompresses it");
                console.complain(&format!("the input is compressed ({format})"), &[hint]);
                return Ok(Outcome::Unanswered);
            }
        };
        self.complete(&mut input, &catalogs);
        let answers: Vec<Answer<'_>> =
            input.responses.iter().map(|response| read(&catalogs, name, response)).collect();
        let width = console.width().unwrap_or(WIDEST).min(WIDEST);
        let text = match self.format {
            Format::Text => show::answers(&input.forms, &answers, width),
            Format::Json => json::write(&input.forms, &answers)?,
        };
        console.print(&text)?;
        let unknown = answers.iter().any(Answer::is_unknown);
        Ok(if unknown { Outcome::No } else { Outcome::Yes })
    }

    /// Adds what the arguments say to what the input does, and takes texts that mention a code for
    /// what they say.
    fn complete(&self, input: &mut Input, catalogs: &Loaded) {
        let asked = self.catalog.as_deref().map_or(catalogs.list, |name| catalogs.named(name));
        if self.status.is_some() {
            input.forms.retain(|form| *form != Form::ClientMessage);
        }
        for response in &mut input.responses {
            if let Some(seconds) = self.retry_after {
                response.headers.insert(RETRY_AFTER, seconds.into());
            }
            let text = std::str::from_utf8(&response.body).unwrap_or_default();
            if let Some(body) = sentence::body(Catalogs::new(asked), text) {
                // A number in such a text may be anything.
                response.status = None;
                response.body = body.into_bytes();
                input.forms = vec![Form::Sentence];
            }
            response.status = self.status.or(response.status);
        }
    }

    fn bytes(&self, console: &mut Console) -> io::Result<Vec<u8>> {
        if is_standard_input(&self.file) {
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
