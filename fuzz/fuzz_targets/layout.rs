//! A catalog in the canonical layout says the same, and is in the canonical layout.
#![no_main]

use error_catalog::command_line::fuzzing;
use error_catalog::generator::{CatalogModel, Generator, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    let Some(formatted) = fuzzing::format(text) else { return };
    let again = fuzzing::format(&formatted).expect("what was written is TOML");
    assert_eq!(again, formatted);
    if let Some(model) = model(text) {
        assert_eq!(model_of(&formatted), model);
    }
});

fn model(text: &str) -> Option<Vec<CatalogModel>> {
    Generator::new().source(SourceFile::new("acme/api.toml", text)).check().ok()
}

fn model_of(formatted: &str) -> Vec<CatalogModel> {
    model(formatted).expect("a catalog without problems has none after it was formatted")
}
