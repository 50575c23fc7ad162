//! Instructions of one run, by callgrind: the same on a busy machine as on an idle one.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::measure::Run;

/// Whether valgrind is installed.
pub fn available() -> bool {
    let asked = Command::new("valgrind").arg("--version").output();
    asked.is_ok_and(|output| output.status.success())
}

/// How many instructions a run takes in the client, start and end of the process included.
///
/// # Errors
///
/// When the run fails, or callgrind does not say.
pub fn of(run: &Run) -> Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .arg("--child")
        .arg(serde_json::to_string(run)?)
        .output()
        .context("starting valgrind")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "callgrind failed: {told}");
    collected(&told).with_context(|| format!("callgrind told no count: {told}"))
}

/// The number of `==7== Collected : 123`.
fn collected(told: &str) -> Option<u64> {
    let (_, count) = told
        .lines()
        .find_map(|line| line.split_once("Collected :"))?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_found_among_what_callgrind_tells() {
        let told = "==7== Callgrind, a call-graph\n==7== \n==7== Collected : 31875\n==7== \n";
        assert_eq!(collected(told), Some(31875));
        assert_eq!(collected("==7== Events    : Ir"), None);
    }
}
