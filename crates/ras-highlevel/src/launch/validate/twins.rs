//! Entities that the service would take for the same.

use std::collections::HashMap;

use super::finding::Report;
use super::rules;
use crate::launch::engine::{keyword_key, offer_key, product_key};
use crate::{CampaignPlan, NegativeKeywordPlan, NegativeProductPlan, RetailerId};

pub(super) fn check(plan: &CampaignPlan, report: &mut Report) {
    let mut names = Keys::new("ad group", report);
    for (index, group) in plan.ad_groups.iter().enumerate() {
        names.add(
            format!("ad_groups[{index}].name"),
            &group.name,
            group.name.clone(),
        );
    }
    let (keywords, products) = (&plan.negative_keywords, &plan.negative_products);
    check_negatives("", keywords, products, plan.only_retailer(), report);
    for (index, group) in plan.ad_groups.iter().enumerate() {
        let path = format!("ad_groups[{index}]");
        let mut offers = Keys::new("offer", report);
        for (index, offer) in group.offers.iter().enumerate() {
            let key = offer_key(&group.retailer, offer);
            offers.add(format!("{path}.offers[{index}]"), offer, key);
        }
        let mut keywords = Keys::new("keyword", report);
        for (index, word) in group.keywords.iter().enumerate() {
            let key = keyword_key(false, &word.matching, &word.keyword);
            keywords.add(format!("{path}.keywords[{index}]"), &word.keyword, key);
        }
        let mut products = Keys::new("product", report);
        for (index, product) in group.products.iter().enumerate() {
            let key = product_key(false, &product.offer, None);
            products.add(format!("{path}.products[{index}]"), &product.offer, key);
        }
        let (keywords, products) = (&group.negative_keywords, &group.negative_products);
        check_negatives(&format!("{path}."), keywords, products, None, report);
    }
}

fn check_negatives(
    owner: &str,
    words: &[NegativeKeywordPlan],
    offers: &[NegativeProductPlan],
    only_retailer: Option<&RetailerId>,
    report: &mut Report,
) {
    let mut keywords = Keys::new("negative keyword", report);
    for (index, word) in words.iter().enumerate() {
        let key = keyword_key(true, &word.matching, &word.keyword);
        keywords.add(
            format!("{owner}negative_keywords[{index}]"),
            &word.keyword,
            key,
        );
    }
    let mut products = Keys::new("negative product", report);
    for (index, product) in offers.iter().enumerate() {
        // In an ad group all products are of its retailer.
        let retailer = product.retailer.as_ref().or(only_retailer);
        let retailer = retailer.filter(|_| owner.is_empty());
        let key = product_key(true, &product.offer, retailer);
        products.add(
            format!("{owner}negative_products[{index}]"),
            &product.offer,
            key,
        );
    }
}

/// The natural keys of one kind below one parent, with where they stood first.
struct Keys<'r> {
    noun: &'static str,
    first: HashMap<String, String>,
    report: &'r mut Report,
}

impl<'r> Keys<'r> {
    fn new(noun: &'static str, report: &'r mut Report) -> Self {
        Self {
            noun,
            first: HashMap::new(),
            report,
        }
    }

    fn add(&mut self, path: String, text: &str, key: String) {
        // What is missing is missing, not the same.
        if text.trim().is_empty() {
            return;
        }
        let noun = self.noun;
        match self.first.get(&key) {
            None => {
                self.first.insert(key, path);
            }
            Some(first) => {
                let problem = format!("the {noun} `{text}` stands at {first} too");
                self.report
                    .error(&rules::TWIN, path, problem, "remove one of the two");
            }
        }
    }
}
