//! What a build script does with catalogs, whoever's they are.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use super::{Settings, emit, load};

/// The whole of a build script: turns the catalogs in `folder` into `$OUT_DIR/catalogs.rs`.
///
/// Tells cargo to run it again when a file in `folder` changes, appears or goes. Where a catalog is
/// wrong, the build fails with every problem of every file: in one line each as errors of cargo's,
/// and in full on standard error.
///
/// ```no_run
/// // build.rs
/// use std::process::ExitCode;
///
/// use error_catalog::generator::{Settings, build_script};
///
/// fn main() -> ExitCode {
///     build_script("catalogs", &Settings::default())
/// }
/// ```
///
/// ```ignore
/// // src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));
/// ```
pub fn build_script(folder: impl AsRef<Path>, settings: &Settings) -> ExitCode {
    let folder = folder.as_ref();
    println!("cargo::rerun-if-changed={}", folder.display());
    let catalogs = match load(folder, settings) {
        Ok(catalogs) => catalogs,
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={problem}");
            }
            eprint!("{problems}");
            return ExitCode::FAILURE;
        }
    };
    let Some(output) = env::var_os("OUT_DIR") else {
        println!("cargo::error=OUT_DIR is not set: this is to be run by cargo, as a build script");
        return ExitCode::FAILURE;
    };
    let output = Path::new(&output).join("catalogs.rs");
    match fs::write(&output, emit(&catalogs, settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=can't write {}: {error}", output.display());
            ExitCode::FAILURE
        }
    }
}
