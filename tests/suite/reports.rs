//! Reports, from request to rows and files, against the sandbox.

mod damage;
mod downloads;
mod files;
mod set_up;
mod storage;
mod sums;
