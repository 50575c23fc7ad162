//! Creates many targets, lists them by pages of 1000, and says what that took.
//!
//! `cargo run --release -p ras-sandbox --example hundred_thousand_targets -- 100000`

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

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
            .post(format!("{}/ras/v1/{path}", self.sandbox.base_url()))
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
        .post("campaigns", json!({"campaigns": [{
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
                "adGroups",
                json!({"adGroups": [{
                    "name": format!("Group {batch}"), "campaignId": campaign, "defaultBid": 0.5,
                    "state": "ENABLED", "retailerId": "24483676143932",
                }]}),
            )
            .await?;
        let group = &group["adGroups"]["success"][0]["adGroupId"];
        let targets: Vec<Value> = (0..BATCH)
            .map(|number| json!({
                "campaignId": campaign, "adGroupId": group, "state": "ENABLED", "negative": false,
                "targetType": "KEYWORD", "bid": {"bid": 0.5},
                "targetDetails": {"keywordTarget": {
                    "keyword": format!("shoes {number}"), "matchType": "EXACT",
                }},
            }))
            .collect();
        let answer = client.post("targets", json!({"targets": targets})).await?;
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
        let page = client.post("targets/list", filter).await?;
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
    Ok(client.sandbox.stop().await?)
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
