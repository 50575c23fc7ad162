//! The guide's sequence of calls, one step after the other.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{AutoBids, CampaignPlan, CampaignTree, Created, LaunchError, LaunchEvent, tree};
use crate::{
    AdGroupId, CampaignId, CampaignPatch, Error, NewAdGroup, NewCampaign, NewProductAd, NewTarget,
    Ras, State, Target, TargetFilter, TargetKind, TargetPatch, Targeting,
};

/// How long Amazon may take to create the automatic targets of a new ad group.
const AUTO_TARGETS_WITHIN: Duration = Duration::from_secs(120);
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

pub(super) async fn run(
    ras: &Ras,
    plan: &CampaignPlan,
    on_event: impl FnMut(&LaunchEvent) + Send,
) -> Result<CampaignTree, LaunchError> {
    let mut launch = Launch {
        ras,
        plan,
        created: Created::default(),
        on_event,
    };
    let campaign = launch.campaign().await?;
    let ad_groups = launch.ad_groups(&campaign).await?;
    launch.product_ads(&campaign, &ad_groups).await?;
    match plan.targeting {
        Targeting::Auto => launch.auto_bids(&ad_groups).await?,
        _ => launch.keywords(&campaign, &ad_groups).await?,
    }
    launch.negative_keywords(&campaign, &ad_groups).await?;
    launch.enable(&campaign).await?;
    launch.read_back(&campaign).await
}

struct Launch<'a, F> {
    ras: &'a Ras,
    plan: &'a CampaignPlan,
    created: Created,
    on_event: F,
}

impl<F: FnMut(&LaunchEvent) + Send> Launch<'_, F> {
    async fn campaign(&mut self) -> Result<CampaignId, LaunchError> {
        let plan = self.plan;
        let mut new = NewCampaign::new(&plan.name, plan.targeting.clone(), plan.daily_budget)
            .state(State::Paused);
        if let Some(day) = plan.start_date {
            new = new.start_date(day);
        }
        if let Some(day) = plan.end_date {
            new = new.end_date(day);
        }
        if let Some(portfolio) = &plan.portfolio {
            new = new.portfolio(portfolio);
        }
        if let Some(percent) = plan.top_of_search {
            new = new.top_of_search(u16::try_from(percent).unwrap_or_default());
        }
        for tag in &plan.tags {
            new = new.tag(&tag.key, &tag.value);
        }
        let result = self.ras.campaigns().create([new]).await;
        let ids = result.and_then(crate::Batch::all);
        let id = match ids.map(|ids| ids.into_iter().next()) {
            Ok(Some(id)) => id,
            Ok(None) => return Err(self.stopped("creating the campaign", Error::no_answer())),
            Err(error) => return Err(self.stopped("creating the campaign", error)),
        };
        self.created.campaign = Some(id.clone());
        self.tell(LaunchEvent::CampaignCreated {
            id: id.clone(),
            name: plan.name.clone(),
        });
        Ok(id)
    }

    async fn ad_groups(&mut self, campaign: &CampaignId) -> Result<Vec<AdGroupId>, LaunchError> {
        let new = self.plan.ad_groups.iter().map(|group| {
            NewAdGroup::new(campaign, &group.retailer, &group.name, group.default_bid)
        });
        let result = self.ras.ad_groups().create(new).await;
        let ids = self.take(result, "creating ad groups", |created| {
            &mut created.ad_groups
        })?;
        for (id, group) in ids.iter().zip(&self.plan.ad_groups) {
            self.tell(LaunchEvent::AdGroupCreated {
                id: id.clone(),
                name: group.name.clone(),
            });
        }
        Ok(ids)
    }

    async fn product_ads(
        &mut self,
        campaign: &CampaignId,
        ad_groups: &[AdGroupId],
    ) -> Result<(), LaunchError> {
        let new = self
            .plan
            .ad_groups
            .iter()
            .zip(ad_groups)
            .flat_map(|(group, id)| {
                let ad = move |offer| NewProductAd::new(campaign, id, &group.retailer, offer);
                group.offers.iter().map(ad)
            });
        let result = self.ras.product_ads().create(new.collect::<Vec<_>>()).await;
        let ids = self.take(result, "creating product ads", |created| {
            &mut created.product_ads
        })?;
        self.tell(LaunchEvent::ProductAdsCreated { count: ids.len() });
        Ok(())
    }

    async fn keywords(
        &mut self,
        campaign: &CampaignId,
        ad_groups: &[AdGroupId],
    ) -> Result<(), LaunchError> {
        let mut new = Vec::new();
        for (group, id) in self.plan.ad_groups.iter().zip(ad_groups) {
            for keyword in &group.keywords {
                let bid = keyword.bid.unwrap_or(group.default_bid);
                let matching = keyword.matching.clone();
                new.push(NewTarget::keyword(
                    campaign,
                    id,
                    &keyword.keyword,
                    matching,
                    bid,
                ));
            }
        }
        let result = self.ras.targets().create(new).await;
        let ids = self.take(result, "creating keywords", |created| &mut created.targets)?;
        self.tell(LaunchEvent::KeywordsCreated { count: ids.len() });
        Ok(())
    }

    async fn auto_bids(&mut self, ad_groups: &[AdGroupId]) -> Result<(), LaunchError> {
        let mut patches = Vec::new();
        let mut events = Vec::new();
        for (group, id) in self.plan.ad_groups.iter().zip(ad_groups) {
            let targets = self.auto_targets(id, &group.auto_bids).await?;
            self.tell(LaunchEvent::AutoTargetsFound {
                count: targets.len(),
            });
            for (matching, bid) in group.auto_bids.iter() {
                if let Some(target) = find(&targets, &matching) {
                    patches.push(TargetPatch::new(&target.id).bid(bid));
                    events.push(LaunchEvent::AutoBidSet { matching, bid });
                }
            }
        }
        if patches.is_empty() {
            return Ok(());
        }
        let result = self.ras.targets().update(patches).await;
        if let Err(error) = result.and_then(crate::Batch::all) {
            return Err(self.stopped("setting the bids of automatic targets", error));
        }
        for event in events {
            self.tell(event);
        }
        Ok(())
    }

    /// Waits until the automatic targets that the plan has bids for are there: they
    /// appear some time after the ad group.
    async fn auto_targets(
        &mut self,
        ad_group: &AdGroupId,
        bids: &AutoBids,
    ) -> Result<Vec<Target>, LaunchError> {
        let give_up = Instant::now() + AUTO_TARGETS_WITHIN;
        let mut pause = FIRST_PAUSE;
        loop {
            let filter = TargetFilter::new().ad_groups([ad_group]).auto();
            let targets = match self.ras.targets().list(filter).all().await {
                Ok(targets) => targets,
                Err(error) => return Err(self.stopped("looking for automatic targets", error)),
            };
            let absent = |(matching, _): &_| find(&targets, matching).is_none();
            let missing = bids.iter().filter(absent).count();
            if missing == 0 {
                return Ok(targets);
            }
            if Instant::now() + pause > give_up {
                return Err(LaunchError::AutoTargetsMissing {
                    created: Box::new(self.created.clone()),
                    missing,
                });
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn negative_keywords(
        &mut self,
        campaign: &CampaignId,
        ad_groups: &[AdGroupId],
    ) -> Result<(), LaunchError> {
        let mut new = Vec::new();
        for (group, id) in self.plan.ad_groups.iter().zip(ad_groups) {
            new.extend(group.negative_keywords.iter().map(|negative| {
                let matching = negative.matching.clone();
                NewTarget::negative_keyword(campaign, id, &negative.keyword, matching)
            }));
        }
        let ad_group_level = new.len();
        new.extend(self.plan.negative_keywords.iter().map(|negative| {
            let matching = negative.matching.clone();
            NewTarget::campaign_negative_keyword(campaign, &negative.keyword, matching)
        }));
        if new.is_empty() {
            return Ok(());
        }
        let campaign_level = new.len() - ad_group_level;
        let result = self.ras.targets().create(new).await;
        self.take(result, "creating negative keywords", |created| {
            &mut created.targets
        })?;
        self.tell(LaunchEvent::NegativeKeywordsCreated {
            ad_group_level,
            campaign_level,
        });
        Ok(())
    }

    async fn enable(&mut self, campaign: &CampaignId) -> Result<(), LaunchError> {
        let patch = CampaignPatch::new(campaign).state(State::Enabled);
        let result = self.ras.campaigns().update([patch]).await;
        if let Err(error) = result.and_then(crate::Batch::all) {
            return Err(self.stopped("enabling the campaign", error));
        }
        self.tell(LaunchEvent::CampaignEnabled {
            id: campaign.clone(),
        });
        Ok(())
    }

    async fn read_back(&mut self, campaign: &CampaignId) -> Result<CampaignTree, LaunchError> {
        match tree::read(self.ras, campaign).await {
            Ok(Some(tree)) => Ok(tree),
            Ok(None) => Err(self.stopped("reading the campaign back", Error::no_answer())),
            Err(error) => Err(self.stopped("reading the campaign back", error)),
        }
    }

    /// Notes what a batch has created, also when a part of it failed.
    fn take<T: Clone>(
        &mut self,
        result: Result<crate::Batch<T>, Error>,
        step: &'static str,
        list: impl Fn(&mut Created) -> &mut Vec<T>,
    ) -> Result<Vec<T>, LaunchError> {
        let batch = result.map_err(|error| self.stopped(step, error))?;
        list(&mut self.created).extend(batch.ok().map(|(_, id)| id.clone()));
        batch.all().map_err(|error| self.stopped(step, error))
    }

    fn tell(&mut self, event: LaunchEvent) {
        (self.on_event)(&event);
    }

    fn stopped(&self, step: &'static str, source: Error) -> LaunchError {
        LaunchError::Stopped {
            step,
            created: Box::new(self.created.clone()),
            source,
        }
    }
}

fn find<'a>(targets: &'a [Target], wanted: &crate::AutoMatch) -> Option<&'a Target> {
    let wanted = TargetKind::Auto(wanted.clone());
    targets.iter().find(|target| target.kind == wanted)
}
