//! The text of a catalog, and where its lines and characters are.

use std::path::Path;

/// How many bytes lie between two places up to which the characters of a file are counted.
const STRIDE: usize = 1 << 10;

/// The text of a file, under the path by which problems name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    vendor: String,
    scope: String,
    text: String,
    /// Where the lines begin: a file of ten thousand codes may have as many problems.
    line_starts: Vec<usize>,
    /// How many characters begin before each [`STRIDE`]th byte: a line may be as long as the file, and
    /// have as many problems.
    characters: Vec<usize>,
}

impl SourceFile {
    /// The text of a catalog that is, or would be, at `path`: its last two parts name the vendor and
    /// the scope.
    pub fn new(path: impl AsRef<Path>, text: impl Into<String>) -> Self {
        Self::of(path.as_ref(), text.into())
    }

    fn of(path: &Path, text: String) -> Self {
        // `api.toml` alone still has a vendor's name: that of the folder that it is in.
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let name = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
        };
        // An editor on Windows must not change what a string of several lines is.
        let text = text.replace("\r\n", "\n");
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let counts = text.as_bytes().chunks(STRIDE).scan(0, |total, chunk| {
            let before = *total;
            *total += chunk.iter().filter(|byte| begins_character(**byte)).count();
            Some(before)
        });
        Self {
            vendor: name(whole.parent().and_then(Path::file_name)),
            scope: name(whole.file_stem()),
            path: display_path(path),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            characters: counts.collect(),
            text,
        }
    }

    /// The path, with `/` between its parts on every platform.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The name of the folder that the file is in.
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

    /// The number of the line, from 1, in which the byte `at` is.
    pub(super) fn line_number(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at).max(1)
    }

    /// The bytes of the line of this number, from 1, without its line break.
    pub(super) fn line(&self, number: usize) -> std::ops::Range<usize> {
        let start = self.line_starts[number - 1];
        let end = self.line_starts.get(number).map_or(self.text.len(), |next| next - 1);
        start..end
    }

    /// How many characters begin before the byte `at`.
    pub(super) fn characters_before(&self, at: usize) -> usize {
        let Some(counted) = self.characters.get(at / STRIDE).or(self.characters.last()) else {
            return 0;
        };
        let from = (at / STRIDE).min(self.characters.len() - 1) * STRIDE;
        let rest = &self.text.as_bytes()[from..at];
        counted + rest.iter().filter(|byte| begins_character(**byte)).count()
    }
}

/// Whether a byte of UTF-8 is the first of a character.
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// A path as problems name it: the same on every platform.
pub(super) fn display_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}
