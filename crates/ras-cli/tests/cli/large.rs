//! `targets create --from`: many rows, interrupted and gone on with.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::session::{Server, Session, check};

/// A session with an ad group in its own sandbox, and the beginning of a row in it.
fn place() -> (Session, String) {
    place_in("--sandbox")
}

/// A session with an ad group in a sandbox, and the beginning of a row in it.
fn place_in(sandbox: &str) -> (Session, String) {
    let session = Session::new();
    let campaign = [
        "campaigns",
        "create",
        "Many",
        "--targeting",
        "manual",
        "--daily-budget",
        "50",
    ];
    let campaign = session.json(&[&campaign[..], &[sandbox]].concat());
    let campaign = campaign[0]["id"].as_str().unwrap().to_owned();
    let group = [
        "ad-groups",
        "create",
        "All",
        "--campaign",
        &campaign,
        "--default-bid",
        "1",
    ];
    let group = session.json(&[&group[..], &["--retailer", "24483676143932", sandbox]].concat());
    let group = group[0]["id"].as_str().unwrap();
    let start = format!("{campaign},{group}");
    (session, start)
}

/// So many keywords as a file.
fn keywords(session: &Session, start: &str, count: usize) -> String {
    let mut text = "campaign,ad_group,keyword,match,bid\n".to_owned();
    for number in 0..count {
        writeln!(text, "{start},keyword {number},exact,0.50").unwrap();
    }
    session.file("targets.csv", &text)
}

fn count(session: &Session) -> usize {
    count_in(session, "--sandbox")
}

fn count_in(session: &Session, sandbox: &str) -> usize {
    session
        .json(&["targets", "list", sandbox])
        .as_array()
        .unwrap()
        .len()
}

fn results(session: &Session) -> String {
    std::fs::read_to_string(session.home().join("targets.csv.results.csv")).unwrap()
}

/// A record without its time.
fn timeless(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("seconds"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_row_gets_a_result_and_only_what_failed_is_sent_again() {
    let (session, start) = place();
    let good = format!("{start},red shoes,exact,0.50,\n{start},red shoes,phrase,0.60,paused\n");
    let bad = format!("{start},cheap,exact,0.01,\n");
    let header = "campaign,ad_group,keyword,match,bid,state\n";
    let file = session.file("targets.csv", &format!("{header}{good}{bad}"));
    let create = ["targets", "create", "--from", &file, "--sandbox"];
    check!(timeless(&session.shown(&create)));
    check!(results(&session));
    assert_eq!(count(&session), 2);
    // The same again would double nothing, and is refused all the same.
    check!(session.shown(&create));
    // Another row in the place of one that was sent is a slip.
    session.file("targets.csv", &format!("{header}{bad}{good}"));
    check!(timeless(
        &session.shown(&[&create[..], &["--retry"]].concat())
    ));
    session.file(
        "targets.csv",
        &format!("{header}{good}{}", bad.replace("0.01", "0.10")),
    );
    let retry = [&create[..], &["--retry", "--output", "json"]].concat();
    let ended: serde_json::Value = serde_json::from_str(&session.printed(&retry)).unwrap();
    assert_eq!(
        (&ended["done"], &ended["sent_now"]),
        (&3.into(), &1.into()),
        "{ended}"
    );
    assert_eq!(count(&session), 3);
}

#[test]
fn mistakes_are_found_before_anything_is_sent() {
    let (session, start) = place();
    let create = |text: &str| {
        let file = session.file("targets.csv", text);
        session.shown(&["targets", "create", "--from", &file, "--sandbox"])
    };
    check!(create("campaign,ad_group,keyword,match,bit\n"));
    check!(create("campaign,ad_group,keyword,match,bid\n"));
    let mut text = "campaign,ad_group,keyword,match,bid,negative\n".to_owned();
    for end in [
        "a,exact,0.5,",
        "b,exactly,0.5,",
        "c,exact,half,",
        "d,exact,,",
        "e,broad,,yes",
        "f,exact,1,yes",
        ",exact,1,",
        "g,exact,1,maybe",
    ] {
        writeln!(text, "{start},{end}").unwrap();
    }
    check!(create(&text).replace(&start, "C,G"));
    assert_eq!(count(&session), 0);
    check!(session.shown(&["targets", "create", "--from", "nowhere.csv", "--sandbox"]));
}

#[test]
fn many_rows_need_a_yes_and_a_dry_run_sends_none() {
    let (session, start) = place();
    let file = keywords(&session, &start, 2500);
    check!(session.shown(&["targets", "create", "--from", &file, "--sandbox"]));
    check!(session.shown(&[
        "targets",
        "create",
        "--from",
        &file,
        "--sandbox",
        "--dry-run"
    ]));
    assert_eq!(count(&session), 0);
    check!(timeless(&session.shown(&[
        "targets",
        "create",
        "--from",
        &file,
        "--sandbox",
        "--yes"
    ])));
    assert_eq!(count(&session), 2500);
}

/// Starts a creation, ends it by a signal once some rows are sent, and shows what it said.
#[cfg(unix)]
fn ended_by(signal: &str, session: &Session, sandbox: &str, file: &str) -> (Option<i32>, String) {
    let arguments = ["targets", "create", "--from", file, sandbox, "--yes"];
    let mut command = session.command(&arguments);
    let process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let path = session.home().join("targets.csv.results.csv");
    while std::fs::metadata(&path).map_or(0, |file| file.len()) < 100_000 {
        assert!(Instant::now() < deadline, "nothing was sent");
        std::thread::sleep(Duration::from_millis(2));
    }
    let id = process.id().to_string();
    let killed = std::process::Command::new("kill")
        .args([signal, &id])
        .status()
        .unwrap();
    assert!(killed.success());
    let output = process.wait_with_output().unwrap();
    (output.status.code(), session.text(&output))
}

#[cfg(unix)]
#[test]
fn an_interrupted_creation_stops_between_two_requests_and_goes_on() {
    for (signal, code) in [("-INT", Some(130)), ("-TERM", Some(143)), ("-KILL", None)] {
        let server = Server::start(&[]);
        // A sandbox in the same process is killed with it, and has kept what it had answered.
        for sandbox in [&server.option(), "--sandbox"] {
            let (session, start) = place_in(sandbox);
            let file = keywords(&session, &start, 6_000);
            let (ended, text) = ended_by(signal, &session, sandbox, &file);
            assert_eq!(ended, code, "{signal}: {text}");
            if signal != "-KILL" {
                assert!(
                    text.contains("go on with: ras targets create --from"),
                    "{text}"
                );
                let results = results(&session);
                assert_eq!(results.lines().count(), 6_001, "one line a row");
                assert!(results.contains("not_sent") && !results.contains("unknown"));
            }
            let retry = [
                "targets", "create", "--from", &file, sandbox, "--yes", "--retry",
            ];
            session.printed(&retry);
            assert_eq!(count_in(&session, sandbox), 6_000, "{signal} {sandbox}");
            let ids: std::collections::HashSet<String> = results(&session)
                .lines()
                .skip(1)
                .map(|line| line.rsplit(',').nth(2).unwrap().to_owned())
                .collect();
            assert_eq!(ids.len(), 6_000, "{signal}: every row has an id of its own");
        }
    }
}

/// Many rows in one campaign, for tests of what is slow with many.
pub(crate) fn with_many_targets(count: usize) -> Session {
    let (session, start) = place();
    let file = keywords(&session, &start, count);
    session.printed(&["targets", "create", "--from", &file, "--sandbox", "--yes"]);
    session
}
