//! A client of four vendors that retries what may be retried, and nothing else.
//!
//! ```sh
//! cargo run --features json,http --example client
//! ```
//!
//! `client.rs` is the client, and `vendors.rs` a local server that plays the vendors. This file has
//! what they answer and what the client must make of it. `cargo test` runs it as a test.

mod client;
mod vendors;

use std::error::Error;
use std::sync::atomic::Ordering;
use std::time::Duration;

use error_catalog::{CodeSet, evolink, novita, vidio, vidu};

use self::client::{Client, Error as Failed};
use self::vendors::{Answer, Vendors};

#[derive(Clone, Copy)]
enum Call {
    LookUp,
    Submit,
    Generate,
}

/// What a vendor answers to a call, and how the call must end: the failure, if it fails, and the least
/// milliseconds between the requests that reach the vendor.
struct Row {
    vendor: &'static str,
    call: Call,
    what: &'static str,
    answers: Vec<Answer>,
    failure: Option<&'static str>,
    waits: &'static [u64],
}

fn rows() -> Vec<Row> {
    use Call::{Generate, LookUp, Submit};
    let mut rows = Vec::new();
    let mut row = |vendor, call, what, answers: &[Answer], failure, waits| {
        rows.push(Row { vendor, call, what, answers: answers.to_vec(), failure, waits });
    };
    let (fine, verbatim) = (Answer::fine(), Answer::verbatim);

    let busy = Answer::error(vidu::api::ErrorCode::OperationInProcess, &[]);
    let broken = Answer::error(vidu::api::ErrorCode::InternalServiceFailure, &[]);
    let money = r#"{"code":400,"reason":"CreditInsufficient","message":"insufficient credits","metadata":{"trace_id":"abc"}}"#;
    let money = verbatim(400, money);
    let policy = r#"{"id":"1","state":"failed","err_code":"CreationPolicyViolation","credits":0}"#;
    let policy = [fine.clone(), verbatim(200, policy)];
    let stopped = Answer::error(vidu::task::ErrorCode::UserCancelled, &[]);
    let stopped = [fine.clone(), stopped];
    let opaque = verbatim(500, r#"{"code":500,"reason":"UNKXXXO004IFR"}"#);
    row("vidu", Submit, "no credits", &[money], Some("vidu/api CreditInsufficient"), &[]);
    row("vidu", Submit, "busy, refused", &[busy, fine.clone()], None, &[5]);
    let once = Some("vidu/api InternalServiceFailure");
    row("vidu", Submit, "a 500 on a submit", std::slice::from_ref(&broken), once, &[]);
    let later = [fine.clone(), broken.clone()];
    row("vidu", Generate, "fine, then 500s", &later, once, &[0, 5, 10, 20]);
    let recovers = [broken.clone(), broken, fine.clone()];
    row("vidu", LookUp, "500s, then fine", &recovers, None, &[5, 10]);
    row("vidu", Submit, "an unknown 500", &[opaque], Some("unknown code UNKXXXO004IFR (500)"), &[]);
    row("vidu", Generate, "task failed: policy", &policy, Some("vidu/task CreationPolicy"), &[0]);
    row("vidu", Generate, "task failed: stopped", &stopped, Some("never: vidu/task User"), &[0]);

    let money = r#"{"code":403, "reason":"NOT_ENOUGH_BALANCE", "message":"insufficient balance", "metadata":{}}"#;
    let relay = r#"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"code\":400, \"reason\":\"ILLEGAL_PROMPT\", \"message\":\"no\"}"}}}"#;
    let fast = Answer::error(novita::media::ErrorCode::RateLimitExceeded, &[]);
    let soon = [fast.clone().with_retry_after(1), fine.clone()];
    let late = [fast.with_retry_after(120)];
    let (money, relay) = (verbatim(403, money), verbatim(400, relay));
    let route = verbatim(404, "404 page not found");
    row("novita", Submit, "no money, in a 403", &[money], Some("novita/llm NOT_ENOUGH"), &[]);
    row("novita", LookUp, "no JSON", &[route], Some("error without a code (404): 404 page"), &[]);
    row("novita", Submit, "inside a relay's", &[relay], Some("novita/media ILLEGAL_PROMPT"), &[]);
    row("novita", Submit, "Retry-After: 1", &soon, None, &[1000]);
    row("novita", Submit, "Retry-After: 120", &late, Some("RATE_LIMIT_EXCEEDED (429)"), &[]);

    let empty = Answer::error(evolink::task::ErrorCode::GenerationFailedNoContent, &[]);
    let empty = [fine.clone(), empty, fine.clone(), fine.clone()];
    let policy = Answer::error(evolink::task::ErrorCode::ContentPolicyViolation, &[]);
    let policy = [fine.clone(), policy];
    let money = r#"{"error":{"code":"quota_exceeded","message":"Insufficient quota","type":"insufficient_quota"}}"#;
    let money = verbatim(402, money);
    row("evolink", Generate, "task failed: resend", &empty, None, &[0, 0, 0]);
    let refused = Some("evolink/task content_policy_violation");
    row("evolink", Generate, "task failed: policy", &policy, refused, &[0]);
    row(
        "evolink",
        Submit,
        "no money, in a 402",
        &[money],
        Some("evolink/http quota_exceeded"),
        &[],
    );

    let fast = Answer::error(vidio::api::ErrorCode::TooManyRequests, &[]);
    let lost = Answer::error(vidio::api::ErrorCode::JobNotFound, &[]);
    let broken = Answer::error(vidio::api::ErrorCode::InternalServerError, &[]);
    row("vidio", Submit, "too fast", &[fast, fine], None, &[20]);
    row("vidio", LookUp, "no such job", &[lost], Some("vidio/api invalid_request_error Job"), &[]);
    let always = Some("vidio/api api_error InternalServerError");
    row("vidio", LookUp, "500s for ever", &[broken], always, &[5, 10, 20]);
    rows
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows = rows();
    let path = |at: usize, row: &Row| format!("{}/{at}", row.vendor);
    let answers = rows.iter().enumerate().map(|(at, row)| (path(at, row), row.answers.clone()));
    let (vendors, address) = Vendors::serve(answers.collect())?;
    let client = Client::new(format!("http://{address}"));

    println!("{:8} {:20} {:>4}  {:24} what came of it", "vendor", "it answers", "sent", "waits");
    for (at, row) in rows.iter().enumerate() {
        let path = path(at, row);
        let came = match row.vendor {
            "vidu" => come::<vidu::ErrorCode>(&client, row.call, &path),
            "novita" => come::<novita::ErrorCode>(&client, row.call, &path),
            "evolink" => come::<evolink::ErrorCode>(&client, row.call, &path),
            _ => come::<vidio::ErrorCode>(&client, row.call, &path),
        };
        let requests = vendors.requests(&path);
        let waits: Vec<Duration> = requests.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let shown: Vec<String> = waits.iter().map(|wait| wait.as_millis().to_string()).collect();
        let shown = if shown.is_empty() { String::new() } else { shown.join(", ") + " ms" };
        println!("{:8} {:20} {:>4}  {shown:24} {came}", row.vendor, row.what, requests.len());

        assert!(came.contains(row.failure.unwrap_or("done")), "{}: {came}", row.what);
        assert_eq!(waits.len(), row.waits.len(), "{}: {waits:?}", row.what);
        for (wait, least) in waits.iter().zip(row.waits) {
            assert!(*wait >= Duration::from_millis(*least), "{}: {waits:?}", row.what);
        }
    }

    let (address, requests) = vendors::hang_up()?;
    let client = Client::new(format!("http://{address}"));
    for (call, what, expected) in [(Call::Submit, "a submit", 1), (Call::LookUp, "a look-up", 4)] {
        let came = come::<vidu::ErrorCode>(&client, call, "");
        let sent = requests.swap(0, Ordering::SeqCst);
        println!("{:8} {what:20} {sent:>4}  {:24} {came}", "hangs up", "");
        assert_eq!(sent, expected, "{what}: {came}");
    }
    Ok(())
}

fn come<C: CodeSet>(client: &Client, call: Call, path: &str) -> String {
    let result = match call {
        Call::LookUp => client.look_up::<C>(path),
        Call::Submit => client.submit(path, "a fox in the snow"),
        Call::Generate => client.generate(path, "a fox in the snow"),
    };
    match result {
        Ok(_) => "done".into(),
        Err(Failed::Api(error)) => format!("{}, {}: {error}", error.category(), error.retry()),
        Err(failed) => failed.to_string(),
    }
}

#[test]
fn what_comes_of_every_answer_is_what_the_catalog_says() -> Result<(), Box<dyn Error>> {
    main()
}
