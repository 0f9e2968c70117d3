//! A row, laid out to be read.

use crate::cli::catalogs::names::{name, variant};
use crate::cli::command::explain::find::Row;
use crate::cli::terminal::heading::heading;
use crate::cli::terminal::labels::Labels;
use crate::cli::terminal::style::{self, Styled, paint};
use crate::cli::terminal::text::wrap;
use crate::entry::Case;
use crate::{Entry, Template};

/// How far facts are set in.
const INDENT: usize = 2;

/// Everything known of a row, in lines of at most `limit` columns.
pub fn entry(row: &Row, limit: usize) -> String {
    let entry = row.entry;
    let mut parts = vec![meaning(entry, limit), facts(entry).render(INDENT, limit)];
    parts.extend(entry.details().map(|details| paragraphs(details, limit)));
    if !entry.causes().is_empty() {
        parts.push(section("Causes", &causes(entry.causes(), limit)));
    }
    if !entry.cases().is_empty() {
        parts.push(section("Cases", &cases(entry.cases()).render(INDENT, limit)));
    }
    parts.push(references(row).render(INDENT, limit));
    heading(name(row.entry), row.catalog.path(), limit) + &parts.join("\n")
}

fn meaning(entry: &Entry, limit: usize) -> String {
    let title = entry.title().map(|title| paint(style::HEADING, title) + "\n").unwrap_or_default();
    title + &paragraphs(entry.description(), limit)
}

fn paragraphs(text: &str, limit: usize) -> String {
    wrap(text, limit).join("\n") + "\n"
}

/// What is known in a word or a line each.
fn facts(entry: &Entry) -> Labels {
    let mut facts = Labels::new(style::FRAME);
    if let Some(retired) = entry.retired() {
        let text = format!("since {}: {}", retired.since, retired.reason);
        facts.add("retired", [Styled::new(text, style::HEADING)]);
    }
    facts.add_some("code", variant(entry).map(|_| entry.code()));
    facts.add_some("status", entry.status().map(|status| status.to_string()));
    facts.add_some("message", entry.message().map(|message| message_with_places(&message)));
    facts.add_some("group", entry.group());
    let (category, retry) = (entry.category(), entry.retry());
    facts.add("category", [category.as_str(), category.meaning()].map(Styled::plain));
    let word = Styled::new(retry.as_str(), style::retry(retry));
    facts.add("retry", [word, Styled::plain(retry.meaning())]);
    facts.add_some("advice", entry.advice());
    let guidance = entry.guidance().map(|it| format!("{}: {}", it.section, it.text));
    facts.add_some("guidance", guidance);
    facts
}

/// The message, in which the places of values stand out.
fn message_with_places(message: &Template) -> String {
    let mut text = message.text().to_owned();
    for name in message.placeholders() {
        for place in [format!("{{{{.{name}}}}}"), format!("<<.{name}>>")] {
            text = text.replace(&place, &paint(style::PLACEHOLDER, &place));
        }
    }
    text
}

fn section(heading: &str, content: &str) -> String {
    format!("{}\n{content}", paint(style::HEADING, heading))
}

fn causes(causes: &[&str], limit: usize) -> String {
    let mut text = String::new();
    for cause in causes {
        for (at, line) in wrap(cause, limit.saturating_sub(INDENT + 2)).iter().enumerate() {
            text += &format!("{:INDENT$}{} {line}\n", "", if at == 0 { "•" } else { " " });
        }
    }
    text
}

fn cases(cases: &[Case]) -> Labels {
    let mut labels = Labels::new(style::NAME);
    for case in cases {
        let example = Styled::new(format!("“{}”", case.example), style::FRAME);
        labels.add(case.name, [Styled::plain(case.description), example]);
    }
    labels
}

/// Where the row is found: in Rust, and on the vendor's page.
fn references(row: &Row) -> Labels {
    let (vendor, scope) = (row.catalog.vendor(), row.catalog.scope());
    let mut references = Labels::new(style::FRAME);
    let path = format!("error_catalog::{vendor}::{scope}::ErrorCode::{}", row.entry.name());
    references.add("rust", [Styled::plain(path)]);
    references.add("source", [Styled::plain(row.catalog.source())]);
    references
}

#[cfg(test)]
mod tests {
    use super::{Row, entry};
    use crate::cli::catalogs::fixture::{self, EVERYTHING};

    fn row() -> Row {
        let catalog = fixture::catalogs().named("evolink/task")[0];
        Row { catalog, entry: &EVERYTHING }
    }

    #[test]
    fn everything_is_shown() {
        let row = row();
        let shown = anstream::adapter::strip_str(&entry(&row, 60)).to_string();
        let expected = [
            "OutOfAnvils                                     evolink/task",
            "────────────────────────────────────────────────────────────",
            "Out of <anvils>",
            "There are no *anvils*.",
            "Not one.",
            "",
            "  retired   since 0.3.0: Anvils are a thing of the past.",
            "  code      stock|error",
            "  status    503",
            "  message   no {{.item}} left, <<.count>> ordered",
            "  group     Stock",
            "  category  capacity",
            "            The vendor has too little: its own resources are",
            "            exhausted for the moment.",
            "  retry     later",
            "            The same request may be sent again after a wait.",
            "  advice    Wait | retry",
            "  guidance  Retry later: Order [again](https://acme.example)",
            "",
            "First line",
            "second line",
            "",
            "Second paragraph",
            "",
            "Causes",
            "  • A run on anvils",
            "  • A strike",
            "",
            "Cases",
            "  Iron      No iron anvils",
            "            “no iron left”",
            "  Steel     None",
            "            “no `steel`”",
            "",
            "  rust",
            "    error_catalog::evolink::task::ErrorCode::OutOfAnvils",
            "  source",
            "    EvoLink documentation, Task Management, Error Codes",
            "    (https://docs.evolink.ai/en/api-manual/task-management/error-codes)",
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_catalog_stands_below_a_name_that_leaves_no_room() {
        let row = row();
        let shown = anstream::adapter::strip_str(&entry(&row, 20)).to_string();
        assert!(shown.starts_with("OutOfAnvils\nevolink/task\n────────────────────\n"), "{shown}");
    }
}
