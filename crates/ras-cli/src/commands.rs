//! One file for each command.

pub(crate) mod launch;
pub(crate) mod resume;
pub(crate) mod sandbox;
