//! The static tables of a catalog, as text: ten thousand rows are quickly written so.
//!
//! They are also laid out so that rustc reads them quickly. Strings and numbers are as they are: each
//! `Some(…)` and `None`, and each empty list, costs the type checker several times what a literal
//! does. What few rows have, they have in a `More`.

use std::fmt::Write;

use crate::generator::emit::index;
use crate::generator::index::Index;
use crate::generator::model::{
    CatalogModel, EntryModel, ResponseModel, SegmentModel, TemplateModel,
};

/// What a table can name. Listed, because a glob of a module that isn't there gives an error for each
/// name that it would have imported: 151 for the golden file, where the list gives one.
const IMPORTS: &str = "\
#[allow(unused_imports, reason = \"not every catalog has all of them\")]
use super::__library::{
    ByCode, Case, Catalog, Category, CodeTable, Entry, Family, Guidance, HashedPart, Headers, Lookup,
    More, Response, Retired, Retry, Segment, Slot, State, Template,
};
";

/// The content of the module `table` of `catalog`, which is one of the vendor's `scopes`.
pub fn emit(catalog: &CatalogModel, scopes: &[&CatalogModel]) -> String {
    let CatalogModel { title, description, source, entries, .. } = catalog;
    // Empty where there is none, as for the texts of a row.
    let read = catalog.read.as_deref().unwrap_or("");
    let response = response(&catalog.response, first_pointers(catalog, scopes));
    let path = catalog.path();
    let index = Index::new(catalog);
    let (by_status, by_code) = (index::by_status(&index), index::by_code(&index, &path));
    let count = entries.len();
    let mut rows = String::with_capacity(count * 300);
    for entry in entries {
        push_row(&mut rows, entry);
    }
    let codes: String =
        entries.iter().map(|entry| format!("    ErrorCode::{},\n", entry.variant)).collect();
    let deprecated = if entries.iter().any(|entry| entry.retired.is_some()) {
        "#[allow(deprecated, reason = \"retired codes are rows, too\")]\n"
    } else {
        ""
    };
    let content = format!(
        "/// The catalog as a value, for programs that learn at run time which one they need.
pub static CATALOG: Catalog = Catalog {{
    path: {path:?},
    title: {title:?},
    description: {description:?},
    source: {source:?},
    read: {read:?},
    response: {response},
    entries: &ENTRIES,
    by_status: {by_status},
    by_code: BY_CODE,
}};

{by_code}
/// The rows, in the order of the page.
pub(super) static ENTRIES: [Entry; {count}] = [
{rows}];

/// The codes, in the same order.
{deprecated}pub(super) static CODES: [ErrorCode; {count}] = [
{codes}];
"
    );
    format!(
        "use super::ErrorCode;\n\
         {IMPORTS}\n{content}"
    )
}

/// Where nearly all errors have their code, their message and their trace identifier (`""` if there is
/// none). `None` if errors of the vendor can have other parts.
fn first_pointers<'c>(
    catalog: &'c CatalogModel,
    scopes: &[&'c CatalogModel],
) -> Option<[&'c str; 3]> {
    let all = |list: fn(&ResponseModel) -> &Vec<String>| {
        scopes.iter().flat_map(move |scope| list(&scope.response))
    };
    let trace_id = all(|response| &response.trace_id).next().map_or("", String::as_str);
    let has_others = all(|response| &response.trace_id).any(|pointer| pointer != trace_id)
        || all(|response| &response.context).next().is_some();
    let ResponseModel { code, message, .. } = &catalog.response;
    let pointers = [code.first()?, message.first()?, trace_id];
    let is_plain = pointers.iter().all(|pointer| !pointer.contains(['~', '*']));
    (is_plain && !has_others).then_some(pointers)
}

/// How responses say what went wrong.
fn response(response: &ResponseModel, first_pointers: Option<[&str; 3]>) -> String {
    let ResponseModel {
        code,
        code_if_known,
        message,
        status,
        no_error,
        suffixes,
        code_prefixes,
        code_suffixes,
        context,
        trace_id,
        body,
        state,
        headers,
        ..
    } = response;
    let mut text = String::from("Response {\n");
    push_texts(&mut text, 8, "code", code);
    push_texts(&mut text, 8, "code_if_known", code_if_known);
    push_texts(&mut text, 8, "message", message);
    push_texts(&mut text, 8, "status", status);
    push_texts(&mut text, 8, "trace_id", trace_id);
    push_texts(&mut text, 8, "lists", &response.lists());
    if let Some(pointers) = first_pointers {
        push_field(&mut text, 8, "first_pointers", &format!("Some({pointers:?})"));
    }
    push_texts(&mut text, 8, "no_error", no_error);
    push_templates(&mut text, 8, "suffixes", suffixes);
    push_templates(&mut text, 8, "code_prefixes", code_prefixes);
    push_templates(&mut text, 8, "code_suffixes", code_suffixes);
    push_texts(&mut text, 8, "context", context);
    let states = [
        ("at", &state.at),
        ("running", &state.running),
        ("succeeded", &state.succeeded),
        ("failed", &state.failed),
    ];
    push_struct(&mut text, 8, "state", "State", &states);
    let headers = [
        ("code", &headers.code),
        ("trace_id", &headers.trace_id),
        ("retryable", &headers.retryable),
    ];
    push_struct(&mut text, 8, "headers", "Headers", &headers);
    if let Some(template) = body {
        let template = self::template(template, 8);
        push_field(&mut text, 8, "body", &format!("Some({template})"));
    }
    if text.ends_with("{\n") {
        return "Response::EMPTY".to_owned();
    }
    text + "        ..Response::EMPTY\n    }"
}

/// A field with a struct of lists of strings, unless all are empty.
fn push_struct(
    text: &mut String,
    indent: usize,
    name: &str,
    of_type: &str,
    lists: &[(&str, &Vec<String>)],
) {
    if lists.iter().all(|(_, list)| list.is_empty()) {
        return;
    }
    let mut fields = format!("{of_type} {{\n");
    for (name, list) in lists {
        push_texts(&mut fields, indent + 4, name, list);
    }
    let _ = write!(fields, "{:indent$}    ..{of_type}::EMPTY\n{:indent$}}}", "", "");
    push_field(text, indent, name, &fields);
}

fn push_row(text: &mut String, entry: &EntryModel) {
    let EntryModel { variant, key, code, description, category, retry, .. } = entry;
    let status = entry.status().unwrap_or_default();
    let message = entry.message.as_ref().map_or("", |template| &template.text);
    // Writing to a `String` can't fail.
    let _ = write!(
        text,
        "    Entry {{
        name: {variant:?},
        key: {key:?},
        code: {code:?},
        status: {status},
        message: {message:?},
        description: {description:?},
        category: Category::{category:?},
        retry: Retry::{retry:?},
        more: "
    );
    let start = text.len();
    text.push_str("&More {\n");
    let head = text.len();
    push_more(text, entry);
    if text.len() == head {
        text.truncate(start);
        text.push_str("More::NONE,\n    },\n");
    } else {
        text.push_str("            ..More::EMPTY\n        },\n    },\n");
    }
}

/// What few rows have.
fn push_more(text: &mut String, entry: &EntryModel) {
    if let Some(template) = &entry.message {
        let segments = segments(template, 12);
        if segments != "&[]" {
            push_field(text, 12, "segments", &segments);
        }
    }
    if entry.is_family() {
        let template = TemplateModel::new(entry.code.clone(), entry.code_segments.clone());
        push_field(text, 12, "code_segments", &segments(&template, 12));
    }
    if entry.statuses.len() > 1 {
        push_field(text, 12, "statuses", &format!("&{:?}", entry.statuses));
    }
    push_texts(text, 12, "other_codes", &entry.other_codes);
    push_templates(text, 12, "other_messages", &entry.other_messages);
    let texts = [
        ("title", &entry.title),
        ("group", &entry.group),
        ("advice", &entry.advice),
        ("details", &entry.details),
        ("source", &entry.source),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            push_field(text, 12, name, &format!("Some({value:?})"));
        }
    }
    if let Some(guidance) = &entry.guidance {
        let value = format!("Some(Guidance::new({:?}, {:?}))", guidance.section, guidance.text);
        push_field(text, 12, "guidance", &value);
    }
    push_texts(text, 12, "causes", &entry.causes);
    if !entry.cases.is_empty() {
        let cases = entry.cases.iter().map(|case| {
            format!("Case::new({:?}, {:?}, {:?})", case.name, case.description, case.example)
        });
        push_field(text, 12, "cases", &list(cases, 12));
    }
    if let Some(retired) = &entry.retired {
        let value = format!("Some(Retired::new({:?}, {:?}))", retired.since, retired.reason);
        push_field(text, 12, "retired", &value);
    }
}

fn push_field(text: &mut String, indent: usize, name: &str, value: &str) {
    let _ = writeln!(text, "{:indent$}{name}: {value},", "");
}

/// A field with a list of strings, unless it is empty.
fn push_texts(text: &mut String, indent: usize, name: &str, texts: &[String]) {
    if !texts.is_empty() {
        let texts = texts.iter().map(|text| format!("{text:?}"));
        push_field(text, indent, name, &list(texts, indent));
    }
}

/// A field with a list of templates, unless it is empty.
fn push_templates(text: &mut String, indent: usize, name: &str, templates: &[TemplateModel]) {
    if !templates.is_empty() {
        let templates = templates.iter().map(|template| self::template(template, indent + 4));
        push_field(text, indent, name, &list(templates, indent));
    }
}

fn template(template: &TemplateModel, indent: usize) -> String {
    let segments = segments(template, indent + 4);
    let text = &template.text;
    format!(
        "Template {{\n{:indent$}    text: {text:?},\n{:indent$}    segments: {segments},\n{:indent$}}}",
        "", "", ""
    )
}

/// The parts of a template. There are none if its text is what it always writes.
fn segments(template: &TemplateModel, indent: usize) -> String {
    if template.constant() == Some(template.text.as_str()) {
        return "&[]".to_owned();
    }
    let placeholders = template.placeholders();
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => format!("Segment::Literal({text:?})"),
        SegmentModel::Placeholder(name) => {
            let index = placeholders.iter().take_while(|other| *other != name).count();
            format!("Segment::Placeholder {{ name: {name:?}, index: {index} }}")
        }
    });
    list(segments, indent)
}

/// A list: in the line if it is short, or one element a line.
fn list(elements: impl Iterator<Item = String>, indent: usize) -> String {
    let elements: Vec<String> = elements.collect();
    let line = format!("&[{}]", elements.join(", "));
    if line.len() <= 60 && !line.contains('\n') {
        return line;
    }
    let mut text = String::from("&[\n");
    for element in elements {
        let _ = writeln!(text, "{:indent$}    {element},", "");
    }
    let _ = write!(text, "{:indent$}]", "");
    text
}
