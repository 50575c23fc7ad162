//! Login, headers and whole-request errors.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use ras_sandbox::Sandbox;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign, read};

#[tokio::test]
async fn the_token_endpoint_knows_its_client_and_its_refresh_token() -> Outcome {
    let client = Client::start().await?;
    let login = client.sandbox.credentials();
    let form = |id: &str, secret: &str, token: &str| {
        format!(
            "grant_type=refresh_token&client_id={id}&client_secret={secret}&refresh_token={token}"
        )
    };
    let (id, secret) = (login.client_id.as_str(), login.client_secret.as_str());
    let good = form(id, secret, "Atzr%7Csandbox-refresh");
    let (status, first) = client.fetch_token(&good).await?;
    assert_eq!(status, 200);
    assert_eq!(first["refresh_token"], login.refresh_token);
    assert_eq!(
        (&first["token_type"], &first["expires_in"]),
        (&json!("bearer"), &json!(3600))
    );
    let (_, second) = client.fetch_token(&good).await?;
    assert_ne!(first["access_token"], second["access_token"]);

    let (status, body) = client.fetch_token(&form(id, secret, "other")).await?;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_grant")));
    let (status, body) = client.fetch_token(&form(id, "other", "x")).await?;
    assert_eq!((status, &body["error"]), (401, &json!("invalid_client")));
    Ok(())
}

#[tokio::test]
async fn every_call_needs_token_client_id_and_scope() -> Outcome {
    let client = Client::start().await?;
    let names = [
        "authorization",
        "amazon-advertising-api-clientid",
        "amazon-advertising-api-scope",
    ];
    for name in names {
        for value in [None, Some("Bearer wrong")] {
            let mut request = client
                .request(Method::POST, "/ras/v1/campaigns/list")
                .build()?;
            request.headers_mut().remove(name);
            if let Some(value) = value {
                request.headers_mut().insert(name, value.parse()?);
            }
            let body = read(client.http.execute(request).await?, 401).await?;
            assert_eq!(body["code"], "UNAUTHORIZED");
            assert!(body["message"].is_string());
        }
    }
    let mut request = client.request(Method::GET, "/v2/profiles").build()?;
    request.headers_mut().remove("amazon-advertising-api-scope");
    let profiles = read(client.http.execute(request).await?, 200).await?;
    assert_eq!(
        profiles[0]["profileId"].to_string(),
        client.sandbox.credentials().profile_id
    );
    assert_eq!(profiles[0]["timezone"], "America/Los_Angeles");
    Ok(())
}

#[tokio::test]
async fn a_token_expires_after_an_hour_or_when_revoked() -> Outcome {
    let mut client = Client::start().await?;
    client
        .sandbox
        .clock()
        .advance(SignedDuration::from_secs(3599));
    client.post("campaigns/list", json!({}), 200).await?;
    client.sandbox.clock().advance(SignedDuration::from_secs(1));
    client.post("campaigns/list", json!({}), 401).await?;
    client.log_in().await?;
    client.post("campaigns/list", json!({}), 200).await?;
    client.sandbox.revoke_access_tokens();
    client.post("campaigns/list", json!({}), 401).await?;
    Ok(())
}

#[tokio::test]
async fn a_body_that_breaks_the_contract_refuses_the_whole_request() -> Outcome {
    let client = Client::start().await?;
    let mut unnamed = campaign("AUTO", "x");
    if let Some(members) = unnamed.as_object_mut() {
        members.remove("name");
    }
    let mut text_budget = campaign("AUTO", "x");
    text_budget["budget"]["budget"] = "5".into();
    let mut number_name = campaign("AUTO", "x");
    number_name["name"] = 5.into();
    let bodies = [
        (
            json!({}),
            "1 validation error detected: Value at '.' failed",
        ),
        (
            json!({"campaigns": [campaign("AUTO", "ok"), unnamed]}),
            "1 validation error detected: Value at 'campaigns[1]",
        ),
        (
            json!({"campaigns": [text_budget]}),
            "1 validation error detected: Value at 'budget' failed",
        ),
        (
            json!({"campaigns": [number_name]}),
            "1 validation error detected: Value at 'campaigns[0].name' failed",
        ),
        (
            json!({"campaigns": vec![campaign("AUTO", "x"); 1001]}),
            "1 validation error detected: Value at 'campaigns' failed",
        ),
    ];
    for (body, start) in bodies {
        let answer = client.post("campaigns", body, 400).await?;
        assert_eq!(answer["code"], "INVALID_ARGUMENT");
        let message = answer["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(start), "{message}");
    }
    let response = client
        .request(Method::POST, "/ras/v1/campaigns")
        .body("{")
        .send()
        .await?;
    read(response, 400).await?;
    assert!(client.sandbox.world().campaigns().is_empty());
    Ok(())
}

#[tokio::test]
async fn wrong_paths_methods_and_media_types_have_their_statuses() -> Outcome {
    let client = Client::start().await?;
    client.post("campaign", json!({}), 404).await?;
    let response = client
        .send(Method::DELETE, "/ras/v1/campaigns", &json!({}))
        .await?;
    read(response, 405).await?;
    let mut request = client
        .request(Method::POST, "/ras/v1/campaigns")
        .body("{}")
        .build()?;
    request
        .headers_mut()
        .insert("content-type", "text/plain".parse()?);
    read(client.http.execute(request).await?, 415).await?;

    // A list may come without body and then without media type.
    let mut request = client
        .request(Method::POST, "/ras/v1/campaigns/list")
        .build()?;
    request.headers_mut().remove("content-type");
    let response = client.http.execute(request).await?;
    assert!(response.headers().contains_key("x-amzn-requestid"));
    let body: Value = read(response, 200).await?;
    assert_eq!(body["campaigns"], json!([]));
    Ok(())
}

#[tokio::test]
async fn every_exchange_is_recorded_in_order_and_logged() -> Outcome {
    let client = Client::start().await?;
    client
        .post("campaigns", json!({"campaigns": []}), 207)
        .await?;
    let requests = client.sandbox.requests();
    let lines: Vec<String> = requests
        .iter()
        .map(|request| {
            format!(
                "{} {} {}",
                request.method,
                request.path,
                request.status.as_u16()
            )
        })
        .collect();
    assert_eq!(
        lines,
        ["POST /auth/o2/token 200", "POST /ras/v1/campaigns 207"]
    );
    assert_eq!(requests[1].body, r#"{"campaigns":[]}"#);
    assert_eq!(
        requests[1].response,
        r#"{"campaigns":{"error":[],"success":[]}}"#
    );

    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let sandbox = Sandbox::builder()
        .forget_requests()
        .log(Arc::new(move |request| {
            if let Ok(mut seen) = log.lock() {
                seen.push(request.path.clone());
            }
        }))
        .start()
        .await?;
    client
        .http
        .get(format!("{}/nowhere?x=1", sandbox.base_url()))
        .send()
        .await?;
    assert!(sandbox.requests().is_empty());
    assert_eq!(
        seen.lock().map(|seen| seen.clone()).unwrap_or_default(),
        ["/nowhere"]
    );
    Ok(())
}

#[tokio::test]
async fn a_stopped_or_dropped_sandbox_answers_no_more() -> Outcome {
    let client = Client::start().await?;
    let address = client.sandbox.base_url().to_owned();
    client.sandbox.stop().await?;
    assert!(client.http.get(&address).send().await.is_err());

    let sandbox = Sandbox::start().await?;
    let address = sandbox.base_url().to_owned();
    drop(sandbox);
    tokio::task::yield_now().await;
    assert!(client.http.get(&address).send().await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_sandbox_can_run_on_a_listener_until_told_to_stop() -> Outcome {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = Sandbox::builder().run_until(listener, async move {
        stopped.await.unwrap_or_default();
    });
    let server = tokio::spawn(server);
    let http = reqwest::Client::builder().no_proxy().build()?;
    let status = http
        .get(format!("{address}/nowhere"))
        .send()
        .await?
        .status();
    assert_eq!(status.as_u16(), 404);
    drop(stop);
    server.await??;
    Ok(())
}
