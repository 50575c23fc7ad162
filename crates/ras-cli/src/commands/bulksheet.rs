//! `ras bulksheet`: Amazon's bulksheet of RAS, as plans and back.

mod export;
mod import;

use anyhow::Result;

use crate::context::Context;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Make a plan file of each campaign that a sheet creates
    ///
    /// Reads the rows with the Operation Create of the tab `RAS Campaigns`. Rows without an
    /// Operation are ignored, as Amazon does. When a cell is wrong nothing is written, and
    /// everything that is wrong is shown at once.
    Import(import::Args),
    /// Make a sheet that creates the campaigns of plan files
    ///
    /// Writes rows with the Operation Create, to be uploaded in the advertising console.
    /// What a sheet cannot say is shown. Plans that a launch would refuse are refused.
    Export(export::Args),
}

pub(crate) fn run(command: &Command, context: &Context) -> Result<()> {
    match command {
        Command::Import(args) => import::run(args, context),
        Command::Export(args) => export::run(args, context),
    }
}
