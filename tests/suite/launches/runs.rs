//! A folder of runs: what it lists, keeps and refuses.

use ras_highlevel::engine::{MemoryJournal, RunPhase, Stop};
use ras_highlevel::{LaunchError, RunId, Runs, RunsError};

use super::crashes::dropped_after;
use super::{AUTO, MANUAL, client, hasty, plan, told};

use crate::contract::watched::Sandbox;

#[tokio::test]
async fn a_run_is_kept_until_it_is_done_and_can_be_resumed_without_the_plan() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path().join("runs"));
    assert!(runs.list().unwrap().is_empty());
    let launch = || {
        client(&sandbox)
            .launch(&plan(MANUAL))
            .settings(hasty())
            .runs(&runs)
    };
    assert_eq!(launch().status().unwrap().phase, RunPhase::Planned);
    dropped_after(20, launch()).await;

    let [Ok(run)] = &runs.list().unwrap()[..] else {
        panic!("{:?}", runs.list());
    };
    assert_eq!((run.id(), run.plan()), (&launch().run_id(), &plan(MANUAL)));
    assert_eq!(run.profile().as_str(), sandbox.credentials().profile_id);
    assert_eq!(run.status().unwrap().phase, RunPhase::Building);
    assert!(run.status().unwrap().is_open());

    let (end, steps) = told(client(&sandbox).resume(run).settings(hasty()).start()).await;
    let tree = end.unwrap();
    assert_eq!(steps[0], format!("run {} resumed", run.id()));
    let status = run.status().unwrap();
    assert_eq!((status.phase, status.planned), (RunPhase::Done, 9));
    assert_eq!(status.created.campaign.as_ref(), Some(&tree.campaign.id));
    assert!(status.created.enabled && !status.is_open());
    assert_eq!((status.created.in_doubt, status.audited), (0, None));

    // What is done is done: the same campaign, and nothing is sent but lists.
    let again = client(&sandbox)
        .resume(run)
        .settings(hasty())
        .await
        .unwrap();
    assert_eq!(again.campaign.id, tree.campaign.id);
    client(&sandbox)
        .resume(run)
        .settings(hasty())
        .audit()
        .await
        .unwrap();
    assert!(run.status().unwrap().audited.is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn plans_and_journals_can_be_read_by_their_owner_only_and_hold_no_secret() {
    use std::os::unix::fs::PermissionsExt as _;

    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path().join("runs"));
    client(&sandbox)
        .launch(&plan(MANUAL))
        .runs(&runs)
        .await
        .unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(runs.folder()), 0o700);
    let files: Vec<_> = std::fs::read_dir(runs.folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    let fake = sandbox.credentials();
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        let text = std::fs::read_to_string(&file).unwrap();
        for secret in [&fake.client_secret, &fake.refresh_token, "Atza"] {
            assert!(!text.contains(secret), "{}", file.display());
        }
    }
}

#[tokio::test]
async fn a_key_is_one_launch_and_another_plan_under_it_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let ras = client(&sandbox);
    let launch = |text: &str| ras.launch(&plan(text)).key("spring").settings(hasty());
    launch(MANUAL).runs(&runs).await.unwrap();
    launch(MANUAL).runs(&runs).await.unwrap();
    assert_eq!(sandbox.world().campaigns().len(), 1);
    // By its plan in the folder, and by the campaign's tag without it.
    let changed = MANUAL.replace("daily_budget = ", "daily_budget = 1");
    for launch in [launch(&changed).runs(&runs), launch(&changed)] {
        let error = launch.await.unwrap_err();
        assert!(
            matches!(error.stopped().unwrap().stop(), Stop::PlanMismatch),
            "{error}"
        );
    }
    assert_eq!(sandbox.world().campaigns().len(), 1);
}

#[tokio::test]
async fn a_folder_says_what_it_does_not_know_and_what_it_cannot_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let unknown: RunId = "euhyuhxzjniryfwr".parse().unwrap();
    assert!(matches!(runs.get(&unknown), Err(RunsError::Unknown(_))));
    assert!("../../etc/passwd".parse::<RunId>().is_err());

    let ras = client(&sandbox);
    ras.launch(&plan(AUTO)).runs(&runs).await.unwrap();
    let run = runs.list().unwrap().remove(0).unwrap();
    let other = ras.account().ras("2234567890123456");
    let error = other.resume(&run).await.unwrap_err();
    assert!(
        matches!(&error, LaunchError::Runs(RunsError::OtherProfile { .. })),
        "{error}"
    );

    let file = folder.path().join(format!("{}.plan.json", run.id()));
    std::fs::write(&file, r#"{"format":"ras-plan-9"}"#).unwrap();
    let error = runs.get(run.id()).unwrap_err();
    let text = error
        .to_string()
        .replace(&folder.path().display().to_string(), "runs");
    insta::assert_snapshot!(text.replace(run.id().as_str(), "RUN"));
}

#[tokio::test]
async fn settings_that_break_the_promise_are_refused_outside_of_a_sandbox() {
    let ras = ras_highlevel::Ras::builder()
        .client_id("id")
        .client_secret("secret")
        .refresh_token("token")
        .profile("1")
        .build()
        .unwrap();
    let error = ras
        .launch(&plan(MANUAL))
        .settings(hasty())
        .await
        .unwrap_err();
    assert!(matches!(error, LaunchError::Settings(_)), "{error:?}");
    insta::assert_snapshot!(error);
}

#[tokio::test]
async fn a_plan_has_the_same_run_on_every_machine_and_in_every_version() {
    let sandbox = Sandbox::start().await.unwrap();
    let run = |text: &str| client(&sandbox).launch(&plan(text)).run_id().to_string();
    // Should this change, campaigns whose journal is lost are not found any more: they
    // are refused as somebody else's, and have to be seen to by hand.
    // The name that the sample had when the runs were first pinned.
    let auto = AUTO.replace("My New Auto Campaign", "My New Campaign Name");
    assert_eq!(
        [run(MANUAL), run(&auto)],
        ["qu3skusgvpe225w5", "twiiwxgqzzkjbtw4"]
    );
    // How a plan is written does not matter.
    assert_eq!(run(&MANUAL.replace("5.00", "5")), run(MANUAL));
    // What is launched does.
    assert_ne!(run(&MANUAL.replace("5.00", "5.01")), run(MANUAL));
    let keyed = |text: &str| client(&sandbox).launch(&plan(text)).key("k").run_id();
    let in_file = format!("key = \"k\"\n{MANUAL}");
    assert_eq!(run(&in_file), keyed(MANUAL).to_string());
    assert_eq!(keyed(AUTO), keyed(MANUAL));
}

#[tokio::test]
async fn a_key_in_the_plan_and_a_key_of_the_launch_are_the_same_launch() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let in_file = plan(&format!("key = \"k\"\n{MANUAL}"));
    ras.launch(&in_file).settings(hasty()).await.unwrap();
    ras.launch(&plan(MANUAL))
        .key("k")
        .settings(hasty())
        .await
        .unwrap();
    assert_eq!(sandbox.world().campaigns().len(), 1);
}

#[tokio::test]
async fn a_run_that_was_begun_goes_on_though_later_rules_refuse_its_plan() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let ras = client(&sandbox);
    let begun = ras.launch(&plan(MANUAL)).settings(hasty()).runs(&runs);
    let run = begun.run_id();
    let tree = begun.await.unwrap();
    // As if its budget had become too small since.
    let file = folder.path().join(format!("{run}.plan.json"));
    let text = std::fs::read_to_string(&file).unwrap();
    let mut stored: serde_json::Value = serde_json::from_str(&text).unwrap();
    stored["plan"]["daily_budget"] = serde_json::json!("0.01");
    std::fs::write(&file, stored.to_string()).unwrap();
    let run = runs.get(&run).unwrap();
    assert!(run.plan().validate().has_errors());
    let again = ras.resume(&run).settings(hasty()).await.unwrap();
    assert_eq!(again.campaign.id, tree.campaign.id);
    // What was never begun is refused, whoever keeps its journal.
    let error = ras
        .launch(run.plan())
        .start_in(MemoryJournal::default())
        .await;
    assert!(matches!(error, Err(LaunchError::Plan(_))), "{error:?}");
}

#[tokio::test]
async fn the_audit_of_a_launch_that_never_was_keeps_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path().join("runs"));
    let launch = client(&sandbox).launch(&plan(MANUAL)).settings(hasty());
    launch.runs(&runs).audit().await.unwrap();
    assert!(!runs.folder().exists());
}
