//! For asynchronous clients: reading errors from responses, retrying, and waiting for tasks.
//!
//! | Feature | |
//! |---|---|
//! | `tokio` | [`poll`](poll()), which polls a task until it has ended |
//! | `reqwest` | `ApiError::check` and `ApiError::inspect`, which read a `reqwest::Response` and give it back; `collect`, for `poll` |
//! | `reqwest-middleware` | `RetryMiddleware`, which retries as a [`RetryPolicy`](crate::retry::RetryPolicy) says |
//!
//! They use tokio's timer, as reqwest does. For other clients and timers, ask
//! [`RetryPolicy::decide`](crate::retry::RetryPolicy::decide).

#[cfg(feature = "reqwest")]
mod buffer;
#[cfg(feature = "reqwest-middleware")]
mod middleware;
mod poll;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::buffer::Limits;
#[cfg(feature = "reqwest-middleware")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub use self::middleware::RetryMiddleware;
pub use self::poll::{PollError, PollPolicy, poll};
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::reqwest::collect;
