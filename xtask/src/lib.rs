//! The contract pipeline of the workspace.
//!
//! ```text
//! contract → overlay → passes → effective → progenitor → post-pass → generated code
//! ```
//!
//! Every step is a plain function over data, so that the tests drive the same
//! code as the command.

pub mod ci;
pub mod codegen;
pub mod config;
pub mod document;
pub mod finding;
pub mod overlay;
pub mod passes;
pub mod sources;
pub mod spec;
pub mod tidy;
pub mod workspace;

pub use finding::Finding;
pub use workspace::Workspace;
