//! Changes beside the file, and when they are put into it.

use jiff::Timestamp;
use ras_core::ras::types::ProductAdOutput;
use serde_json::json;

use super::*;
use crate::behavior::Behavior;
use crate::clock::Clock;
use crate::recording::Recording;
use crate::seed::{Seed, Supply};

fn app() -> App {
    let seed = Seed::new(0, Supply::default());
    App::new(
        seed,
        Clock::default(),
        Behavior::default(),
        Recording::new(None, None, false),
    )
}

/// Adds an ad, as a request would.
fn change(app: &App, offer: &str) {
    let mut world = app.first.world();
    let ad: ProductAdOutput = serde_json::from_value(json!({
        "productAdId": world.product_ads.next_id(), "adGroupId": "1", "campaignId": "1",
        "retailerId": "1", "retailerOfferId": offer, "state": "ENABLED",
    }))
    .unwrap();
    world.product_ads.put(ad, Timestamp::UNIX_EPOCH);
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

#[test]
fn changes_are_written_apart_until_they_are_much_longer_than_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    let (app, changes) = (app(), beside(&file, "changes"));
    let kept = Kept::open(file.clone(), &app).unwrap();
    change(&app, "first");
    kept.keep(&app);
    // There was nothing that it could be a change of.
    assert!(text(&file).contains("first") && text(&changes).is_empty());
    change(&app, "second");
    kept.keep(&app);
    kept.keep(&app);
    assert!(!text(&file).contains("second"));
    assert_eq!(text(&changes).matches("second").count(), 1);
    kept.changes.lock().unwrap().as_mut().unwrap().length = LONG;
    change(&app, "third");
    kept.keep(&app);
    assert!(text(&file).contains("second") && text(&file).contains("third"));
    assert!(text(&changes).is_empty());
}

#[test]
fn what_cannot_be_written_apart_is_written_as_a_whole_and_at_the_latest_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    let app = app();
    let kept = Kept::open(file.clone(), &app).unwrap();
    change(&app, "first");
    kept.keep(&app);
    // A file that can only be read, as a full disk is.
    let changes = File::open(beside(&file, "changes")).unwrap();
    kept.changes.lock().unwrap().as_mut().unwrap().file = Some(changes);
    change(&app, "second");
    kept.keep(&app);
    assert!(text(&file).contains("second"));

    let gone = folder.path().join("gone");
    fs::rename(&file, &gone).unwrap();
    fs::create_dir(&file).unwrap();
    let changes = File::open(beside(&file, "changes")).unwrap();
    kept.changes.lock().unwrap().as_mut().unwrap().file = Some(changes);
    change(&app, "third");
    kept.keep(&app);
    fs::remove_dir(&file).unwrap();
    kept.end(&app).unwrap();
    assert!(text(&file).contains("third"));
}
