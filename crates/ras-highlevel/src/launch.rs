//! Whole campaigns from a plan: built PAUSED, enabled last, exactly once in effect.

mod builder;
mod bulk;
pub mod engine;
mod error;
mod event;
mod file_journal;
mod plan;
mod preview;
mod ras_service;
mod run_id;
mod running;
mod runs;
mod told;
mod tree;
mod wall_clock;
mod work;

pub use builder::Launch;
pub use bulk::{Bulk, BulkEnd, BulkFailure, BulkReport, BulkRun};
pub use error::{Created, LaunchError, Stopped};
pub use event::LaunchEvent;
pub use file_journal::FileJournal;
pub use plan::{
    AdGroupPlan, AutoBids, CampaignPlan, KeywordPlan, NegativeKeywordPlan, NegativeProductPlan,
    PlanError, PlanFormat, ProductPlan,
};
pub use preview::{EntityCounts, Preview};
pub use run_id::{ParseRunIdError, RunId};
pub use running::Running;
pub use runs::{Run, RunStatus, Runs, RunsError};
pub use tree::{AdGroupTree, CampaignTree};

use futures_util::StreamExt as _;

use crate::{Ras, Targeting};

impl Ras {
    /// Launches a complete campaign: exactly once in effect, through any crash.
    ///
    /// Nothing happens before the returned [`Launch`] is awaited or started.
    pub fn launch(&self, plan: &CampaignPlan) -> Launch {
        Launch::of_plan(self, plan.clone())
    }

    /// Goes on with a launch that was kept in a folder, wherever it was left.
    pub fn resume(&self, run: &Run) -> Launch {
        Launch::of_run(self, run)
    }

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
        plan.check(&Targeting::Auto)?;
        watched(self.launch(plan).start(), on_event).await
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
        plan.check(&Targeting::Manual)?;
        watched(self.launch(plan).start(), on_event).await
    }
}

async fn watched<T: Send + 'static>(
    mut running: Running<T>,
    mut on_event: impl FnMut(&LaunchEvent) + Send,
) -> Result<T, LaunchError> {
    while let Some(event) = running.next().await {
        on_event(&event);
    }
    running.await
}
