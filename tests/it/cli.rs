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

/// The line that says where all catalogs are listed.
fn all_catalogs() -> String {
    let count = CATALOGS.len();
    format!("  help: `error-catalog list` shows the {count} catalogs built in\n")
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

mod help {
    use super::{golden, run};

    #[test]
    fn it_teaches_by_example() {
        golden::assert_matches("cli/help/error-catalog.txt", &run(&["--help"]).fine());
        for command in [
            "list",
            "explain",
            "decode",
            "export",
            "check",
            "fmt",
            "import",
            "diff",
            "generate",
            "schema",
            "completions",
            "man",
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
    use super::{CATALOGS, all_catalogs, golden, run, run_at};

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
    fn filters_leave_the_codes_that_pass_all_of_them() {
        let listed = run(&["list", "--status", "429", "--retry", "slow-down"]).fine();
        let passes = |entry: &error_catalog::Entry| {
            entry.statuses().contains(&429) && entry.retry().as_str() == "slow-down"
        };
        for catalog in CATALOGS {
            let count = catalog.entries().iter().filter(|entry| passes(entry)).count();
            assert_eq!(listed.contains(&format!("{}  ", catalog.path())), count > 0);
        }
        let listed = run(&["list", "vidu", "--text", "fieldlacking"]).fine();
        assert_eq!(listed.matches("\nFieldLacking ").count(), 2, "{listed}");
    }

    #[test]
    fn an_unknown_catalog_is_answered_with_a_guess() {
        let all = all_catalogs();
        assert_eq!(
            run(&["list", "novita/gpus"]).complaint(2),
            format!(
                "error: unknown catalog `novita/gpus`\n  help: did you mean `novita/gpu`?\n{all}"
            )
        );
        assert_eq!(
            run(&["export", "gpu"]).complaint(2),
            format!("error: unknown catalog `gpu`\n  help: did you mean `novita/gpu`?\n{all}")
        );
        assert_eq!(
            run(&["list", "no such vendor"]).complaint(2),
            format!("error: unknown catalog `no such vendor`\n{all}")
        );
    }
}

mod explain {
    use error_catalog::vidio;

    use super::{all_catalogs, golden, run, run_at};
    use crate::scratch::Scratch;

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
        let all = all_catalogs();
        let guess = "  help: did you mean `FieldLacking` (vidu/api, vidu/task)?\n";
        for (query, expected) in [
            ("FieldLackin", format!("unknown code `FieldLackin`\n{guess}{all}")),
            (
                "evolink/FieldLacking",
                format!(
                    "unknown code `FieldLacking` in evolink\n{guess}  \
                     help: `error-catalog list evolink` shows all its codes\n"
                ),
            ),
            (
                "vidu/apo/FieldLacking",
                format!("unknown catalog `vidu/apo`\n  help: did you mean `vidu/api`?\n{all}"),
            ),
            ("Foo", format!("unknown code `Foo`\n{all}")),
        ] {
            assert_eq!(run(&["explain", query]).complaint(1), format!("error: {expected}"));
        }
    }

    #[test]
    fn catalogs_and_rules_are_explained_too() {
        let catalog = run(&["explain", "novita/llm"]).fine();
        assert!(catalog.contains("\nNovita AI: LLM\n"), "{catalog}");
        let rule = run(&["explain", "missing-field"]).fine();
        assert!(rule.contains("rule of `check`: error"), "{rule}");
        assert!(rule.contains("\nWrong\n  error[missing-field]: "), "{rule}");
        assert!(rule.contains("\nRight\n  [catalog]\n"), "{rule}");
        let json = run(&["explain", "missing-field", "--format", "json"]).fine();
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((&json["rule"], &json["level"]), (&"missing-field".into(), &"error".into()));
        let json = run(&["explain", "novita/llm", "--format", "json"]).fine();
        assert_eq!(json, run(&["export", "novita/llm"]).fine());
    }

    #[test]
    fn json_is_that_of_export() {
        let json = run(&["explain", "vidu/FieldLacking", "--format", "json"]).fine();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
        let all = run(&["export", "vidu"]).fine();
        let all: Vec<serde_json::Value> = serde_json::from_str(&all).expect("JSON");
        let expected: Vec<_> = all.into_iter().filter(|it| it["code"] == "FieldLacking").collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_code_may_begin_with_a_minus_or_belong_to_a_family() {
        let scratch = Scratch::new();
        let entry = "description = \"?\"\ncategory = \"server\"\nretry = \"later\"\n";
        let toml = format!(
            "[catalog]\ntitle = \"Acme\"\ndescription = \"Errors.\"\nsource = \"Acme\"\n\n\
             [codes.-1121]\nvariant = \"InvalidSymbol\"\n{entry}\n\
             [codes.\"FLOOD_WAIT_{{{{.seconds}}}}\"]\nvariant = \"FloodWait\"\n{entry}"
        );
        let file = scratch.write("acme/api.toml", toml);
        let explain = |code: &str| run(&["explain", code, "-c", &file]).fine();
        assert!(explain("-1121").starts_with("InvalidSymbol "));
        assert!(explain("FLOOD_WAIT_42").starts_with("FloodWait "));
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
            // A vendor whose catalogs have nearly all that a catalog can have.
            let exported = run(&["export", "evolink", "--format", format]).fine();
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

mod catalogs {
    use super::{CATALOGS, fs, golden, run, run_at};
    use crate::scratch::Scratch;

    const GOOD: &str = "tests/every_field/acme/api.toml";

    #[test]
    fn built_in_and_read_at_run_time_they_give_the_same_bytes() {
        let scratch = Scratch::new();
        // Each command with the path of the catalogs that it answers from.
        let mut commands: Vec<(Vec<String>, String)> = Vec::new();
        let mut add = |command: &[&str], path: &str| {
            let command = command.iter().map(|&argument| argument.to_owned()).collect();
            commands.push((command, path.to_owned()));
        };
        add(&["list"], "catalogs");
        for format in ["json", "csv", "markdown", "html"] {
            add(&["export", "--format", format], "catalogs");
        }
        for catalog in CATALOGS {
            let entry = catalog.entries().last().expect("an entry");
            let file = format!("catalogs/{}.toml", catalog.path());
            add(&["explain", &format!("{}/{}", catalog.path(), entry.name())], &file);
            add(&["list", catalog.path(), "--retry", "after-change"], &file);
            let code = entry.code();
            let json = serde_json::json!({ "reason": code, "err_code": code,
                "error": { "type": code, "code": code } });
            let body = scratch.write(&format!("{}.json", catalog.path()), json.to_string());
            add(&["decode", "--format", "json", "--catalog", catalog.path(), &body], "catalogs");
        }
        for (command, path) in commands {
            let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let read = run_at(80, &[&arguments[..], &["-c", &path]].concat());
            let built_in = run_at(80, &arguments);
            assert_eq!((read.status, read.errors), (built_in.status, built_in.errors));
            assert!(read.output == built_in.output, "{arguments:?}");
        }
    }

    #[test]
    fn a_file_with_problems_does_not_keep_the_others_from_being_read() {
        let scratch = Scratch::new();
        scratch.write("acme/api.toml", fs::read_to_string(GOOD).expect("a file"));
        let bad = scratch.write("acme/bad.toml", "[catalog]\ntitel = \"Bad\"\n");
        let folder = scratch.path("");
        let answer = run(&["list", "acme/api", "-c", &folder]);
        assert_eq!(answer.status, Some(0));
        let warning = format!(
            "warning: left out, because of its problems: {bad}\n  \
             help: `error-catalog check {bad}` shows them\n"
        );
        assert_eq!(answer.errors, warning);
        assert_eq!(answer.output, run(&["list", "acme/api", "-c", GOOD]).fine());
        // The code may be in the file that was left out: there is no answer.
        assert_eq!(run(&["explain", "no_such_code", "-c", &folder]).status, Some(2));
        assert_eq!(run(&["explain", "no_such_code", "-c", GOOD]).status, Some(1));
    }

    #[test]
    fn without_a_good_catalog_all_problems_are_reported() {
        let problems = run(&["list", "-c", "tests/cli/bad"]).complaint(2);
        golden::assert_matches("cli/check-bad.txt", &problems);
        let missing = run(&["list", "-c", "no-such-folder"]).complaint(2);
        assert_eq!(
            missing,
            "error: there is no file or folder `no-such-folder`\n  \
             help: `--catalogs PATH` names the catalogs to read\n"
        );
    }

    #[test]
    fn every_command_that_reads_catalogs_names_them_alike() {
        let option = ["--catalogs", "catalogs/vidu/api.toml"];
        for command in [&["check"][..], &["fmt", "--check"], &["generate"]] {
            let by_option = run(&[command, &option].concat()).fine();
            assert_eq!(by_option, run(&[command, &option[1..]].concat()).fine());
        }
        let report = run(&[&["diff", "catalogs/vidu/api.toml"], &option[..]].concat()).fine();
        assert_eq!(report, "No changes.\n");
    }

    #[test]
    fn a_complaint_says_which_catalogs_were_read() {
        let complaint = run(&["explain", "no_such_code", "-c", GOOD]).complaint(1);
        assert_eq!(
            complaint,
            format!(
                "error: unknown code `no_such_code`\n  \
                 help: `error-catalog list --catalogs {GOOD}` shows the 1 catalog in `{GOOD}`\n"
            )
        );
    }

    #[test]
    fn several_paths_are_read_together_and_a_file_once() {
        let one = ["-c", "catalogs/vidu/api.toml", "-c", "catalogs/vidu/task.toml"];
        let vendor = run(&["export", "vidu"]).fine();
        assert_eq!(run(&[&["export"], &one[..]].concat()).fine(), vendor);
        assert_eq!(run(&["export", "vidu", "-c", "catalogs", "-c", one[1]]).fine(), vendor);
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
        let more = ["check", "tests/cli/bad", "--catalogs", "catalogs", "-c", "tests/cli/bad"];
        assert_eq!(run(&more).complaint(1), problems);
    }
}

mod generate {
    use super::{CATALOGS, run};
    use crate::scratch::Scratch;

    #[test]
    fn it_prints_the_rust_of_a_catalog() {
        let rust = run(&["generate", "catalogs/evolink/task.toml"]).fine();
        let head = "\n//\n//     evolink/task.toml\n//\n";
        assert!(rust.starts_with("// @generated by error-catalog "), "{rust}");
        assert!(rust.contains(head) && rust.contains("pub mod evolink {"), "{rust}");
        assert!(rust.contains("\nuse ::error_catalog::") && rust.ends_with("}\n"), "{rust}");
        let all = run(&["generate", "catalogs"]).fine();
        assert_eq!(all.matches("\n//     ").count(), CATALOGS.len());
    }

    #[test]
    fn the_code_names_the_crate_as_it_is_told() {
        let arguments = ["generate", "catalogs/evolink/task.toml", "--runtime", "crate::errors"];
        let rust = run(&arguments).fine();
        assert!(
            rust.contains("\nuse crate::errors::") && !rust.contains("::error_catalog"),
            "{rust}"
        );
    }

    #[test]
    fn it_writes_a_file() {
        let scratch = Scratch::new();
        let path = scratch.path("all.rs");
        assert_eq!(run(&["generate", "catalogs", "--output", &path]).fine(), "");
        assert_eq!(scratch.read("all.rs"), run(&["generate", "catalogs"]).fine());
        assert_eq!(scratch.names(), ["all.rs"]);
    }

    #[test]
    fn nothing_is_written_if_there_are_problems() {
        let scratch = Scratch::new();
        let path = scratch.path("nothing.rs");
        let problems = run(&["generate", "tests/cli/bad", "-o", &path]).complaint(1);
        assert_eq!(problems, run(&["check", "tests/cli/bad"]).complaint(1));
        assert!(scratch.names().is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let path = Scratch::new().path("no-folder/all.rs");
        let complaint = run(&["generate", "catalogs", "-o", &path]).complaint(2);
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
                // A word is never broken, so that it can be copied.
                let is_one_word = !line.trim().contains(' ');
                assert!(line.chars().count() <= 80 || is_one_word, "{command}: {line}");
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
    fn machine_readable_output_has_no_colours() {
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
        let complaint = answer.complaint(2);
        assert!(complaint.starts_with("error: can't write to standard output: "), "{complaint}");
        assert_eq!(complaint.lines().count(), 1);
    }
}

mod exit_status {
    use super::{command, fs, run};
    use crate::scratch::Scratch;

    /// Every command with an answer that is yes, one that is no, and a question without an answer.
    #[test]
    fn it_is_0_for_yes_1_for_no_and_2_where_there_is_no_answer() {
        let scratch = Scratch::new();
        let untidy = scratch.write("acme/api.toml", "[catalog]\ntitle='Acme'\n");
        let body = scratch.write("body.json", r#"{"reason":"NEW_CODE","message":"?"}"#);
        let stale = scratch.write("stale", "");
        let page = scratch.write("page.md", "| Code | Message |\n|---|---|\n| A_CODE | Bad |\n");
        let empty = scratch.write("empty.md", "nothing");
        let before = "tests/cli/diff/before";
        let after = "tests/cli/diff/after";
        let yes: &[&[&str]] = &[
            &["list"],
            &["explain", "FieldLacking"],
            &["decode", "--status", "200", "/dev/null"],
            &["export"],
            &["check"],
            &["fmt", "--check"],
            &["import", &page],
            &["diff", before, after],
            &["generate", "catalogs"],
            &["schema"],
            &["completions", "zsh"],
            &["man", "list"],
        ];
        let no: &[&[&str]] = &[
            &["list", "--text", "no code says this"],
            &["explain", "no_such_code"],
            &["decode", "--status", "400", &body],
            &["export", "--output", &stale, "--check"],
            &["check", "tests/cli/bad"],
            &["fmt", "--check", &untidy],
            &["import", &empty],
            &["diff", before, after, "--deny", "breaking"],
            &["generate", "tests/cli/bad"],
            &["generate", "catalogs", "--output", &stale, "--check"],
            &["schema", "--output", &stale, "--check"],
        ];
        let unanswered: &[&[&str]] = &[
            &["list", "no-such-catalog"],
            &["explain", "--catalogs", "no-such-file"],
            &["explain", "x", "--catalogs", "no-such-file"],
            &["decode", "no-such-file"],
            &["export", "no-such-catalog"],
            &["check", "no-such-file"],
            &["fmt", "--catalogs", "no-such-file"],
            &["generate", "no-such-file"],
            &["import", "no-such-file"],
            &["diff", "no-such-revision"],
            &["schema", "--output", "no/such/folder/schema.json"],
            &["completions", "no-such-shell"],
            &["man", "no-such-command"],
            &["no-such-command"],
        ];
        for (status, commands) in [(0, yes), (1, no), (2, unanswered)] {
            for arguments in commands {
                let answer = run(arguments);
                assert_eq!(answer.status, Some(status), "{arguments:?}: {}", answer.errors);
            }
        }
    }

    #[test]
    fn colours_are_as_asked_for() {
        let coloured = |arguments: &[&str]| run(arguments).output.contains('\u{1b}');
        assert!(coloured(&["list", "--color", "always"]));
        assert!(coloured(&["--color=always", "list"]));
        assert!(coloured(&["--color", "always", "--help"]));
        assert!(!coloured(&["list", "--color", "never"]));
        assert!(!coloured(&["list"]));
    }

    #[test]
    fn a_usage_error_can_do_nothing_to_the_terminal() {
        for argument in ["\u{1b}[31mred", "a\u{9b}2J", "\u{202e}x"] {
            for arguments in
                [&["list", "a", argument][..], &[argument], &["list", "--status", argument]]
            {
                let complaint = run(arguments).complaint(2);
                assert!(!complaint.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{complaint:?}");
            }
        }
    }

    #[test]
    fn any_number_of_columns_is_answered() {
        for columns in ["0", "1", "18446744073709551615", "99999999999999999999", "-1", "many"] {
            for arguments in [
                &["list"][..],
                &["explain", "FieldLacking"],
                &["diff", "tests/cli/diff/before", "tests/cli/diff/after"],
                &["--help"],
            ] {
                let status =
                    command(arguments).env("COLUMNS", columns).output().expect("it starts");
                assert!(status.status.success() && status.stdout.len() < 1 << 20, "{columns}");
            }
        }
    }

    #[test]
    fn an_output_that_is_an_input_is_refused() {
        let scratch = Scratch::new();
        let text = fs::read_to_string("catalogs/vidu/api.toml").expect("a catalog");
        let file = scratch.write("vidu/api.toml", &text);
        let by_other_name = scratch.path("vidu/../vidu/api.toml");
        for arguments in [
            &["generate", &file, "--output", &by_other_name][..],
            &["export", "--catalogs", &file, "--output", &by_other_name],
        ] {
            let complaint = run(arguments).complaint(2);
            assert!(complaint.contains(" is read, and can't be written as well"), "{complaint}");
        }
        assert_eq!(scratch.read("vidu/api.toml"), text);
    }

    #[test]
    fn standard_input_is_checked_and_laid_out_by_the_name_it_is_given() {
        use std::io::Write;
        use std::process::Stdio;

        let piped = |arguments: &[&str]| {
            let mut command = command(arguments);
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("the command starts");
            let mut input = child.stdin.take().expect("a pipe");
            input.write_all(b"[catalog]\ntitel = 'Acme'\n").expect("it reads");
            drop(input);
            let output = child.wait_with_output().expect("it ends");
            (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
        };
        let (status, errors) = piped(&["check", "-", "--stdin-filename", "acme/api.toml"]);
        assert_eq!(status, Some(1));
        assert!(errors.contains("--> acme/api.toml:2:1\n"), "{errors}");
        assert_eq!(piped(&["fmt", "-", "--stdin-filename", "acme/api.toml"]).0, Some(0));
    }
}
