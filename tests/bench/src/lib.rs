//! How far the crates are from the least that the same jobs can cost.
//!
//! Every job stands here several times: as a user of ours would write it, and by hand
//! over `hyper` and over `reqwest`, with types that hold just what the job needs. Each
//! run is a process of its own, so that its CPU time and its memory are its alone. The
//! server answers with bytes that were made beforehand, in the parent process.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that fails has no figure to report"
)]

pub mod by_hand;
pub mod child;
pub mod instructions;
pub mod jobs;
pub mod measure;
pub mod remembering;
pub mod report;
pub mod sizes;
pub mod stub;
