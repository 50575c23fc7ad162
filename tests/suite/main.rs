//! One binary for all integration tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "../../crates/ras-sandbox/tests/sandbox/browser.rs"]
mod browser;
mod canary;
// The sandbox's own tests judge by it too.
#[path = "../../crates/ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
mod fault_table;
mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod judged;
mod launch;
mod lists;
mod logins;
mod money;
mod plans;
mod public_api;
mod quota;
mod refused_servers;
mod resources;
mod sandbox_page;
mod scripted;
mod server;
mod simulator;
mod stub;
mod tenants;
mod torn_connections;
mod wire;
