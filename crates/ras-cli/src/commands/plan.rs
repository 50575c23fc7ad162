//! `ras plan`: plan files, before and after a launch.

mod export;
mod new;
mod show;
mod validate;

use anyhow::Result;

use crate::context::Context;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Find everything that is wrong with plan files, without sending anything
    Validate(validate::Args),
    /// Show what a launch of a plan would do
    ///
    /// With an account or a sandbox this looks at what exists already; without one it says
    /// what can be said offline.
    Show(show::Args),
    /// Ask for everything that a campaign needs, and write a plan file
    ///
    /// Each answer is checked at once. Retailers and offers come from the catalogue of the
    /// account or the sandbox; without one their identifiers are asked for. An option
    /// answers its question, and with --no-input nothing is asked.
    New(Box<new::Args>),
    /// Write a plan from a campaign that exists
    ///
    /// What a plan cannot say is shown.
    Export(export::Args),
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::Validate(args) => validate::run(&args, context),
        Command::Show(args) => show::run(args, context).await,
        Command::New(args) => new::run(*args, context).await,
        Command::Export(args) => export::run(args, context).await,
    }
}
