//! JSON: one object. Other programs rely on its keys.

use std::io;

use serde::{Serialize, Serializer};

use crate::Entry;
use crate::cli::command::decode::read::{Answer, Reading};
use crate::cli::terminal::text::harmless_json;

/// An error. The fields are the keys, in this order.
#[derive(Debug, Serialize)]
struct Decoded<'e> {
    catalog: Option<&'static str>,
    name: Option<&'static str>,
    code: Option<String>,
    status: Option<u16>,
    message: Option<&'e str>,
    arguments: Arguments<'e>,
    category: &'static str,
    retry: &'static str,
    known: bool,
    found: &'static str,
    case: Option<&'static str>,
    trace_id: Option<&'e str>,
    may_have_taken_effect: bool,
    rows: Vec<String>,
}

/// An object with the values of the placeholders, in their order.
#[derive(Debug)]
struct Arguments<'e>(Option<crate::Arguments<'e>>);

impl Serialize for Arguments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(crate::Arguments::iter))
    }
}

/// The answer as JSON: the first of the best readings, or null.
pub fn write(answer: &Answer<'_>) -> io::Result<String> {
    let decoded = answer.best.first().map(|reading| {
        let rows = answer.best.iter().flat_map(|reading| reading.error.rows());
        let rows = rows.map(|(catalog, entry)| format!("{}/{}", catalog.path(), entry.name()));
        Decoded::new(reading, rows.collect())
    });
    Ok(harmless_json(&serde_json::to_string_pretty(&decoded)?) + "\n")
}

impl<'e> Decoded<'e> {
    fn new(reading: &'e Reading<'_>, rows: Vec<String>) -> Self {
        let error = &reading.error;
        let catalogs = reading.catalogs();
        Self {
            catalog: match catalogs[..] {
                [catalog] => Some(catalog),
                _ => None,
            },
            name: error.entry().map(Entry::name),
            code: reading.code(),
            status: error.status(),
            message: error.message(),
            arguments: Arguments(error.arguments()),
            category: error.category().as_str(),
            retry: error.retry().as_str(),
            known: error.entry().is_some(),
            found: error.matched().as_str(),
            case: error.case().map(|case| case.name),
            trace_id: error.trace_id(),
            may_have_taken_effect: error.may_have_taken_effect(),
            rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::cli::catalogs::fixture;
    use crate::cli::command::decode::read::read;

    #[test]
    fn an_object_has_every_key_in_order() {
        let body = br#"{"reason":"FieldLacking","message":"field is missing or empty: a","metadata":{"trace_id":"t"}}"#;
        let json =
            write(&read(&fixture::catalogs(), Some("vidu"), Some(400), body)).expect("plain data");
        let json: String = json.lines().map(str::trim_start).collect();
        let expected = concat!(
            r#"{"catalog": "vidu/api","name": "FieldLacking","code": "FieldLacking","status": 400,"#,
            r#""message": "field is missing or empty: a","arguments": {"fields": "a"},"#,
            r#""category": "invalid-request","retry": "after-change","known": true,"#,
            r#""found": "exact","case": null,"trace_id": "t","may_have_taken_effect": false,"#,
            r#""rows": ["vidu/api/FieldLacking"]}"#,
        );
        assert_eq!(json, expected);
    }

    #[test]
    fn no_error_is_null() {
        assert_eq!(
            write(&read(&fixture::catalogs(), None, Some(200), b"{}")).expect("plain data"),
            "null\n"
        );
    }
}
