//! Targets that exist, as a plan says them.

use super::Report;
use crate::{
    AdGroupPlan, AutoMatch, CampaignPlan, KeywordMatch, KeywordPlan, NegativeKeywordPlan,
    NegativeProductPlan, ProductPlan, RetailerId, State, Target, TargetKind,
};

/// Adds the targets of the whole campaign, all of them negative.
pub(super) fn of_campaign(
    mut plan: CampaignPlan,
    targets: &[Target],
    report: &mut Report,
) -> CampaignPlan {
    for target in targets {
        let entity = format!("target {}", target.id);
        if !is_in_effect(target, report) {
            continue;
        }
        if target.ad_group.is_some() || !target.negative {
            let problem = format!("{} has no ad group to be in", named(target));
            report.add(entity, problem, "look at it in the service");
            continue;
        }
        match &target.kind {
            TargetKind::Keyword { keyword, matching } if is_known(matching) => {
                let keyword = NegativeKeywordPlan::new(keyword, matching.clone());
                plan.negative_keywords.push(keyword);
            }
            TargetKind::Product { offer, retailer } => {
                let mut product = NegativeProductPlan::new(offer);
                product.retailer.clone_from(retailer);
                plan.negative_products.push(product);
            }
            _ => tell_unknown(&entity, target, report),
        }
    }
    plan
}

/// Adds the targets of an ad group.
pub(super) fn of_ad_group(
    mut plan: AdGroupPlan,
    targets: &[Target],
    report: &mut Report,
) -> AdGroupPlan {
    for target in targets {
        if let TargetKind::Auto(matching) = &target.kind {
            plan = auto(plan, target, matching, report);
            continue;
        }
        if is_in_effect(target, report) {
            add(&mut plan, target, report);
        }
    }
    plan
}

fn add(plan: &mut AdGroupPlan, target: &Target, report: &mut Report) {
    let entity = format!("target {}", target.id);
    match &target.kind {
        TargetKind::Keyword { keyword, matching } if is_known(matching) => {
            if target.negative {
                let keyword = NegativeKeywordPlan::new(keyword, matching.clone());
                plan.negative_keywords.push(keyword);
            } else {
                let mut keyword = KeywordPlan::new(keyword, matching.clone());
                keyword.bid = target.bid;
                plan.keywords.push(keyword);
            }
        }
        TargetKind::Product { offer, retailer } => {
            if let Some(other) = retailer.as_ref().filter(|id| **id != plan.retailer) {
                tell_foreign(&entity, target, other, report);
            } else if target.negative {
                plan.negative_products.push(NegativeProductPlan::new(offer));
            } else {
                let mut product = ProductPlan::new(offer);
                product.bid = target.bid;
                plan.products.push(product);
            }
        }
        _ => tell_unknown(&entity, target, report),
    }
}

/// Automatic targets come by themselves, ENABLED: a plan can only bid on them.
fn auto(
    mut plan: AdGroupPlan,
    target: &Target,
    matching: &AutoMatch,
    report: &mut Report,
) -> AdGroupPlan {
    let entity = format!("target {}", target.id);
    report.tell_unknown(&entity, &target.extra);
    if target.state != State::Enabled {
        let state = &target.state;
        let problem = format!("{matching} is {state}, and Amazon creates it ENABLED");
        report.add(&entity, problem, "pause it after the launch");
    }
    let known = !matches!(matching, AutoMatch::Unknown(_));
    match target.bid {
        Some(bid) if known => plan = plan.auto_bid(matching, bid),
        Some(bid) => {
            let problem = format!("a plan has no word for {matching}, whose bid is {bid}");
            report.add(&entity, problem, "set the bid after the launch");
        }
        None => {}
    }
    plan
}

fn is_in_effect(target: &Target, report: &mut Report) -> bool {
    let entity = format!("target {}", target.id);
    let is_enabled = report.is_enabled(&entity, &named(target), &target.state);
    if is_enabled {
        report.tell_unknown(&entity, &target.extra);
    }
    is_enabled
}

fn is_known(matching: &KeywordMatch) -> bool {
    !matches!(matching, KeywordMatch::Unknown(_))
}

fn tell_unknown(entity: &str, target: &Target, report: &mut Report) {
    let problem = format!("a plan has no word for {}: it is left out", named(target));
    report.add(entity, problem, "create it after the launch");
}

fn tell_foreign(entity: &str, target: &Target, retailer: &RetailerId, report: &mut Report) {
    let problem = format!(
        "{} is of retailer {retailer}, and its ad group is not: it is left out",
        named(target)
    );
    report.add(entity, problem, "create it after the launch");
}

/// What a target is, in words.
fn named(target: &Target) -> String {
    let sign = if target.negative { "negative " } else { "" };
    match &target.kind {
        TargetKind::Keyword { keyword, matching } => {
            format!("the {sign}{matching} keyword `{keyword}`")
        }
        TargetKind::Product { offer, .. } => format!("the {sign}product {offer}"),
        TargetKind::Auto(matching) => format!("the {sign}automatic target {matching}"),
        TargetKind::Other(kind) => format!("the {sign}target of type {kind}"),
    }
}
