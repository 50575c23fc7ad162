//! The pipeline on a copy of this repository, and its parts on small documents.

mod check;
mod checkout;
mod import;
mod overlay;
mod passes;
