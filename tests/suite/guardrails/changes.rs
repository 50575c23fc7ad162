//! By how much one update may change a bid or a budget.

use ras_highlevel::core::ras::types as wire;

use super::*;

#[tokio::test]
async fn a_change_is_measured_against_what_is_there() {
    let sandbox = Sandbox::start().await.unwrap();
    let (campaign, group, target) = built(&client(&sandbox)).await;
    let ras = guarded(&sandbox, Guardrails::new().max_change_percent(50));
    let before = writes(&sandbox);
    let budget = |dollars| CampaignPatch::new(&campaign).daily_budget(Usd::dollars(dollars));
    let default = |cents| AdGroupPatch::new(&group).default_bid(Usd::cents(cents));
    let bid = |cents| TargetPatch::new(&target).bid(Usd::cents(cents));
    let refused = [
        check_refused(ras.campaigns().update([budget(16)]).await),
        check_refused(ras.campaigns().update([budget(4)]).await),
        check_refused(ras.ad_groups().update([default(76)]).await),
        check_refused(ras.targets().update([bid(151)]).await),
        check_refused(ras.targets().update([bid(120), bid(200), bid(49)]).await),
    ];
    assert_eq!(writes(&sandbox), before, "nothing was sent");
    insta::assert_snapshot!(refused.join("\n"));

    ras.campaigns()
        .update([budget(15)])
        .await
        .unwrap()
        .all()
        .unwrap();
    ras.ad_groups()
        .update([default(75)])
        .await
        .unwrap()
        .all()
        .unwrap();
    ras.targets()
        .update([bid(150)])
        .await
        .unwrap()
        .all()
        .unwrap();
    // Now from there.
    ras.targets()
        .update([bid(225)])
        .await
        .unwrap()
        .all()
        .unwrap();
}

/// Only a raw call creates such a target, and no guardrail stops a raw call.
#[tokio::test]
async fn a_target_without_a_bid_has_that_of_its_ad_group() {
    let sandbox = Sandbox::start().await.unwrap();
    let (campaign, group, _) = built(&client(&sandbox)).await;
    let rails = Guardrails::new().max_change_percent(50).max_entities(1);
    let ras = guarded(&sandbox, rails.clone().max_entities(0));
    let word = wire::KeywordTarget::new("boots", wire::KeywordMatchType::Exact);
    let details = wire::TargetDetails::new().with_keyword_target(word);
    let bare = wire::CreateTargetInput::new(
        campaign,
        false,
        wire::EntityState::Enabled,
        details,
        wire::TargetType::Keyword,
    );
    let body = wire::CreateTargetsRequest::new(vec![bare.with_ad_group_id(group)]);
    let call = ras.core().context().await.unwrap();
    let answer = ras.core().ras().create_targets(&call, &body).await.unwrap();
    let id = answer.into_inner().targets.success[0]
        .target_id
        .clone()
        .unwrap();

    let ras = guarded(&sandbox, rails);
    let bid = |cents| TargetPatch::new(&*id).bid(Usd::cents(cents));
    check_refused(ras.targets().update([bid(76)]).await);
    ras.targets()
        .update([bid(75)])
        .await
        .unwrap()
        .all()
        .unwrap();
}

#[tokio::test]
async fn what_cannot_be_read_is_not_changed() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, _, target) = built(&client(&sandbox)).await;
    let ras = guarded(&sandbox, Guardrails::new().max_change_percent(50));
    let before = writes(&sandbox);
    let unknown = TargetPatch::new("404").bid(Usd::cents(75));
    let told = check_refused(ras.targets().update([unknown]).await);
    assert!(told.contains("not known"), "{told}");

    let denied = ras_sandbox::CannedAnswer::json(http::StatusCode::FORBIDDEN, "{}");
    sandbox
        .faults()
        .answer_next("POST /ras/v1/targets/list", denied);
    let bid = TargetPatch::new(&target).bid(Usd::cents(101));
    let error = ras.targets().update([bid]).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Forbidden, Reach::NotSent)
    );
    assert!(error.to_string().contains("max_change_percent"), "{error}");
    assert_eq!(writes(&sandbox), before);
}

#[tokio::test]
async fn a_state_or_a_name_changes_without_a_look() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, _, target) = built(&client(&sandbox)).await;
    let ras = guarded(&sandbox, Guardrails::new().max_change_percent(0));
    let before = sandbox.requests().len();
    let paused = TargetPatch::new(&target).state(State::Paused);
    ras.targets().update([paused]).await.unwrap().all().unwrap();
    // The login and the update.
    assert_eq!(sandbox.requests().len() - before, 2);
}
