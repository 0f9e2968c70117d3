//! Reading an error out of a body in JSON, or whatever came in its place.
//!
//! One pass looks only at what the catalogs' pointers point to, and keeps what it has found when the
//! body breaks off. What can be borrowed from the body is; the rest is stepped over.

use alloc::borrow::Cow;
use alloc::string::String;

use super::ApiError;
use super::json::{Broken, Scanner, Text, Value};
use crate::characters::floor_char_boundary;
use crate::{AnyCode, CATALOGS, Catalog, CodeSet, UnknownCatalog, catalogs_named_in};

/// How much of a body is read: an error is in the first of it, or it isn't one.
const MAX_BODY: usize = 1 << 20;

/// How much of a body is kept as the message that can't be read.
const MAX_RAW: usize = 1 << 10;

/// How many documents inside a document are looked at.
const MAX_INNER: usize = 16;

/// How many pointers are followed at once, one bit each.
const MAX_POINTERS: usize = 64;

impl<'a, C: CodeSet> ApiError<'a, C> {
    /// The error that a response reports; `None` where it reports none: the body of a success, or of
    /// a task that is still running or was done.
    ///
    /// `status` is the HTTP status, if it is known. With a status from 400 on, there always is an
    /// error, whatever the body is: no JSON, cut off, empty, of another shape. Without one, and with a
    /// body that isn't JSON, there is one, too; what came is its [message](Self::message) then, up to
    /// 1 KiB of it. Of a body, the first MiB is read.
    ///
    /// A code is a text, or a number that a catalog has as a code. Where a pointer leads to another
    /// number, as in Kratos' `"code": 400`, the next is followed; a zero in the body of a success says
    /// that there is no error. Of two values with the same key, the last counts. A relay's body, which
    /// has the vendor's as a text inside, is read for what is inside, one level deep; in the body of a
    /// success, only below `error`.
    ///
    /// Where the code is known and the message has no escapes, nothing is allocated.
    pub fn read(status: Option<u16>, body: &'a [u8]) -> Option<Self> {
        Self::read_among(C::CATALOGS, C::VENDOR_CATALOGS, status, body)
    }

    fn read_among(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        body: &'a [u8],
    ) -> Option<Self> {
        let whole = body.len() <= MAX_BODY;
        let body = &body[..body.len().min(MAX_BODY)];
        match core::str::from_utf8(body) {
            Ok(text) => Self::read_text(catalogs, vendor, status, text),
            // The limit has cut a character in two.
            Err(error) if !whole && error.error_len().is_none() => {
                let text = core::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default();
                Self::read_text(catalogs, vendor, status, text)
            }
            Err(_) => {
                let text = String::from_utf8_lossy(body);
                ApiError::read_text(catalogs, vendor, status, &text).map(ApiError::into_owned)
            }
        }
    }

    fn read_text(
        catalogs: &'static [&'static Catalog],
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        text: &'a str,
    ) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_ascii();
        let pointers = Pointers::of(catalogs);
        let mut found = pointers.follow(text);
        let failed = status.is_some_and(|status| status >= 400);
        let says_fine = found.has_zero && !failed;
        if found.code.is_none() {
            if let Some(inner) = pointers.follow_inside(text, failed, found.message.is_none()) {
                found = inner;
            }
        }
        if found.code.is_none() && says_fine {
            return None;
        }
        let unreadable = !found.is_json && !text.is_empty() && status.is_none();
        let says_nothing = found.code.is_none() && found.message.is_none();
        if says_nothing {
            if !failed && !unreadable {
                return None;
            }
            let kept = floor_char_boundary(text, MAX_RAW);
            found.message = Some(Cow::Borrowed(&text[..kept]));
        }
        let mut error = Self::of_catalogs(catalogs, vendor, status, found.code, found.message);
        error.trace_id = found.trace_id;
        if says_nothing && error.message.is_some() {
            error.finding.mark_raw();
        }
        Some(error)
    }
}

impl<'a> ApiError<'a, AnyCode> {
    /// The error that a response of `name` reports, a vendor (`novita`) or a catalog (`novita/llm`):
    /// for a gateway that has the name as a text. See [`read`](Self::read).
    ///
    /// # Errors
    ///
    /// No catalog of this crate has the name.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::{ApiError, Retry};
    ///
    /// let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
    /// let error = ApiError::read_named("vidio", Some(429), body)?.unwrap();
    /// assert_eq!(error.code().unwrap().entry().name(), "TooManyRequests");
    /// assert_eq!(error.retry(), Retry::SlowDown);
    ///
    /// let error = ApiError::read_named("video", Some(429), body).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no vendor or catalog `video`, did you mean `vidio`?");
    /// # }
    /// # Ok::<(), error_catalog::UnknownCatalog>(())
    /// ```
    pub fn read_named(
        name: &str,
        status: Option<u16>,
        body: &'a [u8],
    ) -> Result<Option<Self>, UnknownCatalog> {
        Self::read_named_in(CATALOGS, name, status, body)
    }

    /// The error that a response of `name` reports, a vendor or a catalog of `catalogs`: where they
    /// aren't this crate's, or not only. See [`read_named`](Self::read_named).
    ///
    /// The catalogs of a vendor stand side by side, as they do in every generated list.
    ///
    /// # Errors
    ///
    /// None of `catalogs` has the name.
    ///
    /// ```
    /// use error_catalog::{ApiError, Catalog, UnknownCatalog};
    ///
    /// /// A line for the log of a gateway.
    /// fn line(
    ///     ours: &'static [&'static Catalog],
    ///     name: &str,
    ///     status: u16,
    ///     body: &[u8],
    /// ) -> Result<String, UnknownCatalog> {
    ///     let error = ApiError::read_named_in(ours, name, Some(status), body)?;
    ///     Ok(error.map(|error| error.to_string()).unwrap_or_default())
    /// }
    /// # assert!(line(&[], "acme", 500, b"").is_err());
    /// ```
    pub fn read_named_in(
        catalogs: &'static [&'static Catalog],
        name: &str,
        status: Option<u16>,
        body: &'a [u8],
    ) -> Result<Option<Self>, UnknownCatalog> {
        let named =
            catalogs_named_in(catalogs, name).ok_or_else(|| UnknownCatalog::new(catalogs, name))?;
        let vendor = named.first().and_then(|first| catalogs_named_in(catalogs, first.vendor()));
        Ok(Self::read_among(named, vendor.unwrap_or_default(), status, body))
    }
}

/// What a body has where the pointers point to.
struct Fields<'a> {
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    trace_id: Option<Cow<'a, str>>,
    /// Whether the body is JSON.
    is_json: bool,
    /// Whether there is a zero where a code would be.
    has_zero: bool,
}

impl Fields<'_> {
    fn into_owned(self) -> Fields<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Fields {
            code: own(self.code),
            message: own(self.message),
            trace_id: own(self.trace_id),
            is_json: self.is_json,
            has_zero: self.has_zero,
        }
    }
}

/// The pointers of some catalogs, without repetitions: first those to codes, then those to messages,
/// then those to trace identifiers.
struct Pointers {
    catalogs: &'static [&'static Catalog],
    all: [&'static str; MAX_POINTERS],
    codes: usize,
    messages: usize,
    count: usize,
}

impl Pointers {
    fn of(catalogs: &'static [&'static Catalog]) -> Self {
        let mut pointers =
            Self { catalogs, all: [""; MAX_POINTERS], codes: 0, messages: 0, count: 0 };
        let lists = catalogs.iter().map(|catalog| catalog.response());
        pointers.add(lists.clone().flat_map(|response| response.code()));
        pointers.codes = pointers.count;
        pointers.add(lists.clone().flat_map(|response| response.message()));
        pointers.messages = pointers.count;
        pointers.add(lists.flat_map(|response| response.trace_id()));
        pointers
    }

    fn add(&mut self, list: impl Iterator<Item = &'static &'static str>) {
        let start = self.count;
        for pointer in list {
            if self.count < MAX_POINTERS && !self.all[start..self.count].contains(pointer) {
                self.all[self.count] = pointer;
                self.count += 1;
            }
        }
    }

    /// The pointers whose bits are set in `active`.
    fn those(&self, active: u64) -> impl Iterator<Item = (usize, &'static str)> {
        let all = self.all[..self.count].iter().copied().enumerate();
        all.filter(move |(at, _)| active & (1 << at) != 0)
    }

    /// What `text` has where the pointers point to.
    fn follow<'a>(&self, text: &'a str) -> Fields<'a> {
        let mut values = [const { None }; MAX_POINTERS];
        let active = if self.count == MAX_POINTERS { u64::MAX } else { (1 << self.count) - 1 };
        let mut walk = Walk {
            pointers: self,
            values: &mut values,
            scanner: Scanner::new(text),
            has_zero: false,
        };
        // What stands behind the document is not looked at.
        let read = walk.follow(active, 0);
        let has_zero = walk.has_zero;
        let mut first = |from: usize, to: usize| values[from..to].iter_mut().find_map(Option::take);
        Fields {
            code: first(0, self.codes),
            message: first(self.codes, self.messages),
            trace_id: first(self.messages, self.count),
            // `404 page not found` starts as a number does.
            is_json: read.is_ok() && text.starts_with(['{', '[']),
            has_zero,
        }
    }

    /// What the first document has that a text inside `text` is and that has a code, or else, if one
    /// is wanted, a message: relays wrap what they got. In the body of a success such a text is
    /// somebody's content, so that only what stands below `error` counts there.
    fn follow_inside(
        &self,
        text: &str,
        failed: bool,
        want_message: bool,
    ) -> Option<Fields<'static>> {
        let is_relayed = |key: Option<Text<'_>>| failed || key.is_none_or(|key| key.is("error"));
        let texts = Scanner::new(text).texts().filter(|(key, _)| is_relayed(*key));
        let texts = texts.map(|(_, text)| text.unescape());
        let documents = texts.filter(|text| text.trim_ascii_start().starts_with('{'));
        let mut with_message = None;
        for document in documents.take(MAX_INNER) {
            let inner = self.follow(&document).into_owned();
            if inner.code.is_some() {
                return Some(inner);
            }
            if want_message && inner.message.is_some() {
                with_message.get_or_insert(inner);
            }
        }
        with_message
    }
}

/// A part of a pointer, between two slashes; `None` behind the last.
fn token(pointer: &'static str, depth: usize) -> Option<&'static str> {
    pointer.split('/').skip(1).nth(depth)
}

/// Whether a part of a pointer, in which `~1` and `~0` stand for `/` and `~`, means `key`.
fn means(token: &str, key: &str) -> bool {
    if !token.contains('~') {
        return token == key;
    }
    let mut letters = token.chars();
    let unescaped = core::iter::from_fn(|| match letters.next()? {
        '~' => Some(if letters.next() == Some('1') { '/' } else { '~' }),
        letter => Some(letter),
    });
    unescaped.eq(key.chars())
}

/// Goes where the pointers lead.
struct Walk<'w, 'a> {
    pointers: &'w Pointers,
    values: &'w mut [Option<Cow<'a, str>>; MAX_POINTERS],
    scanner: Scanner<'a>,
    /// Whether a zero stands where a code would.
    has_zero: bool,
}

impl<'a> Walk<'_, 'a> {
    /// Follows the pointers in `active`, of which `depth` parts have led to the value that is next.
    fn follow(&mut self, active: u64, depth: usize) -> Result<(), Broken> {
        match self.scanner.value()? {
            Value::Text(text) => self.keep(active, depth, text),
            Value::Object => {
                while let Some(key) = self.scanner.key()? {
                    self.follow_or_skip(self.leading_to(active, depth, &key.unescape()), depth)?;
                }
            }
            Value::List => {
                let mut digits = [0; 20];
                for position in 0.. {
                    if !self.scanner.element() {
                        break;
                    }
                    let name = decimal(position, &mut digits);
                    self.follow_or_skip(self.leading_to(active, depth, name), depth)?;
                }
            }
            Value::Other(literal) => self.keep_number(active, depth, literal),
        }
        Ok(())
    }

    fn follow_or_skip(&mut self, active: u64, depth: usize) -> Result<(), Broken> {
        if active == 0 { self.scanner.skip() } else { self.follow(active, depth + 1) }
    }

    /// Keeps a text, if a pointer ends here. An empty one means that there is none; of two with the
    /// same key, the last counts.
    fn keep(&mut self, active: u64, depth: usize, text: Text<'a>) {
        for (at, pointer) in self.pointers.those(active) {
            if token(pointer, depth).is_none() {
                self.values[at] =
                    Some(text.unescape()).filter(|text| !text.trim_ascii().is_empty());
            }
        }
    }

    /// Keeps a number that a catalog has as a code. Any other is none, and may be the HTTP status; a
    /// zero says that nothing failed.
    fn keep_number(&mut self, active: u64, depth: usize, literal: &'a str) {
        let is_code = || {
            self.pointers.catalogs.iter().any(|catalog| catalog.with_code(literal).next().is_some())
        };
        for (at, pointer) in self.pointers.those(active) {
            if at >= self.pointers.codes || token(pointer, depth).is_some() {
                continue;
            }
            if is_code() {
                self.values[at] = Some(Cow::Borrowed(literal));
            } else if literal == "0" {
                self.has_zero = true;
            }
        }
    }

    /// Those of the pointers in `active` that lead on to what is called `key`.
    fn leading_to(&self, active: u64, depth: usize, key: &str) -> u64 {
        self.pointers
            .those(active)
            .filter(|(_, pointer)| token(pointer, depth).is_some_and(|token| means(token, key)))
            .fold(0, |bits, (at, _)| bits | 1 << at)
    }
}

/// A number in decimal digits, as a pointer writes the position in a list.
fn decimal(mut number: usize, digits: &mut [u8; 20]) -> &str {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return core::str::from_utf8(&digits[start..]).unwrap_or_default();
        }
    }
}
