//! What an editor sees of a catalog that is wrong: a folder for each rule, with the exact text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use error_catalog::generator::{Diagnostics, Generator, Rule, Severity, SourceFile};

use crate::golden;

/// The folders with bad catalogs, sorted.
fn folders() -> Vec<PathBuf> {
    let mut folders = rule_folders();
    folders.retain(|folder| folder.join("catalogs").exists());
    folders
}

/// The folders of all rules, sorted. Three have no catalogs: an unreadable file, a link and 65,537 codes
/// are made by the tests.
fn rule_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/bad").expect("the folder");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders
}

/// The problems and warnings of the catalogs in `folder`, by a path that is the same wherever the
/// tests run.
fn problems(folder: &Path) -> Diagnostics {
    let path: PathBuf = folder.join("catalogs").components().collect();
    let (_, found) = Generator::new().input(path).inspect();
    assert!(!found.is_empty(), "nothing is wrong in {}", folder.display());
    found
}

#[test]
fn problems_match_their_golden_files() {
    for folder in folders() {
        let problems = problems(&folder);
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        golden::assert_matches(&format!("bad/{name}/problems.txt"), &problems.to_string());
    }
}

#[test]
fn every_rule_has_a_bad_catalog() {
    let broken: BTreeSet<Rule> = folders()
        .iter()
        .flat_map(|folder| {
            problems(folder).iter().map(|problem| problem.rule()).collect::<Vec<_>>()
        })
        .collect();
    // These take an unreadable file, a link and 65,537 codes; their tests are below.
    let elsewhere = [Rule::Unreadable, Rule::OutsideLink, Rule::TooManyCodes];
    for rule in Rule::ALL.iter().filter(|rule| !elsewhere.contains(rule)) {
        assert!(broken.contains(rule), "no folder of tests/bad breaks the rule `{rule}`");
        assert!(Path::new("tests/bad").join(rule.name()).is_dir(), "no folder is called `{rule}`");
    }
}

/// A part of a catalog that is right, completed to a whole one. Its first line may be its path.
fn completed(part: &str) -> SourceFile {
    let path = part.lines().next().and_then(|line| line.strip_prefix("# catalogs/"));
    let path = path.and_then(|path| path.split(',').next()).unwrap_or("acme/api.toml");
    let mut text = String::new();
    if !part.contains("[catalog]") {
        text += HEAD;
    }
    text += part;
    if !part.contains("[codes.") {
        text += &format!("\n[codes.A]\n{ENTRY}");
    }
    SourceFile::new(path, text)
}

#[test]
fn good_examples_pass_the_check() {
    let folders = rule_folders();
    let with_rule = folders.iter().filter(|folder| !folder.ends_with("everything-at-once"));
    for folder in with_rule {
        let part = fs::read_to_string(folder.join("good.toml")).expect("an example");
        let (_, found) = Generator::new().source(completed(&part)).inspect();
        assert!(found.is_empty(), "{}:\n{found}", folder.display());
    }
}

#[test]
fn warnings_leave_the_catalogs_as_they_are() {
    let warnings = || Rule::ALL.iter().filter(|rule| rule.severity() == Severity::Warning);
    assert!(warnings().count() > 0);
    for rule in warnings() {
        let folder = Path::new("tests/bad").join(rule.name());
        let found = problems(&folder);
        assert!(found.iter().all(|warning| warning.rule() == *rule), "{found}");
        assert!(!found.has_errors());
        let catalogs = Generator::new().input(folder.join("catalogs")).check();
        assert_eq!(catalogs.expect("no problem").len(), 1);
        let denied = found.clone().deny_warnings();
        assert_eq!(denied.count(Severity::Error), found.len());
        assert!(denied.to_string().starts_with(&format!("error[{rule}]: ")));
    }
}

#[test]
fn check_reports_no_warnings() {
    let text = format!("{HEAD}[codes.A]\nstatus = 200\nx = 1\n{ENTRY}");
    let file = SourceFile::new("acme/api.toml", text);
    let (_, found) = Generator::new().source(file.clone()).inspect();
    let rules: Vec<Rule> = found.iter().map(|found| found.rule()).collect();
    assert_eq!(rules, [Rule::UnusualStatus, Rule::UnknownField]);
    assert!(found.to_string().ends_with("\nerror: 1 problem and 1 warning found\n"));
    let problems = Generator::new().source(file).check().expect_err("a problem");
    assert_eq!(problems.len(), 1);
}

#[test]
fn shipped_catalogs_have_no_warnings() {
    let (catalogs, found) = Generator::new().input("catalogs").inspect();
    assert!(found.is_empty(), "{found}");
    assert!(!catalogs.is_empty());
    #[cfg(feature = "catalogs")]
    assert_eq!(catalogs.len(), error_catalog::CATALOGS.len());
}

/// What a label says to write in place of what is marked.
fn suggestion(label: &str) -> Option<&str> {
    let starts = [
        "did you mean `",
        "quote it: `",
        "write it in quotes: `",
        "write it in straight quotes: `",
        "write it without quotes: `",
    ];
    let rest = starts.iter().find_map(|start| label.strip_prefix(start))?;
    rest.strip_suffix("`?").or(rest.strip_suffix('`'))
}

/// `text` with the suggestion of `problem` in place of what it marks.
fn follow(text: &str, problem: &error_catalog::generator::Diagnostic) -> Option<String> {
    let suggestion = suggestion(problem.label()?)?;
    let at = problem.location();
    if at.line() != at.end_line() {
        return None;
    }
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = lines.get_mut(at.line()? - 1)?;
    let place = |column: usize| line.char_indices().nth(column - 1).map_or(line.len(), |it| it.0);
    let (start, end) = (place(at.column()?), place(at.end_column()?));
    // A string keeps its quotes.
    let is_quoted = line[start..end].starts_with(['"', '\'']) && !suggestion.starts_with('"');
    let is_number = suggestion.parse::<i64>().is_ok();
    let new =
        if is_quoted && !is_number { format!("\"{suggestion}\"") } else { suggestion.to_owned() };
    line.replace_range(start..end, &new);
    Some(lines.join("\n"))
}

#[test]
fn suggestions_pass_the_check() {
    let mut followed = 0;
    for folder in folders() {
        for problem in &problems(&folder) {
            let path = problem.location().path();
            let Ok(text) = fs::read_to_string(path) else { continue };
            let Some(mended) = follow(&text, problem) else { continue };
            let (_, found) =
                Generator::new().source(SourceFile::new(path, mended.as_str())).inspect();
            let place = |it: &error_catalog::generator::Diagnostic| {
                (it.location().line(), it.location().column())
            };
            let again = found.iter().find(|it| place(it) == place(problem));
            // Of two entries with one name, the other is to be seen.
            let again = again.filter(|it| !it.rule().name().starts_with("duplicate"));
            assert!(again.is_none(), "{problem}\n{}", found);
            followed += 1;
        }
    }
    assert!(followed > 25, "{followed}");
}

#[test]
fn problems_are_sorted_and_all_different() {
    for folder in folders() {
        let problems = problems(&folder);
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let places: Vec<_> = problems
            .iter()
            .map(|problem| {
                let at = problem.location();
                (at.path().to_owned(), at.line(), at.column())
            })
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len());
    }
}

#[test]
fn a_problem_in_one_line_has_no_line_break() {
    for folder in folders() {
        for problem in &problems(&folder) {
            let line = problem.to_string();
            assert!(!line.contains('\n'), "{line}");
        }
    }
}

#[test]
fn an_excerpt_shows_at_most_a_hundred_characters_of_a_line() {
    let long = "a".repeat(300);
    for field in [format!("x = '{long}'"), format!("causes = [{{ title = '{long}', advice = 1 }}]")]
    {
        let text = format!("{HEAD}[codes.A]\n{field}\n{ENTRY}");
        let file = SourceFile::new("acme/api.toml", text);
        let problems = Generator::new().source(file).check().expect_err("a problem").to_string();
        let excerpt = problems.lines().find_map(|line| line.strip_prefix("6 | ")).expect("a line");
        // An ellipsis stands for what is left out at an end.
        assert_eq!(excerpt.trim_matches('…').chars().count(), 100, "{excerpt}");
    }
}

#[test]
fn control_characters_are_escaped_in_problems() {
    for folder in folders() {
        let text = problems(&folder).to_string();
        let hostile = |character: char| {
            character.is_control() && character != '\n'
                || ('\u{202a}'..='\u{202e}').contains(&character)
        };
        assert!(!text.contains(hostile), "{}", folder.display());
    }
}

#[test]
fn a_missing_folder_is_a_problem() {
    let problems = Generator::new().input("no/such/folder").check().expect_err("there is none");
    golden::assert_matches("bad/unreadable/problems.txt", &problems.to_string());
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_problem_beside_the_others() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unreadable");
    let vendor = folder.join("acme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&vendor).expect("a folder");
    std::os::unix::fs::symlink("nowhere", vendor.join("api.toml")).expect("a link");
    fs::write(vendor.join("jobs.toml"), "").expect("a file");
    let problems = Generator::new().input(folder).check().expect_err("problems");
    let rules: Vec<Rule> = problems.iter().map(|problem| problem.rule()).collect();
    assert_eq!(rules, [Rule::Unreadable, Rule::EmptyFile]);
}

/// A folder of catalogs with this `acme/api.toml`, which is empty but for it.
#[cfg(unix)]
fn folder_with(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("acme")).expect("a folder");
    fs::write(folder.join("acme/api.toml"), text).expect("a file");
    folder
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_folder_and_each_file_is_read_once() {
    let folder = folder_with("links", &format!("{HEAD}[codes.A]\n{ENTRY}"));
    for name in ["a", "b", "c", "d", "e", "f"] {
        std::os::unix::fs::symlink(".", folder.join(name)).expect("a link");
        std::os::unix::fs::symlink("../acme", folder.join("acme").join(name)).expect("a link");
    }
    std::os::unix::fs::symlink("api.toml", folder.join("acme/other.toml")).expect("a link");
    let catalogs = Generator::new().input(folder).check().expect("no problem");
    let paths: Vec<String> = catalogs.iter().map(|catalog| catalog.path()).collect();
    assert_eq!(paths, ["acme/api"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused_without_showing_the_file() {
    let folder = folder_with("outside", &format!("{HEAD}[codes.A]\n{ENTRY}"));
    let secret = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret.toml");
    fs::write(&secret, "key = secret").expect("a file");
    std::os::unix::fs::symlink(&secret, folder.join("acme/link.toml")).expect("a link");
    std::os::unix::fs::symlink("/dev/zero", folder.join("acme/zero.toml")).expect("a link");
    std::os::unix::fs::symlink("/", folder.join("root")).expect("a link");
    let problems = Generator::new().input(&folder).check().expect_err("problems");
    let rules: Vec<Rule> = problems.iter().map(|problem| problem.rule()).collect();
    assert_eq!(rules, [Rule::OutsideLink; 3]);
    let text = problems.to_string().replace(&folder.display().to_string(), "catalogs");
    golden::assert_matches("bad/outside-link/problems.txt", &text);
    assert!(!text.contains("secret"), "{text}");
}

#[cfg(unix)]
#[test]
fn only_regular_files_of_a_bounded_size_are_read() {
    let folder = folder_with("irregular", &format!("{HEAD}[codes.A]\n{ENTRY}"));
    let pipe = folder.join("acme/pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let large = fs::File::create(folder.join("acme/large.toml")).expect("a file");
    large.set_len((64 << 20) + 1).expect("a sparse file");
    let problems = Generator::new().input(&folder).check().expect_err("problems");
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message()).collect();
    assert_eq!(
        messages,
        ["it can't be read: it has more than 64 MiB", "it can't be read: it is not a regular file",]
    );
    for path in [pipe.as_path(), Path::new("/dev/zero")] {
        let problems = Generator::new().input(path).check().expect_err("a problem");
        assert!(problems.iter().all(|problem| problem.rule() == Rule::Unreadable), "{problems}");
    }
}

#[test]
fn invalid_utf8_is_shown_in_its_line() {
    for (name, ending) in [("unix", "\n"), ("windows", "\r\n")] {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-utf8").join(name).join("acme");
        fs::create_dir_all(&folder).expect("a folder");
        let text = format!("# one{ending}# two{ending}# three \u{fc}{ending}");
        let bytes =
            text.chars().map(|character| u8::try_from(u32::from(character)).expect("a byte"));
        let file = folder.join("api.toml");
        fs::write(&file, bytes.collect::<Vec<u8>>()).expect("a file");
        let problems = Generator::new().input(file).check().expect_err("a problem");
        let place = problems.iter().next().expect("one").location().clone();
        assert_eq!((place.line(), place.column()), (Some(3), Some(9)), "{name}");
    }
}

const ENTRY: &str = "description = 'd'\ncategory = 'unknown'\nretry = 'never'\n";
const HEAD: &str = "[catalog]\ntitle = 't'\ndescription = 'd'\nsource = 's'\n";

#[test]
fn a_catalog_has_at_most_65536_codes() {
    let with = |count: usize| {
        let codes = (0..count).map(|number| format!("[codes.E{number}]\n{ENTRY}"));
        let text: String = std::iter::once(HEAD.to_owned()).chain(codes).collect();
        Generator::new().source(SourceFile::new("acme/api.toml", text)).check()
    };
    assert_eq!(with(65_536).expect("no problem")[0].entries.len(), 65_536);
    let problems = with(65_537).expect_err("one too many");
    let rules: Vec<Rule> = problems.iter().map(|problem| problem.rule()).collect();
    assert_eq!(rules, [Rule::TooManyCodes]);
    golden::assert_matches("bad/too-many-codes/problems.txt", &problems.to_string());
}

#[test]
fn vendors_can_not_have_reserved_names() {
    let file = SourceFile::new("catalogs/template/api.toml", format!("{HEAD}[codes.A]\n{ENTRY}"));
    let problems =
        Generator::new().reserved_modules(["template"]).source(file).check().expect_err("taken");
    let rules: Vec<Rule> = problems.iter().map(|problem| problem.rule()).collect();
    assert_eq!(rules, [Rule::InvalidPath]);
}

#[test]
fn crlf_line_endings_are_accepted() {
    let text = format!("{HEAD}[codes.A]\ndetails = \"\"\"\none\n\ntwo\"\"\"\n{ENTRY}");
    let check =
        |text: String| Generator::new().source(SourceFile::new("acme/api.toml", text)).check();
    assert_eq!(check(text.replace('\n', "\r\n")), check(text));
}

/// Whatever a file contains, it is answered with problems or catalogs.
mod hostile {
    use super::{ENTRY, Generator, HEAD, SourceFile};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn arbitrary_text_does_not_panic(text in "\\PC{0,200}") {
            let _ = Generator::new().source(SourceFile::new("acme/api.toml", text)).check();
        }

        #[test]
        fn arbitrary_values_do_not_panic(
            field in prop::sample::select(vec!["code", "variant", "status", "message", "category", "retired", "causes", "x"]),
            value in "\\PC{0,40}|\"\\PC{0,40}\"|'[^']{0,40}'|\\[.{0,20}\\]|\\{.{0,20}\\}|\"\"\"(.|\n){0,20}\"\"\"",
        ) {
            let text = format!("{HEAD}[codes.A]\n{field} = {value}\n{ENTRY}");
            let mut generator = Generator::new();
            generator.source(SourceFile::new("acme/api.toml", text));
            match generator.check() {
                Ok(_) => prop_assert!(generator.generate().is_ok()),
                Err(problems) => prop_assert!(problems.has_errors()),
            }
        }
    }
}
