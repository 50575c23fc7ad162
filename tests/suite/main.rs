//! One binary for all integration tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

#[path = "../../crates/ras-highlevel/examples/bid_changes.rs"]
#[allow(dead_code, reason = "its main function is for those who run it alone")]
mod bid_changes;
#[path = "../../crates/ras-sandbox/tests/sandbox/browser.rs"]
mod browser;
mod canary;
// The sandbox's own tests judge by it too.
#[path = "../../crates/ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
mod doctor;
mod fault_table;
mod filters;
#[path = "../../crates/ras-highlevel/examples/first_look.rs"]
#[allow(dead_code, reason = "its main function is for those who run it alone")]
mod first_look;
mod forward_compatibility;
mod generated_code;
mod guardrails;
mod guide_samples;
mod judged;
mod launch;
mod launches;
mod lists;
mod logins;
mod money;
mod plans;
mod probe;
mod products;
mod public_api;
mod quota;
mod refused_servers;
mod reports;
mod resources;
mod retailers;
mod sandbox_page;
mod scripted;
#[path = "../../crates/ras-highlevel/examples/search_terms.rs"]
#[allow(dead_code, reason = "its main function is for those who run it alone")]
mod search_terms;
mod server;
mod simulator;
mod stub;
mod tenants;
mod torn_connections;
mod wire;
