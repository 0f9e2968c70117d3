//! What to do about an error, in a sentence or two.

use crate::{ApiError, Category, Match, Retry};

/// What to do before anything is sent again, where nothing at all is known of the error.
const ASK_SOMEBODY: &str = "Don't retry before somebody has looked at it.";
/// Why several rows are shown.
const SEVERAL: &str = "It is one of several errors: see below.";
/// Why nothing can be said, without a status and with one.
const UNKNOWN: &str =
    "No catalog knows it, and without the HTTP status there is nothing else to go by.";
const UNKNOWN_WITH_STATUS: &str = "No catalog knows it, and its HTTP status doesn't say either.";
/// What may cost money unless somebody looks first.
const WARNING: &str = "The request may have taken effect. If it started a paid task, sending it \
    again starts and bills another one.";
/// What is known of the effect of a request, where that isn't what is to be expected.
const EFFECT_OF_TASK: &str =
    "The status is that of a success: a task was started, and this is its error.";
const EFFECT_POSSIBLE: &str = "The request may have taken effect: a task may have been started.";
const EFFECT_UNKNOWN: &str = "The request may have taken effect. Its HTTP status would tell more.";

/// Whether and when to send the request again.
pub fn verdict(error: &ApiError<'_>) -> &'static str {
    match error.retry() {
        Retry::Never if says_nothing(error) => ASK_SOMEBODY,
        retry => verdict_on(retry, error.category(), warning(error).is_some()),
    }
}

/// The same, where that alone is known: `warned` is whether there is a [`warning`].
pub const fn verdict_on(retry: Retry, category: Category, warned: bool) -> &'static str {
    match (retry, warned) {
        (Retry::Resend, false) => "Retry at once.",
        (Retry::Resend, true) => "Look first, then retry at once.",
        (Retry::Later, false) => "Retry after a wait.",
        (Retry::Later, true) => "Look first, then retry after a wait.",
        (Retry::SlowDown, false) => "Retry after a wait, and slow down.",
        (Retry::SlowDown, true) => "Look first, then retry after a wait, and slow down.",
        (Retry::AfterChange, _) => after_change(category),
        (Retry::Never, _) => "Don't retry: it would fail again.",
    }
}

const fn after_change(category: Category) -> &'static str {
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
        _ if error.matched() == Match::Class && error.category() == Category::Unknown => SEVERAL,
        _ if !says_nothing(error) => error.category().meaning(),
        None => UNKNOWN,
        Some(_) => UNKNOWN_WITH_STATUS,
    }
}

/// Whether nothing at all is known of an error.
fn says_nothing(error: &ApiError<'_>) -> bool {
    error.matched() == Match::Unknown && error.category() == Category::Unknown
}

/// What to do before a request is sent again that may have had an effect.
pub fn warning(error: &ApiError<'_>) -> Option<&'static str> {
    let failed = error.status().is_some_and(|status| status >= 300);
    (failed && error.may_have_taken_effect() && error.retry().is_retryable()).then_some(WARNING)
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
        Some(200..=299) => Some(EFFECT_OF_TASK),
        Some(_) => Some(EFFECT_POSSIBLE),
        None if error.retry().is_retryable() => Some(EFFECT_UNKNOWN),
        None => None,
    }
}
