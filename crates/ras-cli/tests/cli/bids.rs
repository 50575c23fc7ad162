//! `bids set` and `bids scale`.

use crate::session::{MANUAL, Session, check};

fn campaign(session: &Session) -> String {
    session.json(&["campaigns", "list", "--sandbox"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_bids_of_a_campaign_are_scaled_and_set() {
    let session = Session::with_auto_campaign();
    let id = campaign(&session);
    let scale = |share: &str, more: &[&str]| {
        let arguments = ["bids", "scale", share, "--campaign", &id, "--sandbox"];
        session.shown(&[&arguments[..], more].concat())
    };
    check!(scale("+10%", &["--dry-run"]));
    check!(scale("+10%", &[]));
    check!(scale(
        "-50%",
        &["--auto", "close-match", "--output", "json"]
    ));
    check!(scale("5", &["--max", "1.50"]));
    check!(session.shown(&["bids", "set", "0.40", "--ad-group", "1", "--sandbox"]));
    let set = [
        "bids",
        "set",
        "0.40",
        "--campaign",
        &id,
        "--auto",
        "loose-match",
    ];
    check!(session.shown(&[&set[..], &["--auto", "substitutes", "--sandbox"]].concat()));
    check!(session.shown(&["targets", "list", "--type", "auto", "--sandbox"]));
    check!(session.shown(&[&set[..], &["--sandbox", "--output", "json"]].concat()));
}

#[test]
fn a_whole_profile_is_changed_only_when_that_is_said() {
    let session = Session::with_auto_campaign();
    session.printed(&["launch", MANUAL, "--sandbox"]);
    check!(session.shown(&["bids", "scale", "+10%", "--sandbox"]));
    check!(session.shown(&["bids", "scale", "+10%", "--all", "--sandbox"]));
    check!(session.shown(&["bids", "scale", "10%", "--all", "--sandbox"]));
    check!(session.shown(&[
        "bids",
        "set",
        "0.01",
        "--all",
        "--auto",
        "complements",
        "--sandbox"
    ]));
}
