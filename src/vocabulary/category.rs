crate::vocabulary::vocabulary! {
    /// Who has to act on an error, finer than its HTTP status tells.
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
        /// The request is malformed or incomplete: whoever writes the requests corrects it.
        InvalidRequest = "invalid-request",
        /// The request is well-formed, but its picture, video or audio can't be used or fetched.
        InvalidMedia = "invalid-media",
        /// What was asked for, or what came out, is against the vendor's content policy.
        ContentPolicy = "content-policy",
        /// Who is calling could not be established: a key or token is missing, wrong or expired.
        Authentication = "authentication",
        /// The caller is known and isn't allowed to do this.
        Permission = "permission",
        /// Money: the balance or the credits don't suffice.
        Billing = "billing",
        /// The caller is too fast, or has too much under way.
        RateLimit = "rate-limit",
        /// The vendor has too little: its own resources are exhausted for the moment.
        Capacity = "capacity",
        /// What the request refers to does not exist, or no longer.
        NotFound = "not-found",
        /// The state of a resource stands against it, or the same operation is already under way.
        Conflict = "conflict",
        /// Somebody, or the caller's own connection, ended it before it was done.
        Cancelled = "cancelled",
        /// It was not done within the time allowed for it.
        Timeout = "timeout",
        /// Something broke at the vendor.
        Server = "server",
        /// The vendor doesn't say what happened.
        Unknown = "unknown",
    }
}
