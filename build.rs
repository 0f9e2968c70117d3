//! Turns the catalogs into Rust: `catalogs/<vendor>/<scope>.toml` to `$OUT_DIR/catalogs.rs`.
//!
//! Without the feature `catalogs` there is nothing to do, and nothing to compile for it.

use std::process::ExitCode;

// The generator is a module of the library, too (feature `generator`); what has no use in here is
// used there.
#[cfg(feature = "catalogs")]
#[path = "src/characters.rs"]
mod characters;
#[cfg(feature = "catalogs")]
#[allow(dead_code)]
#[path = "src/closest.rs"]
mod closest;
#[cfg(feature = "catalogs")]
#[allow(dead_code, unused_imports)]
#[path = "src/generator/mod.rs"]
mod generator;
#[cfg(feature = "catalogs")]
#[allow(dead_code)]
#[path = "src/limits.rs"]
mod limits;
#[cfg(feature = "catalogs")]
#[allow(dead_code)]
#[path = "src/lookup.rs"]
mod lookup;
#[cfg(feature = "catalogs")]
#[allow(dead_code)]
#[path = "src/vocabulary/mod.rs"]
mod vocabulary;

#[cfg(feature = "catalogs")]
fn main() -> ExitCode {
    generator::Generator::new()
        .input("catalogs")
        .runtime("crate")
        .reserved_modules(own_modules())
        .run()
}

#[cfg(not(feature = "catalogs"))]
fn main() -> ExitCode {
    // Else cargo would run it again whenever any file changes.
    println!("cargo::rerun-if-changed=build.rs");
    ExitCode::SUCCESS
}

/// The modules that `src/` has: generated ones stand beside them.
#[cfg(feature = "catalogs")]
fn own_modules() -> Vec<String> {
    let entries = std::fs::read_dir("src").into_iter().flatten().flatten();
    entries.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect()
}
