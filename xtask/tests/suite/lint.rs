//! What `spec lint` says about a document.

use serde_json::{Value, json};
use xtask::codegen::{Layers, culprits};
use xtask::config::Config;
use xtask::passes::Docs;
use xtask::spec::lint::{self, LintFormat, Severity};
use xtask::spec::lint_registered;

use crate::checkout::Checkout;

fn layers(config: &str) -> Layers {
    let config = Config::parse(&format!(
        "[m]\n{config}\n[m.retry]\nputThing = \"update\"\n"
    ))
    .unwrap();
    Layers {
        module: config.module("m").unwrap().clone(),
        ..Layers::default()
    }
}

fn document(schema: Value) -> Value {
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"put": {
            "operationId": "putThing",
            "requestBody": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"},
            }}},
            "responses": {
                "200": {"description": "", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"},
                }}},
                "400": {"description": "", "content": {"application/json": {
                    "schema": {"type": "object", "properties": {"message": {"type": "string"}}},
                }}},
            },
        }}},
        "components": {"schemas": {"Thing": schema}},
    })
}

fn codes(document: &Value, config: &str, least: Severity) -> Vec<&'static str> {
    lint::lint("things", document, &layers(config))
        .into_iter()
        .filter(|lint| lint.severity >= least && lint.finding.code() != "RAS-D003")
        .map(|lint| lint.finding.code())
        .collect()
}

#[test]
fn the_committed_contracts_have_no_finding() {
    let checkout = Checkout::new();
    for (id, lints) in lint_registered(&checkout.workspace, &[]).unwrap() {
        let shown = lint::render(&id, &lints, LintFormat::Text, false);
        assert_eq!(shown, "");
    }
}

#[test]
fn what_the_passes_mend_in_product_metadata_is_noted() {
    let checkout = Checkout::new();
    let found = lint_registered(&checkout.workspace, &["product-metadata".into()]).unwrap();
    insta::assert_snapshot!(lint::render(
        &found[0].0,
        &found[0].1,
        LintFormat::Text,
        true
    ));
}

#[test]
fn a_number_or_null_in_a_request_needs_a_decision() {
    let thing = document(json!({"type": "object", "properties": {
        "price": {"type": "number"},
        "end": {"type": "string", "nullable": true},
    }}));
    assert_eq!(codes(&thing, "", Severity::Error), ["RAS-L040", "RAS-L041"]);
    let decided = "plain-numbers = [\"Thing.price\"]\npatch = [\"Thing.end\"]";
    assert_eq!(codes(&thing, decided, Severity::Error), [""; 0]);
    let decided = "money = [\"Thing.price\"]\nplain-nulls = [\"Thing.end\"]";
    assert_eq!(codes(&thing, decided, Severity::Error), [""; 0]);
    let dead = format!("{decided}\nplain-numbers = [\"Thing.gone\"]");
    assert_eq!(codes(&thing, &dead, Severity::Error), ["RAS-C001"]);
}

#[test]
fn numbers_need_a_decision_wherever_a_request_has_them() {
    let list = json!({"type": "array", "items": {"type": "number"}});
    let thing = json!({"type": "object", "properties": {
        "bids": list,
        "byDay": {"type": "object", "additionalProperties": {"type": "number"}},
        "limits": {"type": "object", "properties": {"daily": {"type": "number"}}},
        "steps": {"type": "array", "items": {"type": "object", "properties": {"bid": {"type": "number"}}}},
        "more": {"$ref": "#/components/schemas/Bids"},
    }});
    let mut thing = document(thing);
    thing["components"]["schemas"]["Bids"] = list;
    let found = lint::lint("things", &thing, &layers(""));
    let undecided: Vec<&str> = found
        .iter()
        .filter(|lint| lint.finding.code() == "RAS-L040")
        .filter_map(|lint| lint.finding.message().split('`').nth(1))
        .collect();
    assert_eq!(
        undecided,
        [
            "Thing.bids",
            "Thing.byDay",
            "ThingLimits.daily",
            "Thing.more",
            "ThingStepsItem.bid",
        ]
    );
    let decided = "money = [\"Thing.bids\", \"Thing.byDay\", \"ThingLimits.daily\", \"ThingStepsItem.bid\"]\n\
        plain-numbers = [\"Thing.more\"]";
    assert_eq!(codes(&thing, decided, Severity::Error), [""; 0]);
}

#[test]
fn an_undocumented_name_comes_with_a_stub_to_paste() {
    let thing = document(json!({"type": "object", "properties": {
        "state": {"type": "string", "enum": ["ON"]},
        "place": {"type": "object", "properties": {"city": {"type": "string"}}},
    }}));
    let found = lint::lint("things", &thing, &layers(""));
    insta::assert_snapshot!(lint::render("things", &found, LintFormat::Text, false));
}

#[test]
fn a_stub_that_was_pasted_beside_its_key_is_told_where_it_belongs() {
    let twice =
        "schemas:\n  Thing:\n    values:\n      ON: Runs.\n    values:\n      OFF: Rests.\n";
    let finding = Docs::parse(twice, "openapi/docs/things.yaml").unwrap_err();
    assert_eq!(
        (finding.code(), finding.place()),
        ("RAS-D001", Some("openapi/docs/things.yaml"))
    );
    assert!(finding.message().contains("line 5") && finding.message().contains("duplicate"));
    assert!(
        finding
            .suggestion()
            .unwrap()
            .contains("below the one that is there")
    );
}

#[test]
fn every_defect_has_its_code() {
    let check = |schema: Value, wanted: &[&str]| {
        let found = codes(&document(schema.clone()), "", Severity::Note);
        assert_eq!(found, wanted, "{schema}");
    };
    let with = |property: Value| json!({"type": "object", "properties": {"a": property}});
    check(
        with(json!({"type": "integer", "default": "10"})),
        &["RAS-L012"],
    );
    check(
        with(json!({"type": "boolean", "default": "false"})),
        &["RAS-L012"],
    );
    check(with(json!({"format": "int32"})), &["RAS-L034"]);
    check(
        with(json!({"type": "string", "enum": [1, 2]})),
        &["RAS-L034"],
    );
    check(
        with(json!({"type": "string", "enum": ["A"]})),
        &["RAS-L050"],
    );
    check(
        json!({"type": "object", "required": ["b"], "properties": {"a": {"type": "string"}}}),
        &["RAS-L032"],
    );
    check(
        with(json!({"oneOf": [{"type": "string"}, {"type": "integer"}]})),
        &["RAS-L036"],
    );
    check(
        json!({"type": "object", "properties": {"aB": {"type": "string"}, "ab": {"type": "string"}}}),
        &["RAS-L031"],
    );
}

#[test]
fn defects_of_operations_have_their_codes() {
    let check = |pointer: &str, value: Value, wanted: &[&str]| {
        let mut document = document(json!({"type": "object", "properties": {}}));
        *document.pointer_mut(pointer).unwrap() = value.clone();
        let found = codes(&document, "", Severity::Note);
        assert_eq!(found, wanted, "{value}");
    };
    let put = "/paths/~1things/put";
    let responses = format!("{put}/responses");
    let thing = json!({"schema": {"$ref": "#/components/schemas/Thing"}});
    check(
        &format!("{put}/requestBody/content"),
        json!({"application/vnd.thing.v1+json": thing}),
        &["RAS-L010"],
    );
    check(
        &format!("{put}/requestBody/content"),
        json!({"application/vnd.thing.v1+json": thing, "application/vnd.thing.v2+json": {"schema": {"type": "object"}}}),
        &["RAS-L011", "RAS-L010", "RAS-L010"],
    );
    check(
        &format!("{put}/requestBody/content"),
        json!({"multipart/form-data": {"schema": {"type": "object"}}}),
        &["RAS-L013"],
    );
    check(
        &responses,
        json!({"400": {"description": ""}}),
        &["RAS-L020"],
    );
    check(&format!("{put}/operationId"), json!("other"), &["RAS-C003"]);
    check(
        &format!("{responses}/200/content"),
        json!({"text/csv": {}}),
        &["RAS-L013"],
    );
}

#[test]
fn findings_can_be_read_by_programs_and_by_a_workflow() {
    let thing = document(json!({"type": "object", "properties": {"price": {"type": "number"}}}));
    let found = lint::lint("things", &thing, &layers(""));
    let found: Vec<_> = found
        .into_iter()
        .filter(|lint| lint.finding.code() == "RAS-L040")
        .collect();
    let json: Value =
        serde_json::from_str(&lint::render("things", &found, LintFormat::Json, false)).unwrap();
    assert_eq!(json[0]["usedBy"], json!(["PUT /things"]));
    assert_eq!(json[0]["severity"], "error");
    let github = lint::render("things", &found, LintFormat::Github, false);
    assert!(
        github.starts_with("::error file=openapi/contract/things.json,title=RAS-L040::"),
        "{github}"
    );
    assert_eq!(github.lines().count(), 1);
}

#[test]
fn every_part_that_the_generator_cannot_take_is_named() {
    let mut document = document(json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    let schemas = document.pointer_mut("/components/schemas").unwrap();
    schemas["Bad"] =
        json!({"type": "object", "properties": {"n": {"type": "integer", "default": "10"}}});
    schemas["Above"] =
        json!({"type": "object", "properties": {"bad": {"$ref": "#/components/schemas/Bad"}}});
    schemas["Worse"] = json!({"type": "integer", "enum": ["x"]});
    let found = culprits(&document);
    let parts: Vec<&str> = found.iter().map(|culprit| culprit.part.as_str()).collect();
    assert_eq!(parts, ["Bad", "Worse"], "{found:#?}");
    assert!(found[0].reproducer.len() < 400);
    assert!(!found[0].reproducer.contains("Above"));
}

#[test]
fn a_part_that_the_generator_cannot_take_is_a_finding_and_no_panic() {
    // Two success bodies of different types make progenitor panic; no pass lets them through,
    // so the document is given to the generator as it is.
    let mut document = document(json!({"type": "object"}));
    let responses = document
        .pointer_mut("/paths/~1things/put/responses")
        .unwrap();
    responses["201"] =
        json!({"description": "", "content": {"application/json": {"schema": {"type": "string"}}}});
    let effective = xtask::codegen::Effective {
        id: "things".into(),
        contract_sha256: String::new(),
        overlay_sha256: None,
        document,
        module: layers("").module,
        docs: Default::default(),
        log: Default::default(),
    };
    let error = xtask::codegen::generate_module(&effective).unwrap_err();
    let finding = error.downcast_ref::<xtask::Finding>().unwrap();
    insta::assert_snapshot!(finding);
    assert!(finding.attachment().unwrap().contains("/things"));
}

#[test]
fn a_text_that_refers_to_itself_where_nobody_looks_comes_to_an_end() {
    let thing = json!({"$ref": "#/components/schemas/Thing"});
    let spoilt = document(json!({"type": "string", "properties": {"parts": {"items": thing}}}));
    assert!(!lint::lint("things", &spoilt, &layers("")).is_empty());
}
