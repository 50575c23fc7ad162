//! From a campaign that exists to a plan that would build it again.

mod targets;

#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::engine::{INST_TAG, PLAN_TAG, RUN_TAG};
use super::{AdGroupTree, CampaignTree, tree};
use crate::{
    AdGroupPlan, BiddingStrategy, BudgetType, Campaign, CampaignId, CampaignPlan, Error, Extra,
    Placement, ProductAd, Ras, State, pacific,
};

/// A plan that was made from a campaign, and what it does not say.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ExistingPlan {
    /// The plan; [`validate`](CampaignPlan::validate) says whether it can be launched.
    pub plan: CampaignPlan,
    /// What a launch of the plan would do differently, and why.
    pub left_out: Vec<LeftOut>,
}

/// Something about a campaign that its plan does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Whose it is, such as `target 123`.
    pub entity: String,
    /// What the plan does not say.
    pub problem: String,
    /// What can be done about it.
    pub fix: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.entity, self.problem)?;
        write!(f, "  fix: {}", self.fix)
    }
}

impl Ras {
    /// Reads a campaign with everything below it, archived parts included; none when it
    /// does not exist.
    ///
    /// # Errors
    ///
    /// As every list.
    ///
    /// # Retries
    ///
    /// Lists may be repeated, and are.
    ///
    /// # Example
    ///
    /// See [`CampaignTree::to_plan`].
    pub async fn campaign_tree(
        &self,
        campaign: impl Into<CampaignId>,
    ) -> Result<Option<CampaignTree>, Error> {
        tree::read(self, &campaign.into()).await
    }
}

impl CampaignTree {
    /// A plan that would build this campaign again, with all that it does not say.
    ///
    /// The plan has the bids of all automatic targets and of all keywords, those that
    /// equal the default bid too. It has no key, none of the tags of a launch, and no
    /// first day unless that is still to come. Parts that are PAUSED or ARCHIVED are left
    /// out, since a launch enables everything.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::{AdGroupPlan, CampaignPlan, KeywordPlan, Ras, Usd};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let group = AdGroupPlan::new("Sneakers", "24483676143932", Usd::cents(75))
    ///     .offers(["OFFER-01-0001"])
    ///     .keywords([KeywordPlan::exact("running shoes").bid(Usd::cents(110))]);
    /// let plan = CampaignPlan::manual("Spring shoes", Usd::dollars(25)).ad_groups([group]);
    /// let id = ras.launch(&plan).await?.campaign.id;
    ///
    /// if let Some(tree) = ras.campaign_tree(&id).await? {
    ///     let existing = tree.to_plan();
    ///     assert_eq!(existing.plan, plan);
    ///     assert!(existing.left_out.is_empty());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_plan(&self) -> ExistingPlan {
        self.to_plan_on(pacific::today())
    }

    /// As [`to_plan`](Self::to_plan), as if today were this day.
    pub fn to_plan_on(&self, today: Date) -> ExistingPlan {
        let mut report = Report::default();
        let plan = campaign(&self.campaign, today, &mut report);
        let plan = targets::of_campaign(plan, &self.negative_targets, &mut report);
        let groups = self.ad_groups.iter();
        let groups: Vec<AdGroupPlan> = groups
            .filter_map(|group| ad_group(group, &mut report))
            .collect();
        report.tell_archived(&self.campaign);
        ExistingPlan {
            plan: plan.ad_groups(groups),
            left_out: report.left_out,
        }
    }
}

/// What is left out, while it is collected.
#[derive(Debug, Default)]
struct Report {
    left_out: Vec<LeftOut>,
    archived: usize,
}

impl Report {
    fn add(&mut self, entity: impl Into<String>, problem: impl Into<String>, fix: &str) {
        self.left_out.push(LeftOut {
            entity: entity.into(),
            problem: problem.into(),
            fix: fix.to_owned(),
        });
    }

    /// Whether a part is in effect; one that is not is left out.
    fn is_enabled(&mut self, entity: &str, what: &str, state: &State) -> bool {
        match state {
            State::Enabled => return true,
            State::Archived => self.archived += 1,
            other => self.add(
                entity,
                format!("{what} is {other}, and a launch enables everything: it is left out"),
                "enable it before the export, or add it to the plan by hand",
            ),
        }
        false
    }

    /// Members that this version does not know cannot be in a plan.
    fn tell_unknown(&mut self, entity: &str, extra: &Extra) {
        let names: Vec<&str> = extra.keys().map(String::as_str).collect();
        if !names.is_empty() {
            let names = names.join(", ");
            let problem = format!("the service says more of it than a plan can: {names}");
            self.add(entity, problem, "set it once the campaign is launched");
        }
    }

    /// What is archived has ended for good, and one line for all of it will do.
    fn tell_archived(&mut self, campaign: &Campaign) {
        if self.archived > 0 {
            let problem = format!("{} archived parts are left out", self.archived);
            let fix = "nothing: what is archived has no effect";
            self.add(format!("campaign {}", campaign.id), problem, fix);
        }
    }
}

/// The campaign itself.
fn campaign(campaign: &Campaign, today: Date, report: &mut Report) -> CampaignPlan {
    let entity = format!("campaign {}", campaign.id);
    if campaign.state != State::Enabled {
        let problem = format!("it is {}, and a launch enables it", campaign.state);
        let fix = match campaign.state {
            State::Archived => "launch the plan only if the campaign shall live again",
            _ => "pause the new campaign after the launch",
        };
        report.add(&entity, problem, fix);
    }
    if campaign.budget_type != BudgetType::Daily {
        let problem = format!("its budget is {}, and a plan's daily", campaign.budget_type);
        report.add(&entity, problem, "look whether the daily budget is meant");
    }
    if campaign.bidding != BiddingStrategy::Manual {
        let problem = format!("its bidding strategy is {}", campaign.bidding);
        report.add(&entity, problem, "a launch bids MANUAL, with fixed bids");
    }
    report.tell_unknown(&entity, &campaign.extra);
    let name = without_mark(&campaign.name);
    if name != campaign.name {
        let problem = format!("`{}` ends in a launch's mark", campaign.name);
        report.add(
            &entity,
            problem,
            "nothing: the plan has the name without it",
        );
    }
    let mut plan = CampaignPlan::new(name, campaign.targeting.clone(), campaign.daily_budget);
    plan.top_of_search = top_of_search(&entity, campaign, report);
    plan.portfolio.clone_from(&campaign.portfolio);
    plan.end_date = campaign.end_date;
    if campaign.start_date > today {
        plan.start_date = Some(campaign.start_date);
    } else if campaign.start_date < today {
        let problem = format!("it began on {}", campaign.start_date);
        report.add(
            &entity,
            problem,
            "a launch begins on its own day; or set start_date",
        );
    }
    let ours = |key: &str| [RUN_TAG, PLAN_TAG, INST_TAG].contains(&key);
    let tags = campaign.tags.iter().filter(|tag| !ours(&tag.key));
    plan.tags = tags.cloned().collect();
    plan
}

fn top_of_search(entity: &str, campaign: &Campaign, report: &mut Report) -> Option<i32> {
    let mut percent = None;
    for raised in &campaign.placements {
        match (&raised.placement, percent) {
            (Placement::TopOfSearch, None) => percent = Some(raised.percent),
            (place, _) => {
                let problem = format!("its bids are raised by {} % for {place}", raised.percent);
                let fix = "a plan has one raise, for the top of search";
                report.add(entity, problem, fix);
            }
        }
    }
    percent
}

/// A name without what a launch appends for a service that does not keep tags.
fn without_mark(name: &str) -> &str {
    let is_mark = |mark: &str| {
        let is_digit = |c: char| c.is_ascii_lowercase() || ('2'..='7').contains(&c);
        mark.len() == 8 && mark.chars().all(is_digit)
    };
    name.strip_suffix(']')
        .and_then(|rest| rest.rsplit_once(" ["))
        .filter(|(_, mark)| is_mark(mark))
        .map_or(name, |(rest, _)| rest)
}

fn ad_group(tree: &AdGroupTree, report: &mut Report) -> Option<AdGroupPlan> {
    let group = &tree.ad_group;
    let entity = format!("ad group {}", group.id);
    let what = format!("`{}`, with all that is below it,", group.name);
    if !report.is_enabled(&entity, &what, &group.state) {
        return None;
    }
    report.tell_unknown(&entity, &group.extra);
    let mut plan = AdGroupPlan::new(&group.name, group.retailer.clone(), group.default_bid);
    for ad in &tree.product_ads {
        plan.offers.extend(offer(ad, tree, report));
    }
    Some(targets::of_ad_group(plan, &tree.targets, report))
}

fn offer(ad: &ProductAd, tree: &AdGroupTree, report: &mut Report) -> Option<String> {
    let entity = format!("product ad {}", ad.id);
    let what = format!("the ad of offer {}", ad.offer);
    if !report.is_enabled(&entity, &what, &ad.state) {
        return None;
    }
    report.tell_unknown(&entity, &ad.extra);
    if ad.retailer != tree.ad_group.retailer {
        let problem = format!(
            "its offer {} is of retailer {}, and its ad group's is {}: it is left out",
            ad.offer, ad.retailer, tree.ad_group.retailer
        );
        report.add(
            entity,
            problem,
            "add an ad group of that retailer to the plan",
        );
        return None;
    }
    Some(ad.offer.clone())
}
