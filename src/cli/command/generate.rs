//! `generate`: the Rust that a catalog becomes.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cli::Outcome;
use crate::cli::catalogs::problems;
use crate::cli::command::examples;
use crate::cli::terminal::console::{Console, with_context};
use crate::generator::{Error, Generator, runtime};

/// Print the Rust that a catalog becomes
///
/// It is what the build script makes of the catalog. If there are problems, they are reported as
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
    /// A catalog, or a folder that has a folder for each vendor
    file: PathBuf,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// The path by which the code names the crate error_catalog
    #[arg(long, value_name = "RUST_PATH", default_value = runtime::DEFAULT, value_parser = rust_path)]
    runtime: String,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let rust = match Generator::new().input(&self.file).runtime(&self.runtime).generate() {
            Ok(rust) => rust,
            Err(Error::Catalogs(problems)) => {
                problems::report(&problems, console);
                return Ok(Outcome::No);
            }
            Err(error) => return Err(io::Error::other(error)),
        };
        match &self.output {
            Some(path) => write(path, &rust)?,
            None => console.print(&rust)?,
        }
        Ok(Outcome::Fine)
    }
}

/// Writes `text` to the file `path`.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
        .map_err(|error| with_context(&error, format_args!("can't write {}", path.display())))
}

fn rust_path(text: &str) -> Result<String, String> {
    runtime::check(text).map(|()| text.to_owned()).map_err(str::to_owned)
}
