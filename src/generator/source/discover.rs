//! Finding and reading the files of a folder of catalogs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source::{SourceFile, display_path};

/// How many folders below a vendor's are searched for files that lie too deep.
const DEEPEST: usize = 8;

/// The catalogs in `path`, a folder of vendors' folders or a single file.
pub fn find(path: &Path, problems: &mut Diagnostics) -> Vec<SourceFile> {
    if path.is_file() {
        read(path, problems).into_iter().collect()
    } else {
        discover(path, problems)
    }
}

/// The catalogs in the folder `root`, sorted by path.
fn discover(root: &Path, problems: &mut Diagnostics) -> Vec<SourceFile> {
    let before = problems.len();
    let mut search = Search { files: Vec::new(), problems };
    search.root(root);
    let Search { files, problems } = search;
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
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.push(unreadable(path, &error));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(SourceFile::new(path, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let lossy = SourceFile::new(path, String::from_utf8_lossy(error.as_bytes()));
            let location = Location::new(&lossy, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            problems.push(
                Diagnostic::new(
                    Rule::NotUtf8,
                    location,
                    format!("the file is not UTF-8: this byte, 0x{byte:02x}, is no character"),
                )
                .with_help("save the file as UTF-8"),
            );
            None
        }
    }
}

struct Search<'p> {
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
        for (path, kind) in &listed {
            match kind {
                Kind::Folder => self.too_deep(path, DEEPEST),
                Kind::Toml => {
                    let is_beside = |(other, kind): &&(PathBuf, Kind)| {
                        *kind == Kind::Folder && other.file_name() == path.file_stem()
                    };
                    if let Some((folder, _)) = listed.iter().find(is_beside) {
                        self.beside_folder(path, folder);
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
                Kind::Toml => self.misplaced(&path, "the catalog lies too deep"),
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

    /// The folders and the TOML files in `folder`, sorted by name; what is hidden doesn't count.
    fn list(&mut self, folder: &Path) -> Vec<(PathBuf, Kind)> {
        let mut listed = Vec::new();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(unreadable(folder, &error));
                return listed;
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    self.problems.push(unreadable(folder, &error));
                    continue;
                }
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let is_toml =
                path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    listed.push((path, Kind::Folder));
                }
                Ok(_) if is_toml => {
                    listed.push((path, Kind::Toml));
                }
                Ok(_) => {}
                Err(error) if is_toml => self.problems.push(unreadable(&path, &error)),
                Err(_) => {}
            }
        }
        listed.sort_by(|(one, _), (other, _)| one.cmp(other));
        listed
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Folder,
    Toml,
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "it can't be read: permission denied".to_owned(),
        _ => format!("it can't be read: {error}"),
    };
    Diagnostic::new(Rule::Unreadable, Location::of_path(display_path(path)), message)
}
