//! `create`, `update`, `pause`, `enable`, `archive` and `negatives`.

use std::io::Write as _;
use std::process::Stdio;

use crate::session::{Session, check};

/// A session with one paused campaign of each targeting, and their ids.
fn two_campaigns() -> (Session, String, String) {
    let session = Session::new();
    let create = |name: &str, targeting: &str| {
        let arguments = ["campaigns", "create", name, "--targeting", targeting];
        let made = session.json(&[&arguments[..], &["--daily-budget", "20", "--sandbox"]].concat());
        made[0]["id"].as_str().unwrap().to_owned()
    };
    let (auto, manual) = (create("Auto", "auto"), create("Manual", "manual"));
    (session, auto, manual)
}

/// An ad group of the manual campaign.
fn ad_group(session: &Session, campaign: &str) -> String {
    let arguments = [
        "ad-groups",
        "create",
        "Shoes",
        "--campaign",
        campaign,
        "--sandbox",
    ];
    let retailer = ["--retailer", "24483676143932", "--default-bid", "0.75"];
    let made = session.json(&[&arguments[..], &retailer[..]].concat());
    made[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_campaign_is_built_piece_by_piece() {
    let (session, _, manual) = two_campaigns();
    check!(session.shown(&["campaigns", "list", "--sandbox"]));
    let group = ad_group(&session, &manual);
    let ads = [
        "ads",
        "create",
        "OFFER-01-0001",
        "OFFER-01-0009",
        "--ad-group",
        &group,
    ];
    check!(session.shown(&[&ads[..], &["--sandbox"]].concat()));
    let targets = [
        "targets",
        "create",
        "red shoes",
        "blue shoes",
        "--match",
        "exact",
    ];
    let more = [
        "--match",
        "phrase",
        "--bid",
        "1.10",
        "--ad-group",
        &group,
        "--sandbox",
    ];
    check!(session.shown(&[&targets[..], &more[..]].concat()));
    let negatives = [
        "negatives",
        "add",
        "used",
        "--ad-group",
        &group,
        "--sandbox",
    ];
    check!(session.shown(&negatives));
    let negatives = [
        "negatives",
        "add",
        "for free",
        "--match",
        "phrase",
        "--campaign",
        &manual,
    ];
    check!(session.shown(&[&negatives[..], &["--sandbox", "-o", "json"]].concat()));
    check!(session.shown(&["targets", "list", "--sandbox"]));
}

#[test]
fn a_dry_run_creates_nothing_and_shows_what_it_would() {
    let session = Session::new();
    let new = [
        "campaigns",
        "create",
        "A",
        "B",
        "--targeting",
        "auto",
        "--daily-budget",
        "5",
    ];
    check!(session.shown(&[&new[..], &["--sandbox", "--dry-run"]].concat()));
    assert!(
        session
            .json(&["campaigns", "list", "--sandbox"])
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_the_service_refuses_is_told_item_by_item() {
    let session = Session::new();
    let new = [
        "campaigns",
        "create",
        "Good",
        " bad ",
        "--targeting",
        "auto",
        "--daily-budget",
        "5",
    ];
    check!(session.shown(&[&new[..], &["--sandbox"]].concat()));
    check!(session.shown(&[&new[..], &["--sandbox", "-o", "json"]].concat()));
    check!(session.shown(&["negatives", "add", "x", "--campaign", "1", "--sandbox"]));
    check!(session.shown(&["ads", "create", "x", "--ad-group", "1", "--sandbox"]));
}

#[test]
fn campaigns_are_paused_enabled_and_changed_and_what_is_so_already_is_not_sent() {
    let (session, auto, manual) = two_campaigns();
    check!(session.shown(&[
        "campaigns",
        "enable",
        &auto,
        &manual,
        "--sandbox",
        "--dry-run"
    ]));
    check!(session.shown(&["campaigns", "enable", &auto, "--sandbox"]));
    check!(session.shown(&["campaigns", "enable", &auto, &manual, "--sandbox"]));
    check!(session.shown(&["campaigns", "pause", &auto, "--sandbox", "-o", "json"]));
    let change = [
        "campaigns",
        "update",
        &auto,
        "--name",
        "Other",
        "--daily-budget",
        "30",
    ];
    let more = [
        "--top-of-search",
        "50",
        "--tag",
        "team=a",
        "--end-date",
        "2199-12-31",
    ];
    check!(session.shown(&[&change[..], &more[..], &["--sandbox"]].concat()));
    check!(session.shown(&[
        "campaigns",
        "update",
        &auto,
        "--end-date",
        "none",
        "--sandbox"
    ]));
    check!(session.shown(&["campaigns", "update", &auto, "--sandbox"]));
    check!(session.shown(&[
        "campaigns",
        "update",
        &auto,
        &manual,
        "--name",
        "x",
        "--sandbox"
    ]));
    let budget = [
        "campaigns",
        "update",
        &auto,
        "--daily-budget",
        "5000",
        "--sandbox",
    ];
    check!(session.shown(&budget));
    session.printed(&[&budget[..], &["--yes"]].concat());
}

#[test]
fn archiving_is_asked_about_and_what_is_archived_stays_so() {
    let (session, auto, _) = two_campaigns();
    check!(session.shown(&["campaigns", "archive", &auto, "--sandbox"]));
    check!(session.shown(&["campaigns", "archive", &auto, "--sandbox", "--yes"]));
    check!(session.shown(&["campaigns", "archive", &auto, "--sandbox", "--yes"]));
    check!(session.shown(&["campaigns", "enable", &auto, "--sandbox"]));
}

#[test]
fn every_noun_is_changed_in_the_same_way() {
    let session = Session::with_auto_campaign();
    for noun in ["targets", "ads", "ad-groups"] {
        let listed = session.json(&[noun, "list", "--sandbox"]);
        let id = listed[0]["id"].as_str().unwrap();
        check!(session.shown(&[noun, "pause", id, "--sandbox"]));
        check!(session.shown(&[noun, "update", id, "--state", "enabled", "--sandbox"]));
        session.printed(&[noun, "archive", id, "--sandbox", "--yes"]);
        let state = &session.json(&[noun, "show", id, "--sandbox"])["state"];
        assert_eq!(state, "ARCHIVED", "{noun}");
        check!(session.shown(&[noun, "pause", "1", "--sandbox"]));
    }
    let group = session.json(&["ad-groups", "list", "--all", "--sandbox"]);
    let group = group[0]["id"].as_str().unwrap();
    check!(session.shown(&[
        "ad-groups",
        "update",
        group,
        "--default-bid",
        "1",
        "--sandbox"
    ]));
}

#[test]
fn ids_come_from_stdin_and_many_of_them_need_a_yes() {
    let session = Session::new();
    let names: Vec<String> = (0..12).map(|number| format!("Campaign {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let options = ["--targeting", "auto", "--daily-budget", "5", "--sandbox"];
    let create = [&["campaigns", "create"], &names[..], &options[..]].concat();
    check!(session.shown(&create));
    session.printed(&[&create[..], &["--yes"]].concat());
    let listed = session.json(&["campaigns", "list", "--sandbox"]);
    let ids = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap().to_owned());
    let ids = ids.collect::<Vec<_>>().join("\n");
    let enable = |more: &[&str]| {
        let arguments = [&["campaigns", "enable", "-", "--sandbox"], more].concat();
        let mut command = session.command(&arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        process
            .stdin
            .take()
            .unwrap()
            .write_all(ids.as_bytes())
            .unwrap();
        session.transcript(&arguments, &process.wait_with_output().unwrap())
    };
    check!(enable(&[]));
    assert!(enable(&["--yes"]).contains("\nexit 0\n"));
    let enabled = session.json(&["campaigns", "list", "--state", "enabled", "--sandbox"]);
    assert_eq!(enabled.as_array().unwrap().len(), 12);
}
