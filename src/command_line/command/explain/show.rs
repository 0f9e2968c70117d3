//! A row, laid out to be read.

use crate::command_line::catalogs::names::{name, variant};
use crate::command_line::command::explain::find::Row;
use crate::command_line::terminal::heading::heading;
use crate::command_line::terminal::labels::Labels;
use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::text::{counted, visible, visible_lines, wrap};
use crate::entry::Case;
use crate::{Catalog, Entry, Template};

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
    heading(&visible(name(row.entry)), row.catalog.path(), limit) + &parts.join("\n")
}

/// What a catalog is, and the command that lists its codes.
pub fn catalog(catalog: &Catalog, limit: usize) -> String {
    let count = counted(catalog.entries().len(), "code");
    let mut labels = Labels::new(style::FRAME);
    labels.add("source", [Styled::plain(visible_lines(catalog.source()))]);
    labels.add_some("read", catalog.read().map(str::to_owned));
    let command = paint(style::NAME, &format!("error-catalog list {}", catalog.path()));
    heading(catalog.path(), &count, limit)
        + &format!("{}\n", paint(style::HEADING, &visible(catalog.title())))
        + &paragraphs(catalog.description(), limit)
        + "\n"
        + &labels.render(INDENT, limit)
        + &format!("\nAll of its codes:\n{:INDENT$}{command}\n", "")
}

fn meaning(entry: &Entry, limit: usize) -> String {
    let title = entry
        .title()
        .map(|title| paint(style::HEADING, &visible(title)) + "\n")
        .unwrap_or_default();
    if entry.description().is_empty() {
        return title;
    }
    title + &paragraphs(entry.description(), limit)
}

/// A fact of several paragraphs, if there are any.
fn add_all(facts: &mut Labels, label: &str, paragraphs: Vec<Styled>) {
    if !paragraphs.is_empty() {
        facts.add(label, paragraphs);
    }
}

fn paragraphs(text: &str, limit: usize) -> String {
    wrap(&visible_lines(text), limit).join("\n") + "\n"
}

/// What is known in a word or a line each.
fn facts(entry: &Entry) -> Labels {
    let mut facts = Labels::new(style::FRAME);
    if let Some(retired) = entry.retired() {
        let text = format!("since {}: {}", retired.since, retired.reason);
        facts.add("retired", [Styled::new(text, style::HEADING)]);
    }
    let code = variant(entry).map(|_| visible(entry.code()));
    facts.add_some("code", code.filter(|code| !code.is_empty()));
    let texts = |texts: &[&str]| texts.iter().map(|it| Styled::plain(visible(it))).collect();
    add_all(&mut facts, "or", texts(entry.other_codes()));
    let statuses: Vec<String> = entry.statuses().iter().map(u16::to_string).collect();
    facts.add_some("status", (!statuses.is_empty()).then(|| statuses.join(", ")));
    facts.add_some("message", entry.message().map(|message| message_with_places(&message)));
    let others = entry.other_messages().iter();
    add_all(&mut facts, "or", others.map(|it| Styled::plain(message_with_places(it))).collect());
    facts.add_some("group", entry.group().map(visible));
    let (category, retry) = (entry.category(), entry.retry());
    facts.add("category", [category.as_str(), category.meaning()].map(Styled::plain));
    let word = Styled::new(retry.as_str(), style::retry(retry));
    facts.add("retry", [word, Styled::plain(retry.meaning())]);
    facts.add_some("advice", entry.advice().map(visible_lines));
    let guidance = entry.guidance().map(|it| format!("{}: {}", it.section, it.text));
    facts.add_some("guidance", guidance.map(|it| visible_lines(&it)));
    facts
}

/// The message, in which the places of values stand out.
fn message_with_places(message: &Template) -> String {
    let mut text = visible_lines(message.text());
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
        for (at, line) in
            wrap(&visible_lines(cause), limit.saturating_sub(INDENT + 2)).iter().enumerate()
        {
            text += &format!("{:INDENT$}{} {line}\n", "", if at == 0 { "•" } else { " " });
        }
    }
    text
}

fn cases(cases: &[Case]) -> Labels {
    let mut labels = Labels::new(style::NAME);
    for case in cases {
        let example = Styled::new(format!("“{}”", visible_lines(case.example)), style::FRAME);
        labels.add(&visible(case.name), [Styled::plain(visible_lines(case.description)), example]);
    }
    labels
}

/// Where the row is found: in Rust, and on the vendor's page.
fn references(row: &Row) -> Labels {
    let (vendor, scope) = (row.catalog.vendor(), row.catalog.scope());
    let mut references = Labels::new(style::FRAME);
    let path = format!("{vendor}::{scope}::ErrorCode::{}", row.entry.name());
    references.add("rust", [Styled::plain(path)]);
    let source = row.entry.source().unwrap_or_else(|| row.catalog.source());
    references.add("source", [Styled::plain(visible_lines(source))]);
    if row.entry.source().is_none() {
        references.add_some("read", row.catalog.read().map(str::to_owned));
    }
    references
}

#[cfg(test)]
mod tests {
    use super::{Row, entry};
    use crate::command_line::catalogs::fixture::{self, EVERYTHING};

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
            "            The vendor's own resources are exhausted for the",
            "            moment.",
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
            "  rust      evolink::task::ErrorCode::OutOfAnvils",
            "  source",
            "    EvoLink documentation, Task Management, Error Codes",
            "    (https://docs.evolink.ai/en/api-manual/task-management/error-codes)",
            "  read      2026-11",
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_catalog_is_below_a_name_that_leaves_no_room() {
        let row = row();
        let shown = anstream::adapter::strip_str(&entry(&row, 20)).to_string();
        assert!(shown.starts_with("OutOfAnvils\nevolink/task\n────────────────────\n"), "{shown}");
    }
}
