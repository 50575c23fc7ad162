//! Launches: the plan as a whole is asked for before anything is written.

use futures_util::stream;
use ras_highlevel::{Bulk, CampaignPlan, LaunchError};

use super::*;

fn message(error: &LaunchError) -> String {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    masked(&format!(
        "{error}\ncause: {cause:?}\nhint: {}",
        error.hint()
    ))
}

#[tokio::test]
async fn a_plan_that_exceeds_a_guardrail_writes_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let cases = [
        ("max_bid", Guardrails::new().max_bid(Usd::cents(2)), MANUAL),
        ("max_bid", Guardrails::new().max_bid(Usd::cents(2)), AUTO),
        (
            "max_daily_budget",
            Guardrails::new().max_daily_budget(Usd::dollars(1)),
            MANUAL,
        ),
        ("max_entities", Guardrails::new().max_entities(3), MANUAL),
        (
            "max_total",
            Guardrails::new().max_total_daily_budget(Usd::dollars(1)),
            MANUAL,
        ),
    ];
    let mut messages = Vec::new();
    for (rail, rails, text) in cases {
        let launch = || {
            guarded(&sandbox, rails.clone())
                .launch(&plan(text))
                .settings(hasty())
        };
        let preview = launch().preview().await.unwrap();
        let obstacle = preview.obstacle.unwrap().to_string();
        assert!(obstacle.contains(rail), "{obstacle}");
        let error = launch().await.unwrap_err();
        messages.push(message(&error));
        let breaches = plan(text).breaches(&rails);
        assert_eq!(breaches.is_empty(), rail == "max_total", "{breaches}");
    }
    assert_eq!(writes(&sandbox), 0);
    insta::assert_snapshot!(messages.join("\n\n"));
}

/// The bids of a launch's own automatic targets are no changes, its clean-up is not
/// limited, and a plan at the limit passes.
#[tokio::test]
async fn a_plan_within_its_guardrails_is_launched_and_undone() {
    let sandbox = Sandbox::start().await.unwrap();
    let auto = plan(AUTO);
    let rails = Guardrails::new()
        .max_total_daily_budget(auto.daily_budget)
        .max_daily_budget(auto.daily_budget)
        .max_entities(20)
        .max_change_percent(0);
    let ras = guarded(&sandbox, rails.clone());
    ras.launch(&auto).settings(hasty()).await.unwrap();
    let strict = guarded(&sandbox, rails.max_entities(0));
    strict.launch(&auto).settings(hasty()).undo().await.unwrap();
    assert!(living(&sandbox).is_empty());
}

/// With all at once, no list shows one to the other.
#[tokio::test]
async fn of_many_plans_as_many_are_launched_as_the_total_allows() {
    let sandbox = Sandbox::start().await.unwrap();
    let one = plan(MANUAL);
    let limit: Usd = [one.daily_budget; 3].into_iter().sum();
    let ras = guarded(&sandbox, Guardrails::new().max_total_daily_budget(limit));
    let named = |index: u32| {
        let mut plan: CampaignPlan = one.clone();
        plan.name = format!("{} {index}", one.name);
        ras.launch(&plan).settings(hasty())
    };
    let launches: Vec<_> = (0..8).map(named).collect();
    let report = Bulk::new()
        .per_profile(8)
        .run(stream::iter(launches))
        .report()
        .await;
    assert_eq!(report.launched, 3, "{report:?}");
    assert_eq!(sandbox.world().campaigns().len(), 3);
}

#[tokio::test]
async fn a_run_that_a_stricter_guardrail_stops_goes_on_when_it_is_raised() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = ras_highlevel::Runs::new(folder.path());
    let launch = |ras: &Ras| ras.launch(&plan(MANUAL)).settings(hasty()).runs(&runs);
    // The ad groups are refused by nobody, but are not created either.
    let busy = ras_sandbox::CannedAnswer::json(http::StatusCode::FORBIDDEN, "{}");
    sandbox
        .faults()
        .answer_next("POST /ras/v1/campaigns/list", busy);
    let (stopped, _) = told(launch(&client(&sandbox)).start()).await;
    stopped.unwrap_err();
    let strict = guarded(&sandbox, Guardrails::new().max_bid(Usd::cents(2)));
    let error = launch(&strict).await.unwrap_err();
    assert!(error.stopped().unwrap().is_resumable(), "{error}");
    launch(&client(&sandbox)).await.unwrap();
    assert_eq!(living(&sandbox)[0], "campaign My New Campaign Name ENABLED");
}
