//! `ras campaigns`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{Campaign, CampaignFilter, State};

use super::entities::{Ids, Listed, archive, list, set_state, show};
use crate::context::Context;

mod create;
mod update;

use create::Create;
use update::Update;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List campaigns
    List(List),
    /// Show single campaigns with all that is known about them
    Show {
        /// Their ids
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Create campaigns
    Create(Create),
    /// Change campaigns
    Update(Update),
    /// Pause campaigns
    Pause(Ids),
    /// Enable campaigns
    Enable(Ids),
    /// Archive campaigns with everything below them, for good
    Archive(Ids),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only campaigns whose name contains this text
    #[arg(long, value_name = "TEXT")]
    name: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::List(asked) => {
            let mut filter = CampaignFilter::new().states(asked.listed.states());
            if !asked.name.is_empty() {
                filter = filter.names_containing(asked.name);
            }
            list::<Campaign>(context, filter, &asked.listed).await
        }
        Command::Show { ids } => show::<Campaign>(context, &ids).await,
        Command::Create(new) => new.run(context).await,
        Command::Update(update) => update.run(context).await,
        Command::Pause(ids) => set_state::<Campaign>(context, &ids, State::Paused).await,
        Command::Enable(ids) => set_state::<Campaign>(context, &ids, State::Enabled).await,
        Command::Archive(ids) => archive::<Campaign>(context, &ids).await,
    }
}
