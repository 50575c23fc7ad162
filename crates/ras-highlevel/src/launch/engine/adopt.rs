//! Going on with a campaign that another journal of this run has begun.

use super::identity::{INST_TAG, RUN_TAG, tag};
use super::mutant::broken;
use super::state::Stage;
use super::{
    CallFailed, Change, Clock, Engine, Entity, EntityState, Journal, Kind, Query, Record, Remedy,
    Service, Settled, Stop,
};

const STEP: &str = "looking for what is there already";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Makes a campaign of this run this journal's own.
    pub(super) async fn adopt(&mut self, mut root: Entity) -> Result<(), Stop> {
        if root.key == self.identity.suffixed(self.name()) {
            self.append(&[Record::MarkedByName]).await?;
        }
        if root.state == EntityState::Paused && !self.settings.adopt_at_once {
            // Its runner may be about to finish it.
            let settled = self.state.begun + self.settings.attempt + self.settings.settle;
            self.sleep_until(settled).await;
            let Some(again) = self.claim().await? else {
                return Ok(());
            };
            root = again;
        }
        if root.state == EntityState::Paused {
            let Some(mine) = self.take_over(root).await? else {
                return Ok(());
            };
            root = mine;
        }
        let (id, at) = (root.id, self.clock.now());
        let enabled = root.state == EntityState::Enabled && !broken!(self, CompletesEnabled);
        self.append(&[Record::Adopted { id, enabled, at }]).await
    }

    /// Goes on with a campaign that only its name shows to be of this run: it may be the
    /// one that was sent, or that of a journal that was lost a moment ago.
    pub(super) async fn adopt_namesake(&mut self, root: Entity) -> Result<(), Stop> {
        let settled = self.state.begun + self.settings.attempt + self.settings.settle;
        self.sleep_until(settled).await;
        let (id, at) = (root.id, self.clock.now());
        let enabled = root.state == EntityState::Enabled;
        self.append(&[Record::Adopted { id, enabled, at }]).await
    }

    /// Tells whoever holds the old journal to stop, and waits until it must have.
    async fn take_over(&mut self, root: Entity) -> Result<Option<Entity>, Stop> {
        if tag(&root, RUN_TAG).is_none() {
            return match self.settings.adopt_at_once {
                true => Ok(Some(root)),
                // Without tags there is no way to tell it.
                false => Err(Stop::NameConflict { id: Some(root.id) }),
            };
        }
        let tags = Change::Tags(root.id.clone(), self.mark().tags);
        self.set("taking the campaign over", &tags).await?;
        if self.settings.adopt_at_once || broken!(self, AdoptWithoutQuiet) {
            return Ok(Some(root));
        }
        self.sleep_until(self.clock.now() + self.settings.quiet())
            .await;
        let Some(root) = self.claim().await? else {
            return Ok(None);
        };
        let mine = tag(&root, INST_TAG) == Some(&self.state.inst);
        // What was enabled meanwhile was complete.
        match mine || root.state == EntityState::Enabled {
            true => Ok(Some(root)),
            false => Err(self.lost(root.id).await),
        }
    }

    /// Finds what another journal's runner had created below the adopted campaign.
    pub(super) async fn adopt_below(&mut self, kind: Kind) -> Result<(), Stop> {
        let known_by = self.clock.now() + self.settings.visible_within;
        let mut patience = self.patience(STEP);
        loop {
            let planned = self.in_stage(kind, |stage| *stage == Stage::Planned);
            if planned.is_empty() {
                return Ok(());
            }
            let query = Query::Below(kind, self.state.root().to_owned());
            let (begun, found) = self.list(STEP, &query).await?;
            let records = self.adoptable(&planned, &found)?;
            let missing = planned.len() - records.len();
            if !records.is_empty() {
                self.append(&records).await?;
            }
            if missing == 0 || !self.state.finished {
                return Ok(());
            }
            if begun >= known_by {
                let planned = self.in_stage(kind, |stage| *stage == Stage::Planned);
                let id = planned.first().map(|item| self.items[*item].key.clone());
                let id = id.unwrap_or_default();
                return Err(Stop::LostEntity { kind, id });
            }
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{missing} item(s) of the enabled campaign are not listed"),
                source: None,
            };
            self.pause(&mut patience, None, failed).await?;
        }
    }

    fn adoptable(&self, planned: &[usize], found: &[Entity]) -> Result<Vec<Record>, Stop> {
        let at = self.clock.now();
        let mut records = Vec::new();
        for item in planned.iter().copied() {
            if let Some(entity) = self.find(item, found) {
                let id = entity.id.clone();
                let settled = Settled::Confirmed { id };
                records.push(Record::Outcome { item, settled, at });
                continue;
            }
            let gone = found.iter().find(|entity| self.is_item(item, entity));
            if let Some(gone) = gone.filter(|_| !broken!(self, RevivesArchived)) {
                let (kind, id) = (self.items[item].kind, gone.id.clone());
                return Err(Stop::LostEntity { kind, id });
            }
        }
        Ok(records)
    }
}
