//! No file holds a secret: neither those that the client writes nor our snapshots.

use std::fs;
use std::path::{Path, PathBuf};

use ras_highlevel::reports::{CampaignReport, Days, Format, ReportRequest};
use ras_highlevel::{FileTokenStore, Ras, Runs};

use super::CANARIES;
use crate::contract::watched::Sandbox;
use crate::launches::{AUTO, MANUAL, hasty, plan};

/// The only thing after a canary that a snapshot may have: no token of anybody.
const MADE_UP: [&str; 8] = [
    // The token of the tests of the wire.
    "Bearer Atza|token",
    // Hints of the doctor.
    "secrets with amzn1.oa2-cs.",
    "which begins with Atzr|",
    "which begins with Atza|",
    // The login that a served sandbox tells to people and to programs.
    "client secret   amzn1.oa2-cs.v1.sandbox",
    "refresh token   Atzr|sandbox-refresh",
    "\"client_secret\": \"amzn1.oa2-cs.v1.sandbox\"",
    "\"refresh_token\": \"Atzr|sandbox-refresh\"",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| match entry.file_type().unwrap().is_dir() {
            true if entry.file_name() == "target" => Vec::new(),
            true => files(&entry.path()),
            false => vec![entry.path()],
        })
        .collect()
}

#[track_caller]
fn check(file: &Path, text: &str) {
    let found = CANARIES.iter().find(|canary| text.contains(**canary));
    assert_eq!(found, None, "{}: {text}", file.display());
}

#[tokio::test]
async fn no_file_of_a_launch_or_a_report_holds_a_secret() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = std::time::Duration::ZERO;
        behavior.reports.processing = std::time::Duration::ZERO;
        behavior.reports.traffic_before_creation = true;
    });
    let folder = tempfile::tempdir().unwrap();
    let (runs, tokens) = (
        Runs::new(folder.path().join("runs")),
        folder.path().join("tokens"),
    );
    let fake = sandbox.credentials();
    crate::canary::watch();
    let ras = Ras::builder()
        .client_id(&fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(&fake.profile_id)
        .loopback(sandbox.addr())
        .token_store(std::sync::Arc::new(FileTokenStore::new(&tokens)))
        .build()
        .unwrap();
    // One that ends well, one that is undone, and one that is refused.
    let mut refused = plan(MANUAL);
    refused.name = "refused".to_owned();
    refused.ad_groups[0].offers = vec!["no such offer".to_owned()];
    for plan in [plan(AUTO), refused] {
        let launched = ras.launch(&plan).settings(hasty()).runs(&runs).await;
        assert_eq!(launched.is_ok(), plan.name != "refused");
    }
    let request = ReportRequest::<CampaignReport>::daily(Days::last(5));
    let mut handle = ras.reports().plan(&request).unwrap();
    ras.reports().start(&mut handle).await.unwrap();
    let report = ras.reports().wait(&mut handle).await.unwrap();
    fs::write(
        folder.path().join("handle.json"),
        serde_json::to_string(&handle).unwrap(),
    )
    .unwrap();
    report
        .save(folder.path().join("report.csv"), Format::Csv)
        .await
        .unwrap();
    ras.launch(&plan(AUTO))
        .settings(hasty())
        .runs(&runs)
        .undo()
        .await
        .unwrap();

    let written = files(folder.path());
    // Plan and journal of each run, the report and its handle, and the token.
    assert!(written.len() >= 7, "{written:?}");
    let mut with_token = 0;
    for file in written {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        if file.starts_with(&tokens) {
            // The access token alone, which the login of the sandbox counts.
            assert!(text.contains("Atza|"), "{text}");
            check(&file, &text.replacen("Atza|", "", 1));
            with_token += 1;
        } else {
            check(&file, &text);
        }
    }
    assert_eq!(with_token, 1);
}

#[test]
fn no_snapshot_holds_a_secret() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let all = ["crates", "tests", "xtask"].map(|folder| files(&root.join(folder)));
    let snapshots = all.into_iter().flatten();
    let snapshots = snapshots.filter(|file| file.extension().is_some_and(|end| end == "snap"));
    let mut count = 0;
    for file in snapshots {
        let text = fs::read_to_string(&file).unwrap();
        // The expression is the test's own source.
        let shown = text
            .lines()
            .filter(|line| !line.starts_with("expression: "));
        let mut text = shown.collect::<Vec<_>>().join("\n");
        for made_up in MADE_UP {
            text = text.replace(made_up, "");
        }
        check(&file, &text);
        count += 1;
    }
    assert!(count > 100, "only {count} were found");
}
