//! Whole launches against the sandbox: every fault of the wire, crashes, races, undo.

mod answers;
mod bulk;
mod copies;
mod crashes;
mod existing;
mod parking;
mod previews;
mod races;
mod requests;
mod runs;
mod tags;
mod undo;

use std::time::Duration;

use futures_util::StreamExt as _;
use ras_highlevel::engine::Settings;
use ras_highlevel::{CampaignPlan, LaunchError, Ras, RunId, Running};

use crate::contract::watched::Sandbox;

pub(crate) const MANUAL: &str = include_str!("../../crates/ras-cli/plans/manual.toml");
pub(crate) const AUTO: &str = include_str!("../../crates/ras-cli/plans/auto.toml");

/// Assumptions about a sandbox, which is never a minute late.
pub(crate) fn hasty() -> Settings {
    let mut settings = Settings::default();
    settings.settle = Duration::from_millis(600);
    settings.visible_within = Duration::from_millis(300);
    settings.attempt = Duration::from_secs(2);
    settings.auto_targets_within = Duration::from_secs(2);
    settings.patience = Duration::from_secs(20);
    settings
}

pub(crate) fn plan(text: &str) -> CampaignPlan {
    CampaignPlan::from_toml(text).unwrap()
}

/// Runs to the end and returns what was told on the way.
pub(crate) async fn told<T: Send + 'static>(
    mut running: Running<T>,
) -> (Result<T, LaunchError>, Vec<String>) {
    let mut steps = Vec::new();
    while let Some(event) = running.next().await {
        steps.push(event.to_string());
    }
    (running.await, steps)
}

/// A text without the name of a run, which is the hash of a plan.
pub(crate) fn masked(text: &str) -> String {
    let is_run = |word: &str| word.parse::<RunId>().is_ok();
    let ends = |c: char| !c.is_ascii_alphanumeric();
    let mut masked = text.to_owned();
    for word in text.split(ends).filter(|word| is_run(word)) {
        masked = masked.replace(word, "RUN");
    }
    masked
}

/// What lives in the sandbox: campaigns that are not archived, and what is below them.
pub(crate) fn living(sandbox: &Sandbox) -> Vec<String> {
    let world = sandbox.world();
    let mut lines = Vec::new();
    for campaign in world.campaigns() {
        if campaign.state.as_str() == "ARCHIVED" {
            continue;
        }
        let id = &campaign.campaign_id;
        let state = campaign.state.as_str();
        lines.push(format!("campaign {} {state}", campaign.name));
        let alive = |state: &str| state != "ARCHIVED";
        let groups = world.ad_groups().into_iter();
        let groups = groups.filter(|group| group.campaign_id == *id && alive(group.state.as_str()));
        lines.extend(groups.map(|group| format!("  group {}", group.name)));
        let ads = world.product_ads().into_iter();
        let ads = ads.filter(|ad| ad.campaign_id == *id && alive(ad.state.as_str()));
        let mut ads: Vec<_> = ads
            .map(|ad| format!("  ad {}", ad.retailer_offer_id))
            .collect();
        ads.sort();
        lines.extend(ads);
        let targets = world.targets().into_iter();
        let targets = targets.filter(|target| target.campaign_id == *id);
        let targets = targets.filter(|target| alive(target.state.as_str()));
        let mut targets: Vec<_> = targets
            .map(|target| {
                let details = &target.target_details;
                let what = match (&details.keyword_target, &details.auto_target) {
                    (Some(word), _) => format!("{} {}", word.match_type.as_str(), word.keyword),
                    (_, Some(auto)) => auto.match_type.as_str().to_owned(),
                    _ => "other".to_owned(),
                };
                let level = target.ad_group_id.is_some();
                let bid = target.bid.as_ref().map(|bid| bid.bid.to_string());
                format!(
                    "  target {what} negative={} group={level} bid={bid:?}",
                    target.negative
                )
            })
            .collect();
        targets.sort();
        lines.extend(targets);
    }
    lines
}

/// How many entities were ever created, archived copies included.
pub(crate) fn ever(sandbox: &Sandbox) -> [usize; 4] {
    let world = sandbox.world();
    [
        world.campaigns().len(),
        world.ad_groups().len(),
        world.product_ads().len(),
        world.targets().len(),
    ]
}

/// What lives when a plan was launched without any trouble.
pub(crate) async fn launched(plan_text: &str) -> Vec<String> {
    untroubled(plan_text).await.0
}

/// What lives, and what was ever created, without any trouble.
pub(crate) async fn untroubled(plan_text: &str) -> (Vec<String>, [usize; 4]) {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox).launch(&plan(plan_text)).await.unwrap();
    (living(&sandbox), ever(&sandbox))
}

pub(crate) fn client(sandbox: &Sandbox) -> Ras {
    crate::launch::client(sandbox)
}
