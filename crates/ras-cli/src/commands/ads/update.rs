//! `ras ads update`: only the state of an ad can change.

use anyhow::Result;
use ras_highlevel::{ProductAd, State};

use super::super::entities::{Ids, StateChoice, archive, set_state};
use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    #[command(flatten)]
    ids: Ids,
    /// Another state
    #[arg(long, value_enum)]
    state: StateChoice,
}

impl Update {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        match self.state {
            StateChoice::Archived => archive::<ProductAd>(context, &self.ids).await,
            state => set_state::<ProductAd>(context, &self.ids, State::from(state)).await,
        }
    }
}
