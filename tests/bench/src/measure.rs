//! Runs the ways of a job in turn, each in a fresh process, and collects their figures.

use std::net::SocketAddr;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::instructions;
use crate::jobs::{Job, Way};
use crate::remembering::Remembering;

/// One run, as it is handed to a child process.
#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    /// What to do.
    pub job: Job,
    /// How.
    pub way: Way,
    /// Where the server is.
    pub address: SocketAddr,
}

/// What one run has cost the client.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Figures {
    /// Seconds of CPU, user and system.
    pub cpu: f64,
    /// Seconds from start to end.
    pub wall: f64,
    /// The most memory that was resident, in KiB.
    pub peak_kib: u64,
}

/// All runs of one job.
#[derive(Debug)]
pub struct Measured {
    /// The job.
    pub job: Job,
    /// Its ways, the one that the others are compared with first.
    pub ways: Vec<(Way, Vec<Figures>, u64)>,
    /// Instructions of each way, where they were counted.
    pub instructions: Vec<u64>,
}

impl Measured {
    /// Runs every way once more, under callgrind.
    ///
    /// # Errors
    ///
    /// When a run fails.
    pub fn count_instructions(&mut self, address: SocketAddr) -> Result<()> {
        let job = self.job;
        for (way, _, _) in &self.ways {
            let fresh = Fresh::for_job(job, address)?;
            let (way, address) = (*way, fresh.address);
            self.instructions
                .push(instructions::of(&Run { job, way, address })?);
        }
        Ok(())
    }
}

/// Runs every way of a job `rounds` times, interleaved, after one run that warms up.
///
/// # Errors
///
/// When a run fails.
pub fn job(job: Job, only: Option<Way>, rounds: usize, address: SocketAddr) -> Result<Measured> {
    let wanted = |way: &&Way| only.is_none_or(|only| only == **way);
    let ways = job.ways().iter().filter(wanted);
    let mut ways: Vec<_> = ways.map(|way| (*way, Vec::new(), 0)).collect();
    for round in 0..=rounds {
        for (way, figures, allocations) in &mut ways {
            let way = *way;
            let run = |address| Run { job, way, address };
            let fresh = Fresh::for_job(job, address)?;
            let measured: Figures = child("ras-bench", &["--child"], &run(fresh.address))?;
            if round > 0 {
                figures.push(measured);
            } else {
                let fresh = Fresh::for_job(job, address)?;
                *allocations = child("ras-bench-allocations", &[], &run(fresh.address))?;
            }
        }
    }
    Ok(Measured {
        job,
        ways,
        instructions: Vec::new(),
    })
}

/// The server of one run: the stub, unless it must remember and so begin empty.
struct Fresh {
    address: SocketAddr,
    _server: Option<Remembering>,
}

impl Fresh {
    fn for_job(job: Job, stub: SocketAddr) -> Result<Self> {
        let server = job.needs_state().then(Remembering::start).transpose()?;
        Ok(Self {
            address: server.as_ref().map_or(stub, |server| server.address),
            _server: server,
        })
    }
}

fn child<T: DeserializeOwned>(name: &str, arguments: &[&str], run: &Run) -> Result<T> {
    let program = std::env::current_exe()?.with_file_name(name);
    let output = Command::new(&program)
        .args(arguments)
        .arg(serde_json::to_string(run)?)
        .output()
        .with_context(|| {
            let how = "build all of it with `cargo build --release -p ras-bench`";
            format!("{} cannot be started: {how}", program.display())
        })?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {complaint}");
    serde_json::from_slice(&output.stdout).context("the figures of a child")
}
