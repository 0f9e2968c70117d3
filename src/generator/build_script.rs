//! What a build script says to cargo.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::generator::Error;

/// Makes cargo run the script again when one of `inputs` changes, runs `work`, and reports what is
/// wrong.
pub fn run(inputs: &[PathBuf], work: impl FnOnce() -> Result<(), Error>) -> ExitCode {
    // For a folder, cargo looks at the times of everything in it, folders included, so that a file
    // that appears or disappears counts as well.
    for input in inputs {
        println!("cargo::rerun-if-changed={}", in_one_line(input));
    }
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// A path in one line: what follows a line break would be another instruction. Cargo doesn't find the
/// escaped path, and runs the script each time.
fn in_one_line(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_control) { path.escape_debug().to_string() } else { path }
}

fn report(error: &Error) {
    match error {
        Error::Catalogs(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            eprint!("{problems}");
        }
        error => println!("cargo::error={}", error.to_string().replace(char::is_control, " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, in_one_line};

    #[test]
    fn line_breaks_in_paths_are_escaped() {
        assert_eq!(in_one_line(Path::new("my catalogs/ü")), "my catalogs/ü");
        assert_eq!(in_one_line(Path::new("a\ncargo::error=x")), "a\\ncargo::error=x");
    }
}
