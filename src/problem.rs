//! Problem documents: RFC 9457.

use std::time::Duration;

use http::{HeaderValue, Response, StatusCode, header};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::{ApiError, Category, Retry};

/// What a gateway tells its callers about an error of a vendor: a problem document, as RFC 9457 has it.
///
/// Callers of a gateway have no account with the vendor, so the vendor's status would mislead them:
///
/// | Category | Status | Type | Why |
/// |---|---|---|---|
/// | invalid-request | 400 | `invalid-request` | theirs to correct |
/// | invalid-media | 422 | `invalid-media` | well-formed, and theirs to change |
/// | content-policy | 422 | `content-policy` | well-formed, and theirs to change |
/// | not-found | 404 | `not-found` | they named it |
/// | not-found, without a code | 502 | `not-available` | the gateway asks for a route that the vendor doesn't have |
/// | conflict | 409 | `conflict` | `retry` says whether to come again |
/// | cancelled | 409 | `cancelled` | `retry` says whether to come again |
/// | rate-limit, capacity | 503, `Retry-After` | `busy` | all callers together are too many; a 429 would blame one of them |
/// | billing | 503 | `not-available` | the gateway's account is empty; a 402 would ask them for money |
/// | authentication, permission | 500 | `not-available` | the gateway's key is wrong |
/// | timeout | 504 | `timeout` | |
/// | server, unknown | 502 | `vendor-failed` | |
///
/// What is `not-available` is [for the operator](Self::is_for_operator), and callers learn no more about
/// it. Other documents have these members, where they are known: `detail` (the vendor's message),
/// `code`, `category`, `retry`, `may_have_taken_effect`. Every document has the `trace_id`, which callers
/// can pass on.
///
/// ```
/// # #[cfg(all(feature = "catalogs", feature = "json"))] {
/// use error_catalog::novita;
/// use error_catalog::problem::Problem;
///
/// let body = br#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"insufficient balance"}"#;
/// let error = novita::ApiError::read(Some(403), body).unwrap();
/// let problem = Problem::from(&error).with_base("https://gateway.example/problems/");
/// assert!(problem.is_for_operator());
///
/// let response = problem.to_response();
/// assert_eq!(response.status(), 503);
/// assert_eq!(response.headers()["content-type"], "application/problem+json");
/// assert_eq!(
///     response.body(),
///     r#"{"type":"https://gateway.example/problems/not-available","title":"The service is not available","status":503}"#,
/// );
/// # }
/// ```
// In a box, since it is what functions return as their error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Document>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Document {
    status: StatusCode,
    base: String,
    kind: String,
    title: String,
    detail: Option<String>,
    trace_id: Option<String>,
    retry_after: Option<Duration>,
    error: Option<Members>,
}

/// The members that say what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Members {
    code: Option<String>,
    category: Category,
    retry: Retry,
    may_have_taken_effect: bool,
}

/// For callers who have to wait, where the vendor hasn't said how long.
const WAIT: Duration = Duration::from_secs(10);

const NOT_AVAILABLE: &str = "not-available";

impl Problem {
    /// A problem of the gateway's own. `kind` is the last part of its type's URI, and `title` is the
    /// same for every problem of that type.
    pub fn new(status: StatusCode, kind: impl Into<String>, title: impl Into<String>) -> Self {
        Self(Box::new(Document {
            status,
            base: String::new(),
            kind: kind.into(),
            title: title.into(),
            detail: None,
            trace_id: None,
            retry_after: None,
            error: None,
        }))
    }

    /// The same problem, whose type's URI begins with `base`. Without it, the type is a relative
    /// reference.
    #[must_use]
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.0.base = base.into();
        self
    }

    /// The same problem, with what is special about this occurrence.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// The status of the response, and of the document.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Whether the gateway's operator has to act: its key, its account or its code is at fault.
    pub fn is_for_operator(&self) -> bool {
        self.0.kind == NOT_AVAILABLE
    }

    /// The response: the document in JSON, its media type, and `Retry-After`.
    ///
    /// # Panics
    ///
    /// Never: the document has nothing that JSON doesn't have.
    pub fn to_response(&self) -> Response<String> {
        let document = serde_json::to_string(self).expect("strings, numbers and booleans are JSON");
        let mut response = Response::new(document);
        *response.status_mut() = self.0.status;
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(wait) = self.0.retry_after {
            // Rounded up, as an early request is refused again.
            let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl<C> From<&ApiError<'_, C>> for Problem {
    fn from(error: &ApiError<'_, C>) -> Self {
        // Without a code, the text may be a router's or a proxy's.
        let code = error.sent_code();
        let is_nameless = code.is_none();
        let category = error.category();
        let own = category.as_str();
        let unavailable = "The service is not available";
        let (status, kind, title) = match category {
            Category::InvalidRequest => (StatusCode::BAD_REQUEST, own, "The request is not valid"),
            Category::InvalidMedia => {
                (StatusCode::UNPROCESSABLE_ENTITY, own, "The media can't be used")
            }
            Category::ContentPolicy => {
                (StatusCode::UNPROCESSABLE_ENTITY, own, "The content is not allowed")
            }
            Category::NotFound if is_nameless => {
                (StatusCode::BAD_GATEWAY, NOT_AVAILABLE, unavailable)
            }
            Category::NotFound => (StatusCode::NOT_FOUND, own, "It was not found"),
            Category::Conflict => (StatusCode::CONFLICT, own, "Its state doesn't allow this"),
            Category::Cancelled => (StatusCode::CONFLICT, own, "It was cancelled"),
            Category::RateLimit | Category::Capacity => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", "The service is busy")
            }
            Category::Billing => (StatusCode::SERVICE_UNAVAILABLE, NOT_AVAILABLE, unavailable),
            Category::Authentication | Category::Permission => {
                (StatusCode::INTERNAL_SERVER_ERROR, NOT_AVAILABLE, unavailable)
            }
            Category::Timeout => {
                (StatusCode::GATEWAY_TIMEOUT, own, "The vendor didn't answer in time")
            }
            Category::Server | Category::Unknown => {
                (StatusCode::BAD_GATEWAY, "vendor-failed", "The vendor has failed")
            }
        };
        let mut problem = Self::new(status, kind, title);
        problem.0.trace_id = error.trace_id().map(String::from);
        if problem.is_for_operator() {
            return problem;
        }
        if !is_nameless {
            let described = error.entry().map(|entry| entry.description());
            let detail = error.message().or(described).filter(|detail| !detail.is_empty());
            problem.0.detail = detail.map(String::from);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            problem.0.retry_after = Some(error.retry_after().unwrap_or(WAIT));
        }
        // The gateway has to slow down. One caller of many can only wait.
        let retry = match error.retry() {
            Retry::SlowDown => Retry::Later,
            retry => retry,
        };
        problem.0.error = Some(Members {
            code: code.map(String::from),
            category,
            retry,
            may_have_taken_effect: error.may_have_taken_effect(),
        });
        problem
    }
}

/// As the document.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = &*self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &format_args!("{}{}", document.base, document.kind))?;
        map.serialize_entry("title", &document.title)?;
        map.serialize_entry("status", &document.status.as_u16())?;
        if let Some(detail) = &document.detail {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(members) = &document.error {
            if let Some(code) = &members.code {
                map.serialize_entry("code", code)?;
            }
            map.serialize_entry("category", members.category.as_str())?;
            map.serialize_entry("retry", members.retry.as_str())?;
            map.serialize_entry("may_have_taken_effect", &members.may_have_taken_effect)?;
        }
        if let Some(id) = &document.trace_id {
            map.serialize_entry("trace_id", id)?;
        }
        map.end()
    }
}
