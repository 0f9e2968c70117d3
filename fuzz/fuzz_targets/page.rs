//! Any page becomes a catalog in the canonical layout, and a second import changes nothing.
#![no_main]

use error_catalog::command_line::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(page) = str::from_utf8(data) else { return };
    let catalog = fuzzing::import("", page).expect("an empty catalog is TOML");
    assert_eq!(fuzzing::format(&catalog).as_ref(), Some(&catalog));
    assert_eq!(fuzzing::import(&catalog, page).as_ref(), Some(&catalog));
});
