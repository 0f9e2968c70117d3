//! The part to copy: a vendor's failure as a problem of RFC 9457.
//!
//! Who calls a gateway has no account with the vendor, so a vendor's status says something else to
//! the gateway than it would say to them:
//!
//! | Category | Status | For |
//! |---|---|---|
//! | invalid-request | 400 | it is theirs to correct |
//! | invalid-media, content-policy | 422 | it is well-formed, and theirs to change |
//! | not-found | 404 | it is what they named |
//! | not-found, and no code | 502 | it is a route that the gateway asked for and the vendor lacks |
//! | conflict, cancelled | 409 | `retry` says whether to come again |
//! | rate-limit, capacity | 503, `Retry-After` | all callers together are too many; a 429 would blame one |
//! | billing | 503 | the gateway's account is empty; a 402 would ask them for money |
//! | authentication, permission | 500 | it is the gateway's key that is wrong |
//! | timeout | 504 | |
//! | server, unknown, and words that are yet to come | 502 | |
//!
//! Of what the operator has to mend, the caller learns nothing but that it is not available.

use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use error_catalog::{AnyCode, ApiError, Category, Match, Retry};
use serde_json::{Value, json};

/// For who is to wait and wasn't told how long.
const WAIT: Duration = Duration::from_secs(10);

/// A problem type has one title.
const NOT_AVAILABLE: &str = "The service is not available";

pub struct Problem {
    status: StatusCode,
    retry_after: Option<Duration>,
    document: Value,
}

impl Problem {
    /// A problem that has nothing to say but its type.
    pub fn new(status: StatusCode, kind: &str, title: &str) -> Self {
        let kind = format!("https://gateway.example/problems/{kind}");
        let document = json!({ "type": kind, "title": title, "status": status.as_u16() });
        Self { status, retry_after: None, document }
    }

    /// A vendor that has not answered, or not to the end: the request may have arrived all the same.
    pub fn no_answer(error: &ureq::Error) -> Self {
        eprintln!("no answer from the vendor: {error}");
        let status = if matches!(error, ureq::Error::Timeout(_)) { 504 } else { 502 };
        ApiError::<AnyCode>::from_status(status).into()
    }
}

impl From<ApiError<'_>> for Problem {
    fn from(error: ApiError<'_>) -> Self {
        // Without a code, what there is may be a router's text or a proxy's page.
        let is_nameless = error.matched() == Match::Unknown && error.unknown_code().is_none();
        let category = error.category();
        let (status, kind, title) = match category {
            Category::InvalidRequest => (400, category.as_str(), "The request is not valid"),
            Category::InvalidMedia => (422, category.as_str(), "The media can't be used"),
            Category::ContentPolicy => (422, category.as_str(), "The content is not allowed"),
            Category::NotFound if is_nameless => (502, "not-available", NOT_AVAILABLE),
            Category::NotFound => (404, category.as_str(), "There is no such thing"),
            Category::Conflict => (409, category.as_str(), "It is in a state that forbids this"),
            Category::Cancelled => (409, category.as_str(), "It was cancelled"),
            Category::RateLimit | Category::Capacity => (503, "busy", "The service is busy"),
            Category::Billing => (503, "not-available", NOT_AVAILABLE),
            Category::Authentication | Category::Permission => {
                (500, "not-available", NOT_AVAILABLE)
            }
            Category::Timeout => (504, category.as_str(), "The vendor has not answered in time"),
            _ => (502, "vendor-failed", "The vendor has failed"),
        };
        let status = StatusCode::from_u16(status).expect("a status of the table above");
        let mut problem = Self::new(status, kind, title);
        let mut tell = |member: &str, value: Value| problem.document[member] = value;

        // It says nothing to them, but they can pass it on to support.
        if let Some(id) = error.trace_id() {
            tell("trace_id", id.into());
        }
        if kind == "not-available" {
            eprintln!("the gateway's operator is wanted: {error}");
            return problem;
        }
        // The gateway is to slow down. One caller of many can only wait.
        let retry = if error.retry() == Retry::SlowDown { Retry::Later } else { error.retry() };
        tell("category", category.as_str().into());
        tell("retry", retry.as_str().into());
        tell("may_have_taken_effect", error.may_have_taken_effect().into());
        if let Some((_, entry)) = error.rows().next() {
            tell("code", entry.code().into());
        } else if let Some(code) = error.unknown_code() {
            tell("code", code.as_str().into());
        }
        let described = error.entry().map(|entry| entry.description());
        if let Some(detail) = error.message().or(described).filter(|_| !is_nameless) {
            tell("detail", detail.into());
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            problem.retry_after = Some(error.retry_after().unwrap_or(WAIT));
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, self.document.to_string()).into_response();
        if let Some(wait) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().into());
        }
        response
    }
}
