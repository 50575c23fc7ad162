//! Creates: admitted before the intent, sent once, and halved when a request is refused
//! as a whole without a word about which item is wrong.

use std::sync::Arc;
use std::time::Duration;

use ras_core::Operation;
use ras_core::ras::types::CreateCampaignsRequest;
use tokio::time::Instant;

use super::drafts::{Drafted, drafted};
use super::outcomes::{self, Failure};
use super::{RasService, call_failed};
use crate::guardrails::{Cleared, Held};
use crate::launch::engine::{CallFailed, Create, Doubt, Kind, Mark, NotApplied, Outcome, Remedy};
use crate::resources;
use crate::resources::outcomes::Outcomes;
use crate::resources::wire::Wire;
use crate::{AccessToken, AdGroup, Campaign, Error, ItemError, NewCampaign, ProductAd, Target};

/// Less is not tried: the service takes up to 30 s for the slowest of its calls.
const LEAST_TIME: Duration = Duration::from_secs(30);
/// A token may be refused because it has just ended, not twice in a row.
const MOST_REFUSALS: u8 = 2;

/// An answered create: what became of each item, or why the whole request failed.
type Answer = Result<Vec<Outcome>, Error>;

impl RasService {
    /// Waits until a create may go out at once: nothing but the journal comes between.
    pub(super) async fn admit_create(&mut self, kind: Kind) -> Result<(), CallFailed> {
        if let Some(error) = self.last.clone().filter(|_| self.refusals >= MOST_REFUSALS) {
            self.refusals = 0;
            return Err(CallFailed {
                remedy: Remedy::GiveUp,
                why: error.to_string(),
                source: Some(error),
            });
        }
        self.hold_budget(kind).await.map_err(call_failed)?;
        let transport = &self.ras.inner().transport;
        let patience = transport.limits.total;
        let admitted = transport.admit(operation(kind), self.refused.take(), patience);
        self.admitted = Some(admitted.await.map_err(call_failed)?);
        Ok(())
    }

    /// Asks the guardrails for the whole plan, before anything of it is created.
    async fn hold_budget(&mut self, kind: Kind) -> Result<(), Error> {
        let guard = &self.ras.inner().guard;
        guard.check_plan(&self.plan)?;
        if kind == Kind::Campaign {
            let before = std::mem::replace(&mut self.held, Held::nothing());
            self.held = guard.hold_plan(&self.ras, &self.plan, before).await?;
        }
        Ok(())
    }

    /// Tells the guardrails what became of the campaign's budget.
    fn settle_budget(&self, outcomes: &[Outcome]) {
        match outcomes.first() {
            Some(Outcome::Confirmed(id)) => self.held.exists(0, id),
            // It may appear, also when it had been sent before: it counts until it is seen.
            Some(Outcome::Ambiguous(_) | Outcome::Exists) | None => {}
            Some(Outcome::NotApplied(_) | Outcome::Rejected(_)) => self.held.none_exists(),
        }
    }

    pub(super) async fn create_once(&mut self, request: Create<'_>) -> Vec<Outcome> {
        let Some(token) = self.admitted.take() else {
            return vec![Outcome::NotApplied(NotApplied::TryAgain(None)); request.items.len()];
        };
        let (ends, kind) = (Instant::now() + self.attempt, request.kind);
        let mut outcomes = Vec::with_capacity(request.items.len());
        // Parts of the request that are still to be sent, the next one last.
        let mut parts = vec![request];
        while let Some(part) = parts.pop() {
            let answer = self.send(&token, ends, &part).await;
            if self.halves(&answer, &part, ends).await {
                let (first, second) = halved(part);
                parts.extend([second, first]);
                continue;
            }
            outcomes.extend(self.settled(part.kind, part.items.len(), &token, answer));
        }
        if kind == Kind::Campaign {
            self.settle_budget(&outcomes);
        }
        outcomes
    }

    /// Whether a refused request is to be sent in two halves, to find the wrong item.
    ///
    /// Nothing of it was applied, so no item is sent twice. It ends before the deadline
    /// of the intent all the same.
    async fn halves(&self, answer: &Answer, part: &Create<'_>, ends: Instant) -> bool {
        let Err(error) = answer else { return false };
        let wanted = error.status() == Some(400)
            && part.items.len() > 1
            && !outcomes::names_items(part.items.len(), error);
        let spare = ends.saturating_duration_since(Instant::now() + self.least_time());
        wanted
            && !spare.is_zero()
            && self
                .ras
                .inner()
                .transport
                .limiter
                .acquire(spare)
                .await
                .is_ok()
    }

    /// What a half must have left: less than usual when settings for tests allow less.
    fn least_time(&self) -> Duration {
        LEAST_TIME.min(self.attempt * 6 / 7)
    }

    async fn send(&mut self, token: &AccessToken, ends: Instant, request: &Create<'_>) -> Answer {
        let limit = ends.saturating_duration_since(Instant::now());
        match drafted(request) {
            Some(Drafted::Campaigns(items)) => {
                self.send_campaigns(token, limit, items, request.mark).await
            }
            Some(Drafted::AdGroups(items)) => self.send_items::<AdGroup>(token, limit, items).await,
            Some(Drafted::ProductAds(items)) => {
                self.send_items::<ProductAd>(token, limit, items).await
            }
            Some(Drafted::Targets(items)) => self.send_items::<Target>(token, limit, items).await,
            None => Err(Error::config("an item of the plan has no ad group")),
        }
    }

    async fn send_items<E: Wire>(
        &self,
        token: &AccessToken,
        limit: Duration,
        items: Vec<E::New>,
    ) -> Answer {
        let (inner, sent) = (self.ras.inner(), items.len());
        let items = inner.guard.drafted::<E>(items)?;
        let request = E::creating(&items);
        let send = |call| resources::send::<E>(inner.http(), call, request);
        let answer = inner
            .transport
            .once(E::OPERATIONS.create, token, limit, send)
            .await?;
        if answer.status() != http::StatusCode::MULTI_STATUS {
            return Ok(vec![Outcome::Ambiguous(Doubt::NoAnswer); sent]);
        }
        // The kind only matters for campaigns.
        Ok(outcomes::of_answer(Kind::Target, sent, answer.into_inner()))
    }

    /// Campaigns are asked for as they were stored, which shows whether tags are kept.
    async fn send_campaigns(
        &mut self,
        token: &AccessToken,
        limit: Duration,
        items: Vec<NewCampaign>,
        mark: &Mark,
    ) -> Answer {
        let (inner, sent) = (self.ras.inner(), items.len());
        let items = inner.guard.drafted::<Campaign>(items)?;
        let items = items.into_iter().map(Cleared::into_inner);
        let items = items.map(|item| item.0).collect();
        let body = &CreateCampaignsRequest::new(items);
        let ras = &inner.ras;
        let send = |call: ras_core::CallContext| async move {
            ras.create_campaigns(&call.with_representation(), body)
                .await
        };
        let answer = inner
            .transport
            .once(operation(Kind::Campaign), token, limit, send)
            .await?;
        if answer.status() != http::StatusCode::MULTI_STATUS {
            return Ok(vec![Outcome::Ambiguous(Doubt::NoAnswer); sent]);
        }
        let campaigns = answer.into_inner().campaigns;
        let lost = campaigns
            .success
            .iter()
            .filter_map(|item| item.campaign.as_ref());
        let has = |tags: &[ras_core::ras::types::Tag]| {
            let mut wanted = mark.tags.iter();
            wanted.all(|tag| {
                tags.iter()
                    .any(|kept| kept.key == tag.key && kept.value == tag.value)
            })
        };
        if lost.into_iter().any(|stored| !has(&stored.tags)) {
            self.keeps_tags = false;
        }
        let error = campaigns.error.iter().map(|item| {
            let errors = item.errors.iter().map(ItemError::from_core).collect();
            (item.index, errors)
        });
        let success = campaigns.success.iter();
        let success = success.map(|item| (item.index, item.campaign_id.clone()));
        let answer = Outcomes {
            success: success.collect(),
            error: error.collect(),
        };
        Ok(outcomes::of_answer(Kind::Campaign, sent, answer))
    }

    /// What became of each item, with a memory of what the whole request met.
    fn settled(
        &mut self,
        kind: Kind,
        sent: usize,
        token: &AccessToken,
        answer: Answer,
    ) -> Vec<Outcome> {
        let error = match answer {
            Ok(outcomes) => {
                self.refusals = 0;
                self.slow_down(kind, &outcomes);
                for outcome in &outcomes {
                    if let Outcome::Confirmed(id) = outcome {
                        self.visibility.created(kind, id);
                    }
                }
                return outcomes;
            }
            Err(error) => Arc::new(error),
        };
        self.last = Some(Arc::clone(&error));
        let all = |outcome: Outcome| vec![outcome; sent];
        match outcomes::of_failure(&error) {
            Failure::NoAccess => {
                self.refused = Some(token.clone());
                self.refusals += 1;
                all(Outcome::NotApplied(NotApplied::TryAgain(None)))
            }
            Failure::NotApplied => {
                let wait = error.retry_after();
                all(Outcome::NotApplied(NotApplied::TryAgain(wait)))
            }
            Failure::Refused => outcomes::of_refusal(kind, sent, &error),
            Failure::Doubt(doubt) => all(Outcome::Ambiguous(doubt)),
        }
    }

    /// Throttled items slow everybody down, as a 429 does.
    fn slow_down(&self, kind: Kind, outcomes: &[Outcome]) {
        let throttled =
            |outcome: &Outcome| matches!(outcome, Outcome::NotApplied(NotApplied::TryAgain(_)));
        if outcomes.iter().any(throttled) {
            let transport = &self.ras.inner().transport;
            transport.limiter.throttled(None, &*transport.dice);
            transport
                .observer
                .throttled(operation(kind).id, Duration::ZERO);
        }
    }
}

fn operation(kind: Kind) -> &'static Operation {
    match kind {
        Kind::Campaign => Campaign::OPERATIONS.create,
        Kind::AdGroup => AdGroup::OPERATIONS.create,
        Kind::ProductAd => ProductAd::OPERATIONS.create,
        Kind::Target => Target::OPERATIONS.create,
    }
}

fn halved(mut request: Create<'_>) -> (Create<'_>, Create<'_>) {
    let second = request.items.split_off(request.items.len() / 2);
    let second = Create {
        items: second,
        ..request.clone()
    };
    (request, second)
}
