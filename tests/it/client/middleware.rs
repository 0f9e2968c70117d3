//! The middleware, against a real server.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use error_catalog::client::{Limits, RetryMiddleware};
use error_catalog::retry::{Operation, Reason, RetryBudget};
use error_catalog::{AnyCode, ApiError, CATALOGS, CodeSet, ResponseBody, novita, vidu};
use reqwest::{Body, Response};

use super::server::{Answer, Server};
use super::{POLICY, client};

const FINE: &str = r#"{"id":"1","state":"success","err_code":""}"#;

fn busy() -> Answer {
    Answer::json(429, r#"{"code":429,"reason":"RATE_LIMIT_EXCEEDED","message":"slow down"}"#)
}

fn broken() -> Answer {
    Answer::json(500, r#"{"code":500,"reason":"InternalServiceFailure","message":"oops"}"#)
}

fn middleware<C: CodeSet>() -> RetryMiddleware<C> {
    RetryMiddleware::new(POLICY)
}

fn reason(response: &Response) -> Option<Reason> {
    response.extensions().get().copied()
}

fn error<C: CodeSet>(response: &Response) -> &ApiError<'static, C> {
    response.extensions().get().expect("the response reports an error")
}

/// What each vendor sends for each row of its catalogs that has a status: the row, the status and the
/// body.
fn refusals() -> Vec<(AnyCode, ResponseBody)> {
    let codes = CATALOGS.iter().flat_map(|catalog| {
        (0..catalog.entries().len()).filter_map(|row| AnyCode::from_row(catalog, row))
    });
    let mut refusals = Vec::new();
    for code in codes.filter(|code| code.entry().status().is_some_and(|status| status >= 400)) {
        let mut values: Vec<&dyn Display> = Vec::new();
        let body = loop {
            match ResponseBody::new(code, &values) {
                Some(body) => break Some(body),
                None if values.len() == 8 => break None,
                None => values.push(&7),
            }
        };
        refusals.push((code, body.expect("no message has 8 placeholders")));
    }
    assert!(refusals.len() > 50, "{}", refusals.len());
    refusals
}

#[tokio::test]
async fn every_row_is_retried_as_its_catalog_says() {
    let refusals = Arc::new(refusals());
    let sent = Arc::new(AtomicUsize::new(0));
    let server = Server::always({
        let (refusals, sent) = (Arc::clone(&refusals), Arc::clone(&sent));
        move || {
            let (_, body) = &refusals[sent.load(Ordering::SeqCst)];
            Answer::json(body.status(), body.json())
        }
    });
    // There are enough tokens for all.
    let budget = Arc::new(RetryBudget::new(1_000_000));
    let client = client(middleware::<AnyCode>().with_budget(budget));
    for (at, (code, body)) in refusals.iter().enumerate() {
        sent.store(at, Ordering::SeqCst);
        let expected = ApiError::<AnyCode>::read(Some(body.status()), body.json().as_bytes())
            .unwrap_or_else(|| panic!("{code:?} is an error"));
        let may_retry = expected.retry().is_retryable();
        let may_repeat = may_retry && !expected.may_have_taken_effect();
        for (is_post, requests) in [(true, may_repeat), (false, may_retry)] {
            let before = server.requests();
            let request =
                if is_post { client.post(server.url()) } else { client.get(server.url()) };
            let response = request.send().await.expect("a response");
            let requests = if requests { 4 } else { 1 };
            assert_eq!(server.requests() - before, requests, "{code:?}, POST: {is_post}");
            assert_eq!(error::<AnyCode>(&response).to_string(), expected.to_string());
            assert_eq!(response.text().await.expect("a body"), body.json());
        }
    }
}

#[tokio::test]
async fn a_500_on_a_submit_is_one_request_and_on_a_query_four() {
    let server = Server::always(broken);
    let client = client(middleware::<vidu::ErrorCode>());
    let response = client.post(server.url()).body("a fox").send().await.expect("a response");
    assert_eq!(server.requests(), 1);
    assert_eq!(reason(&response), Some(Reason::MayHaveTakenEffect));
    let code = vidu::api::ErrorCode::InternalServiceFailure;
    assert_eq!(error::<vidu::ErrorCode>(&response).code(), Some(code.into()));

    let response = client.get(server.url()).send().await.expect("a response");
    assert_eq!(server.requests(), 1 + 4);
    assert_eq!(reason(&response), Some(Reason::AttemptsExhausted));

    let idempotent = client.post(server.url()).with_extension(Operation::Idempotent);
    let response = idempotent.send().await.expect("a response");
    assert_eq!(server.requests(), 1 + 4 + 4);
    assert_eq!(reason(&response), Some(Reason::AttemptsExhausted));
}

#[tokio::test]
async fn a_refused_submit_is_sent_again_with_the_same_body() {
    let server = Server::new(|nth| if nth < 3 { busy() } else { Answer::json(200, FINE) });
    let client = client(middleware::<novita::ErrorCode>());
    let response = client.post(server.url()).body("a fox").send().await.expect("a response");
    assert_eq!(server.requests(), 3);
    assert!(response.extensions().get::<ApiError<'static, novita::ErrorCode>>().is_none());
    assert_eq!(response.text().await.expect("a body"), FINE);
}

#[tokio::test]
async fn a_wait_beyond_all_patience_ends_the_retries() {
    let headers = "content-type: application/json\r\nretry-after: 120\r\n";
    let body = br#"{"code":429,"reason":"RATE_LIMIT_EXCEEDED"}"#;
    let server = Server::always(move || Answer::new(429, headers, body));
    let response = client(middleware::<novita::ErrorCode>()).get(server.url()).send().await;
    let response = response.expect("a response");
    assert_eq!(server.requests(), 1);
    assert_eq!(reason(&response), Some(Reason::WaitTooLong));
    let asked = error::<novita::ErrorCode>(&response).retry_after();
    assert_eq!(asked, Some(Duration::from_secs(120)));
}

#[tokio::test]
async fn a_task_that_has_failed_is_reported_and_not_asked_for_again() {
    let body = r#"{"id":"1","state":"failed","err_code":"SystemThrottling"}"#;
    let server = Server::always(move || Answer::json(200, body));
    let client = client(middleware::<vidu::ErrorCode>());
    let response = client.get(server.url()).send().await.expect("a response");
    assert_eq!(reason(&response), Some(Reason::TaskFailed));
    let response = client.post(server.url()).send().await.expect("a response");
    assert_eq!(reason(&response), Some(Reason::MayHaveTakenEffect));
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_hung_up_connection_is_one_submit_and_four_queries() {
    let server = Server::always(Answer::nothing);
    let client = client(middleware::<vidu::ErrorCode>());
    client.post(server.url()).send().await.expect_err("no response");
    assert_eq!(server.requests(), 1);
    client.get(server.url()).send().await.expect_err("no response");
    assert_eq!(server.requests(), 1 + 4);
}

#[tokio::test]
async fn a_submit_that_was_never_sent_is_sent_again() {
    // Nobody listens on a port that was just given up.
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let attempts = Arc::new(AtomicUsize::new(0));
    let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
        .with(middleware::<vidu::ErrorCode>())
        .with(Count(Arc::clone(&attempts)))
        .build();
    client.post(url).send().await.expect_err("no response");
    assert_eq!(attempts.load(Ordering::SeqCst), 4);
}

/// Counts the attempts.
struct Count(Arc<AtomicUsize>);

#[async_trait::async_trait]
impl reqwest_middleware::Middleware for Count {
    async fn handle(
        &self,
        request: reqwest::Request,
        extensions: &mut http::Extensions,
        next: reqwest_middleware::Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        self.0.fetch_add(1, Ordering::SeqCst);
        next.run(request, extensions).await
    }
}

#[tokio::test]
async fn a_body_that_is_a_stream_is_sent_once() {
    let source = Server::always(|| Answer::json(200, FINE));
    let server = Server::always(busy);
    let stream = Body::from(reqwest::get(source.url()).await.expect("a response"));
    let request = client(middleware::<novita::ErrorCode>()).post(server.url()).body(stream);
    let response = request.send().await.expect("a response");
    assert_eq!(server.requests(), 1);
    assert_eq!(reason(&response), Some(Reason::NotCloneable));
}

#[tokio::test]
async fn the_response_is_given_back_as_it_came() {
    let headers = "content-type: application/json\r\nx-a: 1\r\nx-a: 2\r\n";
    let body = r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance"}"#;
    let server = Server::always(move || Answer::new(403, headers, body.as_bytes()));
    let plain = reqwest::get(server.url()).await.expect("a response");
    let ours = client(middleware::<novita::ErrorCode>()).get(server.url()).send().await;
    let ours = ours.expect("a response");
    assert_eq!(ours.status(), plain.status());
    assert_eq!(ours.version(), plain.version());
    assert_eq!(ours.url(), plain.url());
    assert_eq!(ours.headers(), plain.headers());
    assert_eq!(ours.remote_addr(), plain.remote_addr());
    assert_eq!(ours.content_length(), plain.content_length());
    assert_eq!(ours.bytes().await.expect("a body"), plain.bytes().await.expect("a body"));
}

#[tokio::test]
async fn the_error_can_be_the_error() {
    let server = Server::always(broken);
    let client = client(middleware::<vidu::ErrorCode>().fail_on_error());
    let error = client.post(server.url()).send().await.expect_err("an error");
    let reqwest_middleware::Error::Middleware(error) = error else { panic!("{error}") };
    let error = error.downcast_ref::<vidu::ApiError<'static>>().expect("an ApiError");
    assert_eq!(error.code(), Some(vidu::api::ErrorCode::InternalServiceFailure.into()));
}

#[tokio::test]
async fn large_bodies_pass_through() {
    const SIZE: usize = 50_000_000;
    let start = br#"{"code":500,"reason":"InternalServiceFailure","more":""#;
    let body: Arc<[u8]> = [start, vec![b'.'; SIZE - start.len()].as_slice()].concat().into();
    for (status, is_length_known) in [(200, true), (200, false), (500, true), (500, false)] {
        let sent = Arc::clone(&body);
        let headers = "content-type: application/json\r\n";
        let server = Server::always(move || {
            let answer = if is_length_known { Answer::new } else { Answer::of_unknown_length };
            answer(status, headers, &sent)
        });
        let client = client(middleware::<vidu::ErrorCode>());
        let response = client.post(server.url()).send().await.expect("a response");
        let is_error = response.extensions().get::<vidu::ApiError<'static>>().is_some();
        assert_eq!(is_error, status == 500);
        assert!(response.bytes().await.expect("a body") == *body, "{status} {is_length_known}");
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_slow_body_is_judged_by_what_has_come() {
    let start = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","#;
    let headers = "content-type: application/json\r\n";
    let server =
        Server::always(move || Answer::of_unknown_length(403, headers, start).then_hangs());
    let limits = Limits::new().with_time(Duration::from_millis(100));
    let client = client(middleware::<novita::ErrorCode>().with_limits(limits));
    let mut response = client.get(server.url()).send().await.expect("a response");
    assert_eq!(error::<novita::ErrorCode>(&response).status(), Some(403));
    assert_eq!(response.chunk().await.expect("a start").expect("a start"), start.as_slice());
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_truncated_body_is_truncated_for_the_caller() {
    let headers = "content-type: application/json\r\ncontent-length: 100\r\n";
    let start = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","#;
    let server = Server::always(move || Answer::of_unknown_length(403, headers, start));
    let mut response =
        client(middleware::<novita::ErrorCode>()).get(server.url()).send().await.expect("a head");
    assert_eq!(error::<novita::ErrorCode>(&response).status(), Some(403));
    assert_eq!(response.chunk().await.expect("a start").expect("a start"), start.as_slice());
    response.chunk().await.expect_err("the rest hasn't come");
}

#[tokio::test]
async fn an_event_stream_is_untouched() {
    let event = b"data: {\"reason\":\"NOT_ENOUGH_BALANCE\"}\n\n";
    for status in [200, 403] {
        let headers = "content-type: text/event-stream; charset=utf-8\r\n";
        // It never ends: a client that wants all of it waits for ever.
        let server =
            Server::always(move || Answer::of_unknown_length(status, headers, event).then_hangs());
        let client = client(middleware::<novita::ErrorCode>());
        let mut response = client.get(server.url()).send().await.expect("a response");
        let error = response.extensions().get::<novita::ApiError<'static>>();
        // The status is all there is to judge by.
        assert_eq!(error.is_some(), status == 403);
        assert_eq!(response.chunk().await.expect("a chunk").expect("an event"), event.as_slice());
    }
}
