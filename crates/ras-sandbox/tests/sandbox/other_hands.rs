//! Somebody else at work between two requests of a caller.

use ras_sandbox::{Fault, Meanwhile};
use serde_json::json;

use crate::client::{Chain, Client, Outcome, ad_group, campaign, keyword, only_error};

fn order(client: &Client, operation: &str, what: Meanwhile) {
    client
        .sandbox
        .faults()
        .add(Fault::on(operation).meanwhile(what));
}

/// Name, state and number of tags of every campaign.
fn campaigns(client: &Client) -> Vec<(String, String, usize)> {
    let all = client.sandbox.world().campaigns().into_iter();
    all.map(|c| (c.name, c.state.to_string(), c.tags.len()))
        .collect()
}

#[tokio::test]
async fn a_foreign_twin_takes_the_name_or_stands_beside() -> Outcome {
    let client = Client::start().await?;
    let create = "POST /ras/v1/campaigns";
    order(&client, create, Meanwhile::Twin);
    let (kind, _) = client
        .refused("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    assert_eq!(kind, "duplicateValueError");
    let shoes = |tags| ("Shoes".to_owned(), "ENABLED".to_owned(), tags);
    assert_eq!(campaigns(&client), [shoes(0)]);

    client
        .sandbox
        .change_behavior(|b| b.unique_campaign_names = false);
    order(&client, create, Meanwhile::Twin);
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    assert_eq!(campaigns(&client), [shoes(0), shoes(0), shoes(1)]);
    Ok(())
}

#[tokio::test]
async fn a_campaign_is_paused_archived_or_renamed_by_any_of_the_ids_in_a_request() -> Outcome {
    let state =
        async |operation: &str, what, body: fn(&Chain) -> serde_json::Value| -> Outcome<_> {
            let client = Client::start().await?;
            let other = client
                .create("campaigns", campaign("AUTO", "Other"))
                .await?;
            let chain = client.create_chain("AUTO", "Shoes").await?;
            order(&client, operation, what);
            let (method, path) = operation.split_once(' ').ok_or("no method")?;
            let answer = client.send(method.parse()?, path, &body(&chain)).await?;
            let answer: serde_json::Value = serde_json::from_slice(&answer.bytes().await?)?;
            let all = client.sandbox.world().campaigns();
            assert_eq!(
                (all[0].campaign_id.as_str(), all[0].name.as_str()),
                (other.as_str(), "Other")
            );
            assert_eq!(all[0].state.as_str(), "ENABLED");
            Ok((all[1].state.to_string(), all[1].name.clone(), answer))
        };
    let group = |chain: &Chain| json!({"adGroups": [ad_group(&chain.campaign, "Late")]});
    let (now, _, answer) = state("POST /ras/v1/adGroups", Meanwhile::Archive, group).await?;
    assert_eq!(now, "ARCHIVED");
    assert_eq!(only_error(&answer["adGroups"])?.0, "entityStateError");

    let list = |chain: &Chain| json!({"adGroupIdFilter": {"include": [chain.ad_group]}});
    let (now, ..) = state("POST /ras/v1/targets/list", Meanwhile::Pause, list).await?;
    assert_eq!(now, "PAUSED");

    let ad = |chain: &Chain| json!({"productAds": [{"productAdId": chain.product_ad}]});
    let (now, name, _) = state("PUT /ras/v1/productAds", Meanwhile::Rename, ad).await?;
    assert!(now == "ENABLED" && name.starts_with("Renamed "), "{name}");
    Ok(())
}

#[tokio::test]
async fn a_target_names_its_campaign_too() -> Outcome {
    let client = Client::start().await?;
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    let target = client.create("targets", keyword(&chain, "shoes")).await?;
    order(&client, "PUT /ras/v1/targets", Meanwhile::Archive);
    let update = json!({"targets": [{"targetId": target, "bid": {"bid": 2.0}}]});
    let outcomes = client.put("targets", update).await?;
    assert_eq!(only_error(&outcomes["targets"])?.0, "entityStateError");
    Ok(())
}
