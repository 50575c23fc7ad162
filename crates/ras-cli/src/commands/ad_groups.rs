//! `ras ad-groups`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{AdGroup, AdGroupFilter, State};

use super::entities::{Ids, Listed, archive, list, set_state, show};
use crate::context::Context;

mod create;
mod update;

use create::Create;
use update::Update;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List ad groups
    List(List),
    /// Show single ad groups with all that is known about them
    Show {
        /// Their ids
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Create ad groups
    Create(Create),
    /// Change ad groups
    Update(Update),
    /// Pause ad groups
    Pause(Ids),
    /// Enable ad groups
    Enable(Ids),
    /// Archive ad groups with everything below them, for good
    Archive(Ids),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only ad groups of this campaign
    #[arg(long, value_name = "ID")]
    campaign: Vec<String>,
    /// Only ad groups whose name contains this text
    #[arg(long, value_name = "TEXT")]
    name: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::List(asked) => {
            let mut filter = AdGroupFilter::new().states(asked.listed.states());
            if !asked.campaign.is_empty() {
                filter = filter.campaigns(&asked.campaign);
            }
            if !asked.name.is_empty() {
                filter = filter.names_containing(asked.name);
            }
            list::<AdGroup>(context, filter, &asked.listed).await
        }
        Command::Show { ids } => show::<AdGroup>(context, &ids).await,
        Command::Create(new) => new.run(context).await,
        Command::Update(update) => update.run(context).await,
        Command::Pause(ids) => set_state::<AdGroup>(context, &ids, State::Paused).await,
        Command::Enable(ids) => set_state::<AdGroup>(context, &ids, State::Enabled).await,
        Command::Archive(ids) => archive::<AdGroup>(context, &ids).await,
    }
}
