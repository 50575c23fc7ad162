//! What must hold at every moment, judged by what really exists and not by what the
//! engine believes.

use std::collections::BTreeMap;

use ras_highlevel::engine::{Create, EntityState, INST_TAG, Kind, Record, Settled};

use super::scenario::{Story, Tags};
use super::world::{Ent, LAG, Landing, World, number};

/// A promise of the engine, or of its design (I1 to I8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rule {
    /// I1, I2, I8: a create has an open intent that this very process has written.
    SentWithoutIntent,
    /// I2: what a request depends on is durable.
    SentBelowUnknown,
    /// I1: two requests do not create the same.
    CreatedTwice,
    /// I1: what is taken for absent neither exists nor can come to exist.
    DeclaredAbsent,
    /// I3: what is not ours is not changed.
    TouchedForeign,
    /// I3: what is confirmed is not archived while the launch goes on.
    ArchivedOwn,
    /// I4: what is confirmed stays so.
    Withdrawn,
    /// I5: ENABLED after everything is there.
    EnabledIncomplete,
    /// I5: ENABLED when nothing is there twice.
    EnabledWithCopies,
    /// I5: ENABLED after the bids are set.
    EnabledWithoutBids,
    /// Nothing is added to a campaign that is ENABLED.
    AddedToEnabled,
    /// One campaign of a run is ENABLED at a time.
    EnabledTwice,
    /// A launch that is done is ENABLED.
    DoneWithoutEffect,
    /// I7: after a rollback nothing is live, nor can come to life.
    RolledBackEarly,
    /// An end that nothing in the schedule explains.
    EndWithoutReason,
    /// At the end every item has exactly one live entity.
    EndIncomplete,
    /// At the end nothing else is live below the campaign.
    EndSurplus,
    /// At the end no other campaign of the run is live.
    EndOrphan,
    /// Every launch ends.
    Endless,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Violation {
    pub rule: Rule,
    pub what: String,
}

impl World {
    /// Before the first byte of a create.
    pub(super) fn check_sending(&mut self, runner: usize, request: &Create<'_>) {
        let (store, epoch) = (self.runners[runner].store, self.runners[runner].epoch);
        for new in &request.items {
            if self.stores[store].intents.get(&new.index) != Some(&epoch) {
                let what = format!("item {} has no intent of epoch {epoch}", new.index);
                self.violate(Rule::SentWithoutIntent, what);
            }
        }
        let root = self.ent(number(request.campaign));
        if root.is_some_and(|root| root.truth.state == EntityState::Enabled) {
            let what = format!("{} of an ENABLED campaign is created", request.kind);
            self.violate(Rule::AddedToEnabled, what);
        }
        let parents = request.items.iter().filter_map(|new| new.ad_group);
        let campaign = Some(request.campaign).filter(|_| request.kind != Kind::Campaign);
        for parent in parents.chain(campaign).map(number).collect::<Vec<_>>() {
            if !self.stores[store]
                .confirmed
                .values()
                .any(|id| *id == parent)
            {
                let what = format!("{parent} is the parent of a create and not confirmed");
                self.violate(Rule::SentBelowUnknown, what);
            }
        }
    }

    /// Before an entity comes to exist.
    pub(super) fn check_creation(&mut self, ent: &Ent) {
        // What the engine has archived itself is no obstacle, what a user has archived is.
        let twin = self.ents.iter().find(|old| {
            let meddled = self.meddled.contains(&old.id);
            // Nobody can know an unmarked campaign of unknown id as ours.
            let known = self.marked(old) || self.scenario.tags != Tags::Dropped;
            let counts = old.kind != Kind::Campaign || known && old.archived() == meddled;
            counts && same_item(old, ent) && old.origin != ent.origin
        });
        if let Some(twin) = twin {
            let what = format!("{:?} is there already as {}", ent.origin, twin.id);
            self.violate(Rule::CreatedTwice, what);
        }
    }

    /// Before records are kept.
    pub(super) fn check_records(&mut self, store: usize, epoch: u64, records: &[Record]) {
        for record in records {
            match record {
                Record::Begun { inst, .. } => {
                    self.stores[store].begin(inst);
                }
                Record::Intent { items, .. } => {
                    for item in items {
                        self.check_not_withdrawn(store, *item, None);
                        self.stores[store].intents.insert(*item, epoch);
                    }
                }
                Record::Outcome { item, settled, .. } => {
                    self.check_outcome(store, *item, settled);
                }
                Record::Adopted { id, .. } => self.confirm(store, 0, number(id)),
                Record::Done { .. } => self.check_done(store),
                Record::RollbackIntent { .. } => self.stores[store].rolling_back = true,
                Record::RolledBack => self.check_rolled_back(store),
                _ => {}
            }
        }
    }

    fn check_outcome(&mut self, store: usize, item: usize, settled: &Settled) {
        match settled {
            Settled::Confirmed { id } => self.confirm(store, item, number(id)),
            Settled::Exists | Settled::Ambiguous { .. } => {
                self.check_not_withdrawn(store, item, None);
                return;
            }
            Settled::Absent => {
                self.check_not_withdrawn(store, item, None);
                self.check_absent(store, item);
            }
            _ => self.check_not_withdrawn(store, item, None),
        }
        self.stores[store].intents.remove(&item);
    }

    fn confirm(&mut self, store: usize, item: usize, id: u64) {
        self.check_not_withdrawn(store, item, Some(id));
        self.stores[store].confirmed.insert(item, id);
    }

    fn check_not_withdrawn(&mut self, store: usize, item: usize, id: Option<u64>) {
        let old = self.stores[store].confirmed.get(&item).copied();
        if old.is_some() && old != id {
            let what = format!("item {item} was confirmed as {old:?} and becomes {id:?}");
            self.violate(Rule::Withdrawn, what);
        }
    }

    fn check_absent(&mut self, store: usize, item: usize) {
        let root = self.stores[store].confirmed.get(&0).copied().unwrap_or(0);
        let journal = Some(self.instance(store));
        let is = |ent: &Ent| {
            ent.item() == Some(item)
                && match ent.kind {
                    Kind::Campaign => ent.journal() == journal,
                    _ => ent.campaign == root,
                }
        };
        // What somebody has renamed meanwhile cannot be found by its name.
        let found = |ent: &Ent| ent.kind != Kind::Campaign || !self.meddled.contains(&ent.id);
        let exists = self
            .ents
            .iter()
            .any(|ent| is(ent) && self.live(ent) && found(ent));
        let lands = self.landings.iter().any(|(_, landing)| match landing {
            Landing::Create(ents, _) => ents.iter().any(|ent| is(ent) && self.has_parents(ent)),
            _ => false,
        });
        if exists || lands {
            let what = format!("item {item}: exists {exists}, lands {lands}");
            self.violate(Rule::DeclaredAbsent, what);
        }
    }

    /// Before something is set or archived.
    pub(super) fn check_change(&mut self, store: usize, ids: &[u64]) {
        let store = &self.stores[store];
        // What was asked for before a journal became an old copy may land after it.
        let mut known = store.known.iter().chain(store.confirmed.values());
        let known: Vec<u64> = known.by_ref().copied().collect();
        let confirmed = |id: &u64| known.contains(id);
        let foreign = |id: &&u64| {
            let Some(ent) = self.ent(**id) else {
                return true;
            };
            let root = if ent.campaign > 0 {
                ent.campaign
            } else {
                ent.id
            };
            let marked = |root: &Ent| root.item().is_some() && self.marked(root);
            !self.ent(root).is_some_and(marked) && !confirmed(&root) && !confirmed(id)
        };
        let foreign: Vec<u64> = ids.iter().filter(foreign).copied().collect();
        if !foreign.is_empty() {
            self.violate(Rule::TouchedForeign, format!("{foreign:?}"));
        }
    }

    /// Before archiving is asked for.
    pub(super) fn check_archiving(&mut self, store: usize, ids: &[u64]) {
        let own = self.stores[store].confirmed.values();
        let lost: Vec<u64> = own.filter(|id| ids.contains(id)).copied().collect();
        let lately = self.now - LAG - 60_000;
        let rival = self.ents.iter().any(|root| {
            // It may be archived by now, and still be listed as live.
            let live = !root.archived() || root.changed > lately;
            root.kind == Kind::Campaign && root.item().is_some() && live && !ids.contains(&root.id)
        });
        for id in lost {
            let child = self.ent(id).is_some_and(|ent| ent.campaign > 0);
            if !self.stores[store].rolling_back && (child || !rival) {
                self.violate(Rule::ArchivedOwn, format!("{id} is confirmed"));
            }
        }
    }

    /// Before a campaign is enabled.
    pub(super) fn check_enabling(&mut self, root: u64) {
        if self
            .ent(root)
            .is_some_and(|root| root.truth.state == EntityState::Enabled)
        {
            return;
        }
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        for ent in self.ents.iter().filter(|ent| self.live(ent)) {
            if let (Some(item), true) = (ent.item(), ent.id == root || ent.campaign == root) {
                *counts.entry(item).or_default() += 1;
            }
        }
        let meddled = |item: usize| self.is_meddled(item);
        let missing: Vec<usize> = (0..self.scenario.plan.items())
            .filter(|item| !counts.contains_key(item) && !meddled(*item))
            .collect();
        let copies: Vec<usize> = counts
            .iter()
            .filter(|(item, count)| **count > 1 && !meddled(**item))
            .map(|(item, _)| *item)
            .collect();
        if !missing.is_empty() {
            self.violate(Rule::EnabledIncomplete, format!("items {missing:?} lack"));
        }
        // A second delivery may be on its way, or not yet listed.
        if !copies.is_empty() && self.scenario.rates.doubled == 0 {
            self.violate(Rule::EnabledWithCopies, format!("items {copies:?}"));
        }
        let bids = self
            .ents
            .iter()
            .filter(|ent| ent.campaign == root && ent.bid.is_some() && self.live(ent));
        let bids = bids.count();
        if bids < self.scenario.plan.bids() && self.meddled.is_empty() {
            let what = format!("{bids} bids of {}", self.scenario.plan.bids());
            self.violate(Rule::EnabledWithoutBids, what);
        }
    }

    /// Whether a user has had a hand in what became of an item.
    pub(super) fn is_meddled(&self, item: usize) -> bool {
        let mut meddled = self.meddled.iter().filter_map(|id| self.ent(*id));
        meddled.any(|ent| ent.item() == Some(item) || ent.kind == Kind::AdGroup)
    }

    /// After a campaign is enabled.
    pub(super) fn check_enabled(&mut self) {
        let enabled = self
            .roots()
            .filter(|root| root.truth.state == EntityState::Enabled);
        let enabled: Vec<u64> = enabled.map(|root| root.id).collect();
        // Whoever does not wait for rivals has two for a while, which the audit ends.
        let promised = self.scenario.rivals_possible && self.scenario.tags == Tags::Kept;
        if enabled.len() > 1 && (promised || !self.scenario.crowded()) {
            self.violate(Rule::EnabledTwice, format!("{enabled:?}"));
        }
    }

    fn check_done(&mut self, store: usize) {
        let root = self.stores[store].confirmed.get(&0).copied().unwrap_or(0);
        let enabled = |ent: &Ent| ent.truth.state == EntityState::Enabled || ent.archived();
        if !self.ent(root).is_some_and(enabled) {
            self.violate(Rule::DoneWithoutEffect, format!("{root} is not enabled"));
        }
    }

    fn check_rolled_back(&mut self, store: usize) {
        let root = self.stores[store].confirmed.get(&0).copied();
        let journal = Some(self.instance(store));
        let undone = matches!(self.scenario.story, Story::Undone(_));
        let live = self.roots().find(|ent| {
            let taken = self.taken_over(store, ent);
            let ours = ent.journal() == journal || Some(ent.id) == root || undone;
            // Nobody can know as ours what lost its mark, and its id was not told.
            let known = self.marked(ent) || Some(ent.id) == root;
            ours && known && !taken && !self.meddled.contains(&ent.id)
        });
        let mut landings = self.landings.iter().map(|(_, landing)| landing);
        let lands = landings.any(|landing| match landing {
            Landing::Create(ents, _) => ents
                .iter()
                .any(|ent| ent.kind == Kind::Campaign && ent.journal() == journal),
            _ => false,
        });
        if live.is_some() || lands {
            let what = format!("{:?} is live, one lands: {lands}", live.map(|ent| ent.id));
            self.violate(Rule::RolledBackEarly, what);
        }
    }
}

impl World {
    /// Whether another journal goes on with a campaign.
    fn taken_over(&self, store: usize, root: &Ent) -> bool {
        let inst = root.truth.tags.iter().find(|tag| tag.key == INST_TAG);
        inst.is_some_and(|inst| inst.value != self.stores[store].inst)
    }
}

/// Two entities of the same item that must not both be: campaigns of one journal, and
/// children of one campaign.
fn same_item(old: &Ent, new: &Ent) -> bool {
    old.item().is_some()
        && old.item() == new.item()
        && (old.campaign, old.group) == (new.campaign, new.group)
        && (new.kind != Kind::Campaign || old.journal() == new.journal())
}
