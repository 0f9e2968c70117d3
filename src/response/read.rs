//! Reading an error out of a body in JSON, or whatever came in its place.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::characters::floor_char_boundary;
use crate::response::pointers::{
    FEW_POINTERS, FEW_STEPS, MAX_POINTERS, MAX_STEPS, Places, Pointers, Room,
};
use crate::response::{ApiError, Fields, find};
use crate::{Catalog, Catalogs, CodeSet};

/// How much of a body is read: an error is in the first of it, or it isn't one.
const MAX_BODY: usize = 1 << 20;

/// How much of a body is kept as the message that can't be read.
const MAX_RAW: usize = 1 << 10;

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
        let pointers =
            const { &const { &Room::<MAX_POINTERS, MAX_STEPS>::of(C::CATALOGS) }.pointers() };
        Self::read_among(pointers, C::VENDOR_CATALOGS, status, body)
    }

    fn read_among(
        pointers: &Pointers<'_>,
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        body: &'a [u8],
    ) -> Option<Self> {
        let whole = body.len() <= MAX_BODY;
        let body = &body[..body.len().min(MAX_BODY)];
        let text = match core::str::from_utf8(body) {
            Ok(text) => text,
            // The limit has cut a character in two.
            Err(error) if !whole && error.error_len().is_none() => {
                core::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => {
                let text = String::from_utf8_lossy(body);
                return ApiError::read_text(pointers, vendor, status, &text)
                    .map(ApiError::into_owned);
            }
        };
        Self::read_text(pointers, vendor, status, text)
    }

    fn read_text(
        pointers: &Pointers<'_>,
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        text: &'a str,
    ) -> Option<Self> {
        let text = text.strip_prefix("\u{feff}").unwrap_or(text);
        let places = pointers.follow(text);
        let fields = places.fields(text);
        match find::find_only_row(pointers.catalogs(), &fields.reported(status)) {
            Some(finding) => Some(Self::with_finding(fields, finding)),
            None => Self::read_closely(pointers, vendor, status, text, &places, fields),
        }
    }

    /// The error of a body whose code has several rows, or none, or isn't where it should be.
    // Were it one function with the above, what is returned would be put together in memory for both.
    #[inline(never)]
    fn read_closely(
        pointers: &Pointers<'_>,
        vendor: &'static [&'static Catalog],
        status: Option<u16>,
        text: &'a str,
        places: &Places,
        mut fields: Fields<'a>,
    ) -> Option<Self> {
        if fields.code.is_some() {
            return Some(Self::of_fields(pointers.catalogs(), vendor, status, fields));
        }
        let failed = status.is_some_and(|status| status >= 400);
        let inside = pointers.follow_inside(text, failed, fields.message.is_none());
        fields = inside.unwrap_or(fields);
        let text = text.trim_ascii();
        if fields.code.is_none() && places.has_zero && !failed {
            return None;
        }
        let says_nothing = fields.code.is_none() && fields.message.is_none();
        if says_nothing {
            // `404 page not found` starts as a number does.
            let is_json = places.is_complete && text.starts_with(['{', '[']);
            let is_unreadable = !is_json && !text.is_empty() && status.is_none();
            if !failed && !is_unreadable {
                return None;
            }
            let start = &text[..floor_char_boundary(text, MAX_RAW)];
            fields.message = (!start.trim().is_empty()).then_some(Cow::Borrowed(start));
        }
        let is_raw = says_nothing && fields.message.is_some();
        let mut error = Self::of_fields(pointers.catalogs(), vendor, status, fields);
        if is_raw {
            error.finding.mark_raw();
        }
        Some(error)
    }
}

impl Catalogs {
    /// The error that a response reports, read as one of these catalogs': for a gateway that has
    /// their name as a string. See [`ApiError::read`].
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::{Catalogs, Retry};
    ///
    /// let body = br#"{"error":{"type":"rate_limit_error","message":"Too many requests"}}"#;
    /// let error = Catalogs::ALL.named("vidio")?.read(Some(429), body).unwrap();
    /// assert_eq!(error.code().unwrap().entry().name(), "TooManyRequests");
    /// assert_eq!(error.retry(), Retry::SlowDown);
    /// # }
    /// # Ok::<(), error_catalog::UnknownCatalog>(())
    /// ```
    pub fn read(self, status: Option<u16>, body: &[u8]) -> Option<ApiError<'_>> {
        let few = Room::<FEW_POINTERS, FEW_STEPS>::of(self.catalogs);
        if few.is_too_small {
            let many = Room::<MAX_POINTERS, MAX_STEPS>::of(self.catalogs);
            return ApiError::read_among(&many.pointers(), self.vendor, status, body);
        }
        ApiError::read_among(&few.pointers(), self.vendor, status, body)
    }
}
