//! One binary for all integration tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod canary;
mod fault_table;
mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod launch;
mod lists;
mod logins;
mod money;
mod public_api;
mod refused_servers;
mod resources;
mod scripted;
mod server;
mod stub;
mod tenants;
mod torn_connections;
mod wire;
