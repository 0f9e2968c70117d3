//! Heads of HTTP responses, as `curl -i` and `curl -v` print them.

use std::time::{Duration, SystemTime};

use crate::command_line::command::decode::input::Form;

/// What a head says, and the body after it.
pub struct Split {
    pub form: Form,
    pub status: Option<u16>,
    pub retry_after: Option<Duration>,
    pub body: String,
}

/// Headers that say something of the wait.
#[derive(Default)]
struct Head<'t> {
    status: Option<u16>,
    retry_after: Option<&'t str>,
    date: Option<&'t str>,
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
        let mut own = Head { status: Some(status), ..Head::default() };
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
    Some(head?.before(Form::Head, rest.to_owned()))
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
                Some(status) => head = Head { status: Some(status), ..Head::default() },
                None => {
                    head.read(received.trim_start());
                }
            }
        } else if !is_mark(line) {
            body.push(line);
        }
    }
    head.before(Form::Verbose, body.join("\n"))
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

impl<'t> Head<'t> {
    /// Reads a header; false if the line isn't one.
    fn read(&mut self, line: &'t str) -> bool {
        let Some((name, value)) = line.split_once(':') else { return false };
        let is_name = |it: u8| it.is_ascii_alphanumeric() || b"-_".contains(&it);
        if name.is_empty() || !name.bytes().all(is_name) {
            return false;
        }
        if name.eq_ignore_ascii_case("retry-after") {
            self.retry_after = Some(value.trim());
        } else if name.eq_ignore_ascii_case("date") {
            self.date = Some(value.trim());
        }
        true
    }

    fn before(&self, form: Form, body: String) -> Split {
        Split { form, status: self.status, retry_after: self.wait(), body }
    }

    /// The wait that `Retry-After` means: seconds, or a date, counted from the response's own.
    fn wait(&self) -> Option<Duration> {
        let value = self.retry_after?;
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let end = httpdate::parse_http_date(value).ok()?;
        let now = self.date.and_then(|date| httpdate::parse_http_date(date).ok());
        Some(end.duration_since(now.unwrap_or_else(SystemTime::now)).unwrap_or_default())
    }
}
