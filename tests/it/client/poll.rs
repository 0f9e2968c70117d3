//! Asking for a task until it is over: against servers that play the vendors, and in paused time. VIDIO
//! is missing, as its page has no states of jobs.

use std::future::pending;
use std::time::Duration;

use error_catalog::client::{PollError, PollPolicy, collect, poll};
use error_catalog::retry::{Failure, RetryPolicy};
use error_catalog::{CodeSet, evolink, novita, vidu};
use http::Response;
use tokio::time::Instant;

use super::POLICY;
use super::server::{Answer, Server};

const QUICKLY: PollPolicy = PollPolicy::new()
    .with_first_interval(Duration::from_millis(2))
    .with_max_interval(Duration::from_millis(4))
    .with_retry(POLICY);

/// Asks a server that answers twice with `running`, and then with `end`.
async fn ask<C: CodeSet>(
    running: &'static str,
    end: &'static str,
) -> Result<String, PollError<C, reqwest::Error>> {
    let server = Server::new(move |nth| match nth {
        1 | 3 => Answer::json(200, running),
        // A failure to ask is not the task's.
        2 => Answer::json(503, "{}"),
        _ => Answer::json(200, end),
    });
    let client = reqwest::Client::new();
    let result =
        poll(|| async { collect(client.get(server.url()).send().await?).await }, QUICKLY).await;
    assert_eq!(server.requests(), 4);
    Ok(String::from_utf8_lossy(result?.body()).into_owned())
}

/// What comes of a task of each vendor that ends well, and of one that fails.
async fn play<C: CodeSet>(
    running: &'static str,
    success: &'static str,
    failure: &'static str,
) -> String {
    assert_eq!(ask::<C>(running, success).await.expect("a success"), success);
    match ask::<C>(running, failure).await {
        Err(PollError::Api(error)) => error.to_string(),
        result => panic!("{result:?}"),
    }
}

#[tokio::test]
async fn tasks_of_every_vendor_with_states_run_and_end() {
    let failure = play::<vidu::ErrorCode>(
        r#"{"id":"7","state":"processing","creations":[]}"#,
        r#"{"id":"7","state":"success","err_code":"","credits":4,"creations":[]}"#,
        r#"{"id":"7","state":"failed","err_code":"CreationPolicyViolation"}"#,
    );
    assert!(failure.await.starts_with("vidu/task CreationPolicyViolation"));
    let failure = play::<novita::ErrorCode>(
        r#"{"task":{"task_id":"7","status":"TASK_STATUS_PROCESSING","progress_percent":40}}"#,
        r#"{"task":{"task_id":"7","status":"TASK_STATUS_SUCCEED","reason":""},"images":[]}"#,
        r#"{"task":{"task_id":"7","status":"TASK_STATUS_FAILED","reason":"out of memory"}}"#,
    );
    assert!(failure.await.contains("out of memory"));
    let failure = play::<evolink::ErrorCode>(
        r#"{"id":"7","status":"processing","progress":40,"type":"task"}"#,
        r#"{"id":"7","status":"completed","progress":100,"results":[]}"#,
        r#"{"id":"7","status":"failed","error":{"code":"content_policy_violation","message":"no"}}"#,
    );
    assert!(failure.await.starts_with("evolink/task content_policy_violation"));
}

const RUNNING: &str = r#"{"state":"processing"}"#;
const SUCCESS: &str = r#"{"state":"success","err_code":""}"#;

/// A failure of the caller's own client.
#[derive(Debug)]
struct Lost;

impl From<&Lost> for Failure {
    fn from(_: &Lost) -> Self {
        Self::NO_ANSWER
    }
}

/// Asks a fake, and counts: the result, the number of requests, and the seconds.
async fn fake(
    policy: PollPolicy,
    answer: impl Fn(usize) -> Result<Response<&'static str>, Lost>,
) -> (Result<&'static str, PollError<vidu::ErrorCode, Lost>>, usize, u64) {
    let start = Instant::now();
    let mut requests = 0;
    let get_task = || {
        requests += 1;
        std::future::ready(answer(requests))
    };
    let result = poll(get_task, policy).await.map(Response::into_body);
    (result, requests, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn intervals_double_up_to_the_longest() {
    let (result, requests, seconds) =
        fake(PollPolicy::new(), |nth| Ok(Response::new(if nth < 7 { RUNNING } else { SUCCESS })))
            .await;
    assert_eq!(result.expect("a success"), SUCCESS);
    assert_eq!((requests, seconds), (7, 1 + 2 + 4 + 8 + 10 + 10));
}

#[tokio::test(start_paused = true)]
async fn a_running_task_may_ask_for_a_longer_interval() {
    let (_, requests, seconds) = fake(PollPolicy::new(), |nth| {
        let mut response = Response::new(if nth < 2 { RUNNING } else { SUCCESS });
        response.headers_mut().insert("retry-after", 25.into());
        Ok(response)
    })
    .await;
    assert_eq!((requests, seconds), (2, 25));
}

#[tokio::test(start_paused = true)]
async fn polling_ends_before_an_interval_that_passes_the_deadline() {
    let policy = PollPolicy::new().with_deadline(Duration::from_secs(20));
    let (result, requests, seconds) = fake(policy, |_| Ok(Response::new(RUNNING))).await;
    assert!(matches!(result, Err(PollError::DeadlineExceeded)));
    assert_eq!((requests, seconds), (5, 1 + 2 + 4 + 8));
}

#[tokio::test(start_paused = true)]
async fn a_request_without_an_answer_ends_at_the_deadline() {
    let start = Instant::now();
    let result: Result<Response<&str>, PollError<vidu::ErrorCode, Lost>> =
        poll(pending, PollPolicy::new()).await;
    assert!(matches!(result, Err(PollError::DeadlineExceeded)));
    assert_eq!(start.elapsed().as_secs(), 600);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_anew_after_an_answer() {
    let policy = PollPolicy::new().with_retry(RetryPolicy::new().with_max_attempts(3));
    let (result, requests, _) = fake(policy, |nth| match nth {
        1 | 2 | 4 | 5 => Err(Lost),
        3 => Ok(Response::new(RUNNING)),
        _ => Ok(Response::new(SUCCESS)),
    })
    .await;
    assert_eq!((result.expect("a success"), requests), (SUCCESS, 6));

    let (result, requests, _) = fake(policy, |_| Err(Lost)).await;
    assert!(matches!(result, Err(PollError::Request(Lost))));
    assert_eq!(requests, 3);
}
