//! One run of one job in a process of its own.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use serde::Serialize;

use crate::measure::{Figures, Run};

/// Runs the job and checks that it has done all of its work.
///
/// # Errors
///
/// When it fails, or when its result is not the one that the job has.
pub fn perform(run: &Run) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(run.job.run(run.way, run.address))?;
    let wanted = run.job.items();
    ensure!(done == wanted, "{done} items instead of {wanted}");
    Ok(())
}

/// Prints what a run has cost.
///
/// # Errors
///
/// When the job fails.
pub fn report(run: &Run, perform: impl FnOnce() -> Result<()>) -> Result<()> {
    let begun = Instant::now();
    perform().with_context(|| format!("{:?} by {:?}", run.job, run.way))?;
    let wall = begun.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    print(&Figures {
        cpu: seconds(usage.user_time()) + seconds(usage.system_time()),
        wall,
        peak_kib: peak_kib()?,
    });
    Ok(())
}

/// The most memory that was resident; `ru_maxrss` would count the parent's before `exec`.
fn peak_kib() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("no VmHWM in /proc/self/status")?.parse()?)
}

/// Prints a result for the parent process.
pub fn print(result: &impl Serialize) {
    println!("{}", serde_json::to_string(result).expect("plain numbers"));
}
