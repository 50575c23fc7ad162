//! A sheet written by us is read as the same plans, but for what was told.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use ras_highlevel::{
    AdGroupPlan, AutoMatch, CampaignPlan, KeywordMatch, KeywordPlan, NegativeKeywordPlan,
    NegativeProductPlan, ProductPlan, Usd,
};

use super::super::{Format, Import, csv, export, import, written, xlsx};
use super::{OPTIONS, TODAY};

/// Texts that a sheet may trip over, and any other. A control character stands in no
/// name, and no workbook can hold one.
fn text() -> impl Strategy<Value = String> {
    let traps = [
        "0815",
        "TRUE",
        "1e5",
        "=1+1",
        "2026-12-31",
        "20261231",
        "a,b;c\td",
        "\"x\"",
        "'x",
        "a\nb",
        "é",
        "東京",
        "🦀",
        "_x0041_",
        "&amp;",
        "<b>",
        "]]>",
        "1.50",
        "1,5",
        " x ",
        "#REF!",
        "\u{feff}x",
    ];
    prop_oneof![
        proptest::sample::select(traps.map(str::to_owned).to_vec()),
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        any::<String>().prop_filter("a text of a name", |text| {
            !text.trim().is_empty() && !text.chars().any(|c| c.is_control() || c > '\u{fffd}')
        }),
    ]
}

/// An identifier has no outer blanks, and does not look like a rounded number.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        "[1-9][0-9]{0,15}",
        "0[0-9]{1,8}",
        text()
            .prop_map(|text| text.trim().to_owned())
            .prop_filter("an identifier", |text| !text.is_empty()),
    ]
}

fn amount() -> impl Strategy<Value = Usd> {
    (0_u32..100_000_000).prop_map(Usd::cents)
}

fn day() -> impl Strategy<Value = Date> {
    (1970_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn matching() -> impl Strategy<Value = KeywordMatch> {
    let all = [
        KeywordMatch::Broad,
        KeywordMatch::Phrase,
        KeywordMatch::Exact,
    ];
    proptest::sample::select(all.to_vec())
}

fn negatives() -> impl Strategy<Value = Vec<NegativeKeywordPlan>> {
    let one = (text(), matching()).prop_map(|(text, matching)| {
        let mut negative = NegativeKeywordPlan::exact(text);
        negative.matching = matching;
        negative
    });
    vec(one, 0..3)
}

fn ad_group(auto: bool) -> impl Strategy<Value = AdGroupPlan> {
    let keyword = (text(), matching(), option::of(amount())).prop_map(|(text, matching, bid)| {
        let mut keyword = KeywordPlan::new(text, matching);
        keyword.bid = bid;
        keyword
    });
    let all = [
        AutoMatch::CloseMatch,
        AutoMatch::LooseMatch,
        AutoMatch::Substitutes,
        AutoMatch::Complements,
    ];
    let bids = (proptest::sample::select(all.to_vec()), amount());
    // A manual campaign has no automatic targets, which an import refuses.
    let bids = vec(bids, 0..=if auto { 3 } else { 0 });
    (
        (text(), id(), amount(), vec(id(), 0..3)),
        (vec(keyword, 0..3), negatives(), bids),
        (vec(id(), 0..2), vec(id(), 0..2)),
    )
        .prop_map(|((name, retailer, bid, offers), targets, products)| {
            let (keywords, negatives, bids) = targets;
            let group = AdGroupPlan::new(name, retailer, bid)
                .offers(offers)
                .keywords(keywords)
                .negative_keywords(negatives)
                .products(products.0.into_iter().map(ProductPlan::new))
                .negative_products(products.1.into_iter().map(NegativeProductPlan::new));
            bids.iter().fold(group, |group, (matching, bid)| {
                group.auto_bid(matching, *bid)
            })
        })
}

fn plan() -> impl Strategy<Value = CampaignPlan> {
    any::<bool>().prop_flat_map(|auto| {
        (
            (text(), amount(), option::of(text())),
            (option::of(day()), option::of(day()), option::of(id())),
            (option::of(0_i32..2000), vec((text(), text()), 0..2)),
            (negatives(), vec(ad_group(auto), 0..3)),
        )
            .prop_map(
                move |((name, budget, key), dates, (percent, tags), below)| {
                    let mut plan = match auto {
                        true => CampaignPlan::auto(name, budget),
                        false => CampaignPlan::manual(name, budget),
                    };
                    plan.key = key;
                    (plan.start_date, plan.end_date) = (dates.0, dates.1);
                    plan.portfolio = dates.2.map(Into::into);
                    plan.top_of_search = percent;
                    let plan = plan.negative_keywords(below.0).ad_groups(below.1);
                    let tag = |plan: CampaignPlan, (key, value)| plan.tag(key, value);
                    tags.into_iter().fold(plan, tag)
                },
            )
    })
}

/// What a sheet can say of a plan.
fn sayable(plan: &CampaignPlan) -> CampaignPlan {
    let mut plan = plan.clone();
    plan.key = None;
    plan.tags.clear();
    plan.start_date.get_or_insert(TODAY);
    plan.negative_keywords.clear();
    plan.negative_products.clear();
    for group in &mut plan.ad_groups {
        group.products.clear();
        group.negative_products.clear();
        group.auto_bids.complements = None;
        for keyword in &mut group.keywords {
            keyword.bid.get_or_insert(group.default_bid);
        }
    }
    plan
}

fn read_back(plans: &[CampaignPlan], format: Format) -> (Import, bool) {
    let files: Vec<String> = (0..plans.len()).map(|it| format!("{it}.toml")).collect();
    let named = files.iter().map(String::as_str).zip(plans);
    let (rows, lost) = export(named, TODAY);
    let bytes = written(&rows, format).unwrap();
    let sheet = match format {
        Format::Csv => csv::read("sheet.csv", &bytes).unwrap(),
        Format::Xlsx => xlsx::read(bytes, None).unwrap(),
    };
    (import(&sheet, OPTIONS), lost.is_empty())
}

fn check(plans: &[CampaignPlan], format: Format) -> Result<(), TestCaseError> {
    let (import, nothing_lost) = read_back(plans, format);
    prop_assert_eq!(&import.findings, &[], "{:?}", format);
    let read: Vec<&CampaignPlan> = import.plans.iter().map(|it| &it.plan).collect();
    let expected: Vec<CampaignPlan> = plans.iter().map(sayable).collect();
    prop_assert_eq!(read, expected.iter().collect::<Vec<_>>());
    // What is lost is told, and nothing else is.
    let names: BTreeSet<&str> = plans.iter().map(|plan| &*plan.name).collect();
    let is_all_said = expected == plans && names.len() == plans.len();
    prop_assert_eq!(nothing_lost, is_all_said);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_sheet_that_is_written_is_read_as_the_same_plans(plans in vec(plan(), 1..4)) {
        check(&plans, Format::Csv)?;
        check(&plans, Format::Xlsx)?;
    }
}
