//! Undo takes away what a launch has built, and nothing else.

use futures_util::{StreamExt as _, stream};
use ras_highlevel::{AdGroupId, NewAdGroup, NewCampaign, Ras, Runs, State, Targeting, Usd};

use super::crashes::dropped_after;
use super::{MANUAL, client, hasty, living, masked, plan, told};

use crate::contract::watched::Sandbox;

/// Somebody else's campaign of the same name, with an ad group of the same name.
async fn neighbour(ras: &Ras, name: &str) -> AdGroupId {
    let campaign = NewCampaign::new(name, Targeting::Manual, Usd::dollars(9));
    let ids = ras
        .campaigns()
        .create([campaign.state(State::Enabled)])
        .await;
    let campaign = ids.unwrap().all().unwrap().remove(0);
    let group = NewAdGroup::new(&campaign, "24483676143932", "string", Usd::cents(30));
    ras.ad_groups()
        .create([group])
        .await
        .unwrap()
        .all()
        .unwrap()
        .remove(0)
}

#[tokio::test]
async fn undo_of_a_finished_launch_spares_a_neighbour_of_the_same_name() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let (ras, plan) = (client(&sandbox), plan(MANUAL));
    let launch = || ras.launch(&plan).settings(hasty()).runs(&runs);
    launch().await.unwrap();
    neighbour(&ras, &plan.name).await;

    let (undone, steps) = told(launch().undo()).await;
    undone.unwrap();
    insta::assert_snapshot!(masked(&steps.join("\n")));
    let wanted = ["campaign My New Campaign Name ENABLED", "  group string"];
    assert_eq!(living(&sandbox), wanted);
    // Twice is as good as once, and a run that was undone stays so.
    launch().undo().await.unwrap();
    let error = launch().await.unwrap_err();
    insta::assert_snapshot!(masked(&format!("{error}\nhint: {}", error.hint())));
    assert_eq!(living(&sandbox), wanted);
}

#[tokio::test]
async fn undo_of_a_launch_that_stopped_anywhere_leaves_nothing_of_it() {
    let ended: Vec<bool> = stream::iter(0..400)
        .map(|polls| async move {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
            let folder = tempfile::tempdir().unwrap();
            let runs = Runs::new(folder.path());
            let (ras, plan) = (client(&sandbox), plan(MANUAL));
            let launch = || ras.launch(&plan).settings(hasty()).runs(&runs);
            let ended = dropped_after(polls, launch()).await;
            neighbour(&ras, &plan.name).await;
            launch().undo().await.unwrap();
            let wanted = ["campaign My New Campaign Name ENABLED", "  group string"];
            assert_eq!(living(&sandbox), wanted, "dropped after {polls} polls");
            ended
        })
        .buffered(16)
        .take_while(|ended| std::future::ready(!ended))
        .collect()
        .await;
    assert!((20..400).contains(&ended.len()), "{}", ended.len());
}

#[tokio::test]
async fn undo_needs_no_journal() {
    let sandbox = Sandbox::start().await.unwrap();
    let (ras, plan) = (client(&sandbox), plan(MANUAL));
    ras.launch(&plan).await.unwrap();
    ras.launch(&plan).undo().await.unwrap();
    assert_eq!(living(&sandbox), [""; 0]);
}
