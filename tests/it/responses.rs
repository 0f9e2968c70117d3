//! From what a server sends to an error that a program can act on, and back.
//!
//! What a response must give is in `tests/responses.toml` and `tests/vendors.toml`, for people to read and
//! to extend.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;
use std::time::Duration;
use std::{error, fs};

use error_catalog::{
    AnyCode, ApiError, CATALOGS, Catalog, Catalogs, Category, Code, CodeSet, Entry, Match, Outcome,
    ResponseBody, Retry, bfl, dashscope, evolink, fal, getimg, kling, ltx, luma, minimax, novita,
    pixverse, replicate, runway, vidio, vidu, volcengine,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Deserialize;
use toml::Spanned;

/// `tests/responses.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    response: Vec<Spanned<Row>>,
}

/// A response, and the answer that it must get. The file says what the fields mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub name: String,
    pub from: String,
    pub status: Option<u16>,
    body: Option<String>,
    body_repeat: Option<Repeat>,
    body_hex: Option<String>,

    outcome: Option<String>,
    found: Option<String>,
    category: Option<String>,
    retry: Option<String>,
    pub entry: Option<String>,
    rows: Option<Vec<String>>,
    unknown_code: Option<String>,
    message: Option<String>,
    message_repeat: Option<Repeat>,
    #[serde(default)]
    raw: bool,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
    #[serde(default)]
    context: BTreeMap<String, String>,
    trace_id: Option<String>,
    case: Option<String>,
    #[serde(default)]
    others: Vec<String>,
    effect: Option<bool>,
    display: Option<String>,
}

/// A long text, as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    #[serde(default)]
    prefix: String,
    text: String,
    times: usize,
    #[serde(default)]
    close: String,
    #[serde(default)]
    suffix: String,
}

impl Repeat {
    fn text(&self) -> String {
        let (text, close) = (self.text.repeat(self.times), self.close.repeat(self.times));
        [self.prefix.as_str(), &text, &close, &self.suffix].concat()
    }
}

impl Row {
    pub fn body(&self) -> Result<Vec<u8>, String> {
        match (&self.body, &self.body_repeat, &self.body_hex) {
            (Some(text), None, None) => Ok(text.clone().into()),
            (None, Some(repeat), None) => Ok(repeat.text().into()),
            (None, None, Some(digits)) => digits
                .split_whitespace()
                .map(|byte| u8::from_str_radix(byte, 16).map_err(|_| format!("body_hex: {byte}")))
                .collect(),
            _ => Err("one of body, body_repeat and body_hex is needed".to_owned()),
        }
    }

    /// Every way in which the answer differs from what the row says.
    fn differences(&self) -> Vec<String> {
        let body = match self.body() {
            Ok(body) => body,
            Err(problem) => return vec![problem],
        };
        let catalogs = match Catalogs::ALL.named(&self.from) {
            Ok(catalogs) => catalogs,
            Err(unknown) => return vec![format!("from: {unknown}")],
        };
        match (catalogs.outcome(self.status, &body), &self.outcome) {
            (Outcome::Failed(error), None) => self.differences_of(&error),
            (Outcome::Failed(error), Some(_)) => {
                vec![format!("no error was expected, but: {error}")]
            }
            (outcome, expected) => {
                let mut differences = Differences(Vec::new());
                differences.compare("outcome", expected.as_deref(), Some(outcome.as_str()));
                differences.0
            }
        }
    }

    fn differences_of(&self, error: &ApiError<'_>) -> Vec<String> {
        let mut differences = Differences(Vec::new());
        let expected = self.entry.clone();
        differences.compare("entry", expected, error.catalog().zip(error.entry()).map(path));
        let found = word_of_found(error.matched()).to_owned();
        differences.compare("found", self.found.clone(), Some(found));
        differences.compare("category", self.category.clone(), Some(error.category().to_string()));
        differences.compare("retry", self.retry.clone(), Some(error.retry().to_string()));
        let unknown = error.unknown_code().map(|code| code.as_str().to_owned());
        differences.compare("unknown_code", self.unknown_code.clone(), unknown);
        let message = self.message_repeat.as_ref().map(Repeat::text).or(self.message.clone());
        differences.compare("message", message, error.message().map(str::to_owned));
        if error.message().is_some() {
            differences.compare("raw", Some(self.raw), Some(error.is_raw()));
        }
        let arguments: BTreeMap<String, String> = error
            .arguments()
            .into_iter()
            .flat_map(|arguments| arguments.iter())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        differences.compare("arguments", Some(self.arguments.clone()), Some(arguments));
        let context = error.context().map(|(name, value)| (name.to_owned(), value.to_owned()));
        differences.compare("context", Some(self.context.clone()), Some(context.collect()));
        differences.compare("trace_id", self.trace_id.clone(), error.trace_id().map(str::to_owned));
        differences.compare("case", self.case.clone(), error.case().map(|case| case.name.into()));
        let others = error.others().iter().map(|other| other.sent_code().unwrap_or_default());
        let others: Vec<String> = others.map(str::to_owned).collect();
        differences.compare("others", Some(self.others.clone()), Some(others));
        if let Some(rows) = &self.rows {
            let actual: Vec<String> = error.rows().map(path).collect();
            differences.compare("rows", Some(rows.clone()), Some(actual));
        }
        if let Some(effect) = self.effect {
            differences.compare("effect", Some(effect), Some(error.may_have_taken_effect()));
        }
        if let Some(display) = &self.display {
            differences.compare("display", Some(display.clone()), Some(error.to_string()));
        }
        differences.0
    }

    /// What is wrong with the row itself.
    fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (field, word, words) in [
            ("category", &self.category, Category::WORDS),
            ("retry", &self.retry, Retry::WORDS),
            ("found", &self.found, FOUND),
        ] {
            match word {
                Some(word) if !words.contains(&word.as_str()) => {
                    mistakes.push(format!("{field}: `{word}` is none of {words:?}"));
                }
                Some(_) if self.outcome.is_some() => {
                    mistakes.push(format!("{field}, though there is no error"))
                }
                None if self.outcome.is_none() => mistakes.push(format!("{field} is missing")),
                _ => {}
            }
        }
        mistakes
    }
}

struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + std::fmt::Debug>(
        &mut self,
        field: &str,
        expected: Option<T>,
        actual: Option<T>,
    ) {
        let write = |value: Option<T>| match value {
            Some(value) => {
                let text = format!("{value:?}");
                match text.char_indices().nth(300) {
                    Some((cut, _)) => format!("{} … ({} bytes)", &text[..cut], text.len()),
                    None => text,
                }
            }
            None => "(none)".to_owned(),
        };
        if expected != actual {
            let (expected, actual) = (write(expected), write(actual));
            self.0.push(format!("{field}\n      expected {expected}\n      actual   {actual}"));
        }
    }
}

/// The words that the file has for how a row was found.
const FOUND: &[&str] = &["exact", "other-message", "other-status", "class", "unknown", "proxy"];

fn word_of_found(found: Match) -> &'static str {
    FOUND[match found {
        Match::Exact => 0,
        Match::OtherMessage => 1,
        Match::OtherStatus => 2,
        Match::Class => 3,
        Match::Unknown => 4,
        Match::Proxy => 5,
        other => panic!("the file has no word for {other:?}"),
    }]
}

/// A row of a catalog, as the file names it.
fn path((catalog, entry): (&Catalog, &Entry)) -> String {
    format!("{}/{}", catalog.path(), entry.name())
}

/// The files of responses.
const FILES: &[&str] = &["tests/responses.toml", "tests/vendors.toml"];

/// The rows of the files, each with its file and line.
pub fn rows() -> Vec<(String, Row)> {
    let mut rows = Vec::new();
    for name in FILES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        rows.extend(file.response.into_iter().map(|row| {
            let line = text[..row.span().start].matches('\n').count() + 1;
            (format!("{name}:{line}"), row.into_inner())
        }));
    }
    rows
}

#[test]
fn every_response_gets_the_answer_that_the_files_say() {
    let mut report = String::new();
    let mut failed = 0;
    for (place, row) in rows() {
        let mut problems = row.mistakes();
        if problems.is_empty() {
            problems = row.differences();
        }
        if !problems.is_empty() {
            failed += 1;
            let problems = problems.join("\n    ");
            report += &format!("\n{place}: {}\n    {problems}\n", row.name);
        }
    }
    assert!(failed == 0, "{failed} responses get another answer:\n{report}");
}

#[test]
fn the_file_has_every_vendor_and_every_way_to_find_a_row() {
    let rows: Vec<Row> = rows().into_iter().map(|(_, row)| row).collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), rows.len(), "no two have the same name");
    for vendor in CATALOGS.iter().map(|catalog| catalog.vendor()) {
        let of_vendor = |row: &&Row| row.from.split('/').next() == Some(vendor);
        let rows: Vec<&Row> = rows.iter().filter(of_vendor).collect();
        assert!(rows.iter().any(|row| row.outcome.is_some()), "{vendor} has no success");
        assert!(rows.iter().any(|row| row.entry.is_some()), "{vendor} has no row");
    }
    for found in FOUND {
        assert!(rows.iter().any(|row| row.found.as_deref() == Some(found)), "{found}");
    }
}

/// Every code of every catalog.
fn codes() -> impl Iterator<Item = AnyCode> {
    CATALOGS.iter().flat_map(|catalog| {
        (0..catalog.entries().len())
            .map(|position| AnyCode::from_row(catalog, position).expect("it"))
    })
}

/// As many values as a code's message has placeholders, each different.
fn values(code: AnyCode) -> Vec<String> {
    let placeholders = code.entry().message().map_or(0, |template| template.placeholders().count());
    // One word each: in some messages only a space is between two values.
    (1..=placeholders).map(|number| format!("value-{number}")).collect()
}

/// Whether the bodies of a code's catalog have a message.
fn carries_a_message(code: AnyCode) -> bool {
    let template = code.catalog().response().body().expect("every shipped catalog has one");
    template.placeholders().any(|name| name == "message")
}

/// Whether the body that is written for a code reports it. A message alone, in a success, is no error,
/// and some vendors' bodies have no place for a code that is a state.
fn is_written_as_an_error(code: AnyCode) -> bool {
    let entry = code.entry();
    let template = code.catalog().response().body().expect("every shipped catalog has one");
    let mut states = code.catalog().response().state().failed().iter();
    let has_code = template.placeholders().any(|name| name == "code");
    if !entry.code().is_empty() {
        return has_code;
    }
    entry.status().is_some()
        || states.any(|state| template.text().contains(&format!("\"{state}\"")))
}

#[test]
fn every_entry_is_written_as_a_body_and_read_back_to_itself_by_its_scope() {
    for code in codes().filter(|code| is_written_as_an_error(*code)) {
        let (entry, path) = (code.entry(), code.catalog().path());
        let body = body_of(code, &values(code)).expect("a value for each placeholder");
        assert_eq!(body.status(), entry.status().unwrap_or(200), "{code:?}");
        for status in [Some(body.status()), None] {
            if status.is_none() && entry.code().is_empty() && entry.message().is_none() {
                // The status is all that tells it.
                continue;
            }
            let error = Catalogs::ALL
                .named(path)
                .map(|it| it.read(status, body.json().as_bytes()))
                .expect("its catalog")
                .expect("an error");
            assert_eq!(error.code(), Some(code), "{status:?}");
            assert_eq!(error.matched(), Match::Exact, "{code:?}, {status:?}");
            assert_eq!(error.entry(), Some(entry));
            assert_eq!(error.catalog(), Some(code.catalog()));
            // A body of Kratos' repeats the status.
            let repeats = body.json().starts_with(&format!("{{\"code\":{},", body.status()));
            let own = repeats.then(|| body.status()).filter(|status| *status >= 400);
            assert_eq!(error.status(), status.or(own), "{code:?}");
            assert_eq!((error.category(), error.retry()), (entry.category(), entry.retry()));
            assert_eq!(error.unknown_code(), None);
            assert!(error.rows().eq([(code.catalog(), entry)]), "{code:?}");
            assert_eq!(error.message().is_some(), carries_a_message(code), "{code:?}");
            if let (true, Some(_)) = (carries_a_message(code), entry.message()) {
                let arguments = error.arguments().expect("its arguments");
                let read: Vec<&str> = arguments.iter().map(|(_, value)| value).collect();
                assert_eq!(read, values(code), "{code:?}");
            }
        }
    }
}

/// The codes of which a vendor has several with the same status and no message to tell them apart.
const CLASSES: &[&str] = &[
    "evolink/http/ModelUnavailable",
    "evolink/task/ModelUnavailable",
    "novita/billing/Unknown",
    "novita/gpu/Unknown",
    "novita/gpu/RateLimitExceeded",
    "novita/llm/InvalidApiKey",
    "novita/llm/InvalidRequestBody",
    "novita/llm/RateLimitExceeded",
    "novita/media/InvalidRequestBody",
    "novita/media/InvalidApiKey",
    "novita/media/RateLimitExceeded",
];

#[test]
fn every_entry_is_written_as_a_body_and_read_back_to_itself_by_its_vendor() {
    let mut classes = Vec::new();
    for code in codes().filter(|code| is_written_as_an_error(*code)) {
        let body = body_of(code, &values(code)).expect("a value for each placeholder");
        let vendor = code.catalog().vendor();
        let error = Catalogs::ALL
            .named(vendor)
            .map(|it| it.read(Some(body.status()), body.json().as_bytes()))
            .expect("its vendor")
            .unwrap_or_else(|| panic!("{code:?}: {}", body.json()));
        let rows: Vec<_> = error.rows().collect();
        assert!(rows.contains(&(code.catalog(), code.entry())), "{code:?}: {rows:?}");
        if error.matched() == Match::Class {
            assert_eq!((error.code(), error.entry(), error.catalog()), (None, None, None));
            assert!(
                rows.len() > 1 && rows.iter().all(|(_, row)| row.code() == code.entry().code())
            );
            assert!(rows.iter().all(|(_, row)| row.status() == code.entry().status()));
            classes.push(format!("{code:?}"));
        } else {
            assert_eq!((error.code(), error.matched()), (Some(code), Match::Exact));
            assert_eq!(rows.len(), 1, "{code:?}");
        }
    }
    classes.sort();
    let mut expected = CLASSES.to_vec();
    expected.sort();
    assert_eq!(classes, expected);
}

/// The body that reports `code`, with these values.
fn body_of(code: impl CodeSet, values: &[impl Display]) -> Option<ResponseBody> {
    let values: Vec<&dyn Display> = values.iter().map(|value| value as &dyn Display).collect();
    ResponseBody::new(code, &values)
}

#[test]
fn codes_are_written_as_numbers_where_all_of_the_catalog_are() {
    let written = |code: AnyCode| {
        let body = body_of(code, &values(code)).expect("a value for each placeholder");
        let json: serde_json::Value = serde_json::from_str(body.json()).expect("JSON");
        let mut pointers = code.catalog().response().code().iter();
        pointers.find_map(|pointer| json.pointer(pointer).cloned())
    };
    let mut numbers = 0;
    for code in codes().filter(|code| is_written_as_an_error(*code)) {
        let codes = code.catalog().entries().iter().map(Entry::code);
        let is_numeric = codes.clone().all(|code| code.parse::<i64>().is_ok());
        let Some(value) = written(code) else { continue };
        assert_eq!(value.is_number(), is_numeric, "{code:?}: {value}");
        numbers += usize::from(is_numeric);
    }
    assert!(numbers > 50, "{numbers}");
}

/// What must hold of every generated enum, and of that of its vendor.
fn assert_read_back<C: Code, V: CodeSet + From<C>>() {
    for &code in C::all().iter().filter(|code| is_written_as_an_error((**code).into())) {
        let values = values(code.into());
        let body = body_of(code, &values).expect("a value for each placeholder");
        let read = ApiError::<C>::read(Some(body.status()), body.json().as_bytes());
        let read = read.unwrap_or_else(|| panic!("{code:?}: {}", body.json()));
        assert_eq!(read.code(), Some(code));

        // The vendor's enum writes the same, and reads the code where it isn't a class.
        let of_vendor = V::from(code);
        assert_eq!(body_of(of_vendor, &values).expect("a body"), body);
        let read = ApiError::<V>::read(Some(body.status()), body.json().as_bytes());
        let read = read.expect("an error");
        let is_class = CLASSES.contains(&format!("{:?}", AnyCode::from(code)).as_str());
        assert_eq!(read.code(), (!is_class).then_some(of_vendor), "{code:?}");

        // One value too many, or too few.
        let placeholders = values.len();
        assert_eq!(body_of(code, &vec!["x"; placeholders + 1]), None, "{code:?}");
        if placeholders > 0 {
            assert_eq!(body_of(code, &vec!["x"; placeholders - 1]), None, "{code:?}");
        }
    }
}

#[test]
fn every_code_is_read_back_by_its_own_type_and_by_its_vendor_s() {
    assert_read_back::<bfl::http::ErrorCode, bfl::ErrorCode>();
    assert_read_back::<bfl::results::ErrorCode, bfl::ErrorCode>();
    assert_read_back::<dashscope::gateway::ErrorCode, dashscope::ErrorCode>();
    assert_read_back::<dashscope::media::ErrorCode, dashscope::ErrorCode>();
    assert_read_back::<evolink::files::ErrorCode, evolink::ErrorCode>();
    assert_read_back::<evolink::http::ErrorCode, evolink::ErrorCode>();
    assert_read_back::<evolink::task::ErrorCode, evolink::ErrorCode>();
    assert_read_back::<fal::models::ErrorCode, fal::ErrorCode>();
    assert_read_back::<fal::requests::ErrorCode, fal::ErrorCode>();
    assert_read_back::<getimg::api::ErrorCode, getimg::ErrorCode>();
    assert_read_back::<kling::api::ErrorCode, kling::ErrorCode>();
    assert_read_back::<ltx::api::ErrorCode, ltx::ErrorCode>();
    assert_read_back::<luma::agents::ErrorCode, luma::ErrorCode>();
    assert_read_back::<luma::dream_machine::ErrorCode, luma::ErrorCode>();
    assert_read_back::<minimax::api::ErrorCode, minimax::ErrorCode>();
    assert_read_back::<novita::billing::ErrorCode, novita::ErrorCode>();
    assert_read_back::<novita::gpu::ErrorCode, novita::ErrorCode>();
    assert_read_back::<novita::llm::ErrorCode, novita::ErrorCode>();
    assert_read_back::<novita::media::ErrorCode, novita::ErrorCode>();
    assert_read_back::<pixverse::api::ErrorCode, pixverse::ErrorCode>();
    assert_read_back::<replicate::predictions::ErrorCode, replicate::ErrorCode>();
    assert_read_back::<runway::http::ErrorCode, runway::ErrorCode>();
    assert_read_back::<runway::tasks::ErrorCode, runway::ErrorCode>();
    assert_read_back::<vidio::api::ErrorCode, vidio::ErrorCode>();
    assert_read_back::<vidu::api::ErrorCode, vidu::ErrorCode>();
    assert_read_back::<vidu::task::ErrorCode, vidu::ErrorCode>();
    assert_read_back::<volcengine::ark::ErrorCode, volcengine::ErrorCode>();
    assert_eq!(CATALOGS.len(), 27, "each of them is above");
}

#[test]
fn a_code_of_another_scope_is_an_entry_and_no_code_of_the_expected_type() {
    let code = novita::llm::ErrorCode::NotEnoughBalance;
    let body = ResponseBody::new(code, &[]).expect("a body");
    let error = ApiError::<novita::media::ErrorCode>::read(Some(403), body.json().as_bytes());
    let error = error.expect("an error");
    assert_eq!(error.code(), None);
    assert_eq!(error.unknown_code(), None);
    assert_eq!(error.entry(), Some(code.entry()));
    assert_eq!(error.catalog().map(Catalog::path), Some("novita/llm"));
    assert_eq!((error.category(), error.retry()), (Category::Billing, Retry::AfterChange));
}

#[test]
fn catalogs_are_named_by_vendor_and_by_path() {
    let body = br#"{"code":403,"reason":"INVALID_API_KEY","message":"invalid api key"}"#;
    let read = |name| Catalogs::ALL.named(name).map(|it| it.read(Some(403), body));

    let vendor = read("novita").expect("a vendor").expect("an error");
    assert_eq!((vendor.code(), vendor.matched()), (None, Match::Class));
    let catalog = read("novita/media").expect("a catalog").expect("an error");
    assert_eq!(catalog.code(), Some(novita::media::ErrorCode::InvalidApiKey.into()));
    let typed = ApiError::<novita::media::ErrorCode>::read(Some(403), body).expect("an error");
    assert_eq!(typed.to_string(), catalog.to_string());

    let unknown = read("novita/lmm").expect_err("no such catalog");
    assert_eq!(unknown.name(), "novita/lmm");
    let expected = "there is no vendor or catalog `novita/lmm`, did you mean `novita/llm`?";
    assert_eq!(unknown.to_string(), expected);
    for name in ["", "/", "novita/", "/llm", "llm", "Novita", "nov", "novita/llm/", "\u{1b}[31m\n"]
    {
        let unknown = read(name).expect_err("no such name");
        assert_eq!(unknown.name(), name);
        assert!(!unknown.to_string().contains(char::is_control), "{unknown}");
        assert!(Catalogs::ALL.named(name).is_err());
    }
    for catalog in CATALOGS {
        let alone = Catalogs::ALL.named(catalog.path()).expect("its path");
        assert!(alone.iter().eq([*catalog]));
        let of_vendor = Catalogs::ALL.named(catalog.vendor()).expect("its vendor");
        assert!(of_vendor.iter().any(|other| other == *catalog));
        assert!(of_vendor.iter().all(|other| other.vendor() == catalog.vendor()));
    }
}

#[test]
fn a_hundred_megabytes_are_answered() {
    let start = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":""#;
    let mut body = start.to_vec();
    body.resize(100_000_000, b'a');
    for name in ["novita", "novita/llm"] {
        let error = Catalogs::ALL
            .named(name)
            .map(|it| it.read(Some(403), &body))
            .expect("a name")
            .expect("one");
        assert_eq!(error.code(), Some(novita::llm::ErrorCode::NotEnoughBalance.into()));
        assert!(error.message().is_none_or(|message| message.len() <= 1 << 20));
    }
    for vendor in ["evolink", "vidio"] {
        let error = Catalogs::ALL
            .named(vendor)
            .map(|it| it.read(Some(403), &body))
            .expect("a name")
            .expect("one");
        assert_eq!((error.category(), error.matched()), (Category::Permission, Match::Unknown));
        assert_eq!(error.message().map(str::len), Some(1024));
        assert!(
            Catalogs::ALL.named(vendor).map(|it| it.read(None, &body)).expect("a name").is_some()
        );
    }
    // A relay's, whose text is not at its end when the reading is.
    let mut wrapped = br#"{"raw":"{\"code\":403,\"reason\":\"NOT_ENOUGH_BALANCE\",\""#.to_vec();
    wrapped.resize(100_000_000, b'a');
    let error = novita::ApiError::read(Some(403), &wrapped).expect("an error");
    assert!(error.message().is_none_or(|message| message.len() <= 1 << 20));
}

#[test]
fn retry_after_can_be_set() {
    let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
    let error = vidio::ApiError::read(Some(429), body).expect("an error");
    assert_eq!(error.retry_after(), None);
    for wait in [Duration::ZERO, Duration::from_millis(1500), Duration::MAX] {
        let error = error.clone().with_retry_after(wait);
        assert_eq!(error.retry_after(), Some(wait));
        assert_eq!(error.clone().into_owned().retry_after(), Some(wait));
        assert_eq!(error.retry(), Retry::SlowDown);
        let later = error.with_retry_after(Duration::from_secs(7));
        assert_eq!(later.retry_after(), Some(Duration::from_secs(7)));
    }
}

#[test]
fn an_owned_error_is_send_sync_and_static() {
    fn assert_error<E: error::Error + Clone + Send + Sync + 'static>() {}
    assert_error::<ApiError<'static>>();
    assert_error::<vidu::ApiError<'static>>();
    assert_error::<ApiError<'static, novita::llm::ErrorCode>>();

    fn fails(body: &[u8]) -> Result<(), Box<dyn error::Error + Send + Sync>> {
        match vidu::ApiError::read(Some(400), body) {
            Some(error) => Err(error.into_owned().into()),
            None => Ok(()),
        }
    }
    let error = fails(br#"{"reason":"CreditInsufficient"}"#).expect_err("an error");
    assert_eq!(error.to_string(), "vidu/api CreditInsufficient (400): Insufficient credits");
    let error = error.downcast::<vidu::ApiError<'static>>().expect("it is one");
    assert_eq!(error.code(), Some(vidu::api::ErrorCode::CreditInsufficient.into()));
}

/// Every name by which a response can be read.
fn names() -> BTreeSet<&'static str> {
    CATALOGS.iter().flat_map(|catalog| [catalog.vendor(), catalog.path()]).collect()
}

/// What must hold of the answer to every response.
fn assert_answers(status: Option<u16>, body: &[u8]) {
    for name in names() {
        let error = Catalogs::ALL.named(name).map(|it| it.read(status, body)).expect("a name");
        assert_answer(status, error);
    }
    assert_answer(status, ApiError::<AnyCode>::read(status, body));
    assert_answer(status, vidio::ApiError::read(status, body));
    assert_answer(status, ApiError::<vidu::task::ErrorCode>::read(status, body));
}

fn assert_answer<C: CodeSet>(status: Option<u16>, error: Option<ApiError<'_, C>>) {
    let Some(error) = error else { return };
    // The status of the response, or one that the body repeats.
    if error.status() != status {
        assert!(error.status().is_some_and(|status| (400..600).contains(&status)), "{error:?}");
    }
    let status = error.status();

    // How the row was found says what there is.
    let known = error.entry().is_some();
    assert_eq!(error.catalog().is_some(), known);
    assert!(error.code().is_none_or(|code| Some(code.entry()) == error.entry()));
    let rows = error.rows().count();
    match error.matched() {
        Match::Class => assert!(!known && rows > 1 && error.unknown_code().is_none()),
        Match::Unknown | Match::Proxy => assert!(!known && rows == 0),
        _ => assert!(known && rows == 1 && error.unknown_code().is_none()),
    }
    let is_sent_with_a_code = |(_, entry): (&Catalog, &Entry)| !entry.code().is_empty();
    assert_eq!(error.wire_code().is_some(), error.rows().any(is_sent_with_a_code));
    if error.matched() == Match::Unknown {
        // The status judges, or what the rows without a code agree on.
        let entries = || CATALOGS.iter().flat_map(|catalog| catalog.entries());
        let rows = || entries().filter(|entry| entry.code().is_empty());
        let mut categories = rows().map(Entry::category).chain([Category::from_status(status)]);
        let mut retries = rows().map(Entry::retry).chain([Retry::from_status(status)]);
        assert!(categories.any(|category| category == error.category()), "{error:?}");
        assert!(retries.any(|retry| retry == error.retry()), "{error:?}");
    }

    // The line for a log is one, and does no harm to the log.
    let line = error.to_string();
    assert!(!line.is_empty() && !line.contains(char::is_control), "{line:?}");
    assert!(line.chars().count() < 600, "{} characters", line.chars().count());

    assert_same(&error, &error.clone().into_owned());
}

/// Asserts that two errors are the same, as far as anybody can tell.
fn assert_same<C: CodeSet>(one: &ApiError<'_, C>, other: &ApiError<'_, C>) {
    assert_eq!(one.status(), other.status());
    assert_eq!(one.code(), other.code());
    assert_eq!(one.unknown_code(), other.unknown_code());
    assert_eq!(one.entry(), other.entry());
    assert_eq!(one.catalog(), other.catalog());
    assert!(one.rows().eq(other.rows()));
    assert_eq!(one.matched(), other.matched());
    assert_eq!((one.category(), one.retry()), (other.category(), other.retry()));
    assert_eq!(one.wire_code(), other.wire_code());
    assert_eq!(one.message(), other.message());
    assert_eq!(one.is_raw(), other.is_raw());
    assert_eq!(one.arguments(), other.arguments());
    assert_eq!(one.case(), other.case());
    assert_eq!(one.trace_id(), other.trace_id());
    assert_eq!(one.retry_after(), other.retry_after());
    assert_eq!(one.may_have_taken_effect(), other.may_have_taken_effect());
    assert_eq!(one.to_string(), other.to_string());
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn every_type_answers_every_response_of_the_file() {
    for (_, row) in rows() {
        let body = row.body().unwrap_or_else(|problem| panic!("{}: {problem}", row.name));
        assert_answer(
            row.status,
            Catalogs::ALL.named(&row.from).map(|it| it.read(row.status, &body)).expect("a name"),
        );
        // The long ones take long.
        if body.len() < 1 << 12 {
            for status in [row.status, None, Some(200), Some(400), Some(599)] {
                assert_answers(status, &body);
            }
        }
    }
}

#[test]
fn a_body_that_is_cut_off_anywhere_has_an_answer() {
    for (_, row) in rows().into_iter().filter(|(_, row)| row.body.is_some()) {
        let body = row.body().expect("a body");
        for end in 0..body.len() {
            let read = Catalogs::ALL.named(&row.from).map(|it| it.read(Some(500), &body[..end]));
            assert_answer(Some(500), read.expect("a name"));
        }
    }
}

/// The bodies of the file that are not made to be long, and one for every entry.
fn bodies() -> Vec<Vec<u8>> {
    let of_file = rows().into_iter().filter_map(|(_, row)| row.body.map(String::into_bytes));
    let of_catalogs = codes().map(|code| body_of(code, &values(code)).expect("a body"));
    of_file.chain(of_catalogs.map(|body| body.into_json().into())).collect()
}

/// What is done to a body.
#[derive(Clone, Debug)]
enum Change {
    CutOff(Index),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Replace(Index, u8),
    Repeat(Index, usize),
}

impl Change {
    fn apply(&self, body: &mut Vec<u8>) {
        let at = |index: &Index| index.index(body.len() + 1);
        match self {
            Self::CutOff(index) => body.truncate(at(index)),
            Self::Remove(index, count) => {
                let start = at(index);
                let end = body.len().min(start + count);
                drop(body.drain(start..end));
            }
            Self::Insert(index, bytes) => {
                let start = at(index);
                drop(body.splice(start..start, bytes.iter().copied()));
            }
            Self::Replace(index, byte) => {
                let start = at(index);
                if let Some(old) = body.get_mut(start) {
                    *old = *byte;
                }
            }
            Self::Repeat(index, count) => {
                let start = at(index);
                let end = body.len().min(start + count);
                let again = body[start..end].to_vec();
                drop(body.splice(end..end, again));
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let segments = select(vec![
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\u0000",
        "\\ud83d",
        "\\u0022",
        "null",
        "-0",
        "1e999",
        "\u{0}",
        "\n",
        "\u{feff}",
        "\u{202e}",
        "鉄",
        "\"reason\":",
        "\"error\":{",
        "\"code\":\"\"",
        " trace_id: ",
        "{\"reason\":\"UNKNOWN\"}",
    ]);
    prop_oneof![
        any::<Index>().prop_map(Change::CutOff),
        (any::<Index>(), 1..20_usize).prop_map(|(index, count)| Change::Remove(index, count)),
        (any::<Index>(), segments).prop_map(|(index, text)| Change::Insert(index, text.into())),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..4))
            .prop_map(|(index, bytes)| Change::Insert(index, bytes)),
        (any::<Index>(), any::<u8>()).prop_map(|(index, byte)| Change::Replace(index, byte)),
        (any::<Index>(), 1..40_usize).prop_map(|(index, count)| Change::Repeat(index, count)),
    ]
}

fn status() -> impl Strategy<Value = Option<u16>> {
    prop_oneof![Just(None), Just(Some(200)), (400..600_u16).prop_map(Some), any::<Option<u16>>()]
}

/// Values that try to be more than values.
fn value() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "\\PC{0,20}",
        "[ a:,<>{}/\\\\\"äé鉄-]{0,12}",
        prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        select(vec![
            "",
            "{{.fields}}",
            "<<.fields>>",
            "invalid field: ",
            "\",\"reason\":\"Forbidden\",\"x\":\"",
            "{\"code\":400,\"reason\":\"Forbidden\"}",
            "a\nb",
            "\u{0}\u{1b}[31m",
            "\u{feff}",
            " leading",
            "prompt trace_id: abc",
        ])
        .prop_map(str::to_owned),
        Just("field is missing or empty: ".repeat(2500)),
    ];
    value.prop_map(|value| value.trim_end().to_owned())
}

/// The codes whose messages have placeholders, and are in the body.
fn codes_with_arguments() -> Vec<AnyCode> {
    codes().filter(|code| carries_a_message(*code) && !values(*code).is_empty()).collect()
}

/// A body in the shape of a catalog, with a code that it may not have.
fn body_with_code(catalog: &Catalog, code: &str) -> String {
    let template = catalog.response().body().expect("every shipped catalog has one");
    let values: Vec<String> = template
        .placeholders()
        .map(|name| match name {
            "status" => "400".to_owned(),
            "code" => serde_json::Value::from(code).to_string(),
            _ => "\"It failed.\"".to_owned(),
        })
        .collect();
    template.render(&values).expect("a value for each").to_string()
}

/// The catalogs whose responses say where the code is, whether it is known or not.
fn catalogs_with_any_code() -> Vec<&'static Catalog> {
    CATALOGS.iter().copied().filter(|catalog| !catalog.response().code().is_empty()).collect()
}

/// Texts that are no codes, though some look like one.
fn no_code(catalog: &'static Catalog) -> impl Strategy<Value = String> {
    let codes = catalog.entries().iter().map(Entry::code).filter(|code| !code.is_empty());
    let near = (select(codes.collect::<Vec<_>>()), 0..6).prop_map(|(code, change)| match change {
        0 => code.to_lowercase(),
        1 => code.to_uppercase(),
        2 => format!("{code} "),
        3 => format!(" {code}"),
        4 => format!("{code}\u{0}"),
        _ => code[1..].to_owned(),
    });
    let vendor = Catalogs::ALL.named(catalog.vendor()).expect("its vendor");
    prop_oneof![near, "[A-Za-z_]{1,20}", "\\PC{1,20}", "[0-9]{3}"]
        .prop_filter("a code that there is", |code| !code.trim().is_empty())
        .prop_filter("a code that there is", move |code| {
            vendor.iter().all(|catalog| catalog.all_by_code(code).len() == 0)
        })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn arguments_come_back_whatever_they_are(
        (code, values) in select(codes_with_arguments()).prop_flat_map(|code| {
            (Just(code), prop::collection::vec(value(), values(code).len()))
        })
    ) {
        let body = body_of(code, &values).expect("a value for each placeholder");
        let template = code.entry().message().expect("a message");
        let message = template.render(&values).expect("a value for each").to_string();
        for name in [code.catalog().path(), code.catalog().vendor()] {
            let error = Catalogs::ALL.named(name).map(|it| it.read(Some(body.status()), body.json().as_bytes()));
            let error = error.expect("a name").expect("an error");
            prop_assert_eq!(error.code(), Some(code));
            prop_assert_eq!(error.matched(), Match::Exact);
            prop_assert_eq!(error.message(), Some(message.as_str()));
            let arguments = error.arguments().expect("the arguments");
            prop_assert_eq!(Some(arguments), template.parse(&message));
            // With one placeholder, a message can be read in one way only.
            if let [value] = values.as_slice() {
                let read: Vec<&str> = arguments.iter().map(|(_, value)| value).collect();
                prop_assert_eq!(read, [value.as_str()]);
            }
            prop_assert!(!error.to_string().contains(char::is_control));
        }
    }

    #[test]
    fn any_bytes_have_an_answer(status in status(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_answers(status, &body);
    }

    #[test]
    fn any_text_has_an_answer(status in status(), body in "\\PC{0,60}|[\\[\\]{}\":,a0\\\\ ]{0,60}") {
        assert_answers(status, body.as_bytes());
    }

    #[test]
    fn any_change_to_a_body_has_an_answer(
        status in status(),
        mut body in select(bodies()),
        changes in prop::collection::vec(change(), 1..5),
    ) {
        changes.iter().for_each(|change| change.apply(&mut body));
        assert_answers(status, &body);
    }

    #[test]
    fn what_is_written_into_the_parts_of_an_error_does_no_harm_to_its_line(
        status in status(),
        code in prop::option::of(value()),
        message in prop::option::of(value()),
    ) {
        let error = ApiError::<vidu::ErrorCode>::new(status, code.as_deref(), message.as_deref());
        assert_answer(status, Some(error.clone()));
        if error.matched() == Match::Unknown {
            let text = error.unknown_code().map(|code| code.as_str().to_owned());
            prop_assert_eq!(text, code.clone().filter(|code| !code.is_empty()));
        }
    }

    #[test]
    fn a_code_that_no_catalog_has_is_never_a_known_one(
        (catalog, code) in select(catalogs_with_any_code()).prop_flat_map(|catalog| {
            (Just(catalog), no_code(catalog))
        }),
        status in 400..600_u16,
    ) {
        let body = body_with_code(catalog, &code);
        for name in [catalog.path(), catalog.vendor()] {
            let error = Catalogs::ALL.named(name).map(|it| it.read(Some(status), body.as_bytes()));
            let error = error.expect("a name").expect("an error");
            prop_assert_eq!(error.code(), None);
            prop_assert_eq!(error.entry(), None);
            prop_assert_eq!(error.rows().count(), 0);
            prop_assert_eq!(error.matched(), Match::Unknown);
            prop_assert_eq!(error.unknown_code().map(|code| code.as_str().to_owned()), Some(code.clone()));
        }
    }
}

#[test]
fn an_error_is_small_enough_to_be_returned() {
    // From 128 bytes on, clippy warns of a `Result` that has it.
    assert!(size_of::<ApiError<'static>>() <= 120, "{}", size_of::<ApiError<'static>>());
    assert_eq!(size_of::<ApiError<'static, vidu::ErrorCode>>(), size_of::<ApiError<'static>>());
}

#[test]
fn an_error_of_a_task_is_told_from_that_of_a_request() {
    let read = |status, body: &'static str| {
        vidu::ApiError::read(status, body.as_bytes()).expect("an error")
    };
    let task = r#"{"id":"1","state":"failed","err_code":"SystemThrottling","credits":0}"#;
    assert!(read(Some(200), task).is_task_error());
    assert!(read(None, task).is_task_error());
    let request = r#"{"code":429,"reason":"SystemThrottling","message":"system is throttling"}"#;
    assert!(!read(Some(429), request).is_task_error());
    let any = read(Some(429), request).into_any();
    assert_eq!(any.code().map(|code| code.catalog().path()), Some("vidu/api"));
    assert!(!vidu::ApiError::from_status(504).is_task_error());
}

/// Found by a property test: no status and a status of 0 were kept alike.
#[test]
fn a_status_of_zero_is_a_status() {
    assert_eq!(vidu::ApiError::from_status(0).status(), Some(0));
    assert_eq!(vidu::ApiError::new(None, Some("x"), None::<&str>).status(), None);
}
