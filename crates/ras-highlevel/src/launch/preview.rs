//! What a launch would find and create.

mod offers;

use serde::Serialize;

pub use offers::PlannedOffer;
pub(super) use offers::check as check_offers;

use super::engine::{Kind, Stop, Survey, auto_bids, items};
use super::{CampaignPlan, RunId};
use crate::{CampaignId, Usd};

/// Entities in one page of a list and in one create (contract).
const PER_CALL: usize = 1000;

/// What a launch would find and create, should nothing change until then.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Preview {
    /// The name of the run.
    pub run: RunId,
    /// The campaign of this run, when it is there already: it would be continued.
    pub campaign: Option<CampaignId>,
    /// Whether that campaign is ENABLED.
    pub enabled: bool,
    /// What is there already, and is this run's.
    pub exists: EntityCounts,
    /// What would be created.
    pub creates: EntityCounts,
    /// Requests that this would take if none fails, logins not counted.
    pub calls: usize,
    /// What the campaign may spend a day, on the average of a month, once it is ENABLED.
    pub max_daily_spend: Usd,
    /// Offers whose ads are still to be made, and with which something is the matter. The
    /// service would refuse those whose [verdict blocks](crate::OfferVerdict::blocks), and
    /// the launch would archive its campaign again.
    pub offers: Vec<PlannedOffer>,
    /// Why the launch would stop before it writes anything.
    pub obstacle: Option<Stop>,
}

/// Entities by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntityCounts {
    /// Campaigns.
    pub campaigns: usize,
    /// Ad groups.
    pub ad_groups: usize,
    /// Product ads.
    pub product_ads: usize,
    /// Targets, positive and negative, without those that Amazon creates.
    pub targets: usize,
}

impl EntityCounts {
    fn of(&mut self, kind: Kind) -> &mut usize {
        match kind {
            Kind::Campaign => &mut self.campaigns,
            Kind::AdGroup => &mut self.ad_groups,
            Kind::ProductAd => &mut self.product_ads,
            Kind::Target => &mut self.targets,
        }
    }

    fn each(&self) -> [usize; 4] {
        [
            self.campaigns,
            self.ad_groups,
            self.product_ads,
            self.targets,
        ]
    }
}

impl Preview {
    /// The offers for which the service would refuse an ad.
    pub fn refused_offers(&self) -> impl Iterator<Item = &PlannedOffer> {
        let offers = self.offers.iter();
        offers.filter(|offer| offer.check.verdict.blocks())
    }

    pub(super) fn new(
        run: RunId,
        plan: &CampaignPlan,
        survey: Survey,
        offers: Vec<PlannedOffer>,
    ) -> Self {
        let (mut exists, mut creates) = (EntityCounts::default(), EntityCounts::default());
        for (item, id) in items(plan).iter().zip(&survey.ids) {
            let counts = match id {
                Some(_) => &mut exists,
                None => &mut creates,
            };
            *counts.of(item.kind) += 1;
        }
        let calls = match (&survey.obstacle, survey.enabled) {
            (Some(_), _) => 1,
            (None, _) => calls(plan, &creates),
        };
        let campaign = survey.ids.into_iter().next().flatten();
        Self {
            run,
            campaign: campaign.map(CampaignId::from),
            enabled: survey.enabled,
            exists,
            creates,
            calls,
            max_daily_spend: plan.daily_budget,
            offers,
            obstacle: survey.obstacle,
        }
    }
}

/// A look around, the creates, the sweep and ENABLED.
fn calls(plan: &CampaignPlan, creates: &EntityCounts) -> usize {
    let writes = creates.each().map(|count| count.div_ceil(PER_CALL));
    let mut all = EntityCounts::default();
    for item in items(plan) {
        *all.of(item.kind) += 1;
    }
    let bids = auto_bids(plan).len();
    all.targets += match plan.targeting {
        crate::Targeting::Auto => plan.ad_groups.len() * 4,
        _ => 0,
    };
    // A list of several pages is read twice.
    let read = |count: usize| match count.div_ceil(PER_CALL).max(1) {
        1 => 1,
        pages => pages * 2,
    };
    let sweep: usize = all.each().into_iter().map(read).sum();
    let auto = match bids {
        0 => 0,
        _ => read(all.targets) + bids.div_ceil(PER_CALL),
    };
    1 + writes.iter().sum::<usize>() + auto + sweep + 1
}
