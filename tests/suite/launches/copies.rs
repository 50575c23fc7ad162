//! A journal that is replaced by an older copy of itself.

use std::path::{Path, PathBuf};

use ras_highlevel::engine::Stop;
use ras_highlevel::{LaunchError, Runs};

use super::{AUTO, MANUAL, client, ever, hasty, launched, living, plan, told};

use crate::contract::watched::Sandbox;

/// The journal in a folder of one run.
fn journal(folder: &Path) -> PathBuf {
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths = files.map(|entry| entry.unwrap().path());
    paths
        .find(|path| path.extension().is_some_and(|end| end == "journal"))
        .unwrap()
}

/// What a journal held after each of its lines.
fn copies(bytes: &[u8]) -> Vec<Vec<u8>> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    ends.map(|(end, _)| bytes[..=end].to_vec()).collect()
}

#[tokio::test]
async fn an_older_copy_of_a_journal_adds_nothing_to_what_was_launched_since() {
    for text in [MANUAL, AUTO] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.change_behavior(|behavior| behavior.unique_campaign_names = false);
        let folder = tempfile::tempdir().unwrap();
        let runs = Runs::new(folder.path());
        let mut settings = hasty();
        // Two journals of the same run are told apart; nothing is under way.
        settings.adopt_at_once = true;
        let launch = || {
            client(&sandbox)
                .launch(&plan(text))
                .settings(settings.clone())
                .runs(&runs)
        };
        launch().await.unwrap();
        let (wanted, count) = (launched(text).await, ever(&sandbox));
        let path = journal(folder.path());
        let whole = std::fs::read(&path).unwrap();
        let copies = copies(&whole);
        assert!(copies.len() > 10, "{}", copies.len());
        for copy in copies {
            std::fs::write(&path, &copy).unwrap();
            launch().await.unwrap();
            assert_eq!(living(&sandbox), wanted, "{} bytes", copy.len());
            assert_eq!(ever(&sandbox), count, "{} bytes", copy.len());
        }
    }
}

#[tokio::test]
async fn an_older_copy_of_a_journal_does_not_create_again_what_a_user_has_archived() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runs = Runs::new(folder.path());
    let ras = client(&sandbox);
    let launch = || ras.launch(&plan(MANUAL)).settings(hasty()).runs(&runs);
    let tree = launch().await.unwrap();
    let ad = tree.ad_groups[0].product_ads[0].id.clone();
    ras.product_ads().delete([ad]).await.unwrap().all().unwrap();
    let count = ever(&sandbox);
    let path = journal(folder.path());
    let whole = std::fs::read_to_string(&path).unwrap();
    // The campaign is known to it, and nothing below.
    let known = whole
        .split_inclusive('\n')
        .take_while(|line| !line.contains("[1]"));
    std::fs::write(&path, known.collect::<String>()).unwrap();
    let (end, _) = told(launch().start()).await;
    let error: LaunchError = end.unwrap_err();
    let stop = error.stopped().unwrap().stop();
    assert!(matches!(stop, Stop::LostEntity { .. }), "{error}");
    assert_eq!(ever(&sandbox), count);
}
