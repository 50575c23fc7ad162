//! `ras undo`: archives what a launch has built.

use anyhow::{Context as _, Result};
use ras_highlevel::RunId;

use super::launch::{Times, stopped_at};
use super::runs;
use crate::args::Writing;
use crate::context::Context;
use crate::records::RunRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The name of the run
    run: RunId,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    times: Times,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let run = runs::folder(context)?.get(&args.run)?;
    let record = RunRecord::of(&run)?;
    if args.writing.dry_run {
        context
            .output
            .note("this would be archived, with everything below it:");
        return context.output.one(&record);
    }
    let created = &record.status.created;
    let what = match &created.campaign {
        Some(campaign) => format!(
            "archiving campaign {campaign} \"{}\" with everything below it, for good",
            run.plan().name
        ),
        None => format!("giving up run {}", run.id()),
    };
    context.confirm_final(args.writing, &what)?;
    let ras = context.ras().await?;
    let launch = args.times.apply(ras.resume(&run));
    stopped_at(context, run.id(), launch.undo())
        .await
        .with_context(|| format!("undoing {}", run.id()))?;
    match context.output.is_for_people() {
        true => Ok(()),
        false => context.output.one(&RunRecord::of(&run)?),
    }
}
