//! A server that plays the vendors. Each path has its own list of answers.

use std::collections::HashMap;
use std::fmt::Display;
use std::io::Read;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use std::{io, thread};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use error_catalog::{CodeSet, ResponseBody};

#[derive(Clone)]
pub struct Answer {
    status: u16,
    retry_after: Option<u32>,
    body: String,
}

impl Answer {
    /// What a vendor sends, verbatim.
    pub fn verbatim(status: u16, body: &str) -> Self {
        Self { status, retry_after: None, body: body.into() }
    }

    /// What the vendor sends for `code`.
    pub fn error<C: CodeSet>(code: C, values: &[&str]) -> Self {
        let values: Vec<&dyn Display> = values.iter().map(|value| value as &dyn Display).collect();
        let body = ResponseBody::new(code, &values).expect("as many values as the message has");
        Self { status: body.status(), retry_after: None, body: body.into_json() }
    }

    /// A body that reports no error.
    pub fn fine() -> Self {
        Self::verbatim(200, r#"{"id":"1","state":"success","err_code":""}"#)
    }

    pub fn with_retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}

/// The vendors, and the times of the requests for each path.
#[derive(Clone)]
pub struct Vendors {
    answers: Arc<HashMap<String, Vec<Answer>>>,
    requests: Arc<Mutex<HashMap<String, Vec<Instant>>>>,
}

impl Vendors {
    /// Serves the answers of each path in order, and then repeats the last one.
    pub fn serve(answers: HashMap<String, Vec<Answer>>) -> io::Result<(Self, SocketAddr)> {
        let vendors = Self { answers: Arc::new(answers), requests: Arc::default() };
        let app = Router::new().fallback(answer).with_state(vendors.clone());
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        // It serves until the process ends.
        thread::spawn(move || {
            runtime.block_on(async {
                axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
            })
        });
        Ok((vendors, address))
    }

    pub fn requests(&self, path: &str) -> Vec<Instant> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.get(path).cloned().unwrap_or_default()
    }
}

/// A server that hangs up on every request, and the number of requests.
pub fn hang_up() -> io::Result<(SocketAddr, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            // The request has arrived, but the sender never learns it.
            let _ = connection.read(&mut [0; 1024]);
        }
    });
    Ok((address, requests))
}

async fn answer(State(vendors): State<Vendors>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let count = {
        let mut requests = vendors.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = requests.entry(path.into()).or_default();
        requests.push(Instant::now());
        requests.len()
    };
    let answers = vendors.answers.get(path).map(Vec::as_slice).unwrap_or_default();
    let Some(answer) = answers.get(count - 1).or(answers.last()) else {
        return StatusCode::NOT_IMPLEMENTED.into_response();
    };
    let status = StatusCode::from_u16(answer.status).expect("a status between 100 and 999");
    let mut response = (status, answer.body.clone()).into_response();
    if let Some(seconds) = answer.retry_after {
        response.headers_mut().insert("retry-after", seconds.into());
    }
    response
}
