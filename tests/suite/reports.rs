//! Reports, from request to rows and files, against the sandbox.

mod coverage;
mod damage;
mod downloads;
mod examples;
mod files;
mod interrupted;
mod kills;
mod life;
mod polling;
mod requests;
mod set_up;
mod stitched;
mod storage;
mod sums;
