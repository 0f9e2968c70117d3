//! Catalogs as files, and what is wrong with them.

use std::path::PathBuf;

use super::console::Console;
use super::style;
use crate::generator::model::Catalog;
use crate::generator::{self, Diagnostics, Settings};

/// The catalogs in `paths`, files or folders of vendors' folders.
///
/// If anything is wrong with them, all of it is said on standard error.
pub fn load_or_report(
    paths: &[PathBuf],
    settings: &Settings,
    console: &mut Console,
) -> Option<Vec<Catalog>> {
    match load(paths, settings) {
        Ok(catalogs) => Some(catalogs),
        Err(problems) => {
            console.report(&problems.render(&style::Problems));
            None
        }
    }
}

/// What is in several of `paths` counts once.
fn load(paths: &[PathBuf], settings: &Settings) -> Result<Vec<Catalog>, Diagnostics> {
    let mut catalogs: Vec<Catalog> = Vec::new();
    let mut problems = Diagnostics::default();
    for path in paths {
        match generator::load(path, settings) {
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
