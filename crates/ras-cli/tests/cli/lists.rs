//! Lists and single entities, in every output.

use crate::session::{Session, check};

#[test]
fn every_noun_is_listed_as_a_table() {
    let session = Session::with_auto_campaign();
    for noun in ["campaigns", "ad-groups", "ads", "targets"] {
        check!(session.shown(&[noun, "list", "--sandbox"]));
    }
}

#[test]
fn every_noun_is_listed_for_programs() {
    let session = Session::with_auto_campaign();
    for noun in ["campaigns", "ad-groups", "ads", "targets"] {
        check!(session.shown(&[
            noun,
            "list",
            "--sandbox",
            "--limit",
            "1",
            "--output",
            "json"
        ]));
        check!(session.shown(&[noun, "list", "--sandbox", "--limit", "1", "--output", "csv"]));
    }
    check!(session.shown(&["ads", "list", "--sandbox", "--output", "ndjson"]));
}

#[test]
fn lists_can_be_narrowed() {
    let session = Session::with_auto_campaign();
    let count = |arguments: &[&str]| {
        session
            .json(&[arguments, &["--sandbox"]].concat())
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count(&["targets", "list"]), 6);
    assert_eq!(count(&["targets", "list", "--type", "auto"]), 4);
    assert_eq!(count(&["targets", "list", "--negative"]), 2);
    assert_eq!(count(&["targets", "list", "--state", "paused"]), 0);
    assert_eq!(count(&["campaigns", "list", "--name", "New"]), 1);
    assert_eq!(count(&["campaigns", "list", "--name", "Old"]), 0);
    assert_eq!(count(&["ads", "list", "--campaign", "1"]), 0);
}

#[test]
fn one_entity_is_shown_with_all_that_is_known() {
    let session = Session::with_auto_campaign();
    for noun in ["campaigns", "ad-groups", "ads", "targets"] {
        let listed = session.json(&[noun, "list", "--sandbox"]);
        let id = listed[0]["id"].as_str().unwrap();
        check!(session.shown(&[noun, "show", id, "--sandbox"]));
        assert_eq!(session.json(&[noun, "show", id, "--sandbox"]), listed[0]);
    }
}

#[test]
fn what_does_not_exist_is_an_error_with_a_code_of_its_own() {
    let session = Session::new();
    check!(session.shown(&["campaigns", "show", "1", "2", "--sandbox"]));
    check!(session.shown(&["targets", "show", "1", "--sandbox", "--output", "json"]));
    check!(session.shown(&["campaigns", "list", "--sandbox", "--profile", "7"]));
}

#[test]
fn an_empty_list_is_still_well_formed() {
    let session = Session::new();
    assert_eq!(
        session.printed(&["targets", "list", "--sandbox", "-o", "json"]),
        "[]\n"
    );
    assert_eq!(
        session.printed(&["targets", "list", "--sandbox", "-o", "ndjson"]),
        ""
    );
    check!(session.shown(&["targets", "list", "--sandbox", "-o", "csv"]));
    check!(session.shown(&["targets", "list", "--sandbox"]));
}
