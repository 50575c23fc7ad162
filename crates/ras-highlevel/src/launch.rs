//! Whole campaigns from a plan: built PAUSED, enabled last.

pub mod engine;
mod error;
mod event;
mod plan;
mod sequence;
mod tree;
mod validate;

pub use error::{Created, LaunchError};
pub use event::LaunchEvent;
pub use plan::{
    AdGroupPlan, AutoBids, CampaignPlan, KeywordPlan, NegativeKeywordPlan, NegativeProductPlan,
    PlanError, PlanFormat, ProductPlan,
};
pub use tree::{AdGroupTree, CampaignTree};
pub use validate::{Finding, Findings, Severity};

use crate::{Ras, Targeting, pacific};

impl Ras {
    /// Builds a complete campaign whose targets Amazon chooses.
    ///
    /// Follows sections 2.1 to 2.6 of Amazon's RAS guide: campaign (PAUSED), ad groups,
    /// product ads, bids of the automatic targets once they are there, negative
    /// keywords, and ENABLED at the very end. `on_event` sees every step as it happens.
    /// Returns the campaign as the service then has it.
    ///
    /// # Errors
    ///
    /// The first failure stops the launch; the error says what exists. The campaign is
    /// then still PAUSED and cannot spend.
    ///
    /// # Retries
    ///
    /// No create is sent twice.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::{CampaignPlan, Ras, State};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let plan = CampaignPlan::from_toml(
    ///     r#"
    ///     name = "Spring shoes"
    ///     targeting = "auto"
    ///     daily_budget = 25.00
    ///
    ///     [[ad_groups]]
    ///     name = "Sneakers"
    ///     retailer = "24483676143932"
    ///     default_bid = 0.75
    ///     offers = ["OFFER-01-0001"]
    ///     auto_bids = { close_match = 1.20 }
    ///     "#,
    /// )?;
    /// let campaign = ras.create_auto_campaign(&plan, |event| println!("{event}")).await?;
    /// assert_eq!(campaign.campaign.state, State::Enabled);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_auto_campaign(
        &self,
        plan: &CampaignPlan,
        on_event: impl FnMut(&LaunchEvent) + Send,
    ) -> Result<CampaignTree, LaunchError> {
        check(plan, &Targeting::Auto)?;
        sequence::run(self, plan, on_event).await
    }

    /// Builds a complete campaign with keywords of your own.
    ///
    /// As [`create_auto_campaign`](Self::create_auto_campaign), with the plan's keywords
    /// in place of automatic targets.
    ///
    /// # Errors
    ///
    /// The first failure stops the launch; the error says what exists. The campaign is
    /// then still PAUSED and cannot spend.
    ///
    /// # Retries
    ///
    /// No create is sent twice.
    pub async fn create_manual_campaign(
        &self,
        plan: &CampaignPlan,
        on_event: impl FnMut(&LaunchEvent) + Send,
    ) -> Result<CampaignTree, LaunchError> {
        check(plan, &Targeting::Manual)?;
        sequence::run(self, plan, on_event).await
    }
}

/// Refuses a plan that is of the other kind or has errors.
fn check(plan: &CampaignPlan, wanted: &Targeting) -> Result<(), PlanError> {
    if plan.targeting != *wanted && plan.targeting.unknown().is_none() {
        let reason = format!("the plan is for {} targeting, not {wanted}", plan.targeting);
        return Err(PlanError::new(reason).at("targeting"));
    }
    plan.admit(Some(pacific::today()))
}
