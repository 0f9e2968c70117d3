//! Markdown: a page to publish, with a table for each catalog, in GitHub's dialect.
//!
//! The texts are other people's. Nothing in them means anything to Markdown here: no text can leave
//! its cell, and none becomes HTML or a link. The one exception is the address of a page on which a
//! catalog is based, which is a link.

mod anchor;
mod contents;

use self::anchor::{link, place};
use self::contents::{contents, index};
use crate::command_line::catalogs::names::{name, variant};
use crate::command_line::terminal::text::counted;
use crate::entry::Case;
use crate::generator::markdown::Dialect::Github;
use crate::{Catalog, Category, Entry, Retry};

/// What the words are that every code has, and where they are explained.
const CATEGORY: (&str, &str) = ("Who has to act: the categories", "categories");
const RETRY: (&str, &str) = ("What to do with the request: the words on retrying", "retries");
const INDEX: (&str, &str) = ("All codes from A to Z", "index");

/// The page of `catalogs`: what is on it, the tables, what their words mean, and where each code is.
pub fn write(catalogs: &[&Catalog]) -> String {
    let mut page = heading(1, "Error codes");
    page += &format!(
        "\n{} in {}: what each means, who has to act on it, and whether the request may be sent again.\n",
        counted(entries(catalogs).count(), "code"),
        counted(catalogs.len(), "catalog"),
    );
    // Of one catalog, the table is all the index there can be.
    let has_index = catalogs.len() > 1;
    let sections = [Some(CATEGORY), Some(RETRY), has_index.then_some(INDEX)];
    let sections: Vec<_> = sections.into_iter().flatten().collect();
    page += &format!("\n{}", contents(catalogs, &sections));
    for each in catalogs {
        page += &format!("\n{}", catalog(each));
    }
    page += &section(CATEGORY, &categories(catalogs));
    page += &section(RETRY, &retries(catalogs));
    if has_index {
        page += &section(INDEX, &index(catalogs));
    }
    page
}

fn section((title, anchor): (&str, &str), content: &str) -> String {
    format!("\n{}\n{content}", heading(2, &format!("{}{title}", place(anchor))))
}

fn catalog(catalog: &Catalog) -> String {
    let mut page =
        heading(2, &format!("{}{}", place(&anchor::of_catalog(catalog)), line(catalog.title())));
    page += &format!("\n{}", paragraphs(catalog.description()));
    let (path, source) = (code(catalog.path()), Github.line_with_links(catalog.source()));
    page += &format!("\nCatalog {path}, transcribed from {source}.\n");
    page += &format!("\n{}", table(catalog));
    for entry in catalog.entries().iter().filter(|entry| has_more(entry)) {
        page += &format!("\n{}", more(catalog, entry));
    }
    page
}

/// `text` in one line, as Markdown that shows it.
fn line(text: &str) -> String {
    Github.line(text)
}

/// `text` in one line, as code where that shows it unchanged.
fn code(text: &str) -> String {
    Github.code(text)
}

/// `text` as a cell of a table; a line break stays one.
fn cell(text: &str) -> String {
    text.lines().map(|line| Github.escape(line)).collect::<Vec<_>>().join("<br>")
}

/// `text` as paragraphs; a line break stays one.
fn paragraphs(text: &str) -> String {
    Github.prose(text).join("\n") + "\n"
}

fn heading(level: usize, text: &str) -> String {
    format!("{} {text}\n", "#".repeat(level))
}

/// A column of the table: its header, the rule below it, and what a cell of it contains.
type Column = (&'static str, &'static str, fn(&Catalog, &Entry) -> String);

const COLUMNS: [Column; 10] = [
    ("Code", "---", wire_code),
    ("Title", "---", |_, entry| entry.title().map(cell).unwrap_or_default()),
    ("Variant", "---", |_, entry| variant(entry).map(code).unwrap_or_default()),
    ("Group", "---", |_, entry| entry.group().map(cell).unwrap_or_default()),
    ("Status", "--:", |_, entry| {
        entry.statuses().iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
    }),
    ("Message", "---", |_, entry| {
        let messages = entry.message().into_iter().chain(entry.other_messages().iter().copied());
        messages.map(|it| code(it.text())).collect::<Vec<_>>().join("<br>or ")
    }),
    ("Description", "---", |_, entry| description(entry)),
    ("Category", "---", |_, entry| word("category", entry.category().as_str())),
    ("Retry", "---", |_, entry| word("retry", entry.retry().as_str())),
    ("Advice", "---", |_, entry| entry.advice().map(cell).unwrap_or_default()),
];

/// The code, which leads to all that is said of it: if that is the row alone, to the row, so that its
/// address can be had.
fn wire_code(catalog: &Catalog, entry: &Entry) -> String {
    let anchor = anchor::of_entry(catalog, entry);
    let all = if has_more(entry) { anchor::of_details(catalog, entry) } else { anchor.clone() };
    let others = entry.other_codes().iter().map(|other| format!("<br>or {}", code(other)));
    let wire_code = if entry.code().is_empty() { "(none)".to_owned() } else { code(entry.code()) };
    place(&anchor) + &link(&wire_code, &all) + &others.collect::<String>()
}

/// One of the fixed words, which leads to what it means.
fn word(field: &str, word: &str) -> String {
    link(word, &anchor::of_word(field, word))
}

fn description(entry: &Entry) -> String {
    let description = cell(entry.description());
    match entry.retired() {
        Some(retired) => {
            let (since, reason) = (line(retired.since), line(retired.reason));
            format!("{description} **Retired since {since}:** {reason}")
        }
        None => description,
    }
}

/// The columns in which there is something.
fn table(catalog: &Catalog) -> String {
    let entries = catalog.entries();
    let used =
        |(_, _, content): &&Column| entries.iter().any(|entry| !content(catalog, entry).is_empty());
    let columns: Vec<&Column> = COLUMNS.iter().filter(used).collect();
    let mut table = row(columns.iter().map(|(header, _, _)| (*header).to_owned()));
    table += &row(columns.iter().map(|(_, rule, _)| (*rule).to_owned()));
    for entry in entries {
        table += &row(columns.iter().map(|(_, _, content)| content(catalog, entry)));
    }
    table
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

/// Whether a row has what is too long for a table.
fn has_more(entry: &Entry) -> bool {
    entry.details().is_some()
        || entry.guidance().is_some()
        || !entry.causes().is_empty()
        || !entry.cases().is_empty()
}

/// What is too long for a table. The name leads back to it.
fn more(catalog: &Catalog, entry: &Entry) -> String {
    let name = link(&code(name(entry)), &anchor::of_entry(catalog, entry));
    let title = entry.title().map_or_else(|| name.clone(), |it| format!("{} ({name})", line(it)));
    let mut page = heading(3, &(place(&anchor::of_details(catalog, entry)) + &title));
    if let Some(details) = entry.details() {
        page += &format!("\n{}", paragraphs(details));
    }
    page += &list(entry.cases().iter().map(case));
    page += &list(entry.causes().iter().map(|cause| line(cause)));
    if let Some(guidance) = entry.guidance() {
        page += &format!("\n**{}:** {}\n", line(guidance.section), line(guidance.text));
    }
    page
}

fn case(case: &Case) -> String {
    format!("**{}:** {} ({})", line(case.name), line(case.description), code(case.example))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("- {item}\n")).collect();
    if items.is_empty() { items } else { format!("\n{items}") }
}

/// The meanings of the categories that occur.
fn categories(catalogs: &[&Catalog]) -> String {
    let used = |word: &&Category| entries(catalogs).any(|entry| entry.category() == **word);
    let words = Category::ALL.iter().filter(used);
    meanings("category", words.map(|word| (word.as_str(), word.meaning())))
}

/// The meanings of the words on retrying that occur.
fn retries(catalogs: &[&Catalog]) -> String {
    let used = |word: &&Retry| entries(catalogs).any(|entry| entry.retry() == **word);
    let words = Retry::ALL.iter().filter(used);
    meanings("retry", words.map(|word| (word.as_str(), word.meaning())))
}

fn meanings<'w>(field: &str, words: impl Iterator<Item = (&'w str, &'w str)>) -> String {
    let items = words.map(|(word, meaning)| {
        format!("- {}**{word}:** {meaning}\n", place(&anchor::of_word(field, word)))
    });
    items.collect()
}

fn entries<'c>(catalogs: &'c [&Catalog]) -> impl Iterator<Item = &'c Entry> {
    catalogs.iter().flat_map(|catalog| catalog.entries())
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, more, write};
    use crate::command_line::catalogs::fixture::{self, EVERYTHING};

    #[test]
    fn rows_have_every_cell_and_text_stays_in_its_cell() {
        let cells = COLUMNS.map(|(_, _, content)| {
            content(fixture::catalogs().named("evolink/task")[0], &EVERYTHING)
        });
        assert_eq!(
            cells,
            [
                "<a id=\"evolink-task-outofanvils\"></a>[stock\\|error](#evolink-task-outofanvils-details)",
                "Out of \\<anvils\\>",
                "`OutOfAnvils`",
                "Stock",
                "503",
                "`no {{.item}} left, <<.count>> ordered`",
                "There are no \\*anvils\\*.<br>Not one. **Retired since 0.3.0:** Anvils are a thing of the past.",
                "[capacity](#category--capacity)",
                "[later](#retry--later)",
                "Wait \\| retry",
            ]
        );
    }

    #[test]
    fn what_is_long_goes_below_the_table() {
        assert_eq!(
            more(fixture::catalogs().named("evolink/task")[0], &EVERYTHING),
            concat!(
                "### <a id=\"evolink-task-outofanvils-details\"></a>Out of \\<anvils\\> ",
                "([`OutOfAnvils`](#evolink-task-outofanvils))\n\n",
                "First line\\\nsecond line\n\nSecond paragraph\n\n",
                "- **Iron:** No iron anvils (`no iron left`)\n",
                "- **Steel:** None (`` no `steel` ``)\n\n",
                "- A run on anvils\n- A strike\n\n",
                "**Retry later:** Order \\[again\\](https\\://acme.example)\n",
            )
        );
    }

    /// Of all catalogs, and of each by itself.
    #[test]
    fn every_link_leads_to_one_place_and_every_code_has_one() {
        let shipped = fixture::shipped();
        let pages = shipped.iter().map(|catalog| vec![*catalog]).chain([shipped.to_vec()]);
        for catalogs in pages {
            let page = write(&catalogs);
            let between = |start: &'static str, end: char| {
                let parts = page.split(start).skip(1);
                parts.map(move |part| part.split(end).next().unwrap_or_default())
            };
            let mut places: Vec<&str> = between("<a id=\"", '"').collect();
            let count = places.len();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), count, "two places have one name");
            let links: Vec<&str> = between("](#", ')').collect();
            assert!(links.len() >= count);
            for link in links {
                assert!(places.binary_search(&link).is_ok(), "{link}");
            }
            for catalog in catalogs {
                for entry in catalog.entries() {
                    let place = super::anchor::of_entry(catalog, entry);
                    assert!(places.binary_search(&place.as_str()).is_ok(), "{place}");
                }
            }
        }
    }
}
