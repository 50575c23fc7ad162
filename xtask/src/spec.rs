//! Verbs on contracts: taking them in.

mod import;
mod structure;

pub use import::{Import, Outcome, import};
pub use structure::structure_of;
