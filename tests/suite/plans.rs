//! Plan files: what the JSON Schema and the reader say about the same text.

use jsonschema::Validator;
use ras_highlevel::{CampaignPlan, PlanFormat};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../crates/ras-highlevel/plan.schema.json");
const AUTO: &str = include_str!("../../crates/ras-cli/plans/auto.toml");
const MANUAL: &str = include_str!("../../crates/ras-cli/plans/manual.toml");

/// Everything that a plan can say.
const ALL: &str = r#"
name = "Spring shoes"
key = "spring-2026"
targeting = "manual"
daily_budget = "250.50"
start_date = "2026-12-01"
end_date = "2026-12-31"
portfolio = 12
top_of_search = 50
tags = [{ key = "season", value = "spring" }]
negative_keywords = [{ keyword = "used", match = "PHRASE" }]
negative_products = [{ offer = "X", retailer = "24483676143932" }]

[[ad_groups]]
name = "Sneakers"
retailer = 24483676143932
default_bid = 0.75
offers = ["OFFER-01-0001"]
keywords = [{ keyword = "running shoes", match = "exact", bid = 1.10 }]
products = [{ offer = "Y", bid = "0.80" }]
negative_keywords = [{ keyword = "free", match = "exact" }]
negative_products = [{ offer = "Z" }]
"#;

fn schema() -> Validator {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(SCHEMA).unwrap())
        .unwrap()
}

fn json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
}

/// Whether the reader takes a text without finding an error.
fn is_fine(text: &str) -> bool {
    let today = jiff::civil::date(2026, 11, 25);
    CampaignPlan::from_toml(text).is_ok_and(|plan| !plan.validate_on(today).has_errors())
}

#[test]
fn the_schema_is_one_of_draft_2020_12() {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn the_shipped_plans_follow_the_schema_and_have_no_errors() {
    for plan in [AUTO, MANUAL, ALL] {
        let errors: Vec<String> = schema()
            .iter_errors(&json(plan))
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [""; 0], "{plan}");
        assert!(is_fine(plan), "{plan}");
        // What is written follows it too.
        let written = CampaignPlan::from_toml(plan).unwrap();
        for format in [PlanFormat::Toml, PlanFormat::Json] {
            let text = written.write(format).unwrap();
            let value = match format {
                PlanFormat::Toml => json(&text),
                _ => serde_json::from_str(&text).unwrap(),
            };
            assert!(schema().is_valid(&value), "{text}");
        }
    }
}

#[test]
fn the_guides_names_of_automatic_targets_follow_the_schema() {
    let other = AUTO
        .replace("close_match", "SEARCH_CLOSE_MATCH")
        .replace("loose_match", "KEYWORDS_LOOSE_MATCH")
        .replace("substitutes", "PRODUCT_SUBSTITUTES");
    assert_ne!(other, AUTO);
    assert!(schema().is_valid(&json(&other)));
    assert!(is_fine(&other));
}

#[test]
fn what_the_schema_refuses_the_reader_refuses_too() {
    let schema = schema();
    for (from, to) in [
        ("name = \"Spring shoes\"", ""),
        ("\"Spring shoes\"", "\"\""),
        ("\"Spring shoes\"", "7"),
        ("key =", "kex ="),
        ("key = \"spring-2026\"", "key = \"\""),
        ("\"manual\"", "\"by hand\""),
        ("\"250.50\"", "\"lots\""),
        ("\"250.50\"", "0.5"),
        ("\"250.50\"", "2000000"),
        ("daily_budget = \"250.50\"", ""),
        ("\"2026-12-01\"", "\"2026-13-01\""),
        ("portfolio = 12", "portfolio = \"mine\""),
        ("= 50", "= 901"),
        ("= 50", "= -1"),
        ("= 50", "= 1.5"),
        ("value = \"spring\"", "values = \"spring\""),
        (", value = \"spring\"", ""),
        ("\"PHRASE\"", "\"broad\""),
        ("[[ad_groups]]", "[[adGroups]]"),
        ("retailer = 24483676143932", ""),
        ("retailer = 24483676143932", "retailer = true"),
        ("default_bid = 0.75", ""),
        ("default_bid = 0.75", "default_bid = 0.01"),
        ("offers = [\"OFFER-01-0001\"]", "offers = []"),
        ("offers = [\"OFFER-01-0001\"]", "offers = [\"\"]"),
        ("offers = [\"OFFER-01-0001\"]", "offers = \"OFFER-01-0001\""),
        ("\"running shoes\"", "\"\""),
        ("bid = 1.10", "bid = 1001"),
        ("bid = 1.10", "bids = 1"),
        ("match = \"exact\", bid", "bid"),
        ("{ offer = \"Y\"", "{ offer = \"\""),
        (
            "keyword = \"free\", match = \"exact\"",
            "keyword = \"free\", match = \"exact\", bid = 1",
        ),
        ("{ offer = \"Z\" }", "{ retailer = \"1\" }"),
    ] {
        let broken = ALL.replacen(from, to, 1);
        assert_ne!(broken, ALL, "{from}");
        assert!(
            !schema.is_valid(&json(&broken)),
            "the schema takes {to:?} for {from:?}"
        );
        assert!(!is_fine(&broken), "the reader takes {to:?} for {from:?}");
    }
}
