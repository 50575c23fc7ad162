//! Verbs on contracts: taking them in, comparing them.

pub mod diff;
mod import;
mod structure;

pub use import::{Import, Outcome, import};
pub use structure::structure_of;
