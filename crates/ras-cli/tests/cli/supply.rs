//! `profiles`, `retailers`, `products` and `doctor`.

use crate::session::{Session, check};

#[test]
fn profiles_are_shown_with_what_stands_in_their_way() {
    let session = Session::new();
    check!(session.shown(&["profiles", "--sandbox"]));
    check!(session.shown(&["profiles", "--usable", "--sandbox", "--output", "json"]));
    check!(session.shown(&["profiles"]));
}

#[test]
fn retailers_are_listed_and_searched() {
    let session = Session::new();
    check!(session.shown(&["retailers", "--sandbox"]));
    let first = session.json(&["retailers", "--sandbox"])[0].clone();
    let id = first["id"].as_str().unwrap();
    check!(session.shown(&["retailers", id, "--sandbox", "--output", "ndjson"]));
    check!(session.shown(&["retailers", id, "--sandbox", "--output", "json"]));
    let name = first["name"].as_str().unwrap().to_uppercase();
    assert_eq!(
        session.json(&["retailers", "--name", &name, "--sandbox"])[0],
        first
    );
    check!(session.shown(&["retailers", "--sandbox", "--profile", "7"]));
}

#[test]
fn products_are_searched_and_shown() {
    let session = Session::new();
    let search = [
        "products",
        "search",
        "--retailer",
        "24483676143932",
        "--sandbox",
    ];
    check!(session.shown(&[&search[..], &["--limit", "3"]].concat()));
    check!(session.shown(&[&search[..], &["--eligible", "--limit", "1", "-o", "json"]].concat()));
    let show = [
        "products",
        "show",
        "--retailer",
        "24483676143932",
        "--sandbox",
    ];
    check!(session.shown(&[&show[..], &["OFFER-01-0009"]].concat()));
    check!(session.shown(&[&show[..], &["OFFER-01-0009", "--output", "json"]].concat()));
    check!(session.shown(&[&show[..], &["OFFER-01-0001", "nothing"]].concat()));
    check!(session.shown(&["products", "search", "--retailer", "1", "--sandbox"]));
}

#[test]
fn the_doctor_examines_every_layer() {
    let session = Session::new();
    check!(session.shown(&["doctor", "--sandbox"]));
    check!(session.shown(&["doctor", "--sandbox", "--output", "json"]));
    check!(session.shown(&["doctor", "--sandbox", "--profile", "7"]));
    check!(session.shown(&["doctor"]));
}
