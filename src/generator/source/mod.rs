//! Catalog files: where they are, and what is in them.

mod discover;
mod parse;

use std::path::Path;

pub(super) use self::discover::find;
pub(super) use self::parse::parse;

/// The text of a file, under the path by which problems name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    vendor: String,
    scope: String,
    text: String,
    /// Where the lines begin: a file of ten thousand codes may have as many problems.
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// The text of a catalog that lies, or would lie, at `path`: its last two parts name the vendor
    /// and the scope.
    pub fn new(path: impl AsRef<Path>, text: impl Into<String>) -> Self {
        Self::of(path.as_ref(), text.into())
    }

    fn of(path: &Path, text: String) -> Self {
        // `api.toml` alone has its vendor's name all the same: that of the folder where it is.
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let name = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
        };
        // An editor on Windows must not change what a text of several lines is.
        let text = text.replace("\r\n", "\n");
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            vendor: name(whole.parent().and_then(Path::file_name)),
            scope: name(whole.file_stem()),
            path: display_path(path),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            text,
        }
    }

    /// The path, with `/` between its parts on every platform.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The name of the folder in which the file lies.
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// The name of the file, without its ending.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// What the file contains.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of the line, from 1, in which the byte `at` is, and where the line begins.
    pub(super) fn line_at(&self, at: usize) -> (usize, usize) {
        let number = self.line_starts.partition_point(|start| *start <= at).max(1);
        (number, self.line_starts[number - 1])
    }
}

/// A path as problems name it: the same on every platform.
pub(super) fn display_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}
