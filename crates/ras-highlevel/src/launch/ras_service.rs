//! The service of the engine: one attempt for each create, over the client's one path.

mod create;
mod drafts;
mod outcomes;
mod reads;
mod visibility;
mod writes;

use std::sync::Arc;
use std::time::Duration;

use super::engine::{
    CallFailed, Change, Create, Kind, Outcome, Page, Query, Remedy, Service, Settings,
};
use super::told::Teller;
use crate::guardrails::Held;
use crate::{AccessToken, CampaignPlan, CampaignTree, Error, ErrorKind, Ras};
use reads::Seen;
use visibility::Visibility;

/// The Retail Ad Service of a profile.
#[derive(Debug)]
pub(super) struct RasService {
    ras: Ras,
    teller: Teller,
    plan: Arc<CampaignPlan>,
    /// The campaign's budget, while it counts by itself.
    held: Held,
    /// The longest that one create may take.
    attempt: Duration,
    /// What lets the next create go out at once.
    admitted: Option<AccessToken>,
    /// The token of the last create, when it was refused.
    refused: Option<AccessToken>,
    /// How many tokens were refused one after the other.
    refusals: u8,
    keeps_tags: bool,
    /// What the last lists have shown.
    seen: Seen,
    visibility: Visibility,
    /// Why the last request was not applied.
    last: Option<Arc<Error>>,
}

impl RasService {
    pub(super) fn new(
        ras: &Ras,
        plan: &Arc<CampaignPlan>,
        settings: &Settings,
        teller: Teller,
    ) -> Self {
        Self {
            ras: ras.clone(),
            teller,
            plan: Arc::clone(plan),
            held: Held::nothing(),
            attempt: settings.attempt.saturating_sub(settings.longest_nap()),
            admitted: None,
            refused: None,
            refusals: 0,
            keeps_tags: true,
            seen: Seen::default(),
            visibility: Visibility::new(settings.visible_within),
            last: None,
        }
    }

    /// The campaign as the sweep has just seen it, with the state it has since.
    pub(super) fn tree(&self, campaign: &str) -> Option<CampaignTree> {
        self.seen.tree(campaign)
    }

    /// Why the last request that came to nothing did so.
    pub(super) fn last_error(&self) -> Option<&Arc<Error>> {
        self.last.as_ref()
    }
}

impl Service for RasService {
    async fn admit(&mut self, kind: Kind) -> Result<(), CallFailed> {
        self.admit_create(kind).await
    }

    async fn create(&mut self, request: Create<'_>) -> Vec<Outcome> {
        self.create_once(request).await
    }

    fn keeps_tags(&self) -> bool {
        self.keeps_tags
    }

    async fn list(&mut self, query: &Query, page: Option<String>) -> Result<Page, CallFailed> {
        self.read_page(query, page).await
    }

    async fn set(&mut self, change: &Change) -> Result<(), CallFailed> {
        self.change(change).await
    }

    async fn archive(&mut self, kind: Kind, ids: &[String]) -> Result<(), CallFailed> {
        self.delete(kind, ids).await
    }
}

/// What may help against the failure of a call that may be repeated.
fn call_failed(error: Error) -> CallFailed {
    let remedy = match error.kind() {
        ErrorKind::Throttled => Remedy::TryAgain(error.retry_after()),
        ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Connect => Remedy::TryAgain(None),
        _ => Remedy::GiveUp,
    };
    CallFailed {
        remedy,
        why: error.to_string(),
        source: Some(Arc::new(error)),
    }
}
