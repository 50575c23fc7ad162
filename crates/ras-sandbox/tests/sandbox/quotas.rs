//! Limits on the number of requests, for all profiles or for one.

use jiff::SignedDuration;
use ras_sandbox::{Quota, RetryAfter};
use reqwest::Method;
use serde_json::json;

use crate::client::{Client, Outcome};

async fn list(client: &Client) -> Outcome<(u16, Option<String>, String)> {
    let response = client
        .send(Method::POST, "/ras/v1/campaigns/list", &json!({}))
        .await?;
    let header = response.headers().get("retry-after").cloned();
    let wait = header.and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let status = response.status().as_u16();
    Ok((
        status,
        wait,
        String::from_utf8_lossy(&response.bytes().await?).into_owned(),
    ))
}

#[tokio::test]
async fn a_quota_binds_its_profile_alone_and_can_change() -> Outcome {
    let mut client = Client::start().await?;
    let first = client.profile.clone();
    client.sandbox.change_behavior(|b| {
        b.profile_quotas
            .insert(first.clone(), Quota::per_second(1.0));
    });
    assert_eq!(list(&client).await?.0, 200);
    let (status, wait, body) = list(&client).await?;
    assert_eq!((status, wait.as_deref()), (429, Some("1")));
    assert!(body.contains("THROTTLED"));
    client.profile = client.sandbox.profiles()[1].id.clone();
    for _ in 0..5 {
        assert_eq!(list(&client).await?.0, 200);
    }
    client.profile = first;
    client.sandbox.clock().advance(SignedDuration::from_secs(1));
    assert_eq!(list(&client).await?.0, 200);
    assert_eq!(list(&client).await?.0, 429);
    client.sandbox.change_behavior(|b| b.profile_quotas.clear());
    assert_eq!(list(&client).await?.0, 200);
    Ok(())
}

#[tokio::test]
async fn a_429_can_say_when_to_come_back_in_every_form_or_not_at_all() -> Outcome {
    let forms = [
        (RetryAfter::Seconds, Some("10")),
        (RetryAfter::Date, Some("Sat, 01 Jun 2030 19:00:10 GMT")),
        (RetryAfter::Absent, None),
        (RetryAfter::Garbage, Some("soon")),
        (RetryAfter::Huge, Some("4000000000")),
    ];
    for (form, wanted) in forms {
        let client = Client::start().await?;
        client
            .sandbox
            .change_behavior(|b| b.quota = Some(Quota::per_second(0.1).retry_after(form)));
        assert_eq!(list(&client).await?.0, 200);
        let (status, wait, _) = list(&client).await?;
        assert_eq!((status, wait.as_deref()), (429, wanted), "{form:?}");
    }
    let client = Client::start().await?;
    client
        .sandbox
        .change_behavior(|b| b.quota = Some(Quota::per_second(0.1).html()));
    list(&client).await?;
    let (status, _, body) = list(&client).await?;
    assert!(status == 429 && body.starts_with("<html>"), "{body}");
    Ok(())
}
