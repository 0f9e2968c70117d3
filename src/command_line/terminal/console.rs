//! Where output goes.

use std::io::{self, Write};
use std::{env, fmt};

use anstream::AutoStream;
use clap::ColorChoice;
use terminal_size::{Height, Width, terminal_size_of};

use crate::command_line::terminal::style::{self, paint};
use crate::command_line::terminal::text::visible;

/// The largest width that lines are laid out for, whatever `COLUMNS` says.
const WIDEST: usize = 1_000;

/// Standard output and standard error, with colours where they are wanted.
pub struct Console {
    output: AutoStream<io::Stdout>,
    errors: AutoStream<io::Stderr>,
    width: Option<usize>,
}

impl Console {
    /// The streams of this process, with colours when `color` says so.
    pub fn of_process(color: ColorChoice) -> Self {
        let color = match color {
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
            ColorChoice::Auto => anstream::ColorChoice::Auto,
        };
        Self {
            output: AutoStream::new(io::stdout(), color),
            errors: AutoStream::new(io::stderr(), color),
            width: columns(terminal_size_of(io::stdout())),
        }
    }

    /// How many columns lines of standard output may have; `None` where there is no limit.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// The same of standard error.
    pub fn width_of_errors(&self) -> Option<usize> {
        columns(terminal_size_of(io::stderr()))
    }

    /// Writes to standard output.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        self.output
            .write_all(text.as_bytes())
            .and_then(|()| self.output.flush())
            .map_err(|error| with_context(&error, "can't write to standard output"))
    }

    /// Writes to standard error. A failure to do so can't be reported anywhere.
    pub fn report(&mut self, text: &str) {
        let _ = self.errors.write_all(text.as_bytes());
    }

    /// Writes a note to standard error.
    pub fn note(&mut self, text: &str) {
        let severity = paint(style::HEADING, "note:");
        self.report(&format!("{severity} {}\n", visible(text)));
    }

    /// Writes a warning to standard error, and below it what may help.
    pub fn warn(&mut self, problem: &str, hints: &[String]) {
        self.say(&paint(style::WARNING, "warning:"), problem, hints);
    }

    /// Writes an error to standard error, and below it what may help.
    pub fn complain(&mut self, problem: &str, hints: &[String]) {
        self.say(&paint(style::ERROR, "error:"), problem, hints);
    }

    fn say(&mut self, severity: &str, problem: &str, hints: &[String]) {
        self.report(&format!("{severity} {}\n", visible(problem)));
        for hint in hints {
            let label = paint(style::FRAME, "help:");
            self.report(&format!("  {label} {}\n", visible(hint)));
        }
    }
}

/// `error` with what couldn't be done in front, of the same kind.
pub fn with_context(error: &io::Error, context: impl fmt::Display) -> io::Error {
    io::Error::new(error.kind(), format!("{context}: {error}"))
}

/// The columns of a terminal or, where there is none, `COLUMNS`.
fn columns(terminal: Option<(Width, Height)>) -> Option<usize> {
    let terminal = terminal.map(|(Width(columns), _)| usize::from(columns));
    let wished = || env::var("COLUMNS").ok()?.trim().parse().ok();
    let columns = terminal.filter(|columns| *columns > 0).or_else(wished);
    columns.filter(|columns| *columns > 0).map(|columns| columns.min(WIDEST))
}
