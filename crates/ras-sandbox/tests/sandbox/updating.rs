//! Updates and deletes.

use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign, keyword, only_error};

async fn only_campaign(client: &Client) -> Outcome<Value> {
    let listed = client.post("campaigns/list", json!({}), 200).await?;
    Ok(listed["campaigns"][0].clone())
}

#[tokio::test]
async fn an_absent_member_stays_and_null_clears() -> Outcome {
    let client = Client::start().await?;
    let mut item = campaign("MANUAL", "Shoes");
    item["endDate"] = "2030-12-31".into();
    item["portfolioId"] = "77".into();
    let id = client.create("campaigns", item).await?;

    let rename = json!({"campaigns": [{"campaignId": id, "name": "Boots"}]});
    client.put("campaigns", rename).await?;
    let found = only_campaign(&client).await?;
    assert_eq!(
        (&found["name"], &found["endDate"]),
        (&json!("Boots"), &json!("2030-12-31"))
    );
    assert_eq!(found["tags"][0]["value"], "shoes");

    let clear = json!({"campaigns": [{"campaignId": id, "endDate": null, "portfolioId": null, "tags": []}]});
    client.put("campaigns", clear).await?;
    let found = only_campaign(&client).await?;
    assert_eq!(found["name"], "Boots");
    for member in ["endDate", "portfolioId", "tags"] {
        assert!(found.get(member).is_none(), "{member}");
    }
    Ok(())
}

#[tokio::test]
async fn an_archived_entity_is_listed_but_never_changes_again() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let target = client.create("targets", keyword(&chain, "shoes")).await?;
    let filter = json!({"campaignIdFilter": {"include": [chain.campaign]}});
    let deleted = client.post("campaigns/delete", filter.clone(), 207).await?;
    assert_eq!(
        deleted["campaigns"]["success"],
        json!([{"index": 0, "campaignId": chain.campaign}])
    );
    assert_eq!(only_campaign(&client).await?["state"], "ARCHIVED");

    let (kind, error) =
        only_error(&client.post("campaigns/delete", filter, 207).await?["campaigns"])?;
    assert_eq!(kind, "entityStateError");
    assert_eq!(error["reason"], "ARCHIVED_ENTITY_CANNOT_BE_MODIFIED");
    assert_eq!(error["cause"]["location"], "$.campaignIdFilter.include[0]");

    let body = json!({"campaigns": [{"campaignId": chain.campaign, "state": "ENABLED"}]});
    let (_, error) = only_error(&client.put("campaigns", body).await?["campaigns"])?;
    assert_eq!(error["message"], "Archived entity cannot be modified");

    let children = [
        ("adGroups", "adGroupId", &chain.ad_group),
        ("productAds", "productAdId", &chain.product_ad),
        ("targets", "targetId", &target),
    ];
    for (plural, member, id) in children {
        let body = json!({plural: [{member: id, "state": "PAUSED"}]});
        let (kind, error) = only_error(&client.put(plural, body).await?[plural])?;
        assert_eq!(kind, "entityStateError", "{plural}");
        assert_eq!(
            error["reason"], "PARENT_ARCHIVED_FORBIDS_UPDATES",
            "{plural}"
        );
    }
    let targets = client.sandbox.world().targets();
    let status = targets[0]
        .extended_data
        .as_ref()
        .and_then(|data| data.serving_status.as_ref());
    assert_eq!(
        status.map(ToString::to_string).as_deref(),
        Some("CAMPAIGN_ARCHIVED")
    );
    Ok(())
}

#[tokio::test]
async fn an_unknown_id_is_named_with_its_kind() -> Outcome {
    let client = Client::start().await?;
    let kinds = [
        ("campaigns", "campaignId", "CAMPAIGN", "campaign"),
        ("adGroups", "adGroupId", "AD_GROUP", "ad group"),
        ("productAds", "productAdId", "PRODUCT_AD", "product ad"),
        (
            "targets",
            "targetId",
            "TARGETING_CLAUSE",
            "targeting clause",
        ),
    ];
    for (plural, member, entity_type, noun) in kinds {
        let body = json!({plural: [{member: "42", "state": "PAUSED"}]});
        let (kind, error) = only_error(&client.put(plural, body).await?[plural])?;
        assert_eq!(kind, "entityNotFoundError");
        assert_eq!(error["entityId"], "42");
        assert_eq!(error["entityType"], entity_type);
        assert_eq!(
            error["message"],
            format!("Could not find {noun} with id: 42")
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_budget_cannot_fall_below_a_default_bid() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let raise = json!({"adGroups": [{"adGroupId": chain.ad_group, "defaultBid": 4}]});
    client.put("adGroups", raise).await?;
    let budget = json!({"budget": 3, "budgetType": "DAILY"});
    let body = json!({"campaigns": [{"campaignId": chain.campaign, "budget": budget}]});
    let (kind, error) = only_error(&client.put("campaigns", body).await?["campaigns"])?;
    assert_eq!(kind, "budgetError");
    assert_eq!(error["reason"], "BUDGET_LT_DEFAULT_BIDS");
    assert_eq!(only_campaign(&client).await?["budget"]["budget"], 5.0);
    Ok(())
}

#[tokio::test]
async fn a_budget_cannot_fall_below_the_bid_of_a_target_although_the_bid_may_exceed_it() -> Outcome
{
    for (targeting, reason) in [
        ("MANUAL", "BUDGET_LT_KEYWORD_BIDS"),
        ("AUTO", "BUDGET_LT_PREDEFINED_TARGET_BIDS"),
    ] {
        let client = Client::start().await?;
        let chain = client.create_chain(targeting, "Shoes").await?;
        if targeting == "MANUAL" {
            client.create("targets", keyword(&chain, "shoes")).await?;
        }
        let target = client.sandbox.world().targets()[0].target_id.clone();
        let raise = json!({"targets": [{"targetId": target, "bid": {"bid": 6}}]});
        let raised = client.put("targets", raise).await?;
        assert_eq!(raised["targets"]["success"][0]["targetId"], *target);
        let with = async |budget: u32| -> Outcome<serde_json::Value> {
            let budget = json!({"budget": budget, "budgetType": "DAILY"});
            let body = json!({"campaigns": [{"campaignId": chain.campaign, "budget": budget}]});
            Ok(client.put("campaigns", body).await?["campaigns"].clone())
        };
        let (kind, error) = only_error(&with(4).await?)?;
        assert_eq!(
            (kind.as_str(), &error["reason"]),
            ("budgetError", &json!(reason))
        );
        assert_eq!(error["lowerLimit"], "6");
        // The same budget, or a higher one that is still below the bid, is no step down.
        assert_eq!(with(5).await?["error"], json!([]));
    }
    Ok(())
}
