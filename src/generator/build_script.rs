//! What a build script says to cargo.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::generator::Error;

/// Has cargo run the script again when one of `inputs` changes, runs `work`, and reports what is wrong.
pub fn run(inputs: &[PathBuf], work: impl FnOnce() -> Result<(), Error>) -> ExitCode {
    // Of a folder, cargo looks at the time of all that is in it, folders included, so that a file
    // which appears or goes counts as well.
    for input in inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

fn report(error: &Error) {
    match error {
        Error::Catalogs(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            eprint!("{problems}");
        }
        error => println!("cargo::error={error}"),
    }
}
