//! Turns the catalogs into Rust: `catalogs/<vendor>/<scope>.toml` to `$OUT_DIR/catalogs.rs`.

use std::fs;
use std::process::ExitCode;

// The generator is a module of the library, too (feature `generator`); what has no use in here is
// used there.
#[path = "src/characters.rs"]
mod characters;
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
    generator::Generator::new()
        .input("catalogs")
        .runtime("crate")
        .reserved_modules(own_modules())
        .run()
}

/// The modules that `src/` has: generated ones stand beside them.
fn own_modules() -> Vec<String> {
    let entries = fs::read_dir("src").into_iter().flatten().flatten();
    entries.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect()
}
