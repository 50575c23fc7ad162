//! The `ras` command as a process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod bids;
mod bulksheets;
mod canary;
mod changes;
mod configuration;
// The sandbox's own tests judge by it too.
#[path = "../../../ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
mod help;
mod judged;
mod judging;
mod large;
mod launching;
mod lists;
mod login;
mod newcomer;
mod nouns;
mod plans;
mod reports;
mod session;
#[cfg(unix)]
mod signals;
mod snapshots;
mod supply;
