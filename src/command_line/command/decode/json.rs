//! JSON: an object. Other programs rely on its keys.

use std::io;

use serde::Serialize;

use crate::AnyCode;
use crate::command_line::command::decode::input::Form;
use crate::command_line::command::decode::read::Answer;
use crate::command_line::terminal::text::harmless_json;
use crate::response::Report;

/// What a response says. The fields are the keys, in this order.
#[derive(Serialize)]
struct Decoded<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(flatten)]
    report: Report<'e, AnyCode>,
    taken_for: Vec<&'static str>,
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
        let report = Report {
            outcome: answer.outcome(),
            status: answer.status,
            error: answer.best.first().map(|reading| &reading.error),
            rows: answer.best.iter().flat_map(|reading| reading.error.rows()).collect(),
        };
        let taken_for = forms.iter().map(|form| form.as_str()).collect();
        Self { line: answer.line, report, taken_for }
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::command_line::catalogs::fixture;
    use crate::command_line::command::decode::input::Response;
    use crate::command_line::command::decode::read::read;

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
            r#""message": "field is missing or empty: a","arguments": {"fields": "a"},"context": {},"#,
            r#""category": "invalid-request","retry": "after-change","known": true,"#,
            r#""found": "exact","case": null,"trace_id": "t","may_have_taken_effect": false,"#,
            r#""rows": ["vidu/api/FieldLacking"],"retry_after": null,"others": [],"taken_for": []}"#,
        );
        assert_eq!(json(Some("vidu"), 400, body), expected);
    }

    #[test]
    fn without_an_error_everything_about_it_is_null() {
        let expected = concat!(
            r#"{"outcome": "succeeded","catalog": null,"name": null,"code": null,"status": 200,"#,
            r#""message": null,"arguments": {},"context": {},"category": null,"retry": null,"known": false,"#,
            r#""found": null,"case": null,"trace_id": null,"may_have_taken_effect": null,"#,
            r#""rows": [],"retry_after": null,"others": [],"taken_for": []}"#,
        );
        assert_eq!(json(None, 200, "{}"), expected);
    }
}
