//! What headers add to an error.

use error_catalog::fal::{self, models, requests};
use error_catalog::{Category, Retry};

fn read(status: u16, headers: &[(&str, &str)], body: &str) -> fal::ApiError<'static> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(body.as_bytes()).expect("a response");
    fal::ApiError::read_response(&response).expect("an error").into_owned()
}

#[test]
fn code_and_trace_id_are_taken_from_headers() {
    let headers = [("x-fal-error-type", "runner_disconnected"), ("x-fal-request-id", "r-1")];
    let error = read(503, &headers, "");
    assert_eq!(error.code(), Some(requests::ErrorCode::RunnerDisconnected.into()));
    assert_eq!(error.trace_id(), Some("r-1"));
}

#[test]
fn those_of_the_body_come_first() {
    let headers = [("x-fal-error-type", "internal_error"), ("x-fal-request-id", "r-1")];
    let body = r#"{"detail":"Gone","error_type":"runner_disconnected","request_id":"r-2"}"#;
    let error = read(503, &headers, body);
    assert_eq!(error.code(), Some(requests::ErrorCode::RunnerDisconnected.into()));
    assert_eq!(error.trace_id(), Some("r-2"));
}

#[test]
fn a_header_that_forbids_a_retry_overrules_the_row() {
    let body = r#"{"detail":[{"type":"internal_server_error","msg":"Failed"}]}"#;
    assert_eq!(read(500, &[], body).retry(), Retry::Later);
    let error = read(500, &[("x-fal-retryable", "false")], body);
    assert_eq!((error.category(), error.retry()), (Category::Server, Retry::Never));
    assert_eq!(error.code(), Some(models::ErrorCode::InternalServerError.into()));
}

#[test]
fn a_header_that_allows_a_retry_overrules_the_row() {
    let body = r#"{"detail":[{"type":"no_media_generated","msg":"Nothing"}]}"#;
    assert_eq!(read(422, &[], body).retry(), Retry::AfterChange);
    assert_eq!(read(422, &[("x-fal-retryable", "True")], body).retry(), Retry::Later);
    assert_eq!(read(422, &[("x-fal-retryable", "perhaps")], body).retry(), Retry::AfterChange);
}

#[test]
fn a_header_that_agrees_with_the_row_changes_nothing() {
    let error = read(429, &[("x-fal-needs-retry", "true")], "");
    assert_eq!(error.retry(), Retry::SlowDown);
}
