//! Whole campaigns, from plan to ENABLED, against the sandbox.

use std::time::Duration;

use ras_highlevel::engine::Stop;
use ras_highlevel::{
    CampaignPlan, CampaignTree, ErrorKind, LaunchError, Ras, Reach, State, TargetKind, Targeting,
    Usd,
};

use crate::contract::watched::Sandbox;
use crate::launches::masked;

const AUTO: &str = include_str!("../../crates/ras-cli/plans/auto.toml");
const MANUAL: &str = include_str!("../../crates/ras-cli/plans/manual.toml");

pub(crate) fn client(sandbox: &ras_sandbox::Sandbox) -> Ras {
    crate::canary::watch();
    let fake = sandbox.credentials();
    Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
        .build()
        .unwrap()
}

/// Launches a plan and returns the tree with the steps that were told.
async fn launch(sandbox: &Sandbox, plan: &str) -> Result<(CampaignTree, Vec<String>), LaunchError> {
    let ras = client(sandbox);
    let plan = CampaignPlan::from_toml(plan).unwrap();
    let mut steps = Vec::new();
    let tell = |event: &ras_highlevel::LaunchEvent| steps.push(event.to_string());
    let tree = match plan.targeting {
        Targeting::Auto => ras.create_auto_campaign(&plan, tell).await?,
        _ => ras.create_manual_campaign(&plan, tell).await?,
    };
    Ok((tree, steps))
}

#[tokio::test]
async fn the_auto_plan_becomes_a_complete_campaign() {
    let sandbox = Sandbox::start().await.unwrap();
    let (tree, steps) = launch(&sandbox, AUTO).await.unwrap();
    insta::assert_snapshot!(masked(&steps.join("\n")));

    assert_eq!(tree.campaign.state, State::Enabled);
    assert_eq!(tree.campaign.daily_budget, Usd::dollars(5));
    let [group] = &tree.ad_groups[..] else {
        panic!("{tree:#?}");
    };
    assert_eq!(group.product_ads.len(), 2);
    let mut bids: Vec<(String, Option<Usd>)> = Vec::new();
    for target in group.targets.iter().filter(|target| !target.negative) {
        let TargetKind::Auto(matching) = &target.kind else {
            panic!("{target:#?}");
        };
        bids.push((matching.to_string(), target.bid));
    }
    bids.sort();
    let wanted = [
        ("KEYWORDS_CLOSE_MATCH", 125),
        ("KEYWORDS_LOOSE_MATCH", 75),
        ("PRODUCT_COMPLEMENTS", 50),
        ("PRODUCT_SUBSTITUTES", 100),
    ];
    let wanted = wanted.map(|(name, cents)| (name.to_owned(), Some(Usd::cents(cents))));
    assert_eq!(bids, wanted);
    assert_eq!(
        group
            .targets
            .iter()
            .filter(|target| target.negative)
            .count(),
        1
    );
    assert_eq!(tree.negative_targets.len(), 1);
}

#[tokio::test]
async fn the_manual_plan_becomes_a_complete_campaign() {
    let sandbox = Sandbox::start().await.unwrap();
    let (tree, steps) = launch(&sandbox, MANUAL).await.unwrap();
    insta::assert_snapshot!(masked(&steps.join("\n")));

    assert_eq!(tree.campaign.state, State::Enabled);
    let group = &tree.ad_groups[0];
    assert_eq!(group.product_ads.len(), 2);
    let positive: Vec<_> = group
        .targets
        .iter()
        .filter(|target| !target.negative)
        .collect();
    assert_eq!(positive.len(), 3);
    assert!(positive.iter().all(|target| target.bid.is_some()));
    assert_eq!(group.targets.len(), 4);
    assert_eq!(tree.negative_targets.len(), 1);
    assert_eq!(tree.negative_targets[0].bid, None);
}

#[tokio::test]
async fn the_campaign_is_created_paused_and_enabled_by_the_last_write() {
    let sandbox = Sandbox::start().await.unwrap();
    launch(&sandbox, MANUAL).await.unwrap();
    let writes: Vec<_> = sandbox
        .requests()
        .into_iter()
        .filter(|exchange| exchange.path.starts_with("/ras/") && !exchange.path.ends_with("/list"))
        .map(|exchange| {
            let body: serde_json::Value = serde_json::from_slice(&exchange.body).unwrap();
            (format!("{} {}", exchange.method, exchange.path), body)
        })
        .collect();
    let names: Vec<&str> = writes.iter().map(|(name, _)| name.as_str()).collect();
    let wanted = [
        "POST /ras/v1/campaigns",
        "POST /ras/v1/adGroups",
        "POST /ras/v1/productAds",
        "POST /ras/v1/targets",
        "PUT /ras/v1/campaigns",
    ];
    assert_eq!(names, wanted);
    assert_eq!(writes[0].1["campaigns"][0]["state"], "PAUSED");
    assert_eq!(writes[4].1["campaigns"][0]["state"], "ENABLED");
}

#[tokio::test]
async fn a_refused_item_rolls_everything_back_and_says_what_to_do() {
    let sandbox = Sandbox::start().await.unwrap();
    let plan = MANUAL.replace("OFFER-01-0002", "NO-SUCH-OFFER");
    let error = launch(&sandbox, &plan).await.unwrap_err();
    let stopped = error.stopped().unwrap();
    assert!(matches!(stopped.stop(), Stop::RolledBack { .. }));
    assert!(stopped.created().archived);
    insta::assert_snapshot!(masked(&format!("{error}\nhint: {}", error.hint())));

    let campaigns = sandbox.world().campaigns();
    assert_eq!(campaigns.len(), 1);
    assert_eq!(campaigns[0].state.as_str(), "ARCHIVED");
    assert!(sandbox.world().targets().is_empty());
}

#[tokio::test]
async fn a_plan_of_the_other_kind_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let check = async |plan: &str, wanted: &str| {
        let plan = CampaignPlan::from_toml(plan).unwrap();
        let error = match plan.targeting {
            Targeting::Auto => ras.create_auto_campaign(&plan, |_| {}).await.unwrap_err(),
            _ => ras.create_manual_campaign(&plan, |_| {}).await.unwrap_err(),
        };
        let LaunchError::Plan(reason) = error else {
            panic!("{error:?}");
        };
        assert_eq!(reason.path(), Some(wanted), "{reason}");
    };
    check(
        &AUTO.replace("\"auto\"", "\"manual\""),
        "ad_groups[0].auto_bids",
    )
    .await;
    check(
        &MANUAL.replace("\"manual\"", "\"auto\""),
        "ad_groups[0].keywords",
    )
    .await;
    let auto = CampaignPlan::from_toml(AUTO).unwrap();
    let error = ras.create_manual_campaign(&auto, |_| {}).await.unwrap_err();
    assert!(matches!(error, LaunchError::Plan(_)));
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn many_callers_share_one_token_and_a_refused_one_is_renewed_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let list = || async {
        ras.campaigns()
            .list(Default::default())
            .all()
            .await
            .map(|_| ())
    };
    let tokens = || {
        let requests = sandbox.requests();
        requests
            .iter()
            .filter(|exchange| exchange.path == "/auth/o2/token")
            .count()
    };
    let all = futures_util::future::join_all((0..20).map(|_| list())).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(tokens(), 1);
    sandbox.revoke_access_tokens();
    let all = futures_util::future::join_all((0..20).map(|_| list())).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(tokens(), 2);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_connect_error_and_nothing_was_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    sandbox.stop().await.unwrap();
    let list = ras.campaigns().list(Default::default()).all();
    let error = tokio::time::timeout(Duration::from_secs(20), list)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Connect, Reach::NotSent)
    );
}
