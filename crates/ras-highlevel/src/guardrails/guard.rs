//! The guardrails of one client: every write asks here first.

use std::sync::Arc;

use super::breach::{refuse_any, refused};
use super::spend::Ask;
use super::{
    Cleared, Guardrails, Held, MAX_BID, MAX_DAILY_BUDGET, MAX_ENTITIES, Priced, Spend, change,
};
use crate::resources::wire::Wire;
use crate::{Campaign, CampaignPlan, Error, Ras};

/// Who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The program that uses this crate.
    Caller,
    /// A launch, with what is its own: the plan was looked at as a whole, and cleaning up
    /// must not fail.
    Launch,
}

/// The guardrails of one client.
#[derive(Debug)]
pub(crate) struct Guard {
    rails: Guardrails,
    spend: Arc<Spend>,
}

impl Guard {
    pub(crate) fn new(rails: Guardrails, spend: Arc<Spend>) -> Self {
        Self { rails, spend }
    }

    /// Clears what is to be created. `Held` is to be told what became of it.
    pub(crate) async fn creates<E: Wire>(
        &self,
        ras: &Ras,
        items: Vec<E::New>,
    ) -> Result<(Vec<Cleared<E::New>>, Held), Error> {
        let operation = E::OPERATIONS.create.id;
        self.check_count(operation, items.len())?;
        let items = self.drafted::<E>(items)?;
        let budgets = items.iter().enumerate();
        let asks: Vec<_> = budgets
            .filter_map(|(position, item)| {
                let budget = item.get().price().daily_budget?;
                Some(Ask::new(position, None, budget))
            })
            .collect();
        let held = self.hold(ras, operation, asks).await?;
        Ok((items, held))
    }

    /// Clears changes. `Held` is to be told what became of them.
    pub(crate) async fn changes<E: Wire>(
        &self,
        ras: &Ras,
        patches: Vec<E::Patch>,
        origin: Origin,
    ) -> Result<(Vec<Cleared<E::Patch>>, Held), Error> {
        let operation = E::OPERATIONS.update.id;
        self.check_amounts(operation, &patches)?;
        if origin == Origin::Launch {
            return Ok((clear(patches), Held::nothing()));
        }
        self.check_count(operation, patches.len())?;
        if let Some(percent) = self.rails.max_change_percent {
            change::check::<E>(ras, operation, percent, &patches).await?;
        }
        let budgets = patches.iter().enumerate();
        let asks: Vec<_> = budgets
            .filter_map(|(position, patch)| {
                let budget = patch.price().daily_budget?;
                Some(Ask::new(position, Some(E::patched(patch)), budget))
            })
            .collect();
        let held = self.hold(ras, operation, asks).await?;
        Ok((clear(patches), held))
    }

    /// Clears what is to be archived.
    pub(crate) fn archives<E: Wire>(
        &self,
        ids: Vec<E::Id>,
        origin: Origin,
    ) -> Result<Vec<Cleared<E::Id>>, Error> {
        if origin == Origin::Caller {
            self.check_count(E::OPERATIONS.delete.id, ids.len())?;
        }
        Ok(clear(ids))
    }

    /// Notes that entities are archived: what has ended spends nothing more.
    pub(crate) fn archived<'i, E: Wire>(&self, ids: impl Iterator<Item = &'i E::Id>) {
        if E::ROWS == Campaign::ROWS {
            ids.for_each(|id| self.spend.ended(id.as_ref()));
        }
    }

    /// Refuses a plan that exceeds a guardrail by itself.
    pub(crate) fn check_plan(&self, plan: &CampaignPlan) -> Result<(), Error> {
        let findings = plan.breaches(&self.rails);
        let breaches: Vec<_> = findings
            .iter()
            .map(|finding| format!("{}: {}", finding.path, finding.problem))
            .collect();
        refuse_any("launch", &breaches)
    }

    /// Sets a plan's budget aside, in place of what an earlier try had set aside.
    pub(crate) async fn hold_plan(
        &self,
        ras: &Ras,
        plan: &CampaignPlan,
        before: Held,
    ) -> Result<Held, Error> {
        // Whatever became of the earlier try is seen by now, or known not to exist.
        before.none_exists();
        let ask = Ask::new(0, None, plan.daily_budget);
        self.hold(ras, "launch", vec![ask]).await
    }

    /// Clears items by what they say themselves. A launch has counted them, and has set
    /// aside their budget.
    pub(crate) fn drafted<E: Wire>(
        &self,
        items: Vec<E::New>,
    ) -> Result<Vec<Cleared<E::New>>, Error> {
        self.check_amounts(E::OPERATIONS.create.id, &items)?;
        Ok(clear(items))
    }

    async fn hold(
        &self,
        ras: &Ras,
        operation: &'static str,
        asks: Vec<Ask>,
    ) -> Result<Held, Error> {
        match self.rails.max_total_daily_budget {
            Some(limit) if !asks.is_empty() => self.spend.hold(ras, operation, limit, asks).await,
            _ => Ok(Held::nothing()),
        }
    }

    fn check_count(&self, operation: &'static str, count: usize) -> Result<(), Error> {
        match self.rails.max_entities {
            Some(most) if count > most => Err(refused(
                operation,
                format!(
                    "{count} entities in one call exceed the guardrail {MAX_ENTITIES} of {most}"
                ),
            )),
            _ => Ok(()),
        }
    }

    fn check_amounts<T: Priced>(&self, operation: &'static str, items: &[T]) -> Result<(), Error> {
        let rails = &self.rails;
        let mut breaches = Vec::new();
        for (position, item) in items.iter().enumerate() {
            let price = item.price();
            let amounts = [
                ("bid", price.bid, MAX_BID, rails.max_bid),
                (
                    "daily budget",
                    price.daily_budget,
                    MAX_DAILY_BUDGET,
                    rails.max_daily_budget,
                ),
            ];
            for (what, amount, rail, limit) in amounts {
                if let (Some(amount), Some(limit)) = (amount, limit)
                    && amount > limit
                {
                    breaches.push(format!(
                        "item {position}: the {what} of {amount} exceeds the guardrail {rail} of {limit}"
                    ));
                }
            }
        }
        refuse_any(operation, &breaches)
    }
}

fn clear<T>(items: Vec<T>) -> Vec<Cleared<T>> {
    items.into_iter().map(Cleared::new).collect()
}
