//! What `check` reports, to whom.

use std::path::{Path, PathBuf};
use std::{env, fs};

use error_catalog::generator::Rule;
use serde_json::Value;

use super::{Answer, command, golden, run, without_colours};

/// A folder with one catalog, which has warnings and no problems.
const DOUBTFUL: &str = "tests/bad/temporary-but-never/catalogs";

#[test]
fn warnings_are_reported_and_denied() {
    let answer = run(&["check", DOUBTFUL]);
    let warnings = fs::read_to_string("tests/bad/temporary-but-never/problems.txt").expect("it");
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.errors, warnings);
    assert_eq!(answer.output, "6 codes in 1 catalog: no problems, 2 warnings\n");

    let denied = run(&["check", "--deny", "warnings", DOUBTFUL]).complaint(1);
    assert_eq!(
        denied,
        warnings
            .replace("warning[", "error[")
            .replace("warning: 2 warnings found", "error: 2 problems found")
    );
    assert_eq!(run(&["check", "--deny", "warnings"]).fine(), run(&["check"]).fine());
    run(&["check", "--deny", "errors"]).complaint(2);
}

#[test]
fn warnings_are_not_told_to_who_generates() {
    assert!(run(&["generate", DOUBTFUL]).fine().contains("pub mod acme"));
}

#[test]
fn warnings_have_a_colour_of_their_own() {
    let coloured =
        |folder: &str| Answer::of(command(&["check", folder]).env("CLICOLOR_FORCE", "1")).errors;
    let (warnings, problems) = (coloured(DOUBTFUL), coloured("tests/cli/bad"));
    assert!(warnings.starts_with("\u{1b}[1m\u{1b}[33mwarning[temporary-but-never]\u{1b}[0m"));
    assert!(problems.starts_with("\u{1b}[1m\u{1b}[31merror[unknown-field]\u{1b}[0m"));
    assert_eq!(without_colours(&warnings), run(&["check", DOUBTFUL]).errors);
}

/// The output of `check` in a format, and its status.
fn report(format: &str, folder: &str, status: i32) -> String {
    let answer = run(&["check", "--format", format, folder]);
    assert_eq!((answer.status, answer.errors.as_str()), (Some(status), ""));
    answer.output
}

#[test]
fn reports_for_programs_read_as_their_golden_files() {
    golden::assert_matches("cli/check-bad.jsonl", &report("json", "tests/cli/bad", 1));
    golden::assert_matches("cli/check-bad.github", &report("github", "tests/cli/bad", 1));
    golden::assert_matches("cli/check-doubtful.jsonl", &report("json", DOUBTFUL, 0));
    golden::assert_matches("cli/check-doubtful.github", &report("github", DOUBTFUL, 0));
    for format in ["json", "github"] {
        assert_eq!(report(format, "catalogs", 0), "", "nothing to report");
    }
}

/// The folders of `tests/bad`.
fn bad_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/bad").expect("a folder");
    let folders = entries.map(|entry| entry.expect("an entry").path().join("catalogs"));
    folders.filter(|folder| folder.exists()).collect()
}

#[test]
fn every_format_reports_the_same() {
    for folder in bad_folders() {
        let folder = folder.to_str().expect("UTF-8");
        let text = run(&["check", folder]);
        let status = text.status.expect("a status");
        let titles = |text: &str| {
            let titles = text.lines().filter_map(|line| {
                let (severity, rest) = line.split_once('[')?;
                let (rule, _) = rest.split_once("]: ")?;
                let known = Rule::ALL.iter().any(|known| known.name() == rule);
                (known && matches!(severity, "error" | "warning"))
                    .then(|| (severity.to_owned(), rule.to_owned()))
            });
            titles.collect::<Vec<_>>()
        };
        let json = report("json", folder, status)
            .lines()
            .map(|line| {
                let object: Value = serde_json::from_str(line).expect("JSON");
                let text = |key: &str| object[key].as_str().expect("a text").to_owned();
                (text("level"), text("rule"))
            })
            .collect::<Vec<_>>();
        let github = report("github", folder, status)
            .lines()
            .map(|line| {
                let (severity, rest) = line[2..].split_once(' ').expect("properties");
                let (_, title) = rest.split_once("title=").expect("a title");
                (severity.to_owned(), title.split_once("::").expect("a message").0.to_owned())
            })
            .collect::<Vec<_>>();
        assert_eq!(json, titles(&text.errors), "{folder}");
        assert_eq!(github, json, "{folder}");
    }
}

#[test]
fn places_end_behind_their_last_character() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("places").join("acme");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("api.toml");
    fs::write(&file, "[catalog]\ntitle = \"é\" # ü\nsource = [\n  \"a\",\n]\nx = 1\n")
        .expect("a file");
    let file = file.to_str().expect("UTF-8");
    let places: Vec<[u64; 4]> = report("json", file, 1)
        .lines()
        .map(|line| {
            let object: Value = serde_json::from_str(line).expect("JSON");
            ["line", "column", "end_line", "end_column"]
                .map(|key| object[key].as_u64().expect("a number"))
        })
        .collect();
    // `codes` is missing, `description` is missing, `source` is a list of several lines, `x` is unknown.
    assert_eq!(places, [[1, 1, 1, 1], [1, 1, 1, 10], [3, 10, 5, 2], [6, 1, 6, 2]]);
    let github = report("github", file, 1);
    let third = github.lines().nth(2).expect("three problems");
    assert!(third.contains(",line=3,endLine=5,title="), "{third}");
}
