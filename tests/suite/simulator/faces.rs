//! What the engine sees of the world: service, clock and journal of one process.

use ras_highlevel::Tag;
use ras_highlevel::engine::{
    CallFailed, Change, Clock, Create, Doubt, Entity, EntityState, Journal, JournalError, Kind,
    Moment, NotApplied, Outcome, Page, Query, Record, Refusal, Remedy, Service, Settled,
};

use super::world::{Ent, LAG, LATE, Shared, die, lock, until};

const PAGE: usize = 3;

#[derive(Clone)]
pub(super) struct Process {
    pub world: Shared,
    pub runner: usize,
    pub journal: usize,
    pub epoch: u64,
}

impl Process {
    async fn travel(&self, millis: u64) {
        let at = lock(&self.world).now + millis;
        until(&self.world, self.runner, at).await;
    }

    async fn maybe_die(&self) {
        let dies = lock(&self.world).crash();
        if dies {
            die(&self.world, self.runner).await;
        }
    }

    async fn before(&self) -> Result<(), CallFailed> {
        self.maybe_die().await;
        self.travel(50).await;
        let fault = lock(&self.world).fault();
        if fault {
            return Err(CallFailed {
                remedy: Remedy::TryAgain(None),
                why: "fault".to_owned(),
                source: None,
            });
        }
        Ok(())
    }
}

impl Clock for Process {
    fn now(&self) -> Moment {
        Moment::from_millis(lock(&self.world).now)
    }

    async fn sleep(&mut self, duration: std::time::Duration) {
        self.travel(duration.as_millis() as u64).await;
    }

    fn roll(&mut self) -> u64 {
        lock(&self.world).roll()
    }
}

impl Journal for Process {
    async fn open(&mut self) -> Result<Vec<Record>, JournalError> {
        let mut world = lock(&self.world);
        let store = &mut world.stores[self.journal];
        store.epoch += 1;
        self.epoch = store.epoch;
        Ok(store.records.clone())
    }

    async fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.maybe_die().await;
        {
            let mut world = lock(&self.world);
            let store = &mut world.stores[self.journal];
            if store.epoch != self.epoch {
                return Err(JournalError::Fenced);
            }
            store.records.extend_from_slice(records);
            for record in records {
                if let Record::Intent { items, .. } = record {
                    store
                        .intents
                        .extend(items.iter().map(|item| (*item, self.epoch)));
                }
                if let Record::Outcome { item, settled, .. } = record
                    && !matches!(settled, Settled::Exists | Settled::Ambiguous { .. })
                {
                    store.intents.remove(item);
                }
            }
        }
        self.maybe_die().await;
        let nap = {
            let mut world = lock(&self.world);
            if world.scenario.stale && world.below(10) == 0 {
                1000 + world.below(300_000)
            } else {
                1
            }
        };
        self.travel(nap).await;
        Ok(())
    }
}

impl Service for Process {
    async fn create(&mut self, request: Create<'_>) -> Vec<Outcome> {
        {
            let mut world = lock(&self.world);
            world.posts += 1;
            for new in &request.items {
                let written = world.stores[self.journal].intents.get(&new.index);
                if written != Some(&self.epoch) {
                    let what = format!("item {} was sent without an intent of its own", new.index);
                    world.violations.push(what);
                }
            }
        }
        self.maybe_die().await;
        self.travel(50).await;
        let all = |outcome: Outcome| vec![outcome; request.items.len()];
        let (fault, which, post) = {
            let mut world = lock(&self.world);
            (world.fault(), world.below(7), world.posts)
        };
        let ents: Vec<Ent> = request
            .items
            .iter()
            .map(|new| Ent {
                id: 0,
                kind: request.kind,
                campaign: request.campaign.to_owned(),
                group: new.ad_group.map(str::to_owned),
                key: match request.kind {
                    Kind::Campaign => request.mark.name.clone(),
                    _ => new.item.key.clone(),
                },
                tags: request.mark.tags.clone(),
                enabled: false,
                archived: None,
                visible: 0,
                item: new.index,
                journal: self.journal,
                post,
            })
            .collect();
        match (fault, which) {
            (true, 0) => return all(Outcome::NotApplied(NotApplied::TryAgain(None))),
            (true, 1) => return all(Outcome::Ambiguous(Doubt::ServerError)),
            (true, 2 | 3) => {
                self.apply_late(ents);
                self.travel(35_000).await;
                return all(Outcome::Ambiguous(Doubt::NoAnswer));
            }
            _ => {}
        }
        let mut outcomes = Vec::new();
        {
            let mut world = lock(&self.world);
            for ent in ents {
                outcomes.push(self.one(&mut world, ent));
            }
        }
        self.maybe_die().await;
        self.travel(50).await;
        match (fault, which) {
            (true, 4) => all(Outcome::Ambiguous(Doubt::ServerError)),
            (true, 5) => all(Outcome::Ambiguous(Doubt::NoAnswer)),
            _ => outcomes,
        }
    }

    async fn list(&mut self, query: &Query, page: Option<String>) -> Result<Page, CallFailed> {
        self.before().await?;
        let page = self.page(query, page);
        self.maybe_die().await;
        Ok(page)
    }

    async fn set(&mut self, change: &Change) -> Result<(), CallFailed> {
        self.before().await?;
        {
            let mut world = lock(&self.world);
            let (id, enable, tags): (&String, bool, Option<&Vec<Tag>>) = match change {
                Change::Enable(id) => (id, true, None),
                Change::Tags(id, tags) => (id, false, Some(tags)),
                Change::Bids(_) | Change::Rename(..) => return Ok(()),
            };
            let found = world
                .entities
                .iter_mut()
                .find(|ent| ent.id.to_string() == *id);
            let ent = found.unwrap();
            if ent.archived.is_some() {
                return Err(CallFailed {
                    remedy: Remedy::GiveUp,
                    why: "archived".to_owned(),
                    source: None,
                });
            }
            ent.enabled |= enable;
            if let Some(tags) = tags {
                ent.tags.clone_from(tags);
            }
            if ent.item == usize::MAX {
                world
                    .violations
                    .push("a foreign campaign was changed".to_owned());
            }
        }
        self.maybe_die().await;
        Ok(())
    }

    async fn archive(&mut self, _: Kind, ids: &[String]) -> Result<(), CallFailed> {
        self.before().await?;
        {
            let mut world = lock(&self.world);
            let now = world.now;
            for index in 0..world.entities.len() {
                if ids.contains(&world.entities[index].id.to_string()) {
                    world.entities[index].archived.get_or_insert(now);
                    if world.entities[index].item == usize::MAX {
                        world
                            .violations
                            .push("a foreign campaign was archived".to_owned());
                    }
                }
            }
        }
        self.maybe_die().await;
        Ok(())
    }
}

impl Process {
    /// The client gives up; the service applies the request all the same.
    fn apply_late(&self, ents: Vec<Ent>) {
        let mut world = lock(&self.world);
        let late = world.now + 35_000 + world.below(LATE);
        let poisoned = world.scenario.poisoned;
        let wanted = ents.into_iter().filter(|ent| poisoned != Some(ent.item));
        world.pending.extend(wanted.map(|ent| (late, ent)));
    }

    fn page(&self, query: &Query, page: Option<String>) -> Page {
        let mut world = lock(&self.world);
        let start: usize = page.map_or(0, |page| page.parse().unwrap());
        let now = world.now;
        let mut all: Vec<Entity> = world
            .entities
            .iter()
            .filter(|ent| ent.visible <= now)
            .filter(|ent| match query {
                Query::Campaigns(names) => ent.kind == Kind::Campaign && names.contains(&ent.key),
                Query::Below(kind, id) => ent.kind == *kind && ent.campaign == *id,
            })
            .map(|ent| Entity {
                id: ent.id.to_string(),
                ad_group: ent.group.clone(),
                key: ent.key.clone(),
                state: match (ent.archived, ent.enabled) {
                    (Some(_), _) => EntityState::Archived,
                    (None, true) => EntityState::Enabled,
                    (None, false) => EntityState::Paused,
                },
                tags: ent.tags.clone(),
            })
            .collect();
        // A page moves once; the reading after it is calm.
        let moves = start > 0 && world.calm_pages == 0 && world.fault();
        if start > 0 {
            world.calm_pages = if moves {
                20
            } else {
                world.calm_pages.saturating_sub(1)
            };
        }
        if moves && start < all.len() {
            all.remove(start);
        }
        let next = (start + PAGE < all.len()).then(|| (start + PAGE).to_string());
        let entities = all.into_iter().skip(start).take(PAGE).collect();
        Page { entities, next }
    }

    fn one(&self, world: &mut super::world::World, ent: Ent) -> Outcome {
        if world.scenario.poisoned == Some(ent.item) {
            return Outcome::Rejected(Refusal {
                why: "poisoned".to_owned(),
                tags: false,
                source: None,
            });
        }
        let (fault, which) = (world.fault(), world.below(5));
        if fault && matches!(which, 1 | 4) {
            let failures = world.internal_errors.entry(ent.item).or_default();
            *failures += 1;
            world.refusable |= *failures > 1;
        }
        match (fault, which) {
            (true, 0) => return Outcome::NotApplied(NotApplied::TryAgain(None)),
            (true, 1) => return Outcome::Ambiguous(Doubt::InternalError),
            _ => {}
        }
        if world.scenario.doubled && world.below(10) == 0 {
            let late = world.now + world.below(LATE);
            world.pending.push((late, ent.clone()));
        }
        match (world.apply(ent), fault, which) {
            (None, ..) => Outcome::Exists,
            (_, true, 2) => Outcome::Ambiguous(Doubt::MissingId),
            (_, true, 3) => Outcome::Ambiguous(Doubt::MissingIndex),
            (_, true, 4) => Outcome::Ambiguous(Doubt::InternalError),
            (Some(id), ..) => Outcome::Confirmed(id.to_string()),
        }
    }
}

/// Longer than anything can still happen.
pub(super) const CALM: u64 = LATE + LAG + 40_000;
