//! `ras campaigns`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{Campaign, CampaignFilter};

use super::entities::{Listed, list, show};
use crate::context::Context;

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
    }
}
