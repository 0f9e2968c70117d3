//! The page that `export --format html` writes, in a browser.
//!
//! Without a browser on the machine these tests say so, and pass.

mod catalogs;
mod look;
mod search;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::browser::Browser;
use crate::scratch::Scratch;

/// The page that the arguments of `export` ask for, in a folder that is removed in the end.
struct Page(Scratch);

impl Page {
    #[track_caller]
    fn write(arguments: &[&str]) -> Self {
        let scratch = Scratch::new();
        let output = Command::new(env!("CARGO_BIN_EXE_error-catalog"))
            .args(["export", "--format", "html", "--output", &scratch.path("index.html")])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the command starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(scratch)
    }

    fn file(&self) -> PathBuf {
        self.0.folder().join("index.html")
    }
}

/// Opens the page of the shipped catalogs in a browser, does what `test` does, and sees that nothing has
/// gone wrong in the page.
#[track_caller]
fn in_browser(hash: &str, test: impl FnOnce(&mut Browser, &Path)) {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::write(&[]);
    browser.open(&page.file(), hash);
    test(&mut browser, &page.file());
    assert_eq!(browser.complaints(), [""; 0]);
}

/// The codes of the results, from the first on, by their paths.
const RESULTS: &str = "list.links().map((link) => link.dataset.open)";
/// The path of the code that is shown.
const SHOWN: &str = "document.querySelector('article.code')?.dataset.path ?? ''";
/// What has the focus: its identifier, or the code that it leads to.
const FOCUS: &str = "document.activeElement.id || document.activeElement.dataset.open || ''";

/// How many codes the page has.
fn codes() -> usize {
    error_catalog::CATALOGS.iter().map(|catalog| catalog.entries().len()).sum()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}
