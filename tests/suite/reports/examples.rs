//! The examples on reports do what they say.

use std::fs;
use std::time::Duration;

use ras_highlevel::TargetFilter;
use ras_sandbox::Clock;

use super::set_up::{TODAY, reports};
use crate::contract::watched::Sandbox;
use crate::launch::client;

async fn sandbox() -> Sandbox {
    let clock = Clock::at("2030-06-01T19:00:00Z".parse().unwrap());
    let sandbox = ras_sandbox::Sandbox::builder().clock(clock);
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = Duration::ZERO;
        behavior.reports.processing = Duration::ZERO;
    });
    sandbox
}

#[tokio::test]
async fn from_a_launched_campaign_to_yesterdays_search_terms_as_a_file() {
    let sandbox = sandbox().await;
    let ras = client(&sandbox);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("terms.csv");
    let mut shown = Vec::new();
    crate::search_terms::launch(&ras, &mut shown).await.unwrap();
    let reports = reports(&ras);
    let walked = crate::search_terms::search_terms(&reports, &file, &mut shown);
    walked.await.unwrap();
    let shown = String::from_utf8(shown).unwrap();
    let shown = shown.replace(&file.display().to_string(), "terms.csv");
    let csv = fs::read_to_string(&file).unwrap();
    insta::assert_snapshot!(format!("{shown}\n{csv}"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn the_search_terms_go_on_with_the_report_that_an_earlier_process_asked_for() {
    let sandbox = sandbox().await;
    sandbox.change_behavior(|behavior| behavior.reports.pending = Duration::from_secs(60));
    let ras = client(&sandbox);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("terms.csv");
    crate::search_terms::launch(&ras, &mut Vec::new())
        .await
        .unwrap();
    let hasty = ras.reports().today(TODAY).patience(Duration::ZERO);
    let cut = crate::search_terms::search_terms(&hasty, &file, &mut Vec::new()).await;
    assert!(cut.unwrap_err().to_string().contains("is PENDING"));
    sandbox.clock().advance(jiff::SignedDuration::from_secs(60));
    let (reports, mut shown) = (reports(&ras), Vec::new());
    let walked = crate::search_terms::search_terms(&reports, &file, &mut shown);
    walked.await.unwrap();
    assert!(file.exists());
    let creates = sandbox.requests().into_iter();
    let creates = creates.filter(|it| it.method == "POST" && it.path == "/reporting/reports");
    assert_eq!(creates.count(), 1);
}

#[tokio::test]
async fn bids_follow_from_the_joined_table_and_are_changed_within_guardrails() {
    let sandbox = sandbox().await;
    crate::canary::watch();
    let ras = crate::bid_changes::client(&sandbox).unwrap();
    let mut shown = Vec::new();
    let reports = reports(&ras);
    let walked = crate::bid_changes::walk(&ras, &reports, &mut shown);
    walked.await.unwrap();
    insta::assert_snapshot!(String::from_utf8(shown).unwrap());
    let targets = ras.targets().list(TargetFilter::new().negative(false));
    let mut bids: Vec<String> = Vec::new();
    for target in targets.all().await.unwrap() {
        bids.push(target.bid.map_or("none".to_owned(), |bid| bid.to_string()));
    }
    bids.sort();
    insta::assert_snapshot!(bids.join(" "));
}
