//! Catalogs as files, and what is wrong with them.

use std::path::PathBuf;

use super::console::Console;
use super::style;
use crate::generator::model::Catalog;
use crate::generator::{Diagnostics, Generator};

/// The catalogs in `paths`, files or folders of vendors' folders.
///
/// If anything is wrong with them, all of it is said on standard error.
pub fn load_or_report(paths: &[PathBuf], console: &mut Console) -> Option<Vec<Catalog>> {
    match load(paths) {
        Ok(catalogs) => Some(catalogs),
        Err(problems) => {
            report(&problems, console);
            None
        }
    }
}

/// Says on standard error all that is wrong.
pub fn report(problems: &Diagnostics, console: &mut Console) {
    console.report(&problems.render(&style::Problems));
}

/// What is in several of `paths` counts once.
fn load(paths: &[PathBuf]) -> Result<Vec<Catalog>, Diagnostics> {
    let mut catalogs: Vec<Catalog> = Vec::new();
    let mut problems = Diagnostics::default();
    for path in paths {
        match Generator::new().input(path).check() {
            Ok(found) => {
                for catalog in found {
                    if catalogs.iter().all(|known| known.file != catalog.file) {
                        catalogs.push(catalog);
                    }
                }
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(catalogs) } else { Err(problems) }
}
