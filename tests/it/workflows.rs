//! The workflows, and the scripts that they run. The package has neither, and then there is nothing
//! to test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const MARKER: &str = "<!-- catalog-changes -->";

/// A file of the repository, if this is one.
fn repository(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    path.exists().then_some(path)
}

/// The workflows, with their names.
fn workflows() -> Vec<(String, String)> {
    let Some(folder) = repository(".github/workflows") else { return Vec::new() };
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("a file"))
    };
    files.map(read).collect()
}

/// Whether programs are installed that a test needs.
fn are_installed(programs: &[&str]) -> bool {
    let missing =
        programs.iter().find(|program| Command::new(program).arg("--version").output().is_err());
    if let Some(program) = missing {
        eprintln!("skipped: {program} is not installed");
    }
    missing.is_none()
}

/// The lines of a workflow without comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim_start().trim_start_matches("- "))
        .filter(|line| !line.starts_with('#'))
}

#[test]
fn no_action_but_checkout_is_used_and_that_is_pinned_and_keeps_no_token() {
    for (name, text) in workflows() {
        let used: Vec<&str> = lines(&text).filter_map(|line| line.strip_prefix("uses: ")).collect();
        for action in &used {
            let (hash, version) = action
                .strip_prefix("actions/checkout@")
                .and_then(|rest| rest.split_once(" # v"))
                .unwrap_or_else(|| panic!("{name}: {action}"));
            assert!(hash.len() == 40 && hash.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
            assert!(version.starts_with(|digit: char| digit.is_ascii_digit()), "{name}");
        }
        let kept = lines(&text).filter(|line| *line == "persist-credentials: false").count();
        assert!(!used.is_empty() && kept == used.len(), "{name}");
    }
}

/// What others have written reaches a script as the value of a variable, if at all.
#[test]
fn no_script_of_a_workflow_has_an_expression_in_it() {
    for (name, text) in workflows() {
        let scripts: Vec<&str> =
            lines(&text).filter_map(|line| line.strip_prefix("run: ")).collect();
        assert!(!scripts.is_empty(), "{name}");
        for script in scripts {
            assert!(script.starts_with(".ci/") && !script.contains("${{"), "{name}: {script}");
            let program = script.split(' ').next().expect("a word");
            assert!(repository(program).is_some(), "{name}: {program}");
        }
    }
}

#[test]
fn only_the_job_that_writes_the_comment_may_write() {
    for (name, text) in workflows() {
        assert!(text.contains("\npermissions: {}\n"), "{name}");
        let written: Vec<&str> = lines(&text).filter(|line| line.ends_with(": write")).collect();
        let expected: &[&str] =
            if name == "catalog-changes.yml" { &["pull-requests: write"] } else { &[] };
        assert_eq!(written, expected, "{name}");
        let (before, after) = text.split_once("\n  comment:\n").unwrap_or((&text, ""));
        assert!(!before.contains(": write"), "{name}");
        // It runs nothing of the pull request: the base is checked out, and nothing else.
        assert!(!lines(&text).any(|line| line.starts_with("ref:")), "{name}");
        assert!(!after.contains("cargo"), "{name}");
    }
}

/// A folder for a test, with stand-ins for programs.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("workflows-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("bin")).expect("a writable folder");
        Self { folder }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }

    /// A script that is found before a program of its name.
    fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = format!("bin/{name}");
        self.write(&path, &format!("#!/usr/bin/env bash\nset -euo pipefail\n{script}\n"));
        let permissions = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.folder.join(path), permissions).expect("a file of ours");
    }

    fn command(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program.as_ref());
        let path = env::var("PATH").unwrap_or_default();
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("PATH", format!("{}:{path}", self.folder.join("bin").display()))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            // In a hook, git says by them which repository is meant.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE");
        command
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@acme.example"];
        text(self.command("git", &[&identity, arguments].concat()).output().expect("git"));
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_default()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What a program has written that is content.
#[track_caller]
fn text(output: Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const CATALOG: &str = "[catalog]\ntitle = 'Acme'\ndescription = 'Errors.'\nsource = 'Acme'\n\n\
    [codes.Gone]\nstatus = 410\ndescription = 'It is gone.'\ncategory = 'not-found'\nretry = 'never'\n";

/// A pull request is compared as the workflow does it: its commits are fetched, its files are not.
#[test]
fn a_pull_request_is_compared_without_being_checked_out() {
    let Some(scripts) = repository(".ci") else { return };
    if !are_installed(&["git", "bash"]) {
        return;
    }
    let scratch = Scratch::new("compare");
    let (server, clone) = (scratch.folder.join("server"), scratch.folder.join("clone"));
    let [server, clone] = [&server, &clone].map(|path| path.to_str().expect("UTF-8"));
    let at = |folder: &str, arguments: &[&str]| scratch.git(&[&["-C", folder], arguments].concat());
    scratch.git(&["init", "--quiet", "--initial-branch", "main", server]);
    scratch.write("server/catalogs/acme/api.toml", CATALOG);
    for script in ["catalog-changes", "fetch-pull-request"] {
        scratch.write(&format!("server/.ci/{script}"), "");
        fs::copy(scripts.join(script), scratch.folder.join("server/.ci").join(script))
            .expect("a copy");
    }
    at(server, &["add", "--all"]);
    at(server, &["commit", "--quiet", "--message", "base"]);
    scratch.git(&["clone", "--quiet", server, clone]);
    // Two pull requests: one that would do harm if it was run, and one that is wrong.
    for (number, text) in [("7", CATALOG.replace("410", "404")), ("8", "[catalog".to_owned())] {
        at(server, &["checkout", "--quiet", "-b", number, "main"]);
        scratch.write("server/catalogs/acme/api.toml", &text);
        scratch.write("server/.ci/catalog-changes", "touch harm\n");
        at(server, &["commit", "--quiet", "--all", "--message", number]);
        at(server, &["update-ref", &format!("refs/pull/{number}/head"), "HEAD"]);
    }
    // It stands in for building the command.
    let command = env!("CARGO_BIN_EXE_error-catalog");
    scratch.program("cargo", &format!("[ \"$1\" = catalog ]; shift; exec {command} \"$@\""));
    let script = |name: &str, arguments: &[&str]| {
        let mut command = scratch.command(format!("{clone}/.ci/{name}"), arguments);
        command.env_remove("GH_TOKEN").env("GITHUB_OUTPUT", scratch.folder.join("output"));
        command.output().expect("bash")
    };
    for number in ["7", "8"] {
        text(script("fetch-pull-request", &[number]));
    }
    let comment = text(script("catalog-changes", &["HEAD", "refs/pull/7/head"]));
    assert!(comment.starts_with(&format!("{MARKER}\n### Changes of the catalogs\n")), "{comment}");
    assert!(
        comment.contains("| behaviour | status | <code>410</code> → <code>404</code> |"),
        "{comment}"
    );
    assert_eq!(scratch.read("output"), "");
    let again =
        text(script("catalog-changes", &["--output", "comment", "HEAD", "refs/pull/7/head"]));
    // In the log of the job, nothing of it is a command.
    let (first, rest) = again.split_once('\n').expect("lines");
    let stop = first.strip_prefix("::stop-commands::").expect("a command");
    assert!(stop.len() > 20 && !comment.contains(stop), "{stop}");
    assert_eq!(rest, format!("{comment}\n::{stop}::\n"));
    let output = scratch.read("output");
    let (first, rest) = output.split_once('\n').expect("lines");
    let end = first.strip_prefix("comment<<").expect("a delimiter");
    assert!(end.len() > 20 && !comment.contains(end), "{end}");
    assert_eq!(rest, format!("{comment}{end}\n"));

    let comment = text(script("catalog-changes", &["HEAD", "refs/pull/8/head"]));
    assert!(comment.contains("have problems") && !comment.contains("[catalog"), "{comment}");
    let comment = text(script("catalog-changes", &["HEAD", "--upload-pack=touch harm"]));
    assert!(comment.contains("could not be compared"), "{comment}");
    for number in ["0", "x", "7 8", "--all", "7;touch harm"] {
        assert_eq!(script("fetch-pull-request", &[number]).status.code(), Some(2), "{number}");
    }
    assert!(!scratch.folder.join("harm").exists() && !scratch.folder.join("clone/harm").exists());
}

#[test]
fn the_comment_is_posted_once_and_then_edited() {
    let Some(script) = repository(".ci/post-comment") else { return };
    if !are_installed(&["bash", "jq"]) {
        return;
    }
    let scratch = Scratch::new("post");
    scratch.program(
        "gh",
        "if [ \"$2\" = --paginate ]; then\n    [ \"$3\" = repos/acme/anvils/issues/7/comments ]\n    \
         jq -r \"$5\" comments.json\nelse\n    echo \"$*\" >call\n    cat >body\nfi",
    );
    let comment = |author: &str, id: u32, body: &str| serde_json::json!({ "id": id, "user": { "login": author }, "body": body });
    let post = |arguments: &[&str], body: &str| {
        let mut command = scratch.command(&script, arguments);
        command.env("COMMENT", body).env_remove("COMMENT_AUTHOR").output().expect("bash")
    };
    let body = format!("{MARKER}\nline $(touch harm) `touch harm`\n\"@x\" \\ 'é'");
    let target = ["acme/anvils", "7"];

    let mut comments = vec![comment("reviewer", 1, "Fine."), comment("someone", 2, &body)];
    scratch.write("comments.json", &serde_json::Value::from(comments.clone()).to_string());
    text(post(&target, &body));
    assert_eq!(
        scratch.read("call"),
        "api --silent --method POST repos/acme/anvils/issues/7/comments --field body=@-\n"
    );
    assert_eq!(scratch.read("body"), body);

    comments.push(comment("github-actions[bot]", 3, "<!-- another -->"));
    comments.push(comment("github-actions[bot]", 4, &format!("{MARKER}\nold")));
    scratch.write("comments.json", &serde_json::Value::from(comments).to_string());
    text(post(&target, &body));
    assert_eq!(
        scratch.read("call"),
        "api --silent --method PATCH repos/acme/anvils/issues/comments/4 --field body=@-\n"
    );

    fs::remove_file(scratch.folder.join("call")).expect("the file");
    let said = text(post(&["--dry-run", "acme/anvils", "7"], &body));
    assert_eq!(said, format!("would be written on acme/anvils#7:\n\n{body}\n"));
    for (arguments, body) in [
        (["acme", "7"], body.as_str()),
        (["acme/anvils/x", "7"], &body),
        (["acme/anvils", "7/x"], &body),
        (["acme/anvils", "7"], "no marker"),
    ] {
        assert_eq!(post(&arguments, body).status.code(), Some(2), "{arguments:?}");
    }
    assert!(!scratch.folder.join("call").exists() && !scratch.folder.join("harm").exists());
}

/// The scripts of a workflow, by the names of their steps.
fn scripts(workflow: &str) -> BTreeMap<&str, String> {
    let mut scripts = BTreeMap::new();
    let mut name = "";
    let mut lines = workflow.lines().peekable();
    while let Some(line) = lines.next() {
        let step = line.trim_start().trim_start_matches("- ");
        if let Some(text) = step.strip_prefix("name: ") {
            name = text;
        } else if let Some(text) = step.strip_prefix("run: ") {
            let mut script = text.strip_prefix('|').unwrap_or(text).to_owned();
            let is_below = |next: &&str| next.starts_with("          ");
            while let Some(below) = lines.next_if(|next| text == "|" && is_below(next)) {
                script += below.trim_start();
                script.push('\n');
            }
            scripts.insert(name, script);
        }
    }
    scripts
}

/// The workflow that people with catalogs of their own copy, on a pull request that renames a
/// placeholder, and leaves a space too many.
#[test]
fn the_workflow_to_copy_checks_a_pull_request_and_comments_on_it() {
    let Some(example) = repository("examples/downstream/.github") else { return };
    if !are_installed(&["git", "bash"]) {
        return;
    }
    let workflow = fs::read_to_string(example.join("workflows/catalogs.yml")).expect("a workflow");
    let scripts = scripts(&workflow);
    let catalogs = example.with_file_name("catalogs");
    let orders = fs::read_to_string(catalogs.join("acme/orders.toml")).expect("a catalog");

    let scratch = Scratch::new("copied");
    let (server, clone) = (scratch.folder.join("server"), scratch.folder.join("clone"));
    let [server, clone] = [&server, &clone].map(|path| path.to_str().expect("UTF-8"));
    scratch.git(&["init", "--quiet", "--initial-branch", "main", server]);
    scratch.write("server/catalogs/acme/orders.toml", &orders);
    scratch.git(&["-C", server, "add", "--all"]);
    scratch.git(&["-C", server, "commit", "--quiet", "--message", "base"]);
    scratch.git(&["clone", "--quiet", server, clone]);
    let changed =
        orders.replace("{{.left}}", "{{.stock}}").replace("status = 404", "status =  404");
    scratch.write("clone/catalogs/acme/orders.toml", &changed);
    scratch.git(&["-C", clone, "commit", "--quiet", "--all", "--message", "change"]);

    let command = env!("CARGO_BIN_EXE_error-catalog");
    scratch.program("error-catalog", &format!("exec {command} \"$@\""));
    scratch.program("gh", "echo \"$*\" >../call\ncat >../body");
    let run = |step: &str, variables: &[(&str, &str)]| {
        // As a runner starts it.
        let arguments = ["-e", "-c", scripts.get(step).expect("a step").as_str()];
        let mut command = scratch.command("bash", &arguments);
        command.current_dir(clone).envs(variables.iter().copied());
        command.env("GITHUB_OUTPUT", scratch.folder.join("output"));
        command.env("GITHUB_STEP_SUMMARY", scratch.folder.join("summary"));
        command.output().expect("bash")
    };
    text(run("Compare the catalogs", &[("BASE", "main")]));
    assert_eq!(text(run("Check the catalogs", &[])), "");
    assert_eq!(run("Check their layout", &[]).status.code(), Some(1));

    let output = scratch.read("output");
    let (first, rest) = output.split_once('\n').expect("lines");
    let end = first.strip_prefix("comment<<").expect("a delimiter");
    let comment = rest.strip_suffix(&format!("\n{end}\n")).expect("the delimiter");
    assert!(comment.contains("breaking") && comment.contains("stock"), "{comment}");
    assert_eq!(scratch.read("summary"), comment);

    text(run("Comment on the pull request", &[("PULL_REQUEST", "7"), ("COMMENT", comment)]));
    assert_eq!(scratch.read("call"), "pr comment 7 --body-file - --edit-last --create-if-none\n");
    assert_eq!(scratch.read("body"), comment);
}
