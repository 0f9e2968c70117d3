//! What an import did, and what is left to do by hand.

use crate::command_line::command::import::merge::{Changed, Guessed, Merged};
use crate::command_line::terminal::style::{self, Styled, paint};
use crate::command_line::terminal::table::{Kind, Table};
use crate::command_line::terminal::text::{counted, visible, wrap};

/// Lines that are longer than this are hard to read.
const WIDEST: usize = 120;

/// All of it as a text of lines of at most `limit` columns. `total` codes were on the page.
pub fn render(merged: &Merged, left_out: &[String], total: usize, limit: Option<usize>) -> String {
    let limit = limit.map(|limit| limit.min(WIDEST));
    let mut text = String::new();
    let mut part = |heading: &str, content: String| {
        if !content.is_empty() {
            text += &format!("{}\n{content}\n", paint(style::HEADING, heading));
        }
    };
    part("Guessed: verify it, then delete the comment", guesses(&merged.guessed, limit));
    part("Changed by the page", changes(&merged.changed, limit));
    let gone = merged.gone.iter().map(|key| format!("  {}\n", visible(key))).collect();
    part("Not on the page, and kept: if the vendor dropped it, add `retired`", gone);
    let left_out = left_out.iter().flat_map(|line| indented(line, limit)).collect();
    part("Left out", left_out);
    let changed = merged.changed.chunk_by(|one, other| one.key == other.key).count();
    let guessed = merged.guessed.iter().filter(|it| !it.category.is_empty()).count();
    let facts = [
        (merged.added.len(), "new"),
        (changed, "changed"),
        (merged.gone.len(), "not on the page"),
        (guessed, "with guesses"),
    ];
    let facts = facts.iter().filter(|(count, _)| *count > 0);
    let facts: Vec<String> = facts.map(|(count, what)| format!("{count} {what}")).collect();
    let facts = if facts.is_empty() { "nothing new".to_owned() } else { facts.join(", ") };
    text + &format!("{}: {facts}\n", counted(total, "code"))
}

fn guesses(guessed: &[Guessed], limit: Option<usize>) -> String {
    if guessed.is_empty() {
        return String::new();
    }
    let (codes, catalogs): (Vec<&Guessed>, Vec<&Guessed>) =
        guessed.iter().partition(|it| !it.category.is_empty());
    let of_catalog = catalogs.iter().map(|it| {
        format!("  {} {}\n", paint(style::NAME, &visible(&it.key)), visible(&it.what.join(", ")))
    });
    let mut text: String = of_catalog.collect();
    if codes.is_empty() {
        return text;
    }
    let mut table = Table::default();
    table.column(Kind::Name, "code", &codes, |it| Styled::new(visible(&it.key), style::NAME));
    table.column(Kind::Fact, "also", &codes, |it| Styled::plain(visible(&beside_the_usual(it))));
    table.column(Kind::Number, "status", &codes, |it| Styled::plain(visible(&it.status)));
    table.column(Kind::Fact, "category", &codes, |it| Styled::plain(visible(&it.category)));
    table.column(Kind::Fact, "retry", &codes, |it| Styled::plain(visible(&it.retry)));
    table.column(Kind::Text, "message or description", &codes, |it| {
        Styled::plain(visible(&it.text.replace('\n', " ")))
    });
    text += &table.render(limit);
    text
}

/// What is guessed of an entry, but for category and retry, if it is both of them.
fn beside_the_usual(guessed: &Guessed) -> String {
    let has = |name: &str| guessed.what.iter().any(|it| it == name);
    let has_usual = has("category") && has("retry");
    let is_shown = |name: &&str| !has_usual || !["category", "retry"].contains(name);
    let names = guessed.what.iter().map(String::as_str).filter(is_shown);
    let names = names.collect::<Vec<_>>().join(", ");
    if has_usual || names.is_empty() { names } else { format!("only {names}") }
}

fn changes(changed: &[Changed], limit: Option<usize>) -> String {
    let mut text = String::new();
    for Changed { key, field, before, after } in changed {
        text += &format!("  {} {field}\n", paint(style::NAME, &visible(key)));
        for (sign, style, value) in [("-", style::REMOVED, before), ("+", style::ADDED, after)] {
            if !value.is_empty() {
                let lines = indented(&format!("{sign} {}", value.replace('\n', " ")), limit);
                text.extend(
                    lines.iter().map(|line| format!("  {}\n", paint(style, line.trim_end()))),
                );
            }
        }
    }
    text
}

fn indented(line: &str, limit: Option<usize>) -> Vec<String> {
    let lines = wrap(&visible(line), limit.unwrap_or(usize::MAX).saturating_sub(4));
    lines.into_iter().map(|line| format!("  {line}\n")).collect()
}
