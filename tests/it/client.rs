//! The client's part, against servers on loopback and against fakes in paused time. Nothing is asserted
//! about real time: requests are counted.

mod headers;
mod middleware;
mod outage;
mod poll;
mod server;
mod waits;

use std::time::Duration;

use error_catalog::CodeSet;
use error_catalog::client::RetryMiddleware;
use error_catalog::retry::RetryPolicy;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};

/// 4 attempts, and milliseconds between them.
const POLICY: RetryPolicy = RetryPolicy::new()
    .with_first_delay(Duration::from_millis(2))
    .with_max_delay(Duration::from_millis(4));

fn client(middleware: RetryMiddleware<impl CodeSet>) -> ClientWithMiddleware {
    ClientBuilder::new(reqwest::Client::new()).with(middleware).build()
}
