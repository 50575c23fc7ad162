//! The judge itself: what it must let through and what it must not.

use std::collections::BTreeSet;

use http::StatusCode;
use ras_core::{products, ras, reports, retailers};
use ras_sandbox::CannedAnswer;
use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign};
use crate::contract::documents::{contracts, operations};
use crate::contract::exchange::{answer_violations, request_violations, violations};
use crate::contract::watched::Sandbox;

#[test]
fn every_operation_of_the_contracts_can_be_judged() {
    // What the client can call was read from the same contracts in another way.
    let tables = [
        ras::operations::ALL,
        retailers::operations::ALL,
        products::operations::ALL,
        reports::operations::ALL,
    ];
    let called = tables.into_iter().flatten();
    let called: BTreeSet<_> = called.map(|it| (it.method.as_str(), it.path)).collect();
    let judged = operations().iter();
    let judged: BTreeSet<_> = judged.map(|it| (&*it.method, &*it.path)).collect();
    assert_eq!(judged, called);
    for operation in operations() {
        assert!(operation.answers.contains_key(&400), "{}", operation.path);
        assert!(!operation.required_headers.is_empty(), "{}", operation.path);
    }
}

#[test]
fn every_answer_of_the_contracts_can_be_judged() -> Outcome {
    let read = operations().iter();
    let read: usize = read.map(|operation| operation.answers.len()).sum();
    let mut declared = 0;
    for contract in contracts() {
        declared += declared_answers(&serde_json::from_str(contract)?);
    }
    assert_eq!(read, declared);
    Ok(())
}

/// How many answers stand below some place of a contract.
fn declared_answers(place: &Value) -> usize {
    let below = |(name, value): (&String, &Value)| match (name.as_str(), value.as_object()) {
        ("responses", Some(answers)) => answers.len(),
        _ => declared_answers(value),
    };
    match place.as_object() {
        Some(members) => members.iter().map(below).sum(),
        None => 0,
    }
}

/// Lets the sandbox say something wrong and expects the judge to notice.
async fn check(status: u16, body: &str, complaint: &str) -> Outcome {
    let client = Client::start().await?;
    let answer = CannedAnswer::json(StatusCode::from_u16(status)?, body.to_owned());
    client.sandbox.faults().answer_next("campaigns", answer);
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    client.post("campaigns", body, status).await?;
    let exchanges = client.sandbox.requests();
    let exchange = exchanges.last().ok_or("nothing recorded")?;
    assert!(exchange.scripted);
    let found = violations(exchange).join("\n");
    assert!(found.contains(complaint), "{complaint}: {found:?}");
    Ok(())
}

#[tokio::test]
async fn a_wrong_answer_is_a_violation() -> Outcome {
    check(207, "{}", "required property").await?;
    check(
        207,
        r#"{"campaigns": {"success": [{}]}}"#,
        "\"index\" is a required",
    )
    .await?;
    let number = r#"{"campaigns": {"success": [{"index": 0, "campaignId": 7}]}}"#;
    check(207, number, "7 is not of type \"string\"").await?;
    let stray = r#"{"campaigns": {"success": [], "warning": []}}"#;
    check(207, stray, "'warning' was unexpected").await?;
    check(200, r#"{"campaigns": {}}"#, "status 200 is not declared").await?;
    let code = r#"{"code": "OOPS", "message": "no"}"#;
    check(400, code, "\"OOPS\"").await?;
    check(
        429,
        r#"{"code": "THROTTLED", "details": "no"}"#,
        "\"message\"",
    )
    .await
}

#[tokio::test]
async fn right_answers_and_the_known_defects_of_the_documents_are_no_violation() -> Outcome {
    let client = Client::start().await?;
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    // `maxResults` has the text "10" as its default, the flags of products have "false".
    client.post("retailers/list", json!({}), 200).await?;
    for exchange in client.sandbox.requests() {
        assert_eq!(violations(&exchange), Vec::<String>::new());
        assert_eq!(answer_violations(&exchange), Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn a_wrong_request_is_a_violation() {
    let headers = http::HeaderMap::new();
    let found = request_violations(
        "PUT",
        "/ras/v1/campaigns",
        &headers,
        b"{\"campaigns\":[{}]}",
    );
    let found = found.join("\n");
    for complaint in [
        "header amazon-advertising-api-scope is missing",
        "Content-Type is None",
        "\"campaignId\" is a required property",
    ] {
        assert!(found.contains(complaint), "{complaint}: {found}");
    }
}

#[tokio::test]
async fn a_watched_sandbox_fails_its_test_when_the_contract_was_broken() -> Outcome {
    let test = async |body: &'static str| {
        let test = async move {
            let sandbox = Client::start().await.map_err(|error| error.to_string())?;
            let watched = Sandbox::watching(
                ras_sandbox::Sandbox::start()
                    .await
                    .map_err(|error| error.to_string())?,
            );
            let login = watched.credentials();
            let path = format!("{}/ras/v1/campaigns/list", watched.base_url());
            let request = sandbox.http.post(path).body(body);
            let sent = request
                .header("content-type", "application/json")
                .header("amazon-advertising-api-clientid", login.client_id)
                .header("amazon-advertising-api-scope", login.profile_id)
                .send()
                .await;
            sent.map(|_| ()).map_err(|error| error.to_string())
        };
        tokio::spawn(test).await
    };
    assert!(test("{}").await?.is_ok());
    assert!(
        test(r#"{"stateFilter": {}}"#)
            .await
            .is_err_and(|end| end.is_panic())
    );
    Ok(())
}
