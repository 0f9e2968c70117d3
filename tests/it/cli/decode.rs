use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use error_catalog::{AnyCode, CATALOGS, Catalog, CodeSet, Entry, ResponseBody};
use serde_json::Value;

use super::{Answer, all_catalogs, command, golden, without_colours};
use crate::scratch::Scratch;

/// A response to decode: the name of its golden files, the arguments, the body, the exit status.
type Response = (&'static str, &'static [&'static str], &'static str, i32);

const RELAYED: &str = r#"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"code\":404, \"reason\":\"MODEL_NOT_FOUND\",\"message\":\"model not found\",\"metadata\":{}}"}}}"#;

const RESPONSES: &[Response] = &[
    (
        "exact",
        &["--status", "400"],
        r#"{"code":400,"reason":"FieldLacking","message":"field is missing or empty: prompt","metadata":{"trace_id":"9f3c"}}"#,
        0,
    ),
    (
        "money",
        &["--catalog", "novita", "--status", "403"],
        r#"{"code":403, "reason":"NOT_ENOUGH_BALANCE", "message":"not enough balance", "metadata":{}}"#,
        0,
    ),
    (
        "other-message",
        &["--status", "400"],
        r#"{"code":400,"reason":"FieldLacking","message":"field is missing or empty"}"#,
        0,
    ),
    (
        "other-status",
        &["--catalog", "novita/media", "--status", "403"],
        r#"{"code":403,"reason":"MISSING_API_KEY","message":"no key. trace_id: 9f3c"}"#,
        0,
    ),
    (
        "other-scope",
        &["--catalog", "novita/media", "--status", "403"],
        r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance"}"#,
        0,
    ),
    (
        "class",
        &["--catalog", "vidio", "--status", "400"],
        r#"{"error":{"type":"invalid_request_error","message":"Something new"}}"#,
        0,
    ),
    (
        "class-without-status",
        &["--catalog", "vidio"],
        r#"{"error":{"type":"invalid_request_error","message":"Something new"}}"#,
        0,
    ),
    (
        "class-of-scopes",
        &["--catalog", "novita", "--status", "403"],
        r#"{"code":403,"reason":"INVALID_API_KEY","message":"invalid key"}"#,
        0,
    ),
    (
        "row-of-a-class",
        &["--catalog", "vidio"],
        r#"{"error":{"type":"invalid_request_error","message":"Job not found"}}"#,
        0,
    ),
    (
        "overruled",
        &["--catalog", "evolink", "--status", "402"],
        r#"{"error":{"code":"quota_exceeded","message":"You have no credits left.","type":"insufficient_quota"}}"#,
        0,
    ),
    ("unknown", &["--status", "500"], r#"{"code":500,"reason":"UNKXXXO004IFR"}"#, 1),
    (
        "unknown-to-a-vendor",
        &["--catalog", "vidu", "--status", "400"],
        r#"{"code":400,"reason":"CodeOfTomorrow"}"#,
        1,
    ),
    (
        "known-to-another",
        &["--catalog", "vidu", "--status", "429"],
        r#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#,
        1,
    ),
    (
        "class-of-another",
        &["--catalog", "vidu"],
        r#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#,
        1,
    ),
    ("plain-text", &["--status", "404"], "404 page not found\n", 1),
    ("plain-text-without-status", &[], "Bad gateway\n", 1),
    ("cut-off", &["--status", "503"], r#"{"error":{"code":"service_unavailable","mess"#, 0),
    ("relay", &["--status", "400"], RELAYED, 0),
    (
        "task",
        &["--status", "200"],
        r#"{"id":"1","status":"failed","progress":0,"error":{"code":"content_policy_violation","message":"Content policy violation.\nYour request was blocked: celebrity detected in image","type":"task_error"}}"#,
        0,
    ),
    (
        "several",
        &["--status", "422"],
        r#"{"detail":[{"loc":["body","image_url"],"msg":"Image too large","type":"image_too_large"},{"loc":["body","prompt"],"msg":"Field required","type":"missing"}]}"#,
        0,
    ),
    ("running", &["--catalog", "vidu"], r#"{"id":"1","state":"processing","err_code":""}"#, 0),
    ("none", &["--status", "200"], r#"{"id":"1","state":"success","err_code":"","credits":4}"#, 0),
    ("empty", &[], "", 0),
    ("empty-with-status", &["--status", "502"], "", 1),
    (
        "hostile",
        &["--status", "400"],
        "{\"reason\":\"\\u001b[2J\\u009b31m\\u202eX\",\"message\":\"\\u001b]0;title\\u0007 one\\r\\ntwo\\tthree\\rfour\\u2028\u{7f}\"}",
        1,
    ),
    (
        "hostile-argument",
        &["--status", "400"],
        r#"{"reason":"FieldLacking","message":"field is missing or empty: \u001b[2Jprompt\n\u009b31m","metadata":{"trace_id":"\u001b[8m"}}"#,
        0,
    ),
];

/// What `decode` says of a body on its standard input.
fn decode(columns: Option<usize>, arguments: &[&str], body: &[u8]) -> Answer {
    let mut command = command(&["decode"]);
    command.args(arguments);
    if let Some(columns) = columns {
        command.env("COLUMNS", columns.to_string());
    }
    answer(&mut command, body)
}

fn answer(command: &mut Command, body: &[u8]) -> Answer {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the command starts");
    // Whether it reads all of a long body is its business.
    let _ = child.stdin.take().expect("a pipe").write_all(body);
    let output = child.wait_with_output().expect("the command ends");
    Answer {
        status: output.status.code(),
        output: String::from_utf8(output.stdout).expect("UTF-8"),
        errors: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn json(arguments: &[&str], body: &[u8]) -> Value {
    let arguments = [&["--format", "json"], arguments].concat();
    serde_json::from_str(&decode(None, &arguments, body).output).expect("JSON")
}

#[test]
fn it_is_laid_out_to_be_read() {
    for (name, arguments, body, status) in RESPONSES {
        for columns in [40, 80, 200] {
            let answer = decode(Some(columns), arguments, body.as_bytes());
            assert_eq!((answer.status, answer.errors.as_str()), (Some(*status), ""), "{name}");
            for line in answer.output.lines() {
                let is_narrow = line.chars().count() <= columns;
                // A command and a long word stay in one segment.
                let stays = |text: &str| text.starts_with("error-catalog ") || !text.contains(' ');
                assert!(is_narrow || stays(line.trim()), "{name}: {line}");
                assert_eq!(line.trim_end(), line, "{name}");
            }
            if columns == 80 {
                golden::assert_matches(&format!("cli/decode-{name}.txt"), &answer.output);
            }
        }
    }
    for (name, columns) in [("unknown", 40), ("class", 40), ("class", 200)] {
        let (_, arguments, body, _) = RESPONSES.iter().find(|it| it.0 == name).expect("a name");
        let text = decode(Some(columns), arguments, body.as_bytes()).output;
        golden::assert_matches(&format!("cli/decode-{name}-{columns}.txt"), &text);
    }
}

#[test]
fn json_is_one_object() {
    for (name, arguments, body, status) in RESPONSES {
        let arguments = [arguments, &["--format", "json"][..]].concat();
        let answer = decode(None, &arguments, body.as_bytes());
        assert_eq!((answer.status, answer.errors.as_str()), (Some(*status), ""), "{name}");
        golden::assert_matches(&format!("cli/decode-{name}.json"), &answer.output);
        let decoded: Value = serde_json::from_str(&answer.output).expect("JSON");
        assert_eq!(decoded["known"] == true, decoded["rows"] != serde_json::json!([]), "{name}");
        assert_eq!(decoded["outcome"] == "failed", !decoded["retry"].is_null(), "{name}");
    }
}

/// A row, the names of its placeholders, which are their values in the body, and the body.
type Sent = (&'static Entry, Vec<&'static str>, String);

/// The rows of a catalog as its vendor sends them, by status.
fn sent(catalog: &'static Catalog) -> BTreeMap<u16, Vec<Sent>> {
    let mut by_status: BTreeMap<u16, Vec<Sent>> = BTreeMap::new();
    for (at, entry) in catalog.entries().iter().enumerate() {
        // What has no code is told by its status, and the template of a family is none of its codes.
        if entry.code().is_empty() || entry.code_template().is_some() {
            continue;
        }
        let names: Vec<&'static str> =
            entry.message().iter().flat_map(error_catalog::Template::placeholders).collect();
        let values: Vec<&dyn std::fmt::Display> = names.iter().map(|name| name as _).collect();
        let code = AnyCode::from_row(catalog, at).expect("a row");
        let body = ResponseBody::new(code, &values).expect("a body");
        let sent = (entry, names, body.json().to_owned());
        by_status.entry(body.status()).or_default().push(sent);
    }
    by_status
}

#[test]
fn every_row_is_decoded_as_its_vendor_sends_it() {
    let have_codes = CATALOGS.iter().filter(|it| !it.response().code().is_empty());
    let sent = have_codes.flat_map(|catalog| {
        sent(catalog).into_iter().map(|(status, rows)| (*catalog, status.to_string(), rows))
    });
    for (catalog, status, rows) in sent {
        let bodies: Vec<&str> = rows.iter().map(|(_, _, body)| body.as_str()).collect();
        let bodies = bodies.join("\n");
        let arguments = ["--format", "json", "--status", &status, "--catalog", catalog.path()];
        let json = |arguments: &[&str]| {
            let output = decode(None, arguments, bodies.as_bytes()).output;
            let objects = serde_json::Deserializer::from_str(&output).into_iter::<Value>();
            let objects: Vec<Value> = objects.map(|object| object.expect("JSON")).collect();
            assert_eq!(objects.len(), rows.len(), "{bodies}");
            objects
        };
        let decoded = json(&arguments);
        // Without a catalog, it is still one of this vendor's.
        let anyone = json(&arguments[..4]);
        for (((entry, names, body), decoded), anyone) in rows.iter().zip(&decoded).zip(&anyone) {
            assert_eq!(decoded["catalog"], catalog.path(), "{body}");
            assert_eq!(decoded["name"], entry.name(), "{body}");
            let arguments = decoded["arguments"].as_object().expect("an object");
            let expected = if decoded["message"].is_null() { 0 } else { names.len() };
            assert_eq!(arguments.len(), expected, "{body}");
            assert!(names.iter().all(|name| expected == 0 || arguments[*name] == *name));
            let possible = anyone["rows"].to_string();
            assert!(possible.contains(&format!("\"{}/", catalog.vendor())), "{body}: {possible}");
        }

        let text = decode(Some(80), &arguments[2..], bodies.as_bytes()).fine();
        for (entry, ..) in &rows {
            // The command stays in one piece, however long it is.
            let command = format!("  error-catalog explain {}/{}", catalog.path(), entry.name());
            assert!(text.lines().any(|line| line == command), "{text}");
        }
        let mut others = text.lines().filter(|line| !line.starts_with("  error-catalog "));
        assert!(others.all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn a_body_may_be_in_a_file() {
    let (_, arguments, body, _) = RESPONSES[0];
    let scratch = Scratch::new();
    let path = scratch.write("body.json", body);
    let read = Answer::of(command(&["decode", &path]).args(arguments)).fine();
    assert_eq!(read, decode(None, arguments, body.as_bytes()).fine());
    assert_eq!(read, decode(None, &[arguments, &["-"]].concat(), body.as_bytes()).fine());

    let path = scratch.path("no-such-file.json");
    let complaint = Answer::of(&mut command(&["decode", &path])).complaint(2);
    assert!(complaint.starts_with(&format!("error: can't read {path}: ")), "{complaint}");
    assert_eq!(complaint.lines().count(), 1);
    assert!(Answer::of(&mut command(&["decode", "src"])).complaint(2).contains("can't read src: "));
}

#[test]
fn a_catalog_that_does_not_exist_is_answered_with_a_guess() {
    assert_eq!(
        decode(None, &["--catalog", "gpu"], b"{}").complaint(2),
        format!(
            "error: unknown catalog `gpu`\n  help: did you mean `novita/gpu`?\n{}",
            all_catalogs()
        )
    );
    assert_eq!(
        decode(None, &["--catalog", "vidu/"], RESPONSES[0].2.as_bytes()).fine(),
        decode(None, &["--catalog", "vidu"], RESPONSES[0].2.as_bytes()).fine()
    );
}

#[test]
fn any_bytes_are_answered() {
    let deep = "[".repeat(100_000);
    let long = format!(
        r#"{{"reason":"{}","message":"{}"}}"#,
        "A".repeat(3_000),
        "wörd\\n".repeat(400_000)
    );
    for body in
        [&b"\xff\xfe\x00{"[..], b"\x1b[2J", deep.as_bytes(), long.as_bytes(), b"null", b"\"\""]
    {
        for arguments in [&[][..], &["--status", "500"]] {
            let answer = decode(Some(80), arguments, body);
            assert!(matches!(answer.status, Some(0 | 1)), "{}", answer.errors);
            assert!(answer.errors.is_empty(), "{}", answer.errors);
            assert!(answer.output.len() < 8_000 && !answer.output.contains('\u{1b}'));
            json(arguments, body);
        }
    }
}

#[test]
fn an_endless_body_is_read_up_to_a_limit() {
    let mut command = command(&["decode", "--status", "500", "/dev/zero"]);
    if Path::new("/dev/zero").exists() {
        assert_eq!(Answer::of(&mut command).status, Some(1));
    }
}

#[test]
fn only_a_terminal_gets_colours() {
    for (name, arguments, body, _) in RESPONSES {
        let plain = decode(Some(80), arguments, body.as_bytes());
        let forced = |format| {
            let mut command = command(&["decode", "--format", format]);
            command.args(*arguments).env("CLICOLOR_FORCE", "1").env("COLUMNS", "80");
            answer(&mut command, body.as_bytes()).output
        };
        assert!(!plain.output.contains('\u{1b}'), "{name}");
        assert!(forced("text").contains("\u{1b}["), "{name}");
        assert_eq!(without_colours(&forced("text")), plain.output, "{name}");
        assert!(!forced("json").contains('\u{1b}'), "{name}");
    }
}

#[test]
fn what_people_paste_is_taken_apart() {
    const BODY: &str =
        r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"not enough balance"}"#;
    const DICT: &str = "{'code': 403, 'reason': 'NOT_ENOUGH_BALANCE', 'message': None}";
    for (input, form) in [
        (format!("HTTP/2 403\r\nretry-after: 9\r\n\r\n{BODY}"), "head-and-body"),
        (
            format!("> GET / HTTP/2\n< HTTP/2 403\n< Retry-After: 9\n<\n{BODY}\n* done\n"),
            "curl-verbose",
        ),
        (format!("Status 403:\n```json\n{BODY}\n```\n"), "code-block"),
        (format!("Error code: 403 - {DICT}"), "python-dict"),
        (format!("failed (status 403): {BODY}"), "client-message"),
    ] {
        let answer = json(&["--catalog", "novita"], input.as_bytes());
        assert_eq!(answer["name"], "NotEnoughBalance", "{input}");
        assert_eq!(answer["status"], 403, "{input}");
        assert_eq!(answer["taken_for"][0], form, "{input}");
        if input.contains("etry-") {
            assert_eq!(answer["retry_after"], 9, "{input}");
        }
        let text = decode(Some(80), &["--catalog", "novita"], input.as_bytes()).fine();
        assert!(text.starts_with("Read as ") && text.contains(" HTTP status 403.\n"), "{text}");
    }
    let head = "HTTP/2 403\ndate: Sun, 06 Nov 1994 08:49:37 GMT\n\
                retry-after: Sun, 06 Nov 1994 08:49:47 GMT\n\n";
    assert_eq!(json(&[], format!("{head}{BODY}").as_bytes())["retry_after"], 10);
    let head = "HTTP/1.1 504\nx-fal-error-type: request_timeout\nx-fal-request-id: 9f3c\n\n";
    let answer = json(&["--catalog", "fal"], head.as_bytes());
    assert_eq!((&answer["code"], &answer["trace_id"]), (&"request_timeout".into(), &"9f3c".into()));
    let answer = json(&["--status", "500"], format!("HTTP/2 403\n\n{BODY}").as_bytes());
    assert_eq!(answer["status"], 500);
    let answer = json(&["--retry-after", "30"], BODY.as_bytes());
    assert_eq!(answer["retry_after"], 30);
    let answer = json(&["--catalog", "vidu"], b"shot 1 failed: 400 / AuditSubmitIllegal");
    assert_eq!(
        (&answer["code"], &answer["taken_for"][0]),
        (&"AuditSubmitIllegal".into(), &"sentence".into())
    );
}

#[test]
fn a_row_without_a_description_leaves_no_empty_line() {
    let scratch = Scratch::new();
    let catalog = "[catalog]\ntitle = \"Acme\"\ndescription = \"Errors.\"\nsource = \"Acme\"\n\n\
        [response]\ncode = [\"/code\"]\n\n\
        [codes.busy]\nmessage = \"Busy\"\ncategory = \"capacity\"\nretry = \"later\"\n";
    let file = scratch.write("acme/api.toml", catalog);
    let text = decode(Some(20), &["--catalogs", &file], br#"{"code":"busy"}"#).fine();
    assert!(text.contains("────\n  category"), "{text}");
}

#[test]
fn failed_lines_are_reported_and_counted() {
    let lines = concat!(
        "{\"id\":1}\n",
        "{\"reason\":\"NOT_ENOUGH_BALANCE\"}\n",
        "{\"reason\":\"MODEL_NOT_FOUND\"}\n"
    );
    let text = decode(Some(80), &["--catalog", "novita/llm"], lines.as_bytes()).fine();
    assert!(text.starts_with("Read as lines of JSON.\n\nLine 2\n"), "{text}");
    assert!(text.ends_with("\n2 of 3 lines report an error.\n"), "{text}");
    let arguments = ["--catalog", "novita/llm", "--format", "json"];
    let json = decode(None, &arguments, lines.as_bytes()).fine();
    let objects: Vec<Value> =
        json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let lines: Vec<_> = objects.iter().map(|object| &object["line"]).collect();
    assert_eq!(lines, [2, 3]);
}

#[test]
fn what_is_compressed_is_named_and_not_read() {
    let complaint = decode(None, &[], b"\x1f\x8b\x08\x00garbage").complaint(2);
    assert_eq!(
        complaint,
        "error: the input is compressed (gzip)\n  \
         help: `gunzip -c FILE | error-catalog decode` decompresses it\n"
    );
}
