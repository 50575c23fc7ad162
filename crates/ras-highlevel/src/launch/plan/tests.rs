//! Plans as texts and back.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::AutoMatch;

#[test]
fn a_plan_names_no_strategy_and_one_placement_while_the_contract_has_no_other() {
    use ras_core::ras::types::{BiddingStrategy, Placement};

    assert_eq!(BiddingStrategy::KNOWN, ["MANUAL"]);
    assert_eq!(Placement::KNOWN, ["PLACEMENT_TOP"]);
}

const FORMATS: [PlanFormat; 3] = [PlanFormat::Toml, PlanFormat::Yaml, PlanFormat::Json];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_plan_that_is_written_is_read_as_the_same(plan in arbitrary::plan()) {
        for format in FORMATS {
            let text = plan.write(format).unwrap();
            let read = CampaignPlan::parse(&text, format);
            prop_assert_eq!(read.as_ref(), Ok(&plan), "{:?}: {}", format, text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        for format in FORMATS {
            let _ = CampaignPlan::parse(&text, format).map_err(|error| error.to_string());
        }
    }
}

fn auto(bids: &str) -> Result<CampaignPlan, PlanError> {
    CampaignPlan::from_toml(&format!("[[ad_groups]]\nauto_bids = {{ {bids} }}"))
}

fn bids(plan: &CampaignPlan) -> Vec<(AutoMatch, Usd)> {
    plan.ad_groups[0].auto_bids.iter().collect()
}

#[test]
fn automatic_targets_go_by_all_their_names() {
    let wanted = [
        (AutoMatch::CloseMatch, Usd::dollars(1)),
        (AutoMatch::LooseMatch, Usd::dollars(2)),
        (AutoMatch::Substitutes, Usd::dollars(3)),
        (AutoMatch::Complements, Usd::dollars(4)),
    ];
    for names in [
        ["close_match", "loose_match", "substitutes", "complements"],
        [
            "KEYWORDS_CLOSE_MATCH",
            "KEYWORDS_LOOSE_MATCH",
            "PRODUCT_SUBSTITUTES",
            "PRODUCT_COMPLEMENTS",
        ],
        [
            "SEARCH_CLOSE_MATCH",
            "search_loose_match",
            "product_substitutes",
            "Complements",
        ],
    ] {
        let [a, b, c, d] = names;
        let plan = auto(&format!("{a} = 1, {b} = 2, {c} = 3, {d} = 4")).unwrap();
        assert_eq!(bids(&plan), wanted, "{names:?}");
        assert!(plan.strays().is_empty());
    }
}

#[test]
fn of_two_names_for_one_target_the_first_counts_and_the_second_is_kept_as_wrong() {
    let plan = auto("SEARCH_CLOSE_MATCH = 1, close_match = 2").unwrap();
    assert_eq!(bids(&plan), [(AutoMatch::CloseMatch, Usd::dollars(1))]);
    assert_eq!(plan.ad_groups[0].auto_bids.again, ["close_match"]);
}

#[test]
fn members_that_belong_to_nothing_are_kept_with_their_place_and_are_not_lost_in_silence() {
    let text = r#"
        budget = 5
        [[negative_products]]
        bid = 1
        [[ad_groups]]
        auto_bids = { CLOSE = 1 }
        keywords = [{ keyword = "a" }, { text = "b" }]
        "#;
    let plan = CampaignPlan::from_toml(text).unwrap();
    let paths: Vec<String> = plan
        .strays()
        .iter()
        .map(unknown_members::Stray::path)
        .collect();
    let wanted = [
        "budget",
        "negative_products[0].bid",
        "ad_groups[0].auto_bids.CLOSE",
        "ad_groups[0].keywords[1].text",
    ];
    assert_eq!(paths, wanted);
    let error = plan.to_toml().unwrap_err();
    assert_eq!(error.path(), Some("budget"));
}

#[test]
fn dates_of_toml_and_texts_are_days() {
    let day = Some(date(2026, 12, 31));
    for text in ["start_date = 2026-12-31", "start_date = \"2026-12-31\""] {
        assert_eq!(CampaignPlan::from_toml(text).unwrap().start_date, day);
    }
    let plan = CampaignPlan::from_yaml("start_date: 2026-12-31\nend_date:").unwrap();
    assert_eq!((plan.start_date, plan.end_date), (day, None));
}

#[test]
fn identifiers_may_be_numbers() {
    let plan = CampaignPlan::from_toml("portfolio = 12\n[[ad_groups]]\nretailer = 24483676143932");
    let plan = plan.unwrap();
    assert_eq!(plan.portfolio, Some(PortfolioId::from("12")));
    assert_eq!(plan.ad_groups[0].retailer.as_str(), "24483676143932");
    let plan = CampaignPlan::from_yaml("ad_groups: [{ retailer: 24483676143932 }]").unwrap();
    assert_eq!(plan.ad_groups[0].retailer.as_str(), "24483676143932");
}

#[test]
fn words_are_read_in_small_and_capital_letters_and_written_small() {
    let plan = CampaignPlan::from_json(r#"{ "targeting": "AUTO" }"#).unwrap();
    assert_eq!(plan.targeting, Targeting::Auto);
    assert!(plan.to_toml().unwrap().contains("targeting = \"auto\""));
    let plan = CampaignPlan::from_yaml("targeting: Handmade").unwrap();
    assert_eq!(plan.targeting.as_str(), "Handmade");
}

#[test]
fn a_member_of_the_wrong_type_is_named_with_line_column_and_path() {
    let toml = "name = \"A\"\n[[ad_groups]]\nkeywords = [{ keyword = \"a\", bid = \"lots\" }]\n";
    let yaml = "name: A\nad_groups:\n  - keywords:\n    - { keyword: a, bid: lots }\n";
    let json = "{\n  \"ad_groups\": [{ \"keywords\": [{ \"bid\": \"lots\" }] }]\n}";
    let mut told = String::new();
    for (format, text) in FORMATS.iter().zip([toml, yaml, json]) {
        let error = CampaignPlan::parse(text, *format).unwrap_err();
        assert_eq!(error.path(), Some("ad_groups[0].keywords[0].bid"));
        assert!(error.line().is_some() && error.column().is_some());
        told += &format!("{format:?}\n{error}\n\n");
    }
    for (format, text) in FORMATS.iter().zip(["name = ", "name: [", "{ \"name\": "]) {
        let error = CampaignPlan::parse(text, *format).unwrap_err();
        assert_eq!(error.line(), Some(1), "{error}");
        told += &format!("{format:?}\n{error}\n\n");
    }
    insta::assert_snapshot!(told.trim_end());
}

#[test]
fn the_end_of_a_files_name_says_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let plan = CampaignPlan::manual("A", Usd::dollars(1));
    for (name, format) in ["a.toml", "a.yaml", "a.YML", "a.json"].iter().zip([
        PlanFormat::Toml,
        PlanFormat::Yaml,
        PlanFormat::Yaml,
        PlanFormat::Json,
    ]) {
        let file = folder.path().join(name);
        std::fs::write(&file, plan.write(format).unwrap()).unwrap();
        assert_eq!(CampaignPlan::read(&file).as_ref(), Ok(&plan));
    }
    let error = CampaignPlan::read(folder.path().join("a.txt")).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("end it in .toml, .yaml or .json")
    );
    let error = CampaignPlan::read(folder.path().join("b.toml")).unwrap_err();
    assert!(error.to_string().contains("cannot be read"), "{error}");
}
