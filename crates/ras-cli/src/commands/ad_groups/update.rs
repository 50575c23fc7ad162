//! `ras ad-groups update`.

use ras_highlevel::{AdGroup, AdGroupPatch, State, Usd};

use super::super::entities::{Change, Changes, StateChoice};
use crate::records::Member;

/// What shall change.
#[derive(Debug, PartialEq, Default, clap::Args)]
pub(crate) struct Changed {
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

impl Changes for Changed {
    type Of = AdGroup;

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

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
