//! Every kind of item error that the contract has, for every kind of entity.

use std::collections::BTreeSet;

use ras_sandbox::{Fault, Trouble};
use serde_json::{Value, json};

use crate::client::{
    Chain, Client, INELIGIBLE_OFFER, OFFER, Outcome, ad_group, campaign, keyword, product_ad,
};

const CONTRACT: &str = include_str!("../../../../openapi/contract/retail-ad-service.json");

/// The kinds that the contract declares for writes of an entity.
fn declared(entity: &str) -> Outcome<BTreeSet<String>> {
    let contract: Value = serde_json::from_str(CONTRACT)?;
    let name = format!("RASv1{entity}MutationErrorSelector");
    let selector = &contract["components"]["schemas"][name]["properties"];
    let kinds = selector.as_object().ok_or("no selector")?;
    Ok(kinds.keys().cloned().collect())
}

/// The kinds of error in the outcomes of a write.
fn kinds(answer: &Value, plural: &str) -> Vec<String> {
    let outcomes = answer[plural]["error"].as_array().into_iter().flatten();
    let errors = outcomes.flat_map(|outcome| outcome["errors"].as_array().into_iter().flatten());
    let kinds = errors.filter_map(|error| error["errorType"].as_str());
    kinds.map(str::to_owned).collect()
}

/// Creates these items and updates those; expects every declared kind to come up.
async fn check(
    client: &Client,
    (entity, plural): (&str, &str),
    items: Vec<Value>,
    updates: Vec<Value>,
) -> Outcome {
    let good = items.first().ok_or("no items")?.clone();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for item in items {
        let answer = client.post(plural, json!({plural: [item]}), 207).await?;
        found.extend(kinds(&answer, plural));
    }
    for update in updates {
        let answer = client.put(plural, json!({plural: [update]})).await?;
        found.extend(kinds(&answer, plural));
    }
    for trouble in [Trouble::Throttled, Trouble::Internal] {
        let fault = Fault::on(format!("POST /ras/v1/{plural}")).item(0, trouble);
        client.sandbox.faults().add(fault);
        let answer = client.post(plural, json!({plural: [good]}), 207).await?;
        found.extend(kinds(&answer, plural));
    }
    client.sandbox.change_behavior(|b| b.entity_quota = Some(0));
    let answer = client.post(plural, json!({plural: [good]}), 207).await?;
    found.extend(kinds(&answer, plural));
    client.sandbox.change_behavior(|b| b.entity_quota = None);
    assert_eq!(found, declared(entity)?, "{entity}");
    Ok(())
}

/// An item with one member set, or without it when that is null.
fn with(mut item: Value, pointer: &str, value: Value) -> Value {
    if let Some(member) = item.pointer_mut(pointer) {
        *member = value;
    } else {
        item[pointer.trim_start_matches('/')] = value;
    }
    item
}

async fn archived(client: &Client, plural: &str, filter: &str, id: &str) -> Outcome {
    let path = format!("{plural}/delete");
    client
        .post(&path, json!({filter: {"include": [id]}}), 207)
        .await?;
    Ok(())
}

#[tokio::test]
async fn campaigns_can_fail_in_every_declared_way() -> Outcome {
    let client = Client::start().await?;
    let good = campaign("MANUAL", "Shoes");
    let old = client.create("campaigns", campaign("AUTO", "Old")).await?;
    archived(&client, "campaigns", "campaignIdFilter", &old).await?;
    let dear = with(campaign("AUTO", "Dear"), "/budget/budget", json!(1000));
    let dear = client
        .create(
            "campaigns",
            with(dear, "/dynamicBidding/placementBidding", json!([])),
        )
        .await?;
    client
        .create(
            "adGroups",
            with(ad_group(&dear, "Dear"), "/defaultBid", json!(500)),
        )
        .await?;
    let raise = json!({"placementBidding": [{"placement": "PLACEMENT_TOP", "percentage": 900}]});
    let items = vec![
        good.clone(),
        good.clone(),
        with(good.clone(), "/name", json!(" x")),
        with(good.clone(), "/budget/budget", json!(0.5)),
        with(good.clone(), "/startDate", json!("2030-05-31")),
        with(good.clone(), "/state", json!("ARCHIVED")),
        with(good.clone(), "/tags/0/key", json!("")),
        with(good.clone(), "/portfolioId", json!("none")),
    ];
    let updates = vec![
        json!({"campaignId": "42"}),
        json!({"campaignId": old, "name": "New"}),
        json!({"campaignId": dear, "dynamicBidding": raise}),
    ];
    check(&client, ("Campaign", "campaigns"), items, updates).await
}

#[tokio::test]
async fn ad_groups_can_fail_in_every_declared_way() -> Outcome {
    let client = Client::start().await?;
    let Chain {
        campaign: id,
        ad_group: old,
        ..
    } = client.create_chain("MANUAL", "Shoes").await?;
    archived(&client, "adGroups", "adGroupIdFilter", &old).await?;
    let good = ad_group(&id, "Another");
    let items = vec![
        good.clone(),
        good.clone(),
        with(good.clone(), "/campaignId", json!("42")),
        with(good.clone(), "/name", json!(" x")),
        with(good.clone(), "/defaultBid", json!(6)),
        with(good.clone(), "/retailerId", json!("")),
        with(good.clone(), "/retailerId", json!("42")),
    ];
    let updates = vec![
        json!({"adGroupId": "42"}),
        json!({"adGroupId": old, "name": "New"}),
    ];
    check(&client, ("AdGroup", "adGroups"), items, updates).await
}

#[tokio::test]
async fn product_ads_can_fail_in_every_declared_way() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    archived(
        &client,
        "productAds",
        "productAdIdFilter",
        &chain.product_ad,
    )
    .await?;
    let good = product_ad(&chain.campaign, &chain.ad_group, OFFER);
    let items = vec![
        good.clone(),
        good.clone(),
        product_ad(&chain.campaign, &chain.ad_group, INELIGIBLE_OFFER),
        product_ad(&chain.campaign, &chain.ad_group, ""),
        product_ad(&chain.campaign, &chain.ad_group, " OFFER-01-0002"),
        product_ad(&chain.campaign, "42", OFFER),
        with(good.clone(), "/retailerId", json!("224958227503444")),
    ];
    let updates = vec![
        json!({"productAdId": "42"}),
        json!({"productAdId": chain.product_ad, "state": "PAUSED"}),
    ];
    check(&client, ("ProductAd", "productAds"), items, updates).await
}

#[tokio::test]
async fn targets_can_fail_in_every_declared_way() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let old = client.create("targets", keyword(&chain, "old")).await?;
    archived(&client, "targets", "targetIdFilter", &old).await?;
    let good = keyword(&chain, "shoes");
    let items = vec![
        good.clone(),
        good.clone(),
        keyword(&chain, "what?"),
        with(keyword(&chain, "x"), "/targetDetails", json!({})),
        with(keyword(&chain, "x"), "/bid/bid", json!(0.01)),
        with(keyword(&chain, "x"), "/campaignId", json!("42")),
        with(keyword(&chain, "x"), "/targetType", json!("AUTO")),
    ];
    let updates = vec![
        json!({"targetId": "42"}),
        json!({"targetId": old, "state": "PAUSED"}),
    ];
    check(&client, ("Target", "targets"), items, updates).await
}
