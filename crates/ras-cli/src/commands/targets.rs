//! `ras targets`.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{KeywordMatch, State, Target};

use super::entities::{Ids, Listed, archive, list, set_state, show};
use crate::context::Context;

mod create;
mod from_file;
mod selection;
mod update;

use create::Create;
pub(crate) use selection::Selection;
use update::Update;

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
    /// Create targets
    Create(Create),
    /// Change targets
    Update(Update),
    /// Pause targets
    Pause(Ids),
    /// Enable targets
    Enable(Ids),
    /// Archive targets with everything below them, for good
    Archive(Ids),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    selection: Selection,
    /// Only those that keep ads away
    #[arg(long, conflicts_with = "positive")]
    negative: bool,
    /// Only those that are bid on
    #[arg(long)]
    positive: bool,
    #[command(flatten)]
    listed: Listed,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::List(asked) => {
            let mut filter = asked.selection.filter().states(asked.listed.states());
            if asked.negative || asked.positive {
                filter = filter.negative(asked.negative);
            }
            list::<Target>(context, filter, &asked.listed).await
        }
        Command::Show { ids } => show::<Target>(context, &ids).await,
        Command::Create(new) => new.run(context).await,
        Command::Update(update) => update.run(context).await,
        Command::Pause(ids) => set_state::<Target>(context, &ids, State::Paused).await,
        Command::Enable(ids) => set_state::<Target>(context, &ids, State::Enabled).await,
        Command::Archive(ids) => archive::<Target>(context, &ids).await,
    }
}

/// A way to match that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MatchChoice {
    Broad,
    Phrase,
    Exact,
}

impl From<MatchChoice> for KeywordMatch {
    fn from(matching: MatchChoice) -> Self {
        match matching {
            MatchChoice::Broad => Self::Broad,
            MatchChoice::Phrase => Self::Phrase,
            MatchChoice::Exact => Self::Exact,
        }
    }
}
