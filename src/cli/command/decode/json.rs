//! JSON: an object. Other programs rely on its keys.

use std::io;

use serde::{Serialize, Serializer};

use crate::Entry;
use crate::cli::command::decode::input::Form;
use crate::cli::command::decode::read::{Answer, Reading};
use crate::cli::terminal::text::harmless_json;

/// What a response says. The fields are the keys, in this order.
#[derive(Debug, Default, Serialize)]
struct Decoded<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    outcome: &'static str,
    catalog: Option<&'static str>,
    name: Option<&'static str>,
    code: Option<String>,
    status: Option<u16>,
    message: Option<&'e str>,
    arguments: Arguments<'e>,
    category: Option<&'static str>,
    retry: Option<&'static str>,
    known: bool,
    found: Option<&'static str>,
    case: Option<&'static str>,
    trace_id: Option<&'e str>,
    may_have_taken_effect: Option<bool>,
    rows: Vec<String>,
    retry_after: Option<u64>,
    taken_for: Vec<&'static str>,
}

/// An object with the values of the placeholders, in their order.
#[derive(Debug, Default)]
struct Arguments<'e>(Option<crate::Arguments<'e>>);

impl Serialize for Arguments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(crate::Arguments::iter))
    }
}

/// The answer as JSON; of lines, those that failed, one a line.
pub fn write(forms: &[Form], answers: &[Answer<'_>]) -> io::Result<String> {
    if let [answer] = answers {
        let decoded = Decoded::new(forms, answer);
        return Ok(harmless_json(&serde_json::to_string_pretty(&decoded)?) + "\n");
    }
    let mut lines = String::new();
    for answer in answers.iter().filter(|answer| !answer.best.is_empty()) {
        lines += &harmless_json(&serde_json::to_string(&Decoded::new(forms, answer))?);
        lines.push('\n');
    }
    Ok(lines)
}

impl<'e> Decoded<'e> {
    fn new(forms: &[Form], answer: &'e Answer<'_>) -> Self {
        let decoded = Self {
            line: answer.line,
            outcome: answer.outcome(),
            status: answer.status,
            taken_for: forms.iter().map(|form| form.as_str()).collect(),
            ..Self::default()
        };
        match answer.best.first() {
            Some(reading) => decoded.with_error(reading, &answer.best),
            None => decoded,
        }
    }

    /// The same with the error; the rows are those of `all` readings that are equally good.
    fn with_error(self, reading: &'e Reading<'_>, all: &[Reading<'_>]) -> Self {
        let error = &reading.error;
        let rows = all.iter().flat_map(|reading| reading.error.rows());
        let catalogs = reading.catalogs();
        Self {
            catalog: match catalogs[..] {
                [catalog] => Some(catalog),
                _ => None,
            },
            name: error.entry().map(Entry::name),
            code: reading.code(),
            message: error.message(),
            arguments: Arguments(error.arguments()),
            category: Some(error.category().as_str()),
            retry: Some(error.retry().as_str()),
            known: reading.is_known(),
            found: Some(error.matched().as_str()),
            case: error.case().map(|case| case.name),
            trace_id: error.trace_id(),
            may_have_taken_effect: Some(error.may_have_taken_effect()),
            rows: rows
                .map(|(catalog, entry)| format!("{}/{}", catalog.path(), entry.name()))
                .collect(),
            retry_after: error.retry_after().map(|wait| wait.as_secs()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::cli::catalogs::fixture;
    use crate::cli::command::decode::input::Response;
    use crate::cli::command::decode::read::read;

    fn json(name: Option<&str>, status: u16, body: &str) -> String {
        let response = Response { status: Some(status), body: body.into(), ..Response::default() };
        let json = write(&[], &[read(&fixture::catalogs(), name, &response)]).expect("plain data");
        json.lines().map(str::trim_start).collect()
    }

    #[test]
    fn an_object_has_every_key_in_order() {
        let body = r#"{"reason":"FieldLacking","message":"field is missing or empty: a","metadata":{"trace_id":"t"}}"#;
        let expected = concat!(
            r#"{"outcome": "failed","catalog": "vidu/api","name": "FieldLacking","#,
            r#""code": "FieldLacking","status": 400,"#,
            r#""message": "field is missing or empty: a","arguments": {"fields": "a"},"#,
            r#""category": "invalid-request","retry": "after-change","known": true,"#,
            r#""found": "exact","case": null,"trace_id": "t","may_have_taken_effect": false,"#,
            r#""rows": ["vidu/api/FieldLacking"],"retry_after": null,"taken_for": []}"#,
        );
        assert_eq!(json(Some("vidu"), 400, body), expected);
    }

    #[test]
    fn without_an_error_everything_about_it_is_null() {
        let expected = concat!(
            r#"{"outcome": "succeeded","catalog": null,"name": null,"code": null,"status": 200,"#,
            r#""message": null,"arguments": {},"category": null,"retry": null,"known": false,"#,
            r#""found": null,"case": null,"trace_id": null,"may_have_taken_effect": null,"#,
            r#""rows": [],"retry_after": null,"taken_for": []}"#,
        );
        assert_eq!(json(None, 200, "{}"), expected);
    }
}
