//! Heads of HTTP responses, as `curl -i` and `curl -v` print them.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::command_line::command::decode::input::Form;

/// A head, and the body after it.
pub struct Split {
    pub form: Form,
    pub head: Head,
    pub body: String,
}

/// The head of a response.
#[derive(Default)]
pub struct Head {
    pub status: Option<u16>,
    pub headers: HeaderMap,
}

/// The head and the body of a response, if `text` has a head.
pub fn split(text: &str) -> Option<Split> {
    if text.lines().any(|line| status_line(line.strip_prefix("< ").unwrap_or_default()).is_some()) {
        return Some(verbose(text));
    }
    included(text)
}

/// Of several heads, such as that of a redirect, the last one counts.
fn included(text: &str) -> Option<Split> {
    let mut rest = text.trim_start();
    let mut head = None;
    while let Some(status) = rest.lines().next().and_then(status_line) {
        let mut own = Head { status: Some(status), headers: HeaderMap::new() };
        rest = after_line(rest);
        while let Some(line) = rest.lines().next() {
            if line.trim().is_empty() {
                rest = after_line(rest);
                break;
            }
            if !own.read(line) {
                break;
            }
            rest = after_line(rest);
        }
        head = Some(own);
    }
    Some(Split { form: Form::Head, head: head?, body: rest.to_owned() })
}

/// `curl -v` marks what isn't the body.
fn verbose(text: &str) -> Split {
    let mut head = Head::default();
    let mut body: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some(received) =
            line.strip_prefix('<').filter(|it| it.is_empty() || it.starts_with(' '))
        {
            match status_line(received.trim_start()) {
                Some(status) => head = Head { status: Some(status), headers: HeaderMap::new() },
                None => {
                    head.read(received.trim_start());
                }
            }
        } else if !is_mark(line) {
            body.push(line);
        }
    }
    Split { form: Form::Verbose, head, body: body.join("\n") }
}

/// Whether `curl -v` prints the line of its own.
fn is_mark(line: &str) -> bool {
    let is_data =
        (line.starts_with("{ [") || line.starts_with("} [")) && line.ends_with(" bytes data]");
    is_data || line == ">" || line.starts_with("> ") || line.starts_with("* ")
}

/// The status of `HTTP/1.1 404 Not Found`.
fn status_line(line: &str) -> Option<u16> {
    let (version, rest) = line.strip_prefix("HTTP/")?.split_once(' ')?;
    let is_version = version.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let status = rest.trim_start().get(..3)?.parse().ok()?;
    (is_version && (100..=999).contains(&status)).then_some(status)
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

impl Head {
    /// Reads a header; false if the line isn't one.
    fn read(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.split_once(':') else { return false };
        // A quotation mark begins a line of JSON, and no header.
        let header = (HeaderName::try_from(name), HeaderValue::try_from(value.trim()));
        let (Ok(name), Ok(value)) = header else { return false };
        self.headers.try_append(name, value).is_ok()
    }
}
