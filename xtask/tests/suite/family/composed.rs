//! `allOf`, `anyOf`, `oneOf` and `not`.

use serde_json::json;

use super::{Case, plain, stops};
use crate::small::{to, with_schemas};

pub(super) fn cases() -> Vec<Case> {
    let one = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "kind": {"type": "string", "enum": ["ONE"]}}});
    let two = json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}, "kind": {"type": "string", "enum": ["TWO"]}}});
    let all = |composed: serde_json::Value| {
        let holder = json!({"type": "object", "properties": {
            "extraOne": {"allOf": [to("One"), {"properties": {"more": {"type": "string"}}}]},
        }});
        with_schemas(json!({
            "One": one.clone(), "Two": two.clone(), "Holder": holder, "Whole": composed,
        }))
    };
    vec![
        plain(
            "allOf of a reference and members",
            all(
                json!({"allOf": [to("One"), {"type": "object", "properties": {"c": {"type": "boolean"}}}]}),
            ),
            &["pub c: Option<bool>"],
        ),
        plain(
            "allOf beside members",
            all(
                json!({"type": "object", "properties": {"c": {"type": "boolean"}}, "allOf": [to("One")]}),
            ),
            &["pub c: Option<bool>"],
        ),
        plain(
            "allOf around one reference",
            all(json!({"type": "object", "properties": {
            "a": {"allOf": [to("One")], "description": "words"}, "b": {"allOf": [to("One")], "nullable": true}}})),
            &["pub a: Option<One>", "pub b: Option<One>"],
        ),
        plain(
            "allOf in a member and in a list",
            all(json!({"type": "object", "properties": {
            "a": {"allOf": [to("One"), to("One")]}, "b": {"type": "array", "items": {"allOf": [to("One"), {"properties": {"z": {"type": "string"}}}]}}}})),
            &[],
        ),
        stops(
            "allOf of a text and an object",
            all(json!({"allOf": [{"type": "string"}, to("One")]})),
            &["RAS-L035"],
            &[],
        ),
        stops(
            "allOf whose parts disagree",
            all(json!({"allOf": [to("One"), {"properties": {"a": {"type": "integer"}}}]})),
            &["RAS-L035"],
            &[],
        ),
        stops(
            "allOf of itself",
            all(json!({"allOf": [to("Whole"), to("One")]})),
            &["RAS-L035"],
            &[],
        ),
        plain(
            "oneOf of objects",
            all(
                json!({"oneOf": [to("One"), to("Two")], "discriminator": {"propertyName": "kind"}}),
            ),
            &["pub a: Option<String>", "pub b: Option<i64>"],
        ),
        plain(
            "oneOf of an object and a text",
            all(
                json!({"type": "object", "properties": {"m": {"oneOf": [to("One"), {"type": "string"}]}}}),
            ),
            &["serde_json::Value"],
        ),
        plain(
            "anyOf of an enum and a text",
            all(json!({"type": "object", "properties": {
            "m": {"anyOf": [{"type": "string", "enum": ["A", "B"]}, {"type": "string"}]}}})),
            &["pub enum WholeM"],
        ),
        plain(
            "anyOf of required names",
            all(
                json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}),
            ),
            &[],
        ),
        plain(
            "anyOf of a reference and null",
            all(json!({"type": "object", "required": ["m"], "properties": {
            "m": {"anyOf": [to("One"), {"enum": [null]}]}}})),
            &["pub m: Option<One>"],
        ),
        plain(
            "oneOf of numbers",
            all(
                json!({"type": "object", "properties": {"m": {"oneOf": [{"type": "integer"}, {"type": "number"}]}}}),
            ),
            &["f64"],
        ),
        plain(
            "oneOf that contains itself",
            all(json!({"oneOf": [to("Whole"), to("One")]})),
            &[],
        ),
        plain(
            "oneOf and allOf in members that lead back to the schema",
            with_schemas(json!({
                "Term": {"type": "object", "properties": {
                    "left": {"oneOf": [to("Term"), to("Leaf")]},
                    "right": {"type": "array", "items": {"anyOf": [to("Leaf"), to("Term")]}},
                    "other": {"allOf": [to("Term")], "nullable": true},
                }},
                "Leaf": {"type": "object", "properties": {"name": {"type": "string"}}},
                "Ping": {"type": "object", "properties": {"pong": {"oneOf": [to("Pong"), to("Leaf")]}}},
                "Pong": {"type": "object", "properties": {"ping": {"oneOf": [to("Ping"), to("Leaf")]}}},
            })),
            &[
                "pub left: Option<::serde_json::Value>",
                "pub other: Option<::std::boxed::Box<Term>>",
            ],
        ),
        stops(
            "allOf in a member that leads back to the schema",
            with_schemas(json!({"Term": {"type": "object", "properties": {
                "left": {"allOf": [to("Term"), {"properties": {"weight": {"type": "number"}}}]},
            }}})),
            &["RAS-L035"],
            &["pub left: Option<TermLeft>"],
        ),
        plain(
            "a part used twice on the way down",
            all(json!({"type": "object", "properties": {
                "m": {"oneOf": [to("One"), to("Holder")]},
                "n": {"allOf": [to("Holder"), {"properties": {"own": {"type": "string"}}}]},
            }})),
            &["pub own: Option<String>", "pub extra_one: Option<"],
        ),
        plain(
            "a reference that may be null as a part",
            all(json!({"type": "object", "properties": {
                "m": {"allOf": [{"allOf": [to("One")], "nullable": true}, {"properties": {"c": {"type": "boolean"}}}]},
            }})),
            &["pub c: Option<bool>"],
        ),
        plain(
            "oneOf of objects with one member of two types",
            all(
                json!({"oneOf": [to("One"), {"type": "object", "properties": {"a": {"type": "integer"}}}]}),
            ),
            &[],
        ),
        plain(
            "not",
            all(
                json!({"not": {"type": "string"}, "type": "object", "properties": {"a": {"not": {}}}}),
            ),
            &[],
        ),
        plain(
            "empty compositions",
            all(
                json!({"type": "object", "properties": {"a": {"allOf": []}, "b": {"oneOf": []}, "c": {"anyOf": [{}]}}}),
            ),
            &[],
        ),
    ]
}
