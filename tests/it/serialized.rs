//! Errors as data.

use std::time::Duration;

use error_catalog::{AnyCode, CATALOGS, CodeSet, novita, vidio, vidu};
use serde_json::json;

#[test]
fn a_known_error_has_every_key_in_order() {
    let error = vidu::ApiError::new(
        Some(400),
        Some("FieldLacking"),
        Some("field is missing or empty: prompt"),
    );
    assert_eq!(
        serde_json::to_string(&error).expect("plain data"),
        concat!(
            r#"{"outcome":"failed","catalog":"vidu/api","name":"FieldLacking","code":"FieldLacking","#,
            r#""status":400,"message":"field is missing or empty: prompt","#,
            r#""arguments":{"fields":"prompt"},"context":{},"category":"invalid-request","#,
            r#""retry":"after-change","known":true,"found":"exact","case":null,"trace_id":null,"#,
            r#""may_have_taken_effect":false,"rows":["vidu/api/FieldLacking"],"retry_after":null,"#,
            r#""others":[]}"#,
        ),
    );
}

#[test]
fn an_unknown_code_is_kept_as_it_came() {
    let error = novita::ApiError::new(Some(503), Some("NEW\nCODE"), None::<&str>);
    let error = error.with_retry_after(Duration::from_millis(1500));
    let json = serde_json::to_value(&error).expect("plain data");
    assert_eq!(json["code"], "NEW\nCODE");
    assert_eq!(json["known"], false);
    assert_eq!(json["name"], json!(null));
    assert_eq!(json["rows"], json!([]));
    assert_eq!(json["retry_after"], 2);
}

#[test]
fn a_class_has_its_code_and_all_its_rows() {
    let error = vidio::ApiError::new(None, Some("invalid_request_error"), Some("new"));
    let json = serde_json::to_value(&error).expect("plain data");
    assert_eq!(json["found"], "class");
    assert_eq!(json["known"], true);
    assert_eq!(json["code"], "invalid_request_error");
    assert_eq!(json["catalog"], "vidio/api");
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(error.rows().count()));
}

#[test]
fn codes_round_trip_as_any_code_and_as_vendor_code() {
    let mut count = 0;
    for catalog in CATALOGS {
        for row in 0..catalog.entries().len() {
            let code = AnyCode::from_row(catalog, row).expect("a row of it");
            let json = serde_json::to_string(&code).expect("a string");
            assert_eq!(json, format!("\"{}/{}\"", catalog.path(), code.entry().name()));
            assert_eq!(serde_json::from_str::<AnyCode>(&json).expect("a code"), code);
            if let Ok(of_vendor) = novita::ErrorCode::try_from(code) {
                assert_eq!(catalog.vendor(), "novita");
                assert_eq!(AnyCode::from(of_vendor), code);
                assert_eq!(serde_json::to_string(&of_vendor).expect("a string"), json);
                let read: novita::ErrorCode = serde_json::from_str(&json).expect("a code");
                assert_eq!(read, of_vendor);
                count += 1;
            } else {
                assert_ne!(catalog.vendor(), "novita");
                serde_json::from_str::<novita::ErrorCode>(&json).expect_err("another vendor's");
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn unknown_codes_are_not_deserialized() {
    for text in ["", "/", "novita/llm", "novita/llm/", "novita/llm/Nothing", "NOT_ENOUGH_BALANCE"] {
        let json = serde_json::to_string(text).expect("a string");
        let error = serde_json::from_str::<AnyCode>(&json).expect_err("no code").to_string();
        assert!(error.contains("expected a code with its catalog"), "{error}");
    }
}
