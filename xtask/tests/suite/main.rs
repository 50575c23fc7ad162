//! The pipeline on a copy of this repository, and its parts on small documents.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod check;
mod checkout;
mod family;
mod import;
mod overlay;
mod passes;
mod small;
