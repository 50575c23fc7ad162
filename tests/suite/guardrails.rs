//! Guardrails: what exceeds one is not sent, by whatever way it is written.

mod changes;
mod launches;
mod totals;

use ras_highlevel::{
    AdGroupId, AdGroupPatch, CampaignId, CampaignPatch, Error, ErrorKind, Guardrails, KeywordMatch,
    NewAdGroup, NewCampaign, NewProductAd, NewTarget, ProductAdPatch, Ras, Reach, State, TargetId,
    TargetPatch, Targeting, Usd,
};

use crate::contract::watched::Sandbox;
use crate::launches::{AUTO, MANUAL, client, hasty, living, masked, plan, told};

const RETAILER: &str = "24483676143932";

/// A client of the sandbox with guardrails.
fn guarded(sandbox: &Sandbox, rails: Guardrails) -> Ras {
    let fake = sandbox.credentials();
    Ras::builder()
        .client_id(&fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(&fake.profile_id)
        .loopback(sandbox.addr())
        .guardrails(rails)
        .build()
        .unwrap()
}

fn campaign(name: &str, dollars: u32) -> NewCampaign {
    NewCampaign::new(name, Targeting::Manual, Usd::dollars(dollars))
}

fn keyword(campaign: &CampaignId, group: &AdGroupId, keyword: &str, bid: Option<Usd>) -> NewTarget {
    match bid {
        Some(bid) => NewTarget::keyword(campaign, group, keyword, KeywordMatch::Exact, bid),
        None => NewTarget::negative_keyword(campaign, group, keyword, KeywordMatch::Exact),
    }
}

/// A campaign of $10 with an ad group of $0.50 and a keyword of $1.
async fn built(ras: &Ras) -> (CampaignId, AdGroupId, TargetId) {
    let ids = ras.campaigns().create([campaign("guarded", 10)]).await;
    let campaign = ids.unwrap().all().unwrap().remove(0);
    let group = NewAdGroup::new(&campaign, RETAILER, "group", Usd::cents(50));
    let ids = ras.ad_groups().create([group]).await;
    let group = ids.unwrap().all().unwrap().remove(0);
    let word = keyword(&campaign, &group, "shoes", Some(Usd::dollars(1)));
    let ids = ras.targets().create([word]).await;
    let target = ids.unwrap().all().unwrap().remove(0);
    (campaign, group, target)
}

/// Requests that change something.
fn writes(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let writes = requests
        .iter()
        .filter(|exchange| exchange.path.starts_with("/ras/") && !exchange.path.ends_with("/list"));
    writes.count()
}

#[track_caller]
fn check_refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Guarded, "{error}");
    assert_eq!(error.reach(), Reach::NotSent);
    error.to_string()
}

#[tokio::test]
async fn no_way_of_writing_gets_an_amount_past_its_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    let (campaign_id, group, target) = built(&client(&sandbox)).await;
    let rails = Guardrails::new()
        .max_bid(Usd::dollars(2))
        .max_daily_budget(Usd::dollars(20));
    let ras = guarded(&sandbox, rails);
    let before = writes(&sandbox);
    let (fine, much) = (Usd::dollars(2), "2.01".parse::<Usd>().unwrap());
    let new_group = |name, bid| NewAdGroup::new(&campaign_id, RETAILER, name, bid);
    let new_target = |word, bid| keyword(&campaign_id, &group, word, bid);
    let refused = [
        check_refused(
            ras.campaigns()
                .create([campaign("a", 20), campaign("b", 21)])
                .await,
        ),
        check_refused(
            ras.campaigns()
                .update([CampaignPatch::new(&campaign_id).daily_budget(Usd::dollars(21))])
                .await,
        ),
        check_refused(ras.ad_groups().create([new_group("x", much)]).await),
        check_refused(
            ras.ad_groups()
                .update([AdGroupPatch::new(&group).default_bid(much)])
                .await,
        ),
        check_refused(
            ras.targets()
                .create([
                    new_target("none", None),
                    new_target("fine", Some(fine)),
                    new_target("much", Some(much)),
                    new_target("more", Some(Usd::dollars(1000))),
                ])
                .await,
        ),
        check_refused(
            ras.targets()
                .update([TargetPatch::new(&target).bid(much)])
                .await,
        ),
    ];
    assert_eq!(writes(&sandbox), before, "nothing was sent");
    insta::assert_snapshot!(refused.join("\n"));

    // At the limit it passes, and so does what costs nothing.
    let created = ras.campaigns().create([campaign("a", 20)]).await;
    created.unwrap().all().unwrap();
    let created = ras.ad_groups().create([new_group("x", fine)]).await;
    created.unwrap().all().unwrap();
    let words = [new_target("none", None), new_target("fine", Some(fine))];
    ras.targets().create(words).await.unwrap().all().unwrap();
    let renamed = CampaignPatch::new(&campaign_id).name("another");
    ras.campaigns()
        .update([renamed])
        .await
        .unwrap()
        .all()
        .unwrap();
}

#[tokio::test]
async fn no_call_writes_more_entities_than_its_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    let (campaign_id, group, target) = built(&client(&sandbox)).await;
    let ras = guarded(&sandbox, Guardrails::new().max_entities(1));
    let before = writes(&sandbox);
    let paused = State::Paused;
    let ad = || NewProductAd::new(&campaign_id, &group, RETAILER, "OFFER-01-0001");
    let refused = [
        check_refused(
            ras.campaigns()
                .create([campaign("a", 5), campaign("b", 5)])
                .await,
        ),
        check_refused(
            ras.campaigns()
                .update(["1", "2"].map(|id| CampaignPatch::new(id).state(paused.clone())))
                .await,
        ),
        check_refused(ras.campaigns().delete(["1", "2"]).await),
        check_refused(ras.ad_groups().delete(["1", "2"]).await),
        check_refused(ras.product_ads().create([ad(), ad()]).await),
        check_refused(
            ras.product_ads()
                .update(["1", "2"].map(|id| ProductAdPatch::state(id, paused.clone())))
                .await,
        ),
        check_refused(ras.product_ads().delete(["1", "2"]).await),
        check_refused(ras.targets().delete(["1", "2"]).await),
    ];
    assert_eq!(writes(&sandbox), before, "nothing was sent");
    insta::assert_snapshot!(refused.join("\n"));
    ras.targets()
        .delete([&target])
        .await
        .unwrap()
        .all()
        .unwrap();
}

#[tokio::test]
async fn clients_of_all_profiles_of_a_login_have_the_same_guardrails() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = guarded(
        &sandbox,
        Guardrails::new().max_daily_budget(Usd::dollars(20)),
    );
    let other = ras.clone().account().ras(ras.profile().clone());
    check_refused(other.campaigns().create([campaign("a", 21)]).await);
    assert_eq!(writes(&sandbox), 0);
}

#[test]
fn a_limit_that_lets_nothing_pass_is_a_mistake_of_the_configuration() {
    for rails in [
        Guardrails::new().max_bid(Usd::cents(0)),
        Guardrails::new().max_total_daily_budget("-5".parse().unwrap()),
    ] {
        let error = Ras::builder()
            .client_id("id")
            .client_secret("canary")
            .refresh_token("canary")
            .profile("1")
            .guardrails(rails)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("guardrail max_"), "{error}");
    }
}

#[test]
fn a_configuration_file_has_the_limits_by_their_names() {
    let rails = Guardrails::new()
        .max_bid("1.50".parse().unwrap())
        .max_change_percent(50);
    let text = serde_json::to_string(&rails).unwrap();
    assert_eq!(text, r#"{"max_bid":1.5,"max_change_percent":50}"#);
    assert_eq!(serde_json::from_str::<Guardrails>(&text).unwrap(), rails);
    let typo = serde_json::from_str::<Guardrails>(r#"{"max_bids":1}"#).unwrap_err();
    assert!(typo.to_string().contains("max_bids"), "{typo}");
}
