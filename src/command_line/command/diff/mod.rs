//! `diff`: what changed between two states of the catalogs, and what it means for their users.
//!
//! Models are compared, not texts: a comment or another layout is no change.
//!
//! ```text
//! side      a file, a folder or a git revision -> catalogs    (git)
//! compare   two lists of catalogs -> changes, classed         (words: within a text)
//! terminal, markdown, json   changes -> text
//! ```

mod change;
mod compare;
mod git;
mod json;
mod markdown;
#[cfg(test)]
mod properties;
mod side;
mod terminal;
mod version;
mod words;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use self::change::{Change, Class, demand};
use self::git::Problem;
use self::side::{Failure, Side};
use crate::command_line::Outcome;
use crate::command_line::catalogs::{arguments, problems};
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;
use crate::generator::model::CatalogModel;

/// The width of the report where nothing bounds it.
const WIDTH: usize = 100;

/// Compare two states of the catalogs: what changed, and what it means
///
/// A state is a file, a folder or a git revision; a name that is both is the
/// path. Catalogs are compared by what they say, not by how they are written.
/// Every change is classed by what it means for the programs that use them:
///
///   breaking   they no longer compile, or no longer find the code
///   behaviour  they do something else: status, category, retry, messages
///   addition   a code or a catalog that was not there before
///   text       what people read: descriptions, headings, advice
///
/// JSON is one object: `base` and `head`, the states; `version`, the part of the
/// version that has to be raised; `counts`, by class; and `changes`, a list of
/// objects with `catalog`, `name` (the variant) and `code`, `class`, `kind`
/// (added, removed, moved, renamed or changed), `field`, `before`, `after`,
/// `reason` and `values` (the fields of what was added). A value that doesn't
/// apply is null. While the crate's version is 0.x, `major` is a minor version.
///
/// The exit status is 0, unless `--deny` or `--check-version` makes it 1. It is 1
/// as well if the new state has problems.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = examples::text(&[
    ("error-catalog diff main", "what the working tree has changed since `main`"),
    ("error-catalog diff --merge-base origin/main HEAD", "what this branch has changed, as in a pull request"),
    ("error-catalog diff v0.1.0 v0.2.0 --format json", "two releases, for another program"),
    ("error-catalog diff old/catalogs new/catalogs", "two folders, without git"),
    ("error-catalog diff main --deny breaking", "fails if a program could no longer compile"),
    ("error-catalog diff v0.1.0 --check-version", "fails if the next release needs a higher version"),
]))]
pub struct Args {
    /// The old state: a file, a folder or a git revision
    base: OsString,

    /// The new state; without it, the working tree: the folder of `--catalogs`
    head: Option<OsString>,

    /// Where the catalogs are, in a revision and in the working tree: files, or folders that have a
    /// folder for each vendor
    ///
    /// Without it, the folder `catalogs`, here or in a parent folder.
    #[arg(long, short, value_name = "PATH")]
    catalogs: Vec<PathBuf>,

    /// Compare with the commit at which BASE and HEAD parted, and not with what BASE has become since
    #[arg(long)]
    merge_base: bool,

    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// End with status 1 if there is a change of this class or of a worse one
    #[arg(long, value_name = "CLASS", value_enum)]
    deny: Option<Denied>,

    /// End with status 1 if the version of the crate isn't raised as the changes demand
    ///
    /// The version of each state is that in the nearest `Cargo.toml` above its catalogs.
    #[arg(long)]
    check_version: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// A report, for the terminal
    Text,
    /// Tables, for a comment on a pull request
    Markdown,
    /// One object, for programs
    Json,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Denied {
    /// Programs no longer compile, or no longer find the code
    Breaking,
    /// Programs do something else, or worse
    Behaviour,
}

/// The changes between two states.
struct Report {
    base: String,
    /// `None` is the working tree.
    head: Option<String>,
    changes: Vec<Change>,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let folders = if self.catalogs.is_empty() {
            vec![arguments::folder()]
        } else {
            self.catalogs.clone()
        };
        let (base, head) = match self.sides(&folders) {
            Ok(sides) => sides,
            Err(problem) => return Ok(misused(&problem, console)),
        };
        let mut before = match base.load(&folders) {
            Ok(catalogs) => catalogs,
            // What is wrong with the new state is the answer; without the old one there is no question.
            Err(failure) => {
                failed(failure, &base, console);
                return Ok(Outcome::Unanswered);
            }
        };
        let mut after = match head.load(&folders) {
            Ok(catalogs) => catalogs,
            Err(failure) => return Ok(failed(failure, &head, console)),
        };
        let shown = side::shown(&folders);
        if before.is_empty() && after.is_empty() {
            let problem = Problem::new(format!("there are no catalogs in `{shown}`"))
                .hint("`--catalogs` names other folders");
            return Ok(misused(&problem, console));
        }
        if before.is_empty() {
            let name = base.name();
            console.note(&format!("`{name}` has no catalogs in `{shown}`: all of them are new"));
        }
        narrow((&base, &mut before), (&head, &mut after));
        let report = Report {
            base: base.name(),
            head: self.head.is_some().then(|| head.name()),
            changes: compare::compare(&before, &after),
        };
        console.print(&match self.format {
            Format::Text => terminal::write(&report, console.width().unwrap_or(WIDTH)),
            Format::Markdown => markdown::write(&report),
            Format::Json => json::write(&report)?,
        })?;
        let mut outcome = if self.denies(&report.changes) { Outcome::No } else { Outcome::Yes };
        if self.check_version {
            match lacking_version(&report.changes, &base, &head, &folders) {
                Ok(None) => {}
                Ok(Some(problem)) => {
                    console.complain(&problem, &[]);
                    outcome = Outcome::No;
                }
                Err(problem) => return Ok(misused(&problem, console)),
            }
        }
        Ok(outcome)
    }

    fn sides(&self, folders: &[PathBuf]) -> Result<(Side, Side), Problem> {
        let base = Side::of(&self.base)?;
        let head = match &self.head {
            Some(head) => Side::of(head)?,
            None => Side::Paths(folders.to_vec()),
        };
        if !self.merge_base {
            return Ok((base, head));
        }
        if let Side::Paths(_) = &base {
            let name = base.name();
            return Err(Problem::new(format!(
                "`{name}` is a path, and `--merge-base` takes a revision"
            )));
        }
        let commit = git::merge_base(&base.commit()?, &head.commit()?)?;
        // It is another one than BASE, and has no other name.
        let name = commit.get(..12).unwrap_or(&commit).to_owned();
        Ok((Side::Revision { name, commit }, head))
    }

    fn denies(&self, changes: &[Change]) -> bool {
        let worst = changes.iter().map(|change| change.class).max();
        match self.deny {
            None => false,
            Some(Denied::Breaking) => worst >= Some(Class::Breaking),
            Some(Denied::Behaviour) => worst >= Some(Class::Behaviour),
        }
    }
}

/// What is wrong with the version of the new state, if the changes demand a higher one.
fn lacking_version(
    changes: &[Change],
    base: &Side,
    head: &Side,
    folders: &[PathBuf],
) -> Result<Option<String>, Problem> {
    let Some(part) = demand(changes) else { return Ok(None) };
    let (base, head) = (base.version(folders)?, head.version(folders)?);
    let lowest = head.lacks(&base, part);
    Ok(lowest.map(|lowest| {
        format!("the version is {head}: after {base}, the changes demand {lowest} or higher")
    }))
}

/// Says what is wrong with a side.
fn failed(failure: Failure, side: &Side, console: &mut Console) -> Outcome {
    match failure {
        Failure::Problem(problem) => misused(&problem, console),
        Failure::Diagnostics(diagnostics) => {
            problems::report(&diagnostics, console);
            let name = side.name();
            console.complain(&format!("`{name}` has problems and can't be compared"), &[]);
            Outcome::No
        }
    }
}

fn misused(problem: &Problem, console: &mut Console) -> Outcome {
    console.complain(&problem.message, &problem.hints);
    Outcome::Unanswered
}

/// Of one catalog and many, only the one is compared. Two files are states of the same catalog,
/// wherever they lie.
fn narrow(base: (&Side, &mut Vec<CatalogModel>), head: (&Side, &mut Vec<CatalogModel>)) {
    match (base.0.is_file(), head.0.is_file()) {
        (true, true) => {
            for (old, new) in base.1.iter_mut().zip(head.1) {
                old.vendor.clone_from(&new.vendor);
                old.scope.clone_from(&new.scope);
            }
        }
        (true, false) => keep(head.1, base.1),
        (false, true) => keep(base.1, head.1),
        (false, false) => {}
    }
}

fn keep(catalogs: &mut Vec<CatalogModel>, wanted: &[CatalogModel]) {
    catalogs.retain(|catalog| wanted.iter().any(|wanted| wanted.path() == catalog.path()));
}
