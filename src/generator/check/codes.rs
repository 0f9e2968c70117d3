//! The wire codes of a catalog: families, other spellings, and those that mean "no error".

use std::collections::{BTreeMap, HashMap};

use toml::Spanned;

use crate::generator::check::context::Context;
use crate::generator::check::template;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format;
use crate::generator::model::{EntryModel, SegmentModel};

/// Checks the code of one entry, whose parts are `segments`.
pub fn check_code(
    context: &mut Context<'_, '_>,
    code: &Spanned<String>,
    segments: &[SegmentModel],
) {
    if let Some(SegmentModel::Placeholder(_)) = segments.first() {
        let problem = format!("the family `{}` starts with a placeholder", code.get_ref());
        context.report(Rule::FamilyWithoutStart, code.span(), problem, |diagnostic| {
            diagnostic.with_help(
                "a family is found by the text that all its codes start with: write that before the placeholder",
            )
        });
    }
}

/// Checks an entry whose code is `""`.
fn check_missing_code(
    context: &mut Context<'_, '_>,
    code: &Spanned<String>,
    fields: &format::Entry,
    has_failed_tasks: bool,
) {
    if fields.status.is_none() && fields.message.is_none() && !has_failed_tasks {
        let problem = "an entry without a code has neither a status nor a message";
        context.report(Rule::NothingToMatch, code.span(), problem, |diagnostic| {
            diagnostic.with_help(
                "write the `status` or the `message` by which a response of this kind is recognised, or the states of tasks that failed (`[response.state]`)",
            )
        });
    }
    if let Some(other) = fields.other_codes.iter().flatten().next() {
        let problem = "an entry without a code can't have other spellings of it";
        context.report(Rule::OtherCode, other.span(), problem, |diagnostic| {
            diagnostic.with_help("write the code that the API usually sends as `code`")
        });
    }
}

/// Checks the codes of all entries against each other, and against what the catalog says of responses.
pub fn check_all(
    context: &mut Context<'_, '_>,
    codes: &format::Entries<format::Entry>,
    no_error: &[Spanned<String>],
    has_failed_tasks: bool,
) {
    let mut known: HashMap<&str, &Spanned<String>> = HashMap::new();
    for (key, fields) in codes {
        let code = fields.code.as_ref().unwrap_or(key);
        if code.get_ref().is_empty() {
            check_missing_code(context, code, fields, has_failed_tasks);
        }
        known.entry(code.get_ref()).or_insert(code);
    }
    check_no_error(context, &known, no_error);
    check_other_codes(context, codes, &known);
}

fn check_no_error(
    context: &mut Context<'_, '_>,
    known: &HashMap<&str, &Spanned<String>>,
    no_error: &[Spanned<String>],
) {
    for code in no_error {
        let Some(entry) = known.get(code.get_ref().as_str()) else { continue };
        let problem =
            format!("`{}` means that nothing failed, and is the code of an entry", code.get_ref());
        context.push(
            Diagnostic::new(Rule::NoErrorCode, context.at(code.span()), problem)
                .with_related(context.at(entry.span()), "the entry is here")
                .with_help("remove it from `no_error` if the API sends it for an error, else remove the entry"),
        );
    }
}

fn check_other_codes<'c>(
    context: &mut Context<'_, '_>,
    codes: &'c format::Entries<format::Entry>,
    known: &HashMap<&'c str, &'c Spanned<String>>,
) {
    // Each spelling, with the code that it is a spelling of.
    let mut others: HashMap<&str, (&Spanned<String>, &str)> = HashMap::new();
    for (key, fields) in codes {
        let code = fields.code.as_ref().unwrap_or(key).get_ref().as_str();
        for other in fields.other_codes.iter().flatten() {
            if template::has_placeholder(other.get_ref()) {
                let problem = format!("`{}` is a family of codes", other.get_ref());
                context.report(Rule::OtherCode, other.span(), problem, |diagnostic| {
                    diagnostic.with_help("write an entry of its own for a family")
                });
                continue;
            }
            let text = other.get_ref().as_str();
            let (first, of) = match known.get(text) {
                Some(entry) => (*entry, text),
                None => *others.entry(text).or_insert((other, code)),
            };
            // Several rows with the same code share its spellings.
            if of == code && text != code {
                continue;
            }
            let problem = format!("another entry has the code `{}`", other.get_ref());
            context.push(
                Diagnostic::new(Rule::OtherCode, context.at(other.span()), problem)
                    .with_related(context.at(first.span()), "it is here")
                    .with_help("a response with it would be of either: keep it in one of them"),
            );
        }
    }
}

/// Reports families that share codes of which the longest literal start doesn't decide.
pub fn check_families(
    context: &mut Context<'_, '_>,
    codes: &format::Entries<format::Entry>,
    entries: &[EntryModel],
) {
    let places: HashMap<&str, &Spanned<String>> =
        codes.iter().map(|(key, _)| (key.get_ref().as_str(), key)).collect();
    // By their starts; then by their ends, read backwards, so that one end of another is beside it.
    let mut families: BTreeMap<(&str, String), Vec<&EntryModel>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.is_family()) {
        let [SegmentModel::Literal(start), .., last] = entry.code_segments.as_slice() else {
            continue;
        };
        let end = match last {
            SegmentModel::Literal(end) => end.chars().rev().collect(),
            SegmentModel::Placeholder(_) => String::new(),
        };
        families.entry((start, end)).or_default().push(entry);
    }
    let mut report = |one: &EntryModel, other: &EntryModel| {
        // Of several rows with the same code, status and message decide.
        if one.code == other.code {
            return;
        }
        let (Some(first), Some(second)) =
            (places.get(one.key.as_str()), places.get(other.key.as_str()))
        else {
            return;
        };
        let in_order = first.span().start < second.span().start;
        let (first, second) = if in_order { (first, second) } else { (second, first) };
        let problem = format!("a code can be of the family `{}` and of `{}`", one.code, other.code);
        context.push(
            Diagnostic::new(Rule::AmbiguousFamily, context.at(second.span()), problem)
                .with_related(context.at(first.span()), "the first is here")
                .with_help("of two families, the one that starts with more text is meant: write more text at the start or the end of one"),
        );
    };
    let groups: Vec<(&(&str, String), &Vec<&EntryModel>)> = families.iter().collect();
    for (_, group) in &groups {
        for pair in group.windows(2) {
            report(pair[0], pair[1]);
        }
    }
    for pair in groups.windows(2) {
        let [((start, end), group), ((other_start, other_end), others)] = pair else { continue };
        if start == other_start && other_end.starts_with(end.as_str()) {
            report(group[0], others[0]);
        }
    }
}
