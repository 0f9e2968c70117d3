//! The codes of a catalog: each on its own, then all together.

use toml::Spanned;

use crate::generator::check::context::Context;
use crate::generator::check::duplicates::Seen;
use crate::generator::check::{codes, template, variant};
use crate::generator::diagnostic::Rule;
use crate::generator::format;
use crate::generator::model::{Case, EntryModel, Guidance, Retired, SegmentModel, TemplateModel};
use crate::generator::names::RESERVED;
use crate::limits::MAX_ENTRIES;

/// The entries, in the order of `codes`, which is that of the file. An entry that lacks a required
/// field is left out; that has been reported.
pub fn check(
    context: &mut Context<'_, '_>,
    codes: &format::Entries<format::Entry>,
) -> Vec<EntryModel> {
    if let Some((key, _)) = codes.get(MAX_ENTRIES) {
        let message = format!("the catalog has {} codes", codes.len());
        context.report(Rule::TooManyCodes, key.span(), message, |diagnostic| {
            diagnostic.with_label(format!("at most {MAX_ENTRIES} are possible"))
        });
    }
    let mut seen = Seen::default();
    codes.iter().filter_map(|(key, fields)| entry(context, &mut seen, key, fields)).collect()
}

fn entry(
    context: &mut Context<'_, '_>,
    seen: &mut Seen,
    key: &Spanned<String>,
    fields: &format::Entry,
) -> Option<EntryModel> {
    let code = fields.code.as_ref().unwrap_or(key);
    let code_template = template::check(context, code.span(), code.get_ref());
    codes::check_code(context, code, &code_template.segments);
    // A key that isn't the code is a plain name.
    let key_segments = match fields.code {
        Some(_) => vec![SegmentModel::Literal(key.get_ref().clone())],
        None => code_template.segments.clone(),
    };
    let variant = variant::check(context, key, &key_segments, fields);
    seen.check_variant(context, &variant);
    let template_of = |context: &mut Context<'_, '_>, text: &Spanned<String>| {
        template::check(context, text.span(), text.get_ref())
    };
    let message = fields.message.as_ref().map(|message| template_of(context, message));
    seen.check_row(context, key, fields, message.as_ref());
    let other_messages: Vec<TemplateModel> =
        fields.other_messages.iter().flatten().map(|text| template_of(context, text)).collect();
    if message.as_ref().is_some_and(|message| message.constant().is_none())
        && RESERVED.contains(&variant.get_ref().as_str())
    {
        let problem =
            format!("an entry with placeholders can't be called `{}` in Rust", variant.get_ref());
        context.report(Rule::ReservedName, variant.span(), problem, |diagnostic| {
            diagnostic.with_label("add `variant = \"...\"` to this entry").with_help(
                "its message becomes a type of this name, and generated code has another use for the name",
            )
        });
    }
    let (code, code_segments) = match code_template.constant() {
        Some(code) => (code.to_owned(), Vec::new()),
        None => (code_template.text, code_template.segments),
    };
    Some(EntryModel {
        variant: variant.into_inner(),
        key: key.get_ref().clone(),
        code,
        code_segments,
        other_codes: strings(fields.other_codes.as_deref()),
        title: string(&fields.title),
        group: string(&fields.group),
        statuses: fields.status.iter().flatten().map(|status| *status.get_ref()).collect(),
        message,
        other_messages,
        description: string(&fields.description).unwrap_or_default(),
        advice: string(&fields.advice),
        guidance: fields.guidance.as_ref().and_then(guidance_of),
        details: string(&fields.details),
        causes: strings(fields.causes.as_deref()),
        cases: fields.cases.iter().flatten().filter_map(case_of).collect(),
        source: string(&fields.source),
        category: fields.category.as_ref()?.get_ref().parse().ok()?,
        retry: fields.retry.as_ref()?.get_ref().parse().ok()?,
        retired: fields.retired.as_ref().and_then(retired_of),
    })
}

fn string(field: &Option<Spanned<String>>) -> Option<String> {
    field.as_ref().map(|text| text.get_ref().clone())
}

fn strings(list: Option<&[Spanned<String>]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(|item| item.get_ref().clone()).collect()
}

fn guidance_of(fields: &format::Guidance) -> Option<Guidance> {
    Some(Guidance { section: string(&fields.section)?, text: string(&fields.text)? })
}

fn case_of(fields: &format::Case) -> Option<Case> {
    Some(Case {
        name: string(&fields.name)?,
        description: string(&fields.description)?,
        example: string(&fields.example)?,
    })
}

fn retired_of(fields: &format::Retired) -> Option<Retired> {
    Some(Retired { since: string(&fields.since)?, reason: string(&fields.reason)? })
}
