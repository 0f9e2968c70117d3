use std::fs;
use std::io::Write;
use std::process::Stdio;

use error_catalog::CATALOGS;

use super::{Answer, command, golden, run, run_at, without_colours};
use crate::scratch::Scratch;

/// Where a catalog is in a scratch folder.
const API: &str = "acme/api.toml";

/// A page in `tests/import`, and how it is imported.
const PAGES: &[(&str, &[&str])] = &[
    ("markdown", &["tests/import/markdown.md"]),
    ("shared", &["tests/import/shared.md"]),
    ("tabs", &["tests/import/tabs.txt"]),
    ("semicolons", &["tests/import/semicolons.csv"]),
    ("bare", &["tests/import/bare.csv", "--columns", "code, status,Message,-"]),
    ("joined", &["tests/import/joined.txt"]),
    ("joined-billing", &["tests/import/joined.txt", "--heading", "billing"]),
    ("page", &["tests/import/page.html"]),
    ("variants", &["tests/import/variants.md"]),
    ("chinese", &["tests/import/chinese.md"]),
    ("sections", &["tests/import/sections.md"]),
    ("plain", &["tests/import/plain.txt"]),
    ("stacked", &["tests/import/stacked.txt"]),
    ("headers", &["tests/import/headers.csv", "--columns", "code,status,message"]),
];

fn import(arguments: &[&str]) -> Answer {
    run(&[&["import"], arguments].concat())
}

/// What a command that is content prints, and what it reports.
#[track_caller]
fn fine(answer: Answer) -> (String, String) {
    assert_eq!(answer.status, Some(0), "{}", answer.errors);
    (answer.output, answer.errors)
}

#[test]
fn every_page_becomes_the_golden_catalog() {
    for (name, arguments) in PAGES {
        let (catalog, report) = fine(import(arguments));
        golden::assert_matches(&format!("import/{name}.toml"), &catalog);
        golden::assert_matches(&format!("import/{name}-report.txt"), &report);
    }
}

#[test]
fn what_comes_out_is_right_and_laid_out() {
    for (name, arguments) in PAGES {
        let scratch = Scratch::new();
        let path = scratch.path(API);
        fine(import(&[arguments, &["--into", &path][..]].concat()));
        // A page that has but one text for an error leaves a warning for the editor.
        assert_eq!(run(&["check", &path]).status, Some(0), "{name}");
        run(&["fmt", "--check", &path]).fine();
        let once = scratch.read(API);
        // The file that is imported into isn't changed by what it was made of.
        let (output, _) = fine(import(&[arguments, &["--into", &path][..]].concat()));
        assert_eq!((output.as_str(), scratch.read(API)), ("", once), "{name}");
    }
}

#[test]
fn an_import_over_a_catalog_keeps_what_people_added() {
    let scratch = Scratch::new();
    scratch.write(API, fs::read_to_string("tests/import/update.before.toml").expect("a file"));
    let path = scratch.path(API);
    let arguments = ["tests/import/update.md", "--into", &path];
    let (output, report) = fine(import(&arguments));
    assert_eq!(output, "");
    golden::assert_matches("import/update.after.toml", &scratch.read(API));
    golden::assert_matches("import/update-report.txt", &report);
    run(&["check", &path]).fine();
    let once = scratch.read(API);
    let (_, report) = fine(import(&arguments));
    assert_eq!(scratch.read(API), once);
    assert!(!report.contains("Changed by the page") && report.contains("Guessed"), "{report}");
}

#[test]
fn known_codes_split_joined_columns() {
    let page = "HTTP CodeError CodeError MessageError Description\n\
        400BadRequestbad requestInvalid request\n\
        400Badbad thing: {{.what}}It is bad\n\
        404NewOnenew oneIt is new\n";
    let hint = "  help: its columns run into each other: copy it with tabs between them\n";
    let nothing = piped(page, &["import"]).complaint(1);
    assert!(nothing.contains(hint), "{nothing}");
    let scratch = Scratch::new();
    scratch.write(API, "[codes.Bad]\n\n[codes.BadRequest]\n");
    let (_, report) = fine(piped(page, &["import", "--into", &scratch.path(API)]));
    assert!(report.contains("Left out\n  line 4: its columns run into each other"), "{report}");
    let catalog = scratch.read(API);
    for texts in [
        "message = \"bad request\"\ndescription = \"Invalid request\"\n",
        "message = \"bad thing: {{.what}}\"\ndescription = \"It is bad\"\n",
    ] {
        assert!(catalog.contains(texts), "{catalog}");
    }
}

/// The fields of a row that an export has in a column and an import reads.
const FIELDS: &[&str] = &[
    "code",
    "statuses",
    "message",
    "other_codes",
    "other_messages",
    "title",
    "group",
    "description",
    "category",
    "retry",
    "advice",
];

/// What an import leaves out of an export. Keys and variants are names in this crate, and the rest is
/// what no vendor's page has a column for.
const UNUSED: &[&str] = &[
    "line 1: the columns catalog, name, key, status, placeholders, guidance, details, causes, cases, \
     retired, source: not used",
    "line 17: the column Variant: not used",
    "",
];

/// The rows of the catalogs that `arguments` name.
fn rows(arguments: &[&str]) -> Vec<serde_json::Value> {
    let json = run(&[&["export", "--format", "json"], arguments].concat()).fine();
    serde_json::from_str(&json).expect("JSON")
}

#[test]
fn an_export_is_imported_as_the_same_rows() {
    for catalog in CATALOGS {
        for format in ["csv", "markdown"] {
            let scratch = Scratch::new();
            let export = run(&["export", catalog.path(), "--format", format]).fine();
            let shipped = shipped(catalog.path());
            let (about, _) = shipped.split_once("\n[codes.").expect("codes");
            let path = scratch.write(API, format!("{about}\n"));
            let (_, report) = fine(piped(&export, &["import", "--into", &path]));
            let left_out = report.split_once("Left out\n").map_or("", |(_, rest)| rest);
            let left_out = left_out.split_once("\n\n").map_or("", |(lines, _)| lines);
            let left_out = left_out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(UNUSED.contains(&left_out.as_str()), "{}: {left_out}", catalog.path());
            let (before, after) = (rows(&[catalog.path()]), rows(&["--catalogs", &path]));
            assert_eq!(before.len(), after.len(), "{} {format}: {report}", catalog.path());
            for (before, after) in before.iter().zip(&after) {
                for field in FIELDS {
                    let letters = |field: &str| before[field].as_str().map(letters);
                    // A text that repeats the message is left out.
                    let is_repeated =
                        letters(field) == letters("message") && after[field] != before[field];
                    assert!(
                        before[field] == after[field] || is_repeated,
                        "{} {format} {field}: {} {}",
                        catalog.path(),
                        before,
                        after
                    );
                }
            }
        }
    }
}

fn shipped(path: &str) -> String {
    fs::read_to_string(format!("catalogs/{path}.toml")).expect("a catalog")
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn an_export_changes_nothing_in_its_own_catalog() {
    for catalog in CATALOGS {
        let scratch = Scratch::new();
        let table = run(&["export", catalog.path(), "--format", "csv"]).fine();
        let shipped = shipped(catalog.path());
        scratch.write(API, &shipped);
        let (_, report) = fine(piped(&table, &["import", "--into", &scratch.path(API)]));
        let rows = catalog.entries().len();
        assert!(report.ends_with(&format!("{rows} codes: nothing new\n")), "{report}");
        assert_eq!(scratch.read(API), shipped);
    }
}

fn piped(input: &str, arguments: &[&str]) -> Answer {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("the command ends");
    Answer {
        status: output.status.code(),
        output: String::from_utf8(output.stdout).expect("UTF-8"),
        errors: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn the_report_fits_the_width() {
    for columns in [40, 80] {
        let answer = run_at(columns, &["import", "tests/import/markdown.md"]);
        let (_, report) = fine(answer);
        golden::assert_matches(&format!("import/markdown-report-{columns}.txt"), &report);
    }
    let forced =
        Answer::of(command(&["import", "tests/import/markdown.md"]).env("CLICOLOR_FORCE", "1"));
    let (catalog, report) = fine(forced);
    assert!(!catalog.contains('\u{1b}') && report.contains("\u{1b}["));
    assert_eq!(without_colours(&report), fine(import(&["tests/import/markdown.md"])).1);
}

#[test]
fn a_page_can_do_nothing_to_the_terminal() {
    let page = "Code,Status,Message\nA\u{1b}[31m,400,\u{1b}[2J\u{202e}x\nB,4\u{7}xx,y\n";
    let (_, report) = fine(piped(page, &["import"]));
    assert!(!report.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{report}");
    assert!(report.contains("\\u{1b}[2J\\u{202e}x"), "{report}");
}

#[test]
fn a_catalog_names_the_schema_next_to_its_vendor() {
    let scratch = Scratch::new();
    scratch.write("schema.json", "{}");
    fine(import(&["tests/import/shared.md", "--into", &scratch.path(API)]));
    let catalog = scratch.read(API);
    assert!(catalog.starts_with("#:schema ../schema.json\n\n[catalog]\n"), "{catalog}");
    assert!(catalog.contains("title = \"Acme API\""), "{catalog}");
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_written() {
    let nothing = import(&["README.md", "--heading", "No such heading"]).complaint(1);
    assert!(nothing.starts_with("error: there is no table below the heading"), "{nothing}");
    let no_codes = piped("| Limit | Value |\n|---|---|\n| a | 1 |\n", &["import"]).complaint(1);
    assert_eq!(
        no_codes,
        "error: no table with codes was found\n  help: line 1: the table Limit | Value: no column has \
         codes\n  help: `--columns` names the columns: `--columns status,code,message`\n"
    );
    assert!(piped("", &["import"]).complaint(1).starts_with("error: no table was found\n"));
    let missing = import(&["no-such-page.md"]).complaint(2);
    assert!(missing.starts_with("error: can't read no-such-page.md: "), "{missing}");
    for list in ["status,message", "code,nonsense", ""] {
        let complaint = import(&["README.md", "--columns", list]).complaint(2);
        assert!(complaint.starts_with("error: invalid value"), "{complaint}");
    }
    let scratch = Scratch::new();
    scratch.write(API, "[codes.A\n");
    let complaint = import(&["tests/import/shared.md", "--into", &scratch.path(API)]).complaint(1);
    assert!(complaint.starts_with("error[invalid-toml]: "), "{complaint}");
    assert_eq!(scratch.read(API), "[codes.A\n");
    let folder = import(&["tests/import/shared.md", "--into", "tests/import"]).complaint(1);
    assert_eq!(folder, "error: tests/import is a folder, not a catalog\n");
}

#[test]
fn a_dry_run_shows_what_would_change_and_writes_nothing() {
    let scratch = Scratch::new();
    let before = fs::read_to_string("tests/import/update.before.toml").expect("a file");
    let path = scratch.write(API, &before);
    let arguments = ["tests/import/update.md", "--dry-run", "--into", &path];
    let (difference, report) = fine(import(&arguments));
    let hunk = " # People say so.\n [codes.ANVIL_NOT_FOUND]\n-status = 400 # was 404 once\n\
        +status = 404 # was 404 once\n";
    assert!(difference.starts_with(&format!("--- {path}\n+++ {path}\n@@ ")), "{difference}");
    assert!(difference.contains(hunk), "{difference}");
    assert!(report.contains("Changed by the page"), "{report}");
    assert_eq!(scratch.read(API), before);

    let new = scratch.path("acme/new.toml");
    let (difference, _) = fine(import(&["tests/import/shared.md", "--dry-run", "--into", &new]));
    assert!(difference.contains("\n+[catalog]\n"), "{difference}");
    assert_eq!(scratch.names(), ["acme"]);
    assert!(!fs::exists(&new).expect("a folder"));
}

#[test]
fn a_path_that_is_none_of_a_catalog_is_refused() {
    let scratch = Scratch::new();
    for (name, problem) in [
        ("Acme/api.toml", "error[invalid-path]: the folder can't be called `Acme`"),
        ("acme/fn.toml", "error[invalid-path]: the file can't be called `fn`"),
        ("acme/api.txt", "error[invalid-path]: the name of a catalog ends in `.toml`"),
        ("catalogs/api.toml", "error: "),
        ("catalogs/acme/deep/api.toml", "error: "),
    ] {
        let path = scratch.path(name);
        let complaint = import(&["tests/import/shared.md", "--into", &path]).complaint(1);
        assert!(complaint.starts_with(problem), "{name}: {complaint}");
        assert!(scratch.names().is_empty(), "{name}");
    }
}

#[test]
fn a_heading_selects_all_that_is_below_it() {
    let page = "# Errors\n\n## Web\n\n### Client\n\n|Code|Status|\n|-|-|\n|A_A|400|\n\n### Server\n\n\
        |Code|Status|\n|-|-|\n|B_B|500|\n\n## Tasks\n\n|Code|Status|\n|-|-|\n|C_C|500|\n";
    let codes = |heading| {
        let (catalog, _) = fine(piped(page, &["import", "--heading", heading]));
        ["A_A", "B_B", "C_C"].map(|code| catalog.contains(&format!("[codes.{code}]")))
    };
    assert_eq!(codes("web"), [true, true, false]);
    assert_eq!(codes("Server"), [false, true, false]);
    assert_eq!(codes("Errors"), [true, true, true]);
}
