//! The probe finds out how a service behaves, and leaves nothing that could spend.

use std::time::Duration;

use http::StatusCode;
use ras_highlevel::{ErrorKind, Measured, Probed, Ras};
use ras_sandbox::{Behavior, CannedAnswer, Fault, Lag, TagSupport};

use crate::contract::watched::Sandbox;
use crate::launch::client;

const PATIENCE: Duration = Duration::from_secs(3);

async fn with(change: impl FnOnce(&mut Behavior)) -> (Sandbox, Ras) {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(change);
    let ras = client(&sandbox);
    (sandbox, ras)
}

/// Probes, and looks at what is left: nothing that lives, nothing that ever could spend.
async fn probed(sandbox: &Sandbox, ras: &Ras) -> Probed {
    let probed = ras.probe().patience(PATIENCE).run().await.unwrap();
    check_harmless(sandbox);
    assert_eq!(
        probed.archived.len(),
        sandbox.world().campaigns().len(),
        "{probed}"
    );
    assert!(probed.left.is_empty() && !probed.in_doubt, "{probed}");
    let campaigns = sandbox.world().campaigns();
    assert!(
        campaigns.iter().all(|it| it.state.as_str() == "ARCHIVED"),
        "{probed}"
    );
    probed
}

/// Whatever was sent, no campaign was ever anything but PAUSED with the lowest budget.
fn check_harmless(sandbox: &Sandbox) {
    let requests = sandbox.requests();
    let creates: Vec<_> = requests
        .iter()
        .filter(|it| it.path == "/ras/v1/campaigns")
        .collect();
    assert!(
        !creates.is_empty() && creates.len() <= 4,
        "{}",
        creates.len()
    );
    for create in creates {
        let body: serde_json::Value = serde_json::from_slice(&create.body).unwrap();
        assert_eq!(create.method, http::Method::POST, "nothing is ever updated");
        for campaign in body["campaigns"].as_array().unwrap() {
            assert_eq!(campaign["state"], "PAUSED");
            assert_eq!(campaign["budget"]["budget"].as_f64(), Some(1.0));
        }
    }
    let other = ["/ras/v1/adGroups", "/ras/v1/productAds", "/ras/v1/targets"];
    assert!(!requests.iter().any(|it| other.contains(&it.path.as_str())));
}

fn known<T: Copy>(measured: &Measured<T>) -> Option<T> {
    match measured {
        Measured::Known(value) => Some(*value),
        _ => None,
    }
}

#[tokio::test]
async fn the_usual_service_is_measured_whole() {
    let (sandbox, ras) = with(|_| ()).await;
    let probed = probed(&sandbox, &ras).await;
    let answers = [
        known(&probed.tags_kept),
        known(&probed.names_fold_case),
        known(&probed.names_unique),
        known(&probed.archived_listed),
        known(&probed.archived_names_free),
    ];
    assert_eq!(
        answers,
        [true, false, true, true, true].map(Some),
        "{probed}"
    );
    assert!(known(&probed.visible_after_ms).unwrap() < 2_000, "{probed}");
    assert!(
        known(&probed.archived_after_ms).unwrap() < 2_000,
        "{probed}"
    );
    assert!(probed.name.starts_with("ras probe "));

    let written = serde_json::to_string(&probed).unwrap();
    assert!(
        written.contains(r#""names_unique":{"known":true}"#),
        "{written}"
    );
    assert_eq!(serde_json::from_str::<Probed>(&written).unwrap(), probed);
    let shown = probed.to_string();
    assert!(shown.contains("names are unique          true"), "{shown}");
}

#[tokio::test]
async fn every_switch_of_the_service_is_found_out() {
    let (sandbox, ras) = with(|it| it.unique_campaign_names = false).await;
    assert_eq!(
        probed(&sandbox, &ras).await.names_unique,
        Measured::Known(false)
    );
    assert_eq!(sandbox.world().campaigns().len(), 3);

    let (sandbox, ras) = with(|it| it.archived_names_taken = true).await;
    let found = probed(&sandbox, &ras).await;
    assert_eq!(found.archived_names_free, Measured::Known(false));

    for tags in [TagSupport::Dropped, TagSupport::Refused] {
        let (sandbox, ras) = with(|it| it.tags = tags).await;
        let found = probed(&sandbox, &ras).await;
        assert_eq!(found.tags_kept, Measured::Known(false), "{tags:?}");
        assert_eq!(found.names_unique, Measured::Known(true), "{tags:?}");
    }

    let lag = Duration::from_millis(800);
    let (sandbox, ras) = with(|it| it.list_lag = Lag::all(lag)).await;
    let visible = known(&probed(&sandbox, &ras).await.visible_after_ms).unwrap();
    assert!(
        (750..PATIENCE.as_millis() as u64).contains(&visible),
        "{visible}"
    );

    let (sandbox, ras) = with(|it| it.archiving_lag = lag).await;
    let archived = known(&probed(&sandbox, &ras).await.archived_after_ms).unwrap();
    assert!(
        (750..PATIENCE.as_millis() as u64).contains(&archived),
        "{archived}"
    );
}

#[tokio::test]
async fn what_is_never_seen_is_unknown_and_archived_all_the_same() {
    let hour = Duration::from_secs(3600);
    let (sandbox, ras) = with(|it| it.list_lag = Lag::all(hour)).await;
    let probe = ras.probe().patience(Duration::from_millis(300));
    let probed = probe.run().await.unwrap();
    let why = "unknown: nothing was seen of it within 0.3 seconds";
    assert_eq!(probed.visible_after_ms.to_string(), why);
    assert_eq!(probed.tags_kept.to_string(), "unknown: it was not come to");
    assert_eq!(probed.names_unique, Measured::Known(true));
    assert_eq!((probed.archived.len(), probed.left.len()), (2, 0));
    check_harmless(&sandbox);
    let campaigns = sandbox.world().campaigns();
    assert!(campaigns.iter().all(|it| it.state.as_str() == "ARCHIVED"));
}

#[tokio::test]
async fn creates_of_unknown_outcome_are_looked_for_and_archived() {
    let create = "POST /ras/v1/campaigns";
    let timeout = || CannedAnswer::new(StatusCode::GATEWAY_TIMEOUT);
    // Applied at once, or late, or only after an answer that was heard.
    let (sandbox, ras) = with(|_| ()).await;
    sandbox.faults().after_applying(create, timeout());
    let found = probed(&sandbox, &ras).await;
    assert_eq!(found.names_unique, Measured::Known(true), "{found}");

    let (sandbox, ras) = with(|_| ()).await;
    let late = Fault::on(create).applied_late(Duration::from_millis(400));
    sandbox.faults().add(late.dropped());
    let found = probed(&sandbox, &ras).await;
    assert_eq!(found.tags_kept, Measured::Known(true), "{found}");

    // The second one, of the same name.
    let (sandbox, ras) = with(|it| it.unique_campaign_names = false).await;
    sandbox.faults().add(Fault::on(create));
    sandbox.faults().after_applying(create, timeout());
    let found = probed(&sandbox, &ras).await;
    assert!(found.names_unique.to_string().contains("504"), "{found}");
    assert_eq!(found.archived.len(), 3, "{found}");

    // One that never comes leaves a doubt, which is said.
    let (sandbox, ras) = with(|_| ()).await;
    sandbox.faults().answer_next(create, timeout());
    let probe = ras.probe().patience(Duration::from_millis(300));
    let found = probe.run().await.unwrap();
    assert!(found.in_doubt && found.archived.is_empty(), "{found}");
    assert!(found.to_string().ends_with("may still appear"), "{found}");
    assert!(sandbox.world().campaigns().is_empty());
}

#[tokio::test]
async fn what_cannot_be_archived_is_named() {
    let (sandbox, ras) = with(|_| ()).await;
    let refused = CannedAnswer::json(StatusCode::FORBIDDEN, r#"{"message":"no"}"#);
    let faults = Fault::on("campaigns/delete").times(10).not_applied();
    sandbox.faults().add(faults.answered(refused));
    let probe = ras.probe().patience(Duration::from_millis(300));
    let probed = probe.run().await.unwrap();
    let ids: Vec<_> = sandbox
        .world()
        .campaigns()
        .iter()
        .map(|it| it.campaign_id.clone())
        .collect();
    let left: Vec<&str> = probed.left.iter().map(|id| id.as_str()).collect();
    assert_eq!(left, ids);
    assert!(
        probed
            .to_string()
            .contains(&format!("NOT archived, do it       {}", ids[0]))
    );
    check_harmless(&sandbox);
}

#[tokio::test]
async fn a_profile_that_may_not_write_is_an_error_and_gets_no_campaign() {
    let sandbox = Sandbox::start().await.unwrap();
    let viewed = client(&sandbox).account().ras("3234567890123456");
    let error = viewed.probe().run().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    let world = sandbox.world_of("3234567890123456").unwrap();
    assert!(world.campaigns().is_empty());
}
