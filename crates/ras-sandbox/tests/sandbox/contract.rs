//! The judge of exchanges, which the test suite of the workspace borrows.

#![allow(
    clippy::unwrap_used,
    reason = "a judge that cannot read the contract has to end the test"
)]

// The paths are written out because this file is a module of two test binaries.
#[path = "contract/documents.rs"]
pub(crate) mod documents;
#[path = "contract/exchange.rs"]
pub(crate) mod exchange;
#[path = "contract/watched.rs"]
pub(crate) mod watched;
