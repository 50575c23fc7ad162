//! What all campaigns of a profile may spend a day together.

use std::time::Duration;

use futures_util::future::join_all;
use ras_sandbox::{CannedAnswer, Lag};

use super::*;

const LIMIT: u32 = 100;

async fn limited() -> (Sandbox, Ras) {
    let sandbox = Sandbox::start().await.unwrap();
    let rails = Guardrails::new().max_total_daily_budget(Usd::dollars(LIMIT));
    let ras = guarded(&sandbox, rails);
    (sandbox, ras)
}

/// Dollars a day of all campaigns that are not archived.
fn total(sandbox: &Sandbox) -> Usd {
    let campaigns = sandbox.world().campaigns();
    let live = campaigns
        .iter()
        .filter(|it| it.state.as_str() != "ARCHIVED");
    live.map(|it| it.budget.budget.to_string().parse::<Usd>().unwrap())
        .sum()
}

async fn create(ras: &Ras, name: &str, dollars: u32) -> Result<CampaignId, Error> {
    let batch = ras.campaigns().create([campaign(name, dollars)]).await?;
    Ok(batch.all()?.remove(0))
}

#[tokio::test]
async fn paused_campaigns_count_and_archived_ones_do_not() {
    let (sandbox, ras) = limited().await;
    let ids = client(&sandbox)
        .campaigns()
        .create([
            campaign("paused", 60).state(State::Paused),
            campaign("gone", 40),
        ])
        .await;
    let ids = ids.unwrap().all().unwrap();
    let told = check_refused(create(&ras, "a", 1).await);
    insta::assert_snapshot!(told, @"CreateCampaigns: the daily budgets of all campaigns would come to $101.00 instead of $100.00, which exceeds the guardrail max_total_daily_budget of $100.00");
    ras.campaigns()
        .delete([&ids[1]])
        .await
        .unwrap()
        .all()
        .unwrap();
    create(&ras, "b", 40).await.unwrap();
    check_refused(create(&ras, "c", 1).await);
    assert_eq!(total(&sandbox), Usd::dollars(LIMIT));
}

#[tokio::test]
async fn of_many_creates_at_once_those_that_fit_are_sent_though_no_list_shows_them() {
    let (sandbox, ras) = limited().await;
    sandbox.change_behavior(|behavior| behavior.list_lag = Lag::all(Duration::from_secs(60)));
    let names: Vec<String> = (0..10).map(|index| format!("campaign {index}")).collect();
    let created = join_all(names.iter().map(|name| create(&ras, name, 30))).await;
    assert_eq!(created.iter().filter(|outcome| outcome.is_ok()).count(), 3);
    for outcome in created.into_iter().filter(Result::is_err) {
        check_refused(outcome);
    }
    assert_eq!(total(&sandbox), Usd::dollars(90));
}

#[tokio::test]
async fn what_may_exist_counts_and_what_was_refused_does_not() {
    let (sandbox, ras) = limited().await;
    sandbox.change_behavior(|behavior| behavior.list_lag = Lag::all(Duration::from_secs(60)));
    // Refused: the name has outer blanks.
    create(&ras, " a ", 90).await.unwrap_err();
    let gateway = CannedAnswer::html(http::StatusCode::GATEWAY_TIMEOUT);
    sandbox
        .faults()
        .after_applying("POST /ras/v1/campaigns", gateway);
    let error = create(&ras, "b", 90).await.unwrap_err();
    assert_eq!(error.reach(), Reach::Unknown);
    check_refused(create(&ras, "c", 11).await);
    create(&ras, "d", 10).await.unwrap();
    assert_eq!(total(&sandbox), Usd::dollars(LIMIT));
}

#[tokio::test]
async fn a_budget_that_is_raised_replaces_the_one_before() {
    let (sandbox, ras) = limited().await;
    let a = create(&ras, "a", 60).await.unwrap();
    let b = create(&ras, "b", 30).await.unwrap();
    sandbox.change_behavior(|behavior| behavior.list_lag = Lag::all(Duration::from_secs(60)));
    let budget = |id, dollars| CampaignPatch::new(id).daily_budget(Usd::dollars(dollars));
    check_refused(ras.campaigns().update([budget(&b, 41)]).await);
    ras.campaigns()
        .update([budget(&b, 40)])
        .await
        .unwrap()
        .all()
        .unwrap();
    check_refused(ras.campaigns().update([budget(&a, 61)]).await);
    // In one call they are looked at together.
    let both = [budget(&a, 50), budget(&b, 50)];
    ras.campaigns().update(both).await.unwrap().all().unwrap();
    assert_eq!(total(&sandbox), Usd::dollars(LIMIT));
}

#[tokio::test]
async fn an_account_above_its_limit_can_still_come_down() {
    let (sandbox, ras) = limited().await;
    let id = create(&client(&sandbox), "a", 500).await.unwrap();
    let budget = |dollars| CampaignPatch::new(&id).daily_budget(Usd::dollars(dollars));
    ras.campaigns()
        .update([budget(300)])
        .await
        .unwrap()
        .all()
        .unwrap();
    check_refused(ras.campaigns().update([budget(301)]).await);
    assert_eq!(total(&sandbox), Usd::dollars(300));
}

#[tokio::test]
async fn a_client_that_shares_nothing_still_reads_the_account() {
    let (sandbox, ras) = limited().await;
    create(&ras, "a", 100).await.unwrap();
    let rails = Guardrails::new().max_total_daily_budget(Usd::dollars(LIMIT));
    check_refused(create(&guarded(&sandbox, rails), "b", 1).await);
}
