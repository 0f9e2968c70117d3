//! What people paste, taken apart: responses with or without their heads, what clients and logs
//! print, lines of JSON.
//!
//! Everything is looked at once from start to end, and what isn't recognised stays as it is.

mod encoding;
mod head;
mod python;
mod status;

use http::HeaderMap;

pub use self::encoding::Unreadable;

/// What was pasted.
#[derive(Debug, Default)]
pub struct Input {
    /// What it was taken for, from the outside in; nothing where it is a plain body.
    pub forms: Vec<Form>,
    /// The response, or those of all lines.
    pub responses: Vec<Response>,
}

/// A response.
#[derive(Debug, Default)]
pub struct Response {
    /// The number of its line, where there is a response a line.
    pub line: Option<usize>,
    /// The status that is written beside the body.
    pub status: Option<u16>,
    /// The headers of its head.
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// What an input is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Utf16,
    CodeBlock,
    Head,
    Verbose,
    EventStream,
    Lines,
    PythonDict,
    PythonBytes,
    ClientMessage,
    Sentence,
}

impl Form {
    /// A word for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf16 => "utf-16",
            Self::CodeBlock => "code-block",
            Self::Head => "head-and-body",
            Self::Verbose => "curl-verbose",
            Self::EventStream => "event-stream",
            Self::Lines => "json-lines",
            Self::PythonDict => "python-dict",
            Self::PythonBytes => "python-bytes",
            Self::ClientMessage => "client-message",
            Self::Sentence => "sentence",
        }
    }

    /// What it is, for people.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Utf16 => "text in UTF-16",
            Self::CodeBlock => "a code block in Markdown",
            Self::Head => "a response with its head",
            Self::Verbose => "the output of `curl -v`",
            Self::EventStream => "an event stream",
            Self::Lines => "lines of JSON",
            Self::PythonDict => "a Python dict",
            Self::PythonBytes => "Python bytes",
            Self::ClientMessage => "a message with a status",
            Self::Sentence => "a text that mentions a code",
        }
    }
}

/// Takes `bytes` apart.
///
/// # Errors
///
/// They are compressed.
pub fn read(bytes: Vec<u8>) -> Result<Input, Unreadable> {
    let mut input = Input::default();
    let text = match encoding::decode(bytes)? {
        encoding::Decoded::Utf8(text) => text,
        encoding::Decoded::Utf16(text) => {
            input.forms.push(Form::Utf16);
            text
        }
        encoding::Decoded::Other(body) => {
            input.responses.push(Response { body, ..Response::default() });
            return Ok(input);
        }
    };
    let mut response = Response::default();
    let mut text = text.as_str();
    if let Some((before, block)) = code_block(text) {
        input.forms.push(Form::CodeBlock);
        response.status = status::find(before);
        text = block;
    }
    let head = head::split(text);
    let text = match &head {
        Some(split) => {
            input.forms.push(split.form);
            response.status = split.head.status;
            response.headers.clone_from(&split.head.headers);
            &split.body
        }
        None => text,
    };
    if let Some(lines) = lines(text) {
        input.forms.push(Form::Lines);
        input.responses = lines;
        return Ok(input);
    }
    if is_event_stream(text) {
        input.forms.push(Form::EventStream);
    }
    let (form, body) = python::convert(text);
    input.forms.extend(form);
    let body = body.as_deref().unwrap_or(text);
    let (found, body) = status::split(body);
    if response.status.is_none() && found.is_some() {
        response.status = found;
        input.forms.push(Form::ClientMessage);
    }
    response.body = body.as_bytes().to_vec();
    input.responses.push(response);
    Ok(input)
}

/// What is before the first code block, and what is in it.
fn code_block(text: &str) -> Option<(&str, &str)> {
    let start = if text.starts_with("```") { 0 } else { text.find("\n```")? + 1 };
    let (before, rest) = text.split_at(start);
    let (_, block) = rest.split_once('\n')?;
    Some((before, block.split("\n```").next().unwrap_or(block)))
}

/// The lines, if each is a JSON object and there are several.
fn lines(text: &str) -> Option<Vec<Response>> {
    let numbered = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let lines: Option<Vec<Response>> = numbered
        .map(|(number, line)| {
            let is_object = line.trim_start().starts_with('{')
                && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
            let response =
                || Response { line: Some(number), body: line.into(), ..Response::default() };
            is_object.then(response)
        })
        .collect();
    lines.filter(|lines| lines.len() > 1)
}

fn is_event_stream(text: &str) -> bool {
    let is_field = |line: &str| ["data:", "event:"].iter().any(|field| line.starts_with(field));
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(is_field)
}

#[cfg(test)]
mod tests {
    use super::{Form, Input, read};

    fn input(text: &str) -> Input {
        read(text.into()).expect("it isn't compressed")
    }

    #[track_caller]
    fn assert_read(text: &str, forms: &[Form], status: Option<u16>, body: &str) {
        let input = input(text);
        let [response] = &input.responses[..] else { panic!("{input:?}") };
        assert_eq!((&input.forms[..], response.status), (forms, status), "{text}");
        assert_eq!(String::from_utf8_lossy(&response.body), body, "{text}");
    }

    #[test]
    fn a_plain_body_stays_as_it_is() {
        for body in ["", "{}", " {\"code\": 400}\n", "{\n  \"a\": 1\n}", "[1, 2]", "out of order"] {
            assert_read(body, &[], None, body);
        }
        assert_eq!(
            read(b"\xff\x00\x01".to_vec()).expect("bytes").responses[0].body,
            b"\xff\x00\x01"
        );
    }

    #[test]
    fn heads_are_split_off() {
        let head = "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 429 \r\nContent-Type: text/plain\r\nRetry-After: 17\r\n\r\n";
        assert_read(&format!("{head}{{}}\n"), &[Form::Head], Some(429), "{}\n");
        let headers = &input(&format!("{head}{{}}")).responses[0].headers;
        assert_eq!(headers["retry-after"], "17");
        // Copied from a page, without the empty line.
        assert_read(
            "HTTP/1.1 404 Not Found\nServer: x\n{\"a\":1}",
            &[Form::Head],
            Some(404),
            "{\"a\":1}",
        );
    }

    #[test]
    fn of_curl_s_log_the_body_is_kept() {
        let log = "*   Trying 1.2.3.4:443...\n> POST /v1 HTTP/2\n> Host: x\n>\n} [5 bytes data]\n< HTTP/2 403 \n< retry-after: 3\n<\n{ [80 bytes data]\n{\n  \"code\": 1\n}\n* Connection #0 left intact\n";
        assert_read(log, &[Form::Verbose], Some(403), "{\n  \"code\": 1\n}");
    }

    #[test]
    fn lines_of_json_are_responses() {
        let input = input("{\"a\":1}\n\n{\"b\":2}\n");
        assert_eq!(input.forms, [Form::Lines]);
        let lines: Vec<_> = input.responses.iter().map(|it| it.line).collect();
        assert_eq!(lines, [Some(1), Some(3)]);
    }

    #[test]
    fn a_code_block_is_taken_out_of_its_text() {
        let text = "We got status 403:\n\n```json\n{\"a\": 1}\n```\nWhy?\n";
        assert_read(text, &[Form::CodeBlock], Some(403), "{\"a\": 1}");
    }

    #[test]
    fn python_becomes_json() {
        let dict = "{'code': 403, 'reason': None, 'ok': (True, 'it\\'s'), \"b\": b'x\\n'}";
        let json = r#"{"code": 403, "reason": null, "ok": [true, "it's"], "b": "x\n"}"#;
        assert_read(dict, &[Form::PythonDict], None, json);
        let forms = [Form::PythonDict, Form::ClientMessage];
        assert_read(&format!("Error code: 429 - {dict}"), &forms, Some(429), json);
        let bytes = r#"upstream status 429: b'{"a": "{\\"b\\": 1}\\n"}'"#;
        let forms = [Form::PythonBytes, Form::ClientMessage];
        assert_read(bytes, &forms, Some(429), r#"{"a": "{\"b\": 1}\n"}"#);
    }

    #[test]
    fn a_status_beside_the_body_is_found() {
        let forms = [Form::ClientMessage];
        for prefix in [
            "403: ",
            "Error code: 403 - ",
            "failed (status 403) ",
            "API error: 403 - ",
            "HTTP/1.1 status code=403, body ",
        ] {
            assert_read(&format!("{prefix}{{\"a\":1}}"), &forms, Some(403), "{\"a\":1}");
        }
        assert_read("404 page not found", &forms, Some(404), "404 page not found");
        for text in ["took 403 ms", "job 40312 failed", "x403 {\"a\":1}", "404: 1 of 200"] {
            let status = if text.starts_with("404") { Some(404) } else { None };
            assert_eq!(input(text).responses[0].status, status, "{text}");
        }
    }

    #[test]
    fn other_encodings_are_decoded_or_named() {
        let text = "{\"a\":\"é\"}";
        for (mark, swap) in [(&b"\xff\xfe"[..], false), (b"\xfe\xff", true), (b"", false)] {
            let unit = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes = mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect();
            let input = read(bytes).expect("text");
            assert_eq!(input.forms, [Form::Utf16]);
            assert_eq!(input.responses[0].body, text.as_bytes());
        }
        assert_eq!(read(b"\x1f\x8b\x08\x00".to_vec()).expect_err("gzip").format, "gzip");
        assert_eq!(read(b"\x28\xb5\x2f\xfd\x00".to_vec()).expect_err("zstd").format, "zstd");
    }
}
