//! `site`: a page to look codes up, which needs no server.

mod catalog;
mod data;
mod html;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use self::catalog::Catalog;
use self::data::Data;
use crate::cli::Outcome;
use crate::cli::catalogs::find_or_complain;
use crate::cli::catalogs::problems;
use crate::cli::command::examples;
use crate::cli::terminal::console::{Console, with_context};
use crate::cli::terminal::text::alternatives;
use crate::closest::closest;

/// The name of the page in its folder, under which a server shows it.
const FILE: &str = "index.html";

/// Write a page to look codes up, for people who have a browser and no terminal
///
/// The page is one file, which loads nothing: it can be opened from a folder, sent by mail or put on
/// any server. It searches as one types, filters, has a link for each code, and reads a response as
/// `decode` does. What is pasted into it stays in the browser.
///
/// A page of catalogs of your own, in files, needs `--catalogs`. If there are problems with them, they
/// are reported as `check` does, and nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog site --out site", "writes site/index.html, with all catalogs"),
    ("error-catalog site novita --out site", "one vendor's catalogs"),
    (
        "error-catalog site --catalogs catalogs --out site",
        "your own catalogs, in the folder `catalogs`",
    ),
]))]
pub struct Args {
    /// A catalog (`novita/gpu`) or a vendor (`novita`); all catalogs if there is none
    catalog: Option<String>,

    /// The folder to write `index.html` into; it is made if there is none
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,

    /// Take catalogs from files instead: a catalog, or a folder that has a folder for each vendor
    #[arg(long, value_name = "PATH")]
    catalogs: Vec<PathBuf>,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let name = self.catalog.as_deref();
        if self.catalogs.is_empty() {
            let Some(found) = find_or_complain(name, console) else {
                return Ok(Outcome::Misused);
            };
            let catalogs: Vec<_> = found.into_iter().map(Catalog::from).collect();
            return self.write(Some("error_catalog"), &catalogs, console);
        }
        let loaded = problems::load_or_report(&self.catalogs, console);
        let Some(loaded) = loaded else { return Ok(Outcome::No) };
        let mut catalogs: Vec<_> = loaded.iter().map(Catalog::from).collect();
        catalogs.sort_by(|one, other| one.path.cmp(&other.path));
        if let Some([one, other]) = same_path(&catalogs) {
            let files = [one, other].map(|catalog| catalog.file.unwrap_or_default());
            let problem = format!("there are two catalogs `{}`", one.path);
            console.complain(&problem, &[format!("{} and {}", files[0], files[1])]);
            return Ok(Outcome::Misused);
        }
        if let Some(name) = name.map(|name| name.trim_end_matches('/')) {
            if !catalogs.iter().any(|catalog| is_called(catalog, name)) {
                complain(name, &catalogs, console);
                return Ok(Outcome::Misused);
            }
            catalogs.retain(|catalog| is_called(catalog, name));
        }
        self.write(None, &catalogs, console)
    }

    fn write(
        &self,
        crate_name: Option<&str>,
        catalogs: &[Catalog<'_>],
        console: &mut Console,
    ) -> io::Result<Outcome> {
        let page = html::page(&Data::new(crate_name, catalogs))?;
        let file = self.out.join(FILE);
        write(&self.out, &file, &page)?;
        let codes = catalogs.iter().map(|catalog| catalog.codes.len()).sum::<usize>();
        let size = page.len().div_ceil(1000);
        console.print(&format!("{}: {codes} codes, {size} kB\n", file.display()))?;
        Ok(Outcome::Fine)
    }
}

fn write(folder: &Path, file: &Path, page: &str) -> io::Result<()> {
    let make = |error| with_context(&error, format_args!("can't make {}", folder.display()));
    fs::create_dir_all(folder).map_err(make)?;
    fs::write(file, page)
        .map_err(|error| with_context(&error, format_args!("can't write {}", file.display())))
}

/// Two catalogs of the same path, if there are: every code has one link.
fn same_path<'c, 'a>(catalogs: &'c [Catalog<'a>]) -> Option<&'c [Catalog<'a>; 2]> {
    let mut pairs = catalogs.windows(2);
    pairs.find(|pair| pair[0].path == pair[1].path)?.try_into().ok()
}

/// Whether `name` is the catalog's path or its vendor.
fn is_called(catalog: &Catalog<'_>, name: &str) -> bool {
    catalog.path == name || vendor(catalog) == name
}

fn vendor<'c>(catalog: &'c Catalog<'_>) -> &'c str {
    catalog.path.split_once('/').map_or(&catalog.path, |(vendor, _)| vendor)
}

/// Says that there is no catalog called `name` among those of the files.
fn complain(name: &str, catalogs: &[Catalog<'_>], console: &mut Console) {
    let names = catalogs.iter().flat_map(|catalog| [vendor(catalog), catalog.path.as_str()]);
    let hint = match closest(name, names) {
        Some(closest) => format!("did you mean `{closest}`?"),
        None => {
            let paths: Vec<_> = catalogs.iter().map(|catalog| catalog.path.as_str()).collect();
            format!("it can be {}", alternatives(&paths))
        }
    };
    console.complain(&format!("unknown catalog `{name}`"), &[hint]);
}
