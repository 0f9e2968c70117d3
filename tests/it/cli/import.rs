use std::fs;
use std::io::Write;
use std::process::Stdio;

use error_catalog::CATALOGS;

use super::{Answer, Path, PathBuf, command, golden, run, run_at, without_colours};

/// A page in `tests/import`, and how it is imported.
const PAGES: &[(&str, &[&str])] = &[
    ("markdown", &["tests/import/markdown.md"]),
    ("shared", &["tests/import/shared.md"]),
    ("tabs", &["tests/import/tabs.txt"]),
    ("semicolons", &["tests/import/semicolons.csv"]),
    ("bare", &["tests/import/bare.csv", "--columns", "code, status,Message,-"]),
    ("joined", &["tests/import/joined.txt"]),
    ("joined-billing", &["tests/import/joined.txt", "--heading", "billing"]),
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

/// A catalog to import into.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("import-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn path(&self) -> String {
        self.0.join("acme/api.toml").to_str().expect("UTF-8").to_owned()
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.0.join("acme")).expect("a writable folder");
        fs::write(self.path(), text).expect("a writable file");
    }

    fn read(&self) -> String {
        fs::read_to_string(self.path()).expect("a file")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
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
        let scratch = Scratch::new(name);
        let path = scratch.path();
        fine(import(&[arguments, &["--into", &path][..]].concat()));
        // A page that has but one text for an error leaves a warning for the editor.
        assert_eq!(run(&["check", &path]).status, Some(0), "{name}");
        run(&["fmt", "--check", &path]).fine();
        let once = scratch.read();
        // The file that is imported into isn't changed by what it was made of.
        let (output, _) = fine(import(&[arguments, &["--into", &path][..]].concat()));
        assert_eq!((output.as_str(), scratch.read()), ("", once), "{name}");
    }
}

#[test]
fn an_import_over_a_catalog_keeps_what_people_added() {
    let scratch = Scratch::new("update");
    scratch.write(&fs::read_to_string("tests/import/update.before.toml").expect("a file"));
    let path = scratch.path();
    let arguments = ["tests/import/update.md", "--into", &path];
    let (output, report) = fine(import(&arguments));
    assert_eq!(output, "");
    golden::assert_matches("import/update.after.toml", &scratch.read());
    golden::assert_matches("import/update-report.txt", &report);
    run(&["check", &path]).fine();
    let once = scratch.read();
    let (_, report) = fine(import(&arguments));
    assert_eq!(scratch.read(), once);
    assert!(!report.contains("Changed by the page") && report.contains("Guessed"), "{report}");
}

#[test]
fn where_columns_run_into_each_other_a_code_that_is_known_tells_them_apart() {
    let page = "HTTP CodeError CodeError MessageError Description\n\
        400BadRequestbad requestInvalid request\n\
        400Badbad thing: {{.what}}It is bad\n\
        404NewOnenew oneIt is new\n";
    let hint = "  help: its columns run into each other: copy it with tabs between them\n";
    let nothing = piped(page, &["import"]).complaint(1);
    assert!(nothing.contains(hint), "{nothing}");
    let scratch = Scratch::new("known");
    scratch.write("[codes.Bad]\n\n[codes.BadRequest]\n");
    let (_, report) = fine(piped(page, &["import", "--into", &scratch.path()]));
    assert!(report.contains("Left out\n  line 4: its columns run into each other"), "{report}");
    let catalog = scratch.read();
    for texts in [
        "message = \"bad request\"\ndescription = \"Invalid request\"\n",
        "message = \"bad thing: {{.what}}\"\ndescription = \"It is bad\"\n",
    ] {
        assert!(catalog.contains(texts), "{catalog}");
    }
}

/// The exports of the shipped catalogs are tables, too.
#[test]
fn an_export_comes_back_as_it_was() {
    for catalog in CATALOGS {
        let scratch = Scratch::new(&catalog.path().replace('/', "-"));
        let table = run(&["export", catalog.path(), "--format", "csv"]).fine();
        let shipped = fs::read_to_string(catalog_file(catalog.path())).expect("a catalog");
        scratch.write(&shipped);
        let (_, report) = fine(piped(&table, &["import", "--into", &scratch.path()]));
        let rows = catalog.entries().len();
        assert_eq!(report, format!("{rows} codes: nothing new\n"), "{}", catalog.path());
        assert_eq!(scratch.read(), shipped);

        let (new, _) = fine(piped(&table, &["import"]));
        let new: toml::Table = toml::from_str(&new).expect("TOML");
        let codes = new["codes"].as_table().expect("a table");
        assert_eq!(codes.len(), rows);
        for entry in catalog.entries() {
            let is_it = |code: &toml::Value| {
                code["description"].as_str() == Some(entry.description())
                    && code.get("status").and_then(toml::Value::as_integer)
                        == entry.status().map(i64::from)
                    && code.get("message").and_then(toml::Value::as_str)
                        == entry.message().map(|message| message.text())
                    && code.get("advice").and_then(toml::Value::as_str) == entry.advice()
                    && code.get("title").and_then(toml::Value::as_str) == entry.title()
                    && code.get("group").and_then(toml::Value::as_str) == entry.group()
            };
            assert!(codes.values().any(is_it), "{}: {}", catalog.path(), entry.name());
        }
    }
}

fn catalog_file(path: &str) -> String {
    format!("catalogs/{path}.toml")
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
fn a_catalog_beside_whose_vendor_a_schema_lies_names_it() {
    let scratch = Scratch::new("schema");
    fs::create_dir_all(&scratch.0).expect("a writable folder");
    fs::write(scratch.0.join("schema.json"), "{}").expect("a writable file");
    fine(import(&["tests/import/shared.md", "--into", &scratch.path()]));
    let catalog = scratch.read();
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
        "error: no table with codes was found\n  help: there is a table with Limit | Value\n  \
         help: `--columns` says what the columns have: `--columns status,code,message`\n"
    );
    assert!(piped("", &["import"]).complaint(1).starts_with("error: no table was found\n"));
    let missing = import(&["no-such-page.md"]).complaint(2);
    assert!(missing.starts_with("error: can't read no-such-page.md: "), "{missing}");
    for list in ["status,message", "code,nonsense", ""] {
        let complaint = import(&["README.md", "--columns", list]).complaint(2);
        assert!(complaint.starts_with("error: invalid value"), "{complaint}");
    }
    let scratch = Scratch::new("broken");
    scratch.write("[codes.A\n");
    let complaint = import(&["tests/import/shared.md", "--into", &scratch.path()]).complaint(1);
    assert!(complaint.starts_with("error[invalid-toml]: "), "{complaint}");
    assert_eq!(scratch.read(), "[codes.A\n");
    let folder = import(&["tests/import/shared.md", "--into", "tests/import"]).complaint(1);
    assert_eq!(folder, "error: tests/import is a folder, not a catalog\n");
}
