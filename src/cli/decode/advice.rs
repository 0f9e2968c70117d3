//! What to do about an error, in a sentence or two.

use crate::{ApiError, Category, Found, Retry};

/// Whether and when to send the request again.
pub fn verdict(error: &ApiError<'_>) -> &'static str {
    match (error.retry(), warning(error)) {
        (Retry::Resend, None) => "Retry at once.",
        (Retry::Resend, Some(_)) => "Look first, then retry at once.",
        (Retry::Later, None) => "Retry after a wait.",
        (Retry::Later, Some(_)) => "Look first, then retry after a wait.",
        (Retry::SlowDown, None) => "Retry after a wait, and slow down.",
        (Retry::SlowDown, Some(_)) => "Look first, then retry after a wait, and slow down.",
        (Retry::AfterChange, _) => after_change(error.category()),
        (Retry::Never, _) if says_nothing(error) => "Don't retry before somebody has looked at it.",
        (Retry::Never, _) => "Don't retry: sending it again is of no use.",
    }
}

fn after_change(category: Category) -> &'static str {
    match category {
        Category::InvalidRequest
        | Category::InvalidMedia
        | Category::ContentPolicy
        | Category::NotFound => "Don't retry before the request is changed.",
        Category::Authentication => "Don't retry before the key is changed.",
        Category::Permission => {
            "Don't retry before the key, the account or the request is changed."
        }
        Category::Billing => "Don't retry before the account is topped up.",
        _ => "Don't retry before something is changed: the request, the key or the account.",
    }
}

/// Who has to act on it.
pub fn reason(error: &ApiError<'_>) -> &'static str {
    match error.status() {
        _ if error.found() == Found::Class && error.category() == Category::Unknown => {
            "It is one of several errors: see below."
        }
        _ if !says_nothing(error) => error.category().meaning(),
        None => "No catalog knows it, and without the HTTP status nothing can be said of it.",
        Some(_) => "No catalog knows it, and its HTTP status says nothing of it.",
    }
}

/// Whether nothing at all is known of an error.
fn says_nothing(error: &ApiError<'_>) -> bool {
    error.found() == Found::Unknown && error.category() == Category::Unknown
}

/// What to do before a request is sent again that may have had an effect.
pub fn warning(error: &ApiError<'_>) -> Option<&'static str> {
    let failed = error.status().is_some_and(|status| status >= 300);
    (failed && error.may_have_taken_effect() && error.retry().may_resend()).then_some(
        "The request may have had an effect: if it has started a task that has to be paid for, sending \
         it again starts, and costs, another one.",
    )
}

/// Whether the request has had an effect, where that isn't what is to be expected, and where there
/// is no [`warning`].
pub fn effect(error: &ApiError<'_>) -> Option<&'static str> {
    if !error.may_have_taken_effect() || warning(error).is_some() {
        return None;
    }
    match error.status() {
        // It may not even be an error.
        Some(200..=299) if says_nothing(error) => None,
        Some(200..=299) => {
            Some("The status is that of a success: a task was started, and this is its error.")
        }
        Some(_) => Some("The request may have had an effect: a task may have been started."),
        None if error.retry().may_resend() => {
            Some("The request may have had an effect. With its HTTP status more can be said.")
        }
        None => None,
    }
}
