//! `list`: the catalogs, or the rows of one.

use std::io;

use crate::cli::Outcome;
use crate::cli::catalogs::Source;
use crate::cli::catalogs::names::variant;
use crate::cli::command::examples;
use crate::cli::terminal::console::Console;
use crate::cli::terminal::style::{self, Styled, paint};
use crate::cli::terminal::table::{Kind, Table};
use crate::cli::terminal::text::wrap;
use crate::{Catalog, Entry};

/// List the catalogs, or the codes of one
///
/// The table fits the width of the terminal, or COLUMNS if that is set and the output is not a
/// terminal. Without either, every code stands in one line.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog list", "every catalog, with the number of its codes"),
    ("error-catalog list novita/gpu", "the codes of one catalog"),
    ("error-catalog list novita", "the codes of all catalogs of a vendor"),
    ("error-catalog list vidu/api | grep slow-down", "the codes that ask for fewer requests"),
]))]
pub struct Args {
    /// A catalog (`novita/gpu`) or a vendor (`novita`)
    catalog: Option<String>,

    #[command(flatten)]
    source: Source,
}

impl Args {
    pub fn run(&self, console: &mut Console) -> io::Result<Outcome> {
        let Some(all) = self.source.read(console) else { return Ok(Outcome::Unanswered) };
        let Some(found) = all.named_or_complain(self.catalog.as_deref(), console) else {
            return Ok(Outcome::Unanswered);
        };
        let width = console.width();
        let text = if self.catalog.is_some() {
            let lists: Vec<String> = found.iter().map(|catalog| codes(catalog, width)).collect();
            lists.join("\n\n")
        } else {
            catalogs(found, width)
        };
        console.print(&text)?;
        Ok(Outcome::Yes)
    }
}

/// The table of catalogs, which says where they are from if there is room.
fn catalogs(catalogs: &[&Catalog], width: Option<usize>) -> String {
    let mut table = Table::default();
    table.column(Kind::Name, "catalog", catalogs, |it| Styled::new(it.path(), style::NAME));
    table.column(Kind::Text, "title", catalogs, |it| Styled::plain(it.title()));
    let codes = |it: &&Catalog| Styled::plain(it.entries().len().to_string());
    table.column(Kind::Number, "codes", catalogs, codes);
    let mut wide = table.clone();
    wide.column(Kind::Text, "source", catalogs, |it| Styled::plain(it.source()));
    let fits = width.is_none_or(|width| wide.width() <= width);
    if fits { wide.render(width) } else { table.render(width) }
}

fn codes(catalog: &Catalog, width: Option<usize>) -> String {
    heading(catalog, width.unwrap_or(usize::MAX)) + &table(catalog.entries()).render(width)
}

fn heading(catalog: &Catalog, width: usize) -> String {
    let name = format!("{}  {}", paint(style::NAME, catalog.path()), catalog.title());
    let lines = wrap(&name, width).into_iter().chain(wrap(catalog.description(), width));
    lines.collect::<Vec<_>>().join("\n") + "\n\n"
}

fn table(entries: &[Entry]) -> Table {
    let mut table = Table::default();
    table.column(Kind::Name, "code", entries, |it| Styled::new(it.code(), style::NAME));
    table.column(Kind::Name, "variant", entries, |it| {
        Styled::plain(variant(it).unwrap_or_default())
    });
    table.column(Kind::Number, "status", entries, |it| Styled::plain(status(it)));
    table.column(Kind::Fact, "category", entries, |it| Styled::plain(it.category().as_str()));
    let retry = |it: &Entry| Styled::new(it.retry().as_str(), style::retry(it.retry()));
    table.column(Kind::Fact, "retry", entries, retry);
    table.column(Kind::Text, "message", entries, |it| Styled::plain(message(it)));
    table.column(Kind::Text, "description", entries, |it| Styled::plain(it.description()));
    table
}

fn status(entry: &Entry) -> String {
    entry.status().map(|status| status.to_string()).unwrap_or_default()
}

fn message(entry: &Entry) -> &str {
    entry.message().map_or("", |message| message.text())
}
