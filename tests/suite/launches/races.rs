//! Two runners of one plan.

use ras_highlevel::engine::{JournalError, Stop};
use ras_highlevel::{LaunchError, Runs};

use super::{MANUAL, client, hasty, launched, living, plan};

use crate::contract::watched::Sandbox;

fn stop(error: &LaunchError) -> &Stop {
    error.stopped().unwrap().stop()
}

#[tokio::test]
async fn two_machines_that_launch_one_plan_end_with_one_live_campaign() {
    let wanted = launched(MANUAL).await;
    for unique in [true, false] {
        for round in 0..10 {
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
            assert_eq!(living(&sandbox), wanted, "unique: {unique}, round {round}");
            let ends = [&one, &other];
            assert!(ends.iter().any(|end| end.is_ok()), "{ends:?}");
            for error in ends.iter().filter_map(|end| end.as_ref().err()) {
                let known = matches!(
                    stop(error),
                    Stop::LostRace { .. } | Stop::NameConflict { .. }
                );
                assert!(known, "{error}");
            }
        }
    }
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
