//! A launched campaign as a plan again.

use ras_highlevel::{
    AdGroupPlan, AutoMatch, CampaignPlan, KeywordPlan, NegativeKeywordPlan, State, TargetPatch, Usd,
};

use super::{AUTO, MANUAL, client, hasty, plan};

use crate::contract::watched::Sandbox;

const EVERYTHING: &str = r#"
name = "Spring shoes"
key = "spring"
targeting = "manual"
daily_budget = 250.50
start_date = "2090-12-01"
end_date = "2090-12-31"
portfolio = 12
top_of_search = 50
tags = [{ key = "season", value = "spring" }]
negative_keywords = [{ keyword = "used", match = "phrase" }]
negative_products = [{ offer = "OFFER-01-0003" }]

[[ad_groups]]
name = "Sneakers"
retailer = "24483676143932"
default_bid = 0.75
offers = ["OFFER-01-0001", "OFFER-01-0002"]
keywords = [
    { keyword = "running shoes", match = "exact", bid = 1.10 },
    { keyword = "trail shoes", match = "broad" },
]
negative_keywords = [{ keyword = "free", match = "exact" }]

[[ad_groups]]
name = "Boots"
retailer = "24483676143932"
default_bid = 0.50
offers = ["OFFER-01-0001"]
products = [{ offer = "OFFER-01-0004", bid = 0.80 }, { offer = "OFFER-01-0005" }]
negative_products = [{ offer = "OFFER-01-0006" }]
"#;

/// A plan in which everything is said that a launch fills in.
fn spelt_out(mut plan: CampaignPlan) -> CampaignPlan {
    plan.key = None;
    let retailer = plan.ad_groups[0].retailer.clone();
    for product in &mut plan.negative_products {
        product.retailer.get_or_insert(retailer.clone());
    }
    for group in &mut plan.ad_groups {
        let default = group.default_bid;
        for bid in group.keywords.iter_mut().map(|keyword| &mut keyword.bid) {
            bid.get_or_insert(default);
        }
        for bid in group.products.iter_mut().map(|product| &mut product.bid) {
            bid.get_or_insert(default);
        }
    }
    plan
}

#[tokio::test]
async fn a_launched_plan_is_exported_as_the_same_plan() {
    for text in [AUTO, MANUAL, EVERYTHING] {
        let sandbox = Sandbox::start().await.unwrap();
        let ras = client(&sandbox);
        let launched = ras.launch(&plan(text)).settings(hasty()).await.unwrap();
        let tree = ras.campaign_tree(&launched.campaign.id).await.unwrap();
        let existing = tree.unwrap().to_plan();
        assert_eq!(existing.plan, spelt_out(plan(text)));
        assert_eq!(existing.left_out, []);
        assert!(!existing.plan.validate().has_errors());
    }
}

/// A plan for each way to leave out or to say what need not be said.
fn of_bits(bits: u32) -> CampaignPlan {
    let has = |bit: u32| bits & (1 << bit) != 0;
    let auto = has(0);
    let name = format!("Shape {bits}");
    let mut plan = match auto {
        true => CampaignPlan::auto(name, Usd::dollars(40)),
        false => CampaignPlan::manual(name, Usd::dollars(40)),
    };
    plan.portfolio = has(1).then(|| "77".into());
    plan.top_of_search = has(2).then_some(30);
    plan.end_date = has(3).then(|| jiff::civil::date(2091, 1, 31));
    if has(4) {
        plan = plan.tag("season", "spring").tag("team", "");
        plan = plan.negative_keywords([NegativeKeywordPlan::phrase("used")]);
    }
    let groups = (0..1 + bits % 3).map(|number| {
        let bid = Usd::cents(30 + number);
        let mut group = AdGroupPlan::new(format!("Group {number}"), "24483676143932", bid)
            .offers([format!("OFFER-01-000{}", number + 1)]);
        if auto && has(1) {
            group = group.auto_bid(&AutoMatch::LooseMatch, Usd::cents(21));
        }
        if !auto {
            group = group.keywords([
                KeywordPlan::exact(format!("shoes {number}")),
                KeywordPlan::broad("Éclair shoes").bid(Usd::cents(55)),
            ]);
        }
        match has(3) {
            true => group.negative_keywords([NegativeKeywordPlan::exact("free")]),
            false => group,
        }
    });
    plan.ad_groups(groups)
}

#[tokio::test]
async fn plans_of_every_shape_are_exported_as_they_were_launched() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    for bits in 0..32 {
        let plan = of_bits(bits);
        let launched = ras.launch(&plan).settings(hasty()).await.unwrap();
        let tree = ras.campaign_tree(&launched.campaign.id).await.unwrap();
        let mut existing = tree.unwrap().to_plan();
        assert_eq!(existing.left_out, [], "{bits}");
        // All automatic targets have bids, Amazon's where the plan has none.
        for (group, planned) in existing.plan.ad_groups.iter_mut().zip(&plan.ad_groups) {
            let told = group.auto_bids.iter().count();
            assert_eq!(told, if bits & 1 == 1 { 4 } else { 0 }, "{bits}");
            let loose = planned.auto_bids.loose_match;
            assert!(
                loose.is_none() || group.auto_bids.loose_match == loose,
                "{bits}"
            );
            group.auto_bids = planned.auto_bids.clone();
        }
        assert_eq!(existing.plan, spelt_out(plan));
    }
}

#[tokio::test]
async fn changes_after_a_launch_are_in_the_exported_plan_or_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let launched = ras.launch(&plan(MANUAL)).settings(hasty()).await.unwrap();
    let targets = &launched.ad_groups[0].targets;
    let patches = [
        TargetPatch::new(&targets[0].id).bid(Usd::cents(99)),
        TargetPatch::new(&targets[1].id).state(State::Paused),
    ];
    ras.targets().update(patches).await.unwrap().all().unwrap();
    let tree = ras.campaign_tree(&launched.campaign.id).await.unwrap();
    let existing = tree.unwrap().to_plan();
    let keywords = &existing.plan.ad_groups[0].keywords;
    assert_eq!((keywords.len(), keywords[0].bid), (2, Some(Usd::cents(99))));
    let [told] = &existing.left_out[..] else {
        panic!("{:?}", existing.left_out);
    };
    assert_eq!(told.entity, format!("target {}", targets[1].id));
    assert!(told.problem.contains("is PAUSED"), "{told}");
}

#[tokio::test]
async fn a_campaign_that_does_not_exist_has_no_tree() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(client(&sandbox).campaign_tree("1").await.unwrap(), None);
}
