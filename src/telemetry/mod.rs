//! Errors in metrics, spans and logs.
//!
//! [`ErrorType`] is OpenTelemetry's `error.type`: a name with few values. The feature `tracing` adds
//! `ApiError::event` and `ApiError::record`, which give `tracing` all the fields of an error in one call.

mod error_type;
#[cfg(all(feature = "alloc", feature = "tracing"))]
mod tracing;

pub use self::error_type::ErrorType;
