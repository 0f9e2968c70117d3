crate::vocabulary::vocabulary! {
    /// What to do about an error: whether, when and how the request may be sent again.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::{Retry, vidu};
    ///
    /// assert_eq!(vidu::api::ErrorCode::OperationInProcess.retry(), Retry::Later);
    /// assert_eq!(vidu::api::ErrorCode::CreditInsufficient.retry(), Retry::AfterChange);
    /// assert!(Retry::Later.is_retryable());
    /// assert!(!Retry::AfterChange.is_retryable());
    /// # }
    /// ```
    pub enum Retry {
        /// The same request may be sent again at once.
        Resend = "resend",
        /// The same request may be sent again after a wait.
        Later = "later",
        /// The same request may be sent again after a wait, and at a lower rate.
        SlowDown = "slow-down",
        /// Not before something is changed: the request, the key or the account.
        AfterChange = "after-change",
        /// Sending it again is of no use: nothing that a program can do makes it succeed.
        Never = "never",
    }
}

impl Retry {
    /// Whether the same request, unchanged, may be sent again, at once or after a wait.
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Resend | Self::Later | Self::SlowDown)
    }
}
