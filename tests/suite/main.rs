//! One binary for all integration tests.

// The sandbox's own tests judge by it too.
#[path = "../../crates/ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod judged;
mod launch;
mod resources;
mod stub;
mod wire;
