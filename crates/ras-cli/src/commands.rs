//! One file for each command: its arguments, and what it does.

pub(crate) mod ad_groups;
pub(crate) mod ads;
pub(crate) mod bulksheet;
pub(crate) mod campaigns;
pub(crate) mod config;
mod entities;
mod files;
mod findings;
pub(crate) mod launch;
pub(crate) mod plan;
pub(crate) mod profiles;
pub(crate) mod resume;
pub(crate) mod runs;
pub(crate) mod sandbox;
pub(crate) mod targets;
pub(crate) mod undo;

use anyhow::Result;

use crate::args::Command;
use crate::context::Context;

/// Runs a command.
pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::Campaigns(command) => campaigns::run(command, context).await,
        Command::AdGroups(command) => ad_groups::run(command, context).await,
        Command::Ads(command) => ads::run(command, context).await,
        Command::Targets(command) => targets::run(command, context).await,
        Command::Profiles(args) => profiles::run(args, context).await,
        Command::Launch(args) => launch::run(args, context).await,
        Command::Resume(args) => resume::run(args, context).await,
        Command::Runs(args) => runs::run(&args, context),
        Command::Undo(args) => undo::run(args, context).await,
        Command::Plan(command) => plan::run(command, context).await,
        Command::Bulksheet(command) => bulksheet::run(&command, context),
        Command::Config(command) => config::run(&command, context),
        Command::Sandbox(command) => sandbox::run(command, context).await,
    }
}
