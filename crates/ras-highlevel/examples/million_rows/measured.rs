//! What a process has cost, as Linux counts it.

use serde::{Deserialize, Serialize};

use crate::Done;

/// Ticks of a second in `/proc`; the same on every architecture.
const TICKS: f64 = 100.0;

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Figures {
    /// What was done: rows or bytes.
    pub(crate) count: u64,
    /// Seconds of CPU, user and system.
    pub(crate) cpu: f64,
    /// The most memory that was resident, in bytes.
    pub(crate) peak: u64,
}

/// The figures of this process so far.
pub(crate) fn measured(count: u64) -> Done<Figures> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program may contain anything, and ends with the last parenthesis.
    let (_, rest) = stat.rsplit_once(')').ok_or("no name")?;
    let ticks = rest.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.map(|text| text.parse::<f64>().unwrap_or(0.0)).sum();
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(Figures {
        count,
        cpu: ticks / TICKS,
        peak: kib.ok_or("no VmHWM")?.parse::<u64>()? * 1024,
    })
}

/// The run in the middle by CPU, with the most memory of any.
pub(crate) fn median(runs: &[Figures]) -> Done<Figures> {
    let mut runs = runs.to_vec();
    runs.sort_by(|first, second| first.cpu.total_cmp(&second.cpu));
    let mut middle = *runs.get(runs.len() / 2).ok_or("no rounds")?;
    middle.peak = runs.iter().map(|run| run.peak).max().unwrap_or_default();
    Ok(middle)
}
