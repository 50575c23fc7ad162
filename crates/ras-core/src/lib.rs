//! Amazon's Retail Ad Service (RAS) as Rust types and one method per operation.
//!
//! This crate is generated from Amazon's published OpenAPI documents, corrected by
//! reviewed overlays and documented in our own words. It has no policy: no retry, no
//! clock, no environment, no credentials. A [`CallContext`] with the headers of one
//! attempt goes in; a [`ResponseValue`] or an [`Error`] comes out, each with status,
//! headers and request id. For calls that are safe with money use `ras-highlevel`.
//!
//! | module | document |
//! |---|---|
//! | [`ras`] | campaigns, ad groups, product ads and targets |
//! | [`retailers`] | the retailers an advertiser can advertise on |
//! | [`products`] | products and offers of a retailer |
//! | [`reports`] | asynchronous performance reports |
//!
//! # What keeps working when Amazon changes its API
//!
//! * Enums are open: a new value is read, kept and written back.
//! * Structs are `#[non_exhaustive]` with `new` and `with_…`: a new field breaks nothing.
//! * Limits and defaults of the contract are documentation, never checks.
//! * All error bodies of a document are one type, which keeps members it does not know.
//!
//! # Features
//!
//! `client` (default) brings the HTTP client; without it the types and the
//! [`Operation`] tables remain, which is what a server needs.

#![deny(missing_docs)]

mod call;
mod date_time;
mod error;
#[rustfmt::skip]
mod generated;
#[cfg(feature = "client")]
mod http_client;
mod id;
mod lenient_money;
mod money;
#[cfg(feature = "client")]
mod noticing;
mod open_enum;
mod operation;
mod patch;
#[cfg(feature = "client")]
mod request;
mod response;
mod wire;

pub use call::CallContext;
pub use date_time::DateTime;
pub use error::{Error, InvalidRequest, TransportError, TransportErrorKind, UndecodableAnswer};
pub use generated::{products, ras, reports, retailers};
#[cfg(feature = "client")]
pub use http_client::{HttpClient, InvalidBaseUrl};
pub use id::Id;
pub use lenient_money::LenientMoney;
pub use money::{Money, ParseMoneyError};
pub use open_enum::UnknownValue;
pub use operation::{Operation, RetryClass};
pub use patch::Patch;
#[cfg(feature = "client")]
pub use request::Request;
pub use response::ResponseValue;

use open_enum::open_enum;
use wire::{null_as_default, text_or_number};
