//! Files that are written over.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `text` to the file `path` in one step, so that nobody finds half of it: not who reads it in
/// this moment, nor who comes after a power cut. A link stays a link, and permissions stay.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let Ok(path) = fs::canonicalize(path) else {
        return fs::write(path, text);
    };
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let sibling = sibling(&path);
    match File::options().write(true).create_new(true).open(&sibling) {
        Ok(mut file) => {
            let moved = file
                .write_all(text.as_bytes())
                .and_then(|()| file.set_permissions(permissions))
                .and_then(|()| file.sync_all())
                .and_then(|()| fs::rename(&sibling, &path));
            if moved.is_err() {
                let _ = fs::remove_file(&sibling);
            }
            moved
        }
        // A file may be written to in a folder that may not.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => fs::write(&path, text),
        Err(error) => Err(error),
    }
}

/// A name beside `path` that nothing takes for a catalog.
fn sibling(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}
