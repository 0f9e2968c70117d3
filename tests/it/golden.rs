//! Files that hold what is expected, for people to review as text.

use std::path::Path;
use std::{env, fs};

/// The variable that, set to anything, has the files rewritten instead of compared.
const UPDATE: &str = "UPDATE_GOLDENS";

/// Asserts that the file `tests/<path>` contains exactly `actual`.
#[track_caller]
pub fn assert_matches(path: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    if env::var_os(UPDATE).is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a writable folder");
        return fs::write(&file, actual).expect("a writable file");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if expected == actual {
        return;
    }
    let (mut before, mut after) = (expected.lines(), actual.lines());
    let mut number = 1;
    let difference = loop {
        match (before.next(), after.next()) {
            (one, other) if one == other && one.is_some() => number += 1,
            difference => break difference,
        }
    };
    panic!(
        "tests/{path} differs in line {number}:\n  expected {:?}\n  actual   {:?}\n\
         If the change is meant, run `{UPDATE}=1 cargo test --all-features` and review the file.\n\n{actual}",
        difference.0, difference.1
    );
}
