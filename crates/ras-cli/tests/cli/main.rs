//! The `ras` command as a process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod bids;
mod bulksheets;
mod changes;
mod configuration;
mod help;
mod launching;
mod lists;
mod login;
mod plans;
mod session;
mod supply;
