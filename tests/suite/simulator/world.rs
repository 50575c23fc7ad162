//! The service in memory, with virtual time: what really exists, what is still on its
//! way, and what lists show of it.

mod meddling;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use ras_highlevel::Usd;
use ras_highlevel::engine::{Change, Entity, EntityState, Kind, Query, RUN_TAG};

use super::checker::{Rule, Violation};
use super::dice::{Dice, ask};
use super::journal::Store;
use super::process::Runner;
use super::scenario::{Meddling, Plan, Scenario, Story, Unique};
use super::script::{Mishap, Op, Script};
use super::trace::Trace;

/// How much later than its timeout a request may still be applied.
pub(super) const LATE: u64 = 60_000;
/// How much later than its creation or change an entity may be listed.
pub(super) const LAG: u64 = 30_000;
pub(super) const FIRST_ID: u64 = 1000;
const BEGIN: u64 = 1_700_000_000_000;

/// A journal, and how many times it has begun a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub store: usize,
    pub run: u32,
}

/// Where an entity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// An item of the plan, sent by a journal's process with one of its requests.
    Plan {
        journal: Instance,
        item: usize,
        post: u32,
    },
    /// A default target.
    Auto,
    /// Somebody else.
    Foreign,
}

#[derive(Clone, Debug)]
pub(super) struct Ent {
    pub id: u64,
    pub kind: Kind,
    /// Zero for campaigns.
    pub campaign: u64,
    /// Zero where there is none.
    pub group: u64,
    pub origin: Origin,
    pub created: u64,
    pub visible: u64,
    /// When it was changed last.
    pub changed: u64,
    pub truth: Entity,
    /// What lists show instead, until then.
    pub shown: Option<(u64, Entity)>,
    pub bid: Option<Usd>,
}

impl Ent {
    pub(super) fn archived(&self) -> bool {
        self.truth.state == EntityState::Archived
    }

    pub(super) fn item(&self) -> Option<usize> {
        match self.origin {
            Origin::Plan { item, .. } => Some(item),
            _ => None,
        }
    }

    pub(super) fn journal(&self) -> Option<Instance> {
        match self.origin {
            Origin::Plan { journal, .. } => Some(journal),
            _ => None,
        }
    }

    fn listed(&self, now: u64) -> &Entity {
        match &self.shown {
            Some((until, old)) if now < *until => old,
            _ => &self.truth,
        }
    }
}

/// What takes effect later than it was sent.
#[derive(Clone, Debug)]
pub(super) enum Landing {
    Create(Vec<Ent>, bool),
    Set(usize, Change, bool),
    Archive(usize, Vec<u64>, bool),
    Auto(u64, &'static str),
}

#[derive(Debug)]
pub(super) struct World {
    pub now: u64,
    pub dice: Dice,
    pub scenario: Scenario,
    pub script: Script,
    /// Calls made, by whomever.
    pub calls: u32,
    pub posts: u32,
    pub ents: Vec<Ent>,
    pub landings: Vec<(u64, Landing)>,
    pub stores: Vec<Store>,
    pub runners: Vec<Runner>,
    /// Pages that stay calm after one that has moved: two readings do not miss the same.
    pub calm_pages: u32,
    /// What users have archived.
    pub meddled: Vec<u64>,
    /// Failures inside the service by item.
    pub failures: BTreeMap<usize, u32>,
    /// Whether a launch may give up because of what the service said.
    pub refusable: bool,
    pub violations: Vec<Violation>,
    /// What went wrong, by the number of the call.
    pub mishaps: BTreeMap<u32, Mishap>,
    /// What every call was.
    pub ops: Vec<Op>,
    pub trace: Trace,
}

pub(super) type Shared = Arc<Mutex<World>>;

pub(super) fn lock(world: &Shared) -> MutexGuard<'_, World> {
    world.lock().unwrap()
}

impl World {
    pub(super) fn new(scenario: Scenario, script: Script, trace: Trace) -> Self {
        let mut world = Self {
            now: BEGIN,
            dice: Dice::new(scenario.seed),
            scenario,
            script,
            calls: 0,
            posts: 0,
            ents: Vec::new(),
            landings: Vec::new(),
            stores: (0..scenario.machines())
                .map(|_| Store::new(&scenario))
                .collect(),
            runners: Vec::new(),
            calm_pages: 0,
            meddled: Vec::new(),
            failures: BTreeMap::new(),
            refusable: false,
            violations: Vec::new(),
            mishaps: BTreeMap::new(),
            ops: Vec::new(),
            trace,
        };
        if let Story::Foreign { archived } = scenario.story {
            let id = world.add_twin();
            if archived {
                world.ents[(id - FIRST_ID) as usize].truth.state = EntityState::Archived;
            }
        }
        world
    }

    pub(super) fn violate(&mut self, rule: Rule, what: String) {
        self.trace.note(|| format!("          !! {rule:?}: {what}"));
        self.violations.push(Violation { rule, what });
    }

    pub(super) fn instance(&self, store: usize) -> Instance {
        let run = self.stores[store].run;
        Instance { store, run }
    }

    pub(super) fn ent(&self, id: u64) -> Option<&Ent> {
        self.ents.get(id.checked_sub(FIRST_ID)? as usize)
    }

    /// Live with everything above it.
    pub(super) fn live(&self, ent: &Ent) -> bool {
        !ent.archived() && self.has_parents(ent)
    }

    /// Whether everything above it is live.
    pub(super) fn has_parents(&self, ent: &Ent) -> bool {
        let up = |id| id == 0 || self.ent(id).is_some_and(|parent| !parent.archived());
        up(ent.campaign) && up(ent.group)
    }

    /// Live campaigns that launches have created.
    pub(super) fn roots(&self) -> impl Iterator<Item = &Ent> {
        let ours = |ent: &&Ent| ent.kind == Kind::Campaign && ent.item().is_some();
        self.ents
            .iter()
            .filter(ours)
            .filter(|root| !root.archived())
    }

    /// Lets time pass, and land what lands until then.
    pub(super) fn advance(&mut self, to: u64) {
        loop {
            let due = |(_, (at, _)): &(usize, &(u64, Landing))| *at <= to;
            let first = self.landings.iter().enumerate().filter(due);
            let Some((index, _)) = first.min_by_key(|(_, (at, _))| *at) else {
                break;
            };
            let (at, landing) = self.landings.remove(index);
            self.now = self.now.max(at);
            match landing {
                Landing::Create(ents, lags) => {
                    for ent in ents {
                        let _ = self.create(ent, lags);
                    }
                }
                Landing::Set(store, change, lags) => {
                    let _ = self.set(store, &change, lags);
                }
                Landing::Archive(store, ids, lags) => self.archive(store, &ids, lags),
                Landing::Auto(group, key) => self.add_auto(group, key),
            }
        }
        self.now = self.now.max(to);
    }

    fn lag(&self, lags: bool) -> u64 {
        let place = self.ents.len() as u64 + self.now;
        match lags {
            true => self.dice.below(place, ask::LAG, LAG + 1),
            false => 0,
        }
    }

    /// Creates an entity; none when its natural key is taken or its parent gone.
    pub(super) fn create(&mut self, mut ent: Ent, lags: bool) -> Option<u64> {
        if !self.has_parents(&ent) || self.taken(&ent) {
            return None;
        }
        self.check_creation(&ent);
        ent.id = FIRST_ID + self.ents.len() as u64;
        ent.truth.id = ent.id.to_string();
        ent.created = self.now;
        ent.visible = self.now + self.lag(lags);
        let (id, kind, now) = (ent.id, ent.kind, self.now);
        let (key, visible) = (&ent.truth.key, ent.visible);
        self.trace.at(now, || {
            format!("    + {kind} {id} `{key}`, listed at {visible}")
        });
        self.ents.push(ent);
        if kind == Kind::AdGroup && self.scenario.plan == Plan::Auto {
            self.promise_targets(id);
        }
        Some(id)
    }

    pub(super) fn taken(&self, ent: &Ent) -> bool {
        self.scenario.unique != Unique::No
            && self.ents.iter().any(|old| {
                (old.kind, old.campaign, old.group) == (ent.kind, ent.campaign, ent.group)
                    && old.truth.key == ent.truth.key
                    && (self.scenario.unique == Unique::Ever || !old.archived())
            })
    }

    fn promise_targets(&mut self, group: u64) {
        for (index, key) in AUTO_KEYS.into_iter().enumerate() {
            let question = ask::ITEM + index as u64;
            let slowest = match self.scenario.slow_targets {
                true => [100_000, 300_000][self.dice.below(group, ask::SHAPE, 2) as usize],
                false => 3_000,
            };
            let at = self.now + self.dice.below(group, question, slowest);
            self.landings.push((at, Landing::Auto(group, key)));
        }
    }

    fn add_auto(&mut self, group: u64, key: &str) {
        let campaign = self.ent(group).map_or(0, |group| group.campaign);
        let ent = Ent::new(Kind::Target, campaign, group, key, Origin::Auto);
        self.push(ent);
    }

    fn push(&mut self, mut ent: Ent) -> u64 {
        ent.id = FIRST_ID + self.ents.len() as u64;
        ent.truth.id = ent.id.to_string();
        (ent.created, ent.visible) = (self.now, self.now);
        let (id, now) = (ent.id, self.now);
        let (kind, key, origin) = (ent.kind, &ent.truth.key, ent.origin);
        self.trace
            .at(now, || format!("    + {kind} {id} `{key}` of {origin:?}"));
        self.ents.push(ent);
        id
    }

    /// Changes one entity, which lists may show late.
    fn change(&mut self, id: u64, lags: bool, change: impl FnOnce(&mut Ent)) {
        let (now, lag) = (self.now, self.lag(lags));
        let ent = &mut self.ents[(id - FIRST_ID) as usize];
        let old = ent.listed(now).clone();
        ent.shown = (lag > 0).then_some((now + lag, old));
        ent.changed = now;
        change(ent);
    }

    /// Applies a change; says what is in the way.
    pub(super) fn set(
        &mut self,
        store: usize,
        change: &Change,
        lags: bool,
    ) -> Result<(), &'static str> {
        let ids: Vec<u64> = match change {
            Change::Enable(id) | Change::Tags(id, _) | Change::Rename(id, _) => vec![number(id)],
            Change::Bids(bids) => bids.iter().map(|(id, _)| number(id)).collect(),
        };
        for id in &ids {
            match self.ent(*id) {
                None => return Err("there is no such entity"),
                Some(ent) if !self.live(ent) => return Err("it is archived"),
                Some(_) => {}
            }
        }
        let now = self.now;
        self.trace.at(now, || format!("    ~ {change:?}"));
        self.check_change(store, &ids);
        match change {
            Change::Enable(_) => {
                self.check_enabling(ids[0]);
                self.change(ids[0], lags, |ent| ent.truth.state = EntityState::Enabled);
                self.check_enabled();
            }
            Change::Tags(_, tags) => {
                self.change(ids[0], lags, |ent| ent.truth.tags.clone_from(tags));
            }
            Change::Rename(_, name) => {
                self.change(ids[0], lags, |ent| ent.truth.key.clone_from(name));
            }
            Change::Bids(bids) => {
                for (id, bid) in bids {
                    self.change(number(id), false, |ent| ent.bid = Some(*bid));
                }
            }
        }
        Ok(())
    }

    pub(super) fn archive(&mut self, store: usize, ids: &[u64], lags: bool) {
        let now = self.now;
        self.trace.at(now, || format!("    - {ids:?}"));
        self.check_change(store, ids);
        for id in ids {
            if self.ent(*id).is_some_and(|ent| !ent.archived()) {
                self.change(*id, lags, |ent| ent.truth.state = EntityState::Archived);
            }
        }
    }

    /// Everything that a list shows now, in the order of ids.
    pub(super) fn listed(&self, query: &Query) -> Vec<Entity> {
        let now = self.now;
        let wanted = |ent: &&Ent| match query {
            Query::Campaigns(names) => {
                ent.kind == Kind::Campaign && names.contains(&ent.listed(now).key)
            }
            Query::Below(kind, id) => ent.kind == *kind && ent.campaign == number(id),
        };
        let seen = self.ents.iter().filter(|ent| ent.visible <= now);
        seen.filter(wanted)
            .map(|ent| ent.listed(now).clone())
            .collect()
    }

    /// Whether a campaign carries the mark of the run, by which others know it as ours.
    pub(super) fn marked(&self, root: &Ent) -> bool {
        root.truth.tags.iter().any(|tag| tag.key == RUN_TAG) || root.truth.key.ends_with(']')
    }
}

const AUTO_KEYS: [&str; 4] = [
    "auto|KEYWORDS_CLOSE_MATCH",
    "auto|KEYWORDS_LOOSE_MATCH",
    "auto|PRODUCT_COMPLEMENTS",
    "auto|PRODUCT_SUBSTITUTES",
];

/// Ids are numbers here; what is none is no id of ours.
pub(super) fn number(id: &str) -> u64 {
    id.parse().unwrap_or(0)
}
