//! What `Catalog::identify` says that it does, as a search through all rows.

use super::{Catalog, Category, Entry, Segment, Template};

/// How well a row fits: whether status and message fit, whether the message is its own, how well the
/// status fits, and how much of the message is literal.
type Fit = (bool, bool, u8, usize);

/// The row that [`Catalog::identify`] has to find.
pub fn identify(
    catalog: &Catalog,
    status: Option<u16>,
    code: &str,
    message: &str,
) -> Option<&'static Entry> {
    let mut best: Option<(Fit, &'static Entry)> = None;
    for entry in rows(catalog, code) {
        let status_fit = match (entry.statuses(), status) {
            ([], None | Some(200..=299)) => 3,
            ([], status) if entry.category() == Category::from_status(status) => 1,
            ([], Some(_)) => 0,
            (_, None) => 2,
            (own, Some(status)) if own.contains(&status) => 3,
            _ => continue,
        };
        let templates =
            || entry.message().into_iter().chain(entry.other_messages().iter().copied());
        let fits = |template: &Template| {
            let texts = [message, without_suffix(catalog, message)];
            texts.iter().any(|text| template.parse(text).is_some())
        };
        let literal = match templates().filter(fits).map(literal_length).max() {
            Some(length) => length,
            None if templates().count() == 0 => 0,
            None => continue,
        };
        let fit = (status_fit > 1, literal > 0, status_fit, literal);
        if best.is_none_or(|(best, _)| fit > best) {
            best = Some((fit, entry));
        }
    }
    best.map(|(_, entry)| entry)
}

/// The rows of a code: those that spell it out, or else the family with the longest beginning. A row
/// without a code isn't found by one.
fn rows(catalog: &Catalog, code: &str) -> Vec<&'static Entry> {
    if code.is_empty() {
        return Vec::new();
    }
    let is_spelled_out = |entry: &&Entry| {
        let is_own = entry.code_template().is_none() && entry.code() == code;
        is_own || entry.other_codes().contains(&code)
    };
    let rows: Vec<&Entry> = catalog.entries().iter().filter(is_spelled_out).collect();
    if !rows.is_empty() {
        return rows;
    }
    let mut family: Option<(usize, &Entry)> = None;
    for entry in catalog.entries() {
        let Some(template) = entry.code_template() else { continue };
        let beginning = match template.segments() {
            [Segment::Literal(text), ..] => text.len(),
            _ => 0,
        };
        let is_longer = family.is_none_or(|(longest, _)| beginning > longest);
        if template.parse(code).is_some() && is_longer {
            family = Some((beginning, entry));
        }
    }
    family.into_iter().map(|(_, entry)| entry).collect()
}

fn literal_length(template: Template) -> usize {
    let values = vec![""; template.placeholders().count()];
    template.render(&values).expect("as many").to_string().len()
}

/// A message without whitespace and a trace identifier at its end.
fn without_suffix<'m>(catalog: &Catalog, message: &'m str) -> &'m str {
    let trimmed = message.trim_end();
    let suffixes = catalog.response().suffixes().iter();
    let mut found = suffixes.filter_map(|suffix| {
        let (label, end) = suffix.text().split_once("{{.trace_id}}")?;
        let (before, trace_id) = trimmed.strip_suffix(end)?.rsplit_once(label)?;
        let is_word = !trace_id.is_empty() && !trace_id.contains(char::is_whitespace);
        is_word.then_some(before.trim_end())
    });
    found.next().unwrap_or(trimmed)
}
