//! What the documentation of generated code says: all that the page says.

use crate::generator::emit::markdown::{code, line, line_with_links, prose, row};
use crate::generator::model::{CatalogModel, EntryModel, ResponseModel};

/// Links to the documentation of the library.
pub struct Links {
    path: String,
}

impl Links {
    /// Links to the library that generated code finds at the path `runtime`.
    pub fn new(runtime: &str) -> Self {
        Self { path: runtime.trim_start_matches("::").to_owned() }
    }

    fn to(&self, item: &str) -> String {
        format!("{}::{item}", self.path)
    }
}

/// The page of a catalog's module: the whole table, as the page has it.
pub fn module(catalog: &CatalogModel, links: &Links) -> Vec<String> {
    let mut lines = vec![line(&catalog.title), String::new()];
    lines.extend(prose(&catalog.description));
    let read = catalog.read.as_ref().map_or(String::new(), |month| format!(", read in {month}"));
    lines.extend([String::new(), format!("Source: {}{read}", line_with_links(&catalog.source))]);
    lines.extend(response(&catalog.response));
    let columns = Columns::of(catalog);
    let mut group = None;
    for (at, entry) in catalog.entries.iter().enumerate() {
        if at == 0 || entry.group != group {
            lines.push(String::new());
            match &entry.group {
                Some(heading) => lines.extend([format!("# {}", line(heading)), String::new()]),
                None if at > 0 => lines.extend(["# Others".to_owned(), String::new()]),
                None => {}
            }
            lines.extend(columns.head());
            group.clone_from(&entry.group);
        }
        lines.push(columns.row(entry, links));
    }
    lines
}

/// What responses say, as a list.
fn response(response: &ResponseModel) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(body) = &response.body {
        lines.push(format!("A body that reports an error: {}", code(&body.text)));
    }
    let state = &response.state;
    for (meaning, states) in [
        ("is running", &state.running),
        ("has succeeded", &state.succeeded),
        ("has failed", &state.failed),
    ] {
        if !states.is_empty() {
            lines.push(format!("States of a task that {meaning}: {}", list(states.iter())));
        }
    }
    if !response.no_error.is_empty() {
        lines.push(format!("Codes of no error: {}", list(response.no_error.iter())));
    }
    lines.into_iter().flat_map(|line| [String::new(), line]).collect()
}

/// The columns that the table of a catalog needs. It has to fit beside rustdoc's sidebar, so that
/// what belongs together shares a column.
struct Columns {
    status: bool,
    message: bool,
}

impl Columns {
    fn of(catalog: &CatalogModel) -> Self {
        let any = |has: fn(&EntryModel) -> bool| catalog.entries.iter().any(has);
        Self {
            status: any(|entry| entry.status().is_some()),
            message: any(|entry| entry.message.is_some()),
        }
    }

    fn head(&self) -> [String; 2] {
        let names = self.select(["Status", "Code", "Message", "Description", "Category, retry"]);
        let rules = vec!["---"; names.len()];
        [row(&names), row(&rules)]
    }

    fn row(&self, entry: &EntryModel, links: &Links) -> String {
        let link = format!("[`{0}`](ErrorCode::{0})", entry.variant);
        row(&self.select([
            statuses(entry),
            if entry.code == entry.variant || entry.code.is_empty() {
                link
            } else {
                format!("{link}<br>{}", code(&entry.code))
            },
            entry.message.as_ref().map(|message| code(&message.text)).unwrap_or_default(),
            line(description(entry)),
            format!("{}<br>{}", category(entry, links), retry(entry, links)),
        ]))
    }

    fn select<C>(&self, [status, code, message, description, judgement]: [C; 5]) -> Vec<C> {
        let mut cells = Vec::new();
        if self.status {
            cells.push(status);
        }
        cells.push(code);
        if self.message {
            cells.push(message);
        }
        cells.push(description);
        cells.push(judgement);
        cells
    }
}

/// The HTTP statuses.
fn statuses(entry: &EntryModel) -> String {
    let statuses: Vec<String> = entry.statuses.iter().map(u16::to_string).collect();
    statuses.join(", ")
}

/// What the page says it means: the message, if it says nothing else.
fn description(entry: &EntryModel) -> &str {
    match &entry.message {
        Some(message) if entry.description.is_empty() => &message.text,
        _ => &entry.description,
    }
}

/// Strings as code, one after the other.
fn list<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let texts: Vec<String> = texts.map(|text| code(text)).collect();
    texts.join(", ")
}

fn category(entry: &EntryModel, links: &Links) -> String {
    format!("[{}]({}::{:?})", entry.category, links.to("Category"), entry.category)
}

fn retry(entry: &EntryModel, links: &Links) -> String {
    format!("[{}]({}::{:?})", entry.retry, links.to("Retry"), entry.retry)
}

/// The documentation of a variant: all that the page says of the code, and what to do about it.
pub fn variant(entry: &EntryModel, links: &Links) -> Vec<String> {
    let mut lines = prose(description(entry));
    if let (Some(title), Some(first)) = (&entry.title, lines.first_mut()) {
        *first = format!("{}: {first}", line(title));
    }
    lines.push(String::new());
    for (name, fact) in facts(entry, links) {
        lines.push(format!("- {name}: {fact}"));
    }
    if let Some(details) = &entry.details {
        lines.push(String::new());
        lines.extend(prose(details));
    }
    if !entry.causes.is_empty() {
        lines.extend([String::new(), "Causes:".to_owned(), String::new()]);
        for cause in &entry.causes {
            lines.push(format!("- {}", line(cause)));
        }
    }
    if !entry.cases.is_empty() {
        let head = row(&["Sub-type", "Description", "Example message"]);
        lines.extend([String::new(), head, row(&["---", "---", "---"])]);
        for case in &entry.cases {
            lines.push(row(&[line(&case.name), line(&case.description), code(&case.example)]));
        }
    }
    lines
}

fn facts(entry: &EntryModel, links: &Links) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, fact: String| facts.push((name.to_owned(), fact));
    if !entry.statuses.is_empty() {
        fact("HTTP status", statuses(entry));
    }
    match (entry.is_family(), entry.code.as_str()) {
        (true, template) => fact("Wire codes", code(template)),
        (false, "") => fact("Wire code", "none: the status and the message tell it".to_owned()),
        (false, wire_code) => fact("Wire code", code(wire_code)),
    }
    if !entry.other_codes.is_empty() {
        fact("Also sent as", list(entry.other_codes.iter()));
    }
    if let Some(message) = &entry.message {
        let text = code(&message.text);
        fact(
            "Message",
            match message.placeholders().is_empty() {
                true => text,
                false => {
                    format!("{text}, written and read back by [`{0}`](struct@{0})", entry.variant)
                }
            },
        );
    }
    if !entry.other_messages.is_empty() {
        fact("Other wordings", list(entry.other_messages.iter().map(|message| &message.text)));
    }
    fact("Category", format!("{}. {}", category(entry, links), entry.category.meaning()));
    fact("Retry", format!("{}. {}", retry(entry, links), entry.retry.meaning()));
    if let Some(advice) = &entry.advice {
        fact("Advice of the page", line(advice));
    }
    if let Some(guidance) = &entry.guidance {
        fact(&line(&guidance.section), line(&guidance.text));
    }
    if let Some(source) = &entry.source {
        fact("Source", line_with_links(source));
    }
    if let Some(retired) = &entry.retired {
        fact("Retired", format!("since {}. {}", retired.since, line(&retired.reason)));
    }
    facts
}
