//! The bodies of responses that may be errors, without taking them from the caller.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use http_body::{Body as _, Frame, SizeHint};
use reqwest::{Body, Response, ResponseBuilderExt};
use tokio::time::{Instant, timeout_at};

/// How much of a body is read in search of an error, and for how long.
///
/// A body is read if the status is 400 or more, or if it is JSON. If the status is 400 or more, the part
/// that arrives within the limits is read; otherwise, a body that is slower or larger is no error. Event
/// streams and compressed bodies aren't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    size: usize,
    time: Duration,
}

impl Limits {
    /// 1 MiB and 10 s.
    pub const fn new() -> Self {
        Self { size: 1 << 20, time: Duration::from_secs(10) }
    }

    /// The largest number of bytes to read, up to the end of a chunk.
    #[must_use]
    pub const fn with_size(mut self, bytes: usize) -> Self {
        self.size = bytes;
        self
    }

    /// The longest time to wait for a body. The caller gets the response no later.
    #[must_use]
    pub const fn with_time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads the body if it may report an error, and returns the response as it came. The bytes are `None`
/// if the body can't report one.
pub async fn buffer(response: Response, limits: Limits) -> (Response, Option<Bytes>) {
    let is_error = is_error(response.status());
    if !may_be_read(response.headers(), is_error) {
        return (response, None);
    }
    let is_too_large =
        |length: u64| usize::try_from(length).map_or(true, |length| length > limits.size);
    if !is_error && response.content_length().is_some_and(is_too_large) {
        return (response, None);
    }
    let url = response.url().clone();
    let (mut parts, mut body) = http::Response::<Body>::from(response).into_parts();
    let (start, end) = read_start(&mut body, limits).await;
    let counts = is_error || matches!(end, End::Complete);

    // reqwest keeps the URL of a response that is made of parts in an extension of a private type.
    let with_url = http::Response::builder().url(url).body(());
    if let Ok(with_url) = with_url {
        parts.extensions.extend(with_url.into_parts().0.extensions);
    }
    let content = counts.then(|| start.clone());
    let start = Some(start).filter(|start| !start.is_empty());
    let replay = match end {
        // A body without a rest can be cloned.
        End::Complete => Body::from(start.unwrap_or_default()),
        End::Limit => Body::wrap(Replay { start, error: None, rest: Some(body) }),
        End::Broken(error) => Body::wrap(Replay { start, error: Some(error), rest: None }),
    };
    (http::Response::from_parts(parts, replay).into(), content)
}

/// Whether the status alone says that it is an error.
pub fn is_error(status: StatusCode) -> bool {
    status.as_u16() >= 400
}

fn may_be_read(headers: &HeaderMap, is_error: bool) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
    let is_json = kind == "application/json" || kind == "text/json" || kind.ends_with("+json");
    let is_stream = kind == "text/event-stream";
    !headers.contains_key(CONTENT_ENCODING) && (is_json || is_error) && !is_stream
}

/// Where reading has ended.
enum End {
    Complete,
    /// At a limit, with more to come.
    Limit,
    Broken(reqwest::Error),
}

async fn read_start(body: &mut Body, limits: Limits) -> (Bytes, End) {
    let deadline = Instant::now().checked_add(limits.time);
    let mut start = BytesMut::new();
    loop {
        let next = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = match deadline {
            Some(deadline) => timeout_at(deadline, next).await,
            None => Ok(next.await),
        };
        match frame {
            Err(_) => return (start.freeze(), End::Limit),
            Ok(None) => return (start.freeze(), End::Complete),
            Ok(Some(Err(error))) => return (start.freeze(), End::Broken(error)),
            Ok(Some(Ok(frame))) => {
                // Trailers say nothing of an error, and reqwest doesn't show them.
                if let Ok(data) = frame.into_data() {
                    start.extend_from_slice(&data);
                }
            }
        }
        if start.len() > limits.size {
            return (start.freeze(), End::Limit);
        }
    }
}

/// A body whose start has been read: the start, then the error or the rest.
struct Replay {
    start: Option<Bytes>,
    error: Option<reqwest::Error>,
    rest: Option<Body>,
}

impl http_body::Body for Replay {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        if let Some(start) = self.start.take() {
            return Poll::Ready(Some(Ok(Frame::data(start))));
        }
        if let Some(error) = self.error.take() {
            return Poll::Ready(Some(Err(error)));
        }
        match &mut self.rest {
            Some(rest) => Pin::new(rest).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let Some(rest) = &self.rest else { return SizeHint::new() };
        let start = self.start.as_ref().map_or(0, |start| start.len() as u64);
        let hint = rest.size_hint();
        let mut whole = SizeHint::new();
        whole.set_lower(hint.lower().saturating_add(start));
        if let Some(upper) = hint.upper().and_then(|upper| upper.checked_add(start)) {
            whole.set_upper(upper);
        }
        whole
    }
}
