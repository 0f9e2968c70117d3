crate::vocabulary::vocabulary! {
    /// Who has to act on an error. It says more than the HTTP status.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::{Category, novita};
    ///
    /// // A 400, and yet nothing is wrong with the request: the account is empty.
    /// let code = novita::media::ErrorCode::BillingBalanceNotEnough;
    /// assert_eq!(code.status(), Some(400));
    /// assert_eq!(code.category(), Category::Billing);
    /// # }
    /// ```
    pub enum Category {
        /// The request is malformed or incomplete, and has to be corrected.
        InvalidRequest = "invalid-request",
        /// The request is well-formed, but its picture, video or audio can't be used or fetched.
        InvalidMedia = "invalid-media",
        /// What was asked for, or what came out, is against the vendor's content policy.
        ContentPolicy = "content-policy",
        /// The caller wasn't recognised: a key or token is missing, wrong or expired.
        Authentication = "authentication",
        /// The caller is known, but isn't allowed to do this.
        Permission = "permission",
        /// The balance or the credits don't suffice.
        Billing = "billing",
        /// The caller sends too many requests, or has too many tasks running.
        RateLimit = "rate-limit",
        /// The vendor's own resources are exhausted for the moment.
        Capacity = "capacity",
        /// What the request refers to doesn't exist, or no longer does.
        NotFound = "not-found",
        /// The state of a resource doesn't allow it, or the same operation is already running.
        Conflict = "conflict",
        /// It was ended before it was done, by somebody or by a lost connection.
        Cancelled = "cancelled",
        /// It was not done within the time allowed for it.
        Timeout = "timeout",
        /// Something broke at the vendor.
        Server = "server",
        /// The vendor doesn't say what happened.
        Unknown = "unknown",
    }
}
