//! The judge of exchanges, which the suite of the workspace and the tests of `ras` borrow.

#![allow(
    clippy::unwrap_used,
    reason = "a judge that cannot read the contract has to end the test"
)]

// The paths are written out because this file is a module of several test binaries.
#[path = "contract/documents.rs"]
pub(crate) mod documents;
#[path = "contract/exchange.rs"]
pub(crate) mod exchange;
#[path = "contract/watched.rs"]
#[allow(
    dead_code,
    reason = "processes are not watched, their records are judged"
)]
pub(crate) mod watched;
