//! What the documentation of generated code says: all that the page says.

use crate::generator::emit::Runtime;
use crate::generator::emit::markdown::{code, line, line_with_links, prose, row};
use crate::generator::model::{CatalogModel, EntryModel};

/// The page of a catalog's module: the whole table, as the page has it.
pub fn module(catalog: &CatalogModel, runtime: &Runtime) -> Vec<String> {
    let mut lines = vec![line(&catalog.title), String::new()];
    lines.extend(prose(&catalog.description));
    lines.extend([String::new(), format!("Source: {}", line_with_links(&catalog.source))]);
    if let Some(body) = &catalog.response.body {
        lines
            .extend([String::new(), format!("A body that reports an error: {}", code(&body.text))]);
    }
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
        lines.push(columns.row(entry, runtime));
    }
    lines
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

    fn row(&self, entry: &EntryModel, runtime: &Runtime) -> String {
        let link = format!("[`{0}`](ErrorCode::{0})", entry.variant);
        row(&self.select([
            entry.status().map(|status| status.to_string()).unwrap_or_default(),
            if entry.code == entry.variant {
                link
            } else {
                format!("{link}<br>{}", code(&entry.code))
            },
            entry.message.as_ref().map(|message| code(&message.text)).unwrap_or_default(),
            line(&entry.description),
            format!("{}<br>{}", category(entry, runtime), retry(entry, runtime)),
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

fn category(entry: &EntryModel, runtime: &Runtime) -> String {
    format!("[{}]({}::{:?})", entry.category, runtime.link("Category"), entry.category)
}

fn retry(entry: &EntryModel, runtime: &Runtime) -> String {
    format!("[{}]({}::{:?})", entry.retry, runtime.link("Retry"), entry.retry)
}

/// The documentation of a variant: all that the page says of the code, and what to do about it.
pub fn variant(entry: &EntryModel, runtime: &Runtime) -> Vec<String> {
    let mut lines = prose(&entry.description);
    if let (Some(title), Some(first)) = (&entry.title, lines.first_mut()) {
        *first = format!("{}: {first}", line(title));
    }
    lines.push(String::new());
    for (name, fact) in facts(entry, runtime) {
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

fn facts(entry: &EntryModel, runtime: &Runtime) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, fact: String| facts.push((name.to_owned(), fact));
    if let Some(status) = entry.status() {
        fact("HTTP status", status.to_string());
    }
    fact("Wire code", code(&entry.code));
    if let Some(message) = &entry.message {
        let text = code(&message.text);
        fact(
            "Message",
            match message.placeholders().is_empty() {
                true => text,
                false => {
                    format!("{text}, written and read back by [`{0}`](type@{0})", entry.variant)
                }
            },
        );
    }
    fact("Category", format!("{}. {}", category(entry, runtime), entry.category.meaning()));
    fact("Retry", format!("{}. {}", retry(entry, runtime), entry.retry.meaning()));
    if let Some(advice) = &entry.advice {
        fact("Advice of the page", line(advice));
    }
    if let Some(guidance) = &entry.guidance {
        fact(&line(&guidance.section), line(&guidance.text));
    }
    if let Some(retired) = &entry.retired {
        fact("Retired", format!("since {}. {}", retired.since, line(&retired.reason)));
    }
    facts
}
