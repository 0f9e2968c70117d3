//! `check`: every problem of some catalogs.

use std::io;
use std::path::PathBuf;

use super::console::Console;
use super::text::counted;
use super::{Outcome, examples, problems};
use crate::generator::model::Catalog;

/// Check catalogs: every problem with file, line, column and what would be right
///
/// All problems of all files are reported in one run, on standard error. The exit status is 0 if
/// there are none, and 1 if there are some.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog check", "checks every catalog in the folder `catalogs`"),
    ("error-catalog check catalogs/vidu/api.toml", "checks one file"),
    ("error-catalog check ../ours/catalogs ../theirs/catalogs", "checks two folders"),
]))]
pub struct Args {
    /// A catalog, or a folder that has a folder for each vendor
    #[arg(value_name = "PATH", default_value = "catalogs")]
    paths: Vec<PathBuf>,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let loaded = problems::load_or_report(&self.paths, console);
        let Some(catalogs) = loaded else { return Ok(Outcome::No) };
        console.print(&summary(&catalogs))?;
        Ok(Outcome::Fine)
    }
}

fn summary(catalogs: &[Catalog]) -> String {
    let codes = catalogs.iter().map(|catalog| catalog.entries.len()).sum();
    let codes = counted(codes, "code");
    format!("{codes} in {}: no problems\n", counted(catalogs.len(), "catalog"))
}
