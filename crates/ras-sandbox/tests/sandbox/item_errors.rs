//! Errors of campaigns, ad groups and product ads.

use serde_json::{Value, json};

use crate::client::{
    Client, INELIGIBLE_OFFER, OFFER, Outcome, ad_group, campaign, only_error, product_ad,
};

/// Creates a campaign with one member changed and expects this error.
async fn check_campaign(
    client: &Client,
    pointer: &str,
    value: Value,
    kind: &str,
    reason: &str,
) -> Outcome<Value> {
    let mut item = campaign("MANUAL", "Shoes");
    match item.pointer_mut(pointer) {
        Some(member) => *member = value,
        None => item[pointer.trim_start_matches('/')] = value,
    }
    let (found, error) = client.refused("campaigns", item).await?;
    assert_eq!(
        (found.as_str(), &error["reason"]),
        (kind, &json!(reason)),
        "{error}"
    );
    Ok(error)
}

#[tokio::test]
async fn campaign_names_are_checked_for_form_and_uniqueness() -> Outcome {
    let client = Client::start().await?;
    let kind = "malformedValueError";
    check_campaign(&client, "/name", json!("  "), kind, "BLANK").await?;
    check_campaign(
        &client,
        "/name",
        json!(" x"),
        kind,
        "LEADING_OR_TRAILING_WHITESPACE",
    )
    .await?;
    check_campaign(&client, "/name", json!("x".repeat(117)), kind, "TOO_LONG").await?;
    let error = check_campaign(&client, "/name", json!("50% off"), kind, "FORBIDDEN_CHARS").await?;
    assert_eq!(error["fragment"], "%");
    assert_eq!(error["cause"]["location"], "$.campaigns[0].name");

    client
        .create("campaigns", campaign("AUTO", &"é".repeat(116)))
        .await?;
    let id = client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    let kind = "duplicateValueError";
    let error = check_campaign(&client, "/name", json!("Shoes"), kind, "DUPLICATE_VALUE").await?;
    assert_eq!(error["message"], "Campaign with name=Shoes already exists!");

    let filter = json!({"campaignIdFilter": {"include": [id]}});
    client.post("campaigns/delete", filter, 207).await?;
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn budgets_have_a_lower_and_an_upper_limit() -> Outcome {
    let client = Client::start().await?;
    let (member, kind) = ("/budget/budget", "budgetError");
    let error = check_campaign(&client, member, json!(0.99), kind, "BUDGET_TOO_LOW").await?;
    assert_eq!(
        (&error["lowerLimit"], &error["upperLimit"]),
        (&json!("1"), &json!("1000000"))
    );
    check_campaign(
        &client,
        member,
        json!(1_000_000.01),
        kind,
        "BUDGET_TOO_HIGH",
    )
    .await?;
    for amount in [1, 1_000_000] {
        let mut item = campaign("AUTO", &format!("Budget {amount}"));
        item["budget"]["budget"] = amount.into();
        client.create("campaigns", item).await?;
    }
    Ok(())
}

#[tokio::test]
async fn dates_follow_the_day_in_los_angeles() -> Outcome {
    let mut client = Client::start().await?;
    let kind = "dateError";
    let yesterday = json!("2030-05-31");
    check_campaign(
        &client,
        "/startDate",
        yesterday.clone(),
        kind,
        "START_DATE_EARLIER_THAN_TODAY",
    )
    .await?;
    check_campaign(
        &client,
        "/endDate",
        yesterday,
        kind,
        "START_DATE_AFTER_END_DATE",
    )
    .await?;

    // The second of June in London, one hour before midnight in Los Angeles.
    client
        .sandbox
        .clock()
        .advance(jiff::SignedDuration::from_hours(11));
    client.log_in().await?;
    let mut item = campaign("AUTO", "Today");
    item["startDate"] = "2030-06-01".into();
    let id = client.create("campaigns", item).await?;

    let body = json!({"campaigns": [{"campaignId": id, "startDate": "2030-07-01"}]});
    let (kind, error) = only_error(&client.put("campaigns", body).await?["campaigns"])?;
    assert_eq!(
        (kind.as_str(), &error["reason"]),
        ("dateError", &json!("UPDATING_READ_ONLY_START_DATE"))
    );
    Ok(())
}

#[tokio::test]
async fn values_out_of_range_are_named_with_their_limits() -> Outcome {
    let client = Client::start().await?;
    let kind = "rangeError";
    let member = "/dynamicBidding/placementBidding/0/percentage";
    let error = check_campaign(&client, member, json!(901), kind, "TOO_HIGH").await?;
    assert_eq!(
        error["cause"]["location"],
        "$.campaigns[0].dynamicBidding.placementBidding[0].percentage"
    );
    check_campaign(&client, member, json!(-1), kind, "TOO_LOW").await?;
    check_campaign(
        &client,
        "/tags",
        json!(vec![json!({"key": "a", "value": "b"}); 51]),
        kind,
        "TOO_HIGH",
    )
    .await?;
    let error = check_campaign(
        &client,
        "/state",
        json!("ARCHIVED"),
        kind,
        "INVALID_ENUM_VALUE",
    )
    .await?;
    assert_eq!(error["allowed"], json!(["ENABLED", "PAUSED"]));
    check_campaign(
        &client,
        "/targetingType",
        json!("BOTH"),
        kind,
        "INVALID_ENUM_VALUE",
    )
    .await?;
    check_campaign(
        &client,
        "/dynamicBidding/strategy",
        json!("LEGACY_FOR_SALES"),
        kind,
        "INVALID_ENUM_VALUE",
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn ad_groups_need_a_living_campaign_an_active_retailer_and_a_fair_bid() -> Outcome {
    let client = Client::start().await?;
    let id = client
        .create("campaigns", campaign("MANUAL", "Shoes"))
        .await?;
    let check = async |member: &str, value: Value, kind: &str, reason: &str| -> Outcome<Value> {
        let mut item = ad_group(&id, "Group");
        item[member] = value;
        let (found, error) = client.refused("adGroups", item).await?;
        assert_eq!(
            (found.as_str(), &error["reason"]),
            (kind, &json!(reason)),
            "{error}"
        );
        Ok(error)
    };
    check(
        "campaignId",
        json!("1"),
        "parentEntityError",
        "PARENT_ENTITY_NOT_FOUND",
    )
    .await?;
    for retailer in ["1", "30100000000013", "30100000000014"] {
        check("retailerId", json!(retailer), "rangeError", "NOT_IN_LIST").await?;
    }
    let error = check(
        "defaultBid",
        json!(0.01),
        "biddingError",
        "BID_OUT_OF_MARKET_PLACE_RANGE",
    )
    .await?;
    assert_eq!(
        (&error["lowerLimit"], &error["upperLimit"]),
        (&json!("0.02"), &json!("1000"))
    );
    check(
        "defaultBid",
        json!(1000.01),
        "biddingError",
        "BID_OUT_OF_MARKET_PLACE_RANGE",
    )
    .await?;
    check("defaultBid", json!(5.01), "biddingError", "BID_GT_BUDGET").await?;

    client.create("adGroups", ad_group(&id, "Group")).await?;
    check(
        "name",
        json!("Group"),
        "duplicateValueError",
        "DUPLICATE_VALUE",
    )
    .await?;

    let filter = json!({"campaignIdFilter": {"include": [id]}});
    client.post("campaigns/delete", filter, 207).await?;
    check(
        "name",
        json!("Late"),
        "entityStateError",
        "PARENT_ENTITY_FORBIDS_CREATION",
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn product_ads_need_matching_parents_and_an_eligible_offer() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let other = client.create_chain("MANUAL", "Other").await?;
    let check = async |campaign: &str, offer: &str, kind: &str| -> Outcome<Value> {
        let item = product_ad(campaign, &chain.ad_group, offer);
        let (found, error) = client.refused("productAds", item).await?;
        assert_eq!(found, kind, "{error}");
        Ok(error)
    };
    let free = "OFFER-01-0002";
    check(&other.campaign, free, "parentEntityError").await?;
    check(&chain.campaign, "OFFER-99-0001", "adEligibilityError").await?;
    let error = check(&chain.campaign, INELIGIBLE_OFFER, "adEligibilityError").await?;
    assert_eq!(error["reason"], "AD_INELIGIBLE");
    assert_eq!(error["cause"]["trigger"], INELIGIBLE_OFFER);
    check(&chain.campaign, OFFER, "duplicateValueError").await?;

    let mut item = product_ad(&chain.campaign, &chain.ad_group, "OFFER-02-0001");
    item["retailerId"] = "224958227503444".into();
    let (kind, error) = client.refused("productAds", item).await?;
    assert_eq!(
        (kind.as_str(), &error["reason"]),
        ("rangeError", &json!("NOT_IN_LIST"))
    );
    Ok(())
}
