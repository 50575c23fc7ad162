//! Every status that a contract declares, from every operation that declares it.

use http::StatusCode;
use jiff::SignedDuration;
use ras_sandbox::{CannedAnswer, Quota};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Outcome};
use crate::contract::documents::{Operation, operations};
use crate::contract::exchange::answer_violations;

/// A request that is fine for an operation.
fn fine(operation: &Operation, report: &str) -> (String, Value) {
    let path = operation.path.replace("{reportId}", report);
    let plural = path.trim_start_matches("/ras/v1/").split('/').next();
    let body = match (operation.method.as_str(), path.as_str()) {
        (_, "/product/metadata") => json!({"pageIndex": 0, "pageSize": 1}),
        (_, "/reporting/reports") => report_request("impressions"),
        ("GET" | "DELETE", _) => Value::Null,
        (_, path) if path.ends_with("/list") => json!({}),
        (_, path) if path.ends_with("/delete") => {
            let plural = plural.unwrap_or_default();
            let filter = format!("{}IdFilter", plural.trim_end_matches('s'));
            json!({filter: {"include": []}})
        }
        _ => json!({plural.unwrap_or_default(): []}),
    };
    (path, body)
}

fn report_request(column: &str) -> Value {
    json!({
        "startDate": "2030-05-01", "endDate": "2030-05-02",
        "configuration": {
            "adProduct": "SPONSORED_PRODUCTS", "reportTypeId": "spCampaigns",
            "groupBy": ["campaign"], "columns": [column], "timeUnit": "DAILY",
            "format": "GZIP_JSON",
        },
    })
}

/// Sends a request that has this status as its answer and judges the answer.
async fn check(operation: &Operation, status: u16) -> Outcome {
    let mut client = Client::start().await?;
    let media_type = operation
        .body
        .as_ref()
        .map_or("application/json", |body| &body.0);
    let send = async |client: &Client, path: &str, body: &Value| -> Outcome<u16> {
        let method: Method = operation.method.parse()?;
        let mut request = client.request(method, path).build()?;
        request
            .headers_mut()
            .insert("content-type", media_type.parse()?);
        if !body.is_null() {
            *request.body_mut() = Some(body.to_string().into());
        }
        Ok(client.http.execute(request).await?.status().as_u16())
    };
    let created = client
        .send(
            Method::POST,
            "/reporting/reports",
            &report_request("clicks"),
        )
        .await?;
    let report = crate::client::read(created, 200).await?;
    let (mut path, mut body) = fine(operation, report["reportId"].as_str().unwrap_or_default());
    let unknown = "00000000-0000-4000-8000-000000000000";
    match status {
        200 | 207 => {}
        400 if operation.path.ends_with("{reportId}") => path = "/reporting/reports/x".to_owned(),
        400 => body = json!([]),
        401 => client.token = "Atza|stale".to_owned(),
        403 => client.profile = client.sandbox.profiles()[3].id.clone(),
        404 if operation.path == "/product/metadata" => {
            body["retailerInfo"] = json!({"retailerType": "RMS", "retailerId": "42"});
        }
        404 if path.starts_with("/reporting") => path = format!("/reporting/reports/{unknown}"),
        413 => body = json!({"nextToken": "x".repeat(17 * 1024 * 1024)}),
        422 => body["configuration"]["adProduct"] = json!("SPONSORED_BRANDS"),
        425 => {
            send(&client, &path, &body).await?;
        }
        429 => {
            client
                .sandbox
                .change_behavior(|b| b.quota = Some(Quota::per_second(0.001)));
            send(&client, &path, &body).await?;
        }
        // What no caller can bring about is scripted, in the document's own words.
        404 | 500 | 502..=504 => {
            let text = if path.starts_with("/ras/") {
                "message"
            } else if path.starts_with("/reporting/") {
                "detail"
            } else {
                "details"
            };
            let answer = json!({"code": "INTERNAL_ERROR", text: "Something broke"});
            let answer = CannedAnswer::json(StatusCode::from_u16(status)?, answer.to_string());
            client.sandbox.faults().answer_next("", answer);
        }
        other => return Err(format!("nobody knows how to bring {other} about").into()),
    }
    client
        .sandbox
        .clock()
        .advance(SignedDuration::from_millis(1));
    let found = send(&client, &path, &body).await?;
    assert_eq!(found, status, "{} {}", operation.method, operation.path);
    let exchanges = client.sandbox.requests();
    let last = exchanges.last().ok_or("nothing recorded")?;
    assert_eq!(answer_violations(last), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn every_declared_status_of_every_operation_can_be_brought_about() -> Outcome {
    for operation in operations() {
        for status in operation.answers.keys() {
            check(operation, *status).await?;
        }
    }
    Ok(())
}
