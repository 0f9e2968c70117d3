//! Revisions of a git repository. Where there is no git, there is nothing to test.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::super::{Answer, command};
use super::{scratch, write};

/// A repository with three commits: `one` has a catalog, `two` and `topic` have a change each.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: git is not installed");
            return None;
        }
        let repository = Self(scratch(name));
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.write("catalogs/README.md", "The catalogs.");
        repository.catalog("status = 404");
        repository.commit("one");
        repository.catalog("status = 410");
        repository.commit("two");
        repository.git(&["checkout", "--quiet", "-b", "topic", "one"]);
        repository.write("catalogs/acme/new.toml", &text("").replace("codes.Gone", "codes.New"));
        repository.commit("three");
        repository.git(&["checkout", "--quiet", "main"]);
        Some(repository)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.0.join(path), text);
    }

    fn catalog(&self, status: &str) {
        self.write("catalogs/acme/api.toml", &text(status));
    }

    /// Commits everything, and tags it.
    fn commit(&self, name: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", name]);
        self.git(&["tag", name]);
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@acme.example"])
            .args([
                "-c",
                "commit.gpgSign=false",
                "-c",
                "tag.gpgSign=false",
                "-c",
                "core.autocrlf=false",
            ])
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            // In a hook, git says by them which repository is meant.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .output()
            .expect("git");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// What `diff` says in a folder of the repository.
    fn diff_in(&self, folder: &str, arguments: &[&str]) -> Answer {
        let arguments = [&["diff"], arguments].concat();
        let mut command = command(&arguments);
        Answer::of(command.current_dir(self.0.join(folder)).env_remove("GIT_DIR"))
    }

    fn diff(&self, arguments: &[&str]) -> Answer {
        self.diff_in(".", arguments)
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(status: &str) -> String {
    format!(
        "[catalog]\ntitle = 'Acme'\ndescription = 'Errors of Acme.'\nsource = 'Acme'\n\n\
         [codes.Gone]\n{status}\ndescription = 'It is gone.'\ncategory = 'not-found'\nretry = 'never'\n"
    )
}

const STATUS: &str = "1 behaviour\n";
const CATALOG: &str = "1 addition\n";
const BOTH: &str = "1 behaviour, 1 addition\n";
const NOTHING: &str = "No changes.\n";

#[test]
fn revisions_are_compared_with_each_other_and_with_the_working_tree() {
    let Some(repository) = Repository::new("revisions") else { return };
    let starts = |arguments: &[&str], start: &str| {
        let report = repository.diff(arguments).fine();
        assert!(report.starts_with(start), "{arguments:?}: {report}");
    };
    starts(&["one", "two"], STATUS);
    starts(&["one", "topic"], CATALOG);
    starts(&["two", "topic"], BOTH);
    starts(&["HEAD"], NOTHING);
    starts(&["HEAD~1"], STATUS);
    starts(&["main@{0}", "refs/tags/one"], STATUS);
    starts(&["HEAD", "catalogs"], NOTHING);
    starts(&["one", "catalogs/acme/api.toml"], STATUS);
    // What isn't committed counts.
    repository.catalog("status = 404");
    starts(&["HEAD"], STATUS);
    starts(&["one"], NOTHING);
}

#[test]
fn merge_base_compares_only_the_branch() {
    let Some(repository) = Repository::new("merge-base") else { return };
    let report = repository.diff(&["--merge-base", "main", "topic"]).fine();
    assert!(report.starts_with(CATALOG), "{report}");
    repository.git(&["checkout", "--quiet", "topic"]);
    let report = repository.diff(&["--merge-base", "main"]).fine();
    assert!(report.starts_with(CATALOG), "{report}");
    // It is named by what it is, and not by the branch that has gone on since.
    let json = repository.diff(&["--merge-base", "main", "topic", "--format", "json"]).fine();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let base = json["base"].as_str().expect("a text");
    assert!(base.len() == 12 && base.bytes().all(|digit| digit.is_ascii_hexdigit()), "{base}");
    assert_eq!(json["head"], "topic");
    let complaint = repository.diff(&["--merge-base", "catalogs", "topic"]).complaint(2);
    assert!(complaint.contains("`--merge-base` takes a revision"), "{complaint}");
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit("four");
    let complaint = repository.diff(&["--merge-base", "main", "other"]).complaint(2);
    assert!(complaint.contains("no common commit"), "{complaint}");
}

#[test]
fn a_path_is_that_of_the_folder_that_one_is_in() {
    let Some(repository) = Repository::new("paths") else { return };
    for (folder, catalogs) in [
        ("catalogs", "."),
        ("catalogs", "../catalogs/"),
        ("catalogs/acme", ".."),
        ("catalogs/acme", "api.toml"),
        (".", "./catalogs/acme/api.toml"),
        (".", "catalogs/"),
    ] {
        let report = repository.diff_in(folder, &["one", "two", "--catalogs", catalogs]).fine();
        assert!(report.starts_with(STATUS), "{folder}, {catalogs}: {report}");
    }
    let complaint =
        |catalogs| repository.diff(&["one", "two", "--catalogs", catalogs]).complaint(2);
    assert_eq!(
        complaint("nowhere"),
        "error: there are no catalogs in `nowhere`\n  help: `--catalogs` names other folders\n"
    );
    assert_eq!(
        repository.diff(&["one", "--catalogs", "nowhere"]).complaint(2),
        "error: there is no `nowhere`\n  help: `--catalogs` names other catalogs\n"
    );
    assert!(complaint("../elsewhere").contains("outside of the repository"));
    assert!(complaint("/catalogs").contains("`/catalogs` is an absolute path"));
    assert!(
        complaint(".").contains("`one:./catalogs/acme/api.toml` is not at `<vendor>/<scope>.toml`")
    );
}

#[test]
fn without_a_path_it_is_the_folder_here_or_in_a_parent_folder() {
    let Some(repository) = Repository::new("parents") else { return };
    repository.write("more/acme/extra.toml", &text("status = 404"));
    let report = repository.diff_in("catalogs/acme", &["one", "two"]).fine();
    assert!(report.starts_with(STATUS), "{report}");
    repository.catalog("status = 404");
    let report = repository.diff(&["one", "-c", "catalogs", "-c", "more"]).fine();
    assert!(report.starts_with(CATALOG), "{report}");
}

#[test]
fn the_version_has_to_be_raised_as_the_changes_demand() {
    let Some(repository) = Repository::new("version") else { return };
    let version =
        |version: &str| repository.write("Cargo.toml", &format!("package.version = '{version}'"));
    version("1.0.0");
    repository.commit("four");
    let check = |arguments: &[&str]| repository.diff(&[&["--check-version"], arguments].concat());
    // A change of behaviour demands a minor version.
    repository.catalog("status = 500");
    for (raised, status) in [("1.0.0", 1), ("1.0.1", 1), ("1.1.0", 0), ("2.0.0", 0)] {
        version(raised);
        assert_eq!(check(&["four"]).status, Some(status), "{raised}");
    }
    version("1.0.1");
    repository.commit("five");
    let answer = check(&["four", "five"]);
    assert!(answer.output.starts_with(STATUS), "{}", answer.output);
    assert_eq!(
        answer.errors,
        "error: the version is 1.0.1: after 1.0.0, the changes demand 1.1.0 or higher\n"
    );
    check(&["five", "five"]).fine();
    // These commits have no `Cargo.toml`.
    let answer = check(&["one", "two"]);
    assert_eq!(answer.status, Some(2));
    assert!(
        answer
            .errors
            .starts_with("error: no `Cargo.toml` above the catalogs of `one` has a version\n"),
        "{}",
        answer.errors
    );
}

#[test]
fn catalogs_that_are_the_first_ones_are_all_new() {
    let Some(repository) = Repository::new("first") else { return };
    repository.git(&["checkout", "--quiet", "--orphan", "empty"]);
    repository.git(&["rm", "--quiet", "-r", "-f", "."]);
    repository.write("README.md", "Nothing.");
    repository.commit("nothing");
    let answer = repository.diff(&["nothing", "one"]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.errors,
        "note: `nothing` has no catalogs in `catalogs`: all of them are new\n"
    );
    assert!(answer.output.starts_with(CATALOG), "{}", answer.output);
}

#[test]
fn problems_of_a_revision_are_named_as_git_names_the_file() {
    let Some(repository) = Repository::new("problems") else { return };
    repository.catalog("statuss = 404");
    repository.commit("bad");
    repository.catalog("status = 404");
    let complaint = repository.diff(&["bad"]).complaint(2);
    assert!(complaint.contains("--> bad:catalogs/acme/api.toml:7:1\n"), "{complaint}");
    assert!(
        complaint.ends_with("error: `bad` has problems and can't be compared\n"),
        "{complaint}"
    );
    repository.diff(&["one", "bad"]).complaint(1);
}

#[test]
fn an_unknown_revision_is_answered_with_suggestions() {
    let Some(repository) = Repository::new("unknown") else { return };
    let complaint = |revision| repository.diff(&["--", revision]).complaint(2);
    let neither = "is neither a file, a folder nor a git revision\n";
    assert!(complaint("mian").starts_with(&format!("error: `mian` {neither}")));
    let compares = |revision, command| {
        complaint(revision).ends_with(&format!("`error-catalog diff {command}` compares the two\n"))
    };
    assert!(compares("main..topic", "main topic"));
    assert!(compares("main...HEAD", "--merge-base main HEAD"));
    assert!(complaint("main:catalogs").ends_with("which folder of a revision is compared\n"));
    // Nothing that looks like an option of git's reaches it.
    for option in ["-h", "--help", "--exec=touch x", "--output=x", "-"] {
        assert_eq!(
            complaint(option),
            format!("error: `{option}` is not a revision: none starts with `-`\n")
        );
    }
    for revision in
        ["", "main\nmain", "main^{tree}", "HEAD:catalogs/acme/api.toml", "main --all", "\u{1b}[31m"]
    {
        let complaint = complaint(revision);
        assert!(complaint.contains(neither) && !complaint.contains('\u{1b}'), "{complaint}");
    }
}

#[test]
fn without_git_or_a_repository_that_is_said() {
    let folder = scratch("no-repository");
    let diff = |arguments: &[&str]| {
        let mut command = command(&[&["diff"], arguments].concat());
        // No repository around the folder counts.
        command
            .current_dir(&folder)
            .env_remove("GIT_DIR")
            .env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"));
        command
    };
    let complaint = Answer::of(diff(&["main"]).env("PATH", "")).complaint(2);
    assert_eq!(
        complaint,
        "error: git is not installed; it is needed to read revisions\n  \
         help: files and folders can be compared without it\n"
    );
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let complaint = Answer::of(&mut diff(&["main"])).complaint(2);
    assert!(complaint.contains("\n  help: git says: not a git repository"), "{complaint}");
    fs::remove_dir_all(&folder).expect("the folder");
}

/// A link is followed in the working tree, and can't be in a revision.
#[cfg(unix)]
#[test]
fn links_in_a_revision_are_not_passed_over() {
    let Some(repository) = Repository::new("links") else { return };
    std::os::unix::fs::symlink("api.toml", repository.0.join("catalogs/acme/same.toml"))
        .expect("a link");
    repository.commit("link");
    let complaint = repository.diff(&["one", "link"]).complaint(2);
    assert!(complaint.contains("`link:catalogs/acme/same.toml` is a link"), "{complaint}");
    assert!(Path::new(&repository.0).exists());
}
