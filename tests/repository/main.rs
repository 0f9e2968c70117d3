//! What happens in a copy of the repository when somebody edits its catalogs.
//!
//! Each test builds a copy of its own, which takes seconds. `cargo test` leaves them out:
//!
//! ```sh
//! cargo test --test repository
//! ```

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// What a build in the copy needs.
const PARTS: &[&str] =
    &["Cargo.lock", "Cargo.toml", "build.rs", "catalogs", "examples", "src", "tests"];

const USER: &str = "[package]\nname = 'user'\nedition = '2024'\n\n[dependencies]\n\
    error-catalog = { path = '..' }\n\n[workspace]\n";

/// A copy of the repository, in a folder of the test that makes it. It is removed at the end.
struct Copy {
    root: PathBuf,
}

impl Copy {
    fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("repository-{test}"));
        let _ = fs::remove_dir_all(&root);
        for part in PARTS {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &root.join(part));
        }
        Self { root }
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("a file")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTDOCFLAGS", "--deny warnings")
            .output()
            .expect("cargo")
    }

    #[track_caller]
    fn cargo_succeeds(&self, arguments: &[&str]) -> String {
        let output = self.cargo(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "cargo {arguments:?}:\n{errors}");
        errors
    }

    /// Runs `body` as the `main` of a crate that depends on the copy.
    #[track_caller]
    fn run(&self, body: &str) {
        self.run_in("dev", body);
    }

    /// As above, in a profile of cargo's.
    #[track_caller]
    fn run_in(&self, profile: &str, body: &str) {
        self.write("user/src/main.rs", &format!("#![deny(warnings)]\nfn main() {{\n{body}\n}}\n"));
        self.write("user/Cargo.toml", USER);
        self.write("user/Cargo.lock", &self.read("Cargo.lock"));
        let manifest = "user/Cargo.toml";
        self.cargo_succeeds(&["run", "--quiet", "--manifest-path", manifest, "--profile", profile]);
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a writable folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.exists() {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a writable folder");
        fs::copy(from, to).expect("a writable file");
    }
}

const HEAD: &str = "[catalog]\ntitle = 'Acme'\ndescription = 'Errors of Acme.'\nsource = 'Acme'\n";

fn entry(key: &str, message: &str) -> String {
    format!(
        "\n[codes.{key}]\nmessage = '{message}'\ndescription = 'It failed.'\ncategory = 'unknown'\nretry = 'never'\n"
    )
}

#[test]
fn an_added_entry_needs_no_other_edit() {
    let copy = Copy::new("an_added_entry_needs_no_other_edit");
    let path = "catalogs/novita/llm.toml";
    copy.write(path, &(copy.read(path) + &entry("CONTEXT_TOO_LONG", "{{.tokens}} of {{.limit}}")));
    copy.run(
        r#"
        use error_catalog::novita::{self, llm::{ContextTooLong, ErrorCode}};
        assert_eq!(ErrorCode::from_code("CONTEXT_TOO_LONG"), Some(ErrorCode::ContextTooLong));
        assert_eq!(ContextTooLong { tokens: 9, limit: 8 }.to_string(), "9 of 8");
        assert_eq!(ContextTooLong::parse("9 of 8").map(|message| message.limit), Some("8"));
        assert_eq!(novita::ErrorCode::all_by_code("CONTEXT_TOO_LONG").count(), 1);
        "#,
    );
}

#[test]
fn vendor_names_may_be_folders_but_not_modules() {
    let copy = Copy::new("vendor_names_may_be_folders_but_not_modules");
    let catalog = HEAD.to_owned() + &entry("out_of_anvils", "no anvils");
    for vendor in ["bin", "cli"] {
        copy.write(&format!("catalogs/{vendor}/api.toml"), &catalog);
    }
    copy.cargo_succeeds(&["check", "--quiet", "--features", "cli", "--bins"]);
    copy.write("catalogs/entry/api.toml", &catalog);
    let output = copy.cargo(&["check"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("the folder can't be called `entry`"), "{errors}");
}

#[test]
fn an_added_file_needs_no_other_edit() {
    let copy = Copy::new("an_added_file_needs_no_other_edit");
    // That it was built before must not hide the new file.
    copy.run(
        "assert!(error_catalog::CATALOGS.iter().all(|catalog| catalog.vendor() != \"acme\"));",
    );
    copy.write(
        "catalogs/acme/api.toml",
        &(HEAD.to_owned() + &entry("out_of_anvils", "no <<.what>>")),
    );
    copy.run(
        r#"
        use error_catalog::{CATALOGS, acme::api::{ErrorCode, OutOfAnvils}};
        assert!(CATALOGS.iter().any(|catalog| catalog.path() == "acme/api"));
        assert_eq!(ErrorCode::ALL, [ErrorCode::OutOfAnvils]);
        assert_eq!(OutOfAnvils { what: "anvils" }.to_string(), "no anvils");
        "#,
    );
}

#[test]
fn a_removed_file_needs_no_other_edit() {
    let copy = Copy::new("a_removed_file_needs_no_other_edit");
    copy.run("let _ = error_catalog::evolink::task::ErrorCode::ALL;");
    fs::remove_file(copy.root.join("catalogs/evolink/task.toml")).expect("a file");
    copy.run(
        "assert!(error_catalog::CATALOGS.iter().all(|catalog| catalog.path() != \"evolink/task\"));",
    );
}

/// What a vendor does with its scopes is linear in them. As an iterator of one type for each scope, it
/// overflowed a limit of rustc in release, and its callers overflowed it as well.
#[test]
fn a_vendor_with_500_scopes_compiles_in_release() {
    let copy = Copy::new("a_vendor_with_500_scopes_compiles_in_release");
    fs::remove_dir_all(copy.root.join("catalogs")).expect("a folder");
    for scope in 0..500 {
        let catalog = HEAD.to_owned() + &entry(&format!("CODE_{scope}"), "it failed");
        copy.write(&format!("catalogs/broad/scope_{scope}.toml"), &catalog);
    }
    copy.run_in(
        "release",
        r#"
        use error_catalog::broad::ErrorCode;
        let found: Vec<ErrorCode> = ErrorCode::all_by_code("CODE_499").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(ErrorCode::all_by_status(400).count(), 0);
        assert_eq!(found[0].entry().name(), "Code499");
        "#,
    );
}

#[test]
fn a_bad_catalog_fails_the_build_with_every_problem() {
    let copy = Copy::new("a_bad_catalog_fails_the_build_with_every_problem");
    let path = "catalogs/vidu/api.toml";
    copy.write(path, &copy.read(path).replacen("status = 400", "statuss = 400", 1));
    copy.write("catalogs/acme/api.toml", "");
    copy.write("catalogs/template/api.toml", &(HEAD.to_owned() + &entry("A", "a")));
    let output = copy.cargo(&["build"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    for expected in [
        "error: error-catalog@0.1.0: catalogs/acme/api.toml: the file is empty",
        "error: error-catalog@0.1.0: catalogs/vidu/api.toml:20:1: unknown field `statuss`: did you mean `status`?",
        "catalogs/template/api.toml: the folder can't be called `template`",
        "| ^^^^^^^ did you mean `status`?",
        "error: 3 problems found",
    ] {
        assert!(errors.contains(expected), "{expected}\n\n{errors}");
    }
    assert!(!errors.contains("panicked"), "{errors}");
}

#[test]
fn unchanged_inputs_are_not_rebuilt() {
    let copy = Copy::new("unchanged_inputs_are_not_rebuilt");
    copy.cargo_succeeds(&["build"]);
    let again = copy.cargo_succeeds(&["build"]);
    assert!(!again.contains("Compiling"), "{again}");
}

/// Every name that could hide one which generated code uses compiles as the name of a message.
#[test]
fn a_message_can_have_any_name_that_is_not_reserved() {
    let copy = Copy::new("a_message_can_have_any_name_that_is_not_reserved");
    let names = [
        "Aligned",
        "Box",
        "ByCode",
        "Case",
        "Catalog",
        "CATALOG",
        "Category",
        "Clone",
        "Code",
        "Copy",
        "Debug",
        "Default",
        "Display",
        "Drop",
        "Entry",
        "ENTRIES",
        "Eq",
        "Error",
        "Fields",
        "Fmt",
        "Fn",
        "Formatter",
        "From",
        "FromStr",
        "Guidance",
        "Hash",
        "Into",
        "Iterator",
        "Lookup",
        "Message",
        "Ord",
        "PartialEq",
        "Segment",
        "Response",
        "Retired",
        "Retry",
        "Send",
        "Slot",
        "Str",
        "String",
        "Sync",
        "Table",
        "Template",
        "ToString",
        "Vec",
    ];
    let mut text = HEAD.to_owned();
    for name in names.iter().filter(|name| !["CATALOG", "ENTRIES"].contains(name)) {
        text += &entry(
            name,
            "no {{.fields}} in {{.option}} of {{.self_}} ({{.clone}})"
                .replace("self_", "me")
                .as_str(),
        );
    }
    copy.write("catalogs/acme/names.toml", &text);
    copy.run(
        r#"
        use error_catalog::acme::names;
        let message = names::Fields { fields: 1, option: 2, me: 3, clone: 4 };
        assert_eq!(message.to_string(), "no 1 in 2 of 3 (4)");
        assert_eq!(names::ErrorCode::ALL.len(), 43);
        "#,
    );
}

/// Texts that try to be Markdown, HTML or links are shown as they are, without a warning.
#[test]
fn hostile_texts_are_documented_without_a_warning() {
    let copy = Copy::new("hostile_texts_are_documented_without_a_warning");
    for file in ["api", "jobs"] {
        copy.write(
            &format!("catalogs/acme/{file}.toml"),
            &copy.read(&format!("tests/every_field/acme/{file}.toml")),
        );
    }
    copy.cargo_succeeds(&["doc", "--no-deps", "--lib"]);
    let page = |path: &str| copy.read(&format!("target/doc/error_catalog/{path}"));
    let module = page("acme/api/index.html");
    let code = page("acme/api/enum.ErrorCode.html");
    for (page, shown) in [
        (&module, "Acme */ API [catalog] &lt;b&gt;"),
        (&module, "Errors of `Acme`'s *HTTP* API -- see https://acme.example/a_b..."),
        (
            &module,
            "<code>{{.anvil}} is not an anvil: &lt;&lt;.reason&gt;&gt; ({{.anvil}}, \"{{.maxWeight}}\" kg)</code>",
        ),
        (&module, "href=\"https://acme.example/errors?a=1&amp;b=2\""),
        (
            &code,
            "The anvil | is `not` one. */ /* // /// &lt;script&gt;alert(1)&lt;/script&gt; &amp; &amp;amp; [Self](crate) \\ {{ }}",
        ),
        (&code, "1) next paragraph: \"quoted\" -- it's so... __x__ ~~y~~ $z$"),
        (&code, "<td>feather `x` | y</td>"),
        (&code, "<td>It is | a feather</td>"),
    ] {
        let plain = page.replace("<wbr>", "");
        assert!(plain.contains(shown), "{shown}");
    }
}

/// What others have to build with us: every dependency but those of our tests.
fn dependencies() -> Vec<serde_json::Value> {
    // Those of other platforms needn't be here.
    let version = Command::new("rustc").arg("-vV").output().expect("rustc").stdout;
    let version = String::from_utf8(version).expect("UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--offline"])
        .args(["--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    let nodes = list(&metadata["resolve"]["nodes"]);
    let mut wanted = vec![metadata["resolve"]["root"].clone()];
    let mut seen = Vec::new();
    while let Some(id) = wanted.pop() {
        if seen.contains(&id) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id).expect("a node");
        for dependency in list(&node["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev") {
                wanted.push(dependency["pkg"].clone());
            }
        }
        seen.push(id);
    }
    list(&metadata["packages"])
        .into_iter()
        .filter(|package| seen.contains(&package["id"]))
        .collect()
}

#[test]
fn dependencies_support_our_oldest_rust() {
    let version = |text: &str| -> Vec<u32> {
        text.split('.').map(|part| part.parse().expect("a number")).collect()
    };
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let dependencies = dependencies();
    assert!(dependencies.len() > 10, "{} dependencies", dependencies.len());
    for package in dependencies {
        if let Some(oldest) = package["rust_version"].as_str() {
            assert!(version(oldest)[..2] <= ours[..2], "{} needs Rust {oldest}", package["name"]);
        }
    }
}

#[test]
fn dependency_licences_are_compatible() {
    for package in dependencies() {
        let licence = package["license"].as_str().unwrap_or_default();
        let allowed = ["MIT", "Apache-2.0", "Unlicense", "Unicode-3.0"];
        assert!(
            licence.split([' ', '/', '(', ')']).any(|licence| allowed.contains(&licence)),
            "{}: {licence}",
            package["name"]
        );
    }
}
