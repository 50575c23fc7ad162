//! The endpoint beside the API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign, read};

pub(crate) async fn admin(
    client: &Client,
    method: Method,
    path: &str,
    body: Value,
    status: u16,
) -> Outcome<Value> {
    let url = format!("{}/sandbox/{path}", client.sandbox.base_url());
    let request = client
        .http
        .request(method, url)
        .header("content-type", "application/json");
    read(request.body(body.to_string()).send().await?, status).await
}

#[tokio::test]
async fn faults_are_set_seen_and_cleared_as_json() -> Outcome {
    let client = Client::start().await?;
    let answer = json!({"status": 429, "headers": {"retry-after": "7"}, "body": "{}"});
    let faults = json!([
        {"operation": "POST /ras/v1/campaigns", "apply": "never", "reply": {"canned": answer}},
        {"operation": "campaigns", "items": [{"index": 0, "trouble": "throttled"}]},
        {"operation": "campaigns", "apply": {"late": 60000}, "reply": "drop"},
        {"operation": "campaigns/list", "delay": 5, "reply": {"slow": 1}, "times": 2},
    ]);
    let added = admin(&client, Method::POST, "faults", faults, 200).await?;
    assert_eq!(added, json!({"waiting": 4}));
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    let response = client
        .send(Method::POST, "/ras/v1/campaigns", &body)
        .await?;
    assert_eq!(response.headers()["retry-after"], "7");
    read(response, 429).await?;
    let outcomes = client.post("campaigns", body.clone(), 207).await?;
    assert_eq!(
        outcomes["campaigns"]["error"][0]["errors"][0]["errorType"],
        "throttledError"
    );
    assert!(
        client
            .send(Method::POST, "/ras/v1/campaigns", &body)
            .await
            .is_err()
    );
    let waiting = admin(&client, Method::GET, "faults", Value::Null, 200).await?;
    assert_eq!(waiting[0]["times"], 2);
    // What is shown can be set again.
    admin(&client, Method::POST, "faults", waiting[0].clone(), 200).await?;
    admin(&client, Method::DELETE, "faults", Value::Null, 200).await?;
    assert_eq!(client.sandbox.faults().pending(), 0);
    Ok(())
}

#[tokio::test]
async fn behavior_and_clock_are_changed_in_part() -> Outcome {
    let client = Client::start().await?;
    let change = json!({"listLag": {"targets": 1500}, "quota": {"perSecond": 100.0, "burst": 100}});
    let now = admin(&client, Method::POST, "behavior", change, 200).await?;
    assert_eq!(
        now["listLag"],
        json!({"campaigns": 0, "adGroups": 0, "productAds": 0, "targets": 1500})
    );
    assert_eq!(
        now,
        admin(&client, Method::GET, "behavior", Value::Null, 200).await?
    );
    assert_eq!(client.sandbox.behavior().list_lag.targets.as_millis(), 1500);
    let wrong = admin(
        &client,
        Method::POST,
        "behavior",
        json!({"listLag": {"target": 1}}),
        400,
    )
    .await?;
    assert!(
        wrong["problem"]
            .as_str()
            .is_some_and(|text| text.contains("target")),
        "{wrong}"
    );

    let moved = json!({"advanceMillis": 1000});
    let moved = admin(&client, Method::POST, "clock", moved, 200).await?;
    assert_eq!(moved["now"], "2030-06-01T19:00:01Z");
    admin(&client, Method::DELETE, "tokens", Value::Null, 200).await?;
    client.post("campaigns/list", json!({}), 401).await?;
    let wrong = json!({"operation": "x", "reply": "explode"});
    admin(&client, Method::POST, "faults", wrong, 400).await?;
    Ok(())
}

#[tokio::test]
async fn other_names_of_this_machine_and_forms_of_other_sites_are_refused() -> Outcome {
    let client = Client::start().await?;
    let url = format!("{}/sandbox/overview", client.sandbox.base_url());
    let response = client
        .http
        .get(&url)
        .header("host", "evil.example")
        .send()
        .await?;
    assert_eq!(response.status().as_u16(), 403);
    assert_eq!(client.http.get(&url).send().await?.status().as_u16(), 200);
    let url = format!("{}/sandbox/faults", client.sandbox.base_url());
    let form = client
        .http
        .post(&url)
        .header("content-type", "text/plain")
        .body("[]");
    assert_eq!(form.send().await?.status().as_u16(), 403);
    Ok(())
}
