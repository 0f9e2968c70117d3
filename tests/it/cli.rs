//! The command line, as a user has it: a process with arguments, output and an exit status.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use error_catalog::{CATALOGS, Catalog};

use crate::golden;

/// The command, in the folder of the repository, undisturbed by the environment of the tests.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_error-catalog"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for variable in ["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command
}

struct Answer {
    status: Option<i32>,
    output: String,
    errors: String,
}

impl Answer {
    fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().expect("the command starts");
        Self {
            status: status.code(),
            output: String::from_utf8(stdout).expect("UTF-8"),
            errors: String::from_utf8(stderr).expect("UTF-8"),
        }
    }

    /// The output of a command that is content.
    #[track_caller]
    fn fine(self) -> String {
        assert_eq!((self.status, self.errors.as_str()), (Some(0), ""));
        self.output
    }

    /// What a command says that isn't.
    #[track_caller]
    fn complaint(self, status: i32) -> String {
        assert_eq!((self.status, self.output.as_str()), (Some(status), ""));
        self.errors
    }
}

fn run(arguments: &[&str]) -> Answer {
    Answer::of(&mut command(arguments))
}

fn run_at(columns: usize, arguments: &[&str]) -> Answer {
    Answer::of(command(arguments).env("COLUMNS", columns.to_string()))
}

fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = after.split_once('m').expect("a complete escape sequence").1;
    }
    plain + rest
}

/// Every text that `list` and `explain` can print, with the arguments that print it.
fn every_text(columns: usize) -> Vec<(String, String)> {
    let lists = CATALOGS.iter().map(|catalog| vec!["list".to_owned(), catalog.path().to_owned()]);
    let explanations = CATALOGS.iter().flat_map(|catalog| {
        let names = catalog.entries().iter().map(|entry| entry.name());
        names.map(|name| vec!["explain".to_owned(), format!("{}/{name}", catalog.path())])
    });
    let commands = [vec!["list".to_owned()]].into_iter().chain(lists).chain(explanations);
    let texts = commands.map(|arguments| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        (arguments.join(" "), run_at(columns, &arguments).fine())
    });
    texts.collect()
}

mod check_reports;
mod decode;
mod diff;
mod fmt;
mod import;
mod schema;
mod site;

mod help {
    use super::{golden, run};

    #[test]
    fn it_teaches_by_example() {
        golden::assert_matches("cli/help/error-catalog.txt", &run(&["--help"]).fine());
        for command in [
            "list", "explain", "decode", "export", "site", "check", "fmt", "import", "diff",
            "generate", "schema",
        ] {
            let help = run(&[command, "--help"]).fine();
            assert!(help.contains("\nExamples:\n  error-catalog "), "{help}");
            golden::assert_matches(&format!("cli/help/{command}.txt"), &help);
        }
    }

    #[test]
    fn no_command_at_all_is_answered_with_it() {
        assert_eq!(run(&[]).complaint(2), run(&["-h"]).fine());
    }

    #[test]
    fn the_version_is_that_of_the_crate() {
        assert_eq!(
            run(&["--version"]).fine(),
            concat!("error-catalog ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }

    #[test]
    fn what_makes_no_sense_is_status_2() {
        for arguments in [
            &["lst"][..],
            &["explain"],
            &["explain", "a", "b"],
            &["export", "--format", "xml"],
            &["generate"],
            &["generate", "catalogs", "--runtime", "no path"],
            &["list", "--no-such-option"],
            &["decode", "--status", "99"],
            &["decode", "--status", "1000"],
            &["decode", "--format", "yaml"],
            &["decode", "--catalog"],
            &["decode", "a", "b"],
            &["diff"],
            &["diff", "a", "b", "c"],
            &["diff", "catalogs", "--deny", "text"],
            &["diff", "catalogs", "--format", "xml"],
        ] {
            let complaint = run(arguments).complaint(2);
            assert!(complaint.starts_with("error: "), "{complaint}");
        }
        assert!(run(&["lst"]).complaint(2).contains("'list'"));
    }
}

mod list {
    use super::{CATALOGS, golden, run, run_at};

    #[test]
    fn it_fits_the_width() {
        for (name, arguments) in [
            ("list", &["list"][..]),
            ("list-novita-llm", &["list", "novita/llm"]),
            ("list-vidio-api", &["list", "vidio/api"]),
        ] {
            for columns in [40, 80] {
                let listed = run_at(columns, arguments).fine();
                golden::assert_matches(&format!("cli/{name}-{columns}.txt"), &listed);
            }
            golden::assert_matches(&format!("cli/{name}.txt"), &run(arguments).fine());
        }
        let listed = run_at(120, &["list", "vidu/api"]).fine();
        golden::assert_matches("cli/list-vidu-api-120.txt", &listed);
    }

    #[test]
    fn without_a_width_every_code_has_one_line() {
        for catalog in CATALOGS {
            let listed = run(&["list", catalog.path()]).fine();
            let rows = listed.lines().skip_while(|line| !line.starts_with('─')).skip(1);
            assert_eq!(rows.count(), catalog.entries().len(), "{}", catalog.path());
            for entry in catalog.entries() {
                let has_all = |line: &str| {
                    let texts = [entry.code(), entry.category().as_str(), entry.description()];
                    texts.iter().all(|text| line.contains(text))
                };
                assert!(listed.lines().any(has_all), "{}: {}", catalog.path(), entry.name());
            }
        }
    }

    #[test]
    fn of_a_vendor_it_has_every_catalog() {
        let catalogs = CATALOGS.iter().filter(|catalog| catalog.vendor() == "novita");
        let lists = catalogs.map(|catalog| run_at(80, &["list", catalog.path()]).fine());
        let each: Vec<String> = lists.collect();
        assert_eq!(run_at(80, &["list", "novita"]).fine(), each.join("\n\n"));
    }

    #[test]
    fn an_unknown_catalog_is_answered_with_a_guess() {
        assert_eq!(
            run(&["list", "novita/gpus"]).complaint(2),
            "error: unknown catalog `novita/gpus`\n  did you mean `novita/gpu`?\n  \
             `error-catalog list` shows all catalogs\n"
        );
        assert_eq!(
            run(&["export", "gpu"]).complaint(2),
            "error: unknown catalog `gpu`\n  did you mean `novita/gpu`?\n  \
             `error-catalog list` shows all catalogs\n"
        );
        assert_eq!(
            run(&["list", "no such vendor"]).complaint(2),
            "error: unknown catalog `no such vendor`\n  `error-catalog list` shows all catalogs\n"
        );
    }
}

mod explain {
    use error_catalog::vidio;

    use super::{golden, run, run_at};

    #[test]
    fn it_is_laid_out_to_be_read() {
        for (name, code) in [
            ("rich", "content_policy_violation"),
            ("causes", "generation_failed_no_content"),
            ("two-catalogs", "FieldLacking"),
            ("class", "permission_error"),
        ] {
            for columns in [80, 200] {
                let explained = run_at(columns, &["explain", code]).fine();
                golden::assert_matches(&format!("cli/explain-{name}-{columns}.txt"), &explained);
            }
        }
    }

    #[test]
    fn it_has_all_rows_of_a_class() {
        let explained = run(&["explain", "vidio/invalid_request_error"]).fine();
        let rows = vidio::api::CATALOG.all_by_code("invalid_request_error").count();
        assert_eq!(explained.matches("  code      invalid_request_error\n").count(), rows);
    }

    #[test]
    fn a_code_may_be_written_in_many_ways() {
        let both = run(&["explain", "vidu/FieldLacking"]).fine();
        for query in ["vidu/field_lacking", "vidu/fieldlacking"] {
            assert_eq!(run(&["explain", query]).fine(), both, "{query}");
        }
        let one = run(&["explain", "vidu/api/FieldLacking"]).fine();
        assert!(both.starts_with(&one) && one.len() < both.len());
        assert!(run(&["explain", "FieldLacking"]).fine().contains(&both));
    }

    #[test]
    fn an_unknown_code_is_answered_with_a_guess() {
        assert_eq!(
            run(&["explain", "FieldLackin"]).complaint(1),
            "error: unknown code `FieldLackin`\n  did you mean `FieldLacking` (vidu/api, vidu/task)?\n  \
             `error-catalog list` shows all catalogs, and with the name of one its codes\n"
        );
        assert_eq!(
            run(&["explain", "evolink/FieldLacking"]).complaint(1),
            "error: unknown code `FieldLacking` in evolink\n  did you mean `FieldLacking` (vidu/api, vidu/task)?\n  \
             `error-catalog list evolink` shows all its codes\n"
        );
        assert_eq!(
            run(&["explain", "vidu/apo/FieldLacking"]).complaint(1),
            "error: unknown catalog `vidu/apo`\n  did you mean `vidu/api`?\n  \
             `error-catalog list` shows all catalogs\n"
        );
        assert_eq!(
            run(&["explain", "Foo"]).complaint(1),
            "error: unknown code `Foo`\n  \
             `error-catalog list` shows all catalogs, and with the name of one its codes\n"
        );
    }

    #[test]
    fn a_query_can_do_nothing_to_the_terminal() {
        let complaint = run(&["explain", "\u{1b}[31mred\u{7}"]).complaint(1);
        assert!(
            complaint.starts_with("error: unknown code `\\u{1b}[31mred\\u{7}`\n"),
            "{complaint}"
        );
    }
}

mod export {
    use super::{CATALOGS, golden, run};

    #[test]
    fn the_exports_are_the_golden_files() {
        for (format, ending) in [("json", "json"), ("csv", "csv"), ("markdown", "md")] {
            let exported = run(&["export", "--format", format]).fine();
            golden::assert_matches(&format!("cli/export.{ending}"), &exported);
        }
    }

    #[test]
    fn json_is_the_default_and_has_every_entry() {
        let json = run(&["export"]).fine();
        assert_eq!(json, run(&["export", "--format", "json"]).fine());
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
        let entries = || CATALOGS.iter().flat_map(|catalog| catalog.entries());
        assert_eq!(rows.len(), entries().count());
        for (row, entry) in rows.iter().zip(entries()) {
            assert_eq!(row["name"], entry.name());
            assert_eq!(row["message"].as_str(), entry.message().map(|message| message.text()));
        }
    }

    #[test]
    fn a_vendor_is_the_sum_of_its_catalogs() {
        let rows = |catalog| {
            let json = run(&["export", catalog]).fine();
            serde_json::from_str::<Vec<serde_json::Value>>(&json).expect("JSON")
        };
        assert_eq!(rows("vidu"), [rows("vidu/api"), rows("vidu/task")].concat());
    }
}

mod check {
    use super::{CATALOGS, Catalog, golden, run};

    #[test]
    fn good_catalogs_are_counted() {
        let count = |catalog: &&Catalog| catalog.entries().len();
        let codes: usize = CATALOGS.iter().map(count).sum();
        let summary = format!("{codes} codes in {} catalogs: no problems\n", CATALOGS.len());
        assert_eq!(run(&["check"]).fine(), summary);
        assert_eq!(run(&["check", "catalogs", "catalogs/vidu/api.toml"]).fine(), summary);
        let codes = CATALOGS.iter().find(|catalog| catalog.path() == "vidu/api").map_or(0, count);
        let summary = format!("{codes} codes in 1 catalog: no problems\n");
        assert_eq!(run(&["check", "catalogs/vidu/api.toml"]).fine(), summary);
    }

    #[test]
    fn problems_are_reported_in_full() {
        let problems = run(&["check", "tests/cli/bad"]).complaint(1);
        golden::assert_matches("cli/check-bad.txt", &problems);
        let more =
            run(&["check", "tests/cli/bad", "catalogs", "tests/cli/bad", "nowhere"]).complaint(1);
        assert!(more.contains(problems.rsplit_once("error: ").expect("a summary").0), "{more}");
        assert!(
            more.contains("--> nowhere\n") && more.ends_with("error: 4 problems found\n"),
            "{more}"
        );
    }
}

mod generate {
    use super::{CATALOGS, Path, PathBuf, fs, run};

    fn scratch(name: &str) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("generate-{}-{name}", std::process::id()))
    }

    #[test]
    fn it_prints_the_rust_of_a_catalog() {
        let rust = run(&["generate", "catalogs/evolink/task.toml"]).fine();
        let head = "\n//\n//     catalogs/evolink/task.toml\n//\n";
        assert!(rust.starts_with("// @generated by error-catalog "), "{rust}");
        assert!(rust.contains(head) && rust.contains("pub mod evolink {"), "{rust}");
        assert!(rust.contains("::error_catalog::Catalog") && rust.ends_with("}\n"), "{rust}");
        let all = run(&["generate", "catalogs"]).fine();
        assert_eq!(all.matches("\n//     catalogs/").count(), CATALOGS.len());
    }

    #[test]
    fn the_code_names_the_crate_as_it_is_told() {
        let arguments = ["generate", "catalogs/evolink/task.toml", "--runtime", "crate::errors"];
        let rust = run(&arguments).fine();
        assert!(
            rust.contains("crate::errors::Catalog") && !rust.contains("::error_catalog"),
            "{rust}"
        );
    }

    #[test]
    fn it_writes_a_file() {
        let file = scratch("all.rs");
        let path = file.to_str().expect("UTF-8");
        assert_eq!(run(&["generate", "catalogs", "--output", path]).fine(), "");
        let written = fs::read_to_string(&file).expect("the file");
        fs::remove_file(&file).expect("the file");
        assert_eq!(written, run(&["generate", "catalogs"]).fine());
    }

    #[test]
    fn nothing_is_written_if_there_are_problems() {
        let file = scratch("nothing.rs");
        let path = file.to_str().expect("UTF-8");
        let problems = run(&["generate", "tests/cli/bad", "-o", path]).complaint(1);
        assert_eq!(problems, run(&["check", "tests/cli/bad"]).complaint(1));
        assert!(!file.exists());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let file = scratch("no-folder").join("all.rs");
        let path = file.to_str().expect("UTF-8");
        let complaint = run(&["generate", "catalogs", "-o", path]).complaint(1);
        assert!(complaint.starts_with(&format!("error: can't write {path}: ")), "{complaint}");
        assert_eq!(complaint.lines().count(), 1);
    }
}

mod output {
    use super::{Answer, Stdio, command, every_text, run, without_colours};

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for (command, text) in every_text(80) {
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{command}: {line}");
                assert_eq!(line.trim_end(), line, "{command}");
            }
        }
    }

    #[test]
    fn on_a_narrow_terminal_only_a_long_word_is_wider() {
        for (command, text) in every_text(40) {
            for line in text.lines().filter(|line| line.chars().count() > 40) {
                let label =
                    line.trim_start().rsplit_once(' ').map_or("", |(label, _)| label.trim());
                assert!(["", "rust"].contains(&label), "{command}: {line}");
            }
        }
    }

    #[test]
    fn piped_it_has_no_colours_unless_they_are_forced() {
        for arguments in [
            &["list"][..],
            &["list", "vidu/api"],
            &["explain", "FieldLacking"],
            &["explain", "Foo"],
            &["check", "tests/cli/bad"],
            &["export", "--help"],
        ] {
            let plain = run(arguments);
            let forced = Answer::of(command(arguments).env("CLICOLOR_FORCE", "1"));
            let forbidden =
                Answer::of(command(arguments).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"));
            let all = |answer: &Answer| format!("{}{}", answer.output, answer.errors);
            assert!(!all(&plain).contains('\u{1b}'), "{arguments:?}");
            assert!(all(&forced).contains("\u{1b}["), "{arguments:?}");
            assert_eq!(without_colours(&all(&forced)), all(&plain), "{arguments:?}");
            assert_eq!(all(&forbidden), all(&plain), "{arguments:?}");
        }
    }

    #[test]
    fn what_other_programs_read_has_no_colours_at_all() {
        for format in ["json", "csv", "markdown"] {
            let arguments = ["export", "--format", format];
            let forced = Answer::of(command(&arguments).env("CLICOLOR_FORCE", "1")).fine();
            assert_eq!(forced, run(&arguments).fine());
        }
    }

    #[test]
    fn a_reader_who_leaves_is_no_error() {
        let mut child = command(&["export"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let left = child.wait_with_output().expect("the command ends");
        assert_eq!((left.status.code(), left.stderr), (Some(0), Vec::new()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_one() {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("the device");
        let answer = Answer::of(command(&["list"]).stdout(full));
        let complaint = answer.complaint(1);
        assert!(complaint.starts_with("error: can't write to standard output: "), "{complaint}");
        assert_eq!(complaint.lines().count(), 1);
    }
}
