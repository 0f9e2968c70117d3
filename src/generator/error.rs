//! Why there is no Rust, or no file with it.

use std::path::PathBuf;
use std::{fmt, io};

use crate::generator::Diagnostics;

/// What kept a [`Generator`](crate::generator::Generator) from its work.
///
/// `Display` says it as a person reads it: of catalogs, every problem in full.
#[non_exhaustive]
pub enum Error {
    /// There are problems with the catalogs.
    Catalogs(Diagnostics),
    /// The path of the runtime isn't one that generated code could use.
    Runtime {
        /// The path.
        path: String,
        /// What would be right.
        help: &'static str,
    },
    /// No output is named, and this isn't a build script, where `OUT_DIR` would be.
    NoOutput,
    /// The output can't be written.
    Write {
        /// The output.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Catalogs(problems) => problems.fmt(formatter),
            Self::Runtime { path, help } => {
                write!(formatter, "the runtime can't be `{}`: {help}", path.escape_debug())
            }
            Self::NoOutput => formatter.write_str(
                "there is no file to write to: name it with `output`; only a build script has OUT_DIR",
            ),
            Self::Write { path, error } => {
                write!(formatter, "can't write {}: {error}", path.display())
            }
        }
    }
}

/// As `Display`: it is what a `main` prints that returns the error.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<Diagnostics> for Error {
    fn from(problems: Diagnostics) -> Self {
        Self::Catalogs(problems)
    }
}
