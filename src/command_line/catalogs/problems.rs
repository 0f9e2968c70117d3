//! Catalogs for a command, and on standard error what is wrong with them.

use std::path::PathBuf;

use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::style;
use crate::generator::model::CatalogModel;
use crate::generator::{Diagnostics, Generator};

/// Says on standard error all that is wrong.
pub fn report(problems: &Diagnostics, console: &mut Console) {
    console.report(&problems.render(&style::Problems));
}

/// The catalogs in `paths` that have no problem, with all that is to be said of any. What is in
/// several of `paths` counts once.
pub fn inspect(paths: &[PathBuf]) -> (Vec<CatalogModel>, Diagnostics) {
    let mut catalogs: Vec<CatalogModel> = Vec::new();
    let mut found = Diagnostics::default();
    for path in paths {
        let (read, problems) = Generator::new().input(path).inspect();
        found.extend(problems);
        for catalog in read {
            if catalogs.iter().all(|known| known.file != catalog.file) {
                catalogs.push(catalog);
            }
        }
    }
    (catalogs, found)
}
