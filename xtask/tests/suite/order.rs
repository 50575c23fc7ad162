//! The form of a document does not matter: order of keys, line ends, indentation.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
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

#[test]
fn a_text_that_refers_to_itself_where_nobody_looks_ends() {
    let mut document = whole();
    document["components"]["schemas"]["Thing"]["type"] = json!("string");
    // Whatever comes of it, it comes.
    let _ = preview("things", &document, &Layers::default());
}
