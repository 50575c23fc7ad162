//! The pipeline on a copy of this repository, and its parts on small documents.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod check;
mod checkout;
mod each_pass;
mod family;
mod import;
mod mutated;
mod overlay;
mod passes;
mod same;
mod small;
