//! Versions of a document that cannot be read or generated as they are.

use serde_json::Value;
use xtask::overlay::Overlay;
use xtask::spec::diff::{Check, Format, Side, diff};

use super::{fixture, report_on};

fn overlay(actions: &str) -> Option<(Overlay, String)> {
    let file = "openapi/overlays/campaigns.overlay.yaml";
    let text = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    Some((Overlay::parse(&text, file).unwrap(), file.to_owned()))
}

#[test]
fn an_overlay_that_fits_one_side_only_is_to_decide_and_no_obstacle() {
    let mut layers = fixture::layers();
    layers.overlay = overlay(
        "- target: $.components.schemas.Campaign.properties.spend\n  \
           x-reason: a count\n  \
           update: {format: float}\n",
    );
    let mut edited = fixture::document();
    fixture::take(&mut edited, &fixture::schema("Campaign/properties/spend"));
    let to_decide = |old: Value, new: Value| {
        let found = diff(
            "campaigns",
            &Side::new("old", old),
            &Side::new("new", new),
            &layers,
        );
        match found.check {
            Some(Check::Compared { to_decide, .. }) => to_decide,
            other => panic!("{other:?}"),
        }
    };
    let notes = to_decide(fixture::document(), edited.clone());
    assert_eq!(notes, ["[RAS-O005] the target matches 0 nodes, not 1"]);
    assert_eq!(to_decide(edited, fixture::document()), [""; 0]);
}

#[test]
fn a_document_that_the_rules_cannot_read_is_a_change_that_none_claims() {
    let spoilt = |document: &mut Value| {
        let place = "/paths/~1campaigns/get/operationId";
        fixture::set(document, place, "createCampaigns".into());
    };
    insta::assert_snapshot!(
        "unreadable",
        report_on(spoilt).render(Format::Text).unwrap()
    );
    // What the overlay mends does not stand in the way of the rules.
    let mut layers = fixture::layers();
    layers.overlay = overlay(
        "- target: $.paths['/campaigns'].get\n  \
           x-reason: the id stands twice\n  \
           update: {operationId: listCampaigns}\n",
    );
    let mut edited = fixture::document();
    spoilt(&mut edited);
    let sides = [fixture::document(), edited].map(|document| Side::new("side", document));
    let found = diff("campaigns", &sides[0], &sides[1], &layers);
    assert_eq!(found.changes, []);
}
