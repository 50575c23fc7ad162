//! Trouble with single items of a batch.

use ras_sandbox::{Fault, Trouble};
use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign};

/// Creates three campaigns with trouble at the second; gives the outcomes and what exists.
async fn check(trouble: Trouble) -> Outcome<(Value, Vec<String>)> {
    let client = Client::start().await?;
    let fault = Fault::on("POST /ras/v1/campaigns").item(1, trouble);
    client.sandbox.faults().add(fault);
    let items = ["a", "b", "c"].map(|name| campaign("AUTO", name));
    let answer = client
        .post("campaigns", json!({"campaigns": items}), 207)
        .await?;
    let world = client.sandbox.world().campaigns();
    let names = world.into_iter().map(|campaign| campaign.name).collect();
    Ok((answer["campaigns"].clone(), names))
}

fn indexes(outcomes: &Value) -> Vec<u64> {
    let all = outcomes.as_array().into_iter().flatten();
    all.filter_map(|outcome| outcome["index"].as_u64())
        .collect()
}

#[tokio::test]
async fn a_throttled_item_is_not_applied_and_the_others_are() -> Outcome {
    let (outcomes, names) = check(Trouble::Throttled).await?;
    assert_eq!(indexes(&outcomes["success"]), [0, 2]);
    let error = &outcomes["error"][0]["errors"][0];
    assert_eq!(error["errorType"], "throttledError");
    assert_eq!(error["errorValue"]["throttledError"]["reason"], "THROTTLED");
    assert_eq!(names, ["a", "c"]);
    Ok(())
}

#[tokio::test]
async fn an_internal_error_of_an_item_may_hide_that_it_was_applied() -> Outcome {
    for (trouble, exists) in [(Trouble::Internal, false), (Trouble::InternalApplied, true)] {
        let (outcomes, names) = check(trouble).await?;
        let error = &outcomes["error"][0]["errors"][0];
        assert_eq!(error["errorType"], "internalServerError");
        assert_eq!(indexes(&outcomes["error"]), [1]);
        assert_eq!(names.contains(&"b".to_owned()), exists, "{trouble:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_entity_can_come_back_in_a_state_of_the_future() -> Outcome {
    let client = Client::start().await?;
    let fault = Fault::on("POST /ras/v1/campaigns").item(0, Trouble::UnknownState);
    client.sandbox.faults().add(fault);
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    let request = client.request(reqwest::Method::POST, "/ras/v1/campaigns");
    let request = request.header("prefer", "return=representation");
    let response = request.body(body.to_string()).send().await?;
    let answer = crate::client::read(response, 207).await?;
    let state = &answer["campaigns"]["success"][0]["campaign"]["state"];
    assert_eq!(state, "FROZEN");
    Ok(())
}

#[tokio::test]
async fn answers_can_leave_ids_and_items_out_or_say_them_twice_or_wrong() -> Outcome {
    let (outcomes, _) = check(Trouble::MissingId).await?;
    assert_eq!(outcomes["success"][1], json!({"index": 1}));
    let (outcomes, names) = check(Trouble::Unmentioned).await?;
    assert_eq!(indexes(&outcomes["success"]), [0, 2]);
    assert_eq!((indexes(&outcomes["error"]).len(), names.len()), (0, 3));
    let (outcomes, _) = check(Trouble::Doubled).await?;
    assert_eq!(indexes(&outcomes["success"]), [0, 1, 1, 2]);
    let (outcomes, names) = check(Trouble::OutOfRange).await?;
    assert_eq!(indexes(&outcomes["success"]), [0, 1_000_000, 2]);
    assert_eq!(names.len(), 3);
    let (outcomes, names) = check(Trouble::UnknownError).await?;
    let error = &outcomes["error"][0]["errors"][0];
    assert_eq!(error["errorType"], "entityQuotaError");
    assert_eq!(names.len(), 2);
    Ok(())
}
