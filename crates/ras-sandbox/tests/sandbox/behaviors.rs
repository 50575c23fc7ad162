//! Lags and the other switches.

use std::time::Duration;

use jiff::SignedDuration;
use ras_sandbox::{Fault, Lag, TagSupport};
use serde_json::{Value, json};

use crate::client::{Client, Outcome, ad_group, campaign, keyword};

const LAG: Duration = Duration::from_secs(30);

async fn count(client: &Client, plural: &str, filter: Value) -> Outcome<u64> {
    let listed = client.post(&format!("{plural}/list"), filter, 200).await?;
    Ok(listed["totalResults"].as_u64().ok_or("no total")?)
}

fn wait(client: &Client, seconds: i64) {
    client
        .sandbox
        .clock()
        .advance(SignedDuration::from_secs(seconds));
}

#[tokio::test]
async fn new_entities_are_listed_only_after_the_lag_of_their_kind() -> Outcome {
    let client = Client::start().await?;
    client
        .sandbox
        .change_behavior(|b| b.list_lag = Lag::all(LAG));
    let chain = client.create_chain("MANUAL", "Shoes").await?;
    client.create("targets", keyword(&chain, "shoes")).await?;
    for plural in ["campaigns", "adGroups", "productAds", "targets"] {
        assert_eq!(count(&client, plural, json!({})).await?, 0, "{plural}");
    }
    wait(&client, 29);
    let by_id = json!({"campaignIdFilter": {"include": [chain.campaign]}});
    assert_eq!(count(&client, "campaigns", by_id).await?, 0);
    wait(&client, 1);
    for plural in ["campaigns", "adGroups", "productAds", "targets"] {
        assert_eq!(count(&client, plural, json!({})).await?, 1, "{plural}");
    }
    Ok(())
}

#[tokio::test]
async fn an_archived_entity_is_listed_in_its_old_state_until_the_lag_is_over() -> Outcome {
    let client = Client::start().await?;
    client.sandbox.change_behavior(|b| b.archiving_lag = LAG);
    let id = client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    let delete = json!({"campaignIdFilter": {"include": [id]}});
    client.post("campaigns/delete", delete, 207).await?;
    let enabled = json!({"stateFilter": {"include": ["ENABLED"]}});
    let archived = json!({"stateFilter": {"include": ["ARCHIVED"]}});
    assert_eq!(count(&client, "campaigns", enabled.clone()).await?, 1);
    let listed = client.post("campaigns/list", enabled.clone(), 200).await?;
    assert_eq!(listed["campaigns"][0]["state"], "ENABLED");
    wait(&client, 30);
    assert_eq!(count(&client, "campaigns", enabled).await?, 0);
    assert_eq!(count(&client, "campaigns", archived).await?, 1);
    Ok(())
}

#[tokio::test]
async fn archived_entities_can_be_missing_from_lists_that_ask_for_no_state() -> Outcome {
    let client = Client::start().await?;
    for name in ["Living", "Gone"] {
        client.create("campaigns", campaign("AUTO", name)).await?;
    }
    let gone = client.sandbox.world().campaigns()[1].campaign_id.clone();
    let ids = json!({"campaignIdFilter": {"include": [gone]}});
    client.post("campaigns/delete", ids.clone(), 207).await?;
    for (shown, by_id) in [(2, 1), (1, 0)] {
        assert_eq!(count(&client, "campaigns", json!({})).await?, shown);
        assert_eq!(count(&client, "campaigns", ids.clone()).await?, by_id);
        let archived = json!({"stateFilter": {"include": ["ARCHIVED"]}});
        assert_eq!(count(&client, "campaigns", archived).await?, 1);
        client
            .sandbox
            .change_behavior(|b| b.archived_by_default = false);
    }
    Ok(())
}

#[tokio::test]
async fn a_new_parent_can_be_unknown_for_a_while() -> Outcome {
    let client = Client::start().await?;
    client.sandbox.change_behavior(|b| b.parent_lag = LAG);
    let id = client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    let (kind, _) = client.refused("adGroups", ad_group(&id, "Group")).await?;
    assert_eq!(kind, "parentEntityError");
    wait(&client, 30);
    client.create("adGroups", ad_group(&id, "Group")).await?;
    Ok(())
}

#[tokio::test]
async fn automatic_targets_come_late_from_none_to_four_at_once() -> Outcome {
    for at_once in 0..=4 {
        let client = Client::start().await?;
        client.sandbox.change_behavior(|b| {
            b.auto_targets_at_once = at_once;
            b.auto_targets_lag = LAG;
        });
        client.create_chain("AUTO", "Shoes").await?;
        assert_eq!(count(&client, "targets", json!({})).await?, at_once as u64);
        // What is not there yet cannot be changed either.
        let last = client.sandbox.world().targets().pop().ok_or("no targets")?;
        let update = json!({"targets": [{"targetId": last.target_id, "state": "PAUSED"}]});
        let outcomes = client.put("targets", update).await?;
        let refused = outcomes["targets"]["error"].as_array().map_or(0, Vec::len);
        assert_eq!(refused, usize::from(at_once < 4));
        wait(&client, 30);
        assert_eq!(count(&client, "targets", json!({})).await?, 4);
    }
    Ok(())
}

#[tokio::test]
async fn names_are_unique_or_not_as_the_switch_says() -> Outcome {
    let client = Client::start().await?;
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    let (kind, _) = client
        .refused("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    assert_eq!(kind, "duplicateValueError");
    client
        .sandbox
        .change_behavior(|b| b.unique_campaign_names = false);
    let twin = client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    // With twins about, archiving one must not free the name of the other.
    client
        .sandbox
        .change_behavior(|b| b.unique_campaign_names = true);
    let delete = json!({"campaignIdFilter": {"include": [twin]}});
    client.post("campaigns/delete", delete, 207).await?;
    client
        .refused("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_name_of_an_archived_campaign_is_free_or_not_as_the_switch_says() -> Outcome {
    let client = Client::start().await?;
    let shoes = || campaign("AUTO", "Shoes");
    let archive = async |id: String| -> Outcome {
        let delete = json!({"campaignIdFilter": {"include": [id]}});
        client.post("campaigns/delete", delete, 207).await?;
        Ok(())
    };
    archive(client.create("campaigns", shoes()).await?).await?;
    archive(client.create("campaigns", shoes()).await?).await?;
    client
        .sandbox
        .change_behavior(|b| b.archived_names_taken = true);
    let (kind, _) = client.refused("campaigns", shoes()).await?;
    assert_eq!(kind, "duplicateValueError");
    client
        .create("campaigns", campaign("AUTO", "Boots"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn tags_are_kept_dropped_or_refused() -> Outcome {
    let client = Client::start().await?;
    let support = |tags| client.sandbox.change_behavior(|b| b.tags = tags);
    support(TagSupport::Dropped);
    client
        .create("campaigns", campaign("AUTO", "Dropped"))
        .await?;
    support(TagSupport::Refused);
    let (kind, error) = client
        .refused("campaigns", campaign("AUTO", "Refused"))
        .await?;
    assert_eq!(kind, "malformedValueError");
    assert_eq!(error["cause"]["location"], "$.campaigns[0].tags");
    support(TagSupport::Kept);
    client.create("campaigns", campaign("AUTO", "Kept")).await?;
    let tags: Vec<usize> = client
        .sandbox
        .world()
        .campaigns()
        .iter()
        .map(|c| c.tags.len())
        .collect();
    assert_eq!(tags, [0, 1]);
    Ok(())
}

#[tokio::test]
async fn a_page_can_move_and_its_token_expires() -> Outcome {
    let client = Client::start().await?;
    for name in ["a", "b", "c", "d"] {
        client.create("campaigns", campaign("AUTO", name)).await?;
    }
    let first = client
        .post("campaigns/list", json!({"maxResults": 2}), 200)
        .await?;
    let next = json!({"maxResults": 2, "nextToken": first["nextToken"]});
    let start = async |rows: i32| -> Outcome<Value> {
        client
            .sandbox
            .faults()
            .add(Fault::on("campaigns/list").shifted_page(rows));
        let page = client.post("campaigns/list", next.clone(), 200).await?;
        Ok(page["campaigns"][0]["name"].clone())
    };
    assert_eq!(start(0).await?, "c");
    assert_eq!(start(-1).await?, "b");
    assert_eq!(start(1).await?, "d");

    let mut other = next.clone();
    other["stateFilter"] = json!({"include": ["PAUSED"]});
    client.post("campaigns/list", other, 400).await?;
    client.post("adGroups/list", next.clone(), 400).await?;
    wait(&client, 3000);
    client.post("campaigns/list", next.clone(), 200).await?;
    wait(&client, 500);
    client
        .sandbox
        .change_behavior(|b| b.page_token_lifetime = LAG);
    let refused = client.post("campaigns/list", next, 400).await?;
    assert_eq!(refused["errors"][0]["errorType"], "malformedValueError");
    Ok(())
}
