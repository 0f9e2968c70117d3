//! Reading responses, as `decode` does.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{FOCUS, SHOWN, in_browser};
use crate::responses;

/// What the command says of a body.
fn decode(from: Option<&str>, status: Option<u16>, format: &str, body: &[u8]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_error-catalog"));
    command.args(["decode", "--format", format]);
    command.args(from.into_iter().flat_map(|from| ["--catalog", from]));
    command.args(status.into_iter().flat_map(|status| ["--status".to_owned(), status.to_string()]));
    for variable in ["CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the command starts");
    // It stops reading where it has read enough.
    let _ = child.stdin.take().expect("a pipe").write_all(body);
    let output = child.wait_with_output().expect("the command ends");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_response_gets_the_answer_that_decode_gives() {
    in_browser("responses", "#?read", |browser, _| {
        let mut differences = Vec::new();
        let mut compared = 0;
        for (line, row) in responses::rows() {
            let body = row.body().expect("a body");
            let text = String::from_utf8_lossy(&body);
            for from in [Some(row.from.as_str()), None] {
                let request = json!({ "from": from, "status": row.status, "text": text });
                let page = browser.evaluate(&format!("decodedJson(decode({request}))"));
                let command = decode(from, row.status, "json", &body);
                let command: Value = serde_json::from_str(&command).expect("JSON");
                compared += 1;
                if page != command {
                    differences
                        .push(format!("{line}: {} ({from:?})\n  {page}\n  {command}", row.name));
                }
            }
        }
        assert!(compared > 300, "{compared}");
        assert!(differences.is_empty(), "{}", differences.join("\n"));
    });
}

#[test]
fn what_is_pasted_into_the_form_is_answered() {
    in_browser("form", "#?read", |browser, _| {
        for (line, row) in responses::rows() {
            let body = row.body().expect("a body");
            if body.len() > 10_000 {
                continue;
            }
            let text = String::from_utf8_lossy(&body);
            browser.evaluate(&format!(
                "byId('response-from').value = catalogName({}); byId('response-status').value = {}; \
                 byId('response').value = {}; byId('response').dispatchEvent(new Event('input'))",
                json!(row.from),
                json!(row.status.map(|status| status.to_string()).unwrap_or_default()),
                json!(text),
            ));
            let has_answer = !text.is_empty() || row.status.is_some();
            assert_eq!(
                browser.text(SHOWN),
                row.entry.clone().unwrap_or_default(),
                "{line}: {}",
                row.name
            );
            if has_answer {
                let said = decode(Some(&row.from), row.status, "text", &body);
                let verdict = said.lines().next().expect("a verdict");
                let page = browser.text("document.querySelector('.answer .do').textContent");
                assert_eq!(page, verdict, "{line}: {}", row.name);
            }
        }
    });
}

#[test]
fn a_response_can_be_pasted_into_the_search() {
    in_browser("paste", "", |browser, _| {
        let paste = |text: &str| {
            format!(
                "const data = new DataTransfer(); data.setData('text/plain', {}); \
                 byId('query').dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, cancelable: true }})); 0",
                json!(text)
            )
        };
        let body = "HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\n\r\n{\"code\":403,\"reason\":\"NOT_ENOUGH_BALANCE\",\"message\":\"not enough balance\"}";
        browser.evaluate(&format!("{{ {} }}", paste(body)));
        assert_eq!(browser.text("place.mode"), "read");
        assert_eq!(browser.text(FOCUS), "response");
        assert_eq!(browser.text(SHOWN), "novita/llm/NotEnoughBalance");
        let status = browser.text("document.querySelector('.answer .facts dd').textContent");
        assert_eq!(status, "403");
        // It may be a customer's.
        assert_eq!(browser.text("location.hash"), "#?read");
        let said = browser.text("byId('verdict').textContent");
        assert!(said.starts_with("NOT_ENOUGH_BALANCE. Don't retry"), "{said}");
        browser.evaluate("byId('tab-search').click()");
        browser.evaluate(&format!("{{ {} }}", paste("just some words")));
        assert_eq!(browser.text("place.mode"), "search");
    });
}

#[test]
fn codes_and_messages_in_a_log_are_found() {
    in_browser("log", "#?read", |browser, _| {
        let log = "12:01 worker: upstream said FieldInvalid\n12:02 worker: field is missing or empty: prompt\n";
        browser.evaluate(&format!(
            "byId('response').value = {}; byId('response').dispatchEvent(new Event('input'))",
            json!(log)
        ));
        let links = browser.text("[...document.querySelectorAll('.answer .links a')].map((link) => link.textContent).join(' ')");
        assert!(
            links.contains("vidu/api/FieldInvalid") && links.contains("vidu/api/FieldLacking"),
            "{links}"
        );
        browser.evaluate("document.querySelector('.answer .links a').click()");
        assert_eq!(browser.text(FOCUS), "code-title");
        assert!(browser.text("location.hash").ends_with("?read"));
    });
}

#[test]
fn what_a_response_hides_is_spelled_out() {
    in_browser("hidden", "#?read", |browser, _| {
        let body = json!({ "reason": "FieldLacking", "message": "field is missing or empty: a\u{202e}b\u{200b}\u{7}" });
        browser.evaluate(&format!(
            "byId('response').value = {}; byId('response').dispatchEvent(new Event('input'))",
            json!(body.to_string())
        ));
        let value = browser.text("document.querySelector('.answer .arguments dd').textContent");
        assert_eq!(value, "aU+202EbU+200BU+0007");
    });
}
