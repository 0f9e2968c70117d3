//! Catalogs that were read at run time, in the form that compiled ones have, so that every command
//! answers from both with the same code.
//!
//! They are leaked: a process of the command line reads its catalogs once and needs them until it
//! ends.

use crate::catalog::{ByCode, CodeTable, Family, Headers, Response, State};
use crate::entry::{Case, Guidance, More, Retired};
use crate::generator::index::Index;
use crate::generator::model;
use crate::{Catalog, Entry, Segment, Template};

/// The catalog that `model` describes.
pub fn catalog(model: model::CatalogModel) -> &'static Catalog {
    let index = Index::new(&model);
    let (by_status, by_code) = (by_status(&index), by_code(index));
    let path = model.path();
    let model::CatalogModel { title, description, source, read, response, entries, .. } = model;
    Box::leak(Box::new(Catalog {
        path: path.leak(),
        title: title.leak(),
        description: description.leak(),
        source: source.leak(),
        read: read.map_or("", |month| month.leak()),
        response: self::response(response),
        entries: list(entries, entry),
        by_status,
        by_code,
    }))
}

fn response(response: model::ResponseModel) -> Response {
    let lists = texts(response.lists());
    let model::StateModel { at, running, succeeded, failed } = response.state;
    Response {
        lists,
        // It makes reading faster, and is not needed.
        first_pointers: None,
        code: texts(response.code),
        code_if_known: texts(response.code_if_known),
        message: texts(response.message),
        status: texts(response.status),
        trace_id: texts(response.trace_id),
        no_error: texts(response.no_error),
        suffixes: list(response.suffixes, template),
        code_prefixes: list(response.code_prefixes, template),
        code_suffixes: list(response.code_suffixes, template),
        context: texts(response.context),
        state: State {
            at: texts(at),
            running: texts(running),
            succeeded: texts(succeeded),
            failed: texts(failed),
        },
        headers: Headers {
            code: texts(response.headers.code),
            trace_id: texts(response.headers.trace_id),
            retryable: texts(response.headers.retryable),
        },
        body: response.body.map(template),
    }
}

fn entry(entry: model::EntryModel) -> Entry {
    let status = entry.status().unwrap_or_default();
    let message = entry.message.map(template);
    let case =
        |it: model::Case| Case::new(it.name.leak(), it.description.leak(), it.example.leak());
    let more = More {
        segments: message.map_or(&[], |message| message.segments()),
        code_segments: segments(entry.code_segments),
        // One alone is in the entry.
        statuses: if entry.statuses.len() > 1 { entry.statuses.leak() } else { &[] },
        other_codes: texts(entry.other_codes),
        other_messages: list(entry.other_messages, template),
        source: entry.source.map(text),
        title: entry.title.map(text),
        group: entry.group.map(text),
        advice: entry.advice.map(text),
        guidance: entry.guidance.map(|it| Guidance::new(it.section.leak(), it.text.leak())),
        details: entry.details.map(text),
        causes: texts(entry.causes),
        cases: list(entry.cases, case),
        retired: entry.retired.map(|it| Retired::new(it.since.leak(), it.reason.leak())),
    };
    Entry {
        name: entry.variant.leak(),
        key: entry.key.leak(),
        code: entry.code.leak(),
        status,
        message: message.map_or("", |message| message.text()),
        description: entry.description.leak(),
        category: entry.category,
        retry: entry.retry,
        more: Box::leak(Box::new(more)),
    }
}

fn template(template: model::TemplateModel) -> Template {
    // A constant one needs no parts.
    let is_text = template.constant() == Some(template.text.as_str());
    let segments = if is_text { &[] } else { segments(template.segments) };
    Template { text: template.text.leak(), segments }
}

fn segments(segments: Vec<model::SegmentModel>) -> &'static [Segment<'static>] {
    let mut names: Vec<&'static str> = Vec::new();
    list(segments, |segment| match segment {
        model::SegmentModel::Literal(literal) => Segment::Literal(literal.leak()),
        model::SegmentModel::Placeholder(name) => {
            let index = names.iter().position(|known| *known == name).unwrap_or(names.len());
            let name = text(name);
            if index == names.len() {
                names.push(name);
            }
            Segment::Placeholder { name, index }
        }
    })
}

fn by_status(index: &Index<'_>) -> &'static [(u16, &'static [u16])] {
    index
        .statuses
        .iter()
        .map(|(status, rows)| (*status, positions(rows)))
        .collect::<Vec<_>>()
        .leak()
}

fn by_code(index: Index<'_>) -> ByCode {
    let mut codes = index.codes;
    codes.sort_unstable();
    let codes = list(codes, |(code, rows)| (text(code.to_owned()), positions(&rows)));
    let family = |(prefix, row): (&str, usize)| Family {
        prefix: text(prefix.to_owned()),
        row: position(row),
    };
    ByCode { table: CodeTable::Sorted(codes), families: list(index.families, family) }
}

fn positions(numbers: &[usize]) -> &'static [u16] {
    numbers.iter().copied().map(position).collect::<Vec<_>>().leak()
}

/// Catalogs have fewer entries than positions can count: `check` sees to it.
fn position(number: usize) -> u16 {
    u16::try_from(number).expect("a catalog that was checked")
}

fn text(text: String) -> &'static str {
    text.leak()
}

fn texts(texts: Vec<String>) -> &'static [&'static str] {
    list(texts, text)
}

fn list<A, B>(items: Vec<A>, one: impl FnMut(A) -> B) -> &'static [B] {
    items.into_iter().map(one).collect::<Vec<_>>().leak()
}

#[cfg(all(test, feature = "catalogs"))]
mod tests {
    use crate::CATALOGS;
    use crate::catalog::Response;
    use crate::command_line::catalogs::fixture;

    #[test]
    fn a_loaded_catalog_is_the_compiled_one() {
        let loaded = fixture::shipped();
        assert_eq!(loaded.len(), CATALOGS.len());
        for (loaded, compiled) in loaded.iter().zip(CATALOGS) {
            assert_eq!(loaded.path(), compiled.path());
            assert_eq!(loaded.title(), compiled.title());
            assert_eq!(loaded.description(), compiled.description());
            assert_eq!(loaded.source(), compiled.source());
            assert_eq!(loaded.read(), compiled.read());
            // Where to look first is known of compiled ones alone.
            let compiled_response = Response { first_pointers: None, ..compiled.response() };
            assert_eq!(loaded.response(), compiled_response);
            assert!(loaded.entries() == compiled.entries(), "{}", loaded.path());
            assert_eq!(loaded.by_status, compiled.by_status);
            for (position, entry) in compiled.entries().iter().enumerate() {
                let rows = |catalog: &'static crate::Catalog| {
                    catalog.all_by_code(entry.code()).map(|row| row.name()).collect::<Vec<_>>()
                };
                assert_eq!(rows(loaded), rows(compiled), "{position}");
                let message = entry.message().map_or("", |message| message.text());
                let named = |catalog: &'static crate::Catalog| {
                    catalog.identify(entry.status(), entry.code(), message).map(|row| row.name())
                };
                assert_eq!(named(loaded), named(compiled));
            }
            assert!(loaded.all_by_code("no such code").next().is_none());
        }
    }
}
