//! The other direction: a body as the vendor would send it.

use alloc::string::{String, ToString};
use core::fmt::Display;

use crate::catalog::Response;
use crate::json::quote;
use crate::{CodeSet, Entry, Template};

/// A response as a vendor sends it, for gateways and test doubles.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::ResponseBody;
/// use error_catalog::vidu::{self, api::ErrorCode};
///
/// let body = ResponseBody::new(ErrorCode::FieldLacking, &[&"prompt"]).unwrap();
/// assert_eq!(body.status(), 400);
/// assert_eq!(
///     body.json(),
///     r#"{"code":400,"reason":"FieldLacking","message":"field is missing or empty: prompt","metadata":{}}"#,
/// );
///
/// let error = vidu::ApiError::read(Some(body.status()), body.json().as_bytes()).unwrap();
/// assert_eq!(error.code(), Some(ErrorCode::FieldLacking.into()));
/// assert_eq!(error.arguments().unwrap().get("fields"), Some("prompt"));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseBody {
    status: u16,
    json: String,
}

impl ResponseBody {
    /// A body in the vendor's own shape, which reports `code` with a message of these values for its
    /// placeholders. [`ApiError::read`](crate::ApiError::read) gives them back.
    ///
    /// Where the catalog has no message for the code, the body has its title or its description. It
    /// is `None` where there aren't as many values as placeholders, and where the catalog doesn't say
    /// what a body looks like.
    pub fn new<C: CodeSet>(code: C, values: &[&dyn Display]) -> Option<Self> {
        let entry = code.entry();
        let template = code.catalog().response().body()?;
        let mut message = message(entry, values)?;
        if !template.placeholders().any(|name| name == "code") {
            message = with_code(&code.catalog().response(), entry, message);
        }
        let status = entry.status().unwrap_or(200);
        // As in reading, where all codes are numbers, they are sent as numbers.
        let is_number = code.catalog().has_numeric_codes();
        let json_code = if is_number { entry.code().into() } else { quote(entry.code()) };
        let json_message = quote(&message);
        let status_text = status.to_string();
        let mut json = String::new();
        for segment in template.segments() {
            json.push_str(match segment {
                crate::Segment::Literal(text) => text,
                crate::Segment::Placeholder { name: "status", .. } => &status_text,
                crate::Segment::Placeholder { name: "code", .. } => &json_code,
                crate::Segment::Placeholder { .. } => &json_message,
            });
        }
        Some(Self { status, json })
    }

    /// The HTTP status: the row's, or 200 where it has none, as the error of a task comes in a
    /// response that reports no error itself.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The body, in JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The body, in JSON.
    pub fn into_json(self) -> String {
        self.json
    }
}

/// A message with the code, if that is where the vendor has it.
fn with_code(response: &Response, entry: &Entry, message: String) -> String {
    let affix = |affixes: &[Template]| Some(affixes.first()?.render(&[&entry.code()])?.to_string());
    if let Some(prefix) = affix(response.code_prefixes()) {
        prefix + &message
    } else if let Some(suffix) = affix(response.code_suffixes()) {
        message + &suffix
    } else {
        message
    }
}

fn message(entry: &Entry, values: &[&dyn Display]) -> Option<String> {
    match entry.message() {
        Some(template) => Some(template.render(values)?.to_string()),
        None if !values.is_empty() => None,
        None => Some(match entry.title() {
            Some(title) => alloc::format!("{title}."),
            None => entry.description().into(),
        }),
    }
}
