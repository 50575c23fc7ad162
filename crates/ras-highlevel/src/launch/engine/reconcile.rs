//! Looking for what may exist, until its presence or its absence is proven.

use super::identity::{INST_TAG, RUN_TAG, tag};
use super::mutant::broken;
use super::preflight::rank;
use super::state::Stage;
use super::{
    CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Query, Record, Remedy,
    Service, Settled, Stop,
};

const STEP: &str = "looking for what may have been created";
/// An item whose creation fails inside the service gets one more try.
const MOST_INTERNAL_ERRORS: u8 = 2;

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Leaves no item of the kind in doubt.
    pub(super) async fn reconcile(&mut self, kind: Kind) -> Result<(), Stop> {
        let mut patience = self.patience(STEP);
        loop {
            let open = self.in_stage(kind, |stage| stage.deadline().is_some());
            if open.is_empty() {
                return Ok(());
            }
            let query = match kind {
                Kind::Campaign => self.roots(),
                _ => Query::Below(kind, self.state.root().to_owned()),
            };
            let (begun, found) = self.list(STEP, &query).await?;
            if let Some(winner) = self.rival(kind, &open, begun, &found) {
                return Err(self.lost(winner).await);
            }
            if let Some(root) = self.find(0, &found).filter(|_| kind == Kind::Campaign) {
                if self.state.by_name {
                    return self.adopt_namesake(root.clone()).await;
                }
            }
            let mut records = Vec::new();
            for item in &open {
                if let Some(settled) = self.verdict(*item, begun, &found)? {
                    let at = self.clock.now();
                    let item = *item;
                    records.push(Record::Outcome { item, settled, at });
                }
            }
            if !records.is_empty() {
                self.append(&records).await?;
            }
            if records.len() < open.len() {
                let failed = CallFailed {
                    remedy: Remedy::TryAgain(None),
                    why: format!("{} item(s) are in doubt", open.len() - records.len()),
                    source: None,
                };
                self.pause(&mut patience, None, failed).await?;
            }
        }
    }

    /// Another runner's campaign, when it is the reason why ours is not there: the
    /// service would not create it twice, or that runner has taken it over.
    fn rival(&self, kind: Kind, open: &[usize], begun: Moment, found: &[Entity]) -> Option<String> {
        if kind != Kind::Campaign || self.find(0, found).is_some() {
            return None;
        }
        let explained = |item: &usize| match self.state.items[*item].stage {
            Stage::Intent { deadline, exists } => {
                exists || begun >= deadline + self.settings.settle
            }
            _ => false,
        };
        let rivals = self.rivals(found);
        let rival = rivals.first().filter(|_| open.iter().any(explained));
        rival.map(|root| root.id.clone())
    }

    /// What a list that began at a moment proves about an item in doubt.
    fn verdict(
        &self,
        item: usize,
        begun: Moment,
        found: &[Entity],
    ) -> Result<Option<Settled>, Stop> {
        let progress = &self.state.items[item];
        let Stage::Intent { deadline, exists } = progress.stage else {
            return Ok(None);
        };
        if let Some(entity) = self.find(item, found) {
            let id = entity.id.clone();
            return Ok(Some(Settled::Confirmed { id }));
        }
        if let Some(gone) = found.iter().find(|entity| self.is_item(item, entity)) {
            return Err(Stop::LostEntity {
                kind: self.items[item].kind,
                id: gone.id.clone(),
            });
        }
        if begun < deadline + self.settings.settle && !broken!(self, NoSettle) {
            return Ok(None);
        }
        if let Some(gone) = self.archived_namesake(item, found).filter(|_| exists) {
            // Another runner's, which was there when the service refused ours.
            return Err(Stop::LostEntity {
                kind: Kind::Campaign,
                id: gone.id.clone(),
            });
        }
        let taken = self.items[item].kind == Kind::Campaign
            && !broken!(self, UntaggedIsAbsent)
            && self.namesake(found).is_some();
        let settled = if taken {
            // It may be ours without its tags: nothing is created beside it.
            Settled::Rejected {
                why: "a campaign of this name has appeared that does not carry our tags".to_owned(),
                conflict: true,
            }
        } else if exists {
            Settled::Rejected {
                why: "the service says that it exists, but it is not ours".to_owned(),
                conflict: self.items[item].kind == Kind::Campaign,
            }
        } else if progress.internal_errors >= MOST_INTERNAL_ERRORS {
            Settled::Rejected {
                why: "the service failed at this item repeatedly".to_owned(),
                conflict: false,
            }
        } else {
            Settled::Absent
        };
        Ok(Some(settled))
    }

    /// A live campaign of the name that does not carry our mark.
    pub(super) fn namesake<'e>(&self, found: &'e [Entity]) -> Option<&'e Entity> {
        found.iter().find(|root| {
            root.key == self.name()
                && root.state != EntityState::Archived
                && !self.identity.owns(root, self.name())
        })
    }

    /// An archived campaign of this run, by whatever journal.
    fn archived_namesake<'e>(&self, item: usize, found: &'e [Entity]) -> Option<&'e Entity> {
        let campaign = self.items[item].kind == Kind::Campaign;
        let mut archived = found
            .iter()
            .filter(|root| campaign && root.state == EntityState::Archived);
        archived.find(|root| self.identity.owns(root, self.name()))
    }

    /// The live entity that is an item: the oldest, should there be several.
    pub(super) fn find<'e>(&self, item: usize, found: &'e [Entity]) -> Option<&'e Entity> {
        found
            .iter()
            .filter(|entity| entity.state != EntityState::Archived && self.is_item(item, entity))
            .min_by_key(|entity| rank(&entity.id))
    }

    /// Whether an entity is an item, by its natural key; a campaign by its mark.
    pub(super) fn is_item(&self, item: usize, entity: &Entity) -> bool {
        let wanted = &self.items[item];
        if wanted.kind != Kind::Campaign {
            let group = wanted.ad_group.map(|group| self.state.id(group));
            let same_group = match group {
                Some(group) => entity.ad_group.as_deref() == group,
                None => wanted.kind != Kind::Target || entity.ad_group.is_none(),
            };
            return same_group && entity.key == wanted.key;
        }
        if broken!(self, AdoptByName) {
            return entity.key == self.name();
        }
        if self.state.by_name {
            return entity.key == self.mark().name;
        }
        tag(entity, RUN_TAG) == Some(&self.identity.run)
            && tag(entity, INST_TAG) == Some(&self.state.inst)
    }
}
