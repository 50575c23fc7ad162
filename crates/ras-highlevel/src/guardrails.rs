//! Limits of the caller's own that no write gets past: [`Guardrails`].
//!
//! What is sent is a list of [`Cleared`] items, and only this module can clear one: a way
//! of writing that forgets the guardrails does not compile.

mod breach;
mod change;
mod cleared;
mod guard;
mod price;
mod spend;

use serde::{Deserialize, Serialize};

use crate::{Error, Usd};

pub(crate) use cleared::Cleared;
pub(crate) use guard::{Guard, Origin};
pub(crate) use price::{Price, Priced};
pub(crate) use spend::{Held, Spend};

/// Limits of your own: what exceeds one is not sent.
///
/// They are checked below every write of this crate (create, update, delete, launches),
/// for all clients made by one builder. Calls of [`Ras::core`](crate::Ras::core) get past
/// them. A call that has one item too many, or one above a limit, is refused as a whole
/// with [`ErrorKind::Guarded`](crate::ErrorKind::Guarded), and nothing is sent.
///
/// Serialized, for a configuration file, it is a table of the limits that are set.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{ErrorKind, Guardrails, NewCampaign, Ras, Reach, Targeting, Usd};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// let ras = Ras::builder()
///     .guardrails(Guardrails::new().max_bid(Usd::dollars(2)).max_daily_budget(Usd::dollars(100)))
/// #     .client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr())
///     // …
///     .build()?;
///
/// let typo = NewCampaign::new("Spring shoes", Targeting::Auto, Usd::dollars(2500));
/// let error = ras.campaigns().create([typo]).await.unwrap_err();
/// assert_eq!((error.kind(), error.reach()), (ErrorKind::Guarded, Reach::NotSent));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Guardrails {
    /// See [`max_bid`](Self::max_bid).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bid: Option<Usd>,
    /// See [`max_daily_budget`](Self::max_daily_budget).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_daily_budget: Option<Usd>,
    /// See [`max_total_daily_budget`](Self::max_total_daily_budget).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_total_daily_budget: Option<Usd>,
    /// See [`max_entities`](Self::max_entities).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_entities: Option<usize>,
    /// See [`max_change_percent`](Self::max_change_percent).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_change_percent: Option<u32>,
}

impl Guardrails {
    /// No limit yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The highest bid of a target, and the highest default bid of an ad group.
    ///
    /// What a campaign's placements add to bids is not counted.
    ///
    /// # Units
    ///
    /// Dollars a click.
    #[must_use]
    pub fn max_bid(mut self, bid: Usd) -> Self {
        self.max_bid = Some(bid);
        self
    }

    /// The highest budget of one campaign.
    ///
    /// # Units
    ///
    /// Dollars a day.
    #[must_use]
    pub fn max_daily_budget(mut self, budget: Usd) -> Self {
        self.max_daily_budget = Some(budget);
        self
    }

    /// The highest sum of the budgets of all campaigns of a profile that are ENABLED or
    /// PAUSED, which a write may not exceed or, where it is exceeded already, not raise.
    ///
    /// A create of campaigns, and an update of budgets, then first reads the profile's
    /// campaigns, 1000 a request. Such writes go one after the other, and what clients
    /// that share a [`Shared`](crate::Shared) have written in the last minutes counts even
    /// while no list shows it, also where its outcome is unknown. What other programs
    /// write between the look and the write is not seen.
    ///
    /// # Units
    ///
    /// Dollars a day.
    #[must_use]
    pub fn max_total_daily_budget(mut self, budget: Usd) -> Self {
        self.max_total_daily_budget = Some(budget);
        self
    }

    /// The most entities that one call creates, changes or archives, or one plan launches.
    ///
    /// What a launch archives of its own is not limited: cleaning up must not fail.
    #[must_use]
    pub fn max_entities(mut self, entities: usize) -> Self {
        self.max_entities = Some(entities);
        self
    }

    /// The most by which one update changes a bid or a budget, up or down.
    ///
    /// An update of bids or budgets then first reads what is to be changed, 1000 a
    /// request; what cannot be read is not changed. A target without a bid of its own has
    /// that of its ad group. The bids that a launch sets for the automatic targets of its
    /// own new campaign are no changes in this sense.
    ///
    /// # Units
    ///
    /// Percent of the present value: 50 lets a bid of $1.00 become one of $0.50 to $1.50.
    #[must_use]
    pub fn max_change_percent(mut self, percent: u32) -> Self {
        self.max_change_percent = Some(percent);
        self
    }

    /// Refuses limits that cannot be meant.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let amounts = [
            (MAX_BID, self.max_bid),
            (MAX_DAILY_BUDGET, self.max_daily_budget),
            (MAX_TOTAL_DAILY_BUDGET, self.max_total_daily_budget),
        ];
        for (rail, amount) in amounts {
            if let Some(amount) = amount.filter(|amount| *amount <= Usd::default()) {
                return Err(Error::config(format!(
                    "the guardrail {rail} is {amount}: write more than $0, or leave it out"
                )));
            }
        }
        Ok(())
    }
}

// The names of the limits, as errors and configuration files have them.
pub(crate) const MAX_BID: &str = "max_bid";
pub(crate) const MAX_DAILY_BUDGET: &str = "max_daily_budget";
pub(crate) const MAX_TOTAL_DAILY_BUDGET: &str = "max_total_daily_budget";
pub(crate) const MAX_ENTITIES: &str = "max_entities";
pub(crate) const MAX_CHANGE_PERCENT: &str = "max_change_percent";
