//! `ras bulksheet`: Amazon's bulksheet of RAS, as plans and back.

mod export;
mod import;

use anyhow::Result;

use crate::context::Context;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Make a plan file of each campaign that a sheet creates
    Import(import::Args),
    /// Make a sheet that creates the campaigns of plan files
    Export(export::Args),
}

pub(crate) fn run(command: &Command, context: &Context) -> Result<()> {
    match command {
        Command::Import(args) => import::run(args, context),
        Command::Export(args) => export::run(args, context),
    }
}
