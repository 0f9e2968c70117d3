use std::fs;
use std::process::Stdio;

use error_catalog::CATALOGS;

use super::{Answer, Path, PathBuf, command, golden, run, without_colours};
use crate::scratch::Scratch;

/// A folder of catalogs for one test.
struct Folder(Scratch);

impl Folder {
    fn new() -> Self {
        Self(Scratch::new())
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        self.0.write(name, text).into()
    }

    fn read(&self, name: &str) -> String {
        self.0.read(name)
    }

    /// The command on this folder, which is called `.` in what it says.
    fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(command(arguments).current_dir(self.0.folder()))
    }
}

fn piped(input: &Path, arguments: &[&str]) -> Answer {
    let input = fs::File::open(input).expect("a file");
    Answer::of(command(arguments).stdin(Stdio::from(input)))
}

const UNTIDY: &str = "[codes.A]\nretry='never'\ncategory = 'unknown'\n\n\n[catalog]\ntitle='A'\n";
const TIDY: &str =
    "[catalog]\ntitle = \"A\"\n\n[codes.A]\ncategory = \"unknown\"\nretry = \"never\"\n";

#[test]
fn the_layout_is_the_golden_file() {
    let before = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt/before.toml");
    let laid_out = piped(&before, &["fmt", "-"]).fine();
    golden::assert_matches("fmt/after.toml", &laid_out);
    let after = before.with_file_name("after.toml");
    assert_eq!(piped(&after, &["fmt", "-"]).fine(), laid_out);
    assert_eq!(piped(&after, &["fmt", "--check", "-"]).fine(), "");
    let check = piped(&before, &["fmt", "--check", "-"]);
    assert_eq!((check.status, check.output.as_str()), (Some(1), "<stdin>\n"));
}

#[test]
fn the_shipped_catalogs_are_in_it() {
    let summary = format!("{} catalogs: all in the canonical layout\n", CATALOGS.len());
    assert_eq!(run(&["fmt", "--check"]).fine(), summary);
    assert_eq!(run(&["fmt", "--check", "catalogs", "catalogs/vidu/api.toml"]).fine(), summary);
}

#[test]
fn what_is_not_in_it_is_written_and_named() {
    let folder = Folder::new();
    folder.write("acme/api.toml", UNTIDY);
    folder.write("acme/jobs.toml", TIDY);
    assert_eq!(folder.run(&["fmt", "."]).fine(), "./acme/api.toml\n1 of 2 catalogs laid out\n");
    assert_eq!(folder.read("acme/api.toml"), TIDY);
    assert_eq!(folder.run(&["fmt", "."]).fine(), "2 catalogs: all in the canonical layout\n");
    let names = fs::read_dir(folder.0.folder().join("acme")).expect("a folder");
    assert_eq!(names.count(), 2, "nothing else is left behind");
}

#[test]
fn a_check_writes_nothing_and_a_diff_shows_every_change() {
    let folder = Folder::new();
    folder.write("acme/api.toml", UNTIDY);
    folder.write("acme/crlf.toml", &TIDY.replace('\n', "\r\n"));
    folder.write("acme/jobs.toml", TIDY);
    let check = folder.run(&["fmt", "--check", "."]);
    assert_eq!(check.status, Some(1));
    assert_eq!(check.output, "./acme/api.toml\n./acme/crlf.toml\n");
    assert_eq!(
        check.errors,
        "error: 2 of 3 catalogs not in the canonical layout\n  \
         help: the same command without `--check` lays them out\n  help: `--diff` shows what would change\n"
    );
    let diff = folder.run(&["fmt", "--diff", "."]);
    assert_eq!(diff.status, Some(1));
    golden::assert_matches("cli/fmt-diff.txt", &diff.output);
    assert_eq!(folder.read("acme/api.toml"), UNTIDY);
    let coloured = Answer::of(
        command(&["fmt", "--diff", "."]).current_dir(folder.0.folder()).env("CLICOLOR_FORCE", "1"),
    );
    assert!(coloured.output.contains("\u{1b}["));
    assert_eq!(without_colours(&coloured.output), diff.output);
}

#[test]
fn what_is_not_toml_is_reported_and_left_alone() {
    let folder = Folder::new();
    folder.write("acme/api.toml", UNTIDY);
    folder.write("acme/broken.toml", "[codes.A\nretry=");
    let answer = folder.run(&["fmt", "."]);
    assert_eq!((answer.status, answer.output.as_str()), (Some(1), "./acme/api.toml\n"));
    assert_eq!(answer.errors, folder.run(&["check", "./acme/broken.toml"]).complaint(1));
    assert_eq!(folder.read("acme/broken.toml"), "[codes.A\nretry=");
    assert_eq!(folder.read("acme/api.toml"), TIDY);
    let broken = folder.0.folder().join("acme/broken.toml");
    let complaint = piped(&broken, &["fmt", "-"]).complaint(1);
    assert!(complaint.starts_with("error[invalid-toml]: "), "{complaint}");
    let complaint = folder.run(&["fmt", "nowhere"]).complaint(2);
    assert_eq!(complaint, folder.run(&["check", "nowhere"]).complaint(2));
}

#[test]
fn a_catalog_with_problems_is_laid_out() {
    let folder = Folder::new();
    let path = "acme/api.toml";
    folder.write(path, "[codes.A]\nzeal = 1\nstatuss=400\nretry = 7\n[more]\nx=1\n[catalog]\n");
    folder.run(&["fmt", "."]).fine();
    let expected = "[catalog]\n\n[codes.A]\nretry = 7\nzeal = 1\nstatuss = 400\n\n[more]\nx = 1\n";
    assert_eq!(folder.read(path), expected);
    folder.run(&["check", "."]).complaint(1);
}

#[test]
fn a_new_catalog_names_the_schema_next_to_the_vendors() {
    let folder = Folder::new();
    folder.write("acme/api.toml", TIDY);
    folder.write("acme/jobs.toml", &format!("# Ours.\n\n{TIDY}"));
    let other = format!("#:schema https://acme.example/schema.json\n# Ours.\n\n{TIDY}");
    folder.write("acme/other.toml", &other);
    let tidy = "3 catalogs: all in the canonical layout\n";
    assert_eq!(folder.run(&["fmt", "."]).fine(), tidy);
    folder.write("schema.json", "{}");
    folder.run(&["fmt", "."]).fine();
    assert_eq!(folder.read("acme/api.toml"), format!("#:schema ../schema.json\n\n{TIDY}"));
    assert_eq!(
        folder.read("acme/jobs.toml"),
        format!("#:schema ../schema.json\n\n# Ours.\n\n{TIDY}")
    );
    assert_eq!(folder.read("acme/other.toml"), other);
    assert_eq!(folder.run(&["fmt", "."]).fine(), tidy);
    // A file that lies elsewhere keeps what it says, and is told nothing.
    folder.write("alone.toml", TIDY);
    folder.run(&["fmt", "alone.toml"]).fine();
    assert_eq!(folder.read("alone.toml"), TIDY);
}

#[test]
fn standard_input_goes_with_nothing_else() {
    let complaint = run(&["fmt", "-", "catalogs"]).complaint(2);
    assert!(complaint.starts_with("error: standard input"), "{complaint}");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    let folder = Folder::new();
    let file = folder.write("elsewhere/file.toml", UNTIDY);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
    fs::create_dir_all(folder.0.folder().join("catalogs/acme")).expect("a writable folder");
    symlink(&file, folder.0.folder().join("catalogs/acme/api.toml")).expect("a link");
    // A link out of the folder is followed where it is named.
    let link = "catalogs/acme/api.toml";
    assert!(folder.run(&["fmt"]).complaint(1).contains("error[outside-link]: "));
    assert_eq!(folder.read("elsewhere/file.toml"), UNTIDY);
    folder.run(&["fmt", link]).fine();
    assert!(folder.0.folder().join("catalogs/acme/api.toml").is_symlink());
    assert_eq!(folder.read("elsewhere/file.toml"), TIDY);
    assert_eq!(fs::metadata(&file).expect("the file").mode() & 0o777, 0o640);
    // What is in the layout isn't written again.
    let before = fs::metadata(&file).expect("the file").ino();
    folder.run(&["fmt", link]).fine();
    assert_eq!(fs::metadata(&file).expect("the file").ino(), before);
}

#[test]
fn a_file_that_must_not_be_written_is_named() {
    let folder = Folder::new();
    let file = folder.write("acme/api.toml", UNTIDY);
    let mut permissions = fs::metadata(&file).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("permissions");
    let complaint = folder.run(&["fmt", "."]).complaint(2);
    assert_eq!(complaint, "error: can't write ./acme/api.toml: permission denied\n");
    assert_eq!(folder.read("acme/api.toml"), UNTIDY);
}
