//! The catalog that is imported into.

use std::fs;
use std::io;
use std::path::{Component, Path};

use crate::command_line::command::import::merge::About;
use crate::command_line::layout::tree::Document;
use crate::command_line::terminal::console::{Console, with_context};
use crate::command_line::terminal::difference::unified;
use crate::command_line::terminal::style;
use crate::command_line::{Outcome, layout};
use crate::generator::{self, SourceFile, file};

/// The catalog that is imported into: a file, or a new catalog for standard output.
pub struct Target<'p> {
    path: Option<&'p Path>,
    /// The text of the file, if it exists.
    before: Option<String>,
    /// What the catalog contains.
    pub document: Document,
}

impl<'p> Target<'p> {
    /// Reads the catalog at `path`, which need not exist. What keeps it from being one is reported.
    pub fn open(
        path: Option<&'p Path>,
        console: &mut Console,
    ) -> io::Result<Result<Self, Outcome>> {
        let new = Self { path, before: None, document: Document::default() };
        let Some(file) = path else { return Ok(Ok(new)) };
        if file.is_dir() {
            console.complain(&format!("{} is a folder, not a catalog", file.display()), &[]);
            return Ok(Err(Outcome::No));
        }
        let mut problems = generator::path_problems(&SourceFile::new(file, ""));
        if let Some(problem) = misplaced(file) {
            console.complain(&problem, &["catalogs are at `<vendor>/<scope>.toml`".to_owned()]);
            return Ok(Err(Outcome::No));
        }
        if problems.is_empty() && fs::symlink_metadata(file).is_err() {
            return Ok(Ok(new));
        }
        let mut before = String::new();
        if problems.is_empty() {
            let (files, found) = generator::files(file);
            problems.extend(found);
            for file in &files {
                problems.extend(generator::toml_problems(file));
                file.text().clone_into(&mut before);
            }
        }
        if !problems.is_empty() {
            console.report(&problems.render(&style::Problems));
            return Ok(Err(Outcome::No));
        }
        let document = layout::read(&before).map_err(|error| {
            with_context(&io::Error::other(error.message().to_owned()), file.display())
        })?;
        Ok(Ok(Self { path, before: Some(before), document }))
    }

    /// Writes the catalog, or only shows what would change in it.
    pub fn write(mut self, dry_run: bool, console: &mut Console) -> io::Result<()> {
        if self.path.is_some_and(layout::has_schema) {
            self.document.name_schema();
        }
        let after = layout::write(self.document);
        let Some(path) = self.path else { return console.print(&after) };
        if dry_run {
            let before = self.before.unwrap_or_default();
            return console.print(&unified(&path.display().to_string(), &before, &after));
        }
        let written = match &self.before {
            Some(before) => file::rewrite(path, before.as_bytes(), after.as_bytes()),
            None => path
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| file::write(path, after.as_bytes())),
        };
        written
            .map_err(|error| with_context(&error, format_args!("can't write {}", path.display())))
    }
}

/// What the new catalog at `path` says of itself, made of the page in `page`.
pub fn about(path: Option<&Path>, page: &Path) -> About {
    let name = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let source = match page.as_os_str() {
        dash if dash == "-" => "The vendor's documentation".to_owned(),
        _ => name(page.file_name()),
    };
    let Some(path) = path else { return About { title: "API".to_owned(), source } };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let vendor = name(path.parent().and_then(Path::file_name));
    let title = format!("{} {}", titled(&vendor), titled(&name(path.file_stem())));
    About { title, source }
}

/// The name of a folder or a file as part of a title: `acme` is `Acme`, and `api` is `API`.
fn titled(name: &str) -> String {
    if name.len() <= 3 {
        return name.to_uppercase();
    }
    let words = name.split('_').filter_map(|word| {
        let first = word.chars().next()?;
        Some(first.to_uppercase().chain(word.chars().skip(1)).collect::<String>())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Why `path` is no place for a catalog, if it is in a folder `catalogs` but not in one of a vendor.
fn misplaced(path: &Path) -> Option<String> {
    let path_in_full = std::path::absolute(path).ok()?;
    let parts: Vec<Component<'_>> = path_in_full.components().collect();
    let folder = parts.iter().rposition(|part| part.as_os_str() == "catalogs")?;
    (parts.len() != folder + 3).then(|| format!("{} is not in a vendor's folder", path.display()))
}
