//! The bids of automatic targets, which appear some time after their ad group.

use super::mutant::broken;
use super::{
    AutoBid, CallFailed, Change, Clock, Engine, Entity, EntityState, Journal, Kind, Query, Remedy,
    Service, Stop,
};

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Waits for the automatic targets that the plan has bids for, and sets them.
    pub(super) async fn auto_targets(&mut self) -> Result<(), Stop> {
        const STEP: &str = "waiting for automatic targets";
        if self.bids.is_empty() || broken!(self, ForgetsBids) {
            return Ok(());
        }
        let query = Query::Below(Kind::Target, self.state.root().to_owned());
        let give_up = self.clock.now() + self.settings.auto_targets_within;
        let mut patience = self.patience(STEP);
        loop {
            let (_, targets) = self.list(STEP, &query).await?;
            let mut found = Vec::new();
            for bid in &self.bids {
                let Some(target) = self.auto_target(bid, &targets) else {
                    continue;
                };
                if target.state == EntityState::Archived {
                    let (kind, id) = (Kind::Target, target.id.clone());
                    return Err(Stop::LostEntity { kind, id });
                }
                found.push((target.id.clone(), bid.bid));
            }
            let missing = self.bids.len() - found.len();
            if missing == 0 {
                return self.set_bids(found).await;
            }
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{missing} automatic target(s) are not there yet"),
                source: None,
            };
            if self.clock.now() >= give_up {
                return Err(Stop::parked(STEP, failed, None));
            }
            self.pause(&mut patience, None, failed).await?;
        }
    }

    fn auto_target<'e>(&self, bid: &AutoBid, targets: &'e [Entity]) -> Option<&'e Entity> {
        let group = self.state.id(bid.ad_group);
        let mut targets = targets.iter();
        targets.find(|target| target.ad_group.as_deref() == group && target.key == bid.key)
    }

    async fn set_bids(&mut self, bids: Vec<(String, crate::Usd)>) -> Result<(), Stop> {
        let change = Change::Bids(bids);
        let set = self
            .set("setting the bids of automatic targets", &change)
            .await;
        if let Err(Stop::Failed { .. }) = set {
            // What they belong to may be gone, which says more.
            self.sweep().await?;
        }
        set
    }
}
