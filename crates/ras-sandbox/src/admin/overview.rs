//! What the page shows: the trees of every profile and the last requests.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use ras_core::ras::types::TargetDetails;
use serde_json::{Value, json};

use crate::app::{Account, App};
use crate::recording::{LAST, RecordedRequest};
use crate::reply::json_response;
use crate::world::{Scene, Shown, World};

/// Most campaigns of one profile, newest first; a page is no list operation.
const MOST_CAMPAIGNS: usize = 50;
/// Most entities directly below another.
const MOST_CHILDREN: usize = 100;
/// How much of a body is shown.
const LONGEST_BODY: usize = 4_000;

pub(super) async fn show(State(app): State<Arc<App>>) -> Response {
    let profiles: Vec<Value> = app
        .accounts()
        .map(|account| profile(&app, account))
        .collect();
    let requests: Vec<Value> = app.recording.last(LAST).iter().map(request).collect();
    let body = json!({
        "now": app.clock.now(),
        "today": app.clock.today(),
        "faultsWaiting": app.faults.pending(),
        "profiles": profiles,
        "requests": requests,
    });
    json_response(StatusCode::OK, &body)
}

fn profile(app: &App, account: &Account) -> Value {
    let scene = app.scene(&account.profile);
    let world = account.world();
    let newest = world.campaigns.rows().iter().rev().take(MOST_CAMPAIGNS);
    let campaigns: Vec<Value> = newest
        .map(|row| {
            let shown = Shown::shown(row, &world, &scene);
            let status = shown.extended_data.and_then(|data| data.serving_status);
            json!({
                "id": shown.campaign_id,
                "label": shown.name,
                "note": format!("{} · {} USD a day", shown.targeting_type, shown.budget.budget),
                "state": shown.state,
                "status": status,
                "children": children(&world, &scene, &shown.campaign_id),
            })
        })
        .collect();
    json!({
        "id": account.profile.id,
        "name": account.profile.name,
        "kind": account.profile.kind.as_str(),
        "campaignsInTotal": world.campaigns.rows().len(),
        "campaigns": campaigns,
    })
}

/// Negative targets of the campaign, then its ad groups with what is below them.
fn children(world: &World, scene: &Scene<'_>, campaign: &str) -> Vec<Value> {
    let groups = world.ad_groups.rows_below(campaign).take(MOST_CHILDREN);
    let groups = groups.map(|row| {
        let shown = Shown::shown(row, world, scene);
        let status = shown.extended_data.and_then(|data| data.serving_status);
        let mut below = ads(world, scene, &shown.ad_group_id);
        below.extend(targets(world, scene, &shown.ad_group_id));
        json!({
            "id": shown.ad_group_id,
            "kind": "ad group",
            "label": shown.name,
            "note": format!("bid {} USD · retailer {}", shown.default_bid, shown.retailer_id),
            "state": shown.state,
            "status": status,
            "children": below,
        })
    });
    targets(world, scene, campaign)
        .into_iter()
        .chain(groups)
        .collect()
}

fn ads(world: &World, scene: &Scene<'_>, group: &str) -> Vec<Value> {
    let ads = world.product_ads.rows_below(group).take(MOST_CHILDREN);
    ads.map(|row| {
        let shown = Shown::shown(row, world, scene);
        let status = shown.extended_data.and_then(|data| data.serving_status);
        json!({
            "id": shown.product_ad_id,
            "kind": "ad",
            "label": shown.retailer_offer_id,
            "state": shown.state,
            "status": status,
        })
    })
    .collect()
}

fn targets(world: &World, scene: &Scene<'_>, parent: &str) -> Vec<Value> {
    let targets = world.targets.rows_below(parent).take(MOST_CHILDREN);
    targets
        .map(|row| {
            let shown = Shown::shown(row, world, scene);
            let status = shown.extended_data.and_then(|data| data.serving_status);
            let bid = shown.bid.map(|bid| format!("bid {} USD", bid.bid));
            json!({
                "id": shown.target_id,
                "kind": if shown.negative { "negative target" } else { "target" },
                "label": words(&shown.target_details),
                "note": bid,
                "state": shown.state,
                "status": status,
            })
        })
        .collect()
}

fn words(details: &TargetDetails) -> String {
    if let Some(keyword) = &details.keyword_target {
        format!("{} ({})", keyword.keyword, keyword.match_type)
    } else if let Some(auto) = &details.auto_target {
        auto.match_type.to_string()
    } else {
        let product = details.product_target.as_ref();
        product.map_or_else(String::new, |product| product.product_id.to_string())
    }
}

fn request(exchange: &RecordedRequest) -> Value {
    // Tokens and secrets of the sandbox are made up, but people paste real ones into it.
    let is_secret = exchange.path.starts_with("/auth/");
    let body = |bytes: &[u8]| {
        if is_secret {
            return "(not shown)".to_owned();
        }
        let text = String::from_utf8_lossy(bytes);
        text.chars().take(LONGEST_BODY).collect()
    };
    json!({
        "line": exchange.to_string(),
        "status": exchange.status.as_u16(),
        "method": exchange.method.as_str(),
        "path": exchange.path,
        "scripted": exchange.scripted,
        "request": body(&exchange.body),
        "answer": body(&exchange.response),
    })
}
