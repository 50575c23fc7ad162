//! The pipeline on a copy of this repository, and its parts on small documents.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod check;
mod checkout;
#[cfg(unix)]
mod cli;
mod codes;
mod diff;
mod each_pass;
mod family;
mod import;
mod lint;
mod mutated;
mod overlay;
mod passes;
mod report;
mod same;
mod small;
mod tidy;
mod workflows;
