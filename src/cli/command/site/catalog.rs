//! A catalog as the page has it, whether it is one of this crate's or was read from a file.
//!
//! The keys of a code are those of `export --format json`; what a code doesn't have is left out.

use serde::Serialize;

use crate::Segment;
use crate::generator::model;

/// A catalog, with all of its rows.
#[derive(Debug, Serialize)]
pub struct Catalog<'a> {
    pub path: String,
    pub title: &'a str,
    pub description: &'a str,
    pub source: &'a str,
    response: Response<'a>,
    pub codes: Vec<Code<'a>>,
    /// The file that it was read from.
    #[serde(skip)]
    pub file: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Response<'a> {
    code: Vec<&'a str>,
    message: Vec<&'a str>,
    trace_id: Vec<&'a str>,
}

/// A row of a catalog.
#[derive(Debug, Serialize)]
pub struct Code<'a> {
    pub name: &'a str,
    key: &'a str,
    pub code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<&'a str>,
    /// The parts of a message that has placeholders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    pub description: &'a str,
    pub category: &'static str,
    pub retry: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<Guidance<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cases: Vec<Case<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<Retired<'a>>,
}

/// A literal is a text, and a placeholder a list of one: its name.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Literal(&'a str),
    Placeholder([&'a str; 1]),
}

#[derive(Debug, Serialize)]
struct Guidance<'a> {
    section: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Case<'a> {
    name: &'a str,
    description: &'a str,
    example: &'a str,
}

#[derive(Debug, Serialize)]
pub struct Retired<'a> {
    pub since: &'a str,
    reason: &'a str,
}

impl<'a> From<&'static crate::Catalog> for Catalog<'a> {
    fn from(catalog: &'static crate::Catalog) -> Self {
        let response = catalog.response();
        Self {
            path: catalog.path().to_owned(),
            title: catalog.title(),
            description: catalog.description(),
            source: catalog.source(),
            response: Response {
                code: response.code().to_vec(),
                message: response.message().to_vec(),
                trace_id: response.trace_id().to_vec(),
            },
            codes: catalog.entries().iter().map(Code::from).collect(),
            file: None,
        }
    }
}

impl<'a> From<&'a model::CatalogModel> for Catalog<'a> {
    fn from(catalog: &'a model::CatalogModel) -> Self {
        let response = &catalog.response;
        Self {
            path: catalog.path(),
            title: &catalog.title,
            description: &catalog.description,
            source: &catalog.source,
            response: Response {
                code: texts(&response.code),
                message: texts(&response.message),
                trace_id: texts(&response.trace_id),
            },
            codes: catalog.entries.iter().map(Code::from).collect(),
            file: Some(&catalog.file),
        }
    }
}

impl From<&'static crate::Entry> for Code<'_> {
    fn from(entry: &'static crate::Entry) -> Self {
        let message = entry.message();
        let pieces = message.iter().flat_map(|message| message.segments());
        let case = |case: &crate::entry::Case| Case {
            name: case.name,
            description: case.description,
            example: case.example,
        };
        Self {
            name: entry.name(),
            key: entry.key(),
            code: entry.code(),
            status: entry.status(),
            message: message.map(|message| message.text()),
            pieces: pieces
                .map(|piece| match *piece {
                    Segment::Literal(text) => Part::Literal(text),
                    Segment::Placeholder { name, .. } => Part::Placeholder([name]),
                })
                .collect(),
            title: entry.title(),
            group: entry.group(),
            description: entry.description(),
            category: entry.category().as_str(),
            retry: entry.retry().as_str(),
            advice: entry.advice(),
            guidance: entry.guidance().map(|it| Guidance { section: it.section, text: it.text }),
            details: entry.details(),
            causes: entry.causes().to_vec(),
            cases: entry.cases().iter().map(case).collect(),
            retired: entry.retired().map(|it| Retired { since: it.since, reason: it.reason }),
        }
    }
}

impl<'a> From<&'a model::EntryModel> for Code<'a> {
    fn from(entry: &'a model::EntryModel) -> Self {
        let case = |case: &'a model::Case| Case {
            name: &case.name,
            description: &case.description,
            example: &case.example,
        };
        Self {
            name: &entry.variant,
            key: &entry.key,
            code: &entry.code,
            status: entry.status(),
            message: entry.message.as_ref().map(|message| message.text.as_str()),
            pieces: entry.message.as_ref().map(parts).unwrap_or_default(),
            title: entry.title.as_deref(),
            group: entry.group.as_deref(),
            description: &entry.description,
            category: entry.category.as_str(),
            retry: entry.retry.as_str(),
            advice: entry.advice.as_deref(),
            guidance: entry
                .guidance
                .as_ref()
                .map(|it| Guidance { section: &it.section, text: &it.text }),
            details: entry.details.as_deref(),
            causes: texts(&entry.causes),
            cases: entry.cases.iter().map(case).collect(),
            retired: entry
                .retired
                .as_ref()
                .map(|it| Retired { since: &it.since, reason: &it.reason }),
        }
    }
}

/// The parts of a template; none where it has no placeholder.
fn parts(template: &model::TemplateModel) -> Vec<Part<'_>> {
    if template.placeholders().is_empty() {
        return Vec::new();
    }
    let parts = template.segments.iter().map(|piece| match piece {
        model::SegmentModel::Literal(text) => Part::Literal(text),
        model::SegmentModel::Placeholder(name) => Part::Placeholder([name]),
    });
    parts.collect()
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::{Catalog, Code};
    use crate::CATALOGS;
    use crate::cli::catalogs::fixture::EVERYTHING;
    use crate::generator::Generator;

    #[test]
    fn a_code_has_what_the_entry_has() {
        let json = serde_json::to_string(&Code::from(&EVERYTHING)).expect("plain data");
        let expected = concat!(
            r#"{"name":"OutOfAnvils","key":"OutOfAnvils","code":"stock|error","status":503,"#,
            r#""message":"no {{.item}} left, <<.count>> ordered","#,
            r#""pieces":["no ",["item"]," left, ",["count"]," ordered"],"#,
            r#""title":"Out of <anvils>","group":"Stock","#,
            r#""description":"There are no *anvils*.\nNot one.","category":"capacity","retry":"later","#,
            r#""advice":"Wait | retry","guidance":{"section":"Retry later","#,
            r#""text":"Order [again](https://acme.example)"},"#,
            r#""details":"First line\nsecond line\n\nSecond paragraph","#,
            r#""causes":["A run on anvils","A strike"],"#,
            r#""cases":[{"name":"Iron","description":"No iron anvils","example":"no iron left"},"#,
            r#"{"name":"Steel","description":"None","example":"no `steel`"}],"#,
            r#""retired":{"since":"0.3.0","reason":"Anvils are a thing of the past."}}"#,
        );
        assert_eq!(json, expected);
    }

    #[test]
    fn a_catalog_that_is_compiled_in_and_its_file_are_the_same_to_the_page() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogs");
        let loaded = Generator::new().input(&folder).check().expect("good catalogs");
        let loaded: Vec<_> = loaded.iter().map(Catalog::from).collect();
        let compiled: Vec<_> = CATALOGS.iter().copied().map(Catalog::from).collect();
        let json = |catalogs: &[Catalog<'_>]| serde_json::to_string(catalogs).expect("plain data");
        assert_eq!(json(&loaded), json(&compiled));
    }
}
