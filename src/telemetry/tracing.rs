//! Errors as events and fields of `tracing`.

use tracing::{Level, Span, event, field};

use crate::ApiError;

impl<C> ApiError<'_, C> {
    /// Records the error as an event, with these fields: `error.type`, `error.category`, `error.retry`,
    /// `error.message` (the [whole line](ApiError), shortened), and where they are known
    /// `http.response.status_code` and `error.trace_id`.
    ///
    /// The message is the vendor's. It may quote what the request said.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// let error = error_catalog::vidu::ApiError::from_status(503);
    /// error.event(tracing::Level::WARN);
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
    pub fn event(&self, level: Level) {
        // The level and the fields of an event are constants.
        macro_rules! at {
            ($level:expr) => {
                event!(
                    $level,
                    error.type = %self.error_type(),
                    error.category = self.category().as_str(),
                    error.retry = self.retry().as_str(),
                    error.trace_id = self.trace_id(),
                    http.response.status_code = self.status(),
                    error.message = %self,
                )
            };
        }
        match level {
            Level::ERROR => at!(Level::ERROR),
            Level::WARN => at!(Level::WARN),
            Level::INFO => at!(Level::INFO),
            Level::DEBUG => at!(Level::DEBUG),
            Level::TRACE => at!(Level::TRACE),
        }
    }

    /// Records the same fields in `span`, as far as it was made with them: `error.type = Empty`.
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use tracing::field::Empty;
    ///
    /// let span = tracing::info_span!("submit", error.type = Empty, error.trace_id = Empty);
    /// error_catalog::vidu::ApiError::from_status(503).record(&span);
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
    pub fn record(&self, span: &Span) {
        span.record("error.type", field::display(self.error_type()));
        span.record("error.category", self.category().as_str());
        span.record("error.retry", self.retry().as_str());
        span.record("error.trace_id", self.trace_id());
        span.record("http.response.status_code", self.status());
        span.record("error.message", field::display(self));
    }
}
