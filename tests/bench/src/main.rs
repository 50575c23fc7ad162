//! `cargo run --release -p ras-bench`: all jobs, interleaved, as a table of ratios.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use ras_bench::jobs::{Job, Way};
use ras_bench::measure::Run;
use ras_bench::{child, instructions, measure, report, sizes, stub};

/// Measures our jobs beside the same jobs by hand, A B A B, and prints medians and ratios
#[derive(Debug, Parser)]
struct Args {
    /// Only these jobs: j1 to j5; all unless given
    jobs: Vec<Job>,
    /// How often each is run
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Only this way, for a profiler
    #[arg(long)]
    way: Option<Way>,
    /// Also counts instructions, where valgrind is installed
    #[arg(long)]
    instructions: bool,
    /// Also builds the crates in a folder of its own: crates, seconds, bytes
    #[arg(long)]
    sizes: bool,
    /// Also writes the table to this file, as Markdown
    #[arg(long)]
    markdown: Option<PathBuf>,
    /// For the processes of this command itself: run one job once against a server
    #[arg(long, hide = true)]
    child: Option<String>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    if let Some(run) = args.child {
        let run: Run = serde_json::from_str(&run).context("the run that a child is to do")?;
        return child::report(&run, || child::perform(&run));
    }
    let jobs = if args.jobs.is_empty() {
        Job::ALL.to_vec()
    } else {
        args.jobs
    };
    let count = args.instructions && instructions::available();
    if args.instructions && !count {
        report::print("Instructions are not counted: valgrind is not installed.\n");
    }
    let server = stub::Stub::start()?;
    let mut tables = Vec::new();
    for job in jobs {
        let mut table = measure::job(job, args.way, args.rounds, server.address)?;
        if count {
            table.count_instructions(server.address)?;
        }
        tables.push(table);
    }
    let mut text = report::markdown(&tables);
    if args.sizes {
        text.push_str(&sizes::markdown()?);
    }
    report::print(&text);
    if let Some(path) = args.markdown {
        let text = format!("# What `ras-bench` printed last\n\n{text}");
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}
