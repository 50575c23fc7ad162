//! Whole campaigns from a plan: built PAUSED, enabled last, exactly once in effect.

mod builder;
mod bulk;
pub mod engine;
mod error;
mod event;
mod existing;
mod file_journal;
mod plan;
mod preview;
mod ras_service;
mod run_id;
mod running;
mod runs;
mod told;
mod tree;
mod validate;
mod wall_clock;
mod work;

pub use builder::Launch;
pub use bulk::{Bulk, BulkEnd, BulkFailure, BulkReport, BulkRun};
pub use error::{Created, LaunchError, Stopped};
pub use event::LaunchEvent;
pub use existing::{ExistingPlan, LeftOut};
pub use file_journal::FileJournal;
pub use plan::{
    AdGroupPlan, AutoBids, CampaignPlan, KeywordPlan, NegativeKeywordPlan, NegativeProductPlan,
    PlanError, PlanFormat, ProductPlan,
};
pub use preview::{EntityCounts, PlannedOffer, Preview};
pub use run_id::{ParseRunIdError, RunId};
pub use running::Running;
pub use runs::{Run, RunStatus, Runs, RunsError};
pub use tree::{AdGroupTree, CampaignTree};
pub use validate::{Finding, Findings, Severity};

use futures_util::StreamExt as _;

use crate::{Ras, Targeting};

impl Ras {
    /// Launches a complete campaign of up to any size: exactly once in effect, through
    /// any crash.
    ///
    /// The campaign is created PAUSED; ad groups, product ads and targets follow in
    /// requests of up to 1000; bids of automatic targets are set once Amazon has created
    /// them; everything is compared with the plan, and ENABLED at the very end. What is
    /// promised, and what it assumes about the service, stands in [`engine`]. Nothing
    /// happens before the returned [`Launch`] is awaited or started.
    ///
    /// # Errors
    ///
    /// [`LaunchError::hint`] says what to do. When an item is refused everything is
    /// archived; when the service cannot be reached, or asks for a longer pause than ten
    /// minutes, the launch is parked and goes on with [`resume`](Self::resume).
    ///
    /// # Retries
    ///
    /// A create whose outcome is unknown is looked for, and sent again once its absence
    /// is proven.
    ///
    /// # Source
    ///
    /// Sections 2.1 to 2.6 of Amazon's RAS guide.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use futures_util::StreamExt;
    /// use ras_highlevel::{AdGroupPlan, CampaignPlan, KeywordPlan, Ras, Runs, Usd};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// # let folder = tempfile::tempdir()?;
    /// let group = AdGroupPlan::new("Sneakers", "24483676143932", Usd::cents(75))
    ///     .offers(["OFFER-01-0001"])
    ///     .keywords([KeywordPlan::exact("running shoes").bid(Usd::cents(110))]);
    /// let plan = CampaignPlan::manual("Spring shoes", Usd::dollars(25)).ad_groups([group]);
    /// let runs = Runs::new(folder.path());
    ///
    /// let mut running = ras.launch(&plan).runs(&runs).start();
    /// while let Some(event) = running.next().await {
    ///     println!("{event}");
    /// }
    /// let tree = running.await?;
    /// assert_eq!(tree.ad_groups[0].targets.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn launch(&self, plan: &CampaignPlan) -> Launch {
        Launch::of_plan(self, plan.clone())
    }

    /// Goes on with a launch that was kept in a folder, wherever it was left, or undoes
    /// it.
    ///
    /// # Errors
    ///
    /// As [`launch`](Self::launch), and when the run is for another profile.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::{CampaignPlan, Ras, Runs};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// # let folder = tempfile::tempdir()?;
    /// # let plan = CampaignPlan::from_toml(r#"
    /// # name = "Spring shoes"
    /// # targeting = "auto"
    /// # daily_budget = 25
    /// # [[ad_groups]]
    /// # name = "Sneakers"
    /// # retailer = "24483676143932"
    /// # default_bid = 0.75
    /// # offers = ["OFFER-01-0001"]
    /// # "#)?;
    /// # ras.launch(&plan).runs(&Runs::new(folder.path())).await?;
    /// let runs = Runs::new(folder.path());
    /// for run in runs.list()? {
    ///     let run = run?;
    ///     println!("{} {:?}", run.plan().name, run.status()?.phase);
    ///     if run.status()?.is_open() {
    ///         ras.resume(&run).await?;
    ///     }
    ///     ras.resume(&run).undo().await?;
    /// }
    /// # assert_eq!(sandbox.world().campaigns()[0].state.as_str(), "ARCHIVED");
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume(&self, run: &Run) -> Launch {
        Launch::of_run(self, run)
    }

    /// Builds a complete campaign whose targets Amazon chooses.
    ///
    /// A [`launch`](Self::launch) of an auto plan; `on_event` sees every step as it
    /// happens. Its journal is in memory: should the process end, another launch of the
    /// same plan finds the campaign by its tags, waits for what this one may have sent
    /// last, and goes on.
    ///
    /// # Errors
    ///
    /// As [`launch`](Self::launch), and when the plan is for another targeting.
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
        watched(self.launch(plan).start(), on_event).await
    }

    /// Builds a complete campaign with keywords of your own.
    ///
    /// As [`create_auto_campaign`](Self::create_auto_campaign), with the plan's targets
    /// in place of automatic ones.
    ///
    /// # Errors
    ///
    /// As [`launch`](Self::launch), and when the plan is for another targeting.
    pub async fn create_manual_campaign(
        &self,
        plan: &CampaignPlan,
        on_event: impl FnMut(&LaunchEvent) + Send,
    ) -> Result<CampaignTree, LaunchError> {
        check(plan, &Targeting::Manual)?;
        watched(self.launch(plan).start(), on_event).await
    }
}

/// Refuses a plan that is of the other kind.
fn check(plan: &CampaignPlan, wanted: &Targeting) -> Result<(), PlanError> {
    if plan.targeting != *wanted && plan.targeting.unknown().is_none() {
        let reason = format!("the plan is for {} targeting, not {wanted}", plan.targeting);
        return Err(PlanError::new(reason).at("targeting"));
    }
    Ok(())
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
