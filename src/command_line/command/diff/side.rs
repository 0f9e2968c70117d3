//! The two sides of a comparison: files, folders or git revisions.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::command::diff::git::{self, Problem};
use crate::command_line::command::diff::version::{self, Version};
use crate::generator::model::CatalogModel;
use crate::generator::{Diagnostics, Generator};

/// A side of the comparison.
#[derive(Clone, Debug)]
pub enum Side {
    /// Files, and folders of vendors' folders.
    Paths(Vec<PathBuf>),
    /// A git revision, by name and by identifier.
    Revision { name: String, commit: String },
}

/// Why a side can't be compared.
#[derive(Debug)]
pub enum Failure {
    /// It can't be read.
    Problem(Problem),
    /// Its catalogs have problems.
    Diagnostics(Diagnostics),
}

impl Side {
    /// The side that `argument` names: a path if it exists, and otherwise a revision.
    pub fn of(argument: &OsStr) -> Result<Self, Problem> {
        let path = Path::new(argument);
        if path.exists() {
            return Ok(Self::Paths(vec![path.to_owned()]));
        }
        let commit = git::resolve(argument)?;
        Ok(Self::Revision { name: argument.to_string_lossy().into_owned(), commit })
    }

    /// The commit whose history counts; for the working tree, it is `HEAD`.
    pub fn commit(&self) -> Result<String, Problem> {
        match self {
            Self::Paths(_) => git::resolve(OsStr::new("HEAD")),
            Self::Revision { commit, .. } => Ok(commit.clone()),
        }
    }

    /// The name for reports.
    pub fn name(&self) -> String {
        match self {
            Self::Paths(paths) => shown(paths),
            Self::Revision { name, .. } => name.clone(),
        }
    }

    /// Whether it is a single catalog, and not a folder of them.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::Paths(paths) if matches!(&paths[..], [path] if path.is_file()))
    }

    /// Its catalogs; for a revision, those in `folders`.
    pub fn load(&self, folders: &[PathBuf]) -> Result<Vec<CatalogModel>, Failure> {
        let mut generator = Generator::new();
        match self {
            Self::Paths(paths) => {
                if let Some(missing) = paths.iter().find(|path| !path.exists()) {
                    let problem = Problem::new(format!("there is no `{}`", missing.display()));
                    return Err(problem.hint("`--catalogs` names other catalogs").into());
                }
                for path in paths {
                    generator.input(path);
                }
            }
            Self::Revision { name, commit } => {
                let mut files = Vec::new();
                for folder in folders {
                    files.extend(git::catalogs(commit, name, folder)?);
                }
                // Without an input, it would read the default folder.
                if files.is_empty() {
                    return Ok(Vec::new());
                }
                for file in files {
                    generator.source(file);
                }
            }
        }
        generator.check().map_err(Failure::Diagnostics)
    }

    /// The version of the crate that its catalogs belong to; for a revision, those in `folders`.
    pub fn version(&self, folders: &[PathBuf]) -> Result<Version, Problem> {
        let paths = if let Self::Paths(paths) = self { paths } else { folders };
        let Some(path) = paths.first() else { return Err(version::missing("")) };
        let found = match self {
            Self::Paths(_) => {
                let path = path.canonicalize().map_err(|error| {
                    Problem::new(format!("can't read {}: {error}", path.display()))
                })?;
                version::of_crate(&path, |manifest| Ok(fs::read_to_string(manifest).ok()))?
            }
            Self::Revision { commit, .. } => {
                version::of_crate(&git::from_root(path)?, |manifest| git::file(commit, manifest))?
            }
        };
        found.ok_or_else(|| version::missing(&self.name()))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// `catalogs, more/catalogs`.
pub fn shown(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
