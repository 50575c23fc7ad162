//! Many launches in one go.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use ras_highlevel::{Bulk, Launch, NewCampaign, Ras, Runs, Targeting, Usd};
use ras_sandbox::{AccountKind, CannedAnswer, Fault, Profile, Trouble};

use super::{MANUAL, client, hasty, living, plan};
use crate::contract::watched::Sandbox;

/// A sandbox with more profiles, and a client for each of them.
async fn crowd(profiles: usize) -> (Sandbox, Vec<Ras>) {
    let ids: Vec<String> = (1..=profiles)
        .map(|number| format!("9{number:015}"))
        .collect();
    let builder = ids
        .iter()
        .fold(ras_sandbox::Sandbox::builder(), |builder, id| {
            builder.profile(Profile::new(id, "Advertiser", AccountKind::Vendor))
        });
    let sandbox = Sandbox::watching(builder.start().await.unwrap());
    let account = client(&sandbox).account().clone();
    let clients = ids.iter().map(|id| account.ras(id.as_str())).collect();
    (sandbox, clients)
}

fn launch(ras: &Ras, name: &str, runs: &Runs) -> Launch {
    let mut plan = plan(MANUAL);
    plan.name = name.to_owned();
    ras.launch(&plan).settings(hasty()).runs(runs)
}

#[tokio::test]
async fn sixty_plans_of_six_profiles_with_troubles_are_each_live_once() {
    let (sandbox, clients) = crowd(6).await;
    sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
    for create in ["campaigns", "adGroups", "productAds", "targets"] {
        let on = || Fault::on(format!("POST /ras/v1/{create}"));
        sandbox.faults().add(on().dropped());
        sandbox.faults().add(on().not_applied().dropped().times(2));
        sandbox
            .faults()
            .add(on().applied_late(Duration::from_millis(300)).dropped());
        sandbox.faults().add(on().item(0, Trouble::MissingId));
        let gone = CannedAnswer::new(http::StatusCode::GATEWAY_TIMEOUT);
        sandbox.faults().add(on().answered(gone));
    }
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let all = clients.clone();
    let launches = stream::iter(0..60).map({
        let runs = runs.clone();
        move |number: usize| launch(&all[number % 6], &format!("Plan {number}"), &runs)
    });
    let report = Bulk::new().run(launches).report().await;
    assert_eq!((report.launched, report.failed()), (60, 0), "{report:?}");
    assert_eq!(sandbox.faults().pending(), 0);
    for ras in &clients {
        let world = sandbox.world_of(ras.profile().as_str()).unwrap();
        let campaigns = world.campaigns();
        assert!(
            campaigns
                .iter()
                .all(|campaign| campaign.state.as_str() == "ENABLED")
        );
        let counts = [
            campaigns.len(),
            world.ad_groups().len(),
            world.product_ads().len(),
        ];
        assert_eq!((counts, world.targets().len()), ([10, 10, 20], 50));
    }
    assert_eq!(runs.list().unwrap().len(), 60);
}

#[tokio::test]
async fn no_more_plans_are_read_and_under_way_than_allowed() {
    let (sandbox, clients) = crowd(3).await;
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let read = Arc::new(AtomicUsize::new(0));
    let launches = stream::iter(0..40_usize).map({
        let (read, clients) = (Arc::clone(&read), clients.clone());
        move |number| {
            read.fetch_add(1, Ordering::Relaxed);
            // One profile after the other, as in a sorted file.
            launch(&clients[number / 14], &format!("Plan {number}"), &runs)
        }
    });
    let bulk = Bulk::new().at_once(5).per_profile(2).look_ahead(15);
    let mut run = bulk.run(launches);
    let (mut ended, mut most) = (0, BTreeMap::new());
    while let Some(end) = run.next().await {
        end.end.unwrap();
        ended += 1;
        let waiting = read.load(Ordering::Relaxed) - ended;
        assert!(waiting <= 5 + 15 + 1, "{waiting} plans in memory");
        for ras in &clients {
            let world = sandbox.world_of(ras.profile().as_str()).unwrap();
            let campaigns = world.campaigns();
            let paused = campaigns
                .iter()
                .filter(|campaign| campaign.state.as_str() == "PAUSED");
            let most = most.entry(ras.profile().clone()).or_default();
            *most = paused.count().max(*most);
        }
    }
    assert_eq!(ended, 40);
    // Otherwise nothing went on at once.
    assert!(most.values().all(|most| (1..=2).contains(most)), "{most:?}");
}

#[tokio::test]
async fn one_report_counts_what_went_well_and_explains_what_did_not() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let foreign = NewCampaign::new("Taken", Targeting::Auto, Usd::dollars(5));
    ras.campaigns()
        .create([foreign])
        .await
        .unwrap()
        .all()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let mut refused = plan(MANUAL);
    refused.name = "Refused".to_owned();
    refused.ad_groups[0].offers.push("NO-SUCH-OFFER".to_owned());
    let mut empty = plan(MANUAL);
    empty.ad_groups.clear();
    let launches = [
        launch(&ras, "Fine", &runs),
        launch(&ras, "Taken", &runs),
        ras.launch(&refused).settings(hasty()).runs(&runs),
        ras.launch(&empty).settings(hasty()).runs(&runs),
    ];
    let run = Bulk::new().at_once(1).run(stream::iter(launches));
    let report = run.report().await;
    let lines = report.failures.iter().map(|failure| {
        let (why, hint) = (&failure.why, &failure.hint);
        format!("{}: {why}\n   {hint}", failure.position)
    });
    let lines: Vec<String> = lines.collect();
    insta::assert_snapshot!(format!("{report}\n{}", lines.join("\n")));
    assert_eq!(
        living(&sandbox)
            .iter()
            .filter(|line| line.contains("campaign"))
            .count(),
        2
    );
}

#[tokio::test]
async fn a_bulk_that_is_dropped_goes_on_with_what_is_left() {
    let (sandbox, clients) = crowd(2).await;
    sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let launches = || {
        let names = (0..12_usize).map(|number| format!("Plan {number}"));
        let launches = names.enumerate();
        let launches = launches.map(|(number, name)| launch(&clients[number % 2], &name, &runs));
        stream::iter(launches.collect::<Vec<_>>())
    };
    for ends in 0..3 {
        let mut run = Bulk::new().run(launches());
        for _ in 0..ends {
            run.next().await.unwrap().end.unwrap();
        }
    }
    let report = Bulk::new().run(launches()).report().await;
    assert_eq!((report.launched, report.failed()), (12, 0), "{report:?}");
    for ras in &clients {
        let world = sandbox.world_of(ras.profile().as_str()).unwrap();
        assert_eq!((world.campaigns().len(), world.targets().len()), (6, 30));
    }
}
