//! Any plan, right or wrong.

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{AutoMatch, KeywordMatch, RetailerId};

/// Texts that a format may trip over, and any other.
fn text() -> impl Strategy<Value = String> {
    let traps = [
        "",
        " ",
        "no",
        "true",
        "null",
        "~",
        "1e3",
        "0x10",
        "- a",
        "a: b",
        "#",
        "\"",
        "'",
        "\\",
        "[x]",
        "{x}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%",
        "@",
        "a\nb",
        "\t",
        "\u{feff}",
        "é",
        "e\u{301}",
        "2026-12-31",
        "東京",
        "🦀",
        "...",
        "---",
    ];
    let traps = traps.map(str::to_owned).to_vec();
    prop_oneof![
        proptest::sample::select(traps),
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        any::<String>(),
    ]
}

/// Amounts that a double holds exactly; beyond 15 digits it does not.
pub(crate) fn amount() -> impl Strategy<Value = Usd> {
    (-1_000_000_000_000_i64..1_000_000_000_000, 0_u32..4)
        .prop_map(|(units, scale)| Usd::from(Decimal::new(units, scale).normalize()))
}

fn date() -> impl Strategy<Value = Date> {
    (1970_i16..2100, 1_i8..=12, 1_i8..=28).prop_filter_map("a day", |(year, month, day)| {
        Date::new(year, month, day).ok()
    })
}

fn matching() -> impl Strategy<Value = KeywordMatch> {
    prop_oneof![
        Just(KeywordMatch::Broad),
        Just(KeywordMatch::Phrase),
        Just(KeywordMatch::Exact),
        Just(KeywordMatch::from("frase")),
    ]
}

fn negative_keywords() -> impl Strategy<Value = Vec<NegativeKeywordPlan>> {
    let one = (text(), matching()).prop_map(|(text, matching)| {
        let mut negative = NegativeKeywordPlan::exact(text);
        negative.matching = matching;
        negative
    });
    vec(one, 0..3)
}

fn negative_products() -> impl Strategy<Value = Vec<NegativeProductPlan>> {
    let one = (text(), option::of(text())).prop_map(|(offer, retailer)| {
        let mut negative = NegativeProductPlan::new(offer);
        negative.retailer = retailer.map(RetailerId::from);
        negative
    });
    vec(one, 0..3)
}

fn auto_bids() -> impl Strategy<Value = Vec<(AutoMatch, Usd)>> {
    let all = [
        AutoMatch::CloseMatch,
        AutoMatch::LooseMatch,
        AutoMatch::Substitutes,
        AutoMatch::Complements,
    ];
    vec((proptest::sample::select(all.to_vec()), amount()), 0..4)
}

fn ad_group() -> impl Strategy<Value = AdGroupPlan> {
    let keyword = (text(), matching(), option::of(amount())).prop_map(|(text, matching, bid)| {
        let mut keyword = KeywordPlan::new(text, matching);
        keyword.bid = bid;
        keyword
    });
    let product = (text(), option::of(amount())).prop_map(|(offer, bid)| {
        let mut product = ProductPlan::new(offer);
        product.bid = bid;
        product
    });
    (
        (text(), text(), amount(), vec(text(), 0..3)),
        (auto_bids(), vec(keyword, 0..3), vec(product, 0..3)),
        (negative_keywords(), negative_products()),
    )
        .prop_map(
            |((name, retailer, bid, offers), (bids, keywords, products), negatives)| {
                let group = AdGroupPlan::new(name, retailer, bid)
                    .offers(offers)
                    .keywords(keywords)
                    .products(products)
                    .negative_keywords(negatives.0)
                    .negative_products(negatives.1);
                bids.iter().fold(group, |group, (matching, bid)| {
                    group.auto_bid(matching, *bid)
                })
            },
        )
}

/// Plans of every shape.
pub(crate) fn plan() -> impl Strategy<Value = CampaignPlan> {
    let targeting = prop_oneof![
        Just(Targeting::Auto),
        Just(Targeting::Manual),
        Just(Targeting::from("by hand")),
    ];
    (
        (text(), option::of(text()), targeting, amount()),
        (option::of(date()), option::of(date()), option::of(text())),
        (option::of(any::<i32>()), vec((text(), text()), 0..3)),
        (
            negative_keywords(),
            negative_products(),
            vec(ad_group(), 0..3),
        ),
    )
        .prop_map(
            |(campaign, (start, end, portfolio), (percent, tags), below)| {
                let (name, key, targeting, budget) = campaign;
                let mut plan = CampaignPlan::new(name, targeting, budget);
                (plan.key, plan.start_date, plan.end_date) = (key, start, end);
                plan.portfolio = portfolio.map(PortfolioId::from);
                plan.top_of_search = percent;
                let plan = plan
                    .negative_keywords(below.0)
                    .negative_products(below.1)
                    .ad_groups(below.2);
                tags.into_iter()
                    .fold(plan, |plan, (key, value)| plan.tag(key, value))
            },
        )
}
