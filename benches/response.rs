//! From the body of a response to its row.

use std::borrow::Cow;
use std::hint::black_box;

use error_catalog::{ApiError, Code, ResponseBody, novita, vidio, vidu};
use error_catalog_benches::{Comparison, Measured, Numbers, Options};
use serde::Deserialize;

/// Several rows of VIDIO share a code; their messages differ.
mod vidio_messages {
    error_catalog_made::lookups!("vidio/api#message": matched, strum);
}

mod gpu {
    error_catalog_made::lookups!("novita/gpu": matched, strum);
}

mod vidu_api {
    error_catalog_made::lookups!("vidu/api": matched, strum);
}

mod vidu_task {
    error_catalog_made::lookups!("vidu/task": matched, strum);
}

/// How many responses a pass reads.
const RESPONSES: usize = 1 << 10;

struct Response {
    status: u16,
    code: &'static str,
    message: String,
    body: String,
    row: u16,
}

/// Responses of the rows of a catalog, in random order.
fn responses<C: Code>() -> Vec<Response> {
    let mut numbers = Numbers(1);
    let rows = (0..RESPONSES).map(|_| numbers.below(C::all().len()));
    rows.map(|row| {
        let code = C::all()[row];
        let entry = code.entry();
        let placeholders = entry.message().map_or(0, |template| template.placeholders().count());
        let body = ResponseBody::new(code, &vec![&"prompt" as _; placeholders]).expect("a body");
        let value: serde_json::Value = serde_json::from_str(body.json()).expect("JSON");
        // A failed task has no message.
        let message = value.get("error").unwrap_or(&value).get("message");
        let message = message.map_or("", |message| message.as_str().expect("a string"));
        Response {
            status: body.status(),
            code: entry.code(),
            message: message.to_owned(),
            row: row as u16,
            body: body.into_json(),
        }
    })
    .collect()
}

struct Reading<'a> {
    comparison: Comparison<'a>,
    responses: &'a [Response],
}

impl<'a> Reading<'a> {
    fn new(title: &str, responses: &'a [Response]) -> Self {
        Self { comparison: Comparison::new(title, responses.len()), responses }
    }

    fn add_floor<R>(&mut self, name: &str, read: impl Fn(&'a Response) -> R + 'a) {
        let responses = self.responses;
        self.comparison.add(name, move || {
            for response in responses {
                black_box(read(black_box(response)));
            }
        });
    }

    /// Adds a contender, after checking that it finds every row.
    fn add(&mut self, name: &str, read: impl Fn(&'a Response) -> Option<u16> + 'a) {
        for response in self.responses {
            assert_eq!(read(response), Some(response.row), "{name}: {}", response.body);
        }
        self.add_floor(name, read);
    }
}

fn main() {
    let options = Options::from_arguments();
    let vidio_responses = responses::<vidio::api::ErrorCode>();
    error_catalog_benches::print(
        &options,
        "Finding a row of VIDIO",
        &[],
        [rows(&options, &vidio_responses)],
    );
    let gpu_responses = responses::<novita::gpu::ErrorCode>();
    let vidu_responses = responses::<vidu::api::ErrorCode>();
    let bodies = [
        vidio_bodies(&options, &vidio_responses),
        bodies::<novita::gpu::ErrorCode>(
            &options,
            "novita/gpu",
            &gpu_responses,
            |code| code as u16,
            gpu::matched::find,
            gpu::strum::find,
        ),
        bodies::<vidu::api::ErrorCode>(
            &options,
            "vidu/api",
            &vidu_responses,
            |code| code as u16,
            vidu_api::matched::find,
            vidu_api::strum::find,
        ),
    ];
    error_catalog_benches::print(&options, "Reading a body", &[], bodies);
    let tasks = responses::<vidu::task::ErrorCode>();
    let lists = in_lists(&tasks);
    let tasks = [task(&options, &tasks), list_of_tasks(&options, &lists)];
    error_catalog_benches::print(&options, "Reading a failed task", &[], tasks);
}

/// Finds the row of a status, a code and a message.
fn rows(options: &Options, responses: &[Response]) -> Option<Measured> {
    let mut reading = Reading::new("vidio/api", responses);
    reading.add_floor("one `==`", |response| {
        let entry = vidio::api::ErrorCode::ALL[usize::from(response.row)].entry();
        response.code == entry.code()
            && entry.message().is_some_and(|template| response.message == template.text())
    });
    reading.add("ours", |response| {
        let Response { status, code, message, .. } = response;
        let found = vidio::api::ErrorCode::identify(Some(*status), code, message);
        found.map(|code| code as u16)
    });
    reading.add("`match`", |response| {
        let Response { status, code, message, .. } = response;
        checked(vidio_messages::matched::find(message)?, *status, code)
    });
    reading.add("strum", |response| {
        let Response { status, code, message, .. } = response;
        checked(vidio_messages::strum::find(message)?, *status, code)
    });
    reading.comparison.run(options)
}

/// The row found by its message, if it has this status and this code.
fn checked(row: u16, status: u16, code: &str) -> Option<u16> {
    let entry = vidio::api::ErrorCode::ALL[usize::from(row)].entry();
    (entry.status() == Some(status) && entry.code() == code).then_some(row)
}

fn vidio_bodies(options: &Options, responses: &[Response]) -> Option<Measured> {
    #[derive(Deserialize)]
    struct Body<'b> {
        #[serde(borrow)]
        error: Error<'b>,
    }

    #[derive(Deserialize)]
    struct Error<'b> {
        #[serde(borrow, rename = "type")]
        code: Cow<'b, str>,
        #[serde(borrow)]
        message: Cow<'b, str>,
    }

    let mut reading = Reading::new("vidio/api", responses);
    reading.add_floor("UTF-8", |response| std::str::from_utf8(response.body.as_bytes()).is_ok());
    reading.add("ours", |Response { status, body, .. }| {
        let error = vidio::ApiError::read(Some(*status), body.as_bytes())?;
        let vidio::ErrorCode::Api(code) = error.code()? else { return None };
        Some(code as u16)
    });
    reading.add("`Value` and `match`", |Response { status, body, .. }| {
        let value: serde_json::Value = serde_json::from_slice(body.as_bytes()).ok()?;
        let (code, message) =
            (value["error"]["type"].as_str()?, value["error"]["message"].as_str()?);
        checked(vidio_messages::matched::find(message)?, *status, code)
    });
    reading.add("struct and strum", |Response { status, body, .. }| {
        let Body { error } = serde_json::from_slice(body.as_bytes()).ok()?;
        checked(vidio_messages::strum::find(&error.message)?, *status, &error.code)
    });
    reading.comparison.run(options)
}

/// Bodies as Kratos writes them, with the code in `reason`.
fn bodies<'a, C: Code>(
    options: &Options,
    title: &str,
    responses: &'a [Response],
    row: impl Fn(C) -> u16 + 'a,
    matched: impl Fn(&str) -> Option<u16> + 'a,
    strum: impl Fn(&str) -> Option<u16> + 'a,
) -> Option<Measured> {
    #[derive(Deserialize)]
    struct Body<'b> {
        #[serde(borrow)]
        reason: Cow<'b, str>,
        #[serde(borrow)]
        message: Cow<'b, str>,
    }

    let mut reading = Reading::new(title, responses);
    reading.add_floor("UTF-8", |response| std::str::from_utf8(response.body.as_bytes()).is_ok());
    reading.add("ours", move |Response { status, body, .. }| {
        let error = ApiError::<C>::read(Some(*status), body.as_bytes())?;
        black_box(error.message());
        error.code().map(&row)
    });
    reading.add("`Value` and `match`", move |Response { body, .. }| {
        let value: serde_json::Value = serde_json::from_slice(body.as_bytes()).ok()?;
        black_box(value["message"].as_str());
        matched(value["reason"].as_str()?)
    });
    reading.add("struct and strum", move |Response { body, .. }| {
        let Body { reason, message } = serde_json::from_slice(body.as_bytes()).ok()?;
        black_box(message);
        strum(&reason)
    });
    reading.comparison.run(options)
}

/// The tasks, each in a list with others that haven't failed.
fn in_lists(tasks: &[Response]) -> Vec<Response> {
    let others = r#"{"id":"2","state":"success","err_code":""},{"id":"3","state":"success"}"#;
    let lists = tasks.iter().map(|task| Response {
        body: format!(r#"{{"tasks":[{others},{}],"next_page_token":""}}"#, task.body),
        message: task.message.clone(),
        ..*task
    });
    lists.collect()
}

#[derive(Deserialize)]
struct Task<'b> {
    #[serde(borrow, default)]
    err_code: Cow<'b, str>,
}

/// Reads a task that has failed.
fn task(options: &Options, responses: &[Response]) -> Option<Measured> {
    let mut reading = Reading::new("vidu/task", responses);
    reading.add_floor("UTF-8", |response| std::str::from_utf8(response.body.as_bytes()).is_ok());
    reading.add("ours", read_task);
    reading.add("`Value` and `match`", |Response { body, .. }| {
        let value: serde_json::Value = serde_json::from_slice(body.as_bytes()).ok()?;
        vidu_task::matched::find(value["err_code"].as_str()?)
    });
    reading.add("struct and strum", |Response { body, .. }| {
        let Task { err_code } = serde_json::from_slice(body.as_bytes()).ok()?;
        vidu_task::strum::find(&err_code)
    });
    reading.comparison.run(options)
}

fn read_task(response: &Response) -> Option<u16> {
    let Response { status, body, .. } = response;
    let error = ApiError::<vidu::task::ErrorCode>::read(Some(*status), body.as_bytes())?;
    error.code().map(|code| code as u16)
}

/// Reads a list of three tasks, one of which has failed.
fn list_of_tasks(options: &Options, responses: &[Response]) -> Option<Measured> {
    #[derive(Deserialize)]
    struct Tasks<'b> {
        #[serde(borrow)]
        tasks: Vec<Task<'b>>,
    }

    let mut reading = Reading::new("three of vidu/task", responses);
    reading.add_floor("UTF-8", |response| std::str::from_utf8(response.body.as_bytes()).is_ok());
    reading.add("ours", read_task);
    reading.add("`Value` and `match`", |Response { body, .. }| {
        let value: serde_json::Value = serde_json::from_slice(body.as_bytes()).ok()?;
        let codes = value["tasks"].as_array()?.iter().filter_map(|task| task["err_code"].as_str());
        codes.into_iter().find_map(vidu_task::matched::find)
    });
    reading.add("struct and strum", |Response { body, .. }| {
        let Tasks { tasks } = serde_json::from_slice(body.as_bytes()).ok()?;
        tasks.iter().find_map(|task| vidu_task::strum::find(&task.err_code))
    });
    reading.comparison.run(options)
}
