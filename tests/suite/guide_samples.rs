//! Every JSON sample of Amazon's RAS guide decodes into our types and re-encodes to the
//! same value. Its misprints are listed one by one, and each must still be one.

use std::fmt::Debug;

use ras_core::{products, ras, retailers};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A misprint: what the guide shows, what it means, and why.
struct Misprint(&'static str, &'static str, #[allow(dead_code)] &'static str);

fn read(name: &str) -> String {
    let path = format!("{}/guide/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn check<T: DeserializeOwned + Serialize + Debug>(name: &str) {
    check_with::<T>(name, &[]);
}

fn check_with<T: DeserializeOwned + Serialize + Debug>(name: &str, misprints: &[Misprint]) {
    let shown = read(name);
    let mut meant = shown.clone();
    for Misprint(wrong, right, _) in misprints {
        assert!(
            shown.contains(wrong),
            "{name}: the guide no longer shows {wrong}"
        );
        meant = meant.replace(wrong, right);
    }
    if !misprints.is_empty() {
        let as_shown = serde_json::from_str::<T>(&shown);
        assert!(
            as_shown.is_err(),
            "{name}: decodes as shown, so nothing is misprinted"
        );
    }
    let typed: T = serde_json::from_str(&meant).unwrap_or_else(|error| panic!("{name}: {error}"));
    let wanted: Value = serde_json::from_str(&meant).unwrap();
    let again = serde_json::to_value(&typed).unwrap();
    assert_eq!(
        numbers_as_one(again),
        numbers_as_one(wanted),
        "{name}: {typed:#?}"
    );
}

/// JSON knows one kind of number: `5` and `5.0` are the same value.
fn numbers_as_one(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(numbers_as_one).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, member)| (key, numbers_as_one(member)))
            .collect(),
        other => other,
    }
}

#[test]
fn section_2_1_campaigns() {
    check::<ras::types::CreateCampaignsRequest>("campaigns-create-auto-request");
    check::<ras::types::CreateCampaignsRequest>("campaigns-create-manual-request");
    check::<ras::types::CreateCampaignsResponse>("campaigns-create-response");
}

#[test]
fn section_2_2_ad_groups_and_retailers() {
    check_with::<retailers::types::ListRetailersRequest>(
        "retailers-list-request",
        &[Misprint(
            r#""maxResults": "10""#,
            r#""maxResults": 10"#,
            "the contract declares an integer",
        )],
    );
    check::<retailers::types::ListRetailersResponse>("retailers-list-response");
    check::<ras::types::CreateAdGroupsRequest>("ad-groups-create-request");
    check::<ras::types::CreateAdGroupsResponse>("ad-groups-create-response");
}

#[test]
fn section_2_3_product_ads() {
    check::<ras::types::CreateProductAdsRequest>("product-ads-create-request");
    check::<ras::types::CreateProductAdsResponse>("product-ads-create-response");
}

#[test]
fn section_2_4_keyword_targets() {
    check::<ras::types::CreateTargetsRequest>("targets-create-keyword-request");
    check::<ras::types::CreateTargetsResponse>("targets-create-keyword-response");
}

#[test]
fn section_2_5_auto_targets() {
    check::<ras::types::ListTargetsRequest>("targets-list-auto-request");
    check::<ras::types::ListTargetsResponse>("targets-list-auto-response");
    check::<ras::types::UpdateTargetsRequest>("targets-update-bid-request");
    check::<ras::types::UpdateTargetsResponse>("targets-update-bid-response");
}

#[test]
fn section_2_6_negative_targets() {
    check::<ras::types::CreateTargetsRequest>("targets-create-ad-group-negative-request");
    check::<ras::types::CreateTargetsResponse>("targets-create-ad-group-negative-response");
    check::<ras::types::CreateTargetsRequest>("targets-create-campaign-negative-request");
    check::<ras::types::CreateTargetsResponse>("targets-create-campaign-negative-response");
}

#[test]
fn section_3_products() {
    let retailer = Misprint(
        r#""retailerId": string"#,
        r#""retailerId": "string""#,
        "a type name stands where a value belongs",
    );
    let offers = Misprint(
        "[ string, string ]",
        r#"["string", "string"]"#,
        "type names stand where values belong",
    );
    check_with::<products::types::ProductMetadataRequest>(
        "products-by-offer-request",
        &[retailer, offers],
    );
    let retailer = Misprint(
        r#""retailerId": string"#,
        r#""retailerId": "string""#,
        "a type name stands where a value belongs",
    );
    check_with::<products::types::ProductMetadataRequest>(
        "products-by-search-request",
        &[retailer],
    );
    check_with::<products::types::ProductMetadataResponse>(
        "products-response",
        &[
            Misprint(
                ": string",
                r#": "string""#,
                "type names stand where values belong",
            ),
            Misprint(
                ": date",
                r#": "Jul 1, 2021""#,
                "a type name; the contract's dates look like this",
            ),
            Misprint(
                ": float",
                ": 12.5",
                "a type name stands where a value belongs",
            ),
        ],
    );
}

/// Misprints that decode all the same, so that a reader of the samples is not misled.
#[test]
fn misprints_without_effect_on_decoding() {
    // The text promises four automatic targets; the sample shows three and counts three.
    let list: ras::types::ListTargetsResponse =
        serde_json::from_str(&read("targets-list-auto-response")).unwrap();
    assert_eq!((list.targets.len(), list.total_results), (3, Some(3)));

    // An automatic target cannot be negative; the sample of the update shows one that is.
    let update: ras::types::UpdateTargetsResponse =
        serde_json::from_str(&read("targets-update-bid-response")).unwrap();
    let target = update.targets.success[0].target.as_ref().unwrap();
    assert!(target.negative && target.target_type == ras::types::TargetType::Auto);

    // Bids of 0 are below the minimum of 0.02.
    let create: ras::types::CreateTargetsRequest =
        serde_json::from_str(&read("targets-create-keyword-request")).unwrap();
    assert_eq!(
        create.targets[0].bid.as_ref().unwrap().bid,
        ras_core::Money::ZERO
    );

    // The text says SEARCH_…_MATCH; the wire says KEYWORDS_…_MATCH.
    let known = ras::types::AutoMatchType::KNOWN;
    assert!(known.contains(&"KEYWORDS_CLOSE_MATCH") && !known.contains(&"SEARCH_CLOSE_MATCH"));
}

#[test]
fn no_sample_is_left_out() {
    let folder = format!("{}/guide", env!("CARGO_MANIFEST_DIR"));
    let tests = include_str!("guide_samples.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".json");
        assert!(
            tests.contains(&format!("\"{name}\"")),
            "{name} is tested nowhere"
        );
    }
}
