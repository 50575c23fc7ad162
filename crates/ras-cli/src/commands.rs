//! One file for each command: its arguments, and what it does.

pub(crate) mod ad_groups;
pub(crate) mod ads;
pub(crate) mod bids;
pub(crate) mod bulksheet;
pub(crate) mod campaigns;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod doctor;
mod entities;
mod files;
mod findings;
pub(crate) mod launch;
pub(crate) mod login;
pub(crate) mod negatives;
mod offers;
pub(crate) mod plan;
pub(crate) mod products;
pub(crate) mod profiles;
pub(crate) mod report;
pub(crate) mod resume;
pub(crate) mod retailers;
pub(crate) mod runs;
pub(crate) mod sandbox;
pub(crate) mod targets;
pub(crate) mod undo;

use anyhow::Result;

pub(crate) use entities::Tally;

use crate::args::Command;
use crate::context::Context;

/// Runs a command.
pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::Campaigns(command) => campaigns::run(command, context).await,
        Command::AdGroups(command) => ad_groups::run(command, context).await,
        Command::Ads(command) => ads::run(command, context).await,
        Command::Targets(command) => targets::run(command, context).await,
        Command::Negatives(command) => negatives::run(command, context).await,
        Command::Bids(command) => bids::run(command, context).await,
        Command::Login(args) => login::run(args, context).await,
        Command::Doctor(args) => doctor::run(args, context).await,
        Command::Retailers(args) => retailers::run(args, context).await,
        Command::Products(command) => products::run(command, context).await,
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => completions::man(&args),
        Command::Profiles(args) => profiles::run(args, context).await,
        Command::Report(command) => report::run(command, context).await,
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
