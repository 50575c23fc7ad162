//! J3: many complete launches at once, each with its journal.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use futures_util::StreamExt as _;
use futures_util::stream;
use ras_highlevel::{Bulk, CampaignPlan, Launch, Ras, Runs};
use ras_sandbox::Credentials;
use serde_json::{Value, json};

use crate::by_hand::{Connection, Login};

/// Launches of one run.
pub(super) const LAUNCHES: usize = 500;
/// Launches under way.
const AT_ONCE: usize = 16;

const RETAILER: &str = "24483676143932";
const OFFERS: [&str; 2] = ["OFFER-01-0001", "OFFER-01-0002"];
const KEYWORDS: [&str; 3] = ["trail shoes", "running shoes", "light shoes"];

fn name(number: usize) -> String {
    format!("Campaign {number}")
}

fn plan(number: usize) -> Result<CampaignPlan> {
    let plan = json!({
        "name": name(number),
        "targeting": "manual",
        "daily_budget": 10,
        "negative_keywords": [{"keyword": "free", "match": "exact"}],
        "ad_groups": [{
            "name": "Shoes",
            "retailer": RETAILER,
            "default_bid": 0.75,
            "offers": OFFERS,
            "keywords": KEYWORDS.map(|word| json!({"keyword": word, "match": "exact"})),
        }],
    });
    Ok(CampaignPlan::from_json(&plan.to_string())?)
}

pub(super) async fn high_level(address: SocketAddr) -> Result<usize> {
    let folder = std::env::temp_dir().join(format!("ras-bench-{}", std::process::id()));
    let runs = Runs::new(&folder);
    let done = launch_all(address, |launch| launch.runs(&runs)).await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(done)
}

/// What the engine and the client cost without a disk.
pub(super) async fn in_memory(address: SocketAddr) -> Result<usize> {
    launch_all(address, |launch| launch).await
}

async fn launch_all(address: SocketAddr, with: impl Fn(Launch) -> Launch) -> Result<usize> {
    let fake = Credentials::default();
    let ras = Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(address)
        .build()?;
    let plans = (0..LAUNCHES).map(plan).collect::<Result<Vec<_>>>()?;
    let launches = plans.iter().map(|plan| with(ras.launch(plan)));
    let launches: Vec<_> = launches.collect();
    let bulk = Bulk::new().at_once(AT_ONCE).per_profile(AT_ONCE);
    let report = bulk.run(stream::iter(launches)).report().await;
    Ok(usize::try_from(report.launched)?)
}

/// The requests that a launch sends, without a plan that is checked, an engine that
/// decides and a journal that remembers.
pub(super) async fn hyper(address: SocketAddr) -> Result<usize> {
    let login = Login::fetch(address, &Credentials::default()).await?;
    let open = Arc::new(Mutex::new((0..LAUNCHES).collect::<VecDeque<_>>()));
    let workers = stream::iter(0..AT_ONCE).map(|_| {
        let (login, open) = (login.clone(), Arc::clone(&open));
        async move {
            let mut connection = Connection::open_as(address, login).await?;
            let mut done = 0;
            loop {
                let next = open
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .pop_front();
                let Some(number) = next else {
                    return anyhow::Ok(done);
                };
                launch(&mut connection, number).await?;
                done += 1;
            }
        }
    });
    let done: Vec<Result<usize>> = workers.buffer_unordered(AT_ONCE).collect().await;
    done.into_iter().sum()
}

async fn launch(connection: &mut Connection, number: usize) -> Result<()> {
    let name = name(number);
    let live = json!({"include": ["ENABLED", "PAUSED"]});
    let named = json!({"queryTermMatchType": "EXACT_MATCH", "include": [name]});
    let by_name = json!({"nameFilter": named, "maxResults": 1000});
    post(connection, "campaigns/list", &by_name).await?;
    let campaign = json!({
        "name": name,
        "state": "PAUSED",
        "targetingType": "MANUAL",
        "budget": {"budget": 10, "budgetType": "DAILY"},
        "dynamicBidding": {"strategy": "MANUAL"},
        "tags": [
            {"key": "ras-run", "value": "0123456789abcdef"},
            {"key": "ras-plan", "value": "0123456789abcdef"},
            {"key": "ras-inst", "value": "0123456789abcdef"},
        ],
    });
    let campaign = create(connection, "campaigns", "campaignId", vec![campaign]).await?;
    let group = json!({
        "campaignId": campaign,
        "name": "Shoes",
        "retailerId": RETAILER,
        "defaultBid": 0.75,
        "state": "ENABLED",
    });
    let group = create(connection, "adGroups", "adGroupId", vec![group]).await?;
    let ads = OFFERS.map(|offer| {
        json!({
            "campaignId": campaign,
            "adGroupId": group,
            "retailerId": RETAILER,
            "retailerOfferId": offer,
            "state": "ENABLED",
        })
    });
    create(connection, "productAds", "productAdId", ads.into()).await?;
    let target = |word: &str, negative: bool| {
        let mut target = json!({
            "campaignId": campaign,
            "state": "ENABLED",
            "negative": negative,
            "targetType": "KEYWORD",
            "targetDetails": {"keywordTarget": {"keyword": word, "matchType": "EXACT"}},
        });
        if !negative {
            target["adGroupId"] = json!(group);
            target["bid"] = json!({"bid": 0.75});
        }
        target
    };
    let mut targets: Vec<Value> = KEYWORDS.map(|word| target(word, false)).into();
    targets.push(target("free", true));
    create(connection, "targets", "targetId", targets).await?;
    let below = json!({"campaignIdFilter": {"include": [campaign]}, "stateFilter": live});
    post(connection, "campaigns/list", &by_name).await?;
    for path in ["adGroups/list", "productAds/list", "targets/list"] {
        post(connection, path, &below).await?;
    }
    let enabled = json!({"campaigns": [{"campaignId": campaign, "state": "ENABLED"}]});
    let body = serde_json::to_vec(&enabled)?;
    connection.put("/ras/v1/campaigns", body).await?;
    Ok(())
}

async fn post(connection: &mut Connection, path: &str, body: &Value) -> Result<Value> {
    let body = serde_json::to_vec(body)?;
    let answer = connection.post(&format!("/ras/v1/{path}"), body).await?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Creates some entities and returns the id of the first.
async fn create(
    connection: &mut Connection,
    rows: &str,
    id: &str,
    items: Vec<Value>,
) -> Result<String> {
    let count = items.len();
    let answer = post(connection, rows, &json!({ rows: items })).await?;
    let success = answer[rows]["success"].as_array();
    let success = success.filter(|success| success.len() == count);
    let first = success.and_then(|success| success.first()?.get(id)?.as_str());
    Ok(first
        .with_context(|| format!("{rows}: {answer}"))?
        .to_owned())
}
