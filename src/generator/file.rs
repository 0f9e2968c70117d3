//! Writing files so that nothing is lost, for the generator and every command.
//!
//! The content is written to a new file beside the old one, synced, and renamed over it: a reader, or
//! somebody after a power cut, finds the old content or the new, and never half of one.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How old a temporary file is that nobody is writing to any more, where it can't be seen whether its
/// process still runs.
const ABANDONED: Duration = Duration::from_secs(600);

/// Writes `content` to the file `path`. A file that has the content already isn't touched.
///
/// # Errors
///
/// The file can't be written to, isn't a regular file, or no file can be created beside it.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    put(path, content, None)
}

/// Writes `after` to the file `path` if its content is still `before`.
///
/// # Errors
///
/// Those of [`write`]; somebody else has changed the file.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the command line calls it"))]
pub fn rewrite(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    put(path, after, Some(before))
}

/// Whether the two are the same file, by whatever names.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the command line calls it"))]
pub fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| fs::canonicalize(path).ok();
    one == other || place(one).is_some_and(|at| Some(at) == place(other))
}

fn put(path: &Path, content: &[u8], before: Option<&[u8]>) -> io::Result<()> {
    // A link stays a link: its target is written.
    let path = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound && before.is_none() => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(refusal("it is a link to a file that doesn't exist"));
            }
            path.to_owned()
        }
        Err(error) => return Err(error),
    };
    let old = match fs::metadata(&path) {
        Ok(metadata) if !metadata.is_file() => return Err(refusal("it is not a regular file")),
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(metadata) => Some(metadata),
        Err(_) => None,
    };
    if old.is_some() && is_content(&path, content) {
        return Ok(());
    }
    let name = path.file_name().ok_or_else(|| refusal("it is not a file"))?.to_owned();
    remove_leftovers(&path, &name);
    let temporary = path.with_file_name(temporary_name(&name, std::process::id()));
    let file = File::options().write(true).create_new(true).open(&temporary).map_err(|error| {
        io::Error::new(error.kind(), format!("can't create a file beside it: {error}"))
    })?;
    let written = fill(&file, content, old.as_ref()).and_then(|()| {
        if before.is_some_and(|before| !is_content(&path, before)) {
            return Err(refusal("it was changed by somebody else in the meantime"));
        }
        fs::rename(&temporary, &path)
    });
    if written.is_err() {
        // What is left over is removed by the next run.
        let _ = fs::remove_file(&temporary);
        return written;
    }
    sync_folder(&path)
}

/// Writes the content to the disk, with permissions and owner of the old file.
fn fill(mut file: &File, content: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    if let Some(old) = old {
        keep_owner(file, old)?;
        file.set_permissions(old.permissions())?;
    }
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(file, Some(old.uid()), Some(old.gid())).map_err(|error| {
        io::Error::new(error.kind(), format!("can't keep the owner of the file: {error}"))
    })
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the rename survive a power cut.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match File::open(folder.unwrap_or(Path::new("."))) {
        Ok(folder) => folder.sync_all(),
        // A folder may be written to that can't be read. The file is there.
        Err(_) => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn is_content(path: &Path, content: &[u8]) -> bool {
    let has_length = fs::metadata(path).is_ok_and(|it| it.len() == content.len() as u64);
    has_length && fs::read(path).is_ok_and(|it| it == content)
}

/// `.api.toml.123.tmp`: a name that nothing takes for a catalog.
fn temporary_name(name: &OsStr, process: u32) -> OsString {
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(format!(".{process}.tmp"));
    temporary
}

/// Removes the temporary files of runs that were killed while they wrote the file. What can't be
/// removed is harmless.
fn remove_leftovers(path: &Path, name: &OsStr) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in entries.flatten() {
        if process_of(&entry.file_name(), name).is_some_and(|it| is_abandoned(&entry.path(), it)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that wrote `temporary`, if that is the name of a temporary file of `name`.
fn process_of(temporary: &OsStr, name: &OsStr) -> Option<u32> {
    let temporary = temporary.to_str()?.strip_prefix('.')?.strip_suffix(".tmp")?;
    temporary.strip_prefix(name.to_str()?)?.strip_prefix('.')?.parse().ok()
}

fn is_abandoned(path: &Path, process: u32) -> bool {
    let processes = PathBuf::from("/proc");
    if process == std::process::id() {
        return false;
    }
    if processes.join("self").exists() {
        return !processes.join(process.to_string()).exists();
    }
    let age = fs::metadata(path).and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok());
    age.is_some_and(|age| age > ABANDONED)
}

fn refusal(reason: &'static str) -> io::Error {
    io::Error::other(reason)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{rewrite, temporary_name, write};

    /// An empty folder that is removed in the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            static COUNT: AtomicUsize = AtomicUsize::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("error-catalog-{}-{number}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            fs::create_dir_all(&folder).expect("a writable folder");
            Self(folder)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).expect("the folder").flatten();
            let mut names: Vec<String> =
                entries.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[track_caller]
    fn assert_content(path: &Path, content: &str) {
        assert_eq!(fs::read_to_string(path).expect("a file"), content);
    }

    #[test]
    fn a_file_is_created_replaced_and_left_alone_if_it_is_the_same() {
        let folder = Folder::new();
        let file = folder.0.join("a.toml");
        write(&file, b"one").expect("a file");
        assert_content(&file, "one");
        let written = || fs::metadata(&file).and_then(|it| it.modified()).expect("a time");
        let before = written();
        write(&file, b"one").expect("a file");
        assert_eq!(written(), before);
        write(&file, b"two").expect("a file");
        assert_content(&file, "two");
        assert_eq!(folder.names(), ["a.toml"]);
    }

    #[test]
    fn concurrent_changes_are_not_overwritten() {
        let folder = Folder::new();
        let file = folder.0.join("a.toml");
        fs::write(&file, "theirs").expect("a file");
        let error = rewrite(&file, b"as it was read", b"ours").expect_err("a refusal");
        assert_eq!(error.to_string(), "it was changed by somebody else in the meantime");
        assert_content(&file, "theirs");
        rewrite(&file, b"theirs", b"ours").expect("a file");
        assert_content(&file, "ours");
        assert_eq!(folder.names(), ["a.toml"]);
    }

    #[test]
    fn leftovers_of_killed_runs_are_removed() {
        let folder = Folder::new();
        let file = folder.0.join("a.toml");
        // No process has this number.
        fs::write(folder.0.join(temporary_name(file.file_name().expect("a name"), u32::MAX)), "ha")
            .expect("a file");
        let others = [".a.toml.x.tmp", ".b.toml.1.tmp", "a.toml.1.tmp"];
        for other in others {
            fs::write(folder.0.join(other), "").expect("a file");
        }
        write(&file, b"one").expect("a file");
        let is_left = folder.names().iter().any(|it| it.contains(&u32::MAX.to_string()));
        assert!(!is_left || !Path::new("/proc/self").exists());
        assert!(others.iter().all(|other| folder.names().contains(&(*other).to_owned())));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = Folder::new();
        let (file, link) = (folder.0.join("a.toml"), folder.0.join("link"));
        fs::write(&file, "one").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink("a.toml", &link).expect("a link");
        write(&link, b"two").expect("a file");
        assert_content(&file, "two");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_written() {
        use std::os::unix::fs::symlink;

        let folder = Folder::new();
        let dangling = folder.0.join("dangling");
        symlink("nowhere", &dangling).expect("a link");
        for (path, problem) in [
            (Path::new("/dev/null"), "it is not a regular file"),
            (&folder.0, "it is not a regular file"),
            (&dangling, "it is a link to a file that doesn't exist"),
        ] {
            assert_eq!(write(path, b"x").expect_err("a refusal").to_string(), problem);
        }
        let file = folder.0.join("a.toml");
        fs::write(&file, "one").expect("a file");
        let mut permissions = fs::metadata(&file).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).expect("permissions");
        assert_eq!(write(&file, b"two").expect_err("a refusal").to_string(), "permission denied");
        assert_content(&file, "one");
    }
}
