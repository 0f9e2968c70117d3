//! A row as JSON, CSV and the page have it. Other programs rely on its keys.

use serde::Serialize;

use crate::command_line::catalogs::fields::Fields;
use crate::{Catalog, Entry};

/// The fields of a table of the format.
type Texts = Fields<&'static str>;

/// A row. The fields are the keys, in this order.
#[derive(Debug, Serialize)]
pub struct Row {
    pub catalog: &'static str,
    pub name: &'static str,
    pub key: &'static str,
    pub code: &'static str,
    pub status: Option<u16>,
    pub message: Option<&'static str>,
    pub placeholders: Vec<&'static str>,
    pub title: Option<&'static str>,
    pub group: Option<&'static str>,
    pub description: &'static str,
    pub category: &'static str,
    pub retry: &'static str,
    pub advice: Option<&'static str>,
    pub guidance: Option<Texts>,
    pub details: Option<&'static str>,
    pub causes: &'static [&'static str],
    pub cases: Vec<Texts>,
    pub retired: Option<Texts>,
    pub statuses: &'static [u16],
    pub other_codes: &'static [&'static str],
    pub other_messages: Vec<&'static str>,
    pub source: Option<&'static str>,
}

/// The rows of `catalogs`.
pub fn rows(catalogs: &[&'static Catalog]) -> impl Iterator<Item = Row> {
    catalogs.iter().flat_map(|catalog| of_catalog(catalog))
}

/// The rows of a catalog.
pub fn of_catalog(catalog: &'static Catalog) -> impl Iterator<Item = Row> {
    catalog.entries().iter().map(|entry| Row::new(catalog.path(), entry))
}

impl Row {
    /// The row of an entry.
    pub fn new(catalog: &'static str, entry: &'static Entry) -> Self {
        let message = entry.message();
        Self {
            catalog,
            name: entry.name(),
            key: entry.key(),
            code: entry.code(),
            status: entry.status(),
            message: message.map(|message| message.text()),
            placeholders: message.iter().flat_map(crate::Template::placeholders).collect(),
            title: entry.title(),
            group: entry.group(),
            description: entry.description(),
            category: entry.category().as_str(),
            retry: entry.retry().as_str(),
            advice: entry.advice(),
            guidance: entry
                .guidance()
                .map(|it| Fields(vec![("section", it.section), ("text", it.text)])),
            details: entry.details(),
            causes: entry.causes(),
            cases: entry
                .cases()
                .iter()
                .map(|it| {
                    Fields(vec![
                        ("name", it.name),
                        ("description", it.description),
                        ("example", it.example),
                    ])
                })
                .collect(),
            retired: entry
                .retired()
                .map(|it| Fields(vec![("since", it.since), ("reason", it.reason)])),
            statuses: entry.statuses(),
            other_codes: entry.other_codes(),
            other_messages: entry.other_messages().iter().map(|it| it.text()).collect(),
            source: entry.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::Entry;
    use crate::command_line::catalogs::fixture::EVERYTHING;

    #[test]
    fn a_row_has_every_key_in_order() {
        let json = serde_json::to_string(&Row::new("acme/api", &EVERYTHING)).expect("plain data");
        let expected = concat!(
            r#"{"catalog":"acme/api","name":"OutOfAnvils","key":"OutOfAnvils","code":"stock|error","#,
            r#""status":503,"message":"no {{.item}} left, <<.count>> ordered","#,
            r#""placeholders":["item","count"],"title":"Out of <anvils>","group":"Stock","#,
            r#""description":"There are no *anvils*.\nNot one.","category":"capacity","retry":"later","#,
            r#""advice":"Wait | retry","guidance":{"section":"Retry later","#,
            r#""text":"Order [again](https://acme.example)"},"#,
            r#""details":"First line\nsecond line\n\nSecond paragraph","#,
            r#""causes":["A run on anvils","A strike"],"#,
            r#""cases":[{"name":"Iron","description":"No iron anvils","example":"no iron left"},"#,
            r#"{"name":"Steel","description":"None","example":"no `steel`"}],"#,
            r#""retired":{"since":"0.3.0","reason":"Anvils are a thing of the past."},"#,
            r#""statuses":[503],"other_codes":[],"other_messages":[],"source":null}"#,
        );
        assert_eq!(json, expected);
    }

    #[test]
    fn what_is_absent_is_null_or_empty() {
        let json = serde_json::to_string(&Row::new("acme/api", &Entry::EMPTY)).expect("plain data");
        let expected = concat!(
            r#"{"catalog":"acme/api","name":"","key":"","code":"","status":null,"message":null,"#,
            r#""placeholders":[],"title":null,"group":null,"description":"","category":"unknown","#,
            r#""retry":"never","advice":null,"guidance":null,"details":null,"causes":[],"cases":[],"#,
            r#""retired":null,"statuses":[],"other_codes":[],"other_messages":[],"source":null}"#,
        );
        assert_eq!(json, expected);
    }
}
