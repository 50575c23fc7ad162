//! A service in memory with virtual time: every fault, every lag, and a memory of what
//! was really created.

use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;

use ras_highlevel::Tag;
use ras_highlevel::engine::{Kind, Record};

pub(super) const NEVER: u64 = u64::MAX;
/// How much later than its timeout a request may still be applied.
pub(super) const LATE: u64 = 60_000;
/// How much later than its creation an entity may be listed.
pub(super) const LAG: u64 = 30_000;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scenario {
    /// Faults per thousand calls.
    pub faults: u64,
    pub crashes: u64,
    pub unique: bool,
    pub doubled: bool,
    pub foreign: bool,
    pub poisoned: Option<usize>,
    pub rival: bool,
    pub stale: bool,
    pub user: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Ent {
    pub id: u64,
    pub kind: Kind,
    pub campaign: String,
    pub group: Option<String>,
    pub key: String,
    pub tags: Vec<Tag>,
    pub enabled: bool,
    pub archived: Option<u64>,
    pub visible: u64,
    pub item: usize,
    pub journal: usize,
    pub post: u64,
}

#[derive(Debug, Default)]
pub(super) struct Store {
    pub records: Vec<Record>,
    pub epoch: u64,
    /// Intents by item: the epoch that wrote the last one, while it is open.
    pub intents: std::collections::BTreeMap<usize, u64>,
}

#[derive(Debug, Default)]
pub(super) struct World {
    pub now: u64,
    dice: u64,
    pub scenario: Scenario,
    pub entities: Vec<Ent>,
    pub pending: Vec<(u64, Ent)>,
    pub stores: Vec<Store>,
    pub wake: Vec<u64>,
    pub posts: u64,
    /// Pages that stay calm after one that has moved: two readings must not miss the same.
    pub calm_pages: u64,
    pub user_archived: bool,
    pub internal_errors: std::collections::BTreeMap<usize, u64>,
    /// Whether an item has failed inside the service so often that it may be given up.
    pub refusable: bool,
    pub violations: Vec<String>,
}

pub(super) type Shared = Arc<Mutex<World>>;

pub(super) fn lock(world: &Shared) -> MutexGuard<'_, World> {
    world.lock().unwrap()
}

impl World {
    pub(super) fn new(seed: u64, scenario: Scenario) -> Self {
        Self {
            now: 1_700_000_000_000,
            dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678,
            scenario,
            ..Self::default()
        }
    }

    pub(super) fn roll(&mut self) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.dice;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    pub(super) fn fault(&mut self) -> bool {
        let faults = self.scenario.faults;
        self.below(1000) < faults
    }

    pub(super) fn crash(&mut self) -> bool {
        let crashes = self.scenario.crashes;
        self.below(1000) < crashes
    }

    /// Applies a create now; none when the natural key is taken.
    pub(super) fn apply(&mut self, mut ent: Ent) -> Option<u64> {
        let same = |old: &&Ent| {
            old.kind == ent.kind
                && old.campaign == ent.campaign
                && old.group == ent.group
                && old.key == ent.key
                && old.archived.is_none()
        };
        if self.scenario.unique && self.entities.iter().any(|old| same(&old)) {
            return None;
        }
        let again = self.entities.iter().any(|old| {
            (old.kind, old.item, old.journal) == (ent.kind, ent.item, ent.journal)
                && old.campaign == ent.campaign
                && old.post != ent.post
        });
        if again {
            let what = format!(
                "item {} of journal {} was created twice",
                ent.item, ent.journal
            );
            self.violations.push(what);
        }
        let id = 1000 + self.entities.len() as u64;
        ent.id = id;
        ent.visible = self.now + if self.fault() { self.below(LAG) } else { 0 };
        self.entities.push(ent);
        Some(id)
    }

    pub(super) fn advance(&mut self, to: u64) {
        self.pending.sort_by_key(|(at, _)| *at);
        while self.pending.first().is_some_and(|(at, _)| *at <= to) {
            let (at, ent) = self.pending.remove(0);
            self.now = self.now.max(at);
            self.apply(ent);
        }
        self.now = self.now.max(to);
    }

    pub(super) fn live<'a>(&'a self, ent: &Ent) -> bool {
        let parent = |id: &str| {
            let parent = self.entities.iter().find(|old| old.id.to_string() == id);
            parent.is_none_or(|parent| parent.archived.is_none())
        };
        ent.archived.is_none() && parent(&ent.campaign) && ent.group.as_deref().is_none_or(parent)
    }
}

/// Comes back at a moment of virtual time.
pub(super) async fn until(world: &Shared, runner: usize, at: u64) {
    std::future::poll_fn(|_| {
        let mut world = lock(world);
        if world.now >= at {
            return Poll::Ready(());
        }
        world.wake[runner] = at;
        Poll::Pending
    })
    .await;
}

/// The process ends here: nothing polls it again.
pub(super) async fn die(world: &Shared, runner: usize) {
    until(world, runner, NEVER).await;
}
