//! Bodies of requests and answers, and their media types.

use serde_json::{Value, json};

use super::{Case, plain, stops};
use crate::small::{content, document, to};

fn post(request: Value, answer: Value) -> Value {
    document(
        json!({
            "/a": {"post": {"operationId": "send", "requestBody": {"content": request}, "responses": {"200": {"description": "", "content": answer}}}},
            "/b": {"get": {"operationId": "other", "responses": {"200": content(to("Thing"))}}},
        }),
        json!({
            "Thing": {"type": "object", "properties": {"id": {"type": "string"}}},
            "Newer": {"type": "object", "properties": {"id": {"type": "string"}, "more": {"type": "string"}}},
        }),
    )
}

fn under(names: &[(&str, &str)]) -> Value {
    let entries = names
        .iter()
        .map(|(media, schema)| ((*media).to_owned(), json!({"schema": to(schema)})));
    Value::Object(entries.collect())
}

pub(super) fn cases() -> Vec<Case> {
    let thing = under(&[("application/json", "Thing")]);
    let vendor = |version: u8, schema: &'static str| {
        (format!("application/vnd.thing.v{version}+json"), schema)
    };
    let (v1, v3) = (vendor(1, "Thing"), vendor(3, "Thing"));
    let newer = vendor(3, "Newer");
    let pair =
        |a: &(String, &'static str), b: &(String, &'static str)| under(&[(&a.0, a.1), (&b.0, b.1)]);
    let binary = json!({"schema": {"type": "string", "format": "binary"}});
    vec![
        plain(
            "vendor media type",
            post(under(&[(&v3.0, "Thing")]), under(&[(&v1.0, "Thing")])),
            &[
                "content_type: Some(\"application/vnd.thing.v3+json\")",
                "accept: \"application/vnd.thing.v1+json\"",
            ],
        ),
        plain(
            "vendor media types, one schema",
            post(pair(&v1, &v3), pair(&v1, &v3)),
            &["thing.v1+json"],
        ),
        stops(
            "vendor media types, two schemas, in the request",
            post(pair(&v1, &newer), thing.clone()),
            &["RAS-L011"],
            &[
                "content_type: Some(\"application/vnd.thing.v3+json\")",
                "body: &types::Newer",
            ],
        ),
        stops(
            "vendor media types, two schemas, in both",
            post(
                pair(&v1, &newer),
                under(&[
                    ("application/vnd.answer.v1+json", "Thing"),
                    ("application/vnd.answer.v10+json", "Newer"),
                ]),
            ),
            &["RAS-L011", "RAS-L011"],
            &["answer.v10+json"],
        ),
        plain(
            "media type with parameters",
            post(
                under(&[("application/json; charset=utf-8", "Thing")]),
                thing.clone(),
            ),
            &["body: &types::Thing"],
        ),
        stops(
            "any media type in the answer",
            post(thing.clone(), under(&[("*/*", "Thing")])),
            &["RAS-L013"],
            &["accept: \"application/json\""],
        ),
        stops(
            "misspelt media type in the request",
            post(under(&[("a-pplication/json", "Thing")]), thing.clone()),
            &["RAS-L013"],
            &["content_type: Some(\"application/json\")"],
        ),
        stops(
            "multipart body",
            post(
                json!({"multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}}),
                thing.clone(),
            ),
            &["RAS-L013"],
            &["!fn send("],
        ),
        stops(
            "octet-stream body",
            post(json!({"application/octet-stream": binary}), thing.clone()),
            &["RAS-L013"],
            &["!fn send("],
        ),
        stops(
            "form body",
            post(
                json!({"application/x-www-form-urlencoded": {"schema": to("Thing")}}),
                thing.clone(),
            ),
            &["RAS-L013"],
            &["!fn send("],
        ),
        stops(
            "text/csv answer",
            post(
                thing.clone(),
                json!({"text/csv": {"schema": {"type": "string"}}}),
            ),
            &["RAS-L013"],
            &["!fn send("],
        ),
        plain(
            "JSON without a schema",
            post(
                json!({"application/json": {}}),
                json!({"application/json": {}}),
            ),
            &["serde_json::Value"],
        ),
        plain(
            "inline bodies with string defaults",
            post(
                json!({"application/json": {"schema": {"type": "object", "properties": {"max": {"type": "integer", "default": "10"}}}}}),
                json!({"application/json": {"schema": {"type": "object", "properties": {"on": {"type": "boolean", "default": "false"}}}}}),
            ),
            &["pub struct SendBody", "pub struct SendResponse"],
        ),
        plain(
            "bodies that are lists and scalars",
            post(
                json!({"application/json": {"schema": {"type": "array", "items": to("Thing")}}}),
                json!({"application/json": {"schema": {"type": "string"}}}),
            ),
            &["ResponseValue<String>"],
        ),
        plain(
            "bodies that are maps",
            post(
                json!({"application/json": {"schema": {"type": "object", "additionalProperties": to("Thing")}}}),
                json!({"application/json": {"schema": {"type": "object"}}}),
            ),
            &[],
        ),
        plain(
            "bodies that are inline enums and nullable",
            post(
                json!({"application/json": {"schema": {"type": "string", "enum": ["A", "B"]}}}),
                json!({"application/json": {"schema": {"type": "object", "nullable": true, "properties": {"a": {"type": "string"}}}}}),
            ),
            &[],
        ),
        plain(
            "scalar bodies",
            post(
                json!({"application/json": {"schema": {"type": "integer"}}}),
                json!({"application/json": {"schema": {"type": "boolean"}}}),
            ),
            &[],
        ),
        plain(
            "list of inline objects as a body",
            post(
                json!({"application/json": {"schema": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}}}),
                json!({"application/json": {"schema": {"type": "array", "items": {"type": "string", "enum": ["A"]}}}}),
            ),
            &[],
        ),
        plain(
            "body without content",
            document(
                json!({"/a": {"post": {"operationId": "send", "requestBody": {"content": {}},
            "responses": {"200": {"description": "", "content": {}}}}}}),
                json!({}),
            ),
            &["ResponseValue<()>"],
        ),
        plain(
            "encodings and examples",
            post(
                json!({"application/json": {"schema": to("Thing"), "encoding": {"id": {"contentType": "text/plain"}}, "example": {}}}),
                thing.clone(),
            ),
            &[],
        ),
    ]
}
