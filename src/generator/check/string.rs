//! Checks of a string, by its kind.

use std::ops::Range;

use crate::closest::closest;
use crate::generator::check::context::Context;
use crate::generator::check::{name, text};
use crate::generator::diagnostic::{Diagnostics, Rule};
use crate::generator::format::Kind;

/// Whether a value of `kind` is a string.
pub fn is_string(kind: Kind) -> bool {
    kind.name() == Kind::Line.name()
}

/// Checks the string of a field called `name`.
pub fn check(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    string: &str,
    kind: Kind,
) {
    match kind {
        // The API sends no code.
        Kind::Code if string.is_empty() => {}
        Kind::Text | Kind::Body => text::check_text(context, name, span, string),
        Kind::Message | Kind::Affix(_) => text::check_message(context, name, span, string),
        Kind::Pointer => text::check_pointer(context, name, span, string),
        Kind::Header => text::check_header(context, name, span, string),
        Kind::Month => text::check_month(context, name, span, string),
        Kind::Version => text::check_version(context, span, string),
        Kind::Word(words) => check_word(context, name, span, string, words),
        _ => text::check_line(context, name, span, string),
    }
}

/// Whether `text` is a valid value of `kind`, so that it can be suggested.
pub fn is_right(context: &Context<'_, '_>, kind: Kind, text: &str) -> bool {
    let mut problems = Diagnostics::default();
    let mut context = Context { file: context.file, problems: &mut problems };
    check(&mut context, "", 0..0, text, kind);
    let can_be_a_name = !matches!(kind, Kind::Variant) || name::is_variant_name(text);
    problems.is_empty() && can_be_a_name
}

fn check_word(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    word: &str,
    words: &[&'static str],
) {
    if words.contains(&word) {
        return;
    }
    context.report(Rule::UnknownWord, span, format!("{name} can't be `{word}`"), |diagnostic| {
        let diagnostic = match closest(word, words.iter().copied()) {
            Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
            None => diagnostic,
        };
        diagnostic.with_help(format!("{name} is one of {}", list(words)))
    });
}

/// `a`, `b` and `c`
pub fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
