//! Taking in a published document.

use serde_json::{Value, json};
use xtask::document::{canonical, parse_strict};
use xtask::spec::{Import, structure_of};

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

/// Writes a download and reads it as an import.
fn read(checkout: &Checkout, bytes: &[u8]) -> Result<Import, String> {
    let file = checkout.workspace.path("downloaded.json");
    std::fs::write(&file, bytes).unwrap();
    Import::read(&checkout.workspace, file.to_str().unwrap()).map_err(|error| format!("{error:#}"))
}

fn contract(checkout: &Checkout) -> String {
    checkout
        .workspace
        .read("openapi/contract/reporting-v3.json")
        .unwrap()
}

#[test]
fn the_same_document_in_another_form_changes_nothing() {
    let checkout = Checkout::new();
    let text = contract(&checkout);
    let document: Value = serde_json::from_str(&text).unwrap();
    for form in [
        serde_json::to_string(&document).unwrap(),
        text.replace('\n', "\r\n"),
        text.replace("  ", "\t"),
    ] {
        assert!(read(&checkout, form.as_bytes()).unwrap().is_unchanged());
    }
}

#[test]
fn prose_alone_changes_nothing() {
    let checkout = Checkout::new();
    let mut document: Value = serde_json::from_str(&contract(&checkout)).unwrap();
    document["info"]["description"] = "other words".into();
    document["components"]["schemas"]["AsyncReport"]["properties"]["url"]["example"] = "x".into();
    assert!(
        read(&checkout, document.to_string().as_bytes())
            .unwrap()
            .is_unchanged()
    );
}

#[test]
fn a_change_is_told_first_and_written_only_when_asked() {
    let checkout = Checkout::new();
    let before = contract(&checkout);
    let mut document: Value = serde_json::from_str(&before).unwrap();
    document["components"]["schemas"]["AsyncReport"]["properties"]["rows"] =
        json!({"type": "integer"});
    let import = read(&checkout, document.to_string().as_bytes()).unwrap();
    let diff = import.diff.as_ref().unwrap();
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(contract(&checkout), before, "reading writes nothing");

    import.write(&checkout.workspace).unwrap();
    assert!(contract(&checkout).contains("\"rows\""));
    assert!(
        read(&checkout, document.to_string().as_bytes())
            .unwrap()
            .is_unchanged()
    );
    let sources = checkout.workspace.read("openapi/sources.toml").unwrap();
    let hash = xtask::document::sha256_hex(document.to_string().as_bytes());
    assert!(sources.contains(&hash), "{sources}");
}

#[test]
fn what_is_no_document_of_ours_is_refused_with_the_place() {
    let checkout = Checkout::new();
    let check = |bytes: &[u8], wanted: &str| {
        let error = read(&checkout, bytes).unwrap_err();
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
    check(
        with_prose().to_string().as_bytes(),
        "only 0 of 2 paths are still there",
    );
    let too_long = vec![b' '; 20_000_001];
    check(&too_long, "more than 20000000");
}

#[test]
fn an_address_without_tls_is_not_fetched() {
    let checkout = Checkout::new();
    let error = Import::read(&checkout.workspace, "http://127.0.0.1:1/a.json").unwrap_err();
    assert!(error.to_string().contains("without TLS"), "{error}");
}
