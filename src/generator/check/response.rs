//! The section `[response]`.

use std::collections::HashMap;

use toml::Spanned;

use crate::generator::check::context::Context;
use crate::generator::check::{body, template};
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format;
use crate::generator::model::{
    HeadersModel, ResponseModel, SegmentModel, StateModel, TemplateModel,
};

/// The model of the section; empty if the file has none.
pub fn check(context: &mut Context<'_, '_>, fields: Option<&format::Response>) -> ResponseModel {
    let Some(fields) = fields else { return ResponseModel::default() };
    let mut response = ResponseModel {
        code: strings(fields.code.as_deref()),
        code_if_known: strings(fields.code_if_known.as_deref()),
        message: strings(fields.message.as_deref()),
        status: strings(fields.status.as_deref()),
        no_error: strings(fields.no_error.as_deref()),
        suffixes: affixes(context, fields.suffixes.as_deref(), Affix::Suffix, "trace_id"),
        code_prefixes: affixes(context, fields.code_prefixes.as_deref(), Affix::Prefix, "code"),
        code_suffixes: affixes(context, fields.code_suffixes.as_deref(), Affix::Suffix, "code"),
        context: strings(fields.context.as_deref()),
        trace_id: strings(fields.trace_id.as_deref()),
        body: None,
        state: fields.state.as_ref().map(|state| state_of(context, state)).unwrap_or_default(),
        headers: fields.headers.as_ref().map(headers_of).unwrap_or_default(),
    };
    response.body = fields.body.as_ref().map(|body| body_of(context, body, &response));
    response
}

fn body_of(
    context: &mut Context<'_, '_>,
    text: &Spanned<String>,
    response: &ResponseModel,
) -> TemplateModel {
    let before = context.problems.len();
    let allowed = ["status", "code", "message"];
    // If the vendor sends no codes, the message is enough.
    let required = if text.get_ref().contains(".message") { "message" } else { "code" };
    let body =
        template::check_with(context, text.span(), text.get_ref(), "a body", &allowed, required);
    if context.problems.len() == before {
        if let Some((problem, help)) = body::problem(&body, response) {
            context.report(Rule::InvalidBody, text.span(), problem, |it| it.with_help(help));
        }
    }
    body
}

fn state_of(context: &mut Context<'_, '_>, fields: &format::State) -> StateModel {
    let lists = [
        ("running", &fields.running),
        ("succeeded", &fields.succeeded),
        ("failed", &fields.failed),
    ];
    let mut seen: HashMap<&str, (&str, &Spanned<String>)> = HashMap::new();
    for (name, states) in lists {
        for state in states.iter().flatten() {
            match seen.get(state.get_ref().as_str()) {
                // A duplicate in one list has been reported.
                Some((other, first)) if *other != name => {
                    let problem =
                        format!("the state `{}` is in `{other}` and in `{name}`", state.get_ref());
                    context.push(
                        Diagnostic::new(Rule::DuplicateState, context.at(state.span()), problem)
                            .with_related(context.at(first.span()), "the first is here")
                            .with_help("remove it from one of them"),
                    );
                }
                Some(_) => {}
                None => {
                    seen.insert(state.get_ref(), (name, state));
                }
            }
        }
    }
    StateModel {
        at: strings(fields.at.as_deref()),
        running: strings(fields.running.as_deref()),
        succeeded: strings(fields.succeeded.as_deref()),
        failed: strings(fields.failed.as_deref()),
    }
}

fn headers_of(fields: &format::ResponseHeaders) -> HeadersModel {
    HeadersModel {
        code: strings(fields.code.as_deref()),
        trace_id: strings(fields.trace_id.as_deref()),
        retryable: strings(fields.retryable.as_deref()),
    }
}

/// Which end of a message something is at.
#[derive(Clone, Copy)]
enum Affix {
    Prefix,
    Suffix,
}

/// What messages begin or end with: templates with the placeholder `name`.
fn affixes(
    context: &mut Context<'_, '_>,
    affixes: Option<&[Spanned<String>]>,
    kind: Affix,
    name: &'static str,
) -> Vec<TemplateModel> {
    let what = match kind {
        Affix::Prefix => "a prefix",
        Affix::Suffix => "a suffix",
    };
    let check = |affix: &Spanned<String>| {
        let template =
            template::check_with(context, affix.span(), affix.get_ref(), what, &[name], name);
        let (inner, place) = match kind {
            Affix::Prefix => (template.segments.last(), "after"),
            Affix::Suffix => (template.segments.first(), "before"),
        };
        if let Some(SegmentModel::Placeholder(_)) = inner {
            let problem = format!("no text separates the placeholder of {what} from the message");
            let label = format!("write what the vendor has {place} `{{{{.{name}}}}}`");
            context.report(Rule::InvalidPlaceholder, affix.span(), problem, |diagnostic| {
                diagnostic.with_label(label)
            });
        }
        template
    };
    affixes.unwrap_or_default().iter().map(check).collect()
}

fn strings(list: Option<&[Spanned<String>]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(|item| item.get_ref().clone()).collect()
}
