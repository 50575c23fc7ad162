//! The `ras` command as a process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod bulksheets;
mod configuration;
mod launching;
mod lists;
mod plans;
mod session;
