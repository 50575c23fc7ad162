//! The JSON Schema of plan files, written from the types and the limits.
//!
//! `INSTA_UPDATE=always cargo test -p ras-highlevel schema` writes it anew.

use std::borrow::Cow;
use std::path::Path;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::auto_bids::NAMES;
use super::unknown_members::Part;
use super::*;
use crate::launch::validate::rules::{
    HIGHEST_BID, HIGHEST_BUDGET, HIGHEST_PERCENT, LONGEST_AD_GROUP_NAME, LONGEST_CAMPAIGN_NAME,
    LONGEST_KEYWORD, LOWEST_BID, LOWEST_BUDGET, MOST_TAGS,
};
use crate::{KeywordMatch, RetailerId, Usd};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plan.schema.json");

/// A day as a file has it.
pub(super) enum Day {}

/// Types that are written as something else than what they are.
macro_rules! written_as {
    ($($type:ty: $schema:tt)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

written_as! {
    Day: { "type": "string", "format": "date" }
    Usd: { "type": ["number", "string"], "pattern": "^[0-9]+(\\.[0-9]+)?$" }
    RetailerId: { "type": ["string", "integer"], "pattern": "^[0-9]+$" }
    PortfolioId: { "type": ["string", "integer"], "pattern": "^[0-9]+$" }
    Targeting: { "enum": ["auto", "manual", "AUTO", "MANUAL"] }
    KeywordMatch: { "enum": ["broad", "phrase", "exact", "BROAD", "PHRASE", "EXACT"] }
    Tag: {
        "type": "object",
        "properties": {
            "key": { "type": "string", "minLength": 1, "description": "The key." },
            "value": { "type": "string", "description": "The value." },
        },
        "required": ["key", "value"],
    }
}

/// What the automatic targets are, in the order of their names.
const AUTO_BIDS: [&str; 4] = [
    "Searches close to the product",
    "Searches loosely related to the product",
    "Pages of products that replace the product",
    "Pages of products that go with the product",
];

impl JsonSchema for AutoBids {
    fn schema_name() -> Cow<'static, str> {
        "AutoBids".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let bid = generator.subschema_for::<Usd>();
        let mut members = Map::new();
        let mut add = |name: &str, description: String| {
            let mut bid = json!(bid);
            bid["description"] = json!(description);
            members.insert(name.to_owned(), bid);
        };
        for ((member, others), what) in NAMES.iter().zip(AUTO_BIDS) {
            add(member, format!("{what}: 0.02 to 1000 dollars a click."));
            for other in *others {
                add(other, format!("Another name of `{member}`."));
            }
        }
        json_schema!({
            "description": "Bids of the automatic targets in dollars a click; Amazon's own where none is given.",
            "type": "object",
            "properties": members,
        })
    }
}

/// The schema with what the types do not say: what is required, and the limits.
fn schema() -> Value {
    let mut schema = schemars::schema_for!(CampaignPlan).to_value();
    schema["title"] = json!("A campaign of Amazon's Retail Ad Service, before it exists");
    schema["description"] = json!("The plan that `ras launch` launches. TOML, YAML or JSON.");
    close(&mut schema);
    let bid = json!({ "minimum": number(LOWEST_BID), "maximum": number(HIGHEST_BID) });
    let budget = json!({ "minimum": number(LOWEST_BUDGET), "maximum": number(HIGHEST_BUDGET) });
    let offer = json!({ "minLength": 1 });
    let name = |longest: usize| json!({ "minLength": 1, "maxLength": longest });
    let negative_match = json!({ "enum": ["phrase", "exact", "PHRASE", "EXACT"] });
    let percent = json!({ "minimum": 0, "maximum": HIGHEST_PERCENT });
    let members: &[(&str, &str, bool, Value)] = &[
        ("", "name", true, name(LONGEST_CAMPAIGN_NAME)),
        ("", "targeting", true, json!({})),
        ("", "daily_budget", true, budget),
        ("", "key", false, json!({ "minLength": 1 })),
        ("", "top_of_search", false, percent),
        ("", "tags", false, json!({ "maxItems": MOST_TAGS })),
        ("", "ad_groups", true, json!({ "minItems": 1 })),
        ("AdGroupPlan", "name", true, name(LONGEST_AD_GROUP_NAME)),
        ("AdGroupPlan", "retailer", true, json!({})),
        ("AdGroupPlan", "default_bid", true, bid.clone()),
        (
            "AdGroupPlan",
            "offers",
            true,
            json!({ "minItems": 1, "items": { "type": "string", "minLength": 1 } }),
        ),
        ("KeywordPlan", "keyword", true, name(LONGEST_KEYWORD)),
        ("KeywordPlan", "match", true, json!({})),
        ("KeywordPlan", "bid", false, bid.clone()),
        (
            "NegativeKeywordPlan",
            "keyword",
            true,
            name(LONGEST_KEYWORD),
        ),
        ("NegativeKeywordPlan", "match", true, negative_match),
        ("ProductPlan", "offer", true, offer.clone()),
        ("ProductPlan", "bid", false, bid.clone()),
        ("NegativeProductPlan", "offer", true, offer),
    ];
    for (part, member, required, limits) in members {
        let part = part_of(&mut schema, part);
        for (key, limit) in limits.as_object().into_iter().flatten() {
            part["properties"][member][key] = limit.clone();
        }
        if *required {
            let all = part.as_object_mut().unwrap();
            let all = all.entry("required").or_insert_with(|| json!([]));
            all.as_array_mut().unwrap().push(json!(member));
        }
    }
    for (_, target) in part_of(&mut schema, "AutoBids")["properties"]
        .as_object_mut()
        .unwrap()
    {
        target
            .as_object_mut()
            .unwrap()
            .extend(bid.as_object().unwrap().clone());
    }
    schema
}

fn part_of<'a>(schema: &'a mut Value, part: &str) -> &'a mut Value {
    match part {
        "" => schema,
        part => schema.pointer_mut(&format!("/$defs/{part}")).unwrap(),
    }
}

/// Nothing else belongs into a table; what stands for a missing member is no default; and
/// a description is one line.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("type") == Some(&json!("object")) {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            members.remove("default");
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.replace('\n', " ");
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn number(limit: rust_decimal::Decimal) -> Value {
    serde_json::from_str(&limit.to_string()).unwrap()
}

#[test]
fn the_schema_in_the_repository_is_that_of_the_types() {
    let written = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(FILE, &written).unwrap();
    }
    let file = std::fs::read_to_string(Path::new(FILE)).unwrap_or_default();
    assert!(
        file == written,
        "{FILE} is stale: INSTA_UPDATE=always cargo test -p ras-highlevel schema"
    );
}

#[test]
fn every_part_of_a_plan_knows_the_names_of_all_its_members() {
    let mut schema = schema();
    for (part, definition) in [
        (Part::Campaign, ""),
        (Part::AdGroup, "AdGroupPlan"),
        (Part::Keyword, "KeywordPlan"),
        (Part::NegativeKeyword, "NegativeKeywordPlan"),
        (Part::Product, "ProductPlan"),
        (Part::NegativeProduct, "NegativeProductPlan"),
    ] {
        let members = part_of(&mut schema, definition)["properties"].as_object();
        let mut members: Vec<&str> = members.unwrap().keys().map(String::as_str).collect();
        let mut known = part.members().to_vec();
        members.sort_unstable();
        known.sort_unstable();
        assert_eq!(members, known, "{part}");
    }
    let known = NAMES.map(|(member, _)| member);
    assert_eq!(Part::AutoBids.members(), known);
}

#[test]
fn every_member_is_described() {
    fn check(schema: &Value, path: &str) {
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            assert!(member["description"].is_string(), "{path}.{name}: {member}");
            check(member, &format!("{path}.{name}"));
        }
    }
    let schema = schema();
    check(&schema, "");
    for (name, part) in schema["$defs"].as_object().unwrap() {
        check(part, name);
    }
}
