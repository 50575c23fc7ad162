//! The look around before the first create: is the campaign there already?

use super::identity::{PLAN_TAG, tag};
use super::mutant::broken;
use super::{CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Remedy, Service, Stop};

const STEP: &str = "looking for the campaign";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Adopts the campaign of a lost journal; refuses a foreign one of the same name.
    pub(super) async fn preflight(&mut self) -> Result<(), Stop> {
        match self.claim().await? {
            Some(root) => self.adopt(root).await,
            None => Ok(()),
        }
    }

    /// Looks around: the live campaign of this run, if there is one.
    pub(super) async fn claim(&mut self) -> Result<Option<Entity>, Stop> {
        if broken!(self, NoPreflight) {
            self.looked = Some(self.clock.now());
            return Ok(None);
        }
        let mut patience = self.patience(STEP);
        let mut known_by = None;
        loop {
            let (begun, found) = self.list(STEP, &self.roots()).await?;
            self.looked = Some(begun);
            let claimed = self.claimable(found);
            let Err(Stop::LostEntity { kind, id }) = &claimed else {
                return claimed;
            };
            // The one that stays may be listed later than its copy that was archived.
            let known_by = *known_by.get_or_insert(begun + self.settings.visible_within);
            if begun >= known_by || broken!(self, BelievesFirstTombstone) {
                return claimed;
            }
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{kind} {id} is archived, and another may be listed soon"),
                source: None,
            };
            self.pause(&mut patience, None, failed).await?;
        }
    }

    /// The live campaign of this run, if there is one.
    pub(super) fn claimable(&self, found: Vec<Entity>) -> Result<Option<Entity>, Stop> {
        let name = self.name();
        let by_name = broken!(self, AdoptByName);
        let (mut ours, foreign): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|root| by_name || self.identity.owns(root, name));
        ours.sort_by_key(|root| (root.state != EntityState::Enabled, rank(&root.id)));
        let other_plan =
            |root: &&Entity| tag(root, PLAN_TAG).is_some_and(|plan| plan != self.identity.plan);
        if !by_name && ours.iter().any(|root| other_plan(&root)) {
            return Err(Stop::PlanMismatch);
        }
        if let Some(live) = ours.iter().find(|root| root.state != EntityState::Archived) {
            return Ok(Some(live.clone()));
        }
        // Someone has stopped it, so it is not for us to begin it again.
        if let Some(gone) = ours.first() {
            return Err(Stop::LostEntity {
                kind: Kind::Campaign,
                id: gone.id.clone(),
            });
        }
        let live = foreign
            .iter()
            .find(|root| root.key == name && root.state != EntityState::Archived);
        match live {
            Some(root) => Err(Stop::NameConflict {
                id: Some(root.id.clone()),
            }),
            None => Ok(None),
        }
    }
}

/// Ids are numbers: a longer one is younger.
pub(super) fn rank(id: &str) -> (usize, String) {
    (id.len(), id.to_owned())
}
