//! What a shop does about the errors of the services it calls: its own, its database, and, with the
//! feature `pictures`, the vendors whose catalogs come with `error-catalog`.
//!
//! This is an example of a crate with catalogs of its own. There is not much to it:
//!
//! | File | |
//! |---|---|
//! | `catalogs/acme/orders.toml`, ... | the error tables: a file for each, in a folder for each vendor |
//! | `build.rs` | one line that turns them into Rust |
//! | `src/lib.rs` | one line that includes the Rust; the rest is what the shop does with it |
//! | `Cargo.toml` | `error-catalog` twice: at run time, and with the feature `generator` for the build |
//! | `.github/workflows/catalogs.yml` | checks the catalogs of a pull request, and comments on what changed |
//!
//! `default-features = false` leaves out the catalogs of `error-catalog`; the feature `catalogs` adds
//! them. Code that uses its traits works with both.
//!
//! # A service known at build time
//!
//! ```
//! use downstream::acme::{self, payments::{self, PaymentDeclined}};
//!
//! let body = br#"{"error":{"code":"payment.declined","message":"the bank declined 12.50 EUR"}}"#;
//! let error = acme::ApiError::read(Some(402), body).unwrap();
//! assert_eq!(error.code(), Some(payments::ErrorCode::PaymentDeclined.into()));
//!
//! let declined = PaymentDeclined::parse(error.message().unwrap()).unwrap();
//! assert_eq!((declined.amount, declined.currency), ("12.50", "EUR"));
//! assert_eq!(declined.to_string(), "the bank declined 12.50 EUR");
//! ```
//!
//! # Any service known at build time
//!
//! [`next_step`] takes the error of any vendor, [`codes_to_watch`] any catalog: they are generic over
//! [`CodeSet`] and [`Code`].
//!
//! ```
//! use downstream::{Step, acme, next_step, postgrest};
//!
//! let body = br#"{"code":"40001","message":"could not serialize access due to concurrent update"}"#;
//! let error = postgrest::ApiError::read(Some(500), body).unwrap();
//! assert_eq!(next_step(&error), Step::Again);
//!
//! let body = br#"{"error":{"code":"order.out-of-stock","message":"3 of lamp wanted, 1 left"}}"#;
//! let error = acme::ApiError::read(Some(409), body).unwrap();
//! assert_eq!(next_step(&error), Step::TellCustomer);
//! ```
//!
//! # Any service known at run time
//!
//! [`log_line`] takes the name of a service, for example from a configuration file.
//!
//! ```
//! let body = br#"{"error":{"code":"order.unavailable"}}"#;
//! assert_eq!(
//!     downstream::log_line("acme", 503, body).unwrap(),
//!     "acme/orders order.unavailable (503): The service is being deployed. -> later",
//! );
//! ```
#![deny(missing_docs)]

use std::sync::LazyLock;

use error_catalog::{ApiError, Catalog, Catalogs, Category, Code, CodeSet, Retry, UnknownCatalog};

include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));

/// What happens to an order when a service fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The same request is sent again at once.
    Again,
    /// The order goes back into the queue.
    Later,
    /// The customer has to decide.
    TellCustomer,
    /// One of our people has to look at it, and nothing is sent.
    CallSomebody,
}

/// What to do about an error of any service.
pub fn next_step<C: CodeSet>(error: &ApiError<'_, C>) -> Step {
    match (error.category(), error.retry()) {
        // Money may have moved, or a picture may be charged for, so a person looks first.
        (Category::Server | Category::Timeout, _) if error.may_have_taken_effect() => {
            Step::CallSomebody
        }
        (_, Retry::Resend) => Step::Again,
        (_, Retry::Later | Retry::SlowDown) => Step::Later,
        (Category::Authentication | Category::Permission, _) => Step::CallSomebody,
        (_, Retry::AfterChange) => Step::TellCustomer,
        _ => Step::CallSomebody,
    }
}

/// The codes of a catalog that say that a service has too little capacity, for a dashboard.
pub fn codes_to_watch<C: Code>() -> impl Iterator<Item = C> {
    let says_so =
        |code: &C| matches!(code.entry().category(), Category::Capacity | Category::RateLimit);
    C::all().iter().copied().filter(says_so)
}

/// Every catalog that the shop knows: its own, and with the feature `pictures` those of
/// `error-catalog`.
pub fn all_catalogs() -> Catalogs {
    static ALL: LazyLock<Vec<&'static Catalog>> =
        LazyLock::new(|| Catalogs::new(CATALOGS).iter().chain(Catalogs::ALL).collect());
    Catalogs::new(&ALL)
}

/// A log line about a response of `service`, which is the name of a vendor or of a catalog.
///
/// # Errors
///
/// There is no vendor or catalog of this name.
pub fn log_line(service: &str, status: u16, body: &[u8]) -> Result<String, UnknownCatalog> {
    Ok(match all_catalogs().named(service)?.read(Some(status), body) {
        Some(error) => format!("{error} -> {}", error.retry()),
        None => format!("{service}: no error"),
    })
}
