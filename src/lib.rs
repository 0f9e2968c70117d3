//! The error tables of web APIs as typed Rust.
//!
//! A vendor's error page becomes a module: an enum of its codes, with all that the page says of each
//! in its documentation, and two things that pages leave out: who has to act ([`Category`]) and
//! whether to send the request again ([`Retry`]).
//!
//! The vendors are the [modules](#modules) below, and the catalogs are modules of theirs. Each vendor
//! is a feature (`vendor-vidu`); all are on by default, by the feature `catalogs`.
//!
//! Have you just received an error? Its code, and its HTTP status as well, can be typed into the
//! search field above.
//!
//! # Which function do I want?
//!
//! | You have | You want | |
//! |---|---|---|
//! | a code | its row | `from_code` of the catalog's or the vendor's `ErrorCode` |
//! | a code that several rows share | the row that the status and the message tell | `identify` of the catalog's `ErrorCode` |
//! | a status and a body | the error, if there is one | `novita::ApiError::read` |
//! | the same, of a task | whether it runs, has succeeded or has failed | `novita::Outcome::read` |
//! | the same, and the vendor's name as a string | the same | [`Catalogs::named`], then `read` or `outcome` |
//! | an `http::Response` | its error, and how long to wait | `ApiError::read_response` |
//! | a `reqwest::Response` | the response, or its error | `ApiError::check` |
//! | a reqwest client | one that retries | `client::RetryMiddleware` |
//! | a task | its end | `client::poll` |
//! | an error, and a loop of your own | whether and when to send again | [`retry::RetryPolicy::decide`] |
//! | an error | the values in its message | `ApiError::arguments`, or `parse` of the message's type |
//! | an error | a name for metrics, or fields for `tracing` | [`telemetry`] |
//! | an error, and callers of your own | what to tell them | `problem::Problem` |
//! | a code | a body as the vendor sends it, for tests | `ResponseBody::new` |
//!
//! # From a code to a decision
//!
//! ```
//! # #[cfg(feature = "catalogs")] {
//! use error_catalog::{Category, Retry};
//! use error_catalog::novita::llm::ErrorCode;
//!
//! fn decide(reason: &str) -> &'static str {
//!     let Some(code) = ErrorCode::from_code(reason) else {
//!         return "log it: the vendor has added a code";
//!     };
//!     match (code.category(), code.retry()) {
//!         (Category::Billing, _) => "tell the owner of the account",
//!         (_, Retry::Resend) => "send it again",
//!         (_, Retry::Later | Retry::SlowDown) => "wait, and send it again",
//!         _ => "give up, and say why",
//!     }
//! }
//!
//! assert_eq!(decide("RATE_LIMIT_EXCEEDED"), "wait, and send it again");
//! // A 403, which many clients take for "try another key", or try again on every job.
//! assert_eq!(decide("NOT_ENOUGH_BALANCE"), "tell the owner of the account");
//! assert_eq!(decide("A_CODE_OF_TOMORROW"), "log it: the vendor has added a code");
//! # }
//! ```
//!
//! # From a response to a decision
//!
//! [`ApiError`] does it in one step, from the status and the body: it knows where each API puts its code,
//! which scope the code is of, what the message says, and what to do if the code is new.
//!
//! ```
//! # #[cfg(all(feature = "catalogs", feature = "json"))] {
//! use error_catalog::novita;
//!
//! // The route is one for pictures; the code is in the table for language models.
//! let body = br#"{"code":403, "reason":"NOT_ENOUGH_BALANCE", "message":"insufficient balance"}"#;
//! let error = novita::ApiError::read(Some(403), body).unwrap();
//! assert_eq!(error.to_string(), "novita/llm NOT_ENOUGH_BALANCE (403): insufficient balance");
//! assert!(!error.retry().is_retryable());
//!
//! // A task that is running reports no error.
//! assert!(novita::ApiError::read(Some(200), br#"{"task":{"status":"TASK_STATUS_QUEUED"}}"#).is_none());
//! # }
//! ```
//!
//! # From a message to its arguments, and back
//!
//! A message with placeholders is a struct of its own, with a field for each. It writes the message
//! and reads it back, both without allocation.
//!
//! ```
//! # #[cfg(feature = "catalogs")] {
//! use error_catalog::vidu::api::FieldLacking;
//!
//! let message = FieldLacking { fields: "prompt" }.to_string();
//! assert_eq!(message, "field is missing or empty: prompt");
//! assert_eq!(FieldLacking::parse(&message).unwrap().fields, "prompt");
//! assert!(FieldLacking::parse("something else").is_none());
//! # }
//! ```
//!
//! # When the code alone isn't enough
//!
//! VIDIO's code is a class that many errors share; the status and the message tell them apart.
//!
//! ```
//! # #[cfg(feature = "catalogs")] {
//! use error_catalog::vidio::api::ErrorCode;
//!
//! assert_eq!(ErrorCode::all_by_code("invalid_request_error").count(), 11);
//! assert_eq!(
//!     ErrorCode::identify(Some(404), "invalid_request_error", "Job not found"),
//!     Some(ErrorCode::JobNotFound),
//! );
//! # }
//! ```
//!
//! Novita AI has one code in several scopes, with a different meaning in each. If you can't know the
//! scope, ask the vendor:
//!
//! ```
//! # #[cfg(feature = "catalogs")] {
//! use error_catalog::novita;
//!
//! let meanings: Vec<_> = novita::ErrorCode::all_by_code("INVALID_API_KEY")
//!     .map(|code| (code.catalog().path(), code.entry().description()))
//!     .collect();
//! assert_eq!(
//!     meanings,
//!     [
//!         ("novita/llm", "API Key not provided"),
//!         ("novita/media", "API Key validation failed"),
//!     ],
//! );
//! # }
//! ```
//!
//! # All catalogs
//!
//! Every generated enum implements [`Code`], for programs that know at build time which catalog they
//! mean. [`CATALOGS`] has all of them as values, for programs that learn it at run time.
//!
//! # What is stable
//!
//! Stable are the names of variants, their wire codes, and the types of messages with their fields: none
//! is changed or removed without a new major version, or a minor one before 1.0, and a code that a vendor
//! retires stays as a deprecated variant. The same holds for what serde writes, the JSON of the command,
//! and the values of [`ErrorType`](telemetry::ErrorType); keys may be added.
//!
//! Not stable are a code as a number (`code as u16`), the order of codes (`Ord`, `ALL`), and the texts,
//! categories and advice: they follow the vendor's page.
//!
//! # Features
//!
//! | Feature | |
//! |---|---|
//! | `catalogs` (default) | the catalogs of this crate; without it none of them is compiled, [`CATALOGS`] is empty, and the crate serves catalogs of your own |
//! | `std` (default) | the standard library; without it and `alloc`, the crate needs `core` alone |
//! | `alloc` | [`ApiError`]; comes with `std` |
//! | `json` | reading an [`ApiError`] out of a body (`ApiError::read`), and writing one |
//! | `serde` | codes, categories, words on retrying and [`ApiError`] in serde's data model |
//! | `http` | statuses as [`http::StatusCode`](https://docs.rs/http/1/http/status/struct.StatusCode.html), errors out of `http::Response`, and the waits that headers ask for |
//! | `tokio` | `client::poll`, which waits for a task |
//! | `reqwest` | errors out of a `reqwest::Response`: `ApiError::check` |
//! | `reqwest-middleware` | `client::RetryMiddleware`, which retries |
//! | `problem` | problem documents (RFC 9457): `problem::Problem` |
//! | `tracing` | errors as events and fields: `ApiError::event`, `ApiError::record` |
//! | `generator` | the module `generator`, which makes Rust of other catalogs |
//! | `cli` | the command `error-catalog` |
//!
//! The default features bring in no dependency at run time.
//!
#![cfg_attr(
    not(feature = "alloc"),
    doc = " [`ApiError`]: https://docs.rs/error-catalog/latest/error_catalog/struct.ApiError.html"
)]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[doc(hidden)]
#[path = "generated.rs"]
pub mod __generated_0_1;
mod affix;
mod any_code;
pub mod catalog;
mod catalogs;
#[cfg_attr(not(feature = "generator"), allow(dead_code))]
mod characters;
#[cfg(feature = "tokio")]
#[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
pub mod client;
mod closest;
mod code;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod command_line;
pub mod entry;
#[cfg(feature = "generator")]
#[cfg_attr(docsrs, doc(cfg(feature = "generator")))]
pub mod generator;
#[cfg(feature = "json")]
mod json;
mod kept_text;
#[cfg_attr(not(feature = "generator"), allow(dead_code))]
mod limits;
mod lookup;
mod parse_code_error;
#[cfg(feature = "problem")]
#[cfg_attr(docsrs, doc(cfg(feature = "problem")))]
pub mod problem;
mod rank;
#[cfg(feature = "alloc")]
mod response;
pub mod retry;
mod serialization;
pub mod telemetry;
mod template;
mod vocabulary;

pub use self::any_code::AnyCode;
pub use self::catalog::Catalog;
pub use self::catalogs::{Catalogs, UnknownCatalog};
pub use self::code::{Code, CodeSet, Codes};
pub use self::entry::Entry;
pub use self::parse_code_error::ParseCodeError;
#[cfg(feature = "alloc")]
pub use self::response::{ApiError, Match, UnknownCode};
#[cfg(feature = "json")]
pub use self::response::{Outcome, ResponseBody};
pub use self::template::{Arguments, Rendered, Segment, Template};
pub use self::vocabulary::{Category, Retry, UnknownWord};

/// Gives the module of a vendor nothing: `ApiError` takes the feature `alloc`.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_api_error {
    ($Code:ty) => {};
}

#[cfg(feature = "_vendors")]
include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));

/// Every catalog of this crate: none, as no vendor's feature is on.
#[cfg(not(feature = "_vendors"))]
pub static CATALOGS: &[&Catalog] = &[];

/// The examples of the README are tests.
#[cfg(all(doctest, feature = "catalogs", feature = "reqwest-middleware"))]
#[doc = include_str!("../README.md")]
struct Readme;
