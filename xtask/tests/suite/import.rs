//! Taking in a published document.

use std::path::PathBuf;

use serde_json::{Value, json};
use xtask::document::{canonical, parse_strict};
use xtask::spec::{Outcome, import, structure_of};

use crate::checkout::Checkout;

/// A document of ours with prose wherever OpenAPI allows it.
fn with_prose() -> Value {
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Offline Report", "version": "3.0", "description": "prose"},
        "externalDocs": {"url": "https://example.com", "description": "prose"},
        "tags": [{"name": "Reports", "description": "prose"}],
        "paths": {"/a/{description}": {
            "summary": "prose",
            "get": {
                "operationId": "getA", "summary": "prose", "description": "prose",
                "parameters": [{
                    "name": "description", "in": "path", "required": true, "description": "prose",
                    "example": "prose", "schema": {"type": "string", "description": "prose"},
                }],
                "requestBody": {"description": "prose", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/A"}, "example": {"summary": "prose"},
                }}},
                "responses": {"200": {
                    "description": "prose",
                    "headers": {"X": {"description": "prose", "schema": {"type": "string"}}},
                    "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/A"},
                        "examples": {"one": {"summary": "prose", "value": {"description": "prose"}}},
                    }},
                }},
            },
        }},
        "components": {"schemas": {"A": {
            "type": "object", "description": "prose", "example": "prose",
            "required": ["description"],
            "properties": {
                "description": {"type": "string", "description": "prose", "example": "prose"},
                "summary": {"type": "string", "enum": ["example"], "default": "example"},
                "example": {"type": "array", "items": {"type": "string", "description": "prose"}},
            },
        }}},
    })
}

#[test]
fn prose_goes_and_structure_stays() {
    insta::assert_snapshot!(canonical(&structure_of(&with_prose())));
}

#[test]
fn a_structure_is_its_own_structure() {
    let checkout = Checkout::new();
    for name in [
        "retail-ad-service",
        "retail-ad-service-retailer-identity",
        "product-metadata",
        "reporting-v3",
    ] {
        let text = checkout
            .workspace
            .read(&format!("openapi/contract/{name}.json"))
            .unwrap();
        let contract = parse_strict(text.as_bytes()).unwrap();
        assert_eq!(canonical(&structure_of(&contract)), text, "{name}");
    }
}

#[test]
fn the_same_document_in_another_form_changes_nothing() {
    let checkout = Checkout::new();
    let contract = checkout
        .workspace
        .read("openapi/contract/reporting-v3.json")
        .unwrap();
    let document: Value = serde_json::from_str(&contract).unwrap();
    let file = checkout.workspace.path("downloaded.json");
    for text in [
        serde_json::to_string(&document).unwrap(),
        contract.replace('\n', "\r\n"),
    ] {
        std::fs::write(&file, text).unwrap();
        assert_eq!(
            import(&checkout.workspace, &file).unwrap().outcome,
            Outcome::Unchanged
        );
    }
    assert!(checkout.passes());
}

#[test]
fn a_new_document_becomes_the_contract_and_its_import_can_be_repeated() {
    let checkout = Checkout::new();
    let file = checkout.workspace.path("downloaded.json");
    std::fs::write(&file, with_prose().to_string()).unwrap();
    let first = import(&checkout.workspace, &file).unwrap();
    assert_eq!(
        (first.id.as_str(), first.outcome),
        ("reporting-v3", Outcome::Imported)
    );
    let contract = checkout
        .workspace
        .read("openapi/contract/reporting-v3.json")
        .unwrap();
    assert!(!contract.contains("prose"));
    let second = import(&checkout.workspace, &file).unwrap();
    assert_eq!(second.outcome, Outcome::Unchanged);
    assert_eq!(
        checkout
            .workspace
            .read("openapi/contract/reporting-v3.json")
            .unwrap(),
        contract
    );
}

#[test]
fn what_is_no_document_of_ours_is_refused_with_the_place() {
    let checkout = Checkout::new();
    let check = |bytes: &[u8], wanted: &str| {
        let file: PathBuf = checkout.workspace.path("downloaded.json");
        std::fs::write(&file, bytes).unwrap();
        let error = import(&checkout.workspace, &file).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
        assert!(error.contains("downloaded.json"), "{error}");
    };
    check(b"<html></html>", "HTML");
    check(b"{\"a\": \xff}", "not UTF-8");
    check(b"{\"a\": 1, \"a\": 2}", "`a` stands twice");
    check(b"{\"a\": 1} trailing", "not valid JSON");
    check(b"{\"openapi\": \"3.0.1\"}", "no `info.title`");
    check(
        br#"{"openapi":"3.0.1","info":{"title":"Other"}}"#,
        "no registered document is titled `Other`",
    );
    check(
        br#"{"openapi":"3.1.0","info":{"title":"Offline Report"}}"#,
        "`openapi` is 3.1.0",
    );
}
