//! Lists: pages and filters.

use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign, keyword};

#[tokio::test]
async fn pages_follow_each_other_in_the_order_of_creation() -> Outcome {
    let client = Client::start().await?;
    let names: Vec<String> = (0..5).map(|number| format!("Campaign {number}")).collect();
    let items: Vec<Value> = names.iter().map(|name| campaign("AUTO", name)).collect();
    client
        .post("campaigns", json!({"campaigns": items}), 207)
        .await?;

    let mut found = Vec::new();
    let mut request = json!({"maxResults": 2});
    for rows in [2, 2, 1] {
        let page = client.post("campaigns/list", request.clone(), 200).await?;
        assert_eq!(page["totalResults"], 5);
        let campaigns = page["campaigns"].as_array().ok_or("no rows")?;
        assert_eq!(campaigns.len(), rows);
        found.extend(campaigns.iter().map(|row| row["name"].clone()));
        request["nextToken"] = page["nextToken"].clone();
    }
    assert_eq!(found, names);
    assert!(request["nextToken"].is_null());
    // A page that ends with the list leads nowhere, even when it is full.
    let full = client
        .post("campaigns/list", json!({"maxResults": 5}), 200)
        .await?;
    assert!(full.get("nextToken").is_none());

    for request in [
        json!({"maxResults": 0}),
        json!({"maxResults": 1001}),
        json!({"nextToken": "x"}),
    ] {
        client.post("campaigns/list", request, 400).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_filter_of_campaigns_narrows_the_list() -> Outcome {
    let client = Client::start().await?;
    let mut item = campaign("AUTO", "Red Shoes");
    item["portfolioId"] = "77".into();
    item["state"] = "PAUSED".into();
    let id = client.create("campaigns", item).await?;
    client
        .create("campaigns", campaign("AUTO", "Red Shoes Two"))
        .await?;
    let count = async |request: Value| -> Outcome<Value> {
        let listed = client.post("campaigns/list", request, 200).await?;
        Ok(listed["totalResults"].clone())
    };
    let names = |how: &str, name: &str| json!({"nameFilter": {"queryTermMatchType": how, "include": [name]}});
    assert_eq!(
        count(json!({"campaignIdFilter": {"include": [id, id, "9"]}})).await?,
        1
    );
    assert_eq!(
        count(json!({"portfolioIdFilter": {"include": ["77"]}})).await?,
        1
    );
    assert_eq!(
        count(json!({"stateFilter": {"include": ["PAUSED"]}})).await?,
        1
    );
    assert_eq!(
        count(json!({"stateFilter": {"include": ["PAUSED", "ENABLED"]}})).await?,
        2
    );
    assert_eq!(count(names("EXACT_MATCH", "Red Shoes")).await?, 1);
    assert_eq!(count(names("BROAD_MATCH", "red shoes")).await?, 2);
    assert_eq!(
        count(json!({"campaignIdFilter": {"include": []}})).await?,
        0
    );
    Ok(())
}

#[tokio::test]
async fn every_filter_of_targets_narrows_the_list() -> Outcome {
    let client = Client::start().await?;
    let manual = client.create_chain("MANUAL", "Manual").await?;
    let auto = client.create_chain("AUTO", "Auto").await?;
    let mut phrase = keyword(&manual, "blue shoes");
    phrase["targetDetails"]["keywordTarget"]["matchType"] = "PHRASE".into();
    client.create("targets", phrase).await?;
    client
        .create("targets", keyword(&manual, "red shoes"))
        .await?;
    let negative = crate::client::negative(&auto, "EXACT", "free");
    client.create("targets", negative).await?;
    let product = json!({
        "campaignId": auto.campaign, "adGroupId": auto.ad_group, "state": "ENABLED",
        "negative": true, "targetType": "PRODUCT",
        "targetDetails": {"productTarget": {
            "matchType": "PRODUCT_EXACT", "productIdType": "RETAILER_OFFER", "productId": "OFFER-01-0003",
        }},
    });
    client.create("targets", product).await?;

    let pair = json!({"retailerId": crate::client::RETAILER, "retailerOfferId": "OFFER-01-0003"});
    let expectations = [
        (json!({}), 8),
        (json!({"adGroupIdFilter": {"include": [auto.ad_group]}}), 6),
        (
            json!({"campaignIdFilter": {"include": [manual.campaign]}}),
            2,
        ),
        (json!({"negativeFilter": {"include": [true]}}), 2),
        (json!({"targetTypeFilter": ["AUTO", "PRODUCT"]}), 5),
        (json!({"matchTypeFilter": ["EXACT"]}), 2),
        (json!({"targetLevelFilter": {"include": ["CAMPAIGN"]}}), 0),
        (
            json!({"keywordFilter": {"queryTermMatchType": "BROAD_MATCH", "include": ["Shoes"]}}),
            2,
        ),
        (
            json!({"keywordFilter": {"queryTermMatchType": "EXACT_MATCH", "include": ["Red shoes"]}}),
            1,
        ),
        (json!({"productIdFilter": {"include": [pair]}}), 1),
        (json!({"stateFilter": {"include": ["ARCHIVED"]}}), 0),
    ];
    for (request, expected) in expectations {
        let listed = client.post("targets/list", request.clone(), 200).await?;
        assert_eq!(listed["totalResults"], expected, "{request}");
    }
    Ok(())
}

#[tokio::test]
async fn an_enum_value_or_a_length_beyond_the_contract_refuses_the_list() -> Outcome {
    let client = Client::start().await?;
    let check = async |path: &str, request: Value, start: &str| -> Outcome {
        let body = client.post(path, request, 400).await?;
        assert_eq!(body["code"], "INVALID_ARGUMENT");
        let message = body["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(start), "{message}");
        Ok(())
    };
    let start = "1 validation error detected: Value '[LIVE]' at 'stateFilter.include' failed to satisfy constraint: ";
    check(
        "campaigns/list",
        json!({"stateFilter": {"include": ["LIVE"]}}),
        start,
    )
    .await?;
    let start = "1 validation error detected: Value at 'targetTypeFilter' failed";
    let three = json!({"targetTypeFilter": ["AUTO", "KEYWORD", "PRODUCT"]});
    check("targets/list", three, start).await?;
    let start = "1 validation error detected: Value at 'campaignIdFilter' failed";
    check(
        "adGroups/list",
        json!({"campaignIdFilter": {"include": vec!["1"; 101]}}),
        start,
    )
    .await
}

#[tokio::test]
async fn retailers_come_ten_at_a_time_and_only_active_unless_asked_for() -> Outcome {
    let client = Client::start().await?;
    let first = client.post("retailers/list", json!({}), 200).await?;
    assert_eq!(first["retailers"].as_array().map(Vec::len), Some(10));
    assert_eq!(first["totalResults"], 12);
    let request = json!({"maxResults": "10", "nextToken": first["nextToken"]});
    let second = client.post("retailers/list", request, 200).await?;
    assert_eq!(second["retailers"].as_array().map(Vec::len), Some(2));
    assert!(second.get("nextToken").is_none());

    let ids = json!({"retailerIdFilter": {"include": ["30100000000013", "30100000000014"]}});
    let listed = client.post("retailers/list", ids, 200).await?;
    assert_eq!(listed["retailers"][0]["status"], "INACTIVE");
    assert_eq!(listed["retailers"][1]["status"], "RETIRED");
    Ok(())
}
