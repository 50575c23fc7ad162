//! `ras ads`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{ProductAd, ProductAdFilter, State};

use super::entities::{Ids, Listed, archive, list, set_state, show};
use crate::context::Context;

mod create;
mod update;

use create::Create;
use update::Update;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List product ads
    List(List),
    /// Show single product ads with all that is known about them
    Show {
        /// Their ids
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Create product ads
    Create(Create),
    /// Change product ads
    Update(Update),
    /// Pause product ads
    Pause(Ids),
    /// Enable product ads
    Enable(Ids),
    /// Archive product ads with everything below them, for good
    Archive(Ids),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only ads of this campaign
    #[arg(long, value_name = "ID")]
    campaign: Vec<String>,
    /// Only ads of this ad group
    #[arg(long, value_name = "ID")]
    ad_group: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::List(asked) => {
            let mut filter = ProductAdFilter::new().states(asked.listed.states());
            if !asked.campaign.is_empty() {
                filter = filter.campaigns(&asked.campaign);
            }
            if !asked.ad_group.is_empty() {
                filter = filter.ad_groups(&asked.ad_group);
            }
            list::<ProductAd>(context, filter, &asked.listed).await
        }
        Command::Show { ids } => show::<ProductAd>(context, &ids).await,
        Command::Create(new) => new.run(context).await,
        Command::Update(update) => update.run(context).await,
        Command::Pause(ids) => set_state::<ProductAd>(context, &ids, State::Paused).await,
        Command::Enable(ids) => set_state::<ProductAd>(context, &ids, State::Enabled).await,
        Command::Archive(ids) => archive::<ProductAd>(context, &ids).await,
    }
}
