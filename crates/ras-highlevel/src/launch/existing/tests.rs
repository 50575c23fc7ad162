//! What a plan of a campaign says, and what it does not.

use jiff::civil::date;

use super::*;
use crate::{
    AdGroup, AutoMatch, KeywordMatch, PlacementBid, RetailerId, Tag, Target, TargetKind, Targeting,
    Usd,
};

const TODAY: Date = date(2026, 11, 26);

fn some_campaign() -> Campaign {
    Campaign {
        id: "1".into(),
        name: "Shoes".to_owned(),
        state: State::Enabled,
        targeting: Targeting::Manual,
        daily_budget: Usd::dollars(25),
        budget_type: BudgetType::Daily,
        effective_budget: None,
        bidding: BiddingStrategy::Manual,
        placements: Vec::new(),
        start_date: TODAY,
        end_date: None,
        portfolio: None,
        tags: Vec::new(),
        serving_status: None,
        serving_details: Vec::new(),
        created: None,
        updated: None,
        extra: Extra::new(),
    }
}

fn some_group() -> AdGroup {
    AdGroup {
        id: "2".into(),
        campaign: "1".into(),
        retailer: RetailerId::from("7"),
        name: "Sneakers".to_owned(),
        state: State::Enabled,
        default_bid: Usd::cents(75),
        serving_status: None,
        serving_details: Vec::new(),
        created: None,
        updated: None,
        extra: Extra::new(),
    }
}

fn ad(offer: &str) -> ProductAd {
    ProductAd {
        id: "3".into(),
        campaign: "1".into(),
        ad_group: "2".into(),
        retailer: RetailerId::from("7"),
        offer: offer.to_owned(),
        state: State::Enabled,
        serving_status: None,
        serving_details: Vec::new(),
        created: None,
        updated: None,
        extra: Extra::new(),
    }
}

fn target(kind: TargetKind, bid: Option<Usd>) -> Target {
    Target {
        id: "4".into(),
        campaign: "1".into(),
        ad_group: Some("2".into()),
        state: State::Enabled,
        negative: bid.is_none(),
        kind,
        bid,
        serving_status: None,
        serving_details: Vec::new(),
        created: None,
        updated: None,
        extra: Extra::new(),
    }
}

fn keyword(keyword: &str) -> TargetKind {
    TargetKind::Keyword {
        keyword: keyword.to_owned(),
        matching: KeywordMatch::Exact,
    }
}

fn some_tree() -> CampaignTree {
    CampaignTree {
        campaign: some_campaign(),
        ad_groups: vec![AdGroupTree {
            ad_group: some_group(),
            product_ads: vec![ad("A")],
            targets: vec![target(keyword("shoes"), Some(Usd::cents(90)))],
        }],
        negative_targets: Vec::new(),
    }
}

/// Changes a tree of which a plan says everything, and returns what is then left out.
fn left_out(change: impl FnOnce(&mut CampaignTree)) -> (CampaignPlan, Vec<String>) {
    let mut tree = some_tree();
    change(&mut tree);
    let existing = tree.to_plan_on(TODAY);
    let lines = existing.left_out.iter();
    (existing.plan, lines.map(ToString::to_string).collect())
}

#[test]
fn a_plan_says_everything_about_a_common_campaign() {
    let (plan, left_out) = left_out(|_| {});
    assert_eq!(left_out, [""; 0]);
    assert!(!plan.validate_on(TODAY).has_errors(), "{}", plan.validate());
    assert_eq!(plan.ad_groups[0].keywords[0].bid, Some(Usd::cents(90)));
}

/// Each change is told in a text that has these words.
#[test]
fn what_a_plan_cannot_say_is_told() {
    type Change = fn(&mut CampaignTree);
    let cases: [(Change, &str); 19] = [
        (|tree| tree.campaign.state = State::Paused, "it is PAUSED"),
        (
            |tree| tree.campaign.budget_type = BudgetType::from("WEEKLY"),
            "its budget is WEEKLY",
        ),
        (
            |tree| tree.campaign.bidding = BiddingStrategy::from("AUTO_FOR_SALES"),
            "AUTO_FOR_SALES",
        ),
        (
            |tree| tree.campaign.start_date = date(2026, 1, 1),
            "it began on 2026-01-01",
        ),
        (
            |tree| {
                tree.campaign.placements = vec![PlacementBid {
                    placement: Placement::from("PLACEMENT_REST"),
                    percent: 10,
                }];
            },
            "10 % for PLACEMENT_REST",
        ),
        (
            |tree| tree.campaign.name = "Shoes [abcdefg2]".to_owned(),
            "a launch's mark",
        ),
        (
            |tree| {
                let extra = &mut tree.campaign.extra;
                extra.insert("siteRestrictions".to_owned(), "x".into());
            },
            "siteRestrictions",
        ),
        (
            |tree| tree.ad_groups[0].ad_group.state = State::Paused,
            "`Sneakers`, with all that is below it, is PAUSED",
        ),
        (
            |tree| tree.ad_groups[0].product_ads[0].state = State::Paused,
            "the ad of offer A is PAUSED",
        ),
        (
            |tree| tree.ad_groups[0].product_ads[0].retailer = RetailerId::from("8"),
            "of retailer 8",
        ),
        (
            |tree| tree.ad_groups[0].targets[0].state = State::Paused,
            "the EXACT keyword `shoes` is PAUSED",
        ),
        (
            |tree| tree.ad_groups[0].targets[0].state = State::Archived,
            "1 archived parts",
        ),
        (
            |tree| tree.ad_groups[0].targets[0].kind = TargetKind::Other("AUDIENCE".to_owned()),
            "the target of type AUDIENCE",
        ),
        (
            |tree| {
                tree.ad_groups[0].targets[0].kind = TargetKind::Keyword {
                    keyword: "shoes".to_owned(),
                    matching: KeywordMatch::from("FUZZY"),
                };
            },
            "the FUZZY keyword `shoes`",
        ),
        (
            |tree| {
                tree.ad_groups[0].targets[0].kind = TargetKind::Product {
                    offer: "B".to_owned(),
                    retailer: Some(RetailerId::from("8")),
                };
            },
            "the product B is of retailer 8",
        ),
        (
            |tree| {
                let kind = TargetKind::Auto(AutoMatch::from("PRODUCT_RIVALS"));
                tree.ad_groups[0].targets[0] = target(kind, Some(Usd::cents(30)));
            },
            "no word for PRODUCT_RIVALS, whose bid is $0.30",
        ),
        (
            |tree| {
                let kind = TargetKind::Auto(AutoMatch::CloseMatch);
                let mut auto = target(kind, Some(Usd::cents(30)));
                auto.state = State::Paused;
                tree.ad_groups[0].targets[0] = auto;
            },
            "KEYWORDS_CLOSE_MATCH is PAUSED",
        ),
        (
            |tree| {
                let positive = target(keyword("boots"), Some(Usd::cents(30)));
                tree.negative_targets = vec![positive];
            },
            "the EXACT keyword `boots` has no ad group",
        ),
        (
            |tree| tree.campaign.state = State::from("SLEEPING"),
            "it is SLEEPING",
        ),
    ];
    for (change, words) in cases {
        let (_, lines) = left_out(change);
        assert!(
            matches!(&lines[..], [line] if line.contains(words)),
            "{words}: {lines:?}"
        );
    }
}

#[test]
fn what_is_not_in_effect_is_not_planned() {
    let (plan, _) = left_out(|tree| {
        let group = &mut tree.ad_groups[0];
        let mut paused = target(keyword("boots"), None);
        paused.state = State::Paused;
        group.targets.push(paused);
        let mut archived = ad("B");
        archived.state = State::Archived;
        group.product_ads.push(archived);
    });
    let group = &plan.ad_groups[0];
    assert!(group.negative_keywords.is_empty());
    assert_eq!(group.offers, ["A"]);
    let (plan, _) = left_out(|tree| tree.ad_groups[0].ad_group.state = State::Archived);
    assert!(plan.ad_groups.is_empty());
}

#[test]
fn the_tags_of_a_launch_and_a_first_day_that_has_come_are_not_the_plans() {
    let (plan, lines) = left_out(|tree| {
        let tag = |key: &str| Tag {
            key: key.to_owned(),
            value: "x".to_owned(),
        };
        tree.campaign.tags = [RUN_TAG, "season", PLAN_TAG, INST_TAG].map(tag).to_vec();
    });
    assert_eq!((plan.tags.len(), &*plan.tags[0].key), (1, "season"));
    assert_eq!((plan.start_date, lines), (None, Vec::new()));
    let tomorrow = date(2026, 11, 27);
    let (plan, lines) = left_out(|tree| tree.campaign.start_date = tomorrow);
    assert_eq!((plan.start_date, lines), (Some(tomorrow), Vec::new()));
}

#[test]
fn a_name_that_only_looks_like_a_marked_one_is_kept() {
    for name in [
        "Shoes",
        "Shoes [ABCDEFGH]",
        "Shoes [abcdefg1]",
        "Shoes[abcdefgh]",
        "[]",
        "]",
    ] {
        assert_eq!(without_mark(name), name);
    }
    assert_eq!(without_mark("Shoes [x] [abcdefgh]"), "Shoes [x]");
}
