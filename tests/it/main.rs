//! The tests of the crate as its users have it. They are one crate, so that it links once.

mod catalogs;
mod repository;
mod templates;

#[cfg(feature = "json")]
mod allocations;
#[cfg(feature = "generator")]
mod bad_input;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "generator")]
mod generated;
#[cfg(feature = "generator")]
mod generator;
#[cfg(feature = "generator")]
mod golden;
#[cfg(feature = "generator")]
mod growth;
#[cfg(feature = "generator")]
mod guide;
#[cfg(feature = "json")]
mod responses;
