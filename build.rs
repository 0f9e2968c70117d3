//! Turns the catalogs into Rust: `catalogs/**.toml` to `$OUT_DIR/catalogs.rs`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

// The generator is a module of the library, too (feature `generator`); what it has no use for in
// here is used there.
#[allow(dead_code)]
#[path = "src/closest.rs"]
mod closest;
#[allow(dead_code, unused_imports)]
#[path = "src/generator/mod.rs"]
mod generator;
#[allow(dead_code)]
#[path = "src/limits.rs"]
mod limits;
#[allow(dead_code)]
#[path = "src/lookup.rs"]
mod lookup;
#[allow(dead_code)]
#[path = "src/vocabulary/mod.rs"]
mod vocabulary;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=catalogs");
    let settings =
        generator::Settings { runtime: "crate".to_owned(), reserved_modules: own_modules() };
    let catalogs = match generator::load(Path::new("catalogs"), &settings) {
        Ok(catalogs) => catalogs,
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={problem}");
            }
            eprint!("{problems}");
            return ExitCode::FAILURE;
        }
    };
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    let output = Path::new(&folder).join("catalogs.rs");
    match fs::write(&output, generator::emit(&catalogs, &settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=can't write {}: {error}", output.display());
            ExitCode::FAILURE
        }
    }
}

/// The modules that `src/` has: generated ones stand beside them.
fn own_modules() -> Vec<String> {
    let entries = fs::read_dir("src").into_iter().flatten().flatten();
    entries.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect()
}
