//! `ras profiles`: the advertisers that the login may act for.

use anyhow::Result;

use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only profiles that can advertise with RAS
    #[arg(long)]
    usable: bool,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let progress = context.progress(None, "reading profiles");
    let mut reviewed = context.account().await?.profiles().review().await?;
    drop(progress);
    reviewed.retain(|it| !args.usable || it.obstacle.is_none());
    context.output.list(&reviewed)
}
