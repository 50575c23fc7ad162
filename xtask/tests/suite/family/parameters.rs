//! Path, query, header and cookie parameters.

use serde_json::{Value, json};

use super::{Case, plain, stops};
use crate::small::{content, document, to};

fn parameter(name: &str, place: &str, schema: Value) -> Value {
    json!({"name": name, "in": place, "schema": schema})
}

fn get(path: &str, parameters: Value) -> Value {
    document(
        json!({path: {"get": {"operationId": "getThings", "parameters": parameters, "responses": {"200": content(to("Thing"))}}}}),
        json!({
            "Thing": {"type": "object", "properties": {"id": {"type": "string"}}},
            "State": {"type": "string", "enum": ["ON", "OFF"]},
            "States": {"type": "array", "items": to("State")},
            "Id": {"type": "string", "maxLength": 10},
        }),
    )
}

pub(super) fn cases() -> Vec<Case> {
    let text = json!({"type": "string"});
    let query = |name: &str, schema: Value| parameter(name, "query", schema);
    let required = |mut parameter: Value| {
        parameter["required"] = true.into();
        parameter
    };
    let body = json!({"operationId": "send", "parameters": [query("body", text.clone())],
        "requestBody": content(to("Thing")), "responses": {"200": content(to("Thing"))}});
    vec![
        plain(
            "path parameters that nobody declares",
            get("/a/{thingId}/b/{other-id}", json!([])),
            &["thing_id: &str", "other_id: &str"],
        ),
        plain(
            "path parameter without its path",
            get("/a", json!([parameter("gone", "path", text.clone())])),
            &["!gone"],
        ),
        plain(
            "path parameters of every type",
            get(
                "/a/{a}/{b}/{c}/{d}/{e}/{f}",
                json!([
                    parameter("a", "path", json!({"type": "integer"})),
                    parameter("b", "path", to("State")),
                    parameter("c", "path", to("Id")),
                    parameter(
                        "d",
                        "path",
                        json!({"type": "array", "items": {"type": "string"}})
                    ),
                    parameter("e", "path", json!({"type": "boolean"})),
                    parameter("f", "path", json!({})),
                ]),
            ),
            &[],
        ),
        plain(
            "path-level parameters",
            document(
                json!({"/a/{id}": {
                    "parameters": [parameter("id", "path", json!({"type": "integer"})), query("all", json!({"type": "boolean"}))],
                    "get": {"operationId": "getA", "responses": {"204": {"description": ""}}},
                    "put": {"operationId": "putA", "parameters": [parameter("id", "path", text.clone())], "responses": {"204": {"description": ""}}},
                }}),
                json!({}),
            ),
            &["id: i64", "id: &str"],
        ),
        plain(
            "optional query parameters of every type",
            get(
                "/a",
                json!([
                    query("text", text.clone()),
                    query("number", json!({"type": "number"})),
                    query("count", json!({"type": "integer", "default": "10"})),
                    query("flag", json!({"type": "boolean", "default": "true"})),
                    query("state", to("State")),
                    query("kind", json!({"type": "string", "enum": ["A", "B"]})),
                    query("ids", json!({"type": "array", "items": {"type": "string"}})),
                    query("states", json!({"type": "array", "items": to("State")})),
                    query(
                        "kinds",
                        json!({"type": "array", "items": {"type": "string", "enum": ["X", "Y"]}})
                    ),
                    query("named", to("States")),
                    query("id", to("Id")),
                    query("day", json!({"type": "string", "format": "date"})),
                    query("nullable", json!({"type": "string", "nullable": true})),
                ]),
            ),
            &["text: Option<&str>", "flag: Option<bool>"],
        ),
        plain(
            "required query parameters of every type",
            get(
                "/a",
                json!([
                    required(query("text", text.clone())),
                    required(query(
                        "count",
                        json!({"type": "integer", "format": "int32"})
                    )),
                    required(query("flag", json!({"type": "boolean"}))),
                    required(query("state", to("State"))),
                    required(query(
                        "ids",
                        json!({"type": "array", "items": {"type": "integer"}})
                    )),
                    required(query("named", to("States"))),
                    required(query(
                        "when",
                        json!({"type": "string", "format": "date-time"})
                    )),
                ]),
            ),
            &["text: &str", "count: i32"],
        ),
        plain(
            "lists that are one text",
            get(
                "/a",
                json!([
                    {"name": "ids", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "pipes", "in": "query", "style": "pipeDelimited", "schema": {"type": "array", "items": {"type": "string"}}},
                    query("deep", json!({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})),
                ]),
            ),
            &["ids: Option<&str>", "pipes: Option<&str>"],
        ),
        plain(
            "parameter with a media type or without a schema",
            get(
                "/a",
                json!([
                    {"name": "filter", "in": "query", "content": {"application/json": {"schema": to("Thing")}}}, {"name": "bare", "in": "query"},
                ]),
            ),
            &["filter: Option<&str>"],
        ),
        stops(
            "query parameter that is an object",
            get("/a", json!([query("filter", to("Thing"))])),
            &["RAS-L014"],
            &["!get_things"],
        ),
        stops(
            "two parameters, one argument",
            get("/a/{id}", json!([query("id", text.clone())])),
            &["RAS-L014"],
            &[],
        ),
        stops(
            "two query parameters, one argument",
            get(
                "/a",
                json!([
                    query("startDate", text.clone()),
                    query("start_date", text.clone())
                ]),
            ),
            &["RAS-L014"],
            &[],
        ),
        stops(
            "parameter called body beside a body",
            document(
                json!({"/a": {"post": body}}),
                json!({"Thing": {"type": "object"}}),
            ),
            &["RAS-L014"],
            &[],
        ),
        plain(
            "parameters named like what the code uses",
            get(
                "/a/{self}/{call}",
                json!([
                    query("type", text.clone()),
                    query("body", text.clone()),
                    query("request", text.clone()),
                    query("url", text.clone()),
                    query("$top", text.clone()),
                    query("http", text.clone()),
                    query("filter.a[]", text.clone()),
                    query("1st", text.clone()),
                    query("value", text.clone()),
                    query("operations", text.clone()),
                ]),
            ),
            &[],
        ),
        plain(
            "parameter that stands twice",
            get(
                "/a",
                json!([
                    query("x", text.clone()),
                    query("x", json!({"type": "integer"}))
                ]),
            ),
            &["x: Option<&str>"],
        ),
        plain(
            "header and cookie parameters",
            get(
                "/a",
                json!([
                    required(parameter(
                        "Amazon-Advertising-API-Scope",
                        "header",
                        text.clone()
                    )),
                    parameter("session", "cookie", text.clone()),
                ]),
            ),
            &["!session", "!scope"],
        ),
        plain(
            "parameters of a list in other styles",
            get(
                "/a",
                json!([
                    {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "array", "items": {"type": "string"}}},
                ]),
            ),
            &[],
        ),
    ]
}
