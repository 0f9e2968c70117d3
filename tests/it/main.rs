//! The tests of the crate as its users have it. They are one crate, so that it links once.

#[cfg(feature = "catalogs")]
mod catalogs;
#[cfg(all(feature = "catalogs", feature = "problem"))]
mod problem;
mod retry;
#[cfg(all(feature = "catalogs", feature = "serde"))]
mod serialized;
#[cfg(all(feature = "catalogs", feature = "alloc"))]
mod telemetry;
#[cfg(feature = "catalogs")]
mod templates;

#[cfg(all(feature = "catalogs", feature = "json"))]
mod allocations;
#[cfg(feature = "generator")]
mod bad_input;
#[cfg(all(feature = "cli", unix))]
mod browser;
#[cfg(feature = "cli")]
mod cli;
#[cfg(all(feature = "catalogs", feature = "reqwest-middleware"))]
mod client;
#[cfg(feature = "generator")]
mod generated;
#[cfg(feature = "generator")]
mod generator;
#[cfg(feature = "generator")]
mod golden;
#[cfg(feature = "generator")]
mod growth;
#[cfg(all(feature = "catalogs", feature = "generator"))]
mod guide;
#[cfg(all(feature = "catalogs", feature = "generator"))]
mod identify;
#[cfg(all(feature = "catalogs", feature = "generator", feature = "json"))]
mod model;
#[cfg(all(feature = "cli", unix))]
mod page;
#[cfg(all(feature = "catalogs", feature = "json"))]
mod responses;
#[cfg(feature = "cli")]
mod scratch;
#[cfg(all(feature = "cli", unix))]
mod workflows;
