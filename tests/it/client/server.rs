//! A server on loopback that answers as it is told, and counts.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, thread};

/// What the server sends to one request, before it closes the connection.
pub struct Answer {
    bytes: Vec<u8>,
    /// Whether it sends no more, but doesn't close the connection before the client does.
    hangs: bool,
}

impl Answer {
    /// A whole response in JSON.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, "content-type: application/json\r\n", body.as_bytes())
    }

    /// A whole response. Each of the headers ends in `\r\n`.
    pub fn new(status: u16, headers: &str, body: &[u8]) -> Self {
        let headers = format!("{headers}content-length: {}\r\n", body.len());
        Self::of_unknown_length(status, &headers, body)
    }

    /// A response that ends with the connection.
    pub fn of_unknown_length(status: u16, headers: &str, body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 {status} -\r\nconnection: close\r\n{headers}\r\n");
        Self { bytes: [head.as_bytes(), body].concat(), hangs: false }
    }

    /// No answer: the connection is closed.
    pub fn nothing() -> Self {
        Self { bytes: Vec::new(), hangs: false }
    }

    /// The same, and then silence.
    pub fn then_hangs(mut self) -> Self {
        self.hangs = true;
        self
    }
}

/// A server, which runs until the process ends.
pub struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// Answers the `n`th request, from 1, with `answer(n)`.
    pub fn new(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let url = format!("http://{}/task", listener.local_addr().expect("it is bound"));
        let requests = Arc::new(AtomicUsize::new(0));
        let server = Self { url, requests: Arc::clone(&requests) };
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (answer, requests) = (Arc::clone(&answer), Arc::clone(&requests));
                thread::spawn(move || serve(connection, &*answer, &requests));
            }
        });
        server
    }

    /// Answers every request in the same way.
    pub fn always(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Self {
        Self::new(move |_| answer())
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Serves one request. That a client hangs up is no concern of the server.
fn serve(
    mut connection: TcpStream,
    answer: &(dyn Fn(usize) -> Answer + Send + Sync),
    requests: &AtomicUsize,
) -> io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut length = 0;
    let mut is_chunked = false;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().expect("a length");
        }
        is_chunked |= line == "transfer-encoding: chunked";
    }
    if is_chunked {
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 && line != "0\r\n" {
            line.clear();
        }
    }
    io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
    let answer = answer(requests.fetch_add(1, Ordering::SeqCst) + 1);
    connection.write_all(&answer.bytes)?;
    if answer.hangs {
        io::copy(&mut connection, &mut io::sink())?;
    }
    Ok(())
}
