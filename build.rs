//! Turns the catalogs into Rust: `catalogs/<vendor>/<scope>.toml` to `$OUT_DIR/catalogs.rs`.
//!
//! The features say of which vendors. Without any there is nothing to do, and nothing to compile for it.

#[cfg(feature = "_vendors")]
use std::path::{Path, PathBuf};
use std::process::ExitCode;
#[cfg(feature = "_vendors")]
use std::{env, fs};

// The generator is a module of the library, too (feature `generator`); what has no use in here is
// used there.
#[cfg(feature = "_vendors")]
#[path = "src/characters.rs"]
mod characters;
#[cfg(feature = "_vendors")]
#[allow(dead_code)]
#[path = "src/closest.rs"]
mod closest;
#[cfg(feature = "_vendors")]
#[allow(dead_code, unused_imports)]
#[path = "src/generator/mod.rs"]
mod generator;
#[cfg(feature = "_vendors")]
#[allow(dead_code)]
#[path = "src/limits.rs"]
mod limits;
#[cfg(feature = "_vendors")]
#[allow(dead_code)]
#[path = "src/lookup.rs"]
mod lookup;
#[cfg(feature = "_vendors")]
#[allow(dead_code)]
#[path = "src/vocabulary/mod.rs"]
mod vocabulary;

#[cfg(feature = "_vendors")]
fn main() -> ExitCode {
    let mut generator = generator::Generator::new();
    for input in inputs() {
        generator.input(input);
    }
    generator.runtime("crate").reserved_modules(own_modules()).run()
}

#[cfg(not(feature = "_vendors"))]
fn main() -> ExitCode {
    // Else cargo would run it again whenever any file changes.
    println!("cargo::rerun-if-changed=build.rs");
    ExitCode::SUCCESS
}

/// All catalogs, or those of the vendors whose features are on: `vendor-acme` is the folder `acme`.
#[cfg(feature = "_vendors")]
fn inputs() -> Vec<PathBuf> {
    if cfg!(feature = "catalogs") {
        return vec!["catalogs".into()];
    }
    let mut inputs = Vec::new();
    for folder in entries("catalogs".as_ref()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if env::var_os(format!("CARGO_FEATURE_VENDOR_{name}")).is_some() {
            // The generator tells cargo of the files.
            println!("cargo::rerun-if-changed={}", folder.display());
            inputs.extend(entries(&folder));
        }
    }
    inputs
}

/// The modules of the library, whose names no vendor can have. Each is declared in a line of its own.
#[cfg(feature = "_vendors")]
fn own_modules() -> Vec<String> {
    let declared = include_str!("src/lib.rs").lines().filter_map(|line| {
        line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
    });
    declared.map(str::to_owned).collect()
}

/// The paths of what is in a folder.
#[cfg(feature = "_vendors")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
