//! Catalogs of a git repository, which `git` reads.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::generator::SourceFile;

/// Why the catalogs of a revision can't be read: what is wrong, and what may help.
#[derive(Debug)]
pub struct Problem {
    pub message: String,
    pub hints: Vec<String>,
}

impl Problem {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// The identifier of the commit that `revision` means.
pub fn resolve(revision: &OsStr) -> Result<String, Problem> {
    let shown = revision.to_string_lossy().into_owned();
    // Git would take it for an option.
    if shown.starts_with('-') {
        return Err(Problem::new(format!("`{shown}` is not a revision: none starts with `-`")));
    }
    let neither =
        || Problem::new(format!("`{shown}` is neither a file, a folder nor a git revision"));
    let inside = git(["rev-parse", "--git-dir"])?;
    if !inside.status.success() {
        return Err(neither().hint(format!("git says: {}", first_line(&inside.stderr))));
    }
    let mut commit = revision.to_owned();
    commit.push("^{commit}");
    let found = git([OsStr::new("rev-parse"), "--verify".as_ref(), "--quiet".as_ref(), &commit])?;
    let identifier = text(&found.stdout);
    if found.status.success() && is_identifier(&identifier) {
        return Ok(identifier);
    }
    let problem = neither();
    Err(if shown.contains("..") && !shown.contains(['/', '\\']) {
        let (base, head) = shown.split_once("..").unwrap_or((&shown, ""));
        let option = if head.starts_with('.') { "--merge-base " } else { "" };
        let head = Some(head.trim_start_matches('.')).filter(|head| !head.is_empty());
        let head = head.unwrap_or("HEAD");
        problem.hint(format!("`error-catalog diff {option}{base} {head}` compares the two"))
    } else if shown.contains(':') {
        problem.hint("`--catalogs` says which folder of a revision is compared")
    } else {
        problem.hint("`git fetch` gets branches and tags that are not here yet")
    })
}

/// The commit at which the histories of two commits part.
pub fn merge_base(base: &str, head: &str) -> Result<String, Problem> {
    let found = git(["merge-base", base, head])?;
    let identifier = text(&found.stdout);
    if found.status.success() && is_identifier(&identifier) {
        return Ok(identifier);
    }
    Err(Problem::new("the two revisions have no common commit")
        .hint("a shallow clone doesn't know it: `git fetch --unshallow` gets the rest"))
}

/// The catalogs in `folder`, or the catalog that it is, in a commit; none if it doesn't exist there.
/// Problems name them as git does, after `name`.
pub fn catalogs(commit: &str, name: &str, folder: &Path) -> Result<Vec<SourceFile>, Problem> {
    if folder.is_absolute() {
        return Err(Problem::new(format!("`{}` is an absolute path", folder.display()))
            .hint("in a revision, `--catalogs` is a path from the folder that you are in"));
    }
    let folder = from_root(folder)?;
    let mut object = OsString::from(format!("{commit}:"));
    object.push(&folder);
    let found = git([OsStr::new("rev-parse"), "--verify".as_ref(), "--quiet".as_ref(), &object])?;
    let object = text(&found.stdout);
    if !found.status.success() || !is_identifier(&object) {
        return Ok(Vec::new());
    }
    let shown = |below: &str| -> String {
        let parts: Vec<_> = folder.iter().map(OsStr::to_string_lossy).collect();
        // A vendor's folder counts by itself, also at the root.
        let parts = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
        let slash = if below.is_empty() { "" } else { "/" };
        format!("{name}:{parts}{slash}{below}")
    };
    let mut files = Vec::new();
    if text(&git(["cat-file", "-t", &object])?.stdout) == "blob" {
        files.push((object, shown("")));
    } else {
        let listed = git(["ls-tree", "-r", "-z", "--full-tree", &object])?;
        if !listed.status.success() {
            let reason = first_line(&listed.stderr);
            return Err(Problem::new(format!("git can't list the files of `{name}`: {reason}")));
        }
        let listed = String::from_utf8_lossy(&listed.stdout);
        for (mode, identifier, path) in listed.split('\0').filter_map(listed_file) {
            let depth = path.split('/').count();
            let ending = Path::new(path).extension();
            let is_toml = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
            let may_be_vendor = depth == 1 && ending.is_none();
            if path.split('/').any(|name| name.starts_with('.')) || !(is_toml || may_be_vendor) {
                continue;
            }
            if mode == "120000" {
                let link = shown(path);
                return Err(Problem::new(format!("`{link}` is a link, which can't be followed")));
            }
            if is_toml && depth != 2 {
                let message = format!("`{}` is not at `<vendor>/<scope>.toml`", shown(path));
                return Err(Problem::new(message)
                    .hint("`--catalogs` names the folder that has a folder for each vendor"));
            }
            files.extend(is_toml.then(|| (identifier.to_owned(), shown(path))));
        }
    }
    let identifiers: Vec<&str> = files.iter().map(|(identifier, _)| identifier.as_str()).collect();
    let contents = contents(&identifiers)?;
    let sources = files.iter().zip(contents).map(|((_, path), content)| {
        let content = String::from_utf8(content)
            .map_err(|_| Problem::new(format!("`{path}` is not UTF-8")))?;
        Ok(SourceFile::new(path, content))
    });
    sources.collect()
}

/// The text of a file in a commit, by its path from the root of the repository; `None` if there is no
/// such file, or if it isn't UTF-8.
pub fn file(commit: &str, path: &Path) -> Result<Option<String>, Problem> {
    let mut object = OsString::from(format!("{commit}:"));
    object.push(path);
    let found = git([OsStr::new("cat-file"), "blob".as_ref(), &object])?;
    Ok(String::from_utf8(found.stdout).ok().filter(|_| found.status.success()))
}

/// A path relative to the working directory as one relative to the root of the repository.
pub fn from_root(path: &Path) -> Result<PathBuf, Problem> {
    let prefix = git(["rev-parse", "--show-prefix"])?.stdout;
    let prefix = String::from_utf8_lossy(&prefix);
    let mut whole = PathBuf::new();
    for part in Path::new(prefix.trim_end_matches('\n')).components().chain(path.components()) {
        match part {
            Component::ParentDir if !whole.pop() => {
                let message = format!("`{}` is outside of the repository", path.display());
                return Err(Problem::new(message));
            }
            Component::Normal(name) => whole.push(name),
            _ => {}
        }
    }
    Ok(whole)
}

/// A line of `ls-tree`: a file's mode, its identifier and its path relative to the listed folder.
fn listed_file(line: &str) -> Option<(&str, &str, &str)> {
    let (about, path) = line.split_once('\t')?;
    let (mode, about) = about.split_once(' ')?;
    Some((mode, about.strip_prefix("blob ")?, path))
}

/// The contents of blobs, in this order.
fn contents(identifiers: &[&str]) -> Result<Vec<Vec<u8>>, Problem> {
    if identifiers.is_empty() {
        return Ok(Vec::new());
    }
    let mut child = command()
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(&error))?;
    let input = child.stdin.take();
    let wanted = identifiers.iter().map(|identifier| format!("{identifier}\n")).collect::<String>();
    // In a thread, since otherwise both pipes could fill up, and each side would wait for the other.
    let output = thread::scope(|scope| {
        scope.spawn(move || {
            // If it has stopped reading, its answer says why.
            let _ = input.map(|mut input| input.write_all(wanted.as_bytes()));
        });
        child.wait_with_output()
    });
    let output = output.map_err(|error| not_started(&error))?;
    let mut rest = &output.stdout[..];
    let contents: Vec<Vec<u8>> =
        identifiers.iter().map_while(|identifier| next_content(&mut rest, identifier)).collect();
    if contents.len() < identifiers.len() {
        let reason = first_line(&output.stderr);
        return Err(Problem::new(format!("git can't read a file of the repository: {reason}")));
    }
    Ok(contents)
}

/// The next blob: `identifier type size`, a line break, the content, a line break.
fn next_content(rest: &mut &[u8], identifier: &str) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let header = std::str::from_utf8(&rest[..end]).ok()?;
    let size: usize = header.strip_prefix(identifier)?.strip_prefix(" blob ")?.parse().ok()?;
    let content = rest.get(end + 1..end + 1 + size)?.to_vec();
    *rest = rest.get(end + 1 + size + 1..)?;
    Some(content)
}

fn git<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<Output, Problem> {
    let arguments: Vec<OsString> = arguments.into_iter().map(|it| it.as_ref().to_owned()).collect();
    command().args(arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))
}

fn command() -> Command {
    let mut command = Command::new("git");
    // Paths are taken literally, and git doesn't prompt for a password.
    command.env("GIT_LITERAL_PATHSPECS", "1").env("GIT_TERMINAL_PROMPT", "0");
    command
}

fn not_started(error: &io::Error) -> Problem {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::new("git is not installed; it is needed to read revisions")
        }
        _ => Problem::new(format!("git can't be started: {error}")),
    };
    problem.hint("files and folders can be compared without it")
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}

fn first_line(output: &[u8]) -> String {
    let output = text(output);
    let line = output.lines().next().unwrap_or("it failed without a word");
    line.trim_start_matches("fatal: ").to_owned()
}

fn is_identifier(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::next_content;

    #[test]
    fn contents_are_read_by_their_size() {
        let mut rest = &b"a1 blob 3\na\nb\nb2 blob 0\n\nc3 missing\n"[..];
        assert_eq!(next_content(&mut rest, "a1"), Some(b"a\nb".to_vec()));
        assert_eq!(next_content(&mut rest, "b2"), Some(Vec::new()));
        assert_eq!(next_content(&mut rest, "c3"), None);
        assert_eq!(next_content(&mut &b"a1 blob 9\nabc\n"[..], "a1"), None);
    }
}
