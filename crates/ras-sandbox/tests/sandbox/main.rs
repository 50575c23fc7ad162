//! The sandbox as its clients see it: over HTTP.

mod client;
mod creating;
mod faults;
mod item_errors;
mod listing;
mod protocol;
mod target_errors;
mod updating;
