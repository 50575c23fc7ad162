//! One binary for all integration tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod launch;
mod money;
mod resources;
mod stub;
mod wire;
