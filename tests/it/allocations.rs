//! Reading an error that is known takes no memory but the body's.

use std::fmt::{self, Write};
use std::hint::black_box;

use allocation_counter::measure;
use error_catalog::{
    AnyCode, ApiError, CATALOGS, Catalogs, Code, CodeSet, Match, ResponseBody, evolink, novita,
    vidio, vidu,
};

/// Asserts that `action` allocates nothing.
#[track_caller]
fn assert_allocates_nothing(what: &str, action: impl FnOnce()) {
    let counted = measure(action);
    assert_eq!(counted.count_total, 0, "{what}: {} bytes", counted.bytes_total);
}

/// What is done with an error that was read: all that a program asks of it, and a line for its log.
fn use_up<C: CodeSet>(error: &ApiError<'_, C>) {
    black_box((error.code(), error.entry(), error.catalog(), error.matched(), error.status()));
    black_box((error.category(), error.retry(), error.may_have_taken_effect()));
    black_box((error.message(), error.arguments(), error.case(), error.trace_id()));
    black_box((error.rows().count(), error.unknown_code()));
    let mut line = Line::default();
    write!(line, "{error}").expect("a line that fits");
    black_box(line);
}

/// A text of bounded length in place.
struct Line {
    bytes: [u8; 1024],
    length: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self { bytes: [0; 1024], length: 0 }
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[test]
fn allocations_are_counted() {
    assert_eq!(measure(|| drop(black_box(vec![1_u8]))).count_total, 1);
    let escaped = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"a \"b\""}"#;
    let counted = measure(|| drop(black_box(novita::ApiError::read(Some(403), escaped))));
    assert!(counted.count_total > 0, "a message with escapes has to be written anew");
}

/// Bodies with a code that is known and a message without escapes.
const BODIES: &[(&str, Option<u16>, &str)] = &[
    (
        "vidu",
        Some(400),
        r#"{"code":400,"reason":"CreditInsufficient","message":"insufficient credits","metadata":{"trace_id":"abc"}}"#,
    ),
    (
        "vidu/api",
        Some(400),
        r#"{"code":400,"reason":"FieldLacking","message":"field is missing or empty: prompt"}"#,
    ),
    ("vidu", Some(400), r#"{"code":400,"reason":"AuditSubmitIllegal"}"#),
    (
        "vidu/task",
        Some(200),
        r#"{"id":"7","state":"failed","err_code":"CreationPolicyViolation","credits":0}"#,
    ),
    (
        "novita",
        Some(403),
        r#"{"code":403, "reason":"NOT_ENOUGH_BALANCE", "message":"insufficient balance", "metadata":{}}"#,
    ),
    // Of another scope; of several.
    (
        "novita/media",
        Some(403),
        r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance trace_id: 9f3c"}"#,
    ),
    ("novita", Some(403), r#"{"code":403,"reason":"INVALID_API_KEY","message":"no"}"#),
    (
        "evolink",
        Some(200),
        r#"{"id":"7","status":"failed","progress":0,"error":{"code":"invalid_parameters","message":"image dimensions must be between 240 and 7680","type":"task_error"}}"#,
    ),
    (
        "evolink",
        Some(429),
        r#"{"error":{"code":429,"message":"Too many requests","type":"quota_exceeded"}}"#,
    ),
    ("vidio", Some(404), r#"{"error":{"type":"invalid_request_error","message":"Job not found"}}"#),
    ("vidio/api", None, r#"{"error":{"type":"invalid_request_error","message":"Job not found"}}"#),
    ("vidio", Some(400), r#"{"error":{"type":"invalid_request_error","message":"something new"}}"#),
    // With fields that nobody asked for, before and after.
    (
        "vidio",
        Some(404),
        r#"{"request":{"id":"r","tags":["a","b"]},"error":{"param":null,"type":"invalid_request_error","message":"Job not found","path":"a\/b"},"more":[1,2.5,true]}"#,
    ),
    (
        "vidio",
        Some(404),
        r#"{"request":[[{"a":[{"b":[]}]}]],"error":{"type":"invalid_request_error","message":"Job not found"}}"#,
    ),
    // Followed by something else.
    ("novita/llm", Some(403), r#"{"reason":"NOT_ENOUGH_BALANCE","message":"m"} and more"#),
];

#[test]
fn a_known_code_with_an_unescaped_message_is_read_without_allocation() {
    let mut failed = Vec::new();
    for &(name, status, body) in BODIES {
        let read = || {
            let error = Catalogs::ALL.named(name).map(|it| it.read(status, body.as_bytes()));
            error.expect("a name").expect("an error")
        };
        assert_ne!(read().matched(), Match::Unknown, "{body}");
        let reading = measure(|| drop(black_box(read())));
        if reading.count_total > 0 {
            failed.push(format!("read as {name}, {} bytes: {body}", reading.bytes_total));
        }
        let error = read();
        let using = measure(|| use_up(&error));
        if using.count_total > 0 {
            failed.push(format!("used as {name}, {} bytes: {body}", using.bytes_total));
        }
    }
    assert!(failed.is_empty(), "allocates:\n{}", failed.join("\n"));
}

#[test]
fn written_bodies_are_read_without_allocation() {
    for catalog in CATALOGS {
        for position in 0..catalog.entries().len() {
            let code = AnyCode::from_row(catalog, position).expect("a row");
            let placeholders =
                code.entry().message().map_or(0, |template| template.placeholders().count());
            let body = ResponseBody::new(code, &vec![&"x" as _; placeholders]).expect("a body");
            let (status, json) = (Some(body.status()), body.json());
            // A quotation mark is an escape. Without a code, a success reports no error.
            let reports_nothing = code.entry().code().is_empty() && body.status() < 400;
            if json.contains('\\') || reports_nothing {
                continue;
            }
            for name in [catalog.path(), catalog.vendor()] {
                assert_allocates_nothing(&format!("{code:?} by {name}"), || {
                    let error =
                        Catalogs::ALL.named(name).map(|it| it.read(status, json.as_bytes()));
                    use_up(&error.expect("a name").expect("an error"));
                });
            }
        }
    }
}

#[test]
fn typed_errors_are_read_without_allocation() {
    fn assert_typed<C: CodeSet>(status: u16, body: &str) {
        assert_allocates_nothing(body, || {
            let error = ApiError::<C>::read(Some(status), body.as_bytes()).expect("an error");
            use_up(&error);
        });
    }
    for &(name, status, body) in BODIES.iter().take(12) {
        let status = status.unwrap_or(400);
        match name.split('/').next() {
            Some("vidu") => assert_typed::<vidu::ErrorCode>(status, body),
            Some("novita") => assert_typed::<novita::ErrorCode>(status, body),
            Some("evolink") => assert_typed::<evolink::task::ErrorCode>(status, body),
            _ => assert_typed::<vidio::api::ErrorCode>(status, body),
        }
    }
}

#[test]
fn successes_are_read_without_allocation() {
    for (name, body) in [
        ("vidu", r#"{"id":"7","state":"success","err_code":"","credits":4}"#),
        ("novita", r#"{"task":{"task_id":"7","status":"TASK_STATUS_SUCCEED","reason":""}}"#),
        ("evolink", r#"{"id":"7","status":"completed","progress":100,"error":null}"#),
        ("vidio", r#"{"job_id":"7","status":"completed"}"#),
    ] {
        assert_allocates_nothing(name, || {
            let error = Catalogs::ALL
                .named(name)
                .map(|it| it.read(Some(200), body.as_bytes()))
                .expect("a name");
            assert!(error.is_none());
        });
    }
}

#[test]
fn finding_a_code_allocates_nothing() {
    fn assert_lookup<C: Code>() {
        for entry in C::CATALOG.entries() {
            assert_allocates_nothing(C::CATALOG.path(), || {
                black_box(C::from_code(black_box(entry.code())));
                black_box(C::all_by_code(black_box(entry.code())).count());
                black_box(C::identify(entry.status(), entry.code(), black_box("a message")));
                black_box(C::CATALOG.all_by_code(black_box("no code")).count());
                assert!(C::from_code(black_box("no code")).is_none());
            });
        }
    }
    assert_lookup::<evolink::task::ErrorCode>();
    assert_lookup::<novita::gpu::ErrorCode>();
    assert_lookup::<vidio::api::ErrorCode>();
    assert_lookup::<vidu::task::ErrorCode>();
}

#[test]
fn reading_and_writing_a_message_allocates_nothing() {
    let templates = CATALOGS.iter().flat_map(|catalog| catalog.entries());
    for template in templates.filter_map(|entry| entry.message()) {
        // One word: in some messages only a space is between two values.
        let values = vec!["prompt"; template.placeholders().count()];
        assert_allocates_nothing(template.text(), || {
            let mut line = Line::default();
            let message = template.render(&values).expect("a value for each");
            write!(line, "{message}").expect("a line that fits");
            let text = std::str::from_utf8(&line.bytes[..line.length]).expect("a text");
            let arguments = template.parse(black_box(text)).expect("it was rendered");
            assert!(arguments.iter().map(|(_, value)| value).eq(values.iter().copied()));
            assert!(template.parse(black_box("\u{0}")).is_none());
        });
    }
    assert_allocates_nothing("a struct", || {
        let mut line = Line::default();
        write!(line, "{}", vidu::api::FieldLacking { fields: "prompt" }).expect("it fits");
        let text = std::str::from_utf8(&line.bytes[..line.length]).expect("a text");
        let read = vidu::api::FieldLacking::parse(text);
        assert_eq!(read.map(|message| message.fields), Some("prompt"));
    });
}

#[test]
fn a_body_of_a_hundred_megabytes_takes_little_memory() {
    for start in [
        r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":""#,
        r#"{"code":403,"message":"\n"#,
        "not JSON ",
    ] {
        let mut body = start.as_bytes().to_vec();
        body.resize(100_000_000, b'a');
        let counted = measure(|| {
            let error = novita::ApiError::read(Some(403), &body).expect("an error");
            black_box(error.into_owned());
        });
        assert!(counted.bytes_max < 8 << 20, "{start}: {} bytes", counted.bytes_max);
    }
    // Nor do brackets that are never closed, nor bytes that are no text.
    for byte in [b'[', 0xff] {
        let body = vec![byte; 100_000_000];
        let counted = measure(|| {
            drop(black_box(novita::ApiError::read(Some(403), &body).expect("an error")));
        });
        assert!(counted.bytes_max < 8 << 20, "{byte}: {} bytes", counted.bytes_max);
    }
}
