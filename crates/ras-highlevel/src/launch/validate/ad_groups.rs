//! Ad groups: their retailer, their offers, and that they can serve.

use super::finding::Report;
use super::rules;
use super::{names, targets, texts};
use crate::{AdGroupPlan, CampaignPlan, RetailerId, Targeting};

pub(super) fn check(plan: &CampaignPlan, report: &mut Report) {
    if plan.ad_groups.is_empty() {
        let fix = "add an ad group with a retailer and its offers";
        report.error(&rules::AD_GROUPS, "ad_groups", "there is none", fix);
    }
    for (index, group) in plan.ad_groups.iter().enumerate() {
        let path = format!("ad_groups[{index}]");
        names::check_ad_group(&format!("{path}.name"), &group.name, report);
        check_retailer(&format!("{path}.retailer"), &group.retailer, report);
        check_offers(&format!("{path}.offers"), &group.offers, report);
        check_auto_bids(plan, &path, group, report);
        targets::check(&path, group, report);
        if plan.targeting == Targeting::Auto {
            check_no_targets(&path, group, report);
        }
    }
    check_some_targets(plan, report);
}

fn check_retailer(path: &str, retailer: &RetailerId, report: &mut Report) {
    let id = retailer.as_str();
    if texts::check_blanks(&rules::ID, path, id, report) && id.parse::<u64>().is_err() {
        let problem = format!("`{id}` is no number, as retailers' identifiers are");
        let fix = "write the identifier that the list of retailers shows";
        report.warning(&rules::ID, path, problem, fix);
    }
}

fn check_offers(path: &str, offers: &[String], report: &mut Report) {
    if offers.is_empty() {
        let fix = "name at least one offer of the retailer";
        report.error(&rules::OFFERS, path, "there is none", fix);
    }
    for (index, offer) in offers.iter().enumerate() {
        let path = format!("{path}[{index}]");
        texts::check_blanks(&rules::OFFER, &path, offer, report);
    }
}

fn check_auto_bids(plan: &CampaignPlan, path: &str, group: &AdGroupPlan, report: &mut Report) {
    let bids = &group.auto_bids;
    for name in &bids.again {
        let problem = format!("`{name}` is another name of a target that has a bid already");
        let path = format!("{path}.auto_bids.{name}");
        report.error(&rules::TWO_NAMES, path, problem, "remove one of the two");
    }
    if plan.targeting == Targeting::Manual && bids.iter().next().is_some() {
        report.error(
            &rules::AUTO_ONLY,
            format!("{path}.auto_bids"),
            "a manual campaign has no automatic targets",
            "remove the bids, or plan an auto campaign",
        );
    }
}

fn check_no_targets(path: &str, group: &AdGroupPlan, report: &mut Report) {
    let lists = [
        ("keywords", group.keywords.len()),
        ("products", group.products.len()),
    ];
    for (member, count) in lists.into_iter().filter(|(_, count)| *count > 0) {
        report.error(
            &rules::MANUAL_ONLY,
            format!("{path}.{member}"),
            format!("an auto campaign has no {member} of its own, and here are {count}"),
            "remove them, make them negative, or plan a manual campaign",
        );
    }
}

/// A manual campaign needs something to bid on, and so does each of its ad groups that
/// shall serve.
fn check_some_targets(plan: &CampaignPlan, report: &mut Report) {
    if plan.targeting != Targeting::Manual {
        return;
    }
    let idle = |group: &AdGroupPlan| group.keywords.is_empty() && group.products.is_empty();
    let all_idle = plan.ad_groups.iter().all(idle);
    let groups = plan.ad_groups.iter().enumerate();
    for (index, _) in groups.filter(|(_, group)| idle(group)) {
        let path = format!("ad_groups[{index}].keywords");
        let fix = "add a keyword, or plan an auto campaign";
        match all_idle {
            true => report.error(&rules::TARGETS, path, "there is nothing to bid on", fix),
            false => report.warning(
                &rules::IDLE_AD_GROUP,
                path,
                "the ad group cannot serve",
                fix,
            ),
        }
    }
}
