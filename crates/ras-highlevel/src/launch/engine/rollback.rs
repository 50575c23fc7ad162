//! Leaving nothing live behind.

use super::mutant::broken;
use super::state::Phase;
use super::{
    CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Record, Remedy, Service,
    Stop,
};

const STEP: &str = "rolling back";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Archives what this journal has created, or everything of the run whoever created
    /// it, and says why the run is over.
    pub(super) async fn roll_back(&mut self, everything: bool) -> Stop {
        let complete = self.state.phase == Phase::RolledBack;
        if !complete || everything && !self.state.everything {
            if let Err(stop) = self.roll_back_campaigns(everything).await {
                return stop;
            }
        }
        if let Some((_, true)) = self.state.rejected() {
            let id = self.namesake.take();
            return Stop::NameConflict { id };
        }
        let refused = self.state.rejected().map(|(why, _)| why.to_owned());
        Stop::RolledBack {
            why: refused.unwrap_or_else(|| "the launch was undone".to_owned()),
            source: self.refusal.take().and_then(|refusal| refusal.source),
        }
    }

    async fn roll_back_campaigns(&mut self, everything: bool) -> Result<(), Stop> {
        let everything = everything || self.state.everything;
        if self.state.phase != Phase::RollingBack || self.state.everything != everything {
            self.append(&[Record::RollbackIntent { everything }])
                .await?;
        }
        // What may still land would be live after everything else is archived.
        let open = self.state.items.iter();
        let mut last = open.filter_map(|item| item.stage.deadline()).max();
        if self.settings.network_may_duplicate {
            last = last.max(Some(self.state.last_deadline));
        }
        if let Some(last) = last.filter(|last| *last > Moment::default()) {
            if !broken!(self, RollbackWithoutSettle) {
                self.sleep_until(last + self.settings.settle).await;
            }
        }
        let mut patience = self.patience(STEP);
        let mut archived = false;
        loop {
            let (begun, found) = self.list(STEP, &self.roots()).await?;
            let own = self.state.id(0);
            let hidden = own.filter(|id| !archived && found.iter().all(|root| root.id != *id));
            let live = found.iter().filter(|root| {
                root.state != EntityState::Archived && self.may_archive(begun, root)
            });
            let live: Vec<String> = live
                .map(|root| root.id.as_str())
                .chain(hidden)
                .map(str::to_owned)
                .collect();
            if live.is_empty() {
                self.namesake = self.namesake(&found).map(|root| root.id.clone());
                break;
            }
            self.archive(STEP, Kind::Campaign, &live).await?;
            archived = true;
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{} campaign(s) are still listed as live", live.len()),
                source: None,
            };
            self.pause(&mut patience, None, failed).await?;
        }
        self.append(&[Record::RolledBack]).await
    }

    /// Only what carries our mark, or was confirmed to us, is ever archived. What another
    /// journal has created or taken over is left to it, unless everything shall go.
    fn may_archive(&self, begun: Moment, root: &Entity) -> bool {
        let ours = self.state.id(0) == Some(root.id.as_str());
        if self.state.everything {
            return ours || self.identity.owns(root, self.name());
        }
        match ours {
            true => !self.is_taken(begun, root),
            false => self.is_item(0, root),
        }
    }
}
