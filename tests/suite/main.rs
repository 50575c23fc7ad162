//! One binary for all integration tests.

mod fault_table;
mod forward_compatibility;
mod generated_code;
mod guide_samples;
mod launch;
mod resources;
mod scripted;
mod stub;
mod torn_connections;
mod wire;
