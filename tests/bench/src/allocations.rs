//! Runs one job once and counts what it allocates; started by `ras-bench`.

#![allow(
    clippy::expect_used,
    reason = "a measurement that fails has no figure to report"
)]

use anyhow::{Context, Result};
use ras_bench::child;

fn main() -> Result<()> {
    let run = std::env::args()
        .nth(1)
        .context("started by ras-bench only")?;
    let run = serde_json::from_str(&run).context("the run that a child is to do")?;
    let mut done = None;
    let counted = allocation_counter::measure(|| done = Some(child::perform(&run)));
    done.expect("the closure has run")?;
    child::print(&counted.count_total);
    Ok(())
}
