//! Which catalogs a command answers from, and which of them a name means.

#[cfg(test)]
pub mod fixture;
mod load;
pub mod names;
pub mod problems;

use std::env;
use std::path::{Path, PathBuf};

use crate::closest::closest;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::text::{alternatives, counted};
use crate::generator::{Diagnostics, Generator, Severity};
use crate::{CATALOGS, Catalog, Catalogs};

/// The folder that is read where none is named.
const FOLDER: &str = "catalogs";

/// The option that names catalogs, for the commands that answer from them.
#[derive(Debug, clap::Args)]
pub struct Source {
    /// Read these catalogs: files, or folders that have a folder for each vendor
    ///
    /// Without it, the catalogs are those that are built into the command, or else those of the
    /// folder `catalogs`, here or in a parent folder.
    #[arg(id = "catalogs", long = "catalogs", short = 'c', value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// The catalogs that a command answers from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Sorted by path, so that those of a vendor are side by side.
    pub list: &'static [&'static Catalog],
    /// Where they are from; empty where they are built in.
    paths: Vec<PathBuf>,
    /// Their files.
    files: Vec<String>,
    /// The files that have problems.
    left_out: Vec<String>,
}

impl Source {
    /// Reads the catalogs. A file with problems is left out, and that is said on standard error: it
    /// must not keep the others from being read. `None` if there is no catalog at all.
    pub fn read(&self, console: &mut Console) -> Option<Loaded> {
        if self.paths.is_empty() && !CATALOGS.is_empty() {
            return Some(Loaded {
                list: CATALOGS,
                paths: Vec::new(),
                files: Vec::new(),
                left_out: Vec::new(),
            });
        }
        let paths = if self.paths.is_empty() { vec![folder()] } else { self.paths.clone() };
        if let Some(missing) = paths.iter().find(|path| !path.exists()) {
            let problem = if self.paths.is_empty() {
                format!("there is no folder `{FOLDER}` here or in a parent folder")
            } else {
                format!("there is no file or folder `{}`", missing.display())
            };
            console
                .complain(&problem, &["`--catalogs PATH` names the catalogs to read".to_owned()]);
            return None;
        }
        let mut generator = Generator::new();
        for path in &paths {
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
                &["`error-catalog check` shows them".to_owned()],
            );
        }
        let files = models.iter().map(|model| model.file.clone()).collect();
        let mut list: Vec<_> = models.into_iter().map(load::catalog).collect();
        list.sort_by_key(|catalog| catalog.path());
        Some(Loaded { list: list.leak(), paths, files, left_out })
    }
}

impl Loaded {
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

    /// The catalogs that `name` means; all, without one. If there are none, that is said on standard
    /// error.
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
        hints.push(format!("`error-catalog list` shows all catalogs ({})", self.origin()));
        console.complain(&format!("unknown catalog `{name}`"), &hints);
    }

    /// How many there are, and where they are from.
    pub fn origin(&self) -> String {
        let count = counted(self.list.len(), "catalog");
        if self.paths.is_empty() {
            return format!("{count}, built in");
        }
        let paths: Vec<_> = self.paths.iter().map(|path| path.display().to_string()).collect();
        format!("{count}, read from {}", paths.join(", "))
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

/// The folder `catalogs`, here or in the nearest parent folder that has one.
pub fn folder() -> PathBuf {
    let mut path = PathBuf::from(FOLDER);
    let depth = env::current_dir().map_or(0, |folder| folder.ancestors().count());
    for _ in 0..depth {
        if path.is_dir() {
            return path;
        }
        path = Path::new("..").join(path);
    }
    PathBuf::from(FOLDER)
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
