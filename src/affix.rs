//! What vendors put before and after the text of a message: trace identifiers and codes.

use crate::{Segment, Template};

/// A message without what the vendor has appended to it: whitespace, and one of `suffixes`, whose
/// trace identifier comes with it.
pub fn split_suffix<'m>(message: &'m str, suffixes: &[Template]) -> (&'m str, Option<&'m str>) {
    let trimmed = message.trim_end();
    match suffixes.iter().find_map(|suffix| split_one(trimmed, suffix)) {
        Some((before, trace_id)) => (before.trim_end(), Some(trace_id)),
        None => (trimmed, None),
    }
}

/// The words that a message of `catalog` has where others have a code.
#[cfg(feature = "alloc")]
pub fn codes_in<'m>(catalog: &crate::Catalog, message: &'m str) -> impl Iterator<Item = &'m str> {
    let crate::catalog::Response { code_prefixes, code_suffixes, suffixes, .. } = catalog.response;
    let (message, _) = split_suffix(message, suffixes);
    let first = code_prefixes.iter().filter_map(|prefix| word_after(message.trim_start(), prefix));
    let last = code_suffixes.iter().filter_map(|suffix| Some(split_one(message, suffix)?.1));
    first.chain(last)
}

/// A message before `suffix`, and the word that is in the place of its placeholder.
fn split_one<'m>(message: &'m str, suffix: &Template) -> Option<(&'m str, &'m str)> {
    let (label, end) = around(suffix)?;
    let (before, word) = message.strip_suffix(end)?.rsplit_once(label)?;
    is_word(word).then_some((before, word))
}

/// The word that is in the place of the placeholder of `prefix`, with which `message` begins.
#[cfg(feature = "alloc")]
fn word_after<'m>(message: &'m str, prefix: &Template) -> Option<&'m str> {
    let (label, end) = around(prefix)?;
    let (word, _) = message.strip_prefix(label)?.split_once(end)?;
    is_word(word).then_some(word)
}

/// The literal texts before and after the placeholder of `affix`.
fn around(affix: &Template) -> Option<(&'static str, &'static str)> {
    let (label, rest) = match affix.segments() {
        [Segment::Literal(label), rest @ ..] => (*label, rest),
        rest => ("", rest),
    };
    match rest {
        [Segment::Placeholder { .. }] => Some((label, "")),
        [Segment::Placeholder { .. }, Segment::Literal(end)] => Some((label, end)),
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}
