//! The codes of a catalog, each by itself and all against each other.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;

use crate::generator::case;
use crate::generator::check::{Context, Depth, name, template, warnings};
use crate::generator::diagnostic::{Diagnostic, Rule, Severity};
use crate::generator::emit::RESERVED_NAMES;
use crate::generator::format;
use crate::generator::model::{Case, EntryModel, Guidance, Retired};
use crate::limits::MAX_ENTRIES;

/// The entries, in the order of the file, of those that have no problem.
pub fn check(
    context: &mut Context<'_, '_>,
    mut codes: format::Entries<format::Entry>,
) -> Vec<EntryModel> {
    codes.sort_by_key(|(key, _)| key.span().start);
    if let Some((key, _)) = codes.get(MAX_ENTRIES) {
        let message = format!("the catalog has {} codes", codes.len());
        let diagnostic = Diagnostic::new(Rule::TooManyCodes, context.at(key.span()), message);
        context.push(diagnostic.with_label(format!("at most {MAX_ENTRIES} are possible")));
    }
    let before = context.problems.count(Severity::Error);
    let mut seen = Seen::default();
    let mut places = Vec::new();
    let entries: Vec<EntryModel> = codes
        .into_iter()
        .filter_map(|(key, fields)| {
            let variant = variant(context, &key, &fields);
            // What is no name yet is not worth comparing.
            if name::is_variant_name(variant.get_ref()) {
                seen.variant(context, &variant);
            }
            seen.row(context, &key, &fields);
            if context.depth == Depth::Warnings {
                warnings::check_entry(context, &key, &fields);
            }
            let place = Place::of(&key, &fields);
            let entry = entry(context, key, variant, fields)?;
            places.push(place);
            Some(entry)
        })
        .collect();
    // What is wrong by itself is not worth comparing.
    if context.depth == Depth::Warnings && context.problems.count(Severity::Error) == before {
        warnings::check_messages(context, &entries, &places);
    }
    entries
}

/// Where an entry stands in its file.
pub struct Place {
    /// The key.
    pub key: Range<usize>,
    /// The message, if it has one.
    pub message: Option<Range<usize>>,
}

impl Place {
    fn of(key: &Spanned<String>, fields: &format::Entry) -> Self {
        let message = fields.message.as_ref().map(|message| message.span());
        Self { key: key.span(), message }
    }
}

/// The name of the variant, at what it is written as or derived from.
fn variant(
    context: &mut Context<'_, '_>,
    key: &Spanned<String>,
    fields: &format::Entry,
) -> Spanned<String> {
    if let Some(given) = &fields.variant {
        if !name::is_variant_name(given.get_ref()) {
            let location = context.at(given.span());
            let problem = format!("`{}` can't be the entry's name in Rust", given.get_ref());
            let diagnostic = Diagnostic::new(Rule::InvalidVariant, location, problem);
            let meant =
                Some(case::pascal(given.get_ref())).filter(|meant| name::is_variant_name(meant));
            context.push(match meant {
                Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
                None => diagnostic.with_help(VARIANT_HELP),
            });
        }
        return given.clone();
    }
    let derived = case::pascal(key.get_ref());
    if !name::is_variant_name(&derived) {
        let location = context.at(key.span());
        let problem = format!("`{}` can't become a name in Rust", key.get_ref());
        let name = suggested_name(key.get_ref()).unwrap_or_else(|| "...".to_owned());
        context.push(
            Diagnostic::new(Rule::NeedsVariant, location, problem)
                .with_label(format!("add `variant = \"{name}\"` to this entry"))
                .with_help(VARIANT_HELP),
        );
    }
    Spanned::new(key.span(), derived)
}

/// A name that resembles `key`; none where letters would be lost.
fn suggested_name(key: &str) -> Option<String> {
    if key.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii()) {
        return None;
    }
    let words = key.split(|letter: char| !letter.is_ascii_alphanumeric());
    let name: String = words.map(case::pascal).collect();
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("Code{name}")
    } else {
        name
    };
    name::is_variant_name(&name).then_some(name)
}

const VARIANT_HELP: &str = "a name is in PascalCase, such as `JobNotFound`: letters from A to Z and digits, with a capital first and no word that Rust keeps for itself";

/// What the entries above have. (The maps are of one type, which is compiled once.)
#[derive(Default)]
struct Seen {
    /// Variants by their name in lower case.
    variants: HashMap<String, Spanned<String>>,
    /// Keys by code, status and message.
    rows: HashMap<String, Spanned<String>>,
    /// Keys by their wire code, of those that are retired and whose key is the code.
    retired: HashMap<String, Spanned<String>>,
    /// The first key of each wire code.
    codes: HashMap<String, Spanned<String>>,
}

impl Seen {
    fn variant(&mut self, context: &mut Context<'_, '_>, variant: &Spanned<String>) {
        let folded = variant.get_ref().to_ascii_lowercase();
        let Some(first) = self.variants.get(&folded) else {
            self.variants.insert(folded, variant.clone());
            return;
        };
        let other = first.get_ref();
        let message = if other == variant.get_ref() {
            format!("two entries would have the same name in Rust, `{other}`")
        } else {
            format!(
                "the names `{other}` and `{}` in Rust would differ in capitals alone",
                variant.get_ref()
            )
        };
        context.push(
            Diagnostic::new(Rule::DuplicateVariant, context.at(variant.span()), message)
                .with_related(context.at(first.span()), "the first is here")
                .with_help("give one of them another name: `variant = \"...\"`"),
        );
    }

    fn row(
        &mut self,
        context: &mut Context<'_, '_>,
        key: &Spanned<String>,
        fields: &format::Entry,
    ) {
        let code = match &fields.code {
            Some(code) => code,
            None => key,
        };
        let status = fields.status.as_ref().map(|status| *status.get_ref());
        // The two spellings of a placeholder mean the same.
        let message = fields
            .message
            .as_ref()
            .map(|message| message.get_ref().replace("<<", "{{").replace(">>", "}}"));
        let row = format!("{:?} {status:?} {message:?}", code.get_ref());
        if let Some(first) = self.rows.get(&row) {
            let message = format!(
                "two entries have the code `{}` and the same status and message",
                code.get_ref()
            );
            context.push(
                Diagnostic::new(Rule::DuplicateEntry, context.at(key.span()), message)
                    .with_related(context.at(first.span()), "the first is here")
                    .with_help("nothing would tell them apart in a response: remove one, or write the status or message in which they differ"),
            );
            return;
        }
        let tombstone = match self.retired.get(code.get_ref()) {
            Some(tombstone) => Some((key.span(), tombstone.span())),
            None if fields.retired.is_some() && fields.code.is_none() => {
                self.retired.insert(code.get_ref().clone(), key.clone());
                self.codes.get(code.get_ref()).map(|live| (live.span(), key.span()))
            }
            None => None,
        };
        if let Some((live, tombstone)) = tombstone {
            let message =
                format!("the code `{}` is retired and can't be used again", code.get_ref());
            context.push(
                Diagnostic::new(Rule::RetiredCode, context.at(live), message)
                    .with_related(context.at(tombstone), "it was retired here")
                    .with_help(
                        "if the vendor has taken it up again, remove `retired` from the old entry",
                    ),
            );
        }
        if !self.codes.contains_key(code.get_ref()) {
            self.codes.insert(code.get_ref().clone(), key.clone());
        }
        self.rows.insert(row, key.clone());
    }
}

fn entry(
    context: &mut Context<'_, '_>,
    key: Spanned<String>,
    variant: Spanned<String>,
    fields: format::Entry,
) -> Option<EntryModel> {
    let message =
        fields.message.map(|message| template::check(context, message.span(), message.get_ref()));
    if message.as_ref().is_some_and(|message| !message.placeholders().is_empty())
        && RESERVED_NAMES.contains(&variant.get_ref().as_str())
    {
        let problem =
            format!("an entry with placeholders can't be called `{}` in Rust", variant.get_ref());
        context.push(
            Diagnostic::new(Rule::ReservedName, context.at(variant.span()), problem)
                .with_label("add `variant = \"...\"` to this entry")
                .with_help("its message becomes a type of this name, and generated code has another use for the name"),
        );
    }
    let retired = fields.retired.and_then(|retired| retired_of(context, retired));
    let code = fields.code.map(|code| code.into_inner());
    let key = key.into_inner();
    Some(EntryModel {
        variant: variant.into_inner(),
        code: code.unwrap_or_else(|| key.clone()),
        key,
        title: fields.title.map(|title| title.into_inner()),
        group: fields.group.map(|group| group.into_inner()),
        status: fields.status.map(|status| status.into_inner()),
        message,
        description: fields.description?.into_inner(),
        advice: fields.advice.map(|advice| advice.into_inner()),
        guidance: fields.guidance.and_then(guidance_of),
        details: fields.details.map(|details| details.into_inner()),
        causes: fields
            .causes
            .map(|causes| causes.into_iter().map(Spanned::into_inner).collect())
            .unwrap_or_default(),
        cases: fields.cases.unwrap_or_default().into_iter().filter_map(case_of).collect(),
        category: fields.category?.get_ref().parse().ok()?,
        retry: fields.retry?.get_ref().parse().ok()?,
        retired,
    })
}

fn guidance_of(fields: format::Guidance) -> Option<Guidance> {
    Some(Guidance { section: fields.section?.into_inner(), text: fields.text?.into_inner() })
}

fn case_of(fields: format::Case) -> Option<Case> {
    Some(Case {
        name: fields.name?.into_inner(),
        description: fields.description?.into_inner(),
        example: fields.example?.into_inner(),
    })
}

fn retired_of(context: &mut Context<'_, '_>, fields: format::Retired) -> Option<Retired> {
    let since = fields.since?;
    if !is_version(since.get_ref()) {
        let location = context.at(since.span());
        let problem = format!("`{}` is not a version", since.get_ref());
        let diagnostic = Diagnostic::new(Rule::InvalidVersion, location, problem);
        context.push(diagnostic.with_label("write three numbers, such as `0.3.0`"));
    }
    Some(Retired { since: since.into_inner(), reason: fields.reason?.into_inner() })
}

/// Whether `text` is three numbers, without leading zeros.
fn is_version(text: &str) -> bool {
    let number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    text.split('.').count() == 3 && text.split('.').all(number)
}
