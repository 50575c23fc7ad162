//! `ras runs`: the launches that this machine knows.

use anyhow::Result;
use ras_highlevel::{Run, RunId, Runs};

use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::RunRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Show this run with all that is known about it
    run: Option<RunId>,
    /// Only runs that can be gone on with
    #[arg(long, conflicts_with = "run")]
    open: bool,
}

pub(crate) fn run(args: &Args, context: &Context) -> Result<()> {
    let folder = folder(context)?;
    if let Some(run) = &args.run {
        return context.output.one(&RunRecord::of(&folder.get(run)?)?);
    }
    let mut records = records(&folder)?;
    records.retain(|record| !args.open || record.status.is_open());
    context.output.list(&records)
}

/// The folder of the runs.
pub(super) fn folder(context: &Context) -> Result<Runs> {
    context.runs().ok_or_else(|| {
        Failure::new(Class::Usage, "a served sandbox keeps no runs of its own")
            .hint("name the folder that the launch was kept in with --runs")
            .into()
    })
}

/// The one run that can be gone on with.
pub(super) fn only_open(context: &Context) -> Result<Run> {
    let mut open = records(&folder(context)?)?;
    open.retain(|record| record.status.is_open());
    match (open.pop(), open.len()) {
        (Some(record), 0) => Ok(record.run),
        (None, _) => Err(Failure::new(Class::Refused, "no run is open")
            .hint("`ras runs` lists all of them")
            .into()),
        (Some(_), more) => Err(
            Failure::new(Class::Usage, format!("{} runs are open", more + 1))
                .hint("name one: `ras runs --open` lists them")
                .into(),
        ),
    }
}

/// All runs, the latest first.
fn records(folder: &Runs) -> Result<Vec<RunRecord>> {
    let mut records = Vec::new();
    for run in folder.list()? {
        records.push(RunRecord::of(&run?)?);
    }
    records.sort_by_key(|record| std::cmp::Reverse(record.run.launched()));
    Ok(records)
}
