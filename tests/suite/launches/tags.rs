//! Services that do not keep tags: the campaign is known by the end of its name.

use ras_highlevel::engine::Stop;
use ras_highlevel::{LaunchError, Runs};
use ras_sandbox::{CannedAnswer, Fault, TagSupport};

use super::crashes::dropped_after;
use super::{MANUAL, client, hasty, launched, living, masked, plan, told};

use crate::contract::watched::Sandbox;

/// What lives, with the mark taken from the name.
fn unmarked(sandbox: &Sandbox) -> Vec<String> {
    let mut living = living(sandbox);
    for line in &mut living {
        if let (Some(start), Some(end)) = (line.find(" ["), line.find("] ")) {
            line.replace_range(start..=end, "");
        }
    }
    living
}

/// A plan that wants no tags of its own.
fn untagged() -> String {
    let lines = MANUAL.lines().filter(|line| !line.starts_with("tags"));
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_campaign_whose_tags_were_dropped_or_refused_is_marked_by_its_name() {
    for tags in [TagSupport::Dropped, TagSupport::Refused] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.change_behavior(|behavior| behavior.tags = tags);
        let untagged = untagged();
        let launch = || client(&sandbox).launch(&plan(&untagged)).settings(hasty());
        let (end, steps) = told(launch().start()).await;
        let campaign = end.unwrap().campaign;
        let run = launch().run_id();
        let wanted = format!("My New Campaign Name [{}]", &run.as_str()[..8]);
        assert_eq!(campaign.name, wanted);
        assert!(
            steps
                .iter()
                .any(|step| step.starts_with("tags are not kept")),
            "{steps:?}"
        );
        assert_eq!(unmarked(&sandbox), launched(MANUAL).await);
        // Without its journal it is found by the name.
        launch().await.unwrap();
        assert_eq!(unmarked(&sandbox), launched(MANUAL).await, "{tags:?}");
    }
}

#[tokio::test]
async fn a_half_built_campaign_without_tags_and_journal_is_only_continued_when_told_to() {
    let mut continued = 0;
    for tags in [TagSupport::Dropped, TagSupport::Refused] {
        for polls in [12, 16, 20, 24, 28] {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox.change_behavior(|behavior| behavior.tags = tags);
            let untagged = untagged();
            let launch = || client(&sandbox).launch(&plan(&untagged)).settings(hasty());
            dropped_after(polls, launch()).await;
            let before = living(&sandbox);
            let is_conflict = |error: &LaunchError| {
                let stop = error.stopped().unwrap().stop();
                matches!(stop, Stop::NameConflict { .. })
            };
            match launch().await {
                Ok(_) => assert_eq!(unmarked(&sandbox), launched(MANUAL).await, "{polls}"),
                // Nothing but the name shows whose it is, and whoever builds it cannot
                // be told to stop.
                Err(error) => {
                    assert!(is_conflict(&error), "{error}");
                    assert_eq!(living(&sandbox), before);
                }
            }
            match launch().adopt_at_once().await {
                Ok(_) => {
                    assert_eq!(unmarked(&sandbox), launched(MANUAL).await, "{polls}");
                    continued += 1;
                }
                // It was dropped before it had its mark.
                Err(error) => {
                    assert!(is_conflict(&error), "{error}");
                    assert_eq!(before, ["campaign My New Campaign Name PAUSED"]);
                }
            }
        }
    }
    assert!(continued > 5, "{continued}");
}

#[tokio::test]
async fn an_unknown_outcome_without_tags_never_ends_in_two_campaigns() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(|behavior| {
        behavior.tags = TagSupport::Dropped;
        behavior.unique_campaign_names = false;
    });
    let lost = CannedAnswer::new(http::StatusCode::GATEWAY_TIMEOUT);
    sandbox
        .faults()
        .add(Fault::on("POST /ras/v1/campaigns").answered(lost));
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let launch = client(&sandbox)
        .launch(&plan(MANUAL))
        .settings(hasty())
        .runs(&runs);
    let error = launch.await.unwrap_err();
    insta::assert_snapshot!(masked(&format!("{error}\nhint: {}", error.hint())));
    assert_eq!(living(&sandbox), ["campaign My New Campaign Name PAUSED"]);
}
