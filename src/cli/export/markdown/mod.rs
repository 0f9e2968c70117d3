//! Markdown: a page with a table for each catalog, in GitHub's dialect.
//!
//! The texts are other people's. Nothing in them means anything to Markdown here: no text can leave
//! its cell, and none becomes HTML or a link. The one exception is the address of a page on which a
//! catalog is based, which is a link.

mod escape;

use self::escape::{cell, code, line, line_with_links, paragraphs};
use crate::cli::names::{name, variant};
use crate::{Case, Catalog, Category, Entry, Retry};

/// The page of `catalogs`, which says at its end what its words mean.
pub fn write(catalogs: &[&Catalog]) -> String {
    let mut page = match catalogs {
        [only] => catalog(only, 1),
        several => {
            let each = several.iter().map(|each| format!("\n{}", catalog(each, 2)));
            format!("# Error codes\n{}", each.collect::<String>())
        }
    };
    page += &format!("\n{}{}", heading(2, "Category"), categories(catalogs));
    page += &format!("\n{}{}", heading(2, "Retry"), retries(catalogs));
    page
}

fn catalog(catalog: &Catalog, level: usize) -> String {
    let mut page = heading(level, &line(catalog.title()));
    page += &format!("\n{}", paragraphs(catalog.description()));
    let (path, source) = (code(catalog.path()), line_with_links(catalog.source()));
    page += &format!("\nCatalog {path}, transcribed from {source}.\n");
    let has_groups = catalog.entries().iter().any(|entry| entry.group().is_some());
    for rows in catalog.entries().chunk_by(|one, other| one.group() == other.group()) {
        if has_groups {
            let title = rows.first().and_then(Entry::group).unwrap_or("Other codes");
            page += &format!("\n{}", heading(level + 1, &line(title)));
        }
        page += &format!("\n{}", table(rows));
        for entry in rows.iter().filter(|entry| has_more(entry)) {
            page += &format!("\n{}", more(entry, level + 1 + usize::from(has_groups)));
        }
    }
    page
}

fn heading(level: usize, text: &str) -> String {
    format!("{} {text}\n", "#".repeat(level))
}

/// A column of the table: its header, what stands below it, and what a cell of it contains.
type Column = (&'static str, &'static str, fn(&Entry) -> String);

const COLUMNS: [Column; 9] = [
    ("Code", "---", |entry| code(entry.code())),
    ("Title", "---", |entry| entry.title().map(cell).unwrap_or_default()),
    ("Variant", "---", |entry| variant(entry).map(code).unwrap_or_default()),
    ("Status", "--:", |entry| entry.status().map(|status| status.to_string()).unwrap_or_default()),
    ("Message", "---", |entry| entry.message().map(|it| code(it.text())).unwrap_or_default()),
    ("Description", "---", description),
    ("Category", "---", |entry| entry.category().to_string()),
    ("Retry", "---", |entry| entry.retry().to_string()),
    ("Advice", "---", |entry| entry.advice().map(cell).unwrap_or_default()),
];

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
fn table(entries: &[Entry]) -> String {
    let used = |(_, _, content): &&Column| entries.iter().any(|entry| !content(entry).is_empty());
    let columns: Vec<&Column> = COLUMNS.iter().filter(used).collect();
    let mut table = row(columns.iter().map(|(header, _, _)| (*header).to_owned()));
    table += &row(columns.iter().map(|(_, rule, _)| (*rule).to_owned()));
    for entry in entries {
        table += &row(columns.iter().map(|(_, _, content)| content(entry)));
    }
    table
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Whether a row has what is too long for a table.
fn has_more(entry: &Entry) -> bool {
    entry.details().is_some()
        || entry.guidance().is_some()
        || !entry.causes().is_empty()
        || !entry.cases().is_empty()
}

fn more(entry: &Entry, level: usize) -> String {
    let name = code(name(entry));
    let mut page = match entry.title() {
        Some(title) => heading(level, &format!("{} ({name})", line(title))),
        None => heading(level, &name),
    };
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
    list(words.map(|word| format!("**{word}:** {}", word.meaning())))
}

/// The meanings of the retry words that occur.
fn retries(catalogs: &[&Catalog]) -> String {
    let used = |word: &&Retry| entries(catalogs).any(|entry| entry.retry() == **word);
    let words = Retry::ALL.iter().filter(used);
    list(words.map(|word| format!("**{word}:** {}", word.meaning())))
}

fn entries<'c>(catalogs: &'c [&Catalog]) -> impl Iterator<Item = &'c Entry> {
    catalogs.iter().flat_map(|catalog| catalog.entries())
}

#[cfg(test)]
mod tests {
    use super::{more, table};
    use crate::cli::fixture::EVERYTHING;

    #[test]
    fn a_table_has_the_columns_that_are_used_and_no_text_leaves_its_cell() {
        assert_eq!(
            table(&[EVERYTHING]),
            concat!(
                "| Code | Title | Variant | Status | Message | Description | Category | Retry | Advice |\n",
                "| --- | --- | --- | --: | --- | --- | --- | --- | --- |\n",
                r"| stock\|error | Out of \<anvils\> | `OutOfAnvils` | 503 ",
                "| `no {{.item}} left, <<.count>> ordered` ",
                r"| There are no \*anvils\*.<br>Not one. ",
                "**Retired since 0.3.0:** Anvils are a thing of the past. ",
                r"| capacity | later | Wait \| retry |",
                "\n",
            )
        );
    }

    #[test]
    fn what_is_long_stands_below_the_table() {
        assert_eq!(
            more(&EVERYTHING, 3),
            concat!(
                "### Out of \\<anvils\\> (`OutOfAnvils`)\n\n",
                "First line\\\nsecond line\n\nSecond paragraph\n\n",
                "- **Iron:** No iron anvils (`no iron left`)\n",
                "- **Steel:** None (`` no `steel` ``)\n\n",
                "- A run on anvils\n- A strike\n\n",
                "**Retry later:** Order \\[again\\](https\\://acme.example)\n",
            )
        );
    }
}
