//! Scripted answers.

use http::{HeaderValue, StatusCode, header};
use ras_sandbox::CannedAnswer;
use reqwest::Method;
use serde_json::json;

use crate::client::{Client, Outcome, campaign, read};

#[tokio::test]
async fn an_answer_instead_leaves_no_trace_and_is_used_once() -> Outcome {
    let client = Client::start().await?;
    let throttled = CannedAnswer::json(
        StatusCode::TOO_MANY_REQUESTS,
        r#"{"code":"THROTTLED","message":"Slow down"}"#,
    )
    .header(header::RETRY_AFTER, HeaderValue::from_static("2"));
    client
        .sandbox
        .faults()
        .answer_next("POST /ras/v1/campaigns", throttled);
    // Another operation is none of its business.
    client.post("campaigns/list", json!({}), 200).await?;

    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    let response = client
        .send(Method::POST, "/ras/v1/campaigns", &body)
        .await?;
    assert_eq!(
        response.headers().get("retry-after").map(|v| v.as_bytes()),
        Some(&b"2"[..])
    );
    assert_eq!(read(response, 429).await?["code"], "THROTTLED");
    assert!(client.sandbox.world().campaigns().is_empty());

    client.post("campaigns", body, 207).await?;
    assert_eq!(client.sandbox.world().campaigns().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_answer_after_applying_hides_what_was_done() -> Outcome {
    let client = Client::start().await?;
    let faults = client.sandbox.faults();
    let timeout = r#"{"message":"Endpoint request timed out"}"#;
    faults.after_applying(
        "campaigns",
        CannedAnswer::json(StatusCode::GATEWAY_TIMEOUT, timeout),
    );
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    client.post("campaigns", body.clone(), 504).await?;
    assert_eq!(client.sandbox.world().campaigns().len(), 1);
    let again = client.post("campaigns", body, 207).await?;
    assert_eq!(
        again["campaigns"]["error"][0]["errors"][0]["errorType"],
        "duplicateValueError"
    );
    Ok(())
}

#[tokio::test]
async fn faults_for_one_operation_come_in_the_order_they_were_set() -> Outcome {
    let client = Client::start().await?;
    let faults = client.sandbox.faults();
    for status in [
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::IM_A_TEAPOT,
    ] {
        faults.answer_next("campaigns/list", CannedAnswer::json(status, "{}"));
    }
    client.post("campaigns/list", json!({}), 502).await?;
    client.post("campaigns/list", json!({}), 503).await?;
    assert_eq!(faults.pending(), 1);
    faults.clear();
    client.post("campaigns/list", json!({}), 200).await?;
    Ok(())
}
