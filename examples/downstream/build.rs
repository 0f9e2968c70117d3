//! Turns the catalogs into Rust: `catalogs/<vendor>/<scope>.toml` to `$OUT_DIR/catalogs.rs`.

use std::process::ExitCode;

use error_catalog::generator::Generator;

fn main() -> ExitCode {
    Generator::new().input("catalogs").run()
}
