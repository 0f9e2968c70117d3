use std::{fs, process};

use super::{Path, PathBuf, run};

/// A folder that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("site-{}-{name}", process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }

    fn page(&self) -> String {
        fs::read_to_string(self.0.join("index.html")).expect("the page")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn it_writes_one_page_and_says_so() {
    let scratch = Scratch::new("one");
    let folder = scratch.0.join("and/deeper");
    let said = run(&["site", "--out", folder.to_str().expect("UTF-8")]).fine();
    let file = folder.join("index.html");
    let size = fs::metadata(&file).expect("the page").len().div_ceil(1000);
    assert_eq!(said, format!("{}: 192 codes, {size} kB\n", file.display()));
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
}

#[test]
fn it_is_the_same_every_time_whatever_the_catalogs_are_read_from() {
    let (one, other, third) =
        (Scratch::new("first"), Scratch::new("second"), Scratch::new("files"));
    run(&["site", "--out", one.path()]).fine();
    run(&["site", "--out", other.path()]).fine();
    assert_eq!(one.page(), other.page());
    run(&["site", "--catalogs", "catalogs", "--out", third.path()]).fine();
    // Whose crate has the codes can't be told from files.
    assert_eq!(third.page(), one.page().replace("{\"crate\":\"error_catalog\",", "{"));
    run(&[
        "site",
        "--catalogs",
        "catalogs/vidu/task.toml",
        "--catalogs",
        "catalogs/vidu/api.toml",
        "-o",
        one.path(),
    ])
    .fine();
    run(&["site", "vidu", "--catalogs", "catalogs", "-o", other.path()]).fine();
    assert_eq!(one.page(), other.page());
}

#[test]
fn it_has_the_catalogs_that_are_asked_for() {
    let scratch = Scratch::new("some");
    run(&["site", "novita/llm", "--out", scratch.path()]).fine();
    let page = scratch.page();
    assert!(page.contains("\"path\":\"novita/llm\"") && !page.contains("\"path\":\"novita/gpu\""));
    assert_eq!(
        run(&["site", "novita/gpus", "--out", scratch.path()]).complaint(2),
        "error: unknown catalog `novita/gpus`\n  did you mean `novita/gpu`?\n  \
         `error-catalog list` shows all catalogs\n"
    );
    let own = ["--catalogs", "tests/every_field", "--out", scratch.path()];
    run(&[&["site", "acme"], &own[..]].concat()).fine();
    assert_eq!(
        run(&[&["site", "acme/apo"], &own[..]].concat()).complaint(2),
        "error: unknown catalog `acme/apo`\n  did you mean `acme/api`?\n"
    );
    assert_eq!(
        run(&[&["site", "vidu"], &own[..]].concat()).complaint(2),
        "error: unknown catalog `vidu`\n  it can be `acme/api` or `acme/jobs`\n"
    );
}

#[test]
fn nothing_is_written_if_there_are_problems() {
    let scratch = Scratch::new("problems");
    let problems = run(&["site", "--catalogs", "tests/cli/bad", "-o", scratch.path()]).complaint(1);
    assert_eq!(problems, run(&["check", "tests/cli/bad"]).complaint(1));
    assert!(!scratch.0.exists());
    let twice = ["tests/every_field/acme/api.toml", "tests/cli/../every_field/acme/api.toml"];
    let complaint =
        run(&["site", "--catalogs", twice[0], "--catalogs", twice[1], "-o", scratch.path()])
            .complaint(2);
    assert_eq!(
        complaint,
        format!("error: there are two catalogs `acme/api`\n  {} and {}\n", twice[0], twice[1])
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let complaint = run(&["site", "--out", "Cargo.toml/site"]).complaint(1);
    assert!(complaint.starts_with("error: can't make Cargo.toml/site: "), "{complaint}");
    assert_eq!(complaint.lines().count(), 1);
}
