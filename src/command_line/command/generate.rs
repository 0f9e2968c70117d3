//! `generate`: the Rust that a catalog becomes.

use std::io;

use crate::command_line::Outcome;
use crate::command_line::catalogs::arguments::Files;
use crate::command_line::catalogs::problems;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::output::Output;
use crate::generator::{self, Error, Generator, runtime};

/// Print the Rust that a catalog becomes
///
/// This is what a build script makes of the catalog. If there are problems, they are reported as
/// `check` does, and nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog generate catalogs/vidu/api.toml", "prints the module `vidu::api`"),
    ("error-catalog generate catalogs --output src/catalogs.rs", "writes all catalogs into one file"),
    (
        "error-catalog generate acme/api.toml --runtime crate::errors",
        "for a crate that re-exports error_catalog as its module `errors`",
    ),
]))]
pub struct Args {
    #[command(flatten)]
    files: Files,

    #[command(flatten)]
    output: Output,

    /// The path by which the code names the crate error_catalog
    #[arg(long, value_name = "RUST_PATH", default_value = runtime::DEFAULT, value_parser = rust_path)]
    runtime: String,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(paths) = self.files.paths(console) else { return Ok(Outcome::Unanswered) };
        let mut generator = Generator::new();
        for path in &paths {
            generator.input(path);
        }
        let rust = match generator.runtime(&self.runtime).generate() {
            Ok(rust) => rust,
            Err(Error::Catalogs(problems)) => {
                problems::report(&problems, console);
                return Ok(Outcome::No);
            }
            Err(error) => return Err(io::Error::other(error)),
        };
        // A problem with a file is one of the catalogs above.
        let inputs = paths.iter().flat_map(|path| generator::files(path).0);
        let inputs = inputs.map(|file| file.path().to_owned());
        self.output.write(&rust, inputs, console)
    }
}

fn rust_path(text: &str) -> Result<String, String> {
    runtime::check(text).map(|()| text.to_owned()).map_err(str::to_owned)
}
