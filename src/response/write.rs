//! The other direction: a body as the vendor would send it.

use alloc::string::{String, ToString};
use core::fmt::Display;

use crate::response::json::quote;
use crate::{CodeSet, Entry};

/// A response as a vendor sends it, for gateways and test doubles. Made by [`body`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    status: u16,
    json: String,
}

impl Body {
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

/// A body in the vendor's own shape, which reports `code` with a message of these values for its
/// placeholders. [`ApiError::read`](crate::ApiError::read) gives them back.
///
/// Where the catalog has no message for the code, the body has its title or its description. It is
/// `None` where there aren't as many values as placeholders, and where the catalog doesn't say what a
/// body looks like.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::vidu::{self, api::ErrorCode};
/// use error_catalog::{ApiError, body};
///
/// let body = body(ErrorCode::FieldLacking, &["prompt"]).unwrap();
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
pub fn body<C: CodeSet, V: Display>(code: C, values: &[V]) -> Option<Body> {
    let entry = code.entry();
    let template = code.catalog().response().body()?;
    let message = message(entry, values)?;
    let status = entry.status().unwrap_or(200);
    let (json_code, json_message) = (quote(entry.code()), quote(&message));
    let status_text = status.to_string();
    let mut json = String::new();
    for piece in template.pieces() {
        json.push_str(match piece {
            crate::Piece::Literal(text) => text,
            crate::Piece::Placeholder { name: "status", .. } => &status_text,
            crate::Piece::Placeholder { name: "code", .. } => &json_code,
            crate::Piece::Placeholder { .. } => &json_message,
        });
    }
    Some(Body { status, json })
}

fn message<V: Display>(entry: &Entry, values: &[V]) -> Option<String> {
    match entry.message() {
        Some(template) => Some(template.render(values)?.to_string()),
        None if !values.is_empty() => None,
        None => Some(match entry.title() {
            Some(title) => alloc::format!("{title}."),
            None => entry.description().into(),
        }),
    }
}
