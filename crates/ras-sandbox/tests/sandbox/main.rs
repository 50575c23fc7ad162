//! The sandbox as its clients see it: over HTTP.

mod client;
mod contract;
mod creating;
mod faults;
mod item_errors;
mod judging;
mod listing;
mod protocol;
mod target_errors;
mod updating;
