//! The body of an upgrade's pull request.

use serde_json::{Value, json};
use xtask::codegen::Layers;
use xtask::config::Config;
use xtask::document::parse_strict;
use xtask::sources::Sources;
use xtask::spec::diff::{Report, Side, diff};
use xtask::spec::{lint, report};

use crate::checkout::Checkout;

/// The report on a change of the retailers document.
fn reported(change: impl Fn(&mut Value)) -> String {
    let checkout = Checkout::new();
    let workspace = &checkout.workspace;
    workspace
        .write("Cargo.toml", "[workspace.package]\nversion = \"0.3.4\"\n")
        .unwrap();
    let sources = Sources::load(workspace).unwrap();
    let source = sources
        .by_id("retail-ad-service-retailer-identity")
        .unwrap();
    let layers = Layers::load(workspace, source, &Config::load(workspace).unwrap()).unwrap();
    let text = workspace.read(&source.contract()).unwrap();
    let old = parse_strict(text.as_bytes()).unwrap();
    let mut new = old.clone();
    change(&mut new);
    let lints = vec![(source.id.clone(), lint::lint(&source.id, &new, &layers))];
    let mut compared = Report::default();
    let diff = diff(
        &source.id,
        &Side::new("main", old),
        &Side::new("this", new),
        &layers,
    );
    compared.take(&source.id, Some(diff));
    report(workspace, &compared, &lints).unwrap()
}

#[test]
fn a_new_optional_field_is_a_minor_change_with_its_stub() {
    insta::assert_snapshot!(reported(|document| {
        document["components"]["schemas"]["Retailer"]["properties"]["logoUrl"] =
            json!({"type": "string"});
    }));
}

#[test]
fn a_version_that_no_generated_api_confirms_says_so() {
    let text = reported(|document| {
        document["components"]["schemas"]["Retailer"]["properties"]["lost"] =
            json!({"$ref": "#/components/schemas/Lost"});
    });
    assert!(text.contains("by the rules alone"), "{text}");
    assert!(text.contains("[RAS-L004]"), "{text}");
}

#[test]
fn the_suggested_version_follows_the_verdicts() {
    let check = |change: fn(&mut Value), wanted: &str| {
        let text = reported(change);
        assert!(text.contains(wanted), "{text}");
    };
    check(
        |document| document["tags"] = json!([]),
        "0.3.4 → **0.3.4**: nothing changes for anybody",
    );
    check(
        |document| {
            document["components"]["schemas"]["Retailer"]["properties"]["status"]["enum"] =
                json!(["ACTIVE", "NEW"])
        },
        "→ **0.4.0**: user code may have to change",
    );
    check(
        |document| {
            document["components"]["schemas"]["ListRetailersRequestContent"]["properties"]["maxResults"]
                ["maximum"] = json!(100)
        },
        "→ **0.3.5**",
    );
}
