//! Error answers that become one type, and defects that meet.

use serde_json::{Value, json};

use super::{Case, plain, stops};
use crate::small::{content, document, to};

fn failing(schemas: &[(&str, Value)]) -> Value {
    let mut responses = json!({"200": content(json!({"type": "object"}))});
    let mut all = json!({});
    for (index, (name, schema)) in schemas.iter().enumerate() {
        responses[(400 + index).to_string()] = content(to(name));
        all[*name] = schema.clone();
    }
    document(
        json!({"/a": {"get": {"operationId": "getA", "responses": responses}}}),
        all,
    )
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

pub(super) fn cases() -> Vec<Case> {
    let text = json!({"type": "string"});
    let integer = json!({"type": "integer"});
    vec![
        plain(
            "several error types",
            failing(&[
                ("A", object(json!({"code": text, "message": text}))),
                (
                    "B",
                    object(json!({"details": text, "code": {"type": "string", "enum": ["X"]}})),
                ),
                (
                    "C",
                    object(
                        json!({"errors": {"type": "array", "items": object(json!({"field": text}))}}),
                    ),
                ),
                (
                    "D",
                    object(
                        json!({"errors": {"type": "array", "items": object(json!({"reason": text}))}}),
                    ),
                ),
            ]),
            &["pub struct ApiErrorErrors", "pub enum ApiErrorCode"],
        ),
        stops(
            "error members of two types",
            failing(&[
                ("A", object(json!({"code": text, "message": text}))),
                ("B", object(json!({"code": integer}))),
            ]),
            &["RAS-L021"],
            &["pub message"],
        ),
        stops(
            "error members, text and object",
            failing(&[
                ("A", object(json!({"error": text}))),
                ("B", object(json!({"error": object(json!({"why": text}))}))),
            ]),
            &["RAS-L021"],
            &[],
        ),
        stops(
            "error members deep inside",
            failing(&[
                (
                    "A",
                    object(json!({"e": object(json!({"n": text, "ok": text}))})),
                ),
                ("B", object(json!({"e": object(json!({"n": integer}))}))),
            ]),
            &["RAS-L021"],
            &[],
        ),
        stops(
            "lists of texts and of objects",
            failing(&[
                ("A", object(json!({"e": {"type": "array", "items": text}}))),
                (
                    "B",
                    object(json!({"e": {"type": "array", "items": object(json!({"a": text}))}})),
                ),
            ]),
            &["RAS-L021"],
            &[],
        ),
        plain(
            "two lists of texts",
            failing(&[
                ("A", object(json!({"e": {"type": "array", "items": text}}))),
                (
                    "B",
                    object(json!({"e": {"type": "array", "items": text, "maxItems": 3}})),
                ),
            ]),
            &["pub e: Vec<String>"],
        ),
        plain(
            "a list of numbers in one error",
            failing(&[(
                "A",
                object(json!({"e": {"type": "array", "items": integer}})),
            )]),
            &["Vec<i64>"],
        ),
        plain(
            "two errors that contain themselves",
            failing(&[
                ("A", object(json!({"cause": to("A"), "a": text}))),
                ("B", object(json!({"cause": to("B"), "b": text}))),
            ]),
            &[],
        ),
        plain(
            "an error member called extra",
            failing(&[("A", object(json!({"extra": text, "a": text})))]),
            &[],
        ),
        plain(
            "one error",
            failing(&[("A", object(json!({"code": integer})))]),
            &["pub struct ApiError"],
        ),
        plain(
            "no error answers",
            document(
                json!({"/a": {"get": {"operationId": "getA", "responses": {"200": content(to("T"))}}}}),
                json!({"T": {"type": "object"}}),
            ),
            &["pub struct ApiError"],
        ),
        stops(
            "an error that is a list",
            failing(&[("A", json!({"type": "array", "items": text}))]),
            &["RAS-L021"],
            &[],
        ),
        plain(
            "errors that are not JSON",
            document(
                json!({"/a": {"get": {"operationId": "getA", "responses": {"200": content(to("T")),
            "400": {"description": "", "content": {"text/html": {"schema": text}}}, "500": {"description": "", "content": {"*/*": {"schema": to("T")}}}}}}}),
                json!({"T": object(json!({"t": text}))}),
            ),
            &[],
        ),
        plain(
            "an error that is composed",
            failing(&[
                ("Base", object(json!({"code": text}))),
                (
                    "A",
                    json!({"allOf": [to("Base"), object(json!({"a": text}))]}),
                ),
                (
                    "B",
                    json!({"oneOf": [to("Base"), object(json!({"b": text}))]}),
                ),
            ]),
            &["pub a: Option<String>", "pub b: Option<String>"],
        ),
        plain(
            "an error that succeeds too",
            document(
                json!({"/a": {"get": {"operationId": "getA", "responses": {
            "207": content(object(json!({"errors": {"type": "array", "items": to("Item")}}))), "400": content(object(json!({"errors": {"type": "array", "items": to("Item")}}))), "500": content(object(json!({"errors": {"type": "array", "items": to("Item")}, "m": text})))}}}}),
                json!({"Item": {"type": "object", "required": ["reason"], "properties": {"reason": text, "index": integer}}}),
            ),
            &["pub struct Item"],
        ),
        plain(
            "error members that differ in words and bounds",
            failing(&[
                ("A", object(json!({"n": {"type": "integer", "minimum": 1}}))),
                (
                    "B",
                    object(
                        json!({"n": {"type": "integer", "description": "words", "nullable": true}}),
                    ),
                ),
            ]),
            &[],
        ),
        stops(
            "everything together",
            document(
                json!({
                    "/v1/things/{thingId}": {"parameters": [{"name": "Scope", "in": "header", "schema": text}], "post": {
                        "parameters": [{"name": "max", "in": "query", "schema": {"type": "integer", "default": "5"}}],
                        "requestBody": {"content": {"application/vnd.t.v1+json": {"schema": to("thing")}, "application/vnd.t.v2+json": {"schema": to("Thing")}}},
                        "responses": {"207": content(to("thing")), "400": content(to("E1")), "404": content(to("E2"))}}},
                    "/v1/upload": {"put": {"operationId": "upload", "requestBody": {"content": {"multipart/form-data": {"schema": {}}}}, "responses": {"default": {"description": ""}}}},
                }),
                json!({
                    "thing": {"type": "object", "required": ["gone"], "additionalProperties": false, "properties": {"assetID": {"format": "int64"}, "assetId": text, "self": {"type": "string", "enum": ["A", "a", "UNKNOWN"]}}},
                    "Thing": {"allOf": [to("thing"), object(json!({"more": {"type": "boolean", "default": "true"}}))]},
                    "E1": object(json!({"code": text})), "E2": object(json!({"code": integer})),
                }),
            ),
            &["RAS-L031", "RAS-L011", "RAS-L013", "RAS-L021", "RAS-L030"],
            &[],
        ),
    ]
}
