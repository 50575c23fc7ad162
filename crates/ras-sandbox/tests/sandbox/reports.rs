//! Reports from request to file.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Outcome, keyword, read};

/// A change to a request that spoils it.
type Change<'a> = &'a dyn Fn(&mut Value);

pub(crate) fn request(kind: &str, group: &str, unit: &str, columns: &[&str]) -> Value {
    json!({
        "name": "test", "startDate": "2030-05-10", "endDate": "2030-05-20",
        "configuration": {
            "adProduct": "SPONSORED_PRODUCTS", "reportTypeId": kind, "groupBy": [group],
            "columns": columns, "timeUnit": unit, "format": "GZIP_JSON",
        },
    })
}

pub(crate) async fn create(client: &Client, body: &Value, status: u16) -> Outcome<Value> {
    let response = client
        .send(Method::POST, "/reporting/reports", body)
        .await?;
    read(response, status).await
}

async fn get(client: &Client, id: &Value) -> Outcome<Value> {
    let path = format!("/reporting/reports/{}", id.as_str().unwrap_or_default());
    let response = client.request(Method::GET, &path).send().await?;
    read(response, 200).await
}

/// Waits on the clock until a report is done.
async fn done(client: &Client, body: &Value) -> Outcome<Value> {
    let id = create(client, body, 200).await?["reportId"].clone();
    client.sandbox.clock().advance(SignedDuration::from_secs(3));
    get(client, &id).await
}

/// The rows of a report.
async fn rows(client: &Client, body: &Value) -> Outcome<Vec<Value>> {
    let report = done(client, body).await?;
    let url = report["url"].as_str().ok_or(format!("no link: {report}"))?;
    let file = client.http.get(url).send().await?.bytes().await?;
    let mut text = String::new();
    GzDecoder::new(&file[..]).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// A sandbox with an automatic and a manual campaign.
async fn advertised() -> Outcome<Client> {
    let client = Client::start().await?;
    client.create_chain("AUTO", "Auto").await?;
    let chain = client.create_chain("MANUAL", "Manual").await?;
    for text in ["red shoes", "blue shoes", "boots"] {
        client.create("targets", keyword(&chain, text)).await?;
    }
    Ok(client)
}

#[tokio::test]
async fn a_report_goes_its_way_by_the_clock_and_fails_on_demand() -> Outcome {
    let client = advertised().await?;
    let body = request("spCampaigns", "campaign", "SUMMARY", &["impressions"]);
    let report = create(&client, &body, 200).await?;
    assert_eq!(
        (&report["status"], &report["name"]),
        (&json!("PENDING"), &json!("test"))
    );
    assert_eq!(report["createdAt"], "2030-06-01T19:00:00.000Z");
    let id = report["reportId"].clone();
    client.sandbox.clock().advance(SignedDuration::from_secs(1));
    assert_eq!(get(&client, &id).await?["status"], "PROCESSING");
    client.sandbox.clock().advance(SignedDuration::from_secs(2));
    let report = get(&client, &id).await?;
    assert_eq!(report["status"], "COMPLETED");
    assert!(
        report["url"]
            .as_str()
            .is_some_and(|url| url.contains("X-Amz-Expires=3600"))
    );

    client.sandbox.change_behavior(|b| b.reports.fail_next = 1);
    let report = done(&client, &body).await?;
    assert_eq!(report["status"], "FAILED");
    assert!(report["failureReason"].is_string() && report.get("url").is_none());
    assert_eq!(done(&client, &body).await?["status"], "COMPLETED");
    Ok(())
}

#[tokio::test]
async fn the_same_report_is_refused_while_it_is_under_way() -> Outcome {
    let client = advertised().await?;
    let body = request("spCampaigns", "campaign", "SUMMARY", &["impressions"]);
    let first = create(&client, &body, 200).await?;
    let refused = create(&client, &body, 425).await?;
    let id = first["reportId"].as_str().ok_or("no id")?;
    let detail = format!("The Request is a duplicate of : {id}");
    assert_eq!(refused, json!({"code": "425", "detail": detail}));
    let other = request("spCampaigns", "campaign", "SUMMARY", &["clicks"]);
    create(&client, &other, 200).await?;
    client.sandbox.clock().advance(SignedDuration::from_secs(3));
    create(&client, &body, 200).await?;
    Ok(())
}

#[tokio::test]
async fn wrong_columns_and_ranges_are_refused_in_recorded_words() -> Outcome {
    let client = Client::start().await?;
    let detail = async |change: Change<'_>, status| -> Outcome<String> {
        let mut body = request("spTargeting", "targeting", "DAILY", &["date", "clicks"]);
        change(&mut body);
        let refused = create(&client, &body, status).await?;
        Ok(refused["detail"].as_str().ok_or("no detail")?.to_owned())
    };
    let columns = |b: &mut Value| b["configuration"]["columns"] = json!(["clicks", "sales", "x"]);
    let text = detail(&columns, 400).await?;
    let start = "configuration columns includes invalid values: (sales, x). Allowed values: (impr";
    assert!(text.starts_with(start), "{text}");
    let long = |b: &mut Value| {
        b["startDate"] = json!("2030-03-01");
        b["endDate"] = json!("2030-05-29");
    };
    let text = detail(&long, 400).await?;
    let whole = "startDate to endDate range (89 days) must not exceed maximum range (31 days)";
    assert_eq!(text, whole);
    let wrong: [(Change, u16); 8] = [
        (&|b| b["endDate"] = json!("2030-06-02"), 400),
        (&|b| b["startDate"] = json!("2030-05-21"), 400),
        (&|b| b["startDate"] = json!("May 1"), 400),
        (&|b| b["startDate"] = json!("2030-02-20"), 400),
        (
            &|b| b["configuration"]["groupBy"] = json!(["campaign"]),
            400,
        ),
        (
            &|b| b["configuration"]["columns"] = json!(["startDate"]),
            400,
        ),
        (
            &|b| b["configuration"]["filters"] = json!([{"field": "x", "values": []}]),
            400,
        ),
        (
            &|b| b["configuration"]["adProduct"] = json!("SPONSORED_TELEVISION"),
            422,
        ),
    ];
    for (change, status) in wrong {
        detail(change, status).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_filter_must_fit_every_grouping_of_the_report() -> Outcome {
    let client = advertised().await?;
    let cases: [(&[&str], &str, u16); 6] = [
        (&["campaign"], "campaignStatus", 200),
        (&["campaign"], "adStatus", 400),
        (&["adGroup"], "adStatus", 200),
        (&["adGroup", "campaign"], "adStatus", 400),
        (&["campaignPlacement"], "campaignSite", 200),
        (&["campaignPlacement"], "campaignStatus", 400),
    ];
    for (groups, field, status) in cases {
        let mut body = request("spCampaigns", "", "SUMMARY", &["clicks"]);
        body["configuration"]["groupBy"] = json!(groups);
        body["configuration"]["filters"] = json!([{"field": field, "values": ["ENABLED"]}]);
        create(&client, &body, status).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_sums_of_all_five_types_agree() -> Outcome {
    let client = advertised().await?;
    let figures = ["clicks", "cost", "purchases30d", "sales14d"];
    let kinds = [
        ("spCampaigns", "campaign"),
        ("spCampaigns", "adGroup"),
        ("spCampaigns", "campaignPlacement"),
        ("spTargeting", "targeting"),
        ("spSearchTerm", "searchTerm"),
        ("spAdvertisedProduct", "advertiser"),
    ];
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for unit in ["SUMMARY", "DAILY"] {
        for (kind, group) in kinds {
            let rows = rows(&client, &request(kind, group, unit, &figures)).await?;
            assert!(rows.len() > 1, "{kind} {group}");
            for figure in figures {
                // In cents, so that sums of fractions do not differ by the last bit.
                let cents = |row: &Value| (row[figure].as_f64().unwrap_or(-1.0) * 100.0).round();
                let sum = rows.iter().map(|row| cents(row) as u64).sum();
                let known = *sums.entry(figure).or_insert(sum);
                assert_eq!(sum, known, "{figure} of {kind} by {group}, {unit}");
            }
        }
        let columns = ["clicks", "grossClickThroughs", "invalidClickThroughs"];
        let body = request("spGrossAndInvalids", "campaign", unit, &columns);
        let rows = rows(&client, &body).await?;
        let sum = |column: &str| {
            rows.iter()
                .filter_map(|row| row[column].as_u64())
                .sum::<u64>()
        };
        assert_eq!(sum("clicks") * 100, sums["clicks"]);
        assert_eq!(
            sum("grossClickThroughs"),
            sum("clicks") + sum("invalidClickThroughs")
        );
    }
    assert!(
        sums["clicks"] > 1000 && sums["purchases30d"] > 100,
        "{sums:?}"
    );
    Ok(())
}

#[tokio::test]
async fn rows_have_the_wanted_columns_and_ids_as_numbers() -> Outcome {
    let client = advertised().await?;
    let columns = [
        "date",
        "campaignId",
        "keywordId",
        "keyword",
        "matchType",
        "keywordBid",
    ];
    let found = rows(
        &client,
        &request("spTargeting", "targeting", "DAILY", &columns),
    )
    .await?;
    // Seven targets on eleven days.
    assert_eq!(found.len(), 77);
    let ids = client.sandbox.world().targets();
    let id: u64 = ids[0].target_id.parse()?;
    assert_eq!(found[0]["keywordId"], id);
    assert_eq!(found[0]["date"], "2030-05-10");
    assert_eq!(found[0]["matchType"], "TARGETING_EXPRESSION_PREDEFINED");
    assert_eq!(found[0].as_object().map(|row| row.len()), Some(6));
    let mut body = request("spTargeting", "targeting", "SUMMARY", &["keyword"]);
    body["configuration"]["filters"] = json!([{"field": "keywordType", "values": ["EXACT"]}]);
    let found = rows(&client, &body).await?;
    assert_eq!(
        found,
        json!([{"keyword": "red shoes"}, {"keyword": "blue shoes"}, {"keyword": "boots"}])
            .as_array()
            .cloned()
            .unwrap_or_default()
    );
    Ok(())
}

#[tokio::test]
async fn a_large_report_is_sent_in_pieces_and_not_kept() -> Outcome {
    let client = advertised().await?;
    let chain = client.create_chain("MANUAL", "Large").await?;
    let many: Vec<Value> = (0..1000)
        .map(|n| keyword(&chain, &format!("w {n}")))
        .collect();
    client
        .post("targets", json!({"targets": many}), 207)
        .await?;
    let columns = ["date", "keywordId", "keyword", "clicks", "cost", "sales14d"];
    let mut body = request("spTargeting", "targeting", "DAILY", &columns);
    body["startDate"] = json!("2030-05-01");
    body["endDate"] = json!("2030-05-31");
    let report = done(&client, &body).await?;
    let url = report["url"].as_str().ok_or("no link")?;
    let mut response = client.http.get(url).send().await?;
    // Nobody knows the length before the last row is packed.
    assert_eq!(response.headers().get("content-length"), None);
    let mut packed = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        packed.extend_from_slice(&chunk);
    }
    let mut text = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut text)?;
    assert_eq!(text.matches("\"keywordId\"").count(), 1007 * 31);
    assert!(text.starts_with('[') && text.ends_with(']'));
    let exchanges = client.sandbox.requests();
    let kept = exchanges.last().ok_or("nothing recorded")?;
    assert!(kept.path.ends_with(".json.gz") && kept.response.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_link_expires_is_renewed_and_refuses_credentials() -> Outcome {
    let client = advertised().await?;
    let body = request("spCampaigns", "campaign", "SUMMARY", &["impressions"]);
    let report = done(&client, &body).await?;
    let url = report["url"].as_str().ok_or("no link")?.to_owned();
    let refused = client.request(Method::GET, "/x").build()?;
    let with_token = client.http.get(&url).headers(refused.headers().clone());
    let response = with_token.send().await?;
    assert_eq!(response.status().as_u16(), 400);
    assert!(
        response
            .text()
            .await?
            .contains("Only one auth mechanism allowed")
    );
    assert_eq!(client.http.get(&url).send().await?.status().as_u16(), 200);
    let forged = url.replace("X-Amz-Expires=3600", "X-Amz-Expires=9999");
    assert_eq!(
        client.http.get(&forged).send().await?.status().as_u16(),
        403
    );

    client
        .sandbox
        .clock()
        .advance(SignedDuration::from_secs(3600));
    let response = client.http.get(&url).send().await?;
    assert_eq!(response.status().as_u16(), 403);
    assert!(response.text().await?.contains("Request has expired"));
    let mut client = client;
    client.log_in().await?;
    let report = get(&client, &report["reportId"]).await?;
    let url = report["url"].as_str().ok_or("no link")?;
    assert_eq!(client.http.get(url).send().await?.status().as_u16(), 200);
    Ok(())
}

#[tokio::test]
async fn only_a_waiting_report_can_be_cancelled() -> Outcome {
    let client = Client::start().await?;
    let body = request("spCampaigns", "campaign", "SUMMARY", &["impressions"]);
    let delete = async |id: &Value, status| -> Outcome<Value> {
        let path = format!("/reporting/reports/{}", id.as_str().unwrap_or_default());
        read(client.request(Method::DELETE, &path).send().await?, status).await
    };
    let report = create(&client, &body, 200).await?;
    let deleted = delete(&report["reportId"], 200).await?;
    assert_eq!(deleted["reportId"], report["reportId"]);
    delete(&report["reportId"], 404).await?;
    let report = done(&client, &body).await?;
    delete(&report["reportId"], 400).await?;
    Ok(())
}

#[tokio::test]
async fn traffic_before_creation_can_be_switched_off() -> Outcome {
    let client = advertised().await?;
    client
        .sandbox
        .change_behavior(|b| b.reports.traffic_before_creation = false);
    let body = request("spCampaigns", "campaign", "SUMMARY", &["impressions"]);
    assert_eq!(rows(&client, &body).await?, Vec::<Value>::new());
    Ok(())
}
