//! A report, laid out to be read.

use anstyle::{AnsiColor, Style};

use crate::command_line::catalogs::names::squashed;
use crate::command_line::command::diff::Report;
use crate::command_line::command::diff::change::{
    Change, Class, Kind, Name, Value, counts, demand, in_words,
};
use crate::command_line::command::diff::words::{self, Mark, Part};
use crate::command_line::terminal::heading::{heading, in_lines};
use crate::command_line::terminal::labels::Labels;
use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::text::visible;

/// How far facts are set in.
const INDENT: usize = 2;
/// How wide the words for classes are, and the names of most fields.
const CLASS: usize = 9;
const FIELD: usize = 11;

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// The report, in lines of at most `limit` columns.
pub fn write(report: &Report, limit: usize) -> String {
    let Some(version) = demand(&report.changes) else {
        return "No changes.\n".to_owned();
    };
    let summary = in_words(&counts(&report.changes));
    let mut text = in_lines(&summary, style::HEADING, limit);
    text += &format!("\n{}\n", in_lines(version.demand(), style::PLAIN, limit));
    for changes in report.changes.chunk_by(|one, other| one.catalog == other.catalog) {
        text += &format!("\n{}", catalog(changes, limit));
    }
    text
}

fn catalog(changes: &[Change], limit: usize) -> String {
    let name = changes.first().map(|change| change.catalog.as_str()).unwrap_or_default();
    let entries = changes.chunk_by(|one, other| one.entry == other.entry);
    let entries: Vec<String> = entries.map(|changes| entry(changes, limit)).collect();
    heading(&visible(name), &in_words(&counts(changes)), limit) + &entries.join("\n")
}

fn entry(changes: &[Change], limit: usize) -> String {
    let subject = changes.first().and_then(|change| change.entry.as_ref());
    let name = match subject {
        Some(name) => in_lines(&called(name), style::NAME, limit),
        None => paint(style::NAME, "(the catalog itself)"),
    };
    let mut facts = Labels::new(style::PLAIN).for_labels_of(CLASS + 2 + FIELD);
    for change in changes {
        let (what, content) = (change.kind.label(), content(&change.kind));
        let class = format!("{:CLASS$}", change.class.as_str());
        let label =
            format!("{}  {}", paint(of_class(change.class), &class), paint(style::FRAME, what));
        let reason =
            change.reason.as_ref().map(|reason| Styled::new(visible(reason), style::FRAME));
        facts.add(&label, content.into_iter().chain(reason));
    }
    format!("{name}\n{}", facts.render(INDENT, limit))
}

/// The variant, and the wire code where it can't be told from that.
fn called(name: &Name) -> String {
    if squashed(&name.variant) == squashed(&name.code) {
        visible(&name.variant)
    } else {
        visible(&format!("{} ({})", name.variant, name.code))
    }
}

/// What was and is there.
fn content(kind: &Kind) -> Option<Styled> {
    if let Kind::Added { summary, .. } = kind {
        return Some(Styled::plain(visible(summary)));
    }
    let (_, before, after) = kind.field()?;
    let text = if kind.is_of_a_word() {
        arrow(before.as_ref(), after.as_ref())
    } else {
        marked(&words::shown(before.as_ref(), after.as_ref()))
    };
    Some(Styled::plain(text))
}

fn arrow(before: Option<&Value>, after: Option<&Value>) -> String {
    let word = |value: Option<&Value>, style| match value {
        Some(value) => paint(style, &visible(&value.text())),
        None => "none".to_owned(),
    };
    format!("{} → {}", word(before, GONE), word(after, NEW))
}

/// What is gone and what is new is marked as git's `--word-diff` does.
fn marked(parts: &[Part]) -> String {
    let marked = parts.iter().map(|Part { mark, text }| match mark {
        Mark::Same => text.clone(),
        Mark::Gone => each_word(GONE, &format!("[-{text}-]")),
        Mark::New => each_word(NEW, &format!("{{+{text}+}}")),
    });
    marked.collect()
}

/// A text whose words each have a style, so that it can be broken into lines.
fn each_word(style: Style, text: &str) -> String {
    text.split(' ').map(|word| paint(style, word)).collect::<Vec<_>>().join(" ")
}

fn of_class(class: Class) -> Style {
    match class {
        Class::Breaking => style::ERROR,
        Class::Behaviour => AnsiColor::Yellow.on_default(),
        Class::Addition => AnsiColor::Green.on_default(),
        Class::Text => style::PLAIN,
    }
}
