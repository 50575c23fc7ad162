//! The last look before ENABLED, and again at the audit: one of everything, no more.

use super::items::is_auto;
use super::mutant::broken;
use super::{
    CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Query, Remedy, Service,
    Stop,
};

const STEP: &str = "comparing the campaign with its plan";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Archives copies of our own; stops when a part is gone or another runner is ahead.
    pub(super) async fn sweep(&mut self) -> Result<(), Stop> {
        if broken!(self, NoSweep) {
            return Ok(());
        }
        let known_by = self.clock.now() + self.settings.visible_within;
        let mut patience = self.patience(STEP);
        loop {
            let Some((begun, kind, id)) = self.sweep_once().await? else {
                return Ok(());
            };
            // The list that lacks it counts, not how long the others took after it.
            if begun >= known_by {
                return Err(Stop::LostEntity { kind, id });
            }
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{kind} {id} is not listed yet"),
                source: None,
            };
            self.pause(&mut patience, None, failed).await?;
        }
    }

    /// What is confirmed and not listed, if there is any.
    async fn sweep_once(&mut self) -> Result<Option<(Moment, Kind, String)>, Stop> {
        let (begun, found) = self.list(STEP, &self.roots()).await?;
        self.see(begun, &found).await?;
        let lacks = |begun, id: Option<(Kind, String)>| id.map(|(kind, id)| (begun, kind, id));
        let mut missing = lacks(begun, self.compare(Kind::Campaign, &found).await?);
        for kind in [Kind::AdGroup, Kind::ProductAd, Kind::Target] {
            let query = Query::Below(kind, self.state.root().to_owned());
            let (begun, found) = self.list(STEP, &query).await?;
            missing = missing.or(lacks(begun, self.compare(kind, &found).await?));
        }
        Ok(missing)
    }

    /// Archives all copies but the confirmed one; says what is confirmed but not there.
    async fn compare(
        &mut self,
        kind: Kind,
        found: &[Entity],
    ) -> Result<Option<(Kind, String)>, Stop> {
        let (mut copies, mut missing) = (Vec::new(), None);
        for item in self.in_stage(kind, |_| true) {
            let Some(id) = self.state.id(item) else {
                continue;
            };
            match found.iter().find(|entity| entity.id == id) {
                Some(entity) if entity.state == EntityState::Archived => {
                    let id = id.to_owned();
                    return Err(Stop::LostEntity { kind, id });
                }
                Some(_) => {}
                None => missing = Some((kind, id.to_owned())),
            }
            let copy = |entity: &&Entity| match kind {
                Kind::Campaign => self.is_copy(entity),
                _ => {
                    entity.id != id
                        && entity.state != EntityState::Archived
                        && !is_auto(&entity.key)
                        && self.is_item(item, entity)
                }
            };
            copies.extend(found.iter().filter(copy).map(|entity| entity.id.clone()));
        }
        self.archive("archiving copies", kind, &copies).await?;
        Ok(missing)
    }
}
