//! The page that `site` writes, as a person has it: in a browser.
//!
//! Without a browser on the machine these tests say so, and pass.

mod catalogs;
mod look;
mod read;
mod search;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, process};

use serde_json::Value;

use crate::browser::Browser;

/// A page, in a folder of its own that is removed in the end.
struct Page {
    folder: PathBuf,
}

impl Page {
    /// The page that the arguments ask for. `name` is that of its folder.
    #[track_caller]
    fn write(name: &str, arguments: &[&str]) -> Self {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{}-{name}", process::id()));
        let output = Command::new(env!("CARGO_BIN_EXE_error-catalog"))
            .arg("site")
            .args(arguments)
            .arg("--out")
            .arg(&folder)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the command starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("index.html")
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Opens the page of the shipped catalogs in a browser, does what `test` does, and sees that nothing has
/// gone wrong in the page.
#[track_caller]
fn in_browser(name: &str, hash: &str, test: impl FnOnce(&mut Browser, &Path)) {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::write(name, &[]);
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

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}
