//! From the bytes of a body to the outcome.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::catalog::TaskState;
use crate::characters::floor_char_boundary;
use crate::json::{Document, Tape, Text, Value, strings_at};
use crate::response::error::Fields;
use crate::response::find::{Wanted, find, find_only_row};
use crate::response::finding::{Finding, Match};
use crate::response::inside::Search;
use crate::response::proxy::status_of_proxy;
use crate::response::said::{Report, Reports, Said};
use crate::response::scopes::{Place, Scopes};
use crate::{AnyCode, ApiError, Catalogs, Category, CodeSet, Outcome, Retry};

/// How much of a body is read, in bytes.
const MAX_BODY: usize = 1 << 20;

/// How much of a body without a message is kept as the message, in bytes.
const MAX_RAW: usize = 1 << 10;

impl<'a, C: CodeSet> Outcome<'a, C> {
    /// What a response means, by [these rules](Outcome#rules).
    ///
    /// `status` is the HTTP status, if it is known.
    #[inline]
    pub fn read(status: Option<u16>, body: &'a [u8]) -> Self {
        Self::read_in(Scopes::of::<C>(), status, body)
    }
}

impl Catalogs {
    /// What a response means, read as one of these catalogs'. See [`Outcome::read`].
    pub fn outcome(self, status: Option<u16>, body: &[u8]) -> Outcome<'_, AnyCode> {
        let scopes = Scopes { expected: self.catalogs, vendor: self.vendor };
        Outcome::read_in(scopes, status, body)
    }
}

impl<'a, C> Outcome<'a, C> {
    #[inline]
    fn read_in(scopes: Scopes, status: Option<u16>, body: &'a [u8]) -> Self {
        let is_whole = body.len() <= MAX_BODY;
        let body = &body[..body.len().min(MAX_BODY)];
        match core::str::from_utf8(body) {
            Ok(text) => Self::read_text(scopes, status, text),
            // The limit has cut a character in two.
            Err(error) if !is_whole && error.error_len().is_none() => {
                let text = core::str::from_utf8(&body[..error.valid_up_to()]);
                Self::read_closely(scopes, status, text.unwrap_or_default())
            }
            Err(_) => {
                let text = String::from_utf8_lossy(body);
                Outcome::read_closely(scopes, status, &text).into_owned()
            }
        }
    }

    #[inline]
    fn read_text(scopes: Scopes, status: Option<u16>, text: &'a str) -> Self {
        match Self::read_quickly(scopes, status, text) {
            Some(error) => Self::Failed(error),
            None => Self::read_closely(scopes, status, text),
        }
    }

    /// The error that most responses report: with a status from 400 on, and with a code that has one
    /// row and is, as the message is, where the catalog looks first. `None` for all others.
    // Without it, the bodies of the benchmark take 220 ns instead of 120.
    #[inline]
    fn read_quickly(scopes: Scopes, status: Option<u16>, text: &'a str) -> Option<ApiError<'a, C>> {
        if !matches!(status, Some(400..)) {
            return None;
        }
        let pointers @ [pointer, ..] = scopes.first_pointers()?;
        let [code, message, trace_id] = strings_at(text, *pointers)?;
        let code = code.filter(|code| !code.is_blank())?.unescape();
        let message = message.filter(|message| !message.is_blank())?.unescape();
        if scopes.is_no_error(&code) {
            return None;
        }
        let trace_id = trace_id.filter(|id| !id.is_blank()).map(Text::unescape);
        let (code, message) = (Some(code), Some(message));
        let pointer = Some(pointer);
        let fields = Fields { code, pointer, message, trace_id };
        let finding = find_only_row(scopes.expected, fields.wanted(status))?;
        Some(ApiError::with_finding(fields, finding))
    }

    /// The outcome of any body.
    #[inline(never)]
    fn read_closely(scopes: Scopes, status: Option<u16>, text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut tape = Tape::new();
        let document = &Document::read(text, &mut tape);
        let reader = Reader { scopes, status, text: text.trim_ascii() };
        let root = document.root().filter(|root| root.is_object() || root.is_list());
        match root {
            Some(root) => reader.json(document, root),
            None => reader.text(document),
        }
    }
}

struct Reader<'a> {
    scopes: Scopes,
    status: Option<u16>,
    text: &'a str,
}

impl<'a> Reader<'a> {
    /// The outcome of an object or a list.
    fn json<C>(&self, document: &Document<'_, 'a>, root: Value<'_, 'a>) -> Outcome<'a, C> {
        let Self { scopes, status, .. } = *self;
        let said = Said::by(scopes, document);
        let search = Search { scopes, status };
        let Reports { first, others } = said.errors;
        if let Some(first) = first {
            return self.failed(first, others, &search, document);
        }
        match said.state {
            Some(TaskState::Running) => return Outcome::Running,
            Some(TaskState::Succeeded) => return Outcome::Succeeded,
            Some(TaskState::Failed | TaskState::Unknown) | None => {}
        }
        let whole = Place { value: root, prefix: "" };
        if self.has_failed() {
            let report = Report::at(scopes, whole, scopes.unknown_code(whole));
            return self.failed(report, Vec::new(), &search, document);
        }
        // In its strings, and in what follows it: another line of JSON, or prose.
        let after = self.text.get(document.end..).unwrap_or_default();
        let inside = search.document(document, 0).or_else(|| search.text(after, 0).error);
        if let Some(report) = inside {
            return Outcome::Failed(self.error(report));
        }
        if said.state == Some(TaskState::Unknown) {
            return Outcome::Running;
        }
        if status.is_some() || said.is_no_error {
            return Outcome::Succeeded;
        }
        let report = Report::at(scopes, whole, None);
        if report.message.is_none() && document.is_complete {
            Outcome::Succeeded
        } else {
            Outcome::Failed(self.error(report))
        }
    }

    /// The outcome of anything else.
    fn text<C>(&self, document: &Document<'_, 'a>) -> Outcome<'a, C> {
        let Self { scopes, status, text } = *self;
        if let Some(proxys) = status_of_proxy(text) {
            return self.of_proxy(proxys);
        }
        let search = Search { scopes, status };
        let string = document.root().and_then(Value::string);
        // A string at the top is a level of its own.
        let found = match string {
            Some(string) if document.is_complete => search.text(&string.unescape(), 1),
            _ => search.text(text, 0),
        };
        if let Some(report) = found.error {
            return Outcome::Failed(self.error(report));
        }
        let is_json = document.is_complete
            && document.end >= text.len()
            && (string.is_some() || document.root().is_some_and(Value::is_literal));
        match found.state {
            _ if self.has_failed() => Outcome::Failed(self.error(Report::default())),
            Some(TaskState::Running | TaskState::Unknown) => Outcome::Running,
            Some(TaskState::Succeeded) => Outcome::Succeeded,
            _ if status.is_some() || text.is_empty() || is_json || is_event_stream(text) => {
                Outcome::Succeeded
            }
            _ => Outcome::Failed(self.error(Report::default())),
        }
    }

    fn has_failed(&self) -> bool {
        self.status.is_some_and(|status| status >= 400)
    }

    /// The outcome of a document that reports errors.
    fn failed<C>(
        &self,
        first: Report<'a>,
        others: Vec<Report<'a>>,
        search: &Search,
        document: &Document<'_, 'a>,
    ) -> Outcome<'a, C> {
        if others.is_empty() {
            return Outcome::Failed(self.error(search.better(first, document, 0)));
        }
        let mut worst = self.error(first);
        let mut others: Vec<_> = others.into_iter().map(|report| self.error(report)).collect();
        let forbids = |error: &ApiError<'_, C>| how_much_it_forbids(error.retry());
        // The first of those that forbid most; the others stay in their order.
        let most = others.iter().map(forbids).max();
        if let Some(at) = others.iter().position(|error| Some(forbids(error)) == most) {
            if most > Some(forbids(&worst)) {
                core::mem::swap(&mut worst, &mut others[at]);
                others[..=at].rotate_right(1);
            }
        }
        Outcome::Failed(worst.with_others(others))
    }

    fn error<C>(&self, mut report: Report<'a>) -> ApiError<'a, C> {
        let Scopes { expected, vendor } = self.scopes;
        let inner = report.status.filter(|_| report.is_inside);
        let status = report.effective_status(self.status);
        let says_nothing = report.code.is_none() && report.message.is_none();
        let (is_of_task, context) = (report.is_of_task, core::mem::take(&mut report.context));
        let mut fields = report.into_fields();
        if says_nothing {
            let start = &self.text[..floor_char_boundary(self.text, MAX_RAW)];
            fields.message = (!start.trim().is_empty()).then_some(Cow::Borrowed(start));
        }
        fields.add_code_in_message(expected, vendor);
        let wanted = |status| Wanted { is_of_task, ..fields.wanted(status) };
        let mut finding = find(expected, vendor, wanted(status));
        // If no row is known, the status inside says more than that of the response around it.
        if finding.found == Match::Unknown && inner.is_some() {
            finding = find(expected, vendor, wanted(inner));
        }
        let mut error = ApiError::with_finding(fields, finding).with_context(context);
        if says_nothing && error.message().is_some() {
            error.mark_raw();
        }
        error
    }

    /// The outcome of a text that a proxy has sent.
    fn of_proxy<C>(&self, proxys: Option<u16>) -> Outcome<'a, C> {
        let status = self.status.filter(|status| *status >= 400).or(proxys);
        // A page with the status of a success that doesn't mention an error, such as a login page.
        if status.is_none() && self.status.is_some() {
            return Outcome::Succeeded;
        }
        // The number says more than the status: 1015 is always about the rate.
        let judge = proxys.or(status);
        let judgement = (Category::from_status(judge), Retry::from_status(judge));
        let start = &self.text[..floor_char_boundary(self.text, MAX_RAW)];
        let message = Some(Cow::Borrowed(start));
        let fields = Fields { code: None, pointer: None, message, trace_id: None };
        let catalogs = self.scopes.expected;
        let finding = Finding::without_row(Match::Proxy, catalogs, status, judgement);
        let mut error = ApiError::with_finding(fields, finding);
        error.mark_raw();
        Outcome::Failed(error)
    }
}

impl<'a> Report<'a> {
    /// The HTTP status by which the error is judged: the response's own, or, where that is unknown or a
    /// success, the one that the body repeats.
    #[inline(always)]
    fn effective_status(&self, status: Option<u16>) -> Option<u16> {
        match status {
            Some(400..) => status,
            _ => self.status.or(status),
        }
    }

    #[inline(always)]
    fn into_fields(self) -> Fields<'a> {
        let (code, pointer) = match self.code {
            Some(code) => (Some(code.text), Some(code.pointer)),
            None => (None, None),
        };
        let Self { message, trace_id, .. } = self;
        Fields { code, pointer, message, trace_id }
    }
}

/// How much a piece of advice forbids, as a number to compare.
const fn how_much_it_forbids(retry: Retry) -> u8 {
    match retry {
        Retry::Resend => 0,
        Retry::Later => 1,
        Retry::SlowDown => 2,
        Retry::AfterChange => 3,
        Retry::Never => 4,
    }
}

/// Whether a text is an event stream.
fn is_event_stream(text: &str) -> bool {
    ["data:", "event:", "id:", "retry:", ":"].iter().any(|field| text.starts_with(field))
}
