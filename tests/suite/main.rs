//! One binary for all integration tests.

mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod launch;
mod resources;
mod simulator;
mod stub;
mod wire;
