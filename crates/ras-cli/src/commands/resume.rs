//! `ras resume`: goes on with a launch that was interrupted.

use anyhow::{Context as _, Result};
use ras_highlevel::RunId;

use super::launch::{Times, follow, show};
use super::runs;
use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The name of the run; not needed when only one is open
    run: Option<RunId>,
    #[command(flatten)]
    times: Times,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let run = match &args.run {
        Some(run) => runs::folder(context)?.get(run)?,
        None => runs::only_open(context)?,
    };
    let id = run.id();
    let open = run.status()?.is_open();
    if !open {
        context
            .output
            .note(format_args!("nothing to go on with: run {id} has ended"));
    }
    let ras = context.ras().await?;
    let launch = args.times.apply(ras.resume(&run));
    let tree = follow(context, launch, !open)
        .await
        .with_context(|| format!("resuming {id}"))?;
    show(context, id, &tree, !open)
}
