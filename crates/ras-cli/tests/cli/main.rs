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
<<<<<<< HEAD
mod login;
=======
mod plans;
>>>>>>> main
mod session;
mod supply;
