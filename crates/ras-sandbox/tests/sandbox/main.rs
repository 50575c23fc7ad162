//! The sandbox as its clients see it: over HTTP.

mod admin;
mod behaviors;
mod browser;
mod client;
mod contract;
mod creating;
mod every_fault;
mod faults;
mod generator;
mod item_errors;
mod item_faults;
mod judging;
mod kinds;
mod listing;
mod other_hands;
mod page;
mod profiles;
mod protocol;
mod quotas;
mod reports;
mod server;
mod state;
mod statuses;
mod target_errors;
mod updating;
mod wire_faults;
