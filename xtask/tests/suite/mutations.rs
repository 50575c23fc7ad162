//! No JSON file makes the pipeline panic: documents spoiled in every way end in code or in
//! a finding that says where.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value, json};
use xtask::Finding;
use xtask::codegen::{Layers, preview};
use xtask::document::parse_strict;

/// A generator of its own, so that a seed means the same for ever (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }
}

/// A document of the family with one of everything.
fn whole() -> Value {
    let thing = json!({"$ref": "#/components/schemas/Thing"});
    let body = json!({"application/vnd.thing.v1+json": {"schema": thing}});
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            "/things/{id}": {
                "put": {
                    "operationId": "putThing",
                    "parameters": [
                        {"in": "path", "name": "id", "required": true, "schema": {"type": "string"}},
                        {"in": "header", "name": "Prefer", "schema": {"type": "string"}},
                        {"in": "query", "name": "states", "schema": {"type": "array", "items": {"$ref": "#/components/schemas/State"}}},
                    ],
                    "requestBody": {"required": true, "content": body},
                    "responses": {
                        "207": {"description": "", "content": body},
                        "400": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}}},
                        "503": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"code": {"type": "string"}}}}}},
                    },
                },
                "delete": {"operationId": "deleteThing", "responses": {"204": {"description": ""}}},
            },
        },
        "components": {"schemas": {
            "State": {"type": "string", "enum": ["ON", "OFF"]},
            "Thing": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                    "id": {"type": "string", "maxLength": 10},
                    "state": {"$ref": "#/components/schemas/State"},
                    "bid": {"type": "number", "format": "double"},
                    "end": {"type": "string", "format": "date", "nullable": true},
                    "count": {"type": "integer", "default": "10", "minimum": 1},
                    "parts": {"type": "array", "items": thing, "maxItems": 9},
                    "more": {"type": "object", "additionalProperties": {"type": "string"}},
                    "either": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/State"}]},
                },
            },
            "Refused": {"type": "object", "properties": {
                "code": {"type": "string", "enum": ["INVALID"]},
                "errors": {"type": "array", "items": {"type": "object", "properties": {"at": {"type": "string"}}}},
            }},
        }},
    })
}

/// The pointers of all nodes.
fn nodes(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| {
            nodes(
                member,
                &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")),
                found,
            );
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            nodes(item, &format!("{at}/{index}"), found);
        }),
        _ => {}
    }
}

/// Spoils one node and says how.
fn spoil(document: &mut Value, dice: &mut Dice) -> String {
    let mut places = Vec::new();
    nodes(document, "", &mut places);
    let at = places[dice.roll(places.len())].clone();
    let other = document
        .pointer(&places[dice.roll(places.len())])
        .cloned()
        .unwrap();
    let node = document.pointer_mut(&at).unwrap();
    let strange = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("é \u{0} \" }"),
        json!("#/components/schemas/Thing"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"$ref": "#/components/schemas/Nowhere"}),
        json!({"$ref": "#/components/schemas/Thing"}),
        json!({"type": "object", "properties": {"type": {"type": "nonsense"}}}),
        json!("type"),
    ];
    match (dice.roll(6), &mut *node) {
        (0, Value::Object(members)) if !members.is_empty() => {
            let key = members
                .keys()
                .nth(dice.roll(members.len()))
                .unwrap()
                .clone();
            members.remove(&key);
            format!("{at}: without {key}")
        }
        (1, Value::Object(members)) if !members.is_empty() => {
            let key = members
                .keys()
                .nth(dice.roll(members.len()))
                .unwrap()
                .clone();
            let member = members.remove(&key).unwrap();
            let name = [
                "x", "Self", "type", "1", "", "a-b", "$ref", "allOf", "enum", "nullable",
            ];
            let name = name[dice.roll(name.len())];
            members.insert(name.to_owned(), member);
            format!("{at}: {key} called {name}")
        }
        (2, Value::Object(members)) => {
            members.insert("twin".into(), other);
            format!("{at}: with another node")
        }
        (3, Value::Array(items)) if !items.is_empty() => {
            let again = items[dice.roll(items.len())].clone();
            items.push(again);
            format!("{at}: an item twice")
        }
        (4, node) => {
            *node = other;
            format!("{at}: another node")
        }
        (_, node) => {
            let value = strange[dice.roll(strange.len())].clone();
            let said = format!("{at}: {value}");
            *node = value;
            said
        }
    }
}

#[test]
fn a_spoiled_document_ends_in_code_or_in_a_finding_with_its_place() {
    const MUTANTS: u64 = 5_000;
    let (mut generated, mut found) = (0, 0);
    let mut wrong = String::new();
    for seed in 0..MUTANTS {
        let mut dice = Dice(seed);
        let mut document = whole();
        let spoiled: Vec<String> = (0..=dice.roll(3))
            .map(|_| spoil(&mut document, &mut dice))
            .collect();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let document = parse_strict(document.to_string().as_bytes())?;
            preview("things", &document, &Layers::default())
        }));
        match outcome {
            Ok(Ok(_)) => generated += 1,
            Ok(Err(error)) => match error.downcast_ref::<Finding>() {
                Some(finding) if finding.place().is_some() => found += 1,
                _ => {
                    let _ = writeln!(wrong, "seed {seed}, {spoiled:?}: no place: {error:#}");
                }
            },
            Err(_) => {
                let _ = writeln!(wrong, "seed {seed}, {spoiled:?}: panic");
            }
        }
    }
    assert_eq!(wrong, "");
    assert_eq!(generated + found, MUTANTS);
    // Both ends are reached often, or the mutations are too tame or too wild.
    assert!(
        generated > MUTANTS / 10 && found > MUTANTS / 10,
        "{generated} generated, {found} found"
    );
}

/// The same object with its members in another order.
fn shuffled(value: &Value, dice: &mut Dice, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut left: Vec<(&String, &Value)> = members.iter().collect();
            text.push('{');
            while !left.is_empty() {
                let (key, member) = left.swap_remove(dice.roll(left.len()));
                let _ = write!(text, "{}:\r\n\t ", Value::String(key.clone()));
                shuffled(member, dice, text);
                text.push_str(if left.is_empty() { "" } else { " ,\r\n" });
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                shuffled(item, dice, text);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

#[test]
fn the_order_of_keys_line_ends_and_indentation_do_not_matter() {
    let code = |text: &str| {
        let document = parse_strict(text.as_bytes()).unwrap();
        let preview = preview("things", &document, &Layers::default()).unwrap();
        (preview.generated.client, preview.generated.types)
    };
    let wanted = code(&whole().to_string());
    for seed in 0..20 {
        let mut text = String::new();
        shuffled(&whole(), &mut Dice(seed), &mut text);
        assert_ne!(text, whole().to_string());
        assert!(code(&text) == wanted, "seed {seed}:\n{text}");
    }
}

#[test]
fn shuffled_contracts_import_as_the_contracts_they_are() {
    let checkout = crate::checkout::Checkout::new();
    for id in ["retail-ad-service", "product-metadata", "reporting-v3"] {
        let path = format!("openapi/contract/{id}.json");
        let contract: Map<String, Value> =
            serde_json::from_str(&checkout.workspace.read(&path).unwrap()).unwrap();
        let mut text = String::new();
        shuffled(&Value::Object(contract), &mut Dice(7), &mut text);
        let file = checkout.workspace.path("downloaded.json");
        std::fs::write(&file, text).unwrap();
        let import =
            xtask::spec::Import::read(&checkout.workspace, file.to_str().unwrap()).unwrap();
        assert!(import.is_unchanged(), "{id}");
    }
}
