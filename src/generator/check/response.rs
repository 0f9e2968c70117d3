//! The section `[response]`.

use toml::Spanned;

use crate::generator::check::context::Context;
use crate::generator::check::template;
use crate::generator::format;
use crate::generator::model::{HeadersModel, ResponseModel, StateModel, TemplateModel};

/// What the section says; nothing where the file has none.
pub fn check(context: &mut Context<'_, '_>, fields: Option<&format::Response>) -> ResponseModel {
    let Some(fields) = fields else { return ResponseModel::default() };
    ResponseModel {
        code: strings(fields.code.as_deref()),
        code_if_known: strings(fields.code_if_known.as_deref()),
        message: strings(fields.message.as_deref()),
        status: strings(fields.status.as_deref()),
        no_error: strings(fields.no_error.as_deref()),
        suffixes: suffixes(context, fields.suffixes.as_deref()),
        trace_id: strings(fields.trace_id.as_deref()),
        body: fields
            .body
            .as_ref()
            .map(|body| template::check_body(context, body.span(), body.get_ref())),
        state: fields.state.as_ref().map(state).unwrap_or_default(),
        headers: fields.headers.as_ref().map(headers).unwrap_or_default(),
    }
}

fn state(fields: &format::State) -> StateModel {
    StateModel {
        at: strings(fields.at.as_deref()),
        running: strings(fields.running.as_deref()),
        succeeded: strings(fields.succeeded.as_deref()),
        failed: strings(fields.failed.as_deref()),
    }
}

fn headers(fields: &format::ResponseHeaders) -> HeadersModel {
    HeadersModel {
        code: strings(fields.code.as_deref()),
        trace_id: strings(fields.trace_id.as_deref()),
    }
}

fn suffixes(
    context: &mut Context<'_, '_>,
    suffixes: Option<&[Spanned<String>]>,
) -> Vec<TemplateModel> {
    let suffixes = suffixes.unwrap_or_default().iter();
    suffixes.map(|suffix| template::check(context, suffix.span(), suffix.get_ref())).collect()
}

fn strings(list: Option<&[Spanned<String>]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(|item| item.get_ref().clone()).collect()
}
