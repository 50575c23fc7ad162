//! A launch that is dropped anywhere goes on where it was.

use std::future::{Future as _, IntoFuture as _};
use std::pin::pin;
use std::task::Poll;

use futures_util::{StreamExt as _, stream};
use ras_highlevel::engine::RunPhase;
use ras_highlevel::{Launch, Runs};
use ras_sandbox::{CannedAnswer, Fault};

use super::{AUTO, MANUAL, client, ever, hasty, launched, living, plan, told, untroubled};

use crate::contract::watched::Sandbox;

/// Polls a launch so often and then drops it; says whether it has ended before.
pub(super) async fn dropped_after(polls: usize, launch: Launch) -> bool {
    let mut running = pin!(launch.into_future());
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        running.as_mut().poll(context).map(|_| true)
    })
    .await
}

/// Drops a launch after every number of polls, goes on in a new one, and compares.
async fn check_every_drop(text: &str, fault: Option<Fault>) {
    let wanted = untroubled(text).await;
    let (wanted, fault) = (&wanted, &fault);
    let ended: Vec<bool> = stream::iter(0..400_usize)
        .map(|polls| async move {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
            if let Some(fault) = fault {
                sandbox.faults().add(fault.clone());
            }
            let folder = tempfile::tempdir().unwrap();
            let runs = Runs::new(folder.path());
            let launch = || {
                client(&sandbox)
                    .launch(&plan(text))
                    .settings(hasty())
                    .runs(&runs)
            };
            let ended = dropped_after(polls, launch()).await;
            let (end, steps) = told(launch().start()).await;
            if let Err(error) = end {
                panic!("dropped after {polls} polls: {error}");
            }
            // What was written down is not asked for again.
            let adopted = steps.iter().any(|step| step.contains("of this run found"));
            assert!(!adopted, "dropped after {polls} polls: {steps:?}");
            let built = (living(&sandbox), ever(&sandbox));
            assert_eq!(built, *wanted, "dropped after {polls} polls");
            assert_eq!(launch().status().unwrap().phase, RunPhase::Done);
            ended
        })
        .buffered(16)
        // Once a launch has ended before it is dropped, more polls are no other case.
        .take_while(|ended| std::future::ready(!ended))
        .collect()
        .await;
    // Otherwise nothing was dropped on its way.
    assert!((20..400).contains(&ended.len()), "{}", ended.len());
}

#[tokio::test]
async fn a_manual_launch_dropped_at_any_await_goes_on_and_builds_exactly_the_plan() {
    check_every_drop(MANUAL, None).await;
}

#[tokio::test]
async fn an_auto_launch_dropped_at_any_await_goes_on_and_builds_exactly_the_plan() {
    check_every_drop(AUTO, None).await;
}

#[tokio::test]
async fn a_launch_in_doubt_dropped_at_any_await_goes_on_and_builds_exactly_the_plan() {
    let lost = CannedAnswer::new(http::StatusCode::GATEWAY_TIMEOUT);
    let fault = Fault::on("POST /ras/v1/campaigns").answered(lost);
    check_every_drop(MANUAL, Some(fault)).await;
}

#[tokio::test]
async fn a_launch_without_its_journal_finds_the_campaign_by_its_tags() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
    let launch = || client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
    for polls in [5, 10, 15, 20, 25, 30] {
        // In memory: the journal is lost with the launch.
        dropped_after(polls, launch()).await;
    }
    launch().await.unwrap();
    assert_eq!(living(&sandbox), launched(MANUAL).await);
    // And once more, when it is live.
    launch().await.unwrap();
    assert_eq!(living(&sandbox), launched(MANUAL).await);
}
