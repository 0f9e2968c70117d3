//! Output that may go to a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command_line::Outcome;
use crate::command_line::terminal::console::{Console, with_context};
use crate::generator::file;

/// The options of commands that print what could be the content of a file.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Write nothing; end with status 1 if the file doesn't have this content
    #[arg(long, requires = "output")]
    check: bool,
}

impl Output {
    /// Writes `text`, which was made from the files `inputs`, or checks that it is written.
    pub fn write<P: AsRef<Path>>(
        &self,
        text: &str,
        inputs: impl IntoIterator<Item = P>,
        console: &mut Console,
    ) -> io::Result<Outcome> {
        let Some(path) = &self.output else {
            console.print(text)?;
            return Ok(Outcome::Yes);
        };
        let shown = path.display();
        if self.check {
            let written = fs::read(path)
                .map_err(|error| with_context(&error, format_args!("can't read {shown}")))?;
            if written == text.as_bytes() {
                return Ok(Outcome::Yes);
            }
            let hint = "the same command without `--check` writes it".to_owned();
            console.complain(&format!("{shown} is out of date"), &[hint]);
            return Ok(Outcome::No);
        }
        if inputs.into_iter().any(|input| file::is_same(input.as_ref(), path)) {
            console.complain(&format!("{shown} is read, and can't be written as well"), &[]);
            return Ok(Outcome::Unanswered);
        }
        file::write(path, text.as_bytes())
            .map_err(|error| with_context(&error, format_args!("can't write {shown}")))?;
        Ok(Outcome::Yes)
    }
}
