//! `list`: the catalogs, or the rows of one.

use std::io;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::command_line::Outcome;
use crate::command_line::catalogs::arguments::Source;
use crate::command_line::catalogs::names::variant;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;
use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::table::{Kind, Table};
use crate::command_line::terminal::text::{alternatives, visible, visible_lines, wrap};
use crate::{Catalog, Category, Entry, Retry, UnknownWord};

/// List the catalogs, or codes
///
/// Without arguments, it lists the catalogs. With a catalog or a vendor, it lists their codes; with
/// filters, those that pass all of them. The table fits the width of the terminal, or COLUMNS if that
/// is set and the output isn't a terminal. Otherwise every code has a line.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog list", "every catalog, with the number of its codes"),
    ("error-catalog list novita/gpu", "the codes of one catalog"),
    ("error-catalog list novita", "the codes of all catalogs of a vendor"),
    ("error-catalog list --status 429 --retry slow-down", "the codes of all catalogs that ask for fewer requests"),
    ("error-catalog list vidu --text image", "the codes of a vendor that say something of images"),
]))]
pub struct Args {
    /// A catalog (`novita/gpu`) or a vendor (`novita`)
    catalog: Option<String>,

    /// Only codes with this HTTP status
    #[arg(long, short, value_name = "N")]
    status: Option<u16>,

    #[arg(
        long,
        value_name = "WORD",
        help = words("Only codes of this category", Category::ALL.iter().map(|it| it.as_str())),
        hide_possible_values = true,
        value_parser = word::<Category>(Category::ALL.iter().map(|it| it.as_str()))
    )]
    category: Option<Category>,

    #[arg(
        long,
        value_name = "WORD",
        help = words("Only codes with this word on retrying", Retry::ALL.iter().map(|it| it.as_str())),
        hide_possible_values = true,
        value_parser = word::<Retry>(Retry::ALL.iter().map(|it| it.as_str()))
    )]
    retry: Option<Retry>,

    /// Only codes whose code, variant, message or description contains this text, in any letter case
    #[arg(long, short, value_name = "TEXT")]
    text: Option<String>,

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
        if self.catalog.is_none() && !self.has_filter() {
            console.print(&catalogs(found, width))?;
            return Ok(Outcome::Yes);
        }
        let passing = |catalog: &&'static Catalog| {
            let entries = catalog.entries().iter().filter(|entry| self.passes(entry));
            (*catalog, entries.copied().collect::<Vec<_>>())
        };
        let found = found.iter().map(passing).filter(|(_, entries)| !entries.is_empty());
        let lists: Vec<String> =
            found.map(|(catalog, entries)| codes(catalog, &entries, width)).collect();
        if lists.is_empty() {
            console.complain("no code passes the filters", &[all.list_hint()]);
            return Ok(Outcome::No);
        }
        console.print(&lists.join("\n\n"))?;
        Ok(Outcome::Yes)
    }

    fn has_filter(&self) -> bool {
        let Self { status, category, retry, text, .. } = self;
        status.is_some() || category.is_some() || retry.is_some() || text.is_some()
    }

    fn passes(&self, entry: &Entry) -> bool {
        let texts = [entry.code(), entry.name(), message(entry), entry.description()];
        let has =
            |text: &String| texts.iter().any(|it| it.to_lowercase().contains(&text.to_lowercase()));
        self.status.is_none_or(|status| entry.statuses().contains(&status))
            && self.category.is_none_or(|category| entry.category() == category)
            && self.retry.is_none_or(|retry| entry.retry() == retry)
            && self.text.as_ref().is_none_or(has)
    }
}

/// The help of an option that takes one of `words`. Clap's own list of them has empty lines between
/// its lines.
fn words(help: &str, words: impl Iterator<Item = &'static str>) -> String {
    format!("{help}: {}", alternatives(&words.collect::<Vec<_>>()))
}

/// Reads one of the words of the catalog format.
fn word<W: FromStr<Err = UnknownWord> + Clone + Send + Sync + 'static>(
    words: impl Iterator<Item = &'static str>,
) -> impl TypedValueParser<Value = W> {
    PossibleValuesParser::new(words).try_map(|word| word.parse::<W>())
}

/// The table of catalogs, which says where they are from if there is room.
fn catalogs(catalogs: &[&Catalog], width: Option<usize>) -> String {
    let mut table = Table::default();
    table.column(Kind::Name, "catalog", catalogs, |it| Styled::new(it.path(), style::NAME));
    table.column(Kind::Text, "title", catalogs, |it| Styled::plain(it.title()));
    let codes = |it: &&Catalog| Styled::plain(it.entries().len().to_string());
    table.column(Kind::Number, "codes", catalogs, codes);
    let read = |it: &&Catalog| Styled::plain(it.read().unwrap_or(""));
    table.column(Kind::Fact, "read", catalogs, read);
    let mut wide = table.clone();
    wide.column(Kind::Text, "source", catalogs, |it| Styled::plain(it.source()));
    let fits = width.is_none_or(|width| wide.width() <= width);
    if fits { wide.render(width) } else { table.render(width) }
}

fn codes(catalog: &Catalog, entries: &[Entry], width: Option<usize>) -> String {
    heading(catalog, width.unwrap_or(usize::MAX)) + &table(entries).render(width)
}

fn heading(catalog: &Catalog, width: usize) -> String {
    let name = format!("{}  {}", paint(style::NAME, catalog.path()), visible(catalog.title()));
    let lines =
        wrap(&name, width).into_iter().chain(wrap(&visible_lines(catalog.description()), width));
    lines.collect::<Vec<_>>().join("\n") + "\n\n"
}

fn table(entries: &[Entry]) -> Table {
    let mut table = Table::default();
    let has_codes = entries.iter().any(|entry| !entry.code().is_empty());
    table.column(Kind::Name, "code", entries, |it| match it.code() {
        // The column is left out if it has nothing.
        "" if has_codes => Styled::new("(no code)", style::FRAME),
        code => Styled::new(code, style::NAME),
    });
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
    let statuses: Vec<String> = entry.statuses().iter().map(u16::to_string).collect();
    statuses.join(",")
}

fn message(entry: &Entry) -> &str {
    entry.message().map_or("", |message| message.text())
}
