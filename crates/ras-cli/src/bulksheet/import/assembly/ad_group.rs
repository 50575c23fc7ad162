//! Puts the rows of an ad group together.

use std::collections::{BTreeMap, BTreeSet};

use ras_highlevel::{AdGroupPlan, AutoMatch, KeywordPlan, Usd};

use super::super::super::columns::Column;
use super::super::super::finding::{Finding, Place};
use super::super::entities::{AdGroupRow, Kind, ProductAdRow, State};
use super::super::places::Places;
use super::{Assembly, negative};

impl Assembly<'_> {
    pub(super) fn ad_group(
        &self,
        row: usize,
        group: &AdGroupRow,
        auto: bool,
        (path, places): (&str, &mut Places),
        findings: &mut Vec<Finding>,
    ) -> AdGroupPlan {
        let key = (group.campaign.clone(), group.id.clone());
        let ads = self.product_ads.get(&key).map(Vec::as_slice);
        let ads = ads.unwrap_or_default();
        let default_bid = self
            .default_bid(row, group, ads, findings)
            .unwrap_or_default();
        let mut plan = AdGroupPlan::new(&group.name, group.retailer.as_str(), default_bid);
        for (row, ad) in ads {
            if let Some(other) = ad.retailer.as_ref().filter(|id| **id != group.retailer) {
                findings.push(Finding::error(
                    Place::cell(self.sheet, *row, Column::RetailerId),
                    format!(
                        "its ad group's retailer is `{}`, and this is `{other}`",
                        group.retailer
                    ),
                    "move the ad into an ad group of its retailer",
                ));
            }
            if self.is_in_effect(*row, ad.state, "", findings) {
                places.add(format!("{path}.offers[{}]", plan.offers.len()), *row);
                plan.offers.push(ad.offer.clone());
            }
        }
        let key = (group.campaign.clone(), Some(group.id.clone()));
        let targets = self.targets.get(&key).into_iter().flatten();
        let mut autos = BTreeMap::new();
        for (row, target) in targets {
            if let Kind::Auto { matching, bid } = &target.kind {
                plan = self.auto(
                    plan,
                    *row,
                    (matching, *bid, target.state),
                    (auto, &mut autos),
                    findings,
                );
                if bid.is_some() {
                    places.add(format!("{path}.auto_bids.{}", member(matching)), *row);
                }
                continue;
            }
            if self.is_in_effect(*row, target.state, "", findings) {
                add(&mut plan, *row, &target.kind, path, places);
            }
        }
        self.tell_other_autos(row, &autos, findings);
        plan
    }

    /// The default bid of an ad group; the guide's second example has it in the row of
    /// the product ad.
    fn default_bid(
        &self,
        row: usize,
        group: &AdGroupRow,
        ads: &[(usize, ProductAdRow)],
        findings: &mut Vec<Finding>,
    ) -> Option<Usd> {
        let below: BTreeSet<Usd> = ads.iter().filter_map(|(_, ad)| ad.default_bid).collect();
        for (row, ad) in ads {
            let Some(bid) = ad.default_bid else { continue };
            let place = Place::cell(self.sheet, *row, Column::AdGroupDefaultBid);
            let fix = "move it to the row of the ad group";
            findings.push(match group.default_bid {
                Some(own) if own != bid => {
                    let problem = format!("a product ad has no default bid, and its ad group's is {own}: {bid} is left out");
                    Finding::warning(place, problem, fix)
                }
                _ => {
                    let problem = format!("a product ad has no default bid: {bid} is taken for its ad group");
                    Finding::warning(place, problem, fix)
                }
            });
        }
        let bid = group.default_bid.or(below.first().copied());
        if bid.is_none() || group.default_bid.is_none() && below.len() > 1 {
            let problem = match bid {
                None => "it is missing",
                Some(_) => "it is missing, and its product ads have several",
            };
            findings.push(Finding::error(
                Place::cell(self.sheet, row, Column::AdGroupDefaultBid),
                problem,
                "write the dollars a click, such as 0.75",
            ));
        }
        bid
    }

    /// Automatic targets come by themselves, ENABLED: a plan can only bid on them.
    fn auto(
        &self,
        plan: AdGroupPlan,
        row: usize,
        (matching, bid, state): (&AutoMatch, Option<Usd>, State),
        (auto, seen): (bool, &mut BTreeMap<&'static str, usize>),
        findings: &mut Vec<Finding>,
    ) -> AdGroupPlan {
        let cell = |column| Place::cell(self.sheet, row, column);
        if let Some(first) = seen.insert(member(matching), row) {
            findings.push(Finding::error(
                cell(Column::AutoMatchType),
                format!("row {first} has the same automatic target already"),
                "take one of the two out",
            ));
        }
        if !auto {
            findings.push(Finding::error(
                cell(Column::TargetType),
                "a manual campaign has no automatic targets",
                "write KEYWORD with a keyword, or make the campaign AUTO",
            ));
        }
        if state != State::Enabled {
            findings.push(Finding::warning(
                cell(Column::State),
                "Amazon creates automatic targets ENABLED",
                "pause it after the launch",
            ));
        }
        match bid {
            Some(bid) => plan.auto_bid(matching, bid),
            None => plan,
        }
    }

    /// A sheet that lists some automatic targets may mean that there are no others.
    fn tell_other_autos(
        &self,
        row: usize,
        listed: &BTreeMap<&'static str, usize>,
        findings: &mut Vec<Finding>,
    ) {
        const OF_SHEETS: [AutoMatch; 3] = [
            AutoMatch::CloseMatch,
            AutoMatch::LooseMatch,
            AutoMatch::Substitutes,
        ];
        let others: Vec<&str> = OF_SHEETS
            .iter()
            .map(member)
            .filter(|name| !listed.contains_key(name))
            .collect();
        if !listed.is_empty() && !others.is_empty() {
            findings.push(Finding::warning(
                Place::row(self.sheet, row),
                format!(
                    "the sheet lists some automatic targets, and Amazon creates all: {} too",
                    others.join(" and ")
                ),
                "give them a bid in the plan, or pause them after the launch",
            ));
        }
    }
}

fn add(plan: &mut AdGroupPlan, row: usize, kind: &Kind, path: &str, places: &mut Places) {
    match kind {
        Kind::Keyword {
            keyword,
            matching,
            bid,
        } => {
            places.add(format!("{path}.keywords[{}]", plan.keywords.len()), row);
            let mut planned = KeywordPlan::new(keyword, matching.clone());
            planned.bid = *bid;
            plan.keywords.push(planned);
        }
        Kind::Negative { keyword, matching } => {
            let index = plan.negative_keywords.len();
            places.add(format!("{path}.negative_keywords[{index}]"), row);
            plan.negative_keywords.push(negative(keyword, matching));
        }
        Kind::Auto { .. } => {}
    }
}

/// The member of a plan for an automatic target.
fn member(matching: &AutoMatch) -> &'static str {
    match matching {
        AutoMatch::CloseMatch => "close_match",
        AutoMatch::LooseMatch => "loose_match",
        AutoMatch::Substitutes => "substitutes",
        _ => "complements",
    }
}
