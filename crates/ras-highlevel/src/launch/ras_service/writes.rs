//! Changes that may be repeated: states, bids, tags, names, and archiving.

use ras_core::Id;

use super::{RasService, call_failed};
use crate::launch::LaunchEvent;
use crate::launch::engine::{CallFailed, Change, Kind, Remedy};
use crate::resources::Resource;
use crate::resources::wire::Wire;
use crate::{
    AdGroup, Batch, Campaign, CampaignPatch, Error, Failed, ItemError, ItemErrorKind, ProductAd,
    State, Target, TargetPatch,
};

impl RasService {
    pub(super) async fn change(&mut self, change: &Change) -> Result<(), CallFailed> {
        let campaigns = Resource::<Campaign>::of_launch(&self.ras);
        let campaign = |patch| async { campaigns.update([patch]).await };
        match change {
            Change::Enable(id) => {
                let patch = CampaignPatch::new(id).state(State::Enabled);
                done(campaign(patch).await, |_| false)?;
                self.seen.enabled(id);
                Ok(())
            }
            Change::Tags(id, tags) => {
                // Tags are replaced as a whole.
                let all = self.plan.tags.iter().chain(tags).cloned();
                done(campaign(CampaignPatch::new(id).tags(all)).await, |_| false)
            }
            Change::Rename(id, name) => {
                done(campaign(CampaignPatch::new(id).name(name)).await, |_| false)
            }
            Change::Bids(bids) => {
                let patch = |(id, bid): &(String, _)| TargetPatch::new(id).bid(*bid);
                let patches: Vec<_> = bids.iter().map(patch).collect();
                let targets = Resource::<Target>::of_launch(&self.ras);
                done(targets.update(patches).await, |_| false)?;
                for (id, bid) in bids {
                    if let Some(matching) = self.seen.auto_match(id) {
                        let bid = *bid;
                        self.teller.tell(LaunchEvent::AutoBidSet { matching, bid });
                    }
                }
                Ok(())
            }
        }
    }

    pub(super) async fn delete(&mut self, kind: Kind, ids: &[String]) -> Result<(), CallFailed> {
        match kind {
            Kind::Campaign => self.archive_all::<Campaign>(ids).await,
            Kind::AdGroup => self.archive_all::<AdGroup>(ids).await,
            Kind::ProductAd => self.archive_all::<ProductAd>(ids).await,
            Kind::Target => self.archive_all::<Target>(ids).await,
        }
    }

    async fn archive_all<E: Wire>(&self, ids: &[String]) -> Result<(), CallFailed> {
        let ids = ids.iter().map(|id| E::Id::from(Id::from(id)));
        let archived = Resource::<E>::of_launch(&self.ras).delete(ids).await;
        done(archived, is_archived)
    }
}

/// Whether every item is as it shall be; else what may help.
fn done<T>(
    result: Result<Batch<T>, Error>,
    harmless: fn(&ItemError) -> bool,
) -> Result<(), CallFailed> {
    let batch = result.map_err(call_failed)?;
    let remedies = batch.failed().filter_map(|(_, failed)| match failed {
        Failed::Refused(errors) if errors.iter().all(harmless) => None,
        Failed::Refused(errors) => Some(of_items(errors)),
        Failed::CallFailed(error) => Some(call_failed(error.clone()).remedy),
        // Once more does no harm.
        Failed::Unknown(_) | Failed::NotSent => Some(Remedy::TryAgain(None)),
    });
    // What a program cannot help is told first.
    let Some(remedy) = remedies.max_by_key(|remedy| match remedy {
        Remedy::GiveUp => 2,
        Remedy::NotFound => 1,
        Remedy::TryAgain(_) => 0,
    }) else {
        return Ok(());
    };
    let failed = batch.all().err().map(call_failed);
    Err(CallFailed {
        remedy,
        why: failed
            .as_ref()
            .map(|failed| failed.why.clone())
            .unwrap_or_default(),
        source: failed.and_then(|failed| failed.source),
    })
}

fn of_items(errors: &[ItemError]) -> Remedy {
    let all = |is: fn(&ItemError) -> bool| errors.iter().all(is);
    if all(|error| error.is_throttled() || error.is_internal()) {
        return Remedy::TryAgain(None);
    }
    let missing = |error: &ItemError| {
        use ItemErrorKind::{EntityNotFound, ParentEntity};
        matches!(error.kind(), EntityNotFound | ParentEntity)
    };
    match all(missing) {
        true => Remedy::NotFound,
        false => Remedy::GiveUp,
    }
}

/// What is archived already is as it shall be.
fn is_archived(error: &ItemError) -> bool {
    matches!(
        error.reason(),
        Some("ARCHIVED_ENTITY_CANNOT_BE_MODIFIED" | "PARENT_ARCHIVED_FORBIDS_UPDATES")
    )
}
