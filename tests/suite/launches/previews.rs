//! A preview says what a launch would do, and does nothing.

use ras_highlevel::{NewCampaign, Runs, Targeting, Usd};

use crate::contract::watched::Sandbox;

use super::crashes::dropped_after;
use super::{AUTO, MANUAL, client, hasty, masked, plan};

fn writes(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let writes = requests
        .iter()
        .filter(|exchange| exchange.path.starts_with("/ras/") && !exchange.path.ends_with("/list"));
    writes.count()
}

fn calls(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|exchange| exchange.path.starts_with("/ras/"))
        .count()
}

#[tokio::test]
async fn a_preview_writes_nothing_and_counts_the_calls_of_the_launch() {
    for text in [MANUAL, AUTO] {
        let sandbox = Sandbox::start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let runs = Runs::new(folder.path().join("runs"));
        let launch = || {
            client(&sandbox)
                .launch(&plan(text))
                .settings(hasty())
                .runs(&runs)
        };
        let preview = launch().preview().await.unwrap();
        assert_eq!(writes(&sandbox), 0);
        assert!(!runs.folder().exists());
        assert_eq!(preview.max_daily_spend, plan(text).daily_budget);
        insta::assert_snapshot!(masked(&format!("{preview:#?}")));

        let before = calls(&sandbox);
        launch().await.unwrap();
        assert_eq!(calls(&sandbox) - before, preview.calls);
    }
}

#[tokio::test]
async fn a_preview_of_a_half_built_launch_says_what_is_there_and_what_is_missing() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let launch = || client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
    let mut polls = 0;
    // Until the ad group is there.
    while sandbox.world().ad_groups().is_empty() {
        polls += 1;
        dropped_after(polls, launch().runs(&runs)).await;
    }
    let before = writes(&sandbox);
    // With the journal and without it.
    for launch in [launch().runs(&runs), launch()] {
        let preview = launch.preview().await.unwrap();
        assert_eq!((preview.exists.campaigns, preview.exists.ad_groups), (1, 1));
        assert_eq!(preview.exists.targets + preview.creates.targets, 5);
        assert!(preview.campaign.is_some() && !preview.enabled && preview.obstacle.is_none());
    }
    assert_eq!(writes(&sandbox), before);
}

#[tokio::test]
async fn a_preview_names_what_stands_in_the_way() {
    let sandbox = Sandbox::start().await.unwrap();
    let (ras, plan) = (client(&sandbox), plan(MANUAL));
    let foreign = NewCampaign::new(&plan.name, Targeting::Auto, Usd::dollars(5));
    ras.campaigns()
        .create([foreign])
        .await
        .unwrap()
        .all()
        .unwrap();
    let preview = ras.launch(&plan).preview().await.unwrap();
    insta::assert_snapshot!(preview.obstacle.unwrap());
    assert_eq!(preview.creates.campaigns, 1);

    let mut other = plan.clone();
    other.name = "Another".to_owned();
    ras.launch(&other).key("spring").await.unwrap();
    other.daily_budget = Usd::dollars(7);
    let preview = ras.launch(&other).key("spring").preview().await.unwrap();
    insta::assert_snapshot!(preview.obstacle.unwrap());
}

#[tokio::test]
async fn a_preview_names_the_offers_whose_ads_would_be_refused_or_would_not_serve() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let mut plan = plan(MANUAL);
    plan.ad_groups[0].offers = ["0001", "0009", "0012", "9999"]
        .map(|number| format!("OFFER-01-{number}"))
        .to_vec();
    let preview = ras.launch(&plan).preview().await.unwrap();
    let told = |offer: &ras_highlevel::PlannedOffer| format!("{}: {}", offer.path, offer.check);
    let all: Vec<String> = preview.offers.iter().map(told).collect();
    insta::assert_snapshot!(all.join("\n"));
    let refused: Vec<&str> = preview.refused_offers().map(|offer| &*offer.path).collect();
    assert_eq!(
        refused,
        ["ad_groups[0].offers[1]", "ad_groups[0].offers[3]"]
    );
    assert_eq!(writes(&sandbox), 0);
    // And they are refused.
    let error = ras.launch(&plan).settings(hasty()).await.unwrap_err();
    assert!(error.to_string().contains("ARCHIVED"), "{error}");
}
