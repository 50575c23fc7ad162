//! `ras targets update`.

use ras_highlevel::{State, Target, TargetPatch, Usd};

use super::super::entities::{Change, Changes, StateChoice};
use crate::records::Member;

/// What shall change.
#[derive(Debug, PartialEq, Default, clap::Args)]
pub(crate) struct Changed {
    /// Another bid in dollars a click; `ras bids` changes many
    #[arg(long, value_name = "USD")]
    bid: Option<Usd>,
    /// Another state
    #[arg(long, value_enum)]
    state: Option<StateChoice>,
}

impl Changes for Changed {
    type Of = Target;

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
