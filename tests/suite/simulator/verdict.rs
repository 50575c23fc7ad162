//! Whether what is there at the end is what was promised.

use ras_highlevel::engine::{EntityState, JournalError, Kind, Stop};

use super::checker::Rule;
use super::scenario::{Damage, Scenario, Story, Tags, Unique};
use super::schedule::{Built, End};
use super::world::{Ent, Origin, World, number};

impl World {
    /// Judges how the launches ended, when nothing can happen any more.
    pub(super) fn check_ends(&mut self, ends: &[(usize, Option<End>)]) {
        let mut launched = Vec::new();
        for (_, end) in ends {
            match end {
                None => return,
                Some(End::Launched(campaign)) => {
                    self.check_launched(campaign);
                    launched.push(campaign.campaign());
                }
                Some(End::Undone) => {}
                Some(End::Stopped(stop)) if self.is_explained(stop) => {}
                Some(End::Stopped(stop)) => {
                    self.violate(Rule::EndWithoutReason, format!("{stop}"));
                }
            }
        }
        let over = |end: &Option<End>| match end {
            Some(End::Undone) => true,
            Some(End::Stopped(stop)) => matches!(
                stop,
                Stop::RolledBack { .. } | Stop::NameConflict { .. } | Stop::PlanMismatch
            ),
            _ => false,
        };
        if !launched.is_empty() || ends.iter().all(|(_, end)| over(end)) {
            self.check_orphans(&launched, ends);
        }
        let excused = self.may_be_refused()
            || !self.meddled.is_empty()
            || matches!(self.scenario.story, Story::OtherPlan(_) | Story::Undone(_))
            || self.is_name_taken()
            || self.is_unmarked_and_lost();
        let excused = excused || matches!(self.scenario.damage, Some(Damage::Flip(_)));
        if launched.is_empty() && !excused && self.scenario.tags != Tags::Dropped {
            let what = "nothing was launched in the end".to_owned();
            self.violate(Rule::EndWithoutReason, what);
        }
    }

    fn check_launched(&mut self, launched: &Built) {
        let root = launched.campaign();
        if self.scenario.poisoned.is_some() {
            let what = "launched a plan that is refused".to_owned();
            self.violate(Rule::EndWithoutReason, what);
        }
        let enabled = |ent: &Ent| ent.truth.state == EntityState::Enabled;
        let gone = self.is_meddled(0);
        if !self.ent(root).is_some_and(enabled) && !gone {
            self.violate(Rule::EndIncomplete, format!("{root} is not enabled"));
        }
        if gone {
            return;
        }
        let items = self.scenario.plan.items();
        for item in 0..items {
            let is = |ent: &&Ent| {
                ent.item() == Some(item)
                    && (ent.id == root || ent.campaign == root)
                    && self.live(ent)
            };
            let live: Vec<u64> = self.ents.iter().filter(is).map(|ent| ent.id).collect();
            let told = launched.0.get(item).copied();
            if self.is_meddled(item) {
                continue;
            }
            if live.is_empty() || told != live.first().copied() {
                let what = format!("item {item} is {live:?} and told as {told:?}");
                self.violate(Rule::EndIncomplete, what);
            }
            if live.len() > 1 {
                self.violate(Rule::EndSurplus, format!("item {item} is {live:?}"));
            }
        }
        self.check_rest(root);
    }

    /// What is below a launched campaign besides the items of the plan.
    fn check_rest(&mut self, root: u64) {
        let below = |ent: &&Ent| ent.campaign == root && self.live(ent);
        let groups = self.ents.iter().filter(below);
        let groups = groups.filter(|ent| ent.kind == Kind::AdGroup).count();
        let autos = self.ents.iter().filter(below);
        let autos: Vec<&Ent> = autos.filter(|ent| ent.origin == Origin::Auto).collect();
        let wanted = match self.scenario.plan.bids() {
            0 => 0,
            _ => 4 * groups,
        };
        let bids = autos.iter().filter(|ent| ent.bid.is_some()).count();
        let (count, planned) = (autos.len(), self.scenario.plan.bids());
        let strange = self.ents.iter().filter(below);
        let strange = strange
            .filter(|ent| ent.origin == Origin::Foreign && !self.meddled.contains(&ent.id))
            .count();
        let meddled = !self.meddled.is_empty();
        if (count != wanted || strange > 0) && !meddled {
            let what = format!("{count} automatic targets of {wanted}, {strange} strangers");
            self.violate(Rule::EndSurplus, what);
        }
        if bids != planned && !meddled {
            let what = format!("{bids} bids of {planned}");
            self.violate(Rule::EndIncomplete, what);
        }
    }

    /// Other live campaigns than the launched one.
    fn check_orphans(&mut self, launched: &[u64], ends: &[(usize, Option<End>)]) {
        let undone = matches!(self.scenario.story, Story::Undone(_));
        let is_left = |root: &Ent| {
            let own = ends
                .iter()
                .any(|(store, _)| root.journal() == Some(self.instance(*store)));
            let told = ends.iter().any(|(_, end)| match end {
                Some(End::Stopped(Stop::NameConflict { id: Some(id) })) => number(id) == root.id,
                _ => false,
            });
            let paused = root.truth.state != EntityState::Enabled;
            // Whoever rolls back leaves what other journals have sent, and those may be
            // lost. It cannot spend. Without tags nobody knows even a whole campaign,
            // as long as lists do not show that it is ENABLED; but it is told.
            !undone
                && match self.is_unmarked_and_lost() {
                    true => paused || told,
                    false => paused && !own,
                }
        };
        let orphan = |root: &&Ent| {
            launched.first() != Some(&root.id)
                // Nobody can know an unmarked campaign as ours.
                && (self.marked(root) || self.scenario.tags != Tags::Dropped)
                && !self.meddled.contains(&root.id)
                && !(launched.is_empty() && is_left(root))
        };
        let orphans: Vec<u64> = self.roots().filter(orphan).map(|root| root.id).collect();
        let other = launched.iter().any(|root| Some(root) != launched.first());
        if !orphans.is_empty() || other {
            let what = format!("launched {launched:?}, live besides: {orphans:?}");
            self.violate(Rule::EndOrphan, what);
        }
    }

    fn may_be_refused(&self) -> bool {
        self.scenario.poisoned.is_some() || self.refusable
    }

    /// Whether something stands in the way of a campaign of the name.
    fn is_name_taken(&self) -> bool {
        let mut roots = self.ents.iter().filter(|ent| ent.kind == Kind::Campaign);
        let ever = self.scenario.unique == Unique::Ever;
        roots.any(|root| match root.archived() {
            true => ever,
            false => root.origin == Origin::Foreign,
        })
    }

    /// Whether a launch must not go on with a campaign whose runner it cannot tell to
    /// stop.
    fn is_unmarked_and_lost(&self) -> bool {
        let Scenario {
            story,
            tags,
            adopt_at_once,
            ..
        } = self.scenario;
        let lost = story == Story::Lost && !adopt_at_once || story == Story::OldCopy;
        lost && tags != Tags::Kept
    }

    /// Whether the schedule explains an end.
    fn is_explained(&self, stop: &Stop) -> bool {
        let meddled = !self.meddled.is_empty();
        let crowded = self.scenario.crowded();
        match stop {
            Stop::RolledBack { .. } => self.may_be_refused() || meddled,
            Stop::NameConflict { .. } => {
                self.is_name_taken()
                    || self.scenario.tags == Tags::Dropped
                    || self.is_unmarked_and_lost()
            }
            // An old copy does not know of the campaign, and cannot tell whose it is.
            Stop::LostRace { .. } => crowded || self.is_unmarked_and_lost(),
            Stop::PlanMismatch => matches!(self.scenario.story, Story::OtherPlan(_)),
            // A rollback archives what another machine has adopted.
            // So does one that an old copy of its journal does not know of.
            Stop::LostEntity { .. } => {
                let unknown = crowded || self.scenario.story == Story::OldCopy;
                meddled || unknown && self.may_be_refused()
            }
            Stop::Journal(JournalError::Damaged(_) | JournalError::Foreign(_)) => {
                matches!(self.scenario.damage, Some(Damage::Flip(_)))
            }
            _ => false,
        }
    }
}
