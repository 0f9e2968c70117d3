//! A catalog becomes Rust that is read as Rust, or problems that say where they are.
#![no_main]

use error_catalog::generator::{Generator, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut generator = Generator::new();
    generator.source(SourceFile::new("catalogs/acme/api.toml", text));
    match generator.check() {
        Ok(_) => {
            let rust = generator.generate().expect("there are no problems");
            syn::parse_file(&rust).expect("it is Rust");
        }
        Err(problems) => {
            let lines = text.lines().count().max(1);
            assert!(problems.iter().len() > 0, "there is no catalog, and no problem");
            for problem in &problems {
                let location = problem.location();
                assert_eq!(location.path(), "catalogs/acme/api.toml");
                // The end of a file is the line after its last line break.
                assert!(location.line().is_none_or(|line| line <= lines + 1), "{problem}");
            }
        }
    }
});
