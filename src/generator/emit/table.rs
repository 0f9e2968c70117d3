//! The static tables of a catalog, as text: ten thousand rows are quickly written so.
//!
//! They are also laid out so that rustc reads them quickly. Texts and numbers stand as they are: each
//! `Some(…)` and `None`, and each empty list, costs the type checker several times what a literal
//! does. What few rows have, they have in a `More`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::generator::emit::Runtime;
use crate::generator::emit::layout::{WIDTH, fill_lines};
use crate::generator::emit::lookup::{self, Emitted};
use crate::generator::model::{
    CatalogModel, EntryModel, ResponseModel, SegmentModel, TemplateModel,
};

/// The content of the module `table`.
pub fn emit(catalog: &CatalogModel, runtime: &Runtime) -> String {
    let CatalogModel { title, description, source, entries, .. } = catalog;
    let response = response(&catalog.response);
    let path = catalog.path();
    let (by_status, by_code) = (by_status(entries), by_code(catalog));
    let imports = imports(&runtime.text, &imported(catalog));
    let count = entries.len();
    let mut text = format!(
        "{imports}
use super::ErrorCode;

/// The catalog as a value, for programs that learn at run time which one they need.
pub static CATALOG: Catalog = Catalog {{
    path: {path:?},
    title: {title:?},
    description: {description:?},
    source: {source:?},
    response: {response},
    entries: &ENTRIES,
    by_status: {by_status},
    by_code: BY_CODE,
}};

{by_code}
/// The rows, in the order of the page.
pub static ENTRIES: [Entry; {count}] = [
"
    );
    text.reserve(count * 300);
    for entry in entries {
        push_row(&mut text, entry);
    }
    text.push_str("];\n\n/// The codes, in the same order: a constant array is read by rustc at each use, a static once.\n");
    if entries.iter().any(|entry| entry.retired.is_some()) {
        text.push_str("#[allow(deprecated)]\n");
    }
    let _ = writeln!(text, "pub static CODES: [ErrorCode; {count}] = [");
    for entry in entries {
        let _ = writeln!(text, "    ErrorCode::{},", entry.variant);
    }
    text.push_str("];\n");
    text
}

fn imports(runtime: &str, types: &[&str]) -> String {
    let line = format!("use {runtime}::{{{}}};\n", types.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines = fill_lines(types.iter()).replace('\n', "\n    ");
    format!("use {runtime}::{{\n    {}\n}};\n", lines.trim_end())
}

/// The types of the library that the tables are made of.
fn imported(catalog: &CatalogModel) -> Vec<&'static str> {
    let any = |has: fn(&EntryModel) -> bool| catalog.entries.iter().any(has);
    let has_segments =
        catalog.response.body.is_some() || any(|entry| placeholders(&entry.message) > 0);
    let mut types = vec!["Aligned", "ByCode"];
    types.extend(any(|entry| !entry.cases.is_empty()).then_some("entry::Case"));
    types.extend(["Catalog", "catalog::Response", "Category", "Entry"]);
    types.extend(any(|entry| entry.guidance.is_some()).then_some("entry::Guidance"));
    types.extend(["HashedPart", "Lookup", "More"]);
    types.extend(has_segments.then_some("Segment"));
    types.extend(any(|entry| entry.retired.is_some()).then_some("entry::Retired"));
    types.extend(["Retry", "Slot", "Table"]);
    types.extend(catalog.response.body.is_some().then_some("Template"));
    types
}

fn placeholders(message: &Option<TemplateModel>) -> usize {
    message.as_ref().map_or(0, |template| template.placeholders().len())
}

/// Where a body carries what.
fn response(response: &ResponseModel) -> String {
    let mut text = String::from("Response {\n");
    let pointers = [
        ("code", &response.code),
        ("message", &response.message),
        ("trace_id", &response.trace_id),
    ];
    for (name, list) in pointers.into_iter().filter(|(_, list)| !list.is_empty()) {
        push_field(&mut text, 8, name, &format!("&{list:?}"));
    }
    if let Some(template) = &response.body {
        push_body(&mut text, template);
    }
    if text.ends_with("{\n") {
        return "Response::EMPTY".to_owned();
    }
    text + "        ..Response::EMPTY\n    }"
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
        push_segments(text, 12, "segments", template);
    }
    let texts = [
        ("title", &entry.title),
        ("group", &entry.group),
        ("advice", &entry.advice),
        ("details", &entry.details),
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
    if !entry.causes.is_empty() {
        let causes = entry.causes.iter().map(|cause| format!("{cause:?}"));
        push_list(text, 12, "causes", causes);
    }
    if !entry.cases.is_empty() {
        let cases = entry.cases.iter().map(|case| {
            format!("Case::new({:?}, {:?}, {:?})", case.name, case.description, case.example)
        });
        push_list(text, 12, "cases", cases);
    }
    if let Some(retired) = &entry.retired {
        let value = format!("Some(Retired::new({:?}, {:?}))", retired.since, retired.reason);
        push_field(text, 12, "retired", &value);
    }
}

/// What a body looks like.
fn push_body(text: &mut String, template: &TemplateModel) {
    let _ =
        writeln!(text, "        body: Some(Template {{\n            text: {:?},", template.text);
    if template.placeholders().is_empty() {
        push_field(text, 12, "segments", "&[]");
    } else {
        push_segments(text, 12, "segments", template);
    }
    text.push_str("        }),\n");
}

/// The parts of a template with placeholders; a constant message needs none.
fn push_segments(text: &mut String, indent: usize, name: &str, template: &TemplateModel) {
    let placeholders = template.placeholders();
    if placeholders.is_empty() {
        return;
    }
    let segments = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => format!("Segment::Literal({text:?})"),
        SegmentModel::Placeholder(name) => {
            let index = placeholders.iter().position(|other| other == name).unwrap_or_default();
            format!("Segment::Placeholder {{ name: {name:?}, index: {index} }}")
        }
    });
    push_list(text, indent, name, segments);
}

fn push_field(text: &mut String, indent: usize, name: &str, value: &str) {
    let _ = writeln!(text, "{:indent$}{name}: {value},", "");
}

/// A field with a list, one element a line.
fn push_list(text: &mut String, indent: usize, name: &str, elements: impl Iterator<Item = String>) {
    let _ = writeln!(text, "{:indent$}{name}: &[", "");
    for element in elements {
        let _ = writeln!(text, "{:indent$}    {element},", "");
    }
    let _ = writeln!(text, "{:indent$}],", "");
}

/// The positions of the rows of each status, sorted by status.
fn by_status(entries: &[EntryModel]) -> String {
    let highest = entries.iter().filter_map(|entry| entry.status()).max();
    let Some(highest) = highest else { return "&[]".to_owned() };
    let mut rows = vec![Vec::new(); usize::from(highest) + 1];
    for (position, entry) in entries.iter().enumerate() {
        if let Some(status) = entry.status() {
            rows[usize::from(status)].push(position);
        }
    }
    let mut text = String::from("&[\n");
    for (status, positions) in rows.iter().enumerate() {
        if !positions.is_empty() {
            let _ = writeln!(text, "        ({status}, {}),", positions_list(positions, 8));
        }
    }
    text + "    ]"
}

/// How the rows of a wire code are found.
fn by_code(catalog: &CatalogModel) -> String {
    let rows = rows_by_code(catalog);
    let codes: Vec<&str> = rows.iter().map(|(code, _)| *code).collect();
    let by_code = if rows.len() == catalog.entries.len() {
        let known: Vec<String> = (0..rows.len()).map(|position| position.to_string()).collect();
        let Emitted { table, statics } = lookup::emit_codes(&codes, "Slot", &known, "0");
        format!("ByCode::Unique({table});\n{statics}")
    } else {
        let known: Vec<String> =
            rows.iter().map(|(_, positions)| positions_list(positions, 8)).collect();
        let codes = lookup::emit_codes(&codes, "Slot<&[u16]>", &known, "&[]");
        let (messages, positions) = constant_messages(&catalog.entries);
        let messages = lookup::emit_messages(&messages, &positions);
        format!(
            "ByCode::Shared(\n    {},\n    {},\n);\n{}{}",
            codes.table.replace('\n', "\n    "),
            messages.table.replace('\n', "\n    "),
            codes.statics,
            messages.statics
        )
    };
    format!(
        "/// How the rows of a wire code are found. It is a constant, and so known where it is inlined.\n\
         pub const BY_CODE: ByCode = {by_code}"
    )
}

/// The messages that are always the same, with the positions of their rows. A message leads to the
/// first row of the first code that has it. It has none where an earlier row of the code has no other
/// text of its own, but placeholders beside it, which can be empty: the earlier row is meant.
pub fn constant_messages(entries: &[EntryModel]) -> (Vec<&str>, Vec<usize>) {
    let mut of_code = HashSet::new();
    let mut of_all = HashSet::new();
    let mut messages = (Vec::new(), Vec::new());
    for (position, entry) in entries.iter().enumerate() {
        let Some(message) = &entry.message else { continue };
        let is_first = of_code.insert((&entry.code, literal_text(message)));
        if is_first && placeholders(&entry.message) == 0 && of_all.insert(&message.text) {
            messages.0.push(message.text.as_str());
            messages.1.push(position);
        }
    }
    messages
}

/// The text that every message of a template has.
fn literal_text(template: &TemplateModel) -> String {
    let literals = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.as_str(),
        SegmentModel::Placeholder(_) => "",
    });
    literals.collect()
}

/// The positions of the rows of each wire code, in the order of the first.
pub fn rows_by_code(catalog: &CatalogModel) -> Vec<(&str, Vec<usize>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<(&str, Vec<usize>)> = Vec::new();
    for (position, entry) in catalog.entries.iter().enumerate() {
        let place = *places.entry(&entry.code).or_insert(rows.len());
        if place == rows.len() {
            rows.push((&entry.code, Vec::new()));
        }
        rows[place].1.push(position);
    }
    rows
}

/// Whether every row has a wire code of its own.
pub fn has_unique_codes(catalog: &CatalogModel) -> bool {
    rows_by_code(catalog).len() == catalog.entries.len()
}

/// A list of numbers: in the line, if they fit there.
pub fn positions_list(numbers: &[usize], indent: usize) -> String {
    let lines = fill_lines(numbers.iter());
    if lines.len() < 60 {
        return format!("&[{}]", lines.trim_end().trim_end_matches(','));
    }
    let mut text = String::from("&[\n");
    for line in lines.lines() {
        let _ = writeln!(text, "{:indent$}    {line}", "");
    }
    let _ = write!(text, "{:indent$}]", "");
    text
}

#[cfg(test)]
mod tests {
    use super::constant_messages;
    use crate::generator::{Generator, SourceFile};

    #[test]
    fn a_message_leads_to_the_row_that_is_meant_or_to_none() {
        let mut toml = String::from(
            "[catalog]\ntitle = \"Acme\"\ndescription = \"Errors.\"\nsource = \"Acme\"\n",
        );
        let rows = [
            ("missing", "Not found:{{.file}}"),
            // The placeholder can be empty.
            ("missing", "Not found:"),
            ("missing", "Gone"),
            ("missing", "Gone"),
            ("account", "Gone"),
            ("account", "Closed"),
        ];
        for (number, (code, message)) in rows.into_iter().enumerate() {
            toml += &format!(
                "\n[codes.Row{number}]\ncode = \"{code}\"\nstatus = {}\nmessage = \"{message}\"\n\
                 description = \"?\"\ncategory = \"not-found\"\nretry = \"never\"\n",
                400 + number
            );
        }
        let file = SourceFile::new("catalogs/acme/api.toml", &toml);
        let catalogs = Generator::new().source(file).check().expect("no problems");
        let entries = &catalogs[0].entries;
        assert_eq!(constant_messages(entries), (vec!["Gone", "Closed"], vec![2, 5]));
    }
}
