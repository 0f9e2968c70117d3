//! Markdown for a comment on a pull request: a table for each catalog, in GitHub's dialect.

mod inert;

use std::collections::BTreeSet;

use self::inert::{code, content};
use crate::command_line::catalogs::names::squashed;
use crate::command_line::command::diff::Report;
use crate::command_line::command::diff::change::{
    Change, Class, Kind, Name, Value, counts, demand, in_words,
};
use crate::command_line::command::diff::words::{self, Mark, Part};

/// A comment may have 65,536 characters. What is around the report needs some of them.
const MOST_BYTES: usize = 60_000;
/// A row that is longer than this says only what has changed.
const LONGEST_ROW: usize = 6_000;
/// What is kept free for the sentence that something is left out.
const RESERVE: usize = 200;

/// The report. If it would be too long, what means least is left out, and counted.
pub fn write(report: &Report) -> String {
    let Some(version) = demand(&report.changes) else {
        return "### Changes of the catalogs\n\nNone: what the catalogs say is the same.\n"
            .to_owned();
    };
    let mut page = format!(
        "### Changes of the catalogs\n\n**{}.** {}\n\nBetween {} and {}.\n",
        in_words(&counts(&report.changes)),
        version.demand(),
        code(&words::cut(&report.base)),
        report.head.as_ref().map_or("the working tree".to_owned(), |head| code(&words::cut(head))),
    );
    let rows: Vec<(&Change, String)> =
        report.changes.iter().map(|change| (change, row(change))).collect();
    let kept = keep(&rows, MOST_BYTES - page.len() - RESERVE);
    let shown: Vec<&(&Change, String)> =
        rows.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(row, _)| row).collect();
    for of_catalog in shown.chunk_by(|one, other| one.0.catalog == other.0.catalog) {
        page += &head(of_catalog[0].0);
        let mut above = None;
        for (change, row) in of_catalog {
            page += &line(change, row, above);
            above = change.entry.as_ref();
        }
    }
    if shown.len() < rows.len() {
        let hidden = report.changes.iter().zip(&kept).filter(|(_, kept)| !**kept);
        let words = in_words(&counts(hidden.map(|(change, _)| change)));
        page += &format!("\nLeft out: {words}. `error-catalog diff` shows all of it.\n");
    }
    page
}

/// Which rows there is room for, those that mean most first.
fn keep(rows: &[(&Change, String)], mut room: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(rows[*at].0.class));
    let mut kept = vec![false; rows.len()];
    let mut catalogs: BTreeSet<&str> = BTreeSet::new();
    for at in order {
        let (change, row) = &rows[at];
        let is_first = catalogs.insert(&change.catalog);
        let head = if is_first { head(change).len() } else { 0 };
        // Where one has no room, none of a lower class gets any: it would look complete.
        let Some(rest) = room.checked_sub(head + line(change, row, None).len()) else { break };
        room = rest;
        kept[at] = true;
    }
    kept
}

/// The heading of a catalog, and that of its table.
fn head(change: &Change) -> String {
    let path = code(&words::cut(&change.catalog));
    format!("\n#### {path}\n\n| Code | Class | Field | Change |\n| --- | --- | --- | --- |\n")
}

/// A line of the table. The first one of an entry has its name.
fn line(change: &Change, row: &str, above: Option<&Name>) -> String {
    let subject = match &change.entry {
        None => "*the catalog*".to_owned(),
        Some(name) if above == Some(name) => String::new(),
        Some(name) => subject(name),
    };
    format!("| {subject} {row}\n")
}

fn subject(name: &Name) -> String {
    if squashed(&name.code) == squashed(&name.variant) {
        code(&words::cut(&name.variant))
    } else {
        format!("{} ({})", code(&words::cut(&name.variant)), code(&words::cut(&name.code)))
    }
}

/// All of a line but the name.
fn row(change: &Change) -> String {
    let class = match change.class {
        Class::Breaking => "**breaking**",
        class => class.as_str(),
    };
    let mut text = match (change.kind.field(), &change.kind) {
        (None, Kind::Added { summary, .. }) => code(&words::cut(summary)),
        (None, _) => String::new(),
        (Some((_, before, after)), kind) if kind.is_of_a_word() => {
            format!("{} → {}", word(before), word(after))
        }
        (Some((_, before, after)), _) => marked(&words::shown(before.as_ref(), after.as_ref())),
    };
    if text.len() > LONGEST_ROW {
        text = "(too much to be shown here)".to_owned();
    }
    let reason = change.reason.as_deref().map(sentence);
    let what = change.kind.label();
    let texts: Vec<String> = [text].into_iter().filter(|it| !it.is_empty()).chain(reason).collect();
    format!("| {class} | {what} | {} |", texts.join("<br>"))
}

fn word(value: Option<Value>) -> String {
    value.map_or("none".to_owned(), |value| code(&words::cut(&value.text())))
}

/// What is gone is struck out, what is new is underlined.
fn marked(parts: &[Part]) -> String {
    let marked = parts.iter().map(|Part { mark, text }| match mark {
        Mark::Same => content(text),
        Mark::Gone => format!("<del>{}</del>", content(text)),
        Mark::New => format!("<ins>{}</ins>", content(text)),
    });
    format!("<code>{}</code>", marked.collect::<String>())
}

/// A sentence of ours, in which names stand between backticks.
fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part.to_owned() } else { code(part) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, write};
    use crate::command_line::command::diff::Report;
    use crate::command_line::command::diff::change::{Change, Class, Kind, Name, Value};

    fn change(catalog: usize, entry: usize, class: Class, length: usize) -> Change {
        let text = |letter: &str| Some(Value::Text(letter.repeat(length)));
        Change {
            catalog: format!("acme/api{catalog}"),
            entry: Some(Name { variant: format!("Code{entry}"), code: "<&>".repeat(length) }),
            class,
            kind: Kind::Changed { field: "description", before: text("<"), after: text("@") },
            reason: None,
        }
    }

    fn report(changes: Vec<Change>) -> String {
        write(&Report { base: "`<".repeat(5_000), head: None, changes })
    }

    #[test]
    fn a_report_fits_a_comment_whatever_is_in_it() {
        for length in [1, 500, 50_000] {
            for (catalogs, entries) in [(1, 1), (1, 1_000), (100, 10), (1_000, 1)] {
                if length * catalogs * entries > 100_000 {
                    continue;
                }
                let all = (0..catalogs).flat_map(|catalog| {
                    let class = Class::ALL[catalog % 4];
                    (0..entries).map(move |entry| change(catalog, entry, class, length))
                });
                let page = report(all.collect());
                assert!(page.len() <= MOST_BYTES, "{} bytes", page.len());
            }
        }
    }

    #[test]
    fn the_most_important_changes_are_kept_and_the_rest_counted() {
        let texts = (0..500).map(|entry| change(1, entry, Class::Text, 50));
        let others = (0..500).map(|entry| change(2, entry, Class::Text, 50));
        let breaking = [change(3, 0, Class::Breaking, 50)];
        let page = report(texts.chain(others).chain(breaking).collect());
        assert!(page.contains("acme&#47;api3") && page.contains("| **breaking** |"), "{page}");
        let shown = page.matches("| text |").count();
        let number = |start: &str| -> usize {
            let (_, rest) = page.split_once(start).expect(start);
            rest.split(' ').next().expect("a number").parse().expect("a number")
        };
        assert!(shown > 10);
        assert_eq!(shown + number("Left out: "), 1_000);
        assert!(page.ends_with(" text. `error-catalog diff` shows all of it.\n"), "{page}");
    }
}
