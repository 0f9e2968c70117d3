//! Finding and reading the files of a folder of catalogs.
//!
//! Only regular files of a bounded size are read, each once, and none outside the folder: a link may
//! lead anywhere, to a folder above it as well as to a device that never ends.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source_file::{SourceFile, display_path};

/// How many folders below a vendor's are searched for files that are too deep.
const DEEPEST: usize = 8;

/// How many bytes a catalog may have: a thousand for each code that it may have.
const LARGEST: u64 = 64 << 20;

/// The catalogs in `path`, a folder of vendors' folders or a single file.
pub fn find(path: &Path, problems: &mut Diagnostics) -> Vec<SourceFile> {
    if path.is_dir() {
        discover(path, problems)
    } else {
        read(path, problems).into_iter().collect()
    }
}

/// The catalogs in the folder `root`, sorted by path.
fn discover(root: &Path, problems: &mut Diagnostics) -> Vec<SourceFile> {
    let before = problems.len();
    let whole = match fs::canonicalize(root) {
        Ok(whole) => whole,
        Err(error) => {
            problems.push(unreadable(root, &reason(&error)));
            return Vec::new();
        }
    };
    let seen = HashSet::from([whole.clone()]);
    let mut search = Search { root: whole, seen, files: Vec::new(), problems };
    search.root(root);
    let Search { files, problems, .. } = search;
    if files.is_empty() && problems.len() == before {
        let message = "there is no catalog in the folder";
        problems.push(
            Diagnostic::new(Rule::NoCatalogs, Location::of_path(display_path(root)), message)
                .with_help("add `<vendor>/<scope>.toml` to it, for example `acme/api.toml`"),
        );
    }
    files
}

/// The catalog in the file `path`.
fn read(path: &Path, problems: &mut Diagnostics) -> Option<SourceFile> {
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(reason) => {
            problems.push(unreadable(path, &reason));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(SourceFile::new(path, text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let byte = error.as_bytes()[valid.len()];
            // Line endings count as one character, as they do in the file's text.
            let at = valid.len() - valid.windows(2).filter(|pair| *pair == b"\r\n").count();
            let lossy = SourceFile::new(path, String::from_utf8_lossy(error.as_bytes()));
            let location = Location::new(&lossy, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            problems.push(
                Diagnostic::new(
                    Rule::NotUtf8,
                    location,
                    format!(
                        "the file is not UTF-8: the byte 0x{byte:02x} is not part of a character"
                    ),
                )
                .with_help("save the file as UTF-8"),
            );
            None
        }
    }
}

/// What the regular file `path` contains, or why it can't be read.
fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    // Before it is opened: opening a pipe waits for a writer.
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    if !metadata.is_file() {
        return Err("it can't be read: it is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it can't be read: it has more than {} MiB", LARGEST >> 20));
    }
    Ok(bytes)
}

struct Search<'p> {
    /// The folder that is searched, without links in its path.
    root: PathBuf,
    /// The files and folders that have been found, without links in their paths.
    seen: HashSet<PathBuf>,
    files: Vec<SourceFile>,
    problems: &'p mut Diagnostics,
}

impl Search<'_> {
    fn root(&mut self, root: &Path) {
        for (path, kind) in self.list(root) {
            match kind {
                Kind::Folder => self.vendor(&path),
                Kind::Toml => self.misplaced(&path, "the catalog is not in a vendor's folder"),
            }
        }
    }

    fn vendor(&mut self, folder: &Path) {
        let listed = self.list(folder);
        let folders: HashSet<&std::ffi::OsStr> = listed
            .iter()
            .filter(|(_, kind)| *kind == Kind::Folder)
            .filter_map(|(path, _)| path.file_name())
            .collect();
        for (path, kind) in &listed {
            match kind {
                Kind::Folder => self.too_deep(path, DEEPEST),
                Kind::Toml => {
                    if path.file_stem().is_some_and(|stem| folders.contains(stem)) {
                        self.beside_folder(path, &path.with_extension(""));
                    }
                    self.files.extend(read(path, self.problems));
                }
            }
        }
    }

    /// Reports the catalogs in a folder in which none should be.
    fn too_deep(&mut self, folder: &Path, depth: usize) {
        for (path, kind) in self.list(folder) {
            match kind {
                Kind::Folder if depth > 0 => self.too_deep(&path, depth - 1),
                Kind::Folder => {}
                Kind::Toml => self.misplaced(&path, "the catalog is too deep"),
            }
        }
    }

    fn misplaced(&mut self, path: &Path, message: &str) {
        self.problems.push(
            Diagnostic::new(Rule::MisplacedFile, Location::of_path(display_path(path)), message)
                .with_help("catalogs are at `<vendor>/<scope>.toml` in the folder that is read: move this one, or name another folder"),
        );
    }

    fn beside_folder(&mut self, file: &Path, folder: &Path) {
        let message = "the file and the folder beside it would become the same module of Rust";
        self.problems.push(
            Diagnostic::new(Rule::PathConflict, Location::of_path(display_path(file)), message)
                .with_related(Location::of_path(display_path(folder)), "the folder")
                .with_help("rename one of them"),
        );
    }

    /// The folders and the TOML files in `folder` that haven't been found yet, sorted by name. Hidden
    /// ones are left out.
    fn list(&mut self, folder: &Path) -> Vec<(PathBuf, Kind)> {
        let mut paths = Vec::new();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(unreadable(folder, &reason(&error)));
                return Vec::new();
            }
        };
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_name().to_string_lossy().starts_with('.') => {}
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.problems.push(unreadable(folder, &reason(&error))),
            }
        }
        paths.sort();
        let with_kind = |path: PathBuf| {
            let kind = self.kind(&path)?;
            Some((path, kind))
        };
        paths.into_iter().filter_map(with_kind).collect()
    }

    /// What is at `path`, if it is to be looked at.
    fn kind(&mut self, path: &Path) -> Option<Kind> {
        let is_toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let is_folder = match fs::metadata(path) {
            Ok(metadata) => metadata.is_dir(),
            Err(error) if is_toml => {
                self.problems.push(unreadable(path, &reason(&error)));
                return None;
            }
            Err(_) => return None,
        };
        if !is_folder && !is_toml {
            return None;
        }
        let whole = match fs::canonicalize(path) {
            Ok(whole) => whole,
            Err(error) => {
                self.problems.push(unreadable(path, &reason(&error)));
                return None;
            }
        };
        if !whole.starts_with(&self.root) {
            let message = "the link leads out of the folder that is read";
            self.problems.push(
                Diagnostic::new(Rule::OutsideLink, Location::of_path(display_path(path)), message)
                    .with_help("put the file itself here, or name the folder that it is in, too"),
            );
            return None;
        }
        let is_new = self.seen.insert(whole);
        is_new.then_some(if is_folder { Kind::Folder } else { Kind::Toml })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Folder,
    Toml,
}

fn unreadable(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::new(Rule::Unreadable, Location::of_path(display_path(path)), message)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "it can't be read: permission denied".to_owned(),
        _ => format!("it can't be read: {error}"),
    }
}
