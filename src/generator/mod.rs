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
//! One direction: no step looks back. The build script compiles this module into itself.
//!
//! [`Generator`] goes the whole way. In a build script, [`run`](Generator::run) is all that is needed:
//!
//! ```no_run
//! // build.rs
//! use std::process::ExitCode;
//!
//! use error_catalog::generator::Generator;
//!
//! fn main() -> ExitCode {
//!     Generator::new().input("catalogs").run()
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));
//! ```
//!
//! `Cargo.toml` has the crate twice, with this feature where it is built:
//!
//! ```toml
//! [dependencies]
//! error-catalog = { version = "0.1", default-features = false, features = ["json", "std"] }
//!
//! [build-dependencies]
//! error-catalog = { version = "0.1", default-features = false, features = ["generator"] }
//! ```
//!
//! `catalogs/acme/api.toml` is the module `acme::api` then: its `ErrorCode` implements
//! [`Code`](crate::Code), and `acme::ApiError` is what a response is read into. `CATALOGS` lists them
//! all. The folder `examples/downstream` of the repository is a whole crate that has catalogs of its
//! own, and handles them as it does those of this crate.

mod build_script;
mod builder;
pub(crate) mod case;
mod check;
mod diagnostic;
mod emit;
mod error;
pub(crate) mod file;
mod format;
pub(crate) mod index;
pub(crate) mod markdown;
pub mod model;
mod names;
pub(crate) mod perfect_hash;
pub(crate) mod runtime;
mod source;
mod source_file;

#[cfg(feature = "cli")]
use std::path::Path;

pub use self::builder::Generator;
#[cfg(feature = "cli")]
pub(crate) use self::diagnostic::counted;
pub use self::diagnostic::{
    Diagnostic, Diagnostics, Location, Plain, Rule, Severity, Style, Styling,
};
pub use self::error::Error;
pub use self::format::{Field, Kind};
pub use self::model::CatalogModel;
pub use self::source_file::SourceFile;

/// The tables of the catalog format, each with its fields.
pub const FORMAT: &[Field] = format::File::TABLES;

/// What differs from one crate to the other for which Rust is generated.
#[derive(Clone, Debug)]
struct Settings {
    /// The path by which generated code names this crate.
    runtime: String,
    /// The modules that the crate has beside the generated ones; no vendor can be called so.
    reserved_modules: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { runtime: runtime::DEFAULT.to_owned(), reserved_modules: Vec::new() }
    }
}

/// The Rust of models, for tests of what is the same in it.
#[cfg(test)]
#[allow(dead_code, reason = "the command line's tests are not always there")]
pub(crate) fn emit_models(catalogs: &[CatalogModel]) -> String {
    emit::emit(catalogs, &Settings::default())
}

/// The files in `path`, a folder of vendors' folders or a single file, and what keeps others from
/// being read. What they say isn't looked at.
#[cfg(feature = "cli")]
pub(crate) fn files(path: &Path) -> (Vec<SourceFile>, Diagnostics) {
    let mut problems = Diagnostics::default();
    let files = source::find(path, &mut problems);
    (
        files,
        of_rules(problems, &[Rule::NoCatalogs, Rule::Unreadable, Rule::OutsideLink, Rule::NotUtf8]),
    )
}

/// What keeps `file` from being TOML.
#[cfg(feature = "cli")]
pub(crate) fn toml_problems(file: &SourceFile) -> Diagnostics {
    let mut problems = Diagnostics::default();
    source::parse(file, &mut problems);
    of_rules(problems, &[Rule::InvalidToml])
}

/// The variant that is named after the key `key`, if one can be.
#[cfg(feature = "cli")]
pub(crate) fn variant_of(key: &str) -> Option<String> {
    check::variant_of(key)
}

/// What keeps the path of `file` from being that of a catalog.
#[cfg(feature = "cli")]
pub(crate) fn path_problems(file: &SourceFile) -> Diagnostics {
    check::path_problems(file)
}

/// The placeholders of other notations in `text`.
#[cfg(feature = "cli")]
pub(crate) fn foreign_placeholders(text: &str) -> Vec<check::Foreign> {
    check::foreign_placeholders(text)
}

/// A valid name for a placeholder that resembles `text`.
#[cfg(feature = "cli")]
pub(crate) fn placeholder_name(text: &str) -> String {
    check::placeholder_name(text)
}

/// The message template that `text` is, if it is one.
#[cfg(feature = "cli")]
pub(crate) fn template_of(text: &str) -> Option<model::TemplateModel> {
    check::template_of(text)
}

#[cfg(feature = "cli")]
fn of_rules(problems: Diagnostics, rules: &[Rule]) -> Diagnostics {
    let mut found = Diagnostics::default();
    found.extend(problems.into_iter().filter(|problem| rules.contains(&problem.rule())));
    found
}
