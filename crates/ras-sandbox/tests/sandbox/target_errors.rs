//! Errors of targets.

use serde_json::{Value, json};

use crate::client::{Client, Outcome, keyword, negative};

async fn check(client: &Client, item: Value, kind: &str, reason: &str) -> Outcome<Value> {
    let (found, error) = client.refused("targets", item).await?;
    assert_eq!(
        (found.as_str(), &error["reason"]),
        (kind, &json!(reason)),
        "{error}"
    );
    Ok(error)
}

fn without(mut item: Value, member: &str) -> Value {
    if let Some(members) = item.as_object_mut() {
        members.remove(member);
    }
    item
}

#[tokio::test]
async fn automatic_campaigns_take_only_negative_targets() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let kind = "targetingClauseSetupError";
    let reason = "TARGETING_TYPE_NOT_ALLOWED_FOR_AUTO_TARGETING_CAMPAIGN";
    check(&client, keyword(&chain, "shoes"), kind, reason).await?;

    let mut item = without(keyword(&chain, "shoes"), "bid");
    item["targetType"] = "AUTO".into();
    item["targetDetails"] = json!({"autoTarget": {"matchType": "KEYWORDS_CLOSE_MATCH"}});
    let found = client
        .post("targets", json!({"targets": [item]}), 207)
        .await?;
    let errors = &found["targets"]["error"][0]["errors"];
    let reasons: Vec<_> = errors
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["errorValue"][kind]["reason"].as_str())
        .collect();
    assert_eq!(
        reasons,
        ["AUTO_TARGETING_CLAUSE_CANNOT_BE_CREATED_MANUALLY"]
    );

    client
        .create("targets", negative(&chain, "EXACT", "free shoes"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn keywords_are_checked_for_form_and_number_of_words() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let kind = "malformedValueError";
    check(&client, keyword(&chain, ""), kind, "BLANK").await?;
    check(
        &client,
        keyword(&chain, "shoes "),
        kind,
        "LEADING_OR_TRAILING_WHITESPACE",
    )
    .await?;
    check(&client, keyword(&chain, &"x".repeat(81)), kind, "TOO_LONG").await?;
    check(
        &client,
        keyword(&chain, "a b c d e f g h i j k"),
        kind,
        "TOO_LONG",
    )
    .await?;
    check(
        &client,
        negative(&chain, "PHRASE", "a b c d e"),
        kind,
        "TOO_LONG",
    )
    .await?;
    check(&client, keyword(&chain, "what?"), kind, "FORBIDDEN_CHARS").await?;
    for text in ["-shoes", "red - shoes", "shoes+", ".shoes", "40\" screen"] {
        check(&client, keyword(&chain, text), kind, "PATTERN_NOT_MATCHED").await?;
    }
    for text in ["t-shirt", "a+b", "no. 5 shoes", "\"red\" shoes"] {
        client.create("targets", keyword(&chain, text)).await?;
    }

    client
        .create("targets", keyword(&chain, "a b c d e f g h i j"))
        .await?;
    client
        .create("targets", negative(&chain, "EXACT", "a b c d e"))
        .await?;
    client
        .create("targets", negative(&chain, "PHRASE", "a b c d"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_keyword_is_unique_whatever_its_case_and_blanks() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    client
        .create("targets", keyword(&chain, "Red shoes"))
        .await?;
    let error = check(
        &client,
        keyword(&chain, "red  SHOES"),
        "duplicateValueError",
        "DUPLICATE_VALUE",
    )
    .await?;
    let location = "$.targets[0].targetDetails.keywordTarget.keyword";
    assert_eq!(error["cause"]["location"], location);
    // The same words as a negative, or matched otherwise, are another target.
    client
        .create("targets", negative(&chain, "EXACT", "red shoes"))
        .await?;
    let mut phrase = keyword(&chain, "red shoes");
    phrase["targetDetails"]["keywordTarget"]["matchType"] = "PHRASE".into();
    client.create("targets", phrase).await?;
    Ok(())
}

#[tokio::test]
async fn bids_of_targets_break_a_range_because_targets_have_no_bidding_error() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let with_bid = |mut item: Value, bid: f64| {
        item["bid"] = json!({"bid": bid});
        item
    };
    let item = with_bid(keyword(&chain, "low"), 0.01);
    let error = check(&client, item, "rangeError", "TOO_LOW").await?;
    let message = "Bid is lower than the minimum allowed by the marketplace";
    assert_eq!(error["message"], message);
    let item = with_bid(keyword(&chain, "high"), 1000.01);
    check(&client, item, "rangeError", "TOO_HIGH").await?;
    let item = with_bid(negative(&chain, "EXACT", "negative"), 1.0);
    check(&client, item, "otherError", "OTHER_ERROR").await?;

    client
        .create("targets", with_bid(keyword(&chain, "low"), 0.02))
        .await?;
    client
        .create("targets", without(keyword(&chain, "none"), "bid"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn level_type_and_details_of_a_target_must_agree() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let item = without(keyword(&chain, "shoes"), "adGroupId");
    check(&client, item, "missingValueError", "MISSING_VALUE").await?;

    let mut item = keyword(&chain, "shoes");
    item["targetDetails"] = json!({});
    let error = check(&client, item, "missingValueError", "MISSING_VALUE").await?;
    assert_eq!(
        error["cause"]["location"],
        "$.targets[0].targetDetails.keywordTarget"
    );

    let kind = "targetingClauseSetupError";
    let mut both = keyword(&chain, "shoes");
    both["targetDetails"]["autoTarget"] = json!({"matchType": "KEYWORDS_CLOSE_MATCH"});
    check(&client, both, kind, "TARGETING_EXPRESSION_INVALID_VALUE").await?;
    let item = negative(&chain, "BROAD", "shoes");
    check(&client, item, kind, "TARGETING_EXPRESSION_INVALID_VALUE").await?;

    client.create("targets", keyword(&chain, "shoes")).await?;
    let mut product = keyword(&chain, "");
    product["targetType"] = "PRODUCT".into();
    product["targetDetails"] = json!({"productTarget": {
        "matchType": "PRODUCT_EXACT", "productIdType": "RETAILER_OFFER", "productId": "OFFER-01-0003",
    }});
    check(&client, product, kind, "TYPE_CONFLICT_IN_AD_GROUP").await?;

    let mut stray = keyword(&chain, "stray");
    stray["adGroupId"] = "2".into();
    check(
        &client,
        stray,
        "parentEntityError",
        "PARENT_ENTITY_NOT_FOUND",
    )
    .await?;
    Ok(())
}
