//! What responses mean, told once more: by a plain transcription of the rules of `Outcome` onto
//! `serde_json::Value`, which the crate's own reading is compared with.

use std::collections::BTreeMap;

use error_catalog::{
    AnyCode, ApiError, CATALOGS, Catalog, Catalogs, Outcome, Retry, Segment, Template,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::generated::every_field;
use super::responses;

/// An error as the model reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Report {
    code: Option<String>,
    /// Whether the code is at one of `code_if_known`.
    is_by_chance: bool,
    message: Option<String>,
    /// The status that the body repeats.
    status: Option<u16>,
    is_inside: bool,
    trace_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Unknown,
    Succeeded,
    Running,
    Failed,
}

#[derive(Default)]
struct Said {
    errors: Vec<Report>,
    state: Option<State>,
    is_no_error: bool,
}

/// What a response means.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Running,
    Succeeded,
    Failed(Vec<Report>),
}

/// There is a text in which the model can't tell what is JSON and what isn't.
struct Unsure;

/// The catalogs in which errors are looked for: those that are expected first.
struct Model {
    catalogs: Vec<&'static Catalog>,
}

const MAX_LEVEL: usize = 4;

impl Model {
    fn of(catalogs: Catalogs, vendor: Catalogs) -> Self {
        let mut list: Vec<&Catalog> = catalogs.iter().collect();
        list.extend(vendor.iter().filter(|catalog| catalogs.iter().all(|own| own != *catalog)));
        Self { catalogs: list }
    }

    fn has_code(&self, code: &str) -> bool {
        self.catalogs.iter().any(|catalog| catalog.all_by_code(code).len() > 0)
    }

    /// The code that the message has, where a catalog says how messages have its codes.
    fn code_in_message(&self, message: &str) -> Option<String> {
        let affixes = |templates: &[Template], code: &str| -> Vec<String> {
            let affix = |it: &Template| it.render(&[&code]).expect("an affix").to_string();
            templates.iter().map(affix).collect()
        };
        self.catalogs.iter().find_map(|catalog| {
            let response = catalog.response();
            let mut codes = catalog.entries().iter().flat_map(|entry| {
                [entry.code()].into_iter().chain(entry.other_codes().iter().copied())
            });
            let code = codes.find(|code| {
                let prefixes = affixes(response.code_prefixes(), code);
                let suffixes = affixes(response.code_suffixes(), code);
                !code.is_empty()
                    && (prefixes.iter().any(|it| message.trim_start().starts_with(it))
                        || suffixes.iter().any(|it| message.trim_end().ends_with(it)))
            });
            code.map(str::to_owned)
        })
    }

    /// Whether a row without a code has the message of `error`, or its status and no message.
    fn has_row_without_code(&self, error: &Report, status: Option<u16>) -> bool {
        let message = error.message.as_deref().unwrap_or_default();
        let suffixes = self.catalogs.iter().flat_map(|catalog| catalog.response().suffixes());
        let labels = suffixes.filter_map(|suffix| match suffix.segments().first()? {
            Segment::Literal(label) => Some(*label),
            Segment::Placeholder { .. } => None,
        });
        let trimmed = labels.filter_map(|label| Some(message.rsplit_once(label)?.0));
        let messages: Vec<&str> = [message].into_iter().chain(trimmed).collect();
        let mut entries = self.catalogs.iter().flat_map(|catalog| catalog.entries());
        error.code.is_none()
            && entries.any(|entry| {
                let mut templates =
                    entry.message().into_iter().chain(entry.other_messages().iter().copied());
                let has_status = || status.is_some_and(|it| entry.statuses().contains(&it));
                entry.code().is_empty()
                    && if templates.clone().next().is_some() {
                        templates.any(|template| {
                            messages.iter().any(|message| template.parse(message).is_some())
                        })
                    } else {
                        has_status()
                    }
            })
    }

    fn answer(&self, status: Option<u16>, body: &Value) -> Result<Answer, Unsure> {
        let (Value::Object(_) | Value::Array(_)) = body else { return self.text(status, body) };
        let said = self.said(body);
        if !said.errors.is_empty() {
            let mut errors = said.errors;
            if let [error] = errors.as_mut_slice() {
                *error = self.better(status, error.clone(), body, 0)?;
            }
            return Ok(Answer::Failed(errors));
        }
        match said.state {
            Some(State::Running) => return Ok(Answer::Running),
            Some(State::Succeeded) => return Ok(Answer::Succeeded),
            _ => {}
        }
        let whole = self.report(body, "", None);
        if status >= Some(400) {
            return Ok(Answer::Failed(vec![self.better(status, whole, body, 0)?]));
        }
        if let Some(inside) = self.strings(status, body, 0)? {
            return Ok(Answer::Failed(vec![inside]));
        }
        if said.state.is_some() {
            return Ok(Answer::Running);
        }
        let says_something = whole.message.is_some() && !said.is_no_error;
        if status.is_none() && says_something {
            return Ok(Answer::Failed(vec![whole]));
        }
        Ok(Answer::Succeeded)
    }

    /// Of a body that is a string, a number or a word.
    fn text(&self, status: Option<u16>, body: &Value) -> Result<Answer, Unsure> {
        let mut state = None;
        if let Some(text) = body.as_str() {
            let (error, last) = self.search(status, text, 1)?;
            if let Some(error) = error {
                return Ok(Answer::Failed(vec![error]));
            }
            state = last;
        }
        let nothing = Report {
            code: None,
            is_by_chance: false,
            message: None,
            status: None,
            is_inside: false,
            trace_id: None,
        };
        Ok(match state {
            _ if status >= Some(400) => Answer::Failed(vec![nothing]),
            Some(State::Running | State::Unknown) => Answer::Running,
            _ => Answer::Succeeded,
        })
    }

    fn said(&self, body: &Value) -> Said {
        let mut said = Said::default();
        self.add_place(body, "", &mut said);
        for element in body.as_array().into_iter().flatten() {
            self.add_place(element, "", &mut said);
        }
        said
    }

    fn add_place(&self, place: &Value, prefix: &str, said: &mut Said) {
        let code = self.code(place, prefix);
        let state = self.state(place, prefix);
        said.state = said.state.max(state);
        said.is_no_error |= self.says_no_error(place, prefix);
        if code.is_some() {
            said.errors.push(self.report(place, prefix, code));
            return;
        }
        let has_failed = match state {
            Some(State::Failed) => true,
            Some(State::Running | State::Succeeded) => false,
            Some(State::Unknown) | None => {
                self.status(place, prefix).is_some() || prefix.is_empty() && has_error(place)
            }
        };
        let mut below = Said::default();
        let mut lists = BTreeMap::new();
        for pointer in self.pointers() {
            let Some(rest) = pointer.strip_prefix(prefix).filter(|it| it.starts_with('/')) else {
                continue;
            };
            let parts: Vec<&str> = rest.split('/').skip(1).collect();
            if let Some(star) = parts.iter().position(|part| *part == "*") {
                let list = parts[..star].iter().map(|part| format!("/{part}")).collect::<String>();
                let order = lists.len();
                lists.entry(list).or_insert(order);
            }
        }
        let mut lists: Vec<(usize, String)> = lists.into_iter().map(|(it, at)| (at, it)).collect();
        lists.sort();
        for (_, list) in lists {
            let elements = place.pointer(&list).and_then(Value::as_array);
            for element in elements.into_iter().flatten() {
                self.add_place(element, &format!("{prefix}{list}/*"), &mut below);
            }
        }
        // What is said of all is said of each.
        let trace_id = self.trace_id(place, prefix);
        for error in &mut below.errors {
            error.trace_id = error.trace_id.take().or(trace_id.clone());
        }
        if has_failed && below.errors.iter().all(|error| error.code.is_none()) {
            said.errors.push(self.report(place, prefix, None));
        }
        said.errors.extend(below.errors);
        said.state = said.state.max(below.state);
        said.is_no_error |= below.is_no_error;
    }

    fn pointers(&self) -> Vec<&'static str> {
        let lists = self.catalogs.iter().flat_map(|catalog| {
            let response = catalog.response();
            [response.code(), response.code_if_known(), response.status(), response.state().at()]
        });
        lists.flatten().copied().collect()
    }

    fn report(&self, place: &Value, prefix: &str, code: Option<(String, bool)>) -> Report {
        let (code, is_by_chance) = match code {
            Some((code, is_by_chance)) => (Some(code), is_by_chance),
            None => (None, false),
        };
        let mut messages = self
            .catalogs
            .iter()
            .flat_map(|it| it.response().message())
            .filter(|it| it.starts_with(prefix));
        let message = messages.clone().find_map(|pointer| text(at(place, prefix, pointer)?));
        let message = message.or_else(|| {
            if code.is_some() {
                return None;
            }
            messages.find_map(|pointer| {
                let found = all_at(place, pointer.strip_prefix(prefix)?);
                found.into_iter().find_map(text)
            })
        });
        let status = self.status(place, prefix);
        let trace_id = self.trace_id(place, prefix);
        Report { code, is_by_chance, message, status, is_inside: false, trace_id }
    }

    fn trace_id(&self, place: &Value, prefix: &str) -> Option<String> {
        let mut pointers = self.catalogs.iter().flat_map(|it| it.response().trace_id());
        pointers.find_map(|pointer| text(at(place, prefix, pointer)?))
    }

    fn code(&self, place: &Value, prefix: &str) -> Option<(String, bool)> {
        for catalog in &self.catalogs {
            for pointer in catalog.response().code() {
                let value = at(place, prefix, pointer);
                if let Some(code) = value.and_then(|value| self.code_of(catalog, value)) {
                    return Some((code, false));
                }
            }
        }
        for catalog in &self.catalogs {
            for pointer in catalog.response().code_if_known() {
                let value = at(place, prefix, pointer);
                let code = value.and_then(|value| self.code_of(catalog, value));
                if let Some(code) = code.filter(|code| self.has_code(code)) {
                    return Some((code, true));
                }
            }
        }
        None
    }

    fn code_of(&self, catalog: &Catalog, value: &Value) -> Option<String> {
        let code = match value {
            Value::String(_) => text(value)?,
            Value::Number(_) => {
                let number = number(value);
                let is_number = |code: &str| code.parse::<i64>().is_ok();
                let codes =
                    || catalog.entries().iter().map(|it| it.code()).filter(|it| !it.is_empty());
                let counts = catalog.all_by_code(&number).len() > 0
                    || catalog.response().no_error().contains(&number.as_str())
                    || codes().count() > 0 && codes().all(is_number);
                Some(number).filter(|_| counts)?
            }
            _ => return None,
        };
        let is_no_error = |catalog: &&Catalog| catalog.response().no_error().contains(&&*code);
        if self.catalogs.iter().any(is_no_error) { None } else { Some(code) }
    }

    fn says_no_error(&self, place: &Value, prefix: &str) -> bool {
        self.catalogs.iter().any(|catalog| {
            let response = catalog.response();
            let mut pointers = response.code().iter().chain(response.code_if_known());
            pointers.any(|pointer| {
                let word = at(place, prefix, pointer).and_then(word);
                word.is_some_and(|word| response.no_error().contains(&word.as_str()))
            })
        })
    }

    fn state(&self, place: &Value, prefix: &str) -> Option<State> {
        let states = self.catalogs.iter().flat_map(|catalog| {
            let state = catalog.response().state();
            let words = [
                (State::Failed, state.failed()),
                (State::Running, state.running()),
                (State::Succeeded, state.succeeded()),
            ];
            state.at().iter().filter_map(move |pointer| {
                let value = at(place, prefix, pointer)?;
                let word = word(value)?;
                let list_with = |is_it: &dyn Fn(&str) -> bool| {
                    words.iter().find(|(_, words)| words.iter().any(|known| is_it(known)))
                };
                let known = list_with(&|known| known == word)
                    .or_else(|| list_with(&|known| known.to_lowercase() == word.to_lowercase()));
                let unknown = value.is_string().then_some(State::Unknown);
                known.map(|(state, _)| *state).or(unknown)
            })
        });
        states.max()
    }

    fn status(&self, place: &Value, prefix: &str) -> Option<u16> {
        let mut pointers = self.catalogs.iter().flat_map(|catalog| catalog.response().status());
        pointers.find_map(|pointer| {
            let number = at(place, prefix, pointer)?.as_u64()?;
            u16::try_from(number).ok().filter(|status| (400..600).contains(status))
        })
    }

    /// The vendor's error in the texts of a body that reports `own`, unless that is the vendor's.
    fn better(
        &self,
        status: Option<u16>,
        own: Report,
        body: &Value,
        level: usize,
    ) -> Result<Report, Unsure> {
        if own.code.as_ref().is_some_and(|code| !own.is_by_chance && self.has_code(code)) {
            return Ok(own);
        }
        let failed = status.filter(|status| *status >= 400);
        Ok(match self.strings(failed, body, level)? {
            Some(inner) if inner.code.is_some() || own.code.is_none() => {
                let status = inner.status.or(own.status).or(failed);
                let trace_id = inner.trace_id.or(own.trace_id);
                Report { status, is_inside: true, trace_id, ..inner }
            }
            _ => own,
        })
    }

    /// The error in the strings of a body.
    fn strings(
        &self,
        status: Option<u16>,
        body: &Value,
        level: usize,
    ) -> Result<Option<Report>, Unsure> {
        if level == MAX_LEVEL {
            return Ok(None);
        }
        let mut texts = Vec::new();
        self.collect(body, body, status >= Some(400), &mut texts);
        let mut first = None;
        for text in texts {
            if let (Some(error), _) = self.search(status, text, level)? {
                if error.code.is_some() {
                    return Ok(Some(error));
                }
                first = first.or(Some(error));
            }
        }
        Ok(first)
    }

    fn collect<'v>(&self, body: &Value, value: &'v Value, counts: bool, texts: &mut Vec<&'v str>) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    self.collect(body, member, counts || key == "error", texts);
                }
            }
            Value::Array(elements) => {
                elements.iter().for_each(|element| self.collect(body, element, counts, texts));
            }
            Value::String(text) => {
                let mut messages = self.catalogs.iter().flat_map(|it| it.response().message());
                let mut is_message = || {
                    messages.any(|pointer| {
                        body.pointer(pointer).is_some_and(|message| std::ptr::eq(message, value))
                    })
                };
                if counts || is_message() {
                    texts.push(text);
                }
            }
            _ => {}
        }
    }

    /// The error in a text, and the state that its last document has.
    fn search(
        &self,
        status: Option<u16>,
        text: &str,
        level: usize,
    ) -> Result<(Option<Report>, Option<State>), Unsure> {
        let (mut first, mut state) = (None, None);
        for document in documents(text)? {
            let said = self.said(&document);
            state = said.state.or(state);
            let level = level + 1;
            if level > MAX_LEVEL {
                continue;
            }
            let own = said.errors.into_iter().next();
            let counts = status.is_none_or(|status| status >= 400);
            let own = own.or_else(|| {
                let is_silent = said.state.is_none() && !said.is_no_error;
                (counts && is_silent).then(|| self.report(&document, "", None))
            });
            let error = match own {
                Some(own) => Some(self.better(status, own, &document, level)?),
                None => self.strings(status, &document, level)?,
            };
            let says_something = |error: &Report| {
                error.code.is_some() || error.message.is_some() || error.status.is_some()
            };
            let Some(error) = error.filter(says_something) else { continue };
            if error.code.is_some() {
                return Ok((Some(error), state));
            }
            first = first.or(Some(error));
        }
        Ok((first, state))
    }
}

/// What a pointer from the root leads to, if it leads through the place that `prefix` leads to.
fn at<'v>(place: &'v Value, prefix: &str, pointer: &str) -> Option<&'v Value> {
    let rest = pointer.strip_prefix(prefix)?;
    if rest.split('/').any(|part| part == "*") { None } else { place.pointer(rest) }
}

/// All that a pointer leads to, through all elements of lists.
fn all_at<'v>(place: &'v Value, pointer: &str) -> Vec<&'v Value> {
    match pointer.split_once("/*") {
        Some((list, rest)) => {
            let elements = place.pointer(list).and_then(Value::as_array);
            elements.into_iter().flatten().flat_map(|element| all_at(element, rest)).collect()
        }
        None => place.pointer(pointer).into_iter().collect(),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn number(value: &Value) -> String {
    if value.as_f64() == Some(0.0) { "0".to_owned() } else { value.to_string() }
}

fn word(value: &Value) -> Option<String> {
    if value.is_number() { Some(number(value)) } else { text(value) }
}

fn has_error(body: &Value) -> bool {
    let error = match body.get("error") {
        Some(Value::Object(_)) => true,
        Some(error) => text(error).is_some(),
        None => false,
    };
    error || body.get("success") == Some(&Value::Bool(false))
}

/// The objects and lists in a text.
fn documents(text: &str) -> Result<Vec<Value>, Unsure> {
    let mut documents = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '[']) {
        if rest[..start].ends_with('\'') {
            return Err(Unsure);
        }
        rest = &rest[start..];
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(document)) = stream.next() else { return Err(Unsure) };
        rest = &rest[stream.byte_offset()..];
        if !matches!(&document, Value::Object(members) if members.is_empty())
            && !matches!(&document, Value::Array(elements) if elements.is_empty())
        {
            documents.push(document);
        }
    }
    Ok(documents)
}

/// What is done to a body.
#[derive(Clone, Debug)]
enum Change {
    /// Another value takes the place of one.
    Replace(Index, Value),
    /// One member of an object, or one element of a list, goes.
    Remove(Index),
    /// A value becomes a string with its JSON, after a prefix.
    Quote(Index, &'static str),
    /// A list of a value several times.
    Repeat(Index, usize),
    /// The body comes in another's.
    Wrap(usize),
    /// A member is added to an object.
    Add(Index, &'static str, Value),
}

const KEYS: &[&str] = &[
    "error", "code", "reason", "message", "type", "status", "state", "err_code", "tasks", "data",
    "success", "task", "metadata", "errors", "choices", "msg",
];

fn leaf() -> impl Strategy<Value = Value> {
    let words = CATALOGS.iter().chain(every_field::CATALOGS).flat_map(|catalog| {
        let (response, state) = (catalog.response(), catalog.response().state());
        let lists = [state.running(), state.succeeded(), state.failed(), response.no_error()];
        let words = lists.into_iter().flatten().copied();
        words.chain(catalog.entries().iter().map(|entry| entry.code())).collect::<Vec<_>>()
    });
    let words: Vec<&str> = words.collect();
    prop_oneof![
        4 => select(words).prop_map(Value::from),
        2 => select(vec![0, 1, -1, 200, 400, 403, 404, 429, 500, 502, 40003, 40999, 70000])
            .prop_map(Value::from),
        2 => select(vec![
            Value::Null, json!(true), json!(false), json!(""), json!(" "), json!({}), json!([]),
            json!(-0.0), json!(0.5), json!("0"), json!("400"), json!("something new"),
            json!("it failed"), json!("{}"), json!("[]"), json!("{x}"),
        ]),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let prefixes = vec!["", "403: ", "raw: ", "data: ", "[] ", " \n"];
    prop_oneof![
        3 => (any::<Index>(), leaf()).prop_map(|(at, value)| Change::Replace(at, value)),
        1 => any::<Index>().prop_map(Change::Remove),
        1 => (any::<Index>(), select(prefixes)).prop_map(|(at, text)| Change::Quote(at, text)),
        1 => (any::<Index>(), 0..3_usize).prop_map(|(at, times)| Change::Repeat(at, times)),
        2 => (0..WRAPS).prop_map(Change::Wrap),
        2 => (any::<Index>(), select(KEYS), leaf())
            .prop_map(|(at, key, value)| Change::Add(at, key, value)),
    ]
}

/// How many ways there are in which a body comes in another's.
const WRAPS: usize = 8;

fn wrap(body: Value, way: usize) -> Value {
    match way {
        0 => json!({ "error": body }),
        1 => json!([body]),
        2 => json!({ "tasks": [body] }),
        3 => json!({ "data": { "data": body, "status": "FAILURE" } }),
        4 => json!({ "error": {
            "message": "Provider returned error",
            "code": 502,
            "metadata": { "raw": body.to_string() },
        } }),
        5 => json!({ "code": "fail_to_fetch_task", "message": body.to_string(), "data": null }),
        6 => json!({ "choices": [{ "error": body }] }),
        _ => json!({ "response": { "status_code": 400, "body": body } }),
    }
}

impl Change {
    fn apply(&self, body: &mut Value) {
        match self {
            Self::Replace(at, value) => *value_at(body, *at) = value.clone(),
            Self::Remove(at) => match value_at(body, *at) {
                Value::Object(members) if !members.is_empty() => {
                    let key = members.keys().nth(at.index(members.len())).cloned();
                    members.remove(&key.expect("a key"));
                }
                Value::Array(elements) if !elements.is_empty() => {
                    elements.remove(at.index(elements.len()));
                }
                other => *other = Value::Null,
            },
            Self::Quote(at, prefix) => {
                let value = value_at(body, *at);
                *value = Value::from(format!("{prefix}{value}"));
            }
            Self::Repeat(at, times) => {
                let value = value_at(body, *at);
                *value = Value::from(vec![value.clone(); *times]);
            }
            Self::Wrap(way) => *body = wrap(body.take(), *way),
            Self::Add(at, key, added) => {
                if let Value::Object(members) = value_at(body, *at) {
                    members.insert((*key).to_owned(), added.clone());
                }
            }
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// One of the values in a body.
fn value_at(body: &mut Value, at: Index) -> &mut Value {
    let number = at.index(count(body));
    nth(body, number)
}

/// The value of a number, counted from `value` on.
fn nth(value: &mut Value, number: usize) -> &mut Value {
    if number == 0 {
        return value;
    }
    let mut rest = number - 1;
    let parts: Vec<&mut Value> = match value {
        Value::Array(elements) => elements.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => unreachable!("it has been counted"),
    };
    for part in parts {
        let size = count(part);
        if rest < size {
            return nth(part, rest);
        }
        rest -= size;
    }
    unreachable!("it has been counted")
}

/// What the crate says, in the words of the model.
fn answer_of(outcome: &Outcome<'_, AnyCode>) -> Answer {
    match outcome {
        Outcome::Running => Answer::Running,
        Outcome::Succeeded => Answer::Succeeded,
        Outcome::Failed(error) => {
            let report = |error: &ApiError<'_>| Report {
                code: error.sent_code().map(str::to_owned),
                message: error.message().filter(|_| !error.is_raw()).map(str::to_owned),
                status: error.status(),
                is_by_chance: false,
                is_inside: false,
                trace_id: error.trace_id().map(str::to_owned),
            };
            Answer::Failed([error].into_iter().chain(error.others()).map(report).collect())
        }
    }
}

/// The model's answer in what both say: the status by which an error is judged.
fn comparable(model: &Model, answer: Answer, status: Option<u16>) -> Answer {
    let Answer::Failed(errors) = answer else { return answer };
    let errors = errors.into_iter().map(|error| {
        let code = error.code.clone();
        let code = code.or_else(|| model.code_in_message(error.message.as_deref()?));
        let error = Report { code, ..error };
        let own = status.filter(|status| *status >= 400);
        let is_known = error.code.as_ref().is_some_and(|code| model.has_code(code))
            || model.has_row_without_code(&error, own);
        let judged = match own {
            Some(_) if error.is_inside && !is_known => error.status.or(own),
            Some(_) => own,
            None => error.status.or(status),
        };
        Report { status: judged, is_by_chance: false, is_inside: false, ..error }
    });
    let mut errors: Vec<Report> = errors.collect();
    errors.sort();
    Answer::Failed(errors)
}

/// What forbids more comes later.
const FORBIDS: &[Retry] =
    &[Retry::Resend, Retry::Later, Retry::SlowDown, Retry::AfterChange, Retry::Never];

/// A vendor's name or a catalog's, and the catalogs among which it is one.
type Asked = (Catalogs, &'static str);

/// Everybody who can be asked.
fn all_asked() -> Vec<Asked> {
    let made = Catalogs::new(every_field::CATALOGS);
    let names = |all: Catalogs| {
        let names = all.iter().flat_map(|catalog| [catalog.vendor(), catalog.path()]);
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(move |name| (all, name))
    };
    names(Catalogs::ALL).chain(names(made)).collect()
}

fn vendor((_, name): &Asked) -> &'static str {
    name.split('/').next().expect("a vendor")
}

/// Compares the crate with the model. Says whether the model is sure.
fn assert_as_the_model((all, name): Asked, status: Option<u16>, body: &Value) -> bool {
    let asked = all.named(name).expect("a name");
    let model = Model::of(asked, all.named(vendor(&(all, name))).expect("a vendor"));
    let Ok(expected) = model.answer(status, body) else { return false };
    let text = body.to_string();
    let outcome = asked.outcome(status, text.as_bytes());
    let mut answer = answer_of(&outcome);
    let expected = comparable(&model, expected, status);
    if let (Answer::Failed(errors), Answer::Failed(expected)) = (&mut answer, &expected) {
        errors.sort();
        // The model doesn't look for identifiers in messages.
        for (error, expected) in errors.iter_mut().zip(expected) {
            error.trace_id = error.trace_id.take().filter(|_| expected.trace_id.is_some());
        }
    }
    assert_eq!(answer, expected, "{name}, {status:?}: {body:#}");
    // Of several errors, the one that forbids most is reported.
    if let Some(error) = outcome.error() {
        let forbids = |error: &ApiError<'_>| FORBIDS.iter().position(|it| *it == error.retry());
        let most = error.others().iter().map(forbids).max();
        assert!(most.is_none_or(|most| most <= forbids(error)), "{name}: {body}");
    }
    true
}

fn status() -> impl Strategy<Value = Option<u16>> {
    select(vec![None, Some(200), Some(201), Some(302), Some(400), Some(403), Some(429), Some(502)])
}

/// The bodies of `tests/responses.toml` that are JSON, each with its vendor.
fn bodies() -> Vec<(String, Value)> {
    let rows = responses::rows().into_iter().filter_map(|(_, row)| Some((row.body().ok()?, row)));
    let bodies = rows.filter(|(body, _)| body.len() < 1 << 12).filter_map(|(body, row)| {
        let vendor = row.from.split('/').next()?.to_owned();
        Some((vendor, serde_json::from_slice(&body).ok()?))
    });
    bodies.collect()
}

#[test]
fn recorded_bodies_agree_with_the_model() {
    let all = all_asked();
    let (mut sure, mut unsure) = (0, 0);
    for (of, body) in bodies() {
        let is_asked = |asked: &&Asked| [of.as_str(), "acme"].contains(&vendor(asked));
        for &asked in all.iter().filter(is_asked) {
            let mut compare = |status, body: &Value| {
                *(if assert_as_the_model(asked, status, body) {
                    &mut sure
                } else {
                    &mut unsure
                }) += 1;
            };
            for status in [None, Some(200), Some(400), Some(403), Some(502)] {
                compare(status, &body);
            }
            for way in 0..WRAPS {
                compare(Some(200), &wrap(body.clone(), way));
            }
        }
    }
    assert!(sure > 20 * unsure, "{sure}, {unsure}");
}

proptest! {
    // With PROPTEST_CASES, as many as one likes.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bodies_agree_with_the_model(
        asked in prop::collection::vec(select(all_asked()), 4),
        status in status(),
        (_, mut body) in select(bodies()),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        for change in changes {
            change.apply(&mut body);
            for &asked in &asked {
                assert_as_the_model(asked, status, &body);
            }
        }
    }
}
