//! Two runners of one plan.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use ras_highlevel::engine::{JournalError, Stop};
use ras_highlevel::{LaunchError, Runs};

use super::{MANUAL, client, hasty, launched, living, plan};

use crate::contract::watched::Sandbox;

fn stop(error: &LaunchError) -> &Stop {
    error.stopped().unwrap().stop()
}

#[tokio::test]
async fn two_machines_that_launch_one_plan_end_with_one_live_campaign() {
    let wanted = &launched(MANUAL).await;
    let rounds = stream::iter((0..20).map(|round| round % 2 == 0));
    let race = |unique: bool| async move {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.change_behavior(|behavior| behavior.unique_campaign_names = unique);
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let launch = |machine: usize| {
            let runs = Runs::new(folders[machine].path());
            client(&sandbox)
                .launch(&plan(MANUAL))
                .settings(hasty())
                .runs(&runs)
        };
        let (one, other) = tokio::join!(launch(0), launch(1));
        assert_eq!(living(&sandbox), *wanted, "unique: {unique}");
        let ends = [&one, &other];
        assert!(ends.iter().any(|end| end.is_ok()), "{ends:?}");
        for error in ends.iter().filter_map(|end| end.as_ref().err()) {
            let known = matches!(
                stop(error),
                Stop::LostRace { .. } | Stop::NameConflict { .. }
            );
            assert!(known, "{error}");
        }
    };
    rounds.for_each_concurrent(8, race).await;
}

#[tokio::test]
async fn two_machines_that_cannot_see_each_other_yet_end_with_one_live_campaign() {
    let wanted = &launched(MANUAL).await;
    // Either they wait until they could, or the audit settles it.
    let rounds = stream::iter((0..10).map(|round| round % 2 == 0));
    let race = |waits: bool| async move {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.change_behavior(|behavior| {
            behavior.unique_campaign_names = false;
            behavior.list_lag.campaigns = Duration::from_millis(250);
        });
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let launch = |machine: usize| {
            let mut settings = hasty();
            settings.rivals_possible = waits;
            let runs = Runs::new(folders[machine].path());
            let launch = client(&sandbox).launch(&plan(MANUAL));
            let launch = launch.settings(settings).runs(&runs);
            if waits { launch } else { launch.audited() }
        };
        let (one, other) = tokio::join!(launch(0), launch(1));
        assert_eq!(living(&sandbox), *wanted, "waits: {waits}");
        let ends = [&one, &other];
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
        let error = ends.iter().find_map(|end| end.as_ref().err()).unwrap();
        assert!(matches!(stop(error), Stop::LostRace { .. }), "{error}");
        assert!(error.stopped().unwrap().created().archived, "{error}");
    };
    rounds.for_each_concurrent(8, race).await;
}

#[tokio::test]
async fn of_two_processes_with_one_folder_the_second_is_turned_away() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    // Long enough that the second does not get the lock after the first.
    sandbox.change_behavior(|behavior| behavior.latency = std::time::Duration::from_millis(400));
    let launch = || {
        client(&sandbox)
            .launch(&plan(MANUAL))
            .settings(hasty())
            .runs(&runs)
    };
    let (one, other) = tokio::join!(launch(), launch());
    let (won, lost) = match (one, other) {
        (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
        ends => panic!("{ends:?}"),
    };
    assert!(
        matches!(stop(&lost), Stop::Journal(JournalError::Locked)),
        "{lost}"
    );
    assert_eq!(won.campaign.name, plan(MANUAL).name);
    assert_eq!(living(&sandbox), launched(MANUAL).await);
}
