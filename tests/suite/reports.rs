//! Reports, from request to rows and files, against the sandbox.

mod set_up;
mod sums;
