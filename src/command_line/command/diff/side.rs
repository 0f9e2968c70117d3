//! What is compared with what: files, folders or git revisions.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::command_line::command::diff::git::{self, Problem};
use crate::generator::model::CatalogModel;
use crate::generator::{Diagnostics, Generator};

/// One of the two sides.
#[derive(Clone, Debug)]
pub enum Side {
    /// A file, or a folder of vendors' folders.
    Path(PathBuf),
    /// A git revision, by name and by identifier.
    Revision { name: String, commit: String },
}

/// Why a side can't be compared.
#[derive(Debug)]
pub enum Failure {
    /// It can't be had.
    Problem(Problem),
    /// There are problems in it.
    Diagnostics(Diagnostics),
}

impl Side {
    /// What `argument` means: what there is such a path of is that, and else it is a revision.
    pub fn of(argument: &OsStr) -> Result<Self, Problem> {
        let path = Path::new(argument);
        if path.exists() {
            return Ok(Self::Path(path.to_owned()));
        }
        let commit = git::resolve(argument)?;
        Ok(Self::Revision { name: argument.to_string_lossy().into_owned(), commit })
    }

    /// The commit that histories are followed from; that of the working tree is `HEAD`.
    pub fn commit(&self) -> Result<String, Problem> {
        match self {
            Self::Path(_) => git::resolve(&OsString::from("HEAD")),
            Self::Revision { commit, .. } => Ok(commit.clone()),
        }
    }

    /// What it is called in reports.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Revision { name, .. } => name.clone(),
        }
    }

    /// Whether it is one catalog, and not a folder of them.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::Path(path) if path.is_file())
    }

    /// Its catalogs; in a revision, those in `folder`.
    pub fn load(&self, folder: &Path) -> Result<Vec<CatalogModel>, Failure> {
        let mut generator = Generator::new();
        let catalogs = match self {
            Self::Path(path) if !path.exists() => {
                let message = format!("there is no `{}` here", path.display());
                let hints = vec!["`--catalogs` names another folder".to_owned()];
                return Err(Failure::Problem(Problem { message, hints }));
            }
            Self::Path(path) => generator.input(path).check(),
            Self::Revision { name, commit } => {
                let files = git::catalogs(commit, name, folder).map_err(Failure::Problem)?;
                // Without any, it would read a folder.
                if files.is_empty() {
                    return Ok(Vec::new());
                }
                for file in files {
                    generator.source(file);
                }
                generator.check()
            }
        };
        catalogs.map_err(Failure::Diagnostics)
    }
}
