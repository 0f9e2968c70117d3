//! Which catalogs a command answers from, and which of them a name means.

pub mod arguments;
pub mod fields;
#[cfg(test)]
pub mod fixture;
mod load;
pub mod matches;
pub mod names;
pub mod problems;

use std::path::PathBuf;

use crate::closest::closest;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::text::{alternatives, counted};
use crate::generator::{Diagnostics, Generator, Severity};
use crate::{CATALOGS, Catalog, Catalogs};

/// The catalogs that a command answers from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Sorted by path, so that those of a vendor are side by side.
    pub list: &'static [&'static Catalog],
    /// Where they are from: `built in`, or a path.
    origin: String,
    /// The options by which other commands answer from them, too: ` --catalogs acme`.
    options: String,
    /// Their files.
    files: Vec<String>,
    /// The files that have problems.
    left_out: Vec<String>,
}

impl Loaded {
    /// Those that are built into the command.
    fn built_in() -> Self {
        Self {
            list: CATALOGS,
            origin: "built in".to_owned(),
            options: String::new(),
            files: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Reads those in `paths`. A file with problems is left out with a warning, so that it doesn't keep
    /// the others from being read. `None` if there is no catalog at all.
    fn read(paths: &[PathBuf], console: &mut Console) -> Option<Self> {
        let mut generator = Generator::new();
        for path in paths {
            generator.input(path);
        }
        let (models, found) = generator.inspect();
        let errors = found.of(Severity::Error);
        if models.is_empty() {
            problems::report(&errors, console);
            return None;
        }
        let left_out = faulty_files(&errors);
        if !left_out.is_empty() {
            console.warn(
                &format!("left out, because of its problems: {}", left_out.join(", ")),
                &[format!("`error-catalog check {}` shows them", left_out.join(" "))],
            );
        }
        let files = models.iter().map(|model| model.file.clone()).collect();
        let mut list: Vec<_> = models.into_iter().map(load::catalog).collect();
        list.sort_by_key(|catalog| catalog.path());
        let origin = paths.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>();
        let origin = format!("in {}", origin.join(" and "));
        Some(Self { list: list.leak(), origin, options: String::new(), files, left_out })
    }

    /// All of them.
    pub fn all(&self) -> Catalogs {
        Catalogs::new(self.list)
    }

    /// The files from which they were read.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Whether every file could be read.
    pub fn is_complete(&self) -> bool {
        self.left_out.is_empty()
    }

    /// The catalogs that `name` means, a scope (`novita/gpu`) or a vendor (`novita`).
    pub fn named(&self, name: &str) -> &'static [&'static Catalog] {
        let name = name.trim_end_matches('/');
        self.all().named(name).map(|named| named.catalogs).unwrap_or_default()
    }

    /// The catalogs that `name` means, or all without a name. If there are none, that is reported on
    /// standard error.
    pub fn named_or_complain(
        &self,
        name: Option<&str>,
        console: &mut Console,
    ) -> Option<&'static [&'static Catalog]> {
        let Some(name) = name else { return Some(self.list) };
        let found = self.named(name);
        if found.is_empty() {
            self.complain(name, console);
            return None;
        }
        Some(found)
    }

    /// Says that there is no catalog called `name`, and which may be meant.
    pub fn complain(&self, name: &str, console: &mut Console) {
        let mut hints = Vec::new();
        let similar = self.similar(name);
        if !similar.is_empty() {
            hints.push(format!("did you mean {}?", alternatives(&similar)));
        }
        hints.push(self.list_hint());
        console.complain(&format!("unknown catalog `{name}`"), &hints);
    }

    /// The command that lists them all.
    pub fn list_hint(&self) -> String {
        let count = counted(self.list.len(), "catalog");
        format!("`error-catalog list{}` shows the {count} {}", self.options, self.origin)
    }

    /// The command that lists the codes of a catalog or a vendor.
    pub fn list_codes_hint(&self, name: &str) -> String {
        format!("`error-catalog list {name}{}` shows all its codes", self.options)
    }

    /// The names that `name` may be meant to be.
    fn similar(&self, name: &str) -> Vec<&'static str> {
        let all = || self.list.iter().copied();
        let of_scope: Vec<_> =
            all().filter(|catalog| catalog.scope() == name).map(Catalog::path).collect();
        if !of_scope.is_empty() {
            return of_scope;
        }
        closest(name, all().flat_map(|catalog| [catalog.vendor(), catalog.path()]))
            .into_iter()
            .collect()
    }
}

/// The files that have problems, in order.
fn faulty_files(problems: &Diagnostics) -> Vec<String> {
    let mut files: Vec<String> =
        problems.iter().map(|problem| problem.location().path().to_owned()).collect();
    files.sort_unstable();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::fixture;

    #[test]
    fn a_name_is_a_scope_or_a_vendor() {
        let catalogs = fixture::catalogs();
        let paths =
            |name| catalogs.named(name).iter().map(|catalog| catalog.path()).collect::<Vec<_>>();
        assert_eq!(paths("vidu/api"), ["vidu/api"]);
        assert_eq!(paths("vidu"), ["vidu/api", "vidu/task"]);
        assert_eq!(paths("vidu/"), ["vidu/api", "vidu/task"]);
        assert!(paths("vid").is_empty());
        assert!(paths("").is_empty());
    }

    #[test]
    fn similar_names_are_suggested() {
        let catalogs = fixture::catalogs();
        assert_eq!(catalogs.similar("novita/gpus"), ["novita/gpu"]);
        assert_eq!(catalogs.similar("Novta"), ["novita"]);
        assert_eq!(catalogs.similar("gpu"), ["novita/gpu"]);
        let tasks = catalogs.similar("task");
        assert!(["evolink/task", "vidu/task"].iter().all(|path| tasks.contains(path)));
        assert!(catalogs.similar("no such vendor").is_empty());
    }
}
