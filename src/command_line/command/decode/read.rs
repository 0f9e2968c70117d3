//! Which vendor's error a body is.

use std::time::SystemTime;

use http::HeaderMap;
use http::header::DATE;

use crate::catalog::TaskState;
use crate::command_line::catalogs::Loaded;
use crate::command_line::command::decode::input::Response;
use crate::{ApiError, Catalogs, Match};

/// What a response says.
#[derive(Debug)]
pub struct Answer<'b> {
    /// The number of its line, where there is a response a line.
    pub line: Option<usize>,
    /// Its HTTP status, where that is known.
    pub status: Option<u16>,
    /// The catalog or vendor that was asked for.
    pub asked: Option<&'b str>,
    /// Whether there is no body.
    pub is_empty: bool,
    /// Whether it is a task that isn't done yet.
    pub is_running: bool,
    /// The error, as the vendors read it whose reading is best: none if there is no error, several only
    /// if each of them found a row.
    pub best: Vec<Reading<'b>>,
    /// If the vendor that was asked for doesn't know the error: the reading of one that does.
    pub elsewhere: Option<Reading<'b>>,
}

impl Answer<'_> {
    /// Whether there is an error that no catalog has.
    pub fn is_unknown(&self) -> bool {
        self.best.first().is_some_and(|reading| !reading.is_known())
    }

    /// A word for what the response says.
    pub fn outcome(&self) -> &'static str {
        match self.best[..] {
            [] if self.is_running => "running",
            [] => "succeeded",
            _ => "failed",
        }
    }
}

/// An error, as a vendor reads it.
#[derive(Debug)]
pub struct Reading<'b> {
    pub vendor: &'static str,
    pub error: ApiError<'b>,
    rank: Rank,
}

/// How good a reading is; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    found: u8,
    /// The message is one of the row's.
    message_fits: bool,
    /// 2 for a word as the code, 1 for a number, which may be the status.
    code: u8,
    /// The message is a part of the body, and not all of it, for want of a better one.
    has_message: bool,
    has_trace_id: bool,
}

/// What `response` says, as the catalog or vendor called `name` reads it, or as the vendors that
/// understand it best.
pub fn read<'b>(catalogs: &Loaded, name: Option<&'b str>, response: &'b Response) -> Answer<'b> {
    let mut is_running = false;
    let is_asked = name.is_some();
    let mut reading = |name: &str| Reading::of(catalogs, name, response, is_asked, &mut is_running);
    let (best, elsewhere) = match name {
        None => (best(vendors(catalogs).filter_map(&mut reading)), None),
        Some(name) => {
            let own: Vec<_> = reading(name).into_iter().collect();
            let elsewhere = if own.iter().any(Reading::is_known) {
                None
            } else {
                let is_other = |vendor: &&str| own.iter().all(|own| own.vendor != *vendor);
                let mut is_running = false;
                let others = vendors(catalogs).filter(is_other).filter_map(|vendor| {
                    Reading::of(catalogs, vendor, response, false, &mut is_running)
                });
                self::best(others).into_iter().find(Reading::is_known)
            };
            (own, elsewhere)
        }
    };
    Answer {
        line: response.line,
        status: response.status,
        asked: name,
        is_empty: response.body.trim_ascii().is_empty(),
        is_running,
        best,
        elsewhere,
    }
}

/// The vendors, in the order of the alphabet, which is that of the catalogs.
fn vendors(catalogs: &Loaded) -> impl Iterator<Item = &'static str> + use<> {
    let mut vendors: Vec<_> = catalogs.list.iter().map(|catalog| catalog.vendor()).collect();
    vendors.dedup();
    vendors.into_iter()
}

/// Whether a word of the vendor for a running task is in the body. A state that it doesn't know may be
/// another vendor's word for a success.
fn has_running_state(catalogs: Catalogs, response: &Response) -> bool {
    let body = String::from_utf8_lossy(&response.body);
    let Some((_, rest)) = body.split_once('"') else { return false };
    let Some((in_quotes, _)) = rest.rsplit_once('"') else { return false };
    let mut words = in_quotes.split('"');
    words.any(|word| meanings(catalogs, word).any(|meaning| meaning == TaskState::Running))
}

/// Whether the unknown code of `error` is a vendor's word for a task that runs or has succeeded. Another
/// vendor has its codes in the same place.
fn is_good_state(catalogs: Catalogs, error: &ApiError<'_>) -> bool {
    let Some(code) = error.unknown_code() else { return false };
    !matches!(error.status(), Some(400..))
        && meanings(catalogs, code.as_str()).any(|meaning| meaning != TaskState::Failed)
}

/// What `word` means as the state of a task, in each of the catalogs that have it.
fn meanings(catalogs: Catalogs, word: &str) -> impl Iterator<Item = TaskState> {
    catalogs.iter().filter_map(move |catalog| catalog.response().state().meaning(word))
}

/// When a response was sent: what it says, or else now.
fn sent_at(headers: &HeaderMap) -> SystemTime {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
    date.unwrap_or_else(SystemTime::now)
}

/// Those of the readings than which none is better. Where no row was found, they all say the same,
/// and one is enough.
fn best<'b>(readings: impl Iterator<Item = Reading<'b>>) -> Vec<Reading<'b>> {
    let mut readings: Vec<_> = readings.collect();
    let rank = readings.iter().map(|reading| reading.rank).max();
    readings.retain(|reading| Some(reading.rank) == rank);
    if !readings.iter().any(Reading::is_known) {
        readings.truncate(1);
    }
    readings
}

impl<'b> Reading<'b> {
    fn of(
        catalogs: &Loaded,
        name: &str,
        response: &'b Response,
        is_asked: bool,
        is_running: &mut bool,
    ) -> Option<Self> {
        let named = catalogs.all().named(name.trim_end_matches('/')).ok()?;
        let vendor = named.iter().next()?.vendor();
        let outcome = named.outcome(response.status, &response.body);
        *is_running |= outcome.is_running() && (is_asked || has_running_state(named, response));
        let error = outcome.into_error()?;
        if !is_asked && is_good_state(catalogs.all(), &error) {
            return None;
        }
        let error = error.with_headers_at(&response.headers, sent_at(&response.headers));
        Some(Self::new(vendor, error))
    }

    /// `error`, as `vendor` reads it.
    pub fn new(vendor: &'static str, error: ApiError<'b>) -> Self {
        // A row without a code and a message says only what the status says, of any vendor.
        let is_status =
            error.entry().is_some_and(|row| row.code().is_empty() && row.message().is_none());
        let rank = Rank {
            found: match error.matched() {
                _ if is_status => 0,
                Match::Exact => 5,
                Match::OtherMessage => 4,
                Match::OtherStatus => 3,
                Match::Class => 2,
                Match::Proxy | Match::Unknown => 1,
            },
            message_fits: error.arguments().is_some(),
            code: match error.unknown_code() {
                Some(code) if code.as_str().bytes().all(|it| it.is_ascii_digit()) => 1,
                Some(_) => 2,
                None => 0,
            },
            has_message: error.message().is_some() && !error.is_raw(),
            has_trace_id: error.trace_id().is_some(),
        };
        Self { vendor, error, rank }
    }

    /// Whether there is a row that has the code.
    pub fn is_known(&self) -> bool {
        self.error.wire_code().is_some()
    }

    /// The wire code, as it came.
    pub fn code(&self) -> Option<String> {
        self.error.sent_code().map(str::to_owned)
    }

    /// The paths of the catalogs of the rows that are possible.
    pub fn catalogs(&self) -> Vec<&'static str> {
        let mut paths: Vec<_> = self.error.rows().map(|(catalog, _)| catalog.path()).collect();
        paths.dedup();
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Reading, best};
    use crate::command_line::catalogs::fixture;
    use crate::command_line::command::decode::input::Response;
    use crate::{ApiError, Match};

    fn read<'b>(name: Option<&'b str>, status: Option<u16>, body: &[u8]) -> Answer<'b> {
        let response = Response { status, body: body.into(), ..Response::default() };
        super::read(&fixture::catalogs(), name, Box::leak(Box::new(response)))
    }

    /// What is read without a catalog: the vendor, and how it was found.
    fn found(status: Option<u16>, body: &str) -> Vec<(&'static str, Match)> {
        let answer = read(None, status, body.as_bytes());
        answer.best.iter().map(|reading| (reading.vendor, reading.error.matched())).collect()
    }

    #[test]
    fn the_vendor_counts_who_finds_a_row_best() {
        for (vendor, body) in [
            ("evolink", r#"{"status":"failed","error":{"code":"generation_failed_no_content"}}"#),
            ("novita", r#"{"code":404,"reason":"MODEL_NOT_FOUND","message":"model not found"}"#),
            ("vidio", r#"{"error":{"type":"permission_error","message":"new"}}"#),
            ("vidu", r#"{"state":"failed","err_code":"CreationPolicyViolation"}"#),
        ] {
            let [(reader, found)] = found(None, body)[..] else { panic!("{body}") };
            assert_eq!(reader, vendor);
            assert_ne!(found, Match::Unknown);
        }
    }

    #[test]
    fn without_a_row_the_reading_with_most_parts_wins() {
        let code = |body| read(None, Some(400), str::as_bytes(body)).best[0].code();
        assert_eq!(code(r#"{"err_code":"New","message":"m"}"#).as_deref(), Some("New"));
        assert_eq!(code(r#"{"error":{"type":"new","code":400}}"#).as_deref(), Some("new"));
        let answer = read(None, Some(500), br#"{"message":"an outage","more":1}"#);
        assert_eq!(answer.best.len(), 1);
        assert_eq!(answer.best[0].error.message(), Some("an outage"));
        assert_eq!(found(None, r#"{"id":"1","state":"success","err_code":""}"#), []);
    }

    #[test]
    fn a_state_of_one_vendor_is_no_unknown_code_of_another() {
        let states = [
            ("succeeded", "succeeded"),
            ("SUCCEEDED", "succeeded"),
            ("processing", "running"),
            ("PROCESSING", "running"),
        ];
        for (status, outcome) in states {
            let body = format!(r#"{{"id":"1","status":"{status}"}}"#);
            assert_eq!(read(None, Some(200), body.as_bytes()).outcome(), outcome);
            assert_eq!(read(None, Some(500), body.as_bytes()).outcome(), "failed");
        }
        assert_eq!(read(None, Some(200), br#"{"status":"moon_full"}"#).outcome(), "failed");
    }

    #[test]
    fn readings_that_are_equally_good_all_count() {
        let reading = |vendor, code| {
            let error = ApiError::new(Some(400), Some(code), None::<&str>);
            Reading::new(vendor, error)
        };
        let vendors = |codes: [&'static str; 3]| {
            let readings = ["a", "b", "c"].into_iter().zip(codes);
            let best = best(readings.map(|(vendor, code)| reading(vendor, code)));
            best.iter().map(|reading| reading.vendor).collect::<Vec<_>>()
        };
        assert_eq!(vendors(["?", "CreditInsufficient", "CreditInsufficient"]), ["b", "c"]);
        assert_eq!(vendors(["?", "!", "?"]), ["a"]);
    }

    #[test]
    fn another_vendor_who_knows_it_is_named() {
        let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
        for status in [None, Some(429)] {
            let answer = read(Some("vidu/api"), status, body);
            assert_eq!(answer.elsewhere.map(|reading| reading.vendor), Some("vidio"));
        }
        assert!(read(Some("vidio"), None, body).elsewhere.is_none());
    }
}
