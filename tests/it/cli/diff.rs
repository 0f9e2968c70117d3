//! `diff`: what is reported of two states of the catalogs, and how.

mod classes;
mod revisions;

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::{golden, run, run_at, without_colours};

const BEFORE: &str = "tests/cli/diff/before";
const AFTER: &str = "tests/cli/diff/after";

/// A folder for a test, empty.
fn scratch(name: &str) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

/// Writes a file, and the folders that it is in.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
    fs::write(path, text).expect("a writable file");
}

#[test]
fn the_reports_are_the_golden_files() {
    for columns in [40, 80, 200] {
        let report = run_at(columns, &["diff", BEFORE, AFTER]).fine();
        golden::assert_matches(&format!("cli/diff-{columns}.txt"), &report);
    }
    for (format, ending) in [("markdown", "md"), ("json", "json")] {
        let report = run(&["diff", BEFORE, AFTER, "--format", format]).fine();
        golden::assert_matches(&format!("cli/diff.{ending}"), &report);
    }
}

#[test]
fn a_state_compared_with_itself_has_no_changes() {
    assert_eq!(run(&["diff", "catalogs", "catalogs"]).fine(), "No changes.\n");
    assert_eq!(run(&["diff", "catalogs"]).fine(), "No changes.\n");
    let markdown = run(&["diff", "catalogs", "--format", "markdown"]).fine();
    assert_eq!(
        markdown,
        "### Changes of the catalogs\n\nNone: what the catalogs say is the same.\n"
    );
    let json = run(&["diff", "catalogs", "--format", "json"]).fine();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let expected = serde_json::json!({
        "base": "catalogs", "head": null, "version": null,
        "counts": { "breaking": 0, "behaviour": 0, "addition": 0, "text": 0 },
        "changes": [],
    });
    assert_eq!(json, expected);
}

#[test]
fn what_is_denied_decides_the_exit_status() {
    let folder = scratch("denied");
    let state = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string("catalogs/novita/llm.toml").expect("a catalog");
        assert!(text.contains(from), "{from}");
        write(&folder.join(name).join("novita/llm.toml"), &text.replacen(from, to, 1));
    };
    state("text", "Model not found", "No such model");
    state("behaviour", "status = 404", "status = 410");
    state("breaking", "codes.MODEL_NOT_FOUND", "codes.NO_SUCH_MODEL");
    for (name, breaking, behaviour) in [("text", 0, 0), ("behaviour", 0, 1), ("breaking", 1, 1)] {
        let state = folder.join(name).join("novita/llm.toml");
        let state = state.to_str().expect("UTF-8");
        let status = |arguments: &[&str]| {
            let command = [&["diff", "catalogs/novita/llm.toml", state], arguments].concat();
            run(&command).status
        };
        assert_eq!(status(&[]), Some(0), "{name}");
        assert_eq!(status(&["--deny", "breaking"]), Some(breaking), "{name}");
        assert_eq!(status(&["--deny", "behaviour"]), Some(behaviour), "{name}");
        assert_eq!(status(&["--deny", "breaking", "--format", "json"]), Some(breaking), "{name}");
    }
    fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn a_file_is_compared_with_its_own_catalog_alone() {
    for sides in [["catalogs", "catalogs/vidu/api.toml"], ["catalogs/vidu/api.toml", "catalogs"]] {
        assert_eq!(run(&["diff", sides[0], sides[1]]).fine(), "No changes.\n");
    }
}

#[test]
fn two_files_are_one_catalog_wherever_they_lie() {
    let (before, after) = ("catalogs/vidu/api.toml", scratch("file").join("old_api.toml"));
    fs::copy(before, &after).expect("a copy");
    let after = after.to_str().expect("UTF-8");
    let report = run(&["diff", before, after]);
    // Its folder has a name that no vendor can have.
    assert_eq!(report.status, Some(1), "{}", report.errors);
    let folder = scratch("file_of_a_vendor");
    let after = folder.join("acme/old_api.toml");
    write(&after, &fs::read_to_string(before).expect("a catalog"));
    assert_eq!(run(&["diff", before, after.to_str().expect("UTF-8")]).fine(), "No changes.\n");
}

#[test]
fn problems_of_the_new_state_are_the_answer_and_those_of_the_old_one_no_question() {
    let complaint = run(&["diff", "catalogs", "tests/cli/bad"]).complaint(1);
    let problems = run(&["check", "tests/cli/bad"]).complaint(1);
    let end = "error: `tests/cli/bad` has problems and can't be compared\n";
    assert_eq!(complaint, format!("{problems}{end}"));
    assert_eq!(run(&["diff", "tests/cli/bad", "catalogs"]).complaint(2), complaint);
}

#[test]
fn no_line_is_wider_than_the_terminal_and_nothing_is_said_by_colour_alone() {
    for columns in [80, 120] {
        let report = run_at(columns, &["diff", BEFORE, AFTER]).fine();
        for line in report.lines() {
            assert!(line.chars().count() <= columns, "{line}");
            assert_eq!(line.trim_end(), line);
        }
    }
    let arguments = ["diff", BEFORE, AFTER];
    let forced = super::Answer::of(super::command(&arguments).env("CLICOLOR_FORCE", "1")).fine();
    assert!(forced.contains("\u{1b}["));
    assert_eq!(without_colours(&forced), run(&arguments).fine());
    for format in ["markdown", "json"] {
        let arguments = ["diff", BEFORE, AFTER, "--format", format];
        let forced = super::Answer::of(super::command(&arguments).env("CLICOLOR_FORCE", "1"));
        assert_eq!(forced.fine(), run(&arguments).fine());
    }
}

/// Every Markdown that a catalog's text could be is only shown.
#[test]
fn a_hostile_text_can_do_nothing_in_a_comment() {
    let page = run(&["diff", BEFORE, AFTER, "--format", "markdown"]).fine();
    // Without what is written as a number.
    let plain: String =
        page.split("&#").map(|part| part.trim_start_matches(char::is_numeric)).collect();
    for hostile in [
        "@acme",
        "#12",
        "<script",
        "https:",
        "www.",
        ":tada:",
        "GH-12",
        "](",
        "a@",
        "-->\u{200b}",
        "\u{200b}",
        "**bold",
        "[x]",
        "# Heading",
    ] {
        assert!(!plain.contains(hostile), "{hostile}");
    }
    // All lines of a table have as many cells as its head.
    for line in page.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.matches('|').count(), 5, "{line}");
    }
    // Every element that is opened is one of ours, and is closed.
    for element in ["code", "del", "ins"] {
        let count = |tag: String| page.matches(&tag).count();
        assert_eq!(count(format!("<{element}>")), count(format!("</{element}>")), "{element}");
    }
    let ours = ["<code>", "</code>", "<del>", "</del>", "<ins>", "</ins>", "<br>", "<!-- -->"];
    let rest = ours.iter().fold(page, |page, tag| page.replace(tag, ""));
    assert!(!rest.contains(['<', '>']), "{rest}");
}
