//! Leaving nothing live behind.

use super::mutant::broken;
use super::state::Phase;
use super::{
    CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Record, Remedy, Service,
    Stop,
};

const STEP: &str = "rolling back";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Archives everything of this run, and says why the run is over.
    pub(super) async fn roll_back(&mut self) -> Stop {
        if self.state.phase != Phase::RolledBack {
            if let Err(stop) = self.roll_back_campaigns().await {
                return stop;
            }
        }
        if let Some((_, true)) = self.state.rejected() {
            return Stop::NameConflict { id: None };
        }
        let refused = self.state.rejected().map(|(why, _)| why.to_owned());
        Stop::RolledBack {
            why: refused.unwrap_or_else(|| "the launch was undone".to_owned()),
            source: self.refusal.take().and_then(|refusal| refusal.source),
        }
    }

    async fn roll_back_campaigns(&mut self) -> Result<(), Stop> {
        if self.state.phase != Phase::RollingBack {
            self.append(&[Record::RollbackIntent]).await?;
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
        if let Some(root) = self.state.id(0).map(str::to_owned) {
            self.archive(STEP, Kind::Campaign, &[root]).await?;
        }
        let mut patience = self.patience(STEP);
        loop {
            let (_, found) = self.list(STEP, &self.roots()).await?;
            let live: Vec<String> = found
                .iter()
                .filter(|root| root.state != EntityState::Archived && self.may_archive(root))
                .map(|root| root.id.clone())
                .collect();
            if live.is_empty() {
                break;
            }
            self.archive(STEP, Kind::Campaign, &live).await?;
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{} campaign(s) are still listed as live", live.len()),
                source: None,
            };
            self.pause(&mut patience, None, failed).await?;
        }
        self.append(&[Record::RolledBack]).await
    }

    /// Only what carries our mark, or was confirmed to us, is ever archived.
    fn may_archive(&self, root: &Entity) -> bool {
        self.state.id(0) == Some(root.id.as_str()) || self.identity.owns(root, self.name())
    }
}
