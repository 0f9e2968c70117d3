//! How long the middleware waits, in paused time: there is no server, so that no time passes but waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use error_catalog::client::RetryMiddleware;
use error_catalog::retry::RetryPolicy;
use error_catalog::vidio;
use tokio::time::Instant;

/// Answers the first `refused` requests with this, and all others with a success.
struct Fake {
    refused: usize,
    status: u16,
    header: (&'static str, &'static str),
    requests: Arc<AtomicUsize>,
}

#[async_trait::async_trait]
impl reqwest_middleware::Middleware for Fake {
    async fn handle(
        &self,
        _: reqwest::Request,
        _: &mut http::Extensions,
        _: reqwest_middleware::Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        let nth = self.requests.fetch_add(1, Ordering::SeqCst);
        let response = http::Response::builder();
        let response = match nth < self.refused {
            true => response.status(self.status).header(self.header.0, self.header.1).body(""),
            false => response.status(200).body(""),
        };
        Ok(response.expect("its parts are valid").into())
    }
}

/// How many requests a GET takes, and how long, in seconds.
async fn get(refused: usize, status: u16, header: (&'static str, &'static str)) -> (usize, f64) {
    let requests = Arc::default();
    let fake = Fake { refused, status, header, requests: Arc::clone(&requests) };
    let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
        .with(RetryMiddleware::<vidio::ErrorCode>::new(RetryPolicy::new()))
        .with(fake)
        .build();
    let start = Instant::now();
    client.get("http://127.0.0.1/").send().await.expect("a response");
    (requests.load(Ordering::SeqCst), start.elapsed().as_secs_f64())
}

#[tokio::test(start_paused = true)]
async fn waits_are_as_documented() {
    let none = ("x-other", "7");
    for (refused, status, header, requests, [least, most]) in [
        (0, 429, none, 1, [0.0, 0.0]),
        // 1 s, then 2 s, then 4 s; half of each is jitter.
        (1, 503, none, 2, [0.5, 1.0]),
        (9, 503, none, 4, [3.5, 7.0]),
        // Slow down: four times that.
        (1, 429, none, 2, [2.0, 4.0]),
        (1, 429, ("retry-after", "17"), 2, [17.0, 19.0]),
        (1, 503, ("retry-after-ms", "900"), 2, [0.9, 1.4]),
        (1, 429, ("x-ratelimit-reset", "30"), 2, [30.0, 32.0]),
        (1, 503, ("x-ratelimit-reset", "30"), 2, [0.5, 1.0]),
        (1, 429, ("retry-after", "61"), 1, [0.0, 0.0]),
    ] {
        let (sent, waited) = get(refused, status, header).await;
        assert_eq!(sent, requests, "{status} {header:?}");
        // tokio's timer rounds up to milliseconds.
        let most = most + 0.01;
        assert!((least..=most).contains(&waited), "{status} {header:?}: {waited} s");
    }
}

#[tokio::test(start_paused = true)]
async fn a_date_is_a_wait_from_now() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(50));
    let date = Box::leak(date.into_boxed_str());
    let (sent, waited) = get(1, 503, ("retry-after", date)).await;
    assert_eq!(sent, 2);
    // The date has whole seconds, and some time passes before it is read.
    assert!((1.0..=51.0).contains(&waited), "{waited} s");
}
