//! `ras targets`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::Target;

use super::entities::{Listed, list, show};
use crate::context::Context;

mod selection;

use selection::Selection;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List targets
    List(List),
    /// Show single targets with all that is known about them
    Show {
        /// Their ids
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    listed: Listed,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::List(asked) => {
            let filter = asked.selection.filter().states(asked.listed.states());
            list::<Target>(context, filter, &asked.listed).await
        }
        Command::Show { ids } => show::<Target>(context, &ids).await,
    }
}
