//! What takes too long is parked, and goes on later.

use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};
use ras_highlevel::Runs;
use ras_highlevel::engine::Stop;
use ras_sandbox::{CannedAnswer, Fault};

use super::{AUTO, MANUAL, client, hasty, launched, living, masked, plan};

use crate::contract::watched::Sandbox;

#[tokio::test]
async fn automatic_targets_that_do_not_come_park_the_launch_until_they_have() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(|behavior| {
        behavior.auto_targets_at_once = 1;
        behavior.auto_targets_lag = Duration::from_secs(4);
    });
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let launch = || {
        client(&sandbox)
            .launch(&plan(AUTO))
            .settings(hasty())
            .runs(&runs)
    };
    let error = launch().await.unwrap_err();
    let stopped = error.stopped().unwrap();
    assert!(matches!(stopped.stop(), Stop::Parked { .. }), "{error}");
    assert!(stopped.is_resumable());
    let text = format!("{error}\nhint: {}", error.hint());
    insta::assert_snapshot!(masked(&text));
    assert_eq!(sandbox.world().campaigns()[0].state.as_str(), "PAUSED");

    tokio::time::sleep(Duration::from_secs(3)).await;
    // Another process: it only has the folder.
    let run = runs.get(&launch().run_id()).unwrap();
    client(&sandbox)
        .resume(&run)
        .settings(hasty())
        .await
        .unwrap();
    assert_eq!(living(&sandbox), launched(AUTO).await);
}

#[tokio::test]
async fn a_pause_longer_than_the_patience_parks_the_launch_with_the_time_to_go_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let wait = CannedAnswer::new(StatusCode::TOO_MANY_REQUESTS)
        .header(RETRY_AFTER, HeaderValue::from_static("300"));
    sandbox.faults().add(
        Fault::on("POST /ras/v1/adGroups")
            .not_applied()
            .answered(wait),
    );
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let launch = || {
        client(&sandbox)
            .launch(&plan(MANUAL))
            .settings(hasty())
            .runs(&runs)
    };
    let error = launch().await.unwrap_err();
    let Stop::Parked {
        until: Some(until),
        source: Some(source),
        ..
    } = error.stopped().unwrap().stop()
    else {
        panic!("{error:?}");
    };
    assert!(until.millis() > 0);
    assert_eq!(source.status(), Some(429));
    // A client of its own has a pace of its own.
    launch().await.unwrap();
    assert_eq!(living(&sandbox), launched(MANUAL).await);
}
