//! Keywords and products of the campaign and of its ad groups.

use super::finding::Report;
use super::rules;
use super::{keywords, texts};
use crate::{AdGroupPlan, CampaignPlan, NegativeKeywordPlan, NegativeProductPlan};

/// What is negative for the whole campaign.
pub(super) fn check_negatives(plan: &CampaignPlan, report: &mut Report) {
    check_negative_keywords("", &plan.negative_keywords, report);
    check_negative_products("", &plan.negative_products, report);
    for (index, product) in plan.negative_products.iter().enumerate() {
        let path = format!("negative_products[{index}].retailer");
        let mut groups = plan.ad_groups.iter();
        match &product.retailer {
            None if plan.only_retailer().is_none() && !plan.ad_groups.is_empty() => {
                let problem =
                    "the ad groups have several retailers: it is unknown whose offer it is";
                let fix = "name the retailer, or move the product into an ad group";
                report.error(&rules::WHOSE_PRODUCT, path, problem, fix);
            }
            Some(id) if !groups.any(|group| group.retailer == *id) => {
                let problem =
                    format!("no ad group is of retailer `{id}`: the product keeps nothing away");
                let fix = "write the retailer of an ad group";
                report.warning(&rules::WHOSE_PRODUCT, path, problem, fix);
            }
            _ => {}
        }
    }
}

/// Everything that an ad group targets.
pub(super) fn check(path: &str, group: &AdGroupPlan, report: &mut Report) {
    for (index, keyword) in group.keywords.iter().enumerate() {
        let path = format!("{path}.keywords[{index}]");
        keywords::check(&path, &keyword.keyword, &keyword.matching, false, report);
    }
    for (index, product) in group.products.iter().enumerate() {
        let path = format!("{path}.products[{index}]");
        texts::check_blanks(
            &rules::OFFER,
            &format!("{path}.offer"),
            &product.offer,
            report,
        );
    }
    if !group.products.is_empty() {
        warn_of_products(&format!("{path}.products"), report);
    }
    let path = format!("{path}.");
    check_negative_keywords(&path, &group.negative_keywords, report);
    check_negative_products(&path, &group.negative_products, report);
    for (index, product) in group.negative_products.iter().enumerate() {
        let foreign = |retailer: &&crate::RetailerId| **retailer != group.retailer;
        if let Some(retailer) = product.retailer.as_ref().filter(foreign) {
            report.error(
                &rules::WHOSE_PRODUCT,
                format!("{path}negative_products[{index}].retailer"),
                format!("`{retailer}` is not the retailer of the ad group"),
                "remove it, or move the product into an ad group of that retailer",
            );
        }
    }
}

fn check_negative_keywords(owner: &str, negatives: &[NegativeKeywordPlan], report: &mut Report) {
    for (index, negative) in negatives.iter().enumerate() {
        let path = format!("{owner}negative_keywords[{index}]");
        keywords::check(&path, &negative.keyword, &negative.matching, true, report);
    }
}

fn check_negative_products(owner: &str, negatives: &[NegativeProductPlan], report: &mut Report) {
    for (index, negative) in negatives.iter().enumerate() {
        let path = format!("{owner}negative_products[{index}].offer");
        texts::check_blanks(&rules::OFFER, &path, &negative.offer, report);
    }
    if !negatives.is_empty() {
        warn_of_products(&format!("{owner}negative_products"), report);
    }
}

fn warn_of_products(path: &str, report: &mut Report) {
    let problem = "the service may refuse product targets, and with them the launch";
    let fix = "try it with a small campaign, or use keywords";
    report.warning(&rules::PRODUCTS, path, problem, fix);
}
