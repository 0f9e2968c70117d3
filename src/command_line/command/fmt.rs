//! `fmt`: catalogs in the canonical layout.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::command_line::catalogs::arguments::{Files, is_standard_input};
use crate::command_line::command::examples;
use crate::command_line::terminal::console::{Console, with_context};
use crate::command_line::terminal::difference::unified;
use crate::command_line::terminal::style;
use crate::command_line::terminal::text::{counted, visible};
use crate::command_line::{Outcome, layout};
use crate::generator::{self, Diagnostics, SourceFile, file};

/// Bring catalogs into the canonical layout: fields in order, one way to write each
///
/// What a catalog says doesn't change: entries keep their order, and comments are kept. A catalog with
/// problems is laid out as well. A file that isn't TOML is reported as `check` does, and left alone.
///
/// If `schema.json` is beside the vendors' folders, a catalog begins with the line
/// `#:schema ../schema.json`, by which editors find it. A line that names another schema stays.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog fmt", "lays out every catalog in the folder `catalogs`"),
    ("error-catalog fmt catalogs/vidu/api.toml", "lays out one file"),
    ("error-catalog fmt --check", "says which files are not in the layout"),
    ("error-catalog fmt --diff", "shows what would change"),
    ("error-catalog fmt - < api.toml", "prints the file in the layout"),
]))]
pub struct Args {
    #[command(flatten)]
    files: Files,

    /// The path that problems of standard input (`-`) name, for editors
    #[arg(long, value_name = "PATH", default_value = "<stdin>")]
    stdin_filename: PathBuf,

    /// Write nothing; say which catalogs are not in the layout, and end with status 1 if one isn't
    #[arg(long)]
    check: bool,

    /// The same, with a unified diff of what would change
    #[arg(long)]
    diff: bool,
}

/// A file that is not in the layout.
struct Change {
    path: String,
    before: String,
    after: String,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(paths) = self.files.paths(console) else { return Ok(Outcome::Unanswered) };
        if !paths.iter().any(|path| is_standard_input(path)) {
            return self.format_files(&paths, console);
        }
        if paths.len() > 1 {
            console.complain("standard input can't be laid out together with files", &[]);
            return Ok(Outcome::Unanswered);
        }
        self.format_input(console)
    }

    fn format_input(&self, console: &mut Console) -> io::Result<Outcome> {
        let mut before = String::new();
        io::stdin()
            .read_to_string(&mut before)
            .map_err(|error| with_context(&error, "can't read standard input"))?;
        let file = SourceFile::new(&self.stdin_filename, before.as_str());
        let after = match format(&file, layout::has_schema(&self.stdin_filename)) {
            Ok(after) => after,
            Err(problems) => {
                console.report(&problems.render(&style::Problems));
                return Ok(Outcome::No);
            }
        };
        if self.writes() {
            console.print(&after)?;
            return Ok(Outcome::Yes);
        }
        if after == before {
            return Ok(Outcome::Yes);
        }
        self.show(&Change { path: file.path().to_owned(), before, after }, console)?;
        Ok(Outcome::No)
    }

    /// Whether files are changed, and not only looked at.
    fn writes(&self) -> bool {
        !self.check && !self.diff
    }

    /// Says that a file isn't in the layout.
    fn show(&self, change: &Change, console: &mut Console) -> io::Result<()> {
        let Change { path, before, after } = change;
        if self.diff {
            return console.print(&unified(path, before, after));
        }
        console.print(&format!("{}\n", visible(path)))
    }

    fn format_files(&self, paths: &[PathBuf], console: &mut Console) -> io::Result<Outcome> {
        let (files, mut problems) = find(paths);
        let total = files.len();
        let mut changes = Vec::new();
        for file in files {
            let path = Path::new(file.path());
            match format(&file, layout::has_schema(path)) {
                Ok(after) => {
                    let before = fs::read_to_string(path).map_err(|error| {
                        with_context(&error, format_args!("can't read {}", file.path()))
                    })?;
                    if before.replace("\r\n", "\n") != file.text() {
                        console.complain(&format!("{} is being changed", file.path()), &[]);
                        return Ok(Outcome::Unanswered);
                    }
                    if before != after {
                        changes.push(Change { path: file.path().to_owned(), before, after });
                    }
                }
                Err(found) => problems.extend(found),
            }
        }
        if !self.writes() {
            for change in &changes {
                self.show(change, console)?;
            }
        } else if !write(&changes, console)? {
            return Ok(Outcome::Unanswered);
        }
        if !problems.is_empty() {
            console.report(&problems.render(&style::Problems));
            return Ok(Outcome::No);
        }
        let summary = summary(total, changes.len(), self.writes());
        if !self.writes() && !changes.is_empty() {
            let option = if self.diff { "--diff" } else { "--check" };
            let mut hints = vec![format!("the same command without `{option}` lays them out")];
            hints.extend((!self.diff).then(|| "`--diff` shows what would change".to_owned()));
            console.complain(&summary, &hints);
            return Ok(Outcome::No);
        }
        console.print(&format!("{summary}\n"))?;
        Ok(Outcome::Yes)
    }
}

/// Writes the files, and says which. False if one can't be written, which is said on standard error.
fn write(changes: &[Change], console: &mut Console) -> io::Result<bool> {
    let mut all_written = true;
    for Change { path, before, after } in changes {
        match file::rewrite(Path::new(path), before.as_bytes(), after.as_bytes()) {
            Ok(()) => console.print(&format!("{}\n", visible(path)))?,
            Err(error) => {
                console.complain(&format!("can't write {path}: {error}"), &[]);
                all_written = false;
            }
        }
    }
    Ok(all_written)
}

fn summary(total: usize, changed: usize, writes: bool) -> String {
    let total = counted(total, "catalog");
    match changed {
        0 => format!("{total}: all in the canonical layout"),
        _ if !writes => format!("{changed} of {total} not in the canonical layout"),
        _ => format!("{changed} of {total} laid out"),
    }
}

/// The files in `paths`, each once, and what keeps others from being read.
fn find(paths: &[PathBuf]) -> (Vec<SourceFile>, Diagnostics) {
    let mut files: Vec<SourceFile> = Vec::new();
    let mut problems = Diagnostics::default();
    for path in paths {
        let (found, not_found) = generator::files(path);
        let is_new = |file: &SourceFile| files.iter().all(|known| known.path() != file.path());
        let new: Vec<_> = found.into_iter().filter(is_new).collect();
        files.extend(new);
        problems.extend(not_found);
    }
    (files, problems)
}

/// The text of `file` in the canonical layout.
fn format(file: &SourceFile, schema: bool) -> Result<String, Diagnostics> {
    let problems = generator::toml_problems(file);
    if !problems.is_empty() {
        return Err(problems);
    }
    layout::format(file.text(), schema).map_err(|_| problems)
}
