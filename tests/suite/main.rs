//! One binary for all integration tests.

#[path = "../../crates/ras-sandbox/tests/sandbox/browser.rs"]
mod browser;
// The sandbox's own tests judge by it too.
#[path = "../../crates/ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod judged;
mod launch;
mod resources;
mod sandbox_page;
mod stub;
mod wire;
