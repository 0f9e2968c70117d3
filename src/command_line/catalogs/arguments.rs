//! The arguments that name catalogs.

use std::env;
use std::path::{Path, PathBuf};

use crate::CATALOGS;
use crate::command_line::catalogs::Loaded;
use crate::command_line::terminal::console::Console;

/// The folder that is read if none is named.
const FOLDER: &str = "catalogs";

/// The option that names catalogs, for the commands that answer from them.
#[derive(Debug, clap::Args)]
pub struct Source {
    /// Read these catalogs: files, or folders that have a folder for each vendor
    #[arg(
        id = "catalogs",
        long = "catalogs",
        short = 'c',
        value_name = "PATH",
        long_help = source_help()
    )]
    paths: Vec<PathBuf>,
}

/// What is read without the option depends on how the command was built.
fn source_help() -> String {
    let default = if CATALOGS.is_empty() {
        "the folder `catalogs`, here or in a parent folder"
    } else {
        "the catalogs that are built in"
    };
    format!(
        "Read these catalogs: files, or folders that have a folder for each vendor\n\n\
         Without it, {default}."
    )
}

/// The arguments that name catalogs, for the commands that work with their files.
#[derive(Debug, clap::Args)]
pub struct Files {
    /// Catalogs, or folders that have a folder for each vendor
    ///
    /// Without it, the folder `catalogs`, here or in a parent folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The same as PATH: other commands have this option, too
    #[arg(long, short, value_name = "PATH")]
    catalogs: Vec<PathBuf>,
}

impl Files {
    /// The named paths, or the default folder. `None` if one doesn't exist, which is reported on standard
    /// error.
    pub fn paths(&self, console: &mut Console) -> Option<Vec<PathBuf>> {
        let named: Vec<_> = self.paths.iter().chain(&self.catalogs).cloned().collect();
        existing(&named, console)
    }
}

/// Whether a path means standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The named paths, or the default folder. `None` if one doesn't exist, which is reported on standard
/// error.
fn existing(named: &[PathBuf], console: &mut Console) -> Option<Vec<PathBuf>> {
    let paths = if named.is_empty() { vec![folder()] } else { named.to_vec() };
    let is_missing = |path: &&PathBuf| !path.exists() && !is_standard_input(path);
    let Some(missing) = paths.iter().find(is_missing) else { return Some(paths) };
    let problem = if named.is_empty() {
        format!("there is no folder `{FOLDER}` here or in a parent folder")
    } else {
        format!("there is no file or folder `{}`", missing.display())
    };
    console.complain(&problem, &["`--catalogs PATH` names the catalogs to read".to_owned()]);
    None
}

impl Source {
    /// Reads the catalogs. `None` if there are none, which is reported on standard error.
    pub fn read(&self, console: &mut Console) -> Option<Loaded> {
        if self.paths.is_empty() && !CATALOGS.is_empty() {
            return Some(Loaded::built_in());
        }
        let mut loaded = Loaded::read(&existing(&self.paths, console)?, console)?;
        loaded.options =
            self.paths.iter().map(|path| format!(" --catalogs {}", path.display())).collect();
        Some(loaded)
    }
}

/// The folder `catalogs`, here or in the nearest parent folder that has one, up to the root of the git
/// repository.
pub fn folder() -> PathBuf {
    let mut parent = PathBuf::new();
    let depth = env::current_dir().map_or(0, |folder| folder.ancestors().count());
    for _ in 0..depth {
        let path = parent.join(FOLDER);
        if path.is_dir() {
            return path;
        }
        if parent.join(".git").exists() {
            break;
        }
        parent.push("..");
    }
    PathBuf::from(FOLDER)
}
