//! From a response to an error that a program can act on.
//!
//! | File | |
//! |---|---|
//! | `outcome` | what a response means, and by which rules |
//! | `read` | from the bytes of a body to the outcome |
//! | `said` | what a document says at the places where the catalogs' pointers lead |
//! | `scopes` | what the catalogs say of a value at one of these places |
//! | `inside` | errors in texts: after a prefix, in an event stream, in a string of another body |
//! | `proxy` | the pages of proxies |
//! | `find`, `finding`, `status` | from code, status and message to a row, category and retry |
//! | `error`, `line` | the error, and the line for a log |
//! | `headers`, `retry_after` | what the headers of a response add |
//! | `serialize` | the error as data |
//! | `write` | the other direction: a body as the vendor sends it |
//!
//! Functions on the way of most errors, here and in `json`, are `inline(always)`: left to the compiler,
//! the bodies of the benchmark take 40 to 60 ns longer.

mod error;
mod find;
mod finding;
#[cfg(feature = "http")]
mod headers;
#[cfg(feature = "json")]
mod inside;
mod line;
#[cfg(feature = "json")]
mod outcome;
#[cfg(feature = "json")]
mod proxy;
#[cfg(feature = "json")]
mod read;
#[cfg(feature = "http")]
pub(crate) mod retry_after;
#[cfg(feature = "json")]
mod said;
#[cfg(feature = "json")]
mod scopes;
#[cfg(feature = "serde")]
mod serialize;
mod status;
#[cfg(feature = "json")]
mod write;

pub use self::error::{ApiError, UnknownCode};
pub use self::finding::Match;
#[cfg(feature = "json")]
pub use self::outcome::Outcome;
#[cfg(feature = "cli")]
pub(crate) use self::serialize::Report;
#[cfg(feature = "json")]
pub use self::write::ResponseBody;

/// Gives the module of a vendor its `ApiError`, if this crate has the feature `alloc`, and its
/// `Outcome`, if it has `json`. Generated code calls it: it may be compiled in another crate, and can't
/// ask for features of this one.
#[cfg(feature = "json")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_api_error {
    ($Code:ty) => {
        /// An error of this vendor, for callers who can't know the scope.
        pub type ApiError<'a> = $crate::ApiError<'a, $Code>;

        /// What a response of this vendor means, for callers who can't know the scope.
        pub type Outcome<'a> = $crate::Outcome<'a, $Code>;
    };
}

/// As above, without the feature `json`.
#[cfg(not(feature = "json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_api_error {
    ($Code:ty) => {
        /// An error of this vendor, for callers who can't know the scope.
        pub type ApiError<'a> = $crate::ApiError<'a, $Code>;
    };
}
