//! `ras ad-groups update`.

use anyhow::Result;
use ras_highlevel::{AdGroup, AdGroupPatch, State, Usd};

use super::super::entities::{Change, Ids, StateChoice, apply, fetch, something};
use crate::context::Context;
use crate::failure::{Class, Failure};
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
    /// Another name, for one ad group
    #[arg(long)]
    name: Option<String>,
    /// Another default bid in dollars a click
    #[arg(long, value_name = "USD")]
    default_bid: Option<Usd>,
    /// Another state
    #[arg(long, value_enum)]
    state: Option<StateChoice>,
}

impl Update {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        something(self.change == Changed::default())?;
        let ids = self.ids.read()?;
        if self.change.name.is_some() && ids.len() > 1 {
            return Err(
                Failure::new(Class::Usage, "several ad groups cannot have one name").into(),
            );
        }
        let ras = context.ras().await?;
        let groups = fetch::<AdGroup>(&ras, &ids).await?;
        let changes = groups.into_iter().map(|group| self.change.to(group));
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
    fn to(&self, group: AdGroup) -> Change<AdGroup> {
        let mut patch = AdGroupPatch::new(&group.id);
        let mut members = Vec::new();
        if let Some(name) = &self.name {
            patch = patch.name(name);
            members.extend(Member::changed("name", &group.name, name));
        }
        if let Some(bid) = self.default_bid {
            patch = patch.default_bid(bid);
            members.extend(Member::changed("default_bid", group.default_bid, bid));
        }
        if let Some(state) = self.state {
            let state = State::from(state);
            members.extend(Member::changed("state", &group.state, &state));
            patch = patch.state(state);
        }
        Change {
            entity: group,
            members,
            patch: Some(patch),
        }
    }
}
