//! Every kind of answer to every create ends in one campaign, or in none.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use http::StatusCode;
use ras_highlevel::engine::Stop;
use ras_sandbox::{CannedAnswer, Fault, Reply, Trouble};

use super::{MANUAL, client, ever, hasty, launched, living, masked, plan, told, untroubled};

use crate::contract::watched::Sandbox;

const CREATES: [&str; 4] = [
    "POST /ras/v1/campaigns",
    "POST /ras/v1/adGroups",
    "POST /ras/v1/productAds",
    "POST /ras/v1/targets",
];

fn canned(status: u16) -> CannedAnswer {
    let status = StatusCode::from_u16(status).unwrap();
    CannedAnswer::json(status, r#"{"message":"Endpoint request timed out"}"#)
}

/// Troubles after which a launch goes on by itself.
fn troubles(create: &str) -> Vec<(&'static str, Fault)> {
    let on = || Fault::on(create);
    let soon = Duration::from_millis(300);
    let mut troubles = vec![
        ("lost before", on().not_applied().dropped()),
        ("reply lost", on().dropped()),
        ("reset", on().reply(Reply::Reset)),
        ("torn head", on().reply(Reply::TornHead)),
        ("torn body", on().reply(Reply::TornBody)),
        ("short length", on().reply(Reply::ShortLength)),
        ("garbage", on().reply(Reply::Garbage)),
        ("late zombie", on().applied_late(soon).dropped()),
        ("late answer", on().answered_late(Duration::from_secs(3))),
        (
            "504 then applied",
            on().applied_late(soon).answered(canned(504)),
        ),
        ("202", on().answered(canned(202))),
        (
            "200 instead of 207",
            on().answered(CannedAnswer::json(StatusCode::OK, "{}")),
        ),
        ("307", on().answered(canned(307))),
        ("408", on().answered(canned(408))),
        ("401", on().expiring_tokens()),
        ("429", on().not_applied().answered(canned(429))),
        (
            "429 in HTML",
            on().not_applied()
                .answered(CannedAnswer::html(StatusCode::TOO_MANY_REQUESTS)),
        ),
    ];
    for status in [500, 502, 503, 504] {
        troubles.push((
            "5xx without effect",
            on().not_applied().answered(canned(status)),
        ));
        troubles.push(("5xx with effect", on().answered(canned(status))));
    }
    let items = [
        ("item throttled", Trouble::Throttled),
        ("item failed", Trouble::Internal),
        ("item failed with effect", Trouble::InternalApplied),
        ("item without id", Trouble::MissingId),
        ("item unmentioned", Trouble::Unmentioned),
        ("item twice", Trouble::Doubled),
        ("item out of range", Trouble::OutOfRange),
    ];
    for (name, trouble) in items {
        troubles.push((name, on().item(0, trouble)));
    }
    troubles
}

#[tokio::test]
async fn every_trouble_with_every_create_ends_in_exactly_the_plan() {
    let wanted = untroubled(MANUAL).await;
    let cases = CREATES.iter().flat_map(|create| {
        troubles(create)
            .into_iter()
            .map(move |(name, fault)| (*create, name, fault))
    });
    let wrong: Vec<String> = stream::iter(cases)
        .map(|(create, name, fault)| {
            let wanted = &wanted;
            async move {
                let sandbox = Sandbox::start().await.unwrap();
                // Nothing but the client keeps doubles away.
                sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
                sandbox.faults().add(fault);
                let launch = client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
                let (end, steps) = told(launch.start()).await;
                // Nothing was ever double, not even for a moment.
                let living = (living(&sandbox), ever(&sandbox));
                let fine = end.is_ok() && living == *wanted && sandbox.faults().pending() == 0;
                (!fine).then(|| format!("{create}, {name}: {end:?}\n{steps:#?}\n{living:#?}"))
            }
        })
        .buffer_unordered(16)
        .filter_map(|wrong| async { wrong })
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[tokio::test]
async fn what_is_refused_for_good_leaves_nothing_live() {
    for create in CREATES {
        for status in [400, 403, 404, 413, 415, 422] {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox.faults().add(
                Fault::on(create)
                    .not_applied()
                    .answered(canned(status))
                    .times(20),
            );
            let launch = client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
            let error = launch.await.unwrap_err();
            let stop = error.stopped().unwrap().stop();
            assert!(
                matches!(stop, Stop::RolledBack { .. }),
                "{create} {status}: {error}"
            );
            assert_eq!(living(&sandbox), [""; 0], "{create} {status}");
        }
    }
}

#[tokio::test]
async fn a_token_that_is_refused_twice_stops_the_launch_and_it_goes_on_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let unauthorized = || canned(401);
    sandbox.faults().add(
        Fault::on("POST /ras/v1/adGroups")
            .not_applied()
            .answered(unauthorized())
            .times(2),
    );
    let folder = tempfile::tempdir().unwrap();
    let runs = ras_highlevel::Runs::new(folder.path());
    let launch = client(&sandbox)
        .launch(&plan(MANUAL))
        .settings(hasty())
        .runs(&runs);
    let error = launch.clone().await.unwrap_err();
    assert!(
        matches!(error.stopped().unwrap().stop(), Stop::Failed { .. }),
        "{error}"
    );
    insta::assert_snapshot!(masked(&format!("{error}\nhint: {}", error.hint())));
    launch.await.unwrap();
    assert_eq!(living(&sandbox), launched(MANUAL).await);
}

#[tokio::test]
async fn a_refused_request_that_names_no_item_is_halved_until_the_item_is_found() {
    let sandbox = Sandbox::start().await.unwrap();
    // The contract's maximum of 80 characters is checked by the service as a whole.
    let whole = CannedAnswer::json(
        StatusCode::BAD_REQUEST,
        r#"{"code":"INVALID_ARGUMENT","message":"1 validation error detected"}"#,
    );
    let create = "POST /ras/v1/targets";
    // Five targets: all, the first two, then the rest, its first, its last two, the last.
    sandbox
        .faults()
        .add(Fault::on(create).not_applied().answered(whole.clone()));
    let fine = || Fault::on(create);
    sandbox.faults().add(fine());
    sandbox
        .faults()
        .add(Fault::on(create).not_applied().answered(whole.clone()));
    sandbox.faults().add(fine());
    sandbox
        .faults()
        .add(Fault::on(create).not_applied().answered(whole.clone()));
    sandbox.faults().add(fine());
    sandbox
        .faults()
        .add(Fault::on(create).not_applied().answered(whole));
    let launch = client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
    let (end, steps) = told(launch.start()).await;
    let text = format!("{}\n\n{}", steps.join("\n"), end.unwrap_err());
    insta::assert_snapshot!(masked(&text));
    assert_eq!(living(&sandbox), [""; 0]);
    let sizes: Vec<usize> = sandbox
        .requests()
        .iter()
        .filter(|exchange| exchange.path == "/ras/v1/targets")
        .map(|exchange| {
            let body: serde_json::Value = serde_json::from_slice(&exchange.body).unwrap();
            body["targets"].as_array().unwrap().len()
        })
        .collect();
    assert_eq!(sizes, [5, 2, 3, 1, 2, 1, 1]);
}
