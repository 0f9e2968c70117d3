//! A gateway in front of several vendors. It translates each of their failures into a problem document
//! (RFC 9457).
//!
//! ```sh
//! cargo run --features json,problem --example gateway
//! ```
//!
//! [`Problem`] is the translation. This file has the gateway around it, a local server that plays the
//! vendors, and what the gateway must make of their answers. `cargo test` runs it as a test.

use std::error::Error;
use std::future::pending;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use error_catalog::problem::Problem;
use error_catalog::{AnyCode, ApiError, Catalogs, ResponseBody, vidu};
use serde_json::{Value, json};

/// Milliseconds, as this is an example; a vendor is given half a minute and more.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Clone)]
struct Gateway {
    agent: ureq::Agent,
    upstream: String,
}

async fn generate(
    State(gateway): State<Gateway>,
    Path(vendor): Path<String>,
    prompt: String,
) -> Result<Vec<u8>, Response> {
    // ureq blocks, and this thread serves other callers as well.
    let forwarded = tokio::task::spawn_blocking(move || gateway.forward(&vendor, &prompt));
    let answer = forwarded.await.expect("forwarding doesn't panic");
    answer.map_err(|problem| {
        let problem = problem.with_base("https://gateway.example/problems/");
        problem.to_response().into_response()
    })
}

impl Gateway {
    fn forward(&self, vendor: &str, prompt: &str) -> Result<Vec<u8>, Problem> {
        let catalogs = Catalogs::ALL.named(vendor).map_err(|error| {
            Problem::new(StatusCode::NOT_FOUND, "no-such-vendor", "There is no such vendor")
                .with_detail(error.to_string())
        })?;
        let request = self.agent.post(format!("{}/{vendor}", self.upstream));
        let request = request.config().timeout_global(Some(PATIENCE)).build();
        let (parts, mut body) = request.send(prompt).map_err(no_answer)?.into_parts();
        let body = body.read_to_vec().map_err(no_answer)?;
        match catalogs.read(Some(parts.status.as_u16()), &body) {
            None => Ok(body),
            Some(error) => Err(problem(&error.with_headers(&parts.headers))),
        }
    }
}

/// What callers are told. What only the operator can fix goes to the log.
fn problem(error: &ApiError<'_>) -> Problem {
    let problem = Problem::from(error);
    if problem.is_for_operator() {
        eprintln!("the gateway's operator is wanted: {error}");
    }
    problem
}

/// The vendor did not answer, or not completely. The request may have arrived all the same.
fn no_answer(error: ureq::Error) -> Problem {
    eprintln!("no answer from the vendor: {error}");
    let status = if matches!(error, ureq::Error::Timeout(_)) { 504 } else { 502 };
    problem(&ApiError::<AnyCode>::from_status(status))
}

/// Plays every vendor: the prompt is the answer to send, with its status in the first line. Without a
/// status, it never answers.
async fn play(prompt: String) -> Response {
    let (status, body) = prompt.split_once('\n').unwrap_or(("200", &prompt));
    let Ok(status) = status.parse::<StatusCode>() else { return pending().await };
    let mut response = (status, body.to_owned()).into_response();
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(header::RETRY_AFTER, 7.into());
    }
    response
}

/// What a vendor answers, and what the gateway must make of it: the status, the wait, and members of the
/// document. Those that are null must be absent.
struct Case {
    vendor: &'static str,
    answers: (u16, String),
    status: u16,
    retry_after: Option<&'static str>,
    members: Value,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = |vendor, answers: (u16, &str), status, retry_after, members| {
        let answers = (answers.0, answers.1.to_owned());
        cases.push(Case { vendor, answers, status, retry_after, members });
    };
    let hidden = json!({ "code": null, "detail": null, "category": null, "retry": null });

    let lacking = ResponseBody::new(vidu::api::ErrorCode::FieldLacking, &[&"prompt"])
        .expect("the message has one placeholder");
    let members = json!({
        "type": "https://gateway.example/problems/invalid-request",
        "title": "The request is not valid",
        "status": 400,
        "detail": "field is missing or empty: prompt",
        "code": "FieldLacking",
        "category": "invalid-request",
        "retry": "after-change",
        "may_have_taken_effect": false,
    });
    case("vidu", (400, lacking.json()), 400, None, members);
    let failed = r#"{"id":"1","state":"failed","err_code":"AuditFailed","credits":0}"#;
    case("vidu", (200, failed), 422, None, json!({ "category": "content-policy" }));

    let members = json!({ "retry": "later", "may_have_taken_effect": true });
    case("vidu", (0, ""), 504, None, members);

    let money = r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance","metadata":{"trace_id":"9f3c"}}"#;
    let mut members = hidden.clone();
    members["trace_id"] = "9f3c".into();
    case("novita", (403, money), 503, None, members);
    let fast = r#"{"code":429,"reason":"RATE_LIMIT_EXCEEDED","message":"slow down"}"#;
    let members = json!({ "category": "rate-limit", "retry": "later", "detail": "slow down" });
    case("novita", (429, fast), 503, Some("7"), members);
    case("novita", (404, "404 page not found"), 502, None, hidden.clone());
    let relay = r#"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"code\":400, \"reason\":\"ILLEGAL_PROMPT\"}"}}}"#;
    case("novita", (400, relay), 422, None, json!({ "code": "ILLEGAL_PROMPT" }));

    let money = r#"{"error":{"code":"quota_exceeded","message":"Insufficient quota","type":"insufficient_quota"}}"#;
    case("evolink", (402, money), 503, None, hidden.clone());
    let broken = r#"{"error":{"code":"internal_error","message":"Oops"}}"#;
    let members = json!({ "code": "internal_error", "retry": "later", "may_have_taken_effect": true, "detail": "Oops" });
    case("evolink", (500, broken), 502, None, members);
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    case("evolink", (502, page), 502, None, json!({ "detail": null, "category": "server" }));

    let key = r#"{"error":{"type":"authentication_error","message":"Invalid API key"}}"#;
    case("vidio", (401, key), 500, None, hidden);
    let lost = r#"{"error":{"type":"invalid_request_error","message":"Job not found"}}"#;
    case("vidio", (404, lost), 404, None, json!({ "detail": "Job not found" }));
    case("acme", (200, ""), 404, None, json!({ "title": "There is no such vendor" }));
    cases
}

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let here = format!("http://{}", listener.local_addr()?);
    // Otherwise ureq drops the body of an error, which says what kind of error it is.
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let app = Router::new()
        .route("/generate/{vendor}", post(generate))
        .with_state(Gateway { agent: agent.clone(), upstream: format!("{here}/vendors") })
        .route("/vendors/{vendor}", post(play));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // It serves until the process ends.
    thread::spawn(move || {
        runtime.block_on(async {
            axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
        })
    });

    let fine = agent.post(format!("{here}/generate/vidu")).send(r#"{"state":"success"}"#)?;
    assert_eq!(fine.status(), 200);
    for case in cases() {
        let (sent, body) = &case.answers;
        let url = format!("{here}/generate/{}", case.vendor);
        let mut answer = agent.post(url).send(format!("{sent}\n{body}"))?;
        let document = answer.body_mut().read_to_string()?;
        println!("{} {sent} {body}\n    {} {document}", case.vendor, answer.status().as_u16());

        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(answer.status(), case.status, "{body}");
        assert_eq!(header("content-type"), Some("application/problem+json"), "{body}");
        assert_eq!(header("retry-after"), case.retry_after, "{body}");
        let document: Value = serde_json::from_str(&document)?;
        assert_eq!(document["status"], case.status, "{body}");
        for (name, value) in case.members.as_object().into_iter().flatten() {
            assert_eq!(&document[name], value, "{name} of {body}");
        }
    }
    Ok(())
}

#[test]
fn every_failure_becomes_a_problem() -> Result<(), Box<dyn Error>> {
    main()
}
