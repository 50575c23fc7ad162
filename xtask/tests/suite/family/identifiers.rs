//! Names that meet, hide something, or are none in Rust.

use serde_json::{Value, json};

use super::{Case, plain, stops};
use crate::small::{content, document, to, with_schemas};

fn text_members(names: &[&str]) -> Value {
    let members: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string"})))
        .collect();
    json!({"type": "object", "properties": members})
}

fn named(names: &[&str]) -> Value {
    let schemas: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), text_members(&["a"])))
        .collect();
    with_schemas(Value::Object(schemas))
}

fn operations(ids: &[&str]) -> Value {
    let mut paths = json!({});
    for (index, id) in ids.iter().enumerate() {
        paths[format!("/{index}")] =
            json!({"get": {"operationId": id, "responses": {"204": {"description": ""}}}});
    }
    document(paths, json!({}))
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        stops(
            "two schemas, one type",
            named(&["countryCode", "CountryCode"]),
            &["RAS-L030"],
            &["CountryCode2"],
        ),
        stops(
            "three schemas, one type",
            named(&["country_code", "country-code", "CountryCode"]),
            &["RAS-L030", "RAS-L030"],
            &[],
        ),
        stops(
            "schemas named like Rust's own types",
            named(&["Option", "String", "Vec", "Box", "Result", "Default"]),
            &[
                "RAS-L030", "RAS-L030", "RAS-L030", "RAS-L030", "RAS-L030", "RAS-L030",
            ],
            &["pub struct Vec2"],
        ),
        plain(
            "schemas named like keywords and our own types",
            named(&[
                "type",
                "Self",
                "Client",
                "Error",
                "Request",
                "async",
                "Money",
                "types",
                "Operation",
            ]),
            &["pub struct Self_", "pub struct Client"],
        ),
        plain(
            "schemas with signs and digits in the name",
            named(&["a.b", "1st", "list[Item]", "ASINList", "x-y", "Größe"]),
            &["pub struct AsinList", "pub struct X1st"],
        ),
        stops(
            "two members, one field",
            with_schemas(json!({"M": text_members(&["brandLogoAssetID", "brandLogoAssetId"])})),
            &["RAS-L031"],
            &[],
        ),
        stops(
            "two members, one field, both required",
            with_schemas(json!({"M": {"type": "object", "required": ["a-b", "a_b"],
            "properties": {"a-b": {"type": "string"}, "a_b": {"type": "string"}}}})),
            &["RAS-L031"],
            &[],
        ),
        stops(
            "two members of an inline object, one field",
            with_schemas(
                json!({"M": {"type": "object", "properties": {"in": text_members(&["x", "X"])}}}),
            ),
            &["RAS-L031"],
            &[],
        ),
        stops(
            "a member called extra beside others",
            with_schemas(
                json!({"M": {"type": "object", "properties": {"extra": {"type": "string"}}, "additionalProperties": {}}}),
            ),
            &["RAS-L031"],
            &[],
        ),
        plain(
            "members that are no identifiers",
            with_schemas(
                json!({"M": text_members(&["self", "type", "async", "1st", "$top", "a.b", "x y", "_id", "extra", "Über"])}),
            ),
            &["rename = \"$top\""],
        ),
        plain(
            "required members that are no identifiers",
            with_schemas(
                json!({"M": {"type": "object", "required": ["self", "type", "1st", "a.b"],
            "properties": {"self": {"type": "string"}, "type": {"type": "integer"}, "1st": {"type": "boolean"}, "a.b": {"type": "string"}}}}),
            ),
            &[],
        ),
        plain(
            "members named like what the code uses",
            with_schemas(
                json!({"M": text_members(&["new", "value", "with", "default", "serde", "call", "None"])}),
            ),
            &[],
        ),
        plain(
            "inline types in inline types with short names",
            with_schemas(json!({
                "X": {"type": "object", "properties": {
                    "a": {"type": "array", "items": {"type": "object", "properties": {
                        "b": {"type": "array", "items": {"type": "object", "properties": {
                            "c": {"type": "string", "enum": ["C"]},
                        }}},
                        "aBC": {"type": "object", "properties": {"e": {"type": "string", "enum": ["E"]}}},
                    }}},
                    "d": {"type": "object", "additionalProperties": {"type": "object", "properties": {
                        "f": {"type": "string", "enum": ["F"]},
                    }}},
                    "empty": {"type": "object", "properties": {}},
                    "g": {"type": "object", "title": "ABTest", "properties": {
                        "h": {"type": "string", "enum": ["H"]},
                    }},
                }},
                "Y": {"type": "array", "items": {"type": "object", "properties": {
                    "i": {"type": "string", "enum": ["I"]},
                }}},
                "V": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {
                    "type": "object", "properties": {"k": {"type": "string", "enum": ["K"]}},
                }},
                "Z": {"type": "object", "additionalProperties": {"type": "object", "properties": {
                    "j": {"type": "string", "enum": ["J"]},
                }}},
            })),
            &[],
        ),
        stops(
            "inline type named like a component",
            with_schemas(json!({
            "Bidding": {"type": "object", "properties": {"strategy": {"type": "string", "enum": ["A"]}}},
            "BiddingStrategy": {"type": "string", "enum": ["B", "C"]}})),
            &["RAS-L030"],
            &["BiddingStrategy2"],
        ),
        stops(
            "two inline types of one name",
            with_schemas(json!({
            "Ab": {"type": "object", "properties": {"cD": text_members(&["x"])}},
            "AbC": {"type": "object", "properties": {"d": text_members(&["y"])}}})),
            &["RAS-L030"],
            &[],
        ),
        stops(
            "inline body named like a component",
            document(
                json!({"/a": {"post": {"operationId": "send",
            "requestBody": content(text_members(&["a"])), "responses": {"200": content(to("SendBody"))}}}}),
                json!({"SendBody": text_members(&["b"])}),
            ),
            &["RAS-L030"],
            &[],
        ),
        stops(
            "schema named like the merged error",
            document(
                json!({"/a": {"get": {"operationId": "getA", "responses": {
            "200": content(to("ApiError")), "400": content(to("Problem"))}}}}),
                json!({"ApiError": text_members(&["a"]), "Problem": text_members(&["b"])}),
            ),
            &[],
            &["ApiError2"],
        ),
        stops(
            "two operation ids, one method",
            operations(&["listThings", "list_things", "ListThings"]),
            &["RAS-L002", "RAS-L002"],
            &[],
        ),
        stops(
            "operation ids that every client has",
            operations(&["new", "all"]),
            &["RAS-L002", "RAS-L002"],
            &["new2", "all2"],
        ),
        plain(
            "operation ids that are no identifiers",
            operations(&["type", "self", "1st", "a.b c", "Campaigns_list", "async"]),
            &[],
        ),
        stops(
            "operation ids without letters",
            operations(&["!", "日本"]),
            &["RAS-L002", "RAS-L002"],
            &["operation2"],
        ),
        stops(
            "operation id that stands twice",
            operations(&["same", "same"]),
            &["RAS-L002"],
            &[],
        ),
    ]
}
