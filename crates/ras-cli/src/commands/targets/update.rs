//! `ras targets update`.

use anyhow::Result;
use ras_highlevel::{State, Target, TargetPatch, Usd};

use super::super::entities::{Change, Ids, StateChoice, apply, fetch, something};
use crate::context::Context;
use crate::records::Member;

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    change: Changed,
}

/// What shall change.
#[derive(Debug, PartialEq, Default, clap::Args)]
struct Changed {
    /// Another bid in dollars a click; `ras bids` changes many
    #[arg(long, value_name = "USD")]
    bid: Option<Usd>,
    /// Another state
    #[arg(long, value_enum)]
    state: Option<StateChoice>,
}

impl Update {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        something(self.change == Changed::default())?;
        let ras = context.ras().await?;
        let targets = fetch::<Target>(&ras, &self.ids.read()?).await?;
        let changes = targets.into_iter().map(|target| self.change.to(target));
        apply(
            context,
            &ras,
            self.ids.writing,
            "changing",
            changes.collect(),
        )
        .await
    }
}

impl Changed {
    fn to(&self, target: Target) -> Change<Target> {
        let mut patch = TargetPatch::new(&target.id);
        let mut members = Vec::new();
        if let Some(bid) = self.bid {
            patch = patch.bid(bid);
            let from = target.bid.map(|bid| bid.to_string());
            members.extend(Member::between("bid", from, Some(bid.to_string())));
        }
        if let Some(state) = self.state {
            let state = State::from(state);
            members.extend(Member::changed("state", &target.state, &state));
            patch = patch.state(state);
        }
        Change {
            entity: target,
            members,
            patch: Some(patch),
        }
    }
}
