//! From catalogs to Rust.
//!
//! ```text
//! catalogs/<vendor>/<scope>.toml
//!   -> source      TOML text -> a tree that knows its places
//!   -> check       every rule, every problem, with its place
//!   -> model       catalogs that are known to be right
//!   -> emit        model -> tokens -> formatted Rust
//! ```
//!
//! One direction, no step looks back. The build script compiles this module into itself, which is
//! why its parts refer to each other by `super` alone.
//!
//! ```
//! use error_catalog::generator::{self, Settings, SourceFile};
//!
//! let file = SourceFile::new("catalogs/acme/api.toml", r#"
//! [catalog]
//! title = "Acme API"
//! description = "Errors of Acme's HTTP API."
//! source = "https://acme.example/errors"
//!
//! [codes.out_of_anvils]
//! status = 503
//! description = "There are no anvils left."
//! category = "capacity"
//! retry = "later"
//! "#);
//! let catalogs = generator::check(&[file], &Settings::default())?;
//! let rust = generator::emit(&catalogs, &Settings::default());
//! assert!(rust.contains("pub mod acme"));
//! # Ok::<(), generator::Diagnostics>(())
//! ```

mod build_script;
mod case;
mod check;
mod diagnostic;
mod emit;
mod format;
pub mod model;
mod source;

use std::path::Path;

use super::{characters, closest, limits, lookup, vocabulary};

pub use self::build_script::build_script;
pub use self::diagnostic::{Diagnostic, Diagnostics, Location, Plain, Rule, Style, Styling};
pub use self::format::{Field, Kind};
pub use self::model::Catalog;
pub use self::source::SourceFile;

/// The tables of the catalog format, each with its fields.
pub const FORMAT: &[Field] = format::File::TABLES;

/// What differs from one crate to the other for which Rust is generated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The path by which generated code names this crate.
    pub runtime: String,
    /// The modules that the crate has beside the generated ones; no vendor can be called so.
    pub reserved_modules: Vec<String>,
}

impl Default for Settings {
    /// The code is generated for a crate that depends on this one.
    fn default() -> Self {
        Self { runtime: "::error_catalog".to_owned(), reserved_modules: Vec::new() }
    }
}

/// The catalogs in `path`, a folder of vendors' folders or a single file.
///
/// # Errors
///
/// Every problem of every file, if there is one.
pub fn load(path: &Path, settings: &Settings) -> Result<Vec<Catalog>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let files = if path.is_file() {
        source::read(path, &mut problems).into_iter().collect()
    } else {
        source::discover(path, &mut problems)
    };
    let catalogs = check::check(&files, settings, &mut problems);
    finish(catalogs, problems)
}

/// The catalogs that `files` contain.
///
/// # Errors
///
/// Every problem of every file, if there is one.
pub fn check(files: &[SourceFile], settings: &Settings) -> Result<Vec<Catalog>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let catalogs = check::check(files, settings, &mut problems);
    finish(catalogs, problems)
}

/// The Rust of `catalogs`, formatted.
///
/// The same catalogs give the same text on every platform.
pub fn emit(catalogs: &[Catalog], settings: &Settings) -> String {
    emit::emit(catalogs, settings)
}

fn finish(catalogs: Vec<Catalog>, mut problems: Diagnostics) -> Result<Vec<Catalog>, Diagnostics> {
    if problems.is_empty() {
        Ok(catalogs)
    } else {
        problems.sort();
        Err(problems)
    }
}
