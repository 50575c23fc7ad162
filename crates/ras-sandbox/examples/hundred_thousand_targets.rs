//! Creates many targets, lists them by pages of 1000, fetches a report with ten rows for
//! each, and says what that took.
//!
//! `cargo run --release -p ras-sandbox --example hundred_thousand_targets -- 100000`

use std::error::Error;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use flate2::write::GzDecoder;
use ras_sandbox::Sandbox;
use serde_json::{Value, json};

/// Targets of one request, and of one ad group.
const BATCH: usize = 1000;

struct Client {
    http: reqwest::Client,
    sandbox: Sandbox,
    token: String,
}

impl Client {
    async fn post(&self, path: &str, body: Value) -> Result<Value, Box<dyn Error>> {
        let login = self.sandbox.credentials();
        let response = self
            .http
            .post(format!("{}{path}", self.sandbox.base_url()))
            .header("authorization", format!("Bearer {}", self.token))
            .header("amazon-advertising-api-clientid", login.client_id)
            .header("amazon-advertising-api-scope", login.profile_id)
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wanted: usize = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let client = start().await?;
    let campaign = client
        .post("/ras/v1/campaigns", json!({"campaigns": [{
            "name": "Many", "state": "ENABLED", "targetingType": "MANUAL",
            "budget": {"budget": 10, "budgetType": "DAILY"}, "dynamicBidding": {"strategy": "MANUAL"},
        }]}))
        .await?;
    let campaign = campaign["campaigns"]["success"][0]["campaignId"].clone();
    let before = memory()?;
    let started = Instant::now();
    for batch in 0..wanted.div_ceil(BATCH) {
        let group = client
            .post(
                "/ras/v1/adGroups",
                json!({"adGroups": [{
                    "name": format!("Group {batch}"), "campaignId": campaign, "defaultBid": 0.5,
                    "state": "ENABLED", "retailerId": "24483676143932",
                }]}),
            )
            .await?;
        let group = &group["adGroups"]["success"][0]["adGroupId"];
        // Without an ad nothing is shown, and the report would be empty.
        let ad = json!({
            "campaignId": campaign, "adGroupId": group, "state": "ENABLED",
            "retailerId": "24483676143932", "retailerOfferId": "OFFER-01-0001",
        });
        client
            .post("/ras/v1/productAds", json!({"productAds": [ad]}))
            .await?;
        let targets: Vec<Value> = (0..BATCH)
            .map(|number| json!({
                "campaignId": campaign, "adGroupId": group, "state": "ENABLED", "negative": false,
                "targetType": "KEYWORD", "bid": {"bid": 0.5},
                "targetDetails": {"keywordTarget": {
                    "keyword": format!("shoes {number}"), "matchType": "EXACT",
                }},
            }))
            .collect();
        let answer = client
            .post("/ras/v1/targets", json!({"targets": targets}))
            .await?;
        let created = answer["targets"]["success"].as_array().map_or(0, Vec::len);
        if created != BATCH {
            return Err(format!("{created} of {BATCH} created: {answer:.300}").into());
        }
    }
    let (created, full) = (started.elapsed(), memory()?);
    let started = Instant::now();
    let (mut listed, mut token, mut pages) = (0, Value::Null, 0);
    while pages == 0 || token.is_string() {
        let mut filter = json!({"maxResults": BATCH});
        if token.is_string() {
            filter["nextToken"] = token;
        }
        let page = client.post("/ras/v1/targets/list", filter).await?;
        listed += page["targets"].as_array().map_or(0, Vec::len);
        token = page["nextToken"].clone();
        pages += 1;
    }
    writeln!(
        io::stdout(),
        "{listed} targets: created in {:.2} s, listed on {pages} pages in {:.2} s, \
         {} MiB more than before ({} MiB at most)",
        created.as_secs_f64(),
        started.elapsed().as_secs_f64(),
        (full.0.saturating_sub(before.0)) / 1024,
        memory()?.1 / 1024,
    )?;
    report(&client).await?;
    Ok(client.sandbox.stop().await?)
}

/// Fetches a report with a row for each target and each of ten days, without keeping it.
async fn report(client: &Client) -> Result<(), Box<dyn Error>> {
    client.sandbox.change_behavior(|behavior| {
        behavior.reports.pending = Duration::ZERO;
        behavior.reports.processing = Duration::ZERO;
    });
    let last = client.sandbox.clock().today().yesterday()?;
    let first = last.saturating_sub(jiff::Span::new().days(9));
    let body = json!({
        "startDate": first, "endDate": last,
        "configuration": {
            "adProduct": "SPONSORED_PRODUCTS", "reportTypeId": "spTargeting",
            "groupBy": ["targeting"], "timeUnit": "DAILY", "format": "GZIP_JSON",
            "columns": ["date", "campaignId", "keywordId", "keyword", "impressions", "clicks", "cost"],
        },
    });
    let report = client.post("/reporting/reports", body).await?;
    let url = report["url"].as_str().ok_or(format!("no link: {report}"))?;
    let (started, before) = (Instant::now(), memory()?);
    let mut response = client.http.get(url).send().await?;
    let mut reader = GzDecoder::new(Rows::default());
    let mut packed = 0;
    while let Some(chunk) = response.chunk().await? {
        packed += chunk.len();
        reader.write_all(&chunk)?;
    }
    let rows = reader.finish()?;
    writeln!(
        io::stdout(),
        "{} rows: {} MiB packed, {} MiB plain, in {:.2} s; {} MiB at most before, {} MiB after",
        rows.count,
        packed >> 20,
        rows.bytes >> 20,
        started.elapsed().as_secs_f64(),
        before.1 / 1024,
        memory()?.1 / 1024,
    )?;
    Ok(())
}

/// Counts what is unpacked and forgets it.
#[derive(Default)]
struct Rows {
    count: usize,
    bytes: usize,
}

impl Write for Rows {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count += bytes.iter().filter(|byte| **byte == b'{').count();
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn start() -> Result<Client, Box<dyn Error>> {
    let sandbox = Sandbox::builder().forget_requests().start().await?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let login = sandbox.credentials();
    let form = format!(
        "grant_type=refresh_token&client_id={}&client_secret={}&refresh_token={}",
        login.client_id,
        login.client_secret,
        login.refresh_token.replace('|', "%7C")
    );
    let answer = http
        .post(sandbox.token_url())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await?;
    let body: Value = serde_json::from_slice(&answer.bytes().await?)?;
    let token = body["access_token"].as_str().ok_or("no token")?.to_owned();
    Ok(Client {
        http,
        sandbox,
        token,
    })
}

/// Resident memory now and at most, in KiB; both are 0 where the system does not say.
fn memory() -> Result<(u64, u64), Box<dyn Error>> {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return Ok((0, 0));
    };
    let value = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.map_or(Ok(0), str::parse)
    };
    Ok((value("VmRSS:")?, value("VmHWM:")?))
}
