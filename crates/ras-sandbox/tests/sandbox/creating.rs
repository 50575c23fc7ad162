//! Whole campaigns, automatic and manual.

use reqwest::Method;
use serde_json::json;

use crate::client::{Client, Outcome, ad_group, campaign, keyword, negative, read};

#[tokio::test]
async fn a_manual_campaign_serves_once_it_has_an_ad_and_a_keyword() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let status = |client: &Client| {
        let campaigns = client.sandbox.world().campaigns();
        let data = campaigns.first().and_then(|c| c.extended_data.clone());
        data.and_then(|data| data.serving_status)
            .map(|status| status.to_string())
    };
    assert_eq!(status(&client).as_deref(), Some("CAMPAIGN_INCOMPLETE"));

    let target = client
        .create("targets", keyword(&chain, "red shoes"))
        .await?;
    assert_eq!(status(&client).as_deref(), Some("CAMPAIGN_STATUS_ENABLED"));

    for id in [&chain.campaign, &chain.ad_group, &chain.product_ad, &target] {
        assert_eq!(id.len(), 15, "{id}");
    }
    let listed = client.post("targets/list", json!({}), 200).await?;
    assert_eq!(listed["totalResults"], 1);
    let listed = &listed["targets"][0];
    assert_eq!(listed["targetLevel"], "AD_GROUP");
    assert_eq!(listed["bid"], json!({"bid": 1.25, "currencyCode": "USD"}));
    let status = &listed["extendedData"]["servingStatus"];
    assert_eq!(status, "TARGETING_CLAUSE_STATUS_LIVE");
    Ok(())
}

#[tokio::test]
async fn an_ad_group_of_an_automatic_campaign_brings_four_targets() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let filter =
        json!({"targetTypeFilter": ["AUTO"], "adGroupIdFilter": {"include": [chain.ad_group]}});
    let listed = client.post("targets/list", filter, 200).await?;
    let targets = listed["targets"].as_array().ok_or("no targets")?;
    let match_types: Vec<_> = targets
        .iter()
        .filter_map(|target| target["targetDetails"]["autoTarget"]["matchType"].as_str())
        .collect();
    let expected = [
        "KEYWORDS_CLOSE_MATCH",
        "KEYWORDS_LOOSE_MATCH",
        "PRODUCT_SUBSTITUTES",
        "PRODUCT_COMPLEMENTS",
    ];
    assert_eq!(match_types, expected);
    for target in targets {
        assert_eq!(target["negative"], false);
        assert_eq!(target["state"], "ENABLED");
        assert_eq!(target["bid"], json!({"bid": 0.75, "currencyCode": "USD"}));
    }

    let id = targets[0]["targetId"].clone();
    let body = json!({"targets": [{"targetId": id, "bid": {"bid": 2}, "state": "PAUSED"}]});
    let updated = client.put("targets", body).await?;
    assert_eq!(updated["targets"]["success"][0]["targetId"], id);
    assert_eq!(updated["targets"]["error"], json!([]));
    Ok(())
}

#[tokio::test]
async fn an_entity_comes_back_only_on_request_and_without_extended_data() -> Outcome {
    let client = Client::start().await?;
    let body = json!({"campaigns": [campaign("AUTO", "Plain")]});
    let plain = client.post("campaigns", body, 207).await?;
    let item = plain["campaigns"]["success"][0]
        .as_object()
        .ok_or("no item")?;
    assert_eq!(item.keys().collect::<Vec<_>>(), ["campaignId", "index"]);

    let body = json!({"campaigns": [campaign("AUTO", "Full")]});
    let response = client
        .request(Method::POST, "/ras/v1/campaigns")
        .header("prefer", "handling=lenient")
        .header("prefer", "respond-async, Return=representation; foo")
        .body(body.to_string())
        .send()
        .await?;
    let applied = response.headers().get("preference-applied").cloned();
    assert_eq!(
        applied.as_ref().map(|v| v.as_bytes()),
        Some(&b"return=representation"[..])
    );
    let full = read(response, 207).await?;
    let entity = &full["campaigns"]["success"][0]["campaign"];
    assert_eq!(entity["startDate"], "2030-06-01");
    let budget = json!({"budget": 5.0, "budgetType": "DAILY", "effectiveBudget": 5.0});
    assert_eq!(entity["budget"], budget);
    assert!(entity.get("extendedData").is_none());

    let body = json!({"campaigns": [{"campaignId": entity["campaignId"], "name": "New"}]});
    let response = client
        .request(Method::PUT, "/ras/v1/campaigns")
        .header("prefer", "return=representation")
        .body(body.to_string())
        .send()
        .await?;
    let updated = read(response, 207).await?;
    let entity = &updated["campaigns"]["success"][0]["campaign"];
    assert_eq!(entity["name"], "New");
    assert_eq!(
        entity["extendedData"]["creationDateTime"],
        "2030-06-01T19:00:00Z"
    );
    Ok(())
}

#[tokio::test]
async fn a_negative_without_an_ad_group_is_of_the_whole_campaign() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let mut item = negative(&chain, "PHRASE", "for free");
    if let Some(members) = item.as_object_mut() {
        members.remove("adGroupId");
    }
    client.create("targets", item).await?;
    let filter = json!({"targetLevelFilter": {"include": ["CAMPAIGN"]}});
    let listed = client.post("targets/list", filter, 200).await?;
    assert_eq!(listed["totalResults"], 1);
    let target = &listed["targets"][0];
    assert_eq!(target["negative"], true);
    assert!(target.get("adGroupId").is_none() && target.get("bid").is_none());
    Ok(())
}

#[tokio::test]
async fn items_of_one_batch_succeed_and_fail_on_their_own() -> Outcome {
    let client = Client::start().await?;
    let campaigns = [
        campaign("AUTO", "One"),
        campaign("AUTO", "One"),
        campaign("AUTO", "Two"),
    ];
    let body = client
        .post("campaigns", json!({"campaigns": campaigns}), 207)
        .await?;
    let outcomes = &body["campaigns"];
    assert_eq!(outcomes["success"][0]["index"], 0);
    assert_eq!(outcomes["success"][1]["index"], 2);
    assert_eq!(outcomes["error"][0]["index"], 1);
    let cause = &outcomes["error"][0]["errors"][0]["errorValue"]["duplicateValueError"]["cause"];
    assert_eq!(
        cause,
        &json!({"location": "$.campaigns[1].name", "trigger": "One"})
    );

    let empty = client
        .post("campaigns", json!({"campaigns": []}), 207)
        .await?;
    assert_eq!(empty["campaigns"], json!({"success": [], "error": []}));
    Ok(())
}

#[tokio::test]
async fn ids_are_the_same_in_every_sandbox() -> Outcome {
    let one = Client::start().await?.create_chain("AUTO", "Shoes").await?;
    let client = Client::start().await?;
    let other = client.create_chain("AUTO", "Shoes").await?;
    assert_eq!(one.campaign, other.campaign);
    assert_eq!(one.product_ad, other.product_ad);
    let second = ad_group(&other.campaign, "Second");
    assert_ne!(client.create("adGroups", second).await?, other.ad_group);
    Ok(())
}
