//! The generator as other crates' build scripts and programs have it.

use std::fs;
use std::path::{Path, PathBuf};

use error_catalog::generator::{Error, Generator, Rule, SourceFile};

fn catalog(path: &str) -> SourceFile {
    let text = "[catalog]\ntitle = 't'\ndescription = 'd'\nsource = 's'\n\n[codes.A]\ndescription = 'd'\ncategory = 'unknown'\nretry = 'never'\n";
    SourceFile::new(path, text)
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generator").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

fn write(folder: &Path, file: &SourceFile) {
    let path = folder.join(file.vendor()).join(file.scope()).with_extension("toml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
    fs::write(path, file.text()).expect("a writable file");
}

#[test]
fn several_inputs_become_one_file() {
    let folder = folder("several");
    write(&folder.join("ours"), &catalog("acme/api.toml"));
    write(&folder.join("theirs"), &catalog("acme/jobs.toml"));
    write(&folder.join("theirs"), &catalog("zeta/api.toml"));
    let rust = Generator::new()
        .input(folder.join("ours"))
        .input(folder.join("theirs"))
        .source(catalog("acme/text.toml"))
        .generate()
        .expect("no problems");
    assert_eq!(rust.matches("pub mod acme {").count(), 1);
    for module in ["zeta", "api", "jobs", "text"] {
        assert!(rust.contains(&format!("pub mod {module} {{")), "{module}");
    }
    assert!(rust.contains(
        "&[\n    &acme::api::CATALOG,\n    &acme::jobs::CATALOG,\n    &acme::text::CATALOG,\n    &zeta::api::CATALOG,\n];"
    ), "{rust}");
}

#[test]
fn duplicate_inputs_are_read_once() {
    let folder = folder("twice");
    write(&folder, &catalog("acme/api.toml"));
    let catalogs = Generator::new()
        .input(&folder)
        .input(folder.join("acme/api.toml"))
        .input(folder.join("acme/../acme/api.toml"))
        .check()
        .expect("no problems");
    assert_eq!(catalogs.len(), 1);
}

#[test]
fn files_of_the_same_module_are_a_problem() {
    for (other, message) in [
        ("theirs/acme/gpu_2.toml", "two files would be the module `acme::gpu_2`"),
        ("ours/acme/gpu2.toml", "two files would be the variant `Gpu2` of `acme`"),
    ] {
        let first = catalog("ours/acme/gpu_2.toml");
        let problems = Generator::new()
            .source(first)
            .source(catalog(other))
            .check()
            .expect_err("two of the same");
        let problem = problems.iter().next().expect("a problem");
        assert_eq!((problem.rule(), problem.message()), (Rule::PathConflict, message));
        assert_eq!(
            problem.to_string(),
            format!("{other}: {message} (the first: ours/acme/gpu_2.toml); rename one of them")
        );
    }
}

#[test]
fn generated_code_uses_the_runtime_path() {
    let rust = |runtime: &str| {
        Generator::new().source(catalog("acme/api.toml")).runtime(runtime).generate()
    };
    let renamed = rust("::errors").expect("a path");
    assert!(renamed.contains("\nuse ::errors::__generated_"), "{renamed}");
    assert!(!renamed.contains("error_catalog::"), "{renamed}");
    let error = rust("errors").expect_err("a relative path");
    assert_eq!(
        error.to_string(),
        "the runtime can't be `errors`: begin with `::` if it is a crate, and with `crate::` if it is a module of yours"
    );
    // It is what a `main` prints that returns the error.
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn unchanged_output_is_not_rewritten() {
    let output = folder("output").join("catalogs.rs");
    let write = |scope: &str| {
        let file = catalog(&format!("acme/{scope}.toml"));
        Generator::new().source(file).output(&output).write().expect("a writable file");
        fs::metadata(&output).expect("a file").modified().expect("a time")
    };
    let first = write("api");
    assert_eq!(write("api"), first);
    write("jobs");
    assert!(fs::read_to_string(&output).expect("a file").contains("pub mod jobs"));
}

#[test]
fn unwritable_output_is_named() {
    let output = folder("none").join("no/such/folder.rs");
    let error = Generator::new()
        .source(catalog("acme/api.toml"))
        .output(&output)
        .write()
        .expect_err("no folder");
    assert!(matches!(&error, Error::Write { path, .. } if *path == output));
    assert!(error.to_string().starts_with(&format!("can't write {}: ", output.display())));
}

#[test]
fn the_problems_of_all_inputs_are_reported_at_once() {
    let error = Generator::new()
        .input("tests/bad/empty-file/catalogs")
        .input("no/such/folder")
        .source(SourceFile::new("acme/text.toml", ""))
        .generate()
        .expect_err("problems");
    let Error::Catalogs(problems) = error else { panic!("{error}") };
    let paths: Vec<&str> = problems.iter().map(|problem| problem.location().path()).collect();
    assert_eq!(
        paths,
        [
            "acme/text.toml",
            "no/such/folder",
            "tests/bad/empty-file/catalogs/acme/api.toml",
            "tests/bad/empty-file/catalogs/acme/jobs.toml",
        ]
    );
}

#[test]
fn the_name_of_the_input_folder_is_not_in_the_output() {
    let folder = folder("hostile");
    let generate = |name: &str| {
        let input = folder.join(name);
        write(&input, &catalog("acme/api.toml"));
        Generator::new().input(input).generate().expect("no problems")
    };
    let plain = generate("catalogs");
    for name in ["a */ b", "a\"b", "a'b", "a\\b", "\u{202e}a", "//! a"] {
        assert_eq!(generate(name), plain, "{name:?}");
    }
    #[cfg(unix)]
    assert_eq!(generate("a\n// b\ncompile_error!();"), plain);
}
