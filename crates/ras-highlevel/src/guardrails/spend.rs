//! What the campaigns of a profile may spend together.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::MAX_TOTAL_DAILY_BUDGET;
use super::breach::{refused, unread};
use crate::resources::Resource;
use crate::{Batch, Campaign, CampaignFilter, Error, Ras, Reach, State, Usd};

/// How long a write counts by itself. After that a list shows it: 35 seconds for the
/// attempt and 90 until all its effects can be seen, as a launch assumes, and a reserve.
const KEPT: Duration = Duration::from_secs(180);

/// The budgets that were written lately, and whose turn it is to write.
#[derive(Debug, Default)]
pub(crate) struct Spend {
    /// Held from the look at the campaigns until what is to be written is noted.
    turn: tokio::sync::Mutex<()>,
    recent: Mutex<Recent>,
}

#[derive(Debug, Default)]
struct Recent {
    next: u64,
    budgets: Vec<Budget>,
}

/// A budget that was written, or may have been.
#[derive(Debug)]
struct Budget {
    key: u64,
    /// None for a new campaign whose id is not known.
    campaign: Option<String>,
    amount: Usd,
    until: Instant,
}

/// A budget that somebody wants to write.
#[derive(Debug)]
pub(super) struct Ask {
    position: usize,
    campaign: Option<String>,
    amount: Usd,
}

impl Ask {
    pub(super) fn new(position: usize, campaign: Option<&str>, amount: Usd) -> Self {
        Self {
            position,
            campaign: campaign.map(str::to_owned),
            amount,
        }
    }
}

/// Budgets that count already while they are being written.
///
/// Who drops it without a word leaves them counted for as long as they may appear.
#[derive(Debug)]
#[must_use = "say what became of the budgets"]
pub(crate) struct Held {
    spend: Option<Arc<Spend>>,
    /// Position in the call, and key.
    budgets: Vec<(usize, u64)>,
}

impl Spend {
    /// Sets budgets aside, unless the campaigns of the profile could then spend too much.
    pub(super) async fn hold(
        self: &Arc<Self>,
        ras: &Ras,
        operation: &'static str,
        limit: Usd,
        asks: Vec<Ask>,
    ) -> Result<Held, Error> {
        let _turn = self.turn.lock().await;
        let filter = CampaignFilter::new().states([State::Enabled, State::Paused]);
        let listed = Resource::<Campaign>::new(ras).list(filter).all().await;
        let listed = listed.map_err(|error| unread(operation, MAX_TOTAL_DAILY_BUDGET, error))?;
        let listed = listed
            .into_iter()
            .map(|campaign| (String::from(campaign.id), campaign.daily_budget))
            .collect();
        let mut recent = self.recent();
        let (present, wanted) = recent.totals(listed, &asks);
        if wanted > limit && wanted > present {
            return Err(refused(
                operation,
                format!(
                    "the daily budgets of all campaigns would come to {wanted} instead of {present}, which exceeds the guardrail {MAX_TOTAL_DAILY_BUDGET} of {limit}"
                ),
            ));
        }
        // Waiting for a slot and repeating take no longer than a call may.
        let until = Instant::now() + ras.inner().transport.limits.total + KEPT;
        let budgets = asks
            .into_iter()
            .map(|ask| (ask.position, recent.note(ask, until)));
        Ok(Held {
            budgets: budgets.collect(),
            spend: Some(Arc::clone(self)),
        })
    }

    /// Forgets a campaign that is archived.
    pub(super) fn ended(&self, campaign: &str) {
        let mut recent = self.recent();
        recent
            .budgets
            .retain(|budget| budget.campaign.as_deref() != Some(campaign));
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recent {
    /// What all campaigns may spend now, and what they could if the asks were granted.
    fn totals(&mut self, listed: HashMap<String, Usd>, asks: &[Ask]) -> (Usd, Usd) {
        let now = Instant::now();
        self.budgets.retain(|budget| budget.until > now);
        let mut present = listed;
        let mut unnamed = Usd::default();
        for budget in &self.budgets {
            match &budget.campaign {
                // A list may be older than what was written: the higher one counts.
                Some(campaign) => raise(&mut present, campaign, budget.amount),
                None => unnamed = unnamed + budget.amount,
            }
        }
        let before = present.values().copied().sum::<Usd>() + unnamed;
        let mut wanted = HashMap::new();
        for ask in asks {
            match &ask.campaign {
                // Which of two patches holds may depend on what is refused.
                Some(campaign) => raise(&mut wanted, campaign, ask.amount),
                None => unnamed = unnamed + ask.amount,
            }
        }
        present.extend(wanted);
        (before, present.values().copied().sum::<Usd>() + unnamed)
    }

    fn note(&mut self, ask: Ask, until: Instant) -> u64 {
        let key = self.next;
        self.next += 1;
        self.budgets.push(Budget {
            key,
            campaign: ask.campaign,
            amount: ask.amount,
            until,
        });
        key
    }
}

fn raise(budgets: &mut HashMap<String, Usd>, campaign: &str, amount: Usd) {
    let budget = budgets.entry(campaign.to_owned()).or_default();
    *budget = amount.max(*budget);
}

impl Held {
    /// Nothing is set aside.
    pub(crate) fn nothing() -> Self {
        Self {
            spend: None,
            budgets: Vec::new(),
        }
    }

    /// Says what became of each item.
    pub(crate) fn settle<Id: AsRef<str>>(self, outcome: &Result<Batch<Id>, Error>) {
        match outcome {
            Ok(batch) => {
                for (position, id) in batch.ok() {
                    self.exists(position, id.as_ref());
                }
                let failed = batch.failed();
                for (position, _) in failed.filter(|(_, failed)| failed.reach() != Reach::Unknown) {
                    self.does_not_exist(position);
                }
            }
            Err(error) if error.reach() != Reach::Unknown => self.none_exists(),
            Err(_) => {}
        }
    }

    /// An item was written.
    pub(crate) fn exists(&self, position: usize, campaign: &str) {
        let Some((spend, key)) = self.budget(position) else {
            return;
        };
        let mut recent = spend.recent();
        // What was written to the campaign before does not count any more.
        recent
            .budgets
            .retain(|budget| budget.key == key || budget.campaign.as_deref() != Some(campaign));
        for budget in recent.budgets.iter_mut().filter(|budget| budget.key == key) {
            budget.campaign = Some(campaign.to_owned());
            budget.until = Instant::now() + KEPT;
        }
    }

    /// An item was not written, and will not be.
    pub(crate) fn does_not_exist(&self, position: usize) {
        if let Some((spend, key)) = self.budget(position) {
            spend.recent().budgets.retain(|budget| budget.key != key);
        }
    }

    /// Nothing was written, and nothing will be.
    pub(crate) fn none_exists(&self) {
        for (position, _) in &self.budgets {
            self.does_not_exist(*position);
        }
    }

    fn budget(&self, position: usize) -> Option<(&Spend, u64)> {
        let (_, key) = self.budgets.iter().find(|(at, _)| *at == position)?;
        Some((self.spend.as_deref()?, *key))
    }
}
