//! Puts rows together to campaigns.

mod ad_group;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use ras_highlevel::{CampaignPlan, KeywordMatch, NegativeKeywordPlan, Targeting};

use super::super::columns::Column;
use super::super::finding::{Finding, Place};
use super::super::sheet::Row;
use super::entities::{AdGroupRow, CampaignRow, Kind, ProductAdRow, State, TargetRow};
use super::places::Places;
use super::{Entity, Imported, Said};

/// Numbered rows by what they belong to.
type Below<K, R> = BTreeMap<K, Vec<(usize, R)>>;

/// Rows on their way to plans. A child may stand above its parent.
pub(super) struct Assembly<'a> {
    sheet: &'a str,
    today: Date,
    campaigns: Vec<(usize, CampaignRow)>,
    /// By the campaign.
    ad_groups: Below<String, AdGroupRow>,
    /// By campaign and ad group.
    product_ads: Below<(String, String), ProductAdRow>,
    /// By campaign and ad group, which those of a whole campaign do not have.
    targets: Below<(String, Option<String>), TargetRow>,
    /// The first row of each campaign and ad group.
    first: BTreeMap<(String, Option<String>), usize>,
    /// Parents whose rows are wrong, which has been told.
    missed: BTreeSet<(String, Option<String>)>,
}

/// A plan with where its parts come from.
struct Draft {
    plan: CampaignPlan,
    places: Places,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(sheet: &'a str, today: Date) -> Self {
        Self {
            sheet,
            today,
            campaigns: Vec::new(),
            ad_groups: BTreeMap::new(),
            product_ads: BTreeMap::new(),
            targets: BTreeMap::new(),
            first: BTreeMap::new(),
            missed: BTreeSet::new(),
        }
    }

    /// Notes a parent that cannot be read, so that its children are not told as well.
    pub(super) fn miss(&mut self, row: &Row, entity: Entity) {
        let id = |column: Column| Some(row.cells.get(&column)?.shown().trim().to_owned());
        let campaign = id(Column::CampaignId).unwrap_or_default();
        match entity {
            Entity::Campaign => self.missed.insert((campaign, None)),
            Entity::AdGroup => self.missed.insert((campaign, id(Column::AdGroupId))),
            Entity::ProductAd | Entity::Target => false,
        };
    }

    pub(super) fn add(&mut self, row: usize, said: Said, findings: &mut Vec<Finding>) {
        match said {
            Said::Campaign(campaign) => {
                let key = (campaign.id.clone(), None);
                findings.extend(self.twin(row, key, "Campaign ID"));
                self.campaigns.push((row, campaign));
            }
            Said::AdGroup(group) => {
                let key = (group.campaign.clone(), Some(group.id.clone()));
                findings.extend(self.twin(row, key, "Ad Group ID in its campaign"));
                let groups = self.ad_groups.entry(group.campaign.clone());
                groups.or_default().push((row, group));
            }
            Said::ProductAd(ad) => {
                let key = (ad.campaign.clone(), ad.ad_group.clone());
                self.product_ads.entry(key).or_default().push((row, ad));
            }
            Said::Target(target) => {
                let key = (target.campaign.clone(), target.ad_group.clone());
                self.targets.entry(key).or_default().push((row, target));
            }
        }
    }

    /// Tells when an identifier has been used before.
    fn twin(&mut self, row: usize, key: (String, Option<String>), what: &str) -> Option<Finding> {
        let first = *self.first.entry(key).or_insert(row);
        (first != row).then(|| {
            Finding::error(
                Place::row(self.sheet, row),
                format!("row {first} has the same {what} already"),
                "give each its own identifier",
            )
        })
    }

    /// The plans, in the order of the campaigns' rows.
    pub(super) fn plans(self, findings: &mut Vec<Finding>) -> Vec<Imported> {
        self.tell_orphans(findings);
        let mut plans = Vec::new();
        for (row, campaign) in &self.campaigns {
            let place = Place::cell(self.sheet, *row, Column::State);
            match campaign.state {
                State::Archived => {
                    let problem = "it is ARCHIVED, which has ended for good: it is left out";
                    findings.push(Finding::warning(place, problem, "clear the Operation"));
                    continue;
                }
                State::Paused => {
                    let problem = "it is PAUSED, and a launch of the plan ends with ENABLED";
                    let fix = "pause the campaign after its launch";
                    findings.push(Finding::warning(place, problem, fix));
                }
                State::Enabled => {}
            }
            let draft = self.plan(*row, campaign, findings);
            plans.push(Imported {
                objections: draft.places.objections(self.sheet, &draft.plan, self.today),
                plan: draft.plan,
            });
        }
        plans
    }

    /// Children without a parent in the sheet: a plan is a whole campaign.
    fn tell_orphans(&self, findings: &mut Vec<Finding>) {
        let known = |campaign: &str, group: Option<&String>| {
            let key = (campaign.to_owned(), group.cloned());
            self.first.contains_key(&key)
        };
        let groups_rows = self.ad_groups.values().flatten();
        let groups_rows = groups_rows.map(|(at, row)| (*at, &row.campaign, None));
        let ads = self.product_ads.values().flatten();
        let ads = ads.map(|(at, row)| (*at, &row.campaign, Some(&row.ad_group)));
        let targets = self.targets.values().flatten();
        let targets = targets.map(|(at, row)| (*at, &row.campaign, row.ad_group.as_ref()));
        for (row, campaign, group) in groups_rows.chain(ads).chain(targets) {
            let missed =
                |group: Option<&String>| self.missed.contains(&(campaign.clone(), group.cloned()));
            if !known(campaign, None) {
                if !missed(None) {
                    findings.push(Finding::error(
                        Place::cell(self.sheet, row, Column::CampaignId),
                        format!("no row creates the campaign `{campaign}`, and a plan is a whole campaign"),
                        "add the campaign's row, or correct the identifier: both must be the same",
                    ));
                }
                continue;
            }
            let Some(group) = group else { continue };
            if !known(campaign, Some(group)) && !missed(Some(group)) {
                findings.push(Finding::error(
                    Place::cell(self.sheet, row, Column::AdGroupId),
                    format!("no row creates the ad group `{group}` of campaign `{campaign}`"),
                    "add the ad group's row, or correct the identifier: both must be the same",
                ));
            }
        }
    }

    fn plan(&self, row: usize, campaign: &CampaignRow, findings: &mut Vec<Finding>) -> Draft {
        let mut plan = match campaign.targeting {
            Targeting::Auto => CampaignPlan::auto(&campaign.name, campaign.daily_budget),
            _ => CampaignPlan::manual(&campaign.name, campaign.daily_budget),
        };
        plan.start_date = campaign.start_date;
        plan.end_date = campaign.end_date;
        plan.top_of_search = campaign.top_of_search;
        if let Some(portfolio) = &campaign.portfolio {
            plan = plan.portfolio(portfolio.as_str());
        }
        let mut places = Places::default();
        places.add("", row);
        for (row, group) in self.ad_groups.get(&campaign.id).into_iter().flatten() {
            if !self.is_in_effect(*row, group.state, ", with all below it", findings) {
                continue;
            }
            self.tell_other_retailer(*row, campaign, group, findings);
            let path = format!("ad_groups[{}]", plan.ad_groups.len());
            places.add(&path, *row);
            let auto = plan.targeting == Targeting::Auto;
            let group = self.ad_group(*row, group, auto, (&path, &mut places), findings);
            plan.ad_groups.push(group);
        }
        let whole = (campaign.id.clone(), None);
        for (row, target) in self.targets.get(&whole).into_iter().flatten() {
            let Kind::Negative { keyword, matching } = &target.kind else {
                continue;
            };
            if self.is_in_effect(*row, target.state, "", findings) {
                let index = plan.negative_keywords.len();
                places.add(format!("negative_keywords[{index}]"), *row);
                plan.negative_keywords.push(negative(keyword, matching));
            }
        }
        Draft { plan, places }
    }

    /// The campaign's row may name a retailer, which the plan has in its ad groups alone.
    fn tell_other_retailer(
        &self,
        row: usize,
        campaign: &CampaignRow,
        group: &AdGroupRow,
        findings: &mut Vec<Finding>,
    ) {
        if let Some(other) = campaign
            .retailer
            .as_ref()
            .filter(|id| **id != group.retailer)
        {
            findings.push(Finding::error(
                Place::cell(self.sheet, row, Column::RetailerId),
                format!(
                    "the campaign's row has the retailer `{other}`, and this is `{}`",
                    group.retailer
                ),
                "write the same in both, or clear the campaign's",
            ));
        }
    }

    /// Whether a part is in effect; one that is not is left out.
    fn is_in_effect(
        &self,
        row: usize,
        state: State,
        below: &str,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let word = match state {
            State::Enabled => return true,
            State::Paused => "PAUSED",
            State::Archived => "ARCHIVED",
        };
        findings.push(Finding::warning(
            Place::cell(self.sheet, row, Column::State),
            format!("it is {word}, and a launch enables everything: it is left out{below}"),
            "write ENABLED if it is meant",
        ));
        false
    }
}

fn negative(keyword: &str, matching: &KeywordMatch) -> NegativeKeywordPlan {
    let mut planned = NegativeKeywordPlan::exact(keyword);
    planned.matching = matching.clone();
    planned
}
