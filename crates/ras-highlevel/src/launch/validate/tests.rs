//! What is found, and what is not.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::launch::plan::arbitrary;

const TODAY: Date = date(2026, 11, 25);

const AUTO: &str = r#"
name = "Spring shoes"
targeting = "auto"
daily_budget = 25
[[ad_groups]]
name = "Sneakers"
retailer = "24483676143932"
default_bid = 0.75
offers = ["OFFER-1", "OFFER-2"]
"#;

const MANUAL: &str = r#"
name = "Spring shoes"
targeting = "manual"
daily_budget = 25
[[ad_groups]]
name = "Sneakers"
retailer = "24483676143932"
default_bid = 0.75
offers = ["OFFER-1"]
keywords = [{ keyword = "running shoes", match = "exact", bid = 1.10 }]
"#;

fn findings(text: &str) -> Findings {
    CampaignPlan::from_toml(text).unwrap().validate_on(TODAY)
}

/// A file with a line more in front of its ad groups.
fn with(file: &str, line: &str) -> String {
    file.replacen("[[ad_groups]]", &format!("{line}\n[[ad_groups]]"), 1)
}

/// One mistake: what is replaced by what, and what is found at which path.
type Mistake<'a> = (&'a str, &'a str, &'a str, &'a str);

const LONG: &str =
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890";

#[test]
fn each_mistake_is_found_at_its_path_and_nothing_else() {
    let auto: &[Mistake<'_>] = &[
        ("\"Spring shoes\"", "\"  \"", "campaign_name", "name"),
        ("\"Spring shoes\"", "\" Shoes\"", "campaign_name", "name"),
        ("\"Spring shoes\"", "\"50% off\"", "name_characters", "name"),
        ("\"Spring shoes\"", "\"Обувь\"", "script", "name"),
        ("\"auto\"", "\"automatic\"", "targeting", "targeting"),
        ("targeting = \"auto\"\n", "", "targeting", "targeting"),
        ("25", "0.99", "daily_budget", "daily_budget"),
        ("25", "1000000.01", "daily_budget", "daily_budget"),
        ("daily_budget = 25\n", "", "daily_budget", "daily_budget"),
        ("25", "25.005", "cents", "daily_budget"),
        ("0.75", "0.01", "bid", "ad_groups[0].default_bid"),
        ("0.75", "-1", "bid", "ad_groups[0].default_bid"),
        (
            "0.75",
            "25.01",
            "bid_over_budget",
            "ad_groups[0].default_bid",
        ),
        ("\"Sneakers\"", "\"\"", "ad_group_name", "ad_groups[0].name"),
        (
            "\"Sneakers\"",
            "\"A#1\"",
            "name_characters",
            "ad_groups[0].name",
        ),
        ("\"24483676143932\"", "\"\"", "id", "ad_groups[0].retailer"),
        (
            "\"24483676143932\"",
            "\"shop\"",
            "id",
            "ad_groups[0].retailer",
        ),
        (
            "[\"OFFER-1\", \"OFFER-2\"]",
            "[]",
            "offers",
            "ad_groups[0].offers",
        ),
        ("\"OFFER-2\"", "\" \"", "offer", "ad_groups[0].offers[1]"),
        (
            "\"OFFER-2\"",
            "\"OFFER-1\"",
            "twin",
            "ad_groups[0].offers[1]",
        ),
        (
            "0.75",
            "0.75\nbids = 1",
            "unknown_member",
            "ad_groups[0].bids",
        ),
        (
            "0.75",
            "0.75\nauto_bids = { close_match = 1, SEARCH_CLOSE_MATCH = 2 }",
            "two_names",
            "ad_groups[0].auto_bids.close_match",
        ),
        (
            "0.75",
            "0.75\nauto_bids = { complements = 1001 }",
            "bid",
            "ad_groups[0].auto_bids.complements",
        ),
        (
            "0.75",
            "0.75\nkeywords = [{ keyword = \"a\", match = \"exact\" }]",
            "manual_only",
            "ad_groups[0].keywords",
        ),
    ];
    let above: &[(&str, &str, &str)] = &[
        ("key = \" \"", "key", "key"),
        ("portfolio = \"mine\"", "id", "portfolio"),
        ("top_of_search = 901", "top_of_search", "top_of_search"),
        ("top_of_search = -1", "top_of_search", "top_of_search"),
        ("start_date = 2026-11-24", "start_date", "start_date"),
        ("end_date = 2026-11-24", "end_date", "end_date"),
        (
            "tags = [{ key = \"\", value = \"x\" }]",
            "tag",
            "tags[0].key",
        ),
        (
            "tags = [{ key = \"RAS-run\", value = \"x\" }]",
            "reserved_tag",
            "tags[0].key",
        ),
        (
            "tags = [{ key = \"a\", value = \"x\" }, { key = \"a\", value = \"y\" }]",
            "tag",
            "tags[1].key",
        ),
    ];
    let manual: &[Mistake<'_>] = &[
        (
            "\"exact\"",
            "\"frase\"",
            "match",
            "ad_groups[0].keywords[0].match",
        ),
        (
            "match = \"exact\", ",
            "",
            "match",
            "ad_groups[0].keywords[0].match",
        ),
        ("1.10", "0.019", "bid", "ad_groups[0].keywords[0].bid"),
        (
            "\"running shoes\"",
            "\"\"",
            "keyword",
            "ad_groups[0].keywords[0].keyword",
        ),
        (
            "\"running shoes\"",
            "\"a b c d e f g h i j k\"",
            "keyword",
            "ad_groups[0].keywords[0].keyword",
        ),
        (
            "\"running shoes\"",
            "\"50% off\"",
            "keyword_characters",
            "ad_groups[0].keywords[0].keyword",
        ),
        (
            "\"running shoes\"",
            "\"running - shoes\"",
            "keyword_places",
            "ad_groups[0].keywords[0].keyword",
        ),
        (
            "\"running shoes\"",
            "\"24\\\" shoes\"",
            "keyword_places",
            "ad_groups[0].keywords[0].keyword",
        ),
        (
            "keywords = [{ keyword = \"running shoes\", match = \"exact\", bid = 1.10 }]",
            "",
            "targets",
            "ad_groups[0].keywords",
        ),
        (
            "1.10 }",
            "1.10 }, { keyword = \" Running  SHOES\", match = \"exact\" }",
            "keyword twin",
            "ad_groups[0].keywords[1].keyword ad_groups[0].keywords[1]",
        ),
        (
            "0.75",
            "0.75\nauto_bids = { close_match = 1 }",
            "auto_only",
            "ad_groups[0].auto_bids",
        ),
        (
            "0.75",
            "0.75\nnegative_keywords = [{ keyword = \"a\", match = \"broad\" }]",
            "negative_match",
            "ad_groups[0].negative_keywords[0].match",
        ),
        (
            "0.75",
            "0.75\nnegative_keywords = [{ keyword = \"a b c d e\", match = \"phrase\" }]",
            "negative_phrase",
            "ad_groups[0].negative_keywords[0].keyword",
        ),
        (
            "0.75",
            "0.75\nnegative_keywords = [{ keyword = \"SHOES\", match = \"phrase\" }]",
            "blocked",
            "ad_groups[0].keywords[0]",
        ),
        (
            "0.75",
            "0.75\nproducts = [{ offer = \"X\", bid = 1 }, { offer = \"X\" }]",
            "products twin",
            "ad_groups[0].products ad_groups[0].products[1]",
        ),
        (
            "0.75",
            "0.75\nnegative_products = [{ offer = \"X\", retailer = \"1\" }]",
            "products whose_product",
            "ad_groups[0].negative_products ad_groups[0].negative_products[0].retailer",
        ),
    ];
    let mut seen = BTreeSet::new();
    let mut check = |text: String, codes: &str, paths: &str| {
        let findings = findings(&text);
        let found =
            |of: fn(&Finding) -> &str| findings.iter().map(of).collect::<Vec<_>>().join(" ");
        assert_eq!(found(|finding| finding.code), codes, "{text}\n{findings}");
        assert_eq!(found(|finding| &finding.path), paths, "{text}\n{findings}");
        assert!(findings.iter().all(is_complete), "{findings}");
        seen.extend(codes.split(' ').map(str::to_owned));
    };
    for (file, mistakes) in [(AUTO, auto), (MANUAL, manual)] {
        for (from, to, code, path) in mistakes {
            let text = file.replacen(from, to, 1);
            assert_ne!(text, file, "{from}");
            check(text, code, path);
        }
    }
    for (line, code, path) in above {
        check(with(AUTO, line), code, path);
    }
    let name = |length: usize| AUTO.replace("Spring shoes", &"x".repeat(length));
    check(name(129), "campaign_name", "name");
    check(name(117), "campaign_name", "name");
    check(name(106), "marked_name", "name");
    let group = AUTO.replace("Sneakers", &"x".repeat(256));
    check(group, "ad_group_name", "ad_groups[0].name");
    let keyword = MANUAL.replace("running shoes", &format!("{LONG}1"));
    check(keyword, "keyword", "ad_groups[0].keywords[0].keyword");
    let tags = (0..48).map(|number| format!("{{ key = \"{number}\", value = \"\" }}"));
    let tags = tags.collect::<Vec<_>>().join(", ");
    check(with(AUTO, &format!("tags = [{tags}]")), "tags", "tags");
    let raised = AUTO.replace("0.75", "20").replace("= 25", "= 100");
    let raised = with(&raised, "top_of_search = 900");
    check(raised, "raised_over_budget", "top_of_search");
    let raised = AUTO.replace("0.75", "100.10").replace("= 25", "= 5000");
    let raised = with(&raised, "top_of_search = 900");
    check(raised, "raised_bid", "ad_groups[0].default_bid");
    let empty = AUTO.split("[[ad_groups]]").next().unwrap_or_default();
    check(empty.to_owned(), "ad_groups", "ad_groups");
    let second = MANUAL.split("[[ad_groups]]").nth(1).unwrap_or_default();
    let second = second.lines().filter(|line| !line.starts_with("keywords"));
    let second = second.collect::<Vec<_>>().join("\n");
    let two = format!("{MANUAL}[[ad_groups]]{second}");
    check(
        two.clone(),
        "idle_ad_group twin",
        "ad_groups[1].keywords ad_groups[1].name",
    );
    let other = two
        .replacen("24483676143932", "1", 1)
        .replacen("Sneakers", "Other", 1);
    check(
        with(&other, "negative_products = [{ offer = \"X\" }]"),
        "products whose_product idle_ad_group",
        "negative_products negative_products[0].retailer ad_groups[1].keywords",
    );
    check(
        with(AUTO, "start_date = 2026-12-31\nend_date = 2026-12-30"),
        "end_date",
        "end_date",
    );

    let rules = include_str!("rules.rs").split("= rule(").skip(1);
    let codes = rules.filter_map(|rule| rule.split('"').nth(1));
    let never: Vec<&str> = codes.filter(|code| !seen.contains(*code)).collect();
    assert_eq!(never, [""; 0], "no mistake breaks these rules");
}

fn is_complete(finding: &Finding) -> bool {
    let texts = [
        &finding.path,
        &finding.problem,
        &finding.limit,
        &finding.fix,
    ];
    texts.iter().all(|text| !text.is_empty()) && !finding.source.is_empty()
}

#[test]
fn what_lies_at_the_limits_is_fine() {
    let plans = [
        AUTO.to_owned(),
        MANUAL.to_owned(),
        AUTO.replace("0.75", "0.02").replace("= 25", "= 1"),
        AUTO.replace("0.75", "1000").replace("= 25", "= 1000000"),
        AUTO.replace("Spring shoes", &"x".repeat(105)),
        AUTO.replace("Sneakers", &"x".repeat(255)),
        AUTO.replace("Sneakers", "Tel's \\\"A\\\" & B, é 東京 تمر தமிழ் नमस्ते ~"),
        MANUAL.replace("running shoes", LONG),
        MANUAL.replace("running shoes", "a b c d e f g h i \\\"j\\\""),
        MANUAL.replace("running shoes", "t-shirt 1.5 l men's [new] a+b"),
        with(
            AUTO,
            "start_date = 2026-11-25\nend_date = 2026-11-25\ntop_of_search = 900",
        ),
        with(
            AUTO,
            "negative_keywords = [{ keyword = \"a b c d\", match = \"phrase\" }]",
        ),
        with(
            MANUAL,
            "negative_keywords = [{ keyword = \"shoes\", match = \"exact\" }]",
        ),
    ];
    for plan in plans {
        let findings = findings(&plan);
        assert!(findings.is_empty(), "{plan}\n{findings}");
    }
}

#[test]
fn a_launch_that_was_begun_in_time_may_be_resumed_later() {
    let plan = with(AUTO, "start_date = 2026-11-24");
    let plan = CampaignPlan::from_toml(&plan).unwrap();
    assert!(plan.admit(Some(TODAY)).is_err());
    assert_eq!(plan.admit(None), Ok(()));
}

#[test]
fn twelve_mistakes_are_twelve_findings_in_one_run() {
    let plan = r#"
name = "50% off shoes!"
targeting = "manuel"
daily_buget = 25
daily_budget = 0.50
start_date = 2026-11-01
top_of_search = 1000
tags = [{ key = "ras-run", value = "mine" }]
negative_keywords = [{ keyword = "very very very cheap shoes", match = "phrase" }]

[[ad_groups]]
name = "Sneakers"
retailer = ""
default_bid = 0.45
offers = ["OFFER-1", "OFFER-1"]
keywords = [
    { keyword = "running shoes", match = "exactly", bid = 0.40 },
    { keyword = "running shoes", match = "exact", bid = 0.01 },
]
"#;
    let findings = findings(plan);
    assert_eq!(findings.errors().count(), 12);
    assert_eq!(findings.len(), 12);
    insta::assert_snapshot!(findings);
    insta::assert_json_snapshot!(findings.iter().next());
}

#[test]
fn a_misspelt_member_is_named_with_the_one_that_was_meant() {
    let plan = r#"
        dailyBudget = 1
        budgget = 1
        state = "ENABLED"
        placementBidding = []
        colour = "red"
        negative_keywords = [{ keyword = "a", match = "exact", bid = 1 }]
        [[ad_groups]]
        retailerId = "1"
        defaultBid = 1
        retailerOfferIds = []
        auto_bids = { close = 1 }
        keywords = [{ text = "a", matchType = "exact" }]
        products = [{ productId = "1" }]
    "#;
    let plan = CampaignPlan::from_toml(plan).unwrap();
    let mut report = Report::default();
    members::check(&plan, &mut report);
    let told = report.findings();
    let told: Vec<String> = told
        .iter()
        .map(|it| format!("{}: {}", it.path, it.fix))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

proptest! {
    #[test]
    fn every_plan_can_be_validated_and_every_path_leads_to_a_member(plan in arbitrary::plan()) {
        let findings = plan.validate_on(TODAY);
        let json = serde_json::to_value(&plan).unwrap();
        for finding in &findings {
            prop_assert!(is_complete(finding), "{}", finding);
            prop_assert!(leads_somewhere(&json, &finding.path), "{}", finding);
        }
        prop_assert_eq!(plan.admit(Some(TODAY)).is_err(), findings.has_errors());
    }
}

/// Whether a path leads to a member, or to one that its owner could have.
fn leads_somewhere(json: &serde_json::Value, path: &str) -> bool {
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    let owner = pointer.rsplit_once('/').map_or("", |(owner, _)| owner);
    json.pointer(&pointer).is_some()
        || json
            .pointer(owner)
            .is_some_and(serde_json::Value::is_object)
}
