//! What an HTTP status and a category say together.

use crate::Category;

/// Whether a status says more of an error than a row whose page has no statuses: EvoLink's
/// `quota_exceeded` is about the rate in a task, and about money in a 402.
pub const fn overrules(status: u16) -> bool {
    matches!(status, 401 | 402)
}

/// Whether an error of this category means that nothing was started, with any status.
pub const fn is_refusal(category: Category) -> bool {
    matches!(
        category,
        Category::Authentication
            | Category::Permission
            | Category::Billing
            | Category::RateLimit
            | Category::NotFound
    )
}
