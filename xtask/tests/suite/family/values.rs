//! Types, formats, enums, objects and lists.

use serde_json::json;

use super::{Case, plain, stops};
use crate::small::{content, document, to, with_schemas};

fn enumeration(values: serde_json::Value) -> serde_json::Value {
    with_schemas(json!({"Kind": {"type": "string", "enum": values}}))
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        plain(
            "enum values that are no identifiers",
            enumeration(json!(["1", "a b", "x/y", "type", "Self", "größe"])),
            &["X1"],
        ),
        plain(
            "enum values that collide",
            enumeration(json!(["A_B", "a-b", "+", "-", "", "C"])),
            &["AB", "!AB2"],
        ),
        plain(
            "enum with an UNKNOWN of its own",
            enumeration(json!(["UNKNOWN", "UNKNOWN_VALUE", "KNOWN"])),
            &["UnknownValue"],
        ),
        plain(
            "enum values of other JSON types",
            enumeration(json!([true, 1, "true", null, 1.5])),
            &["True", "X1"],
        ),
        stops(
            "enum value that is an object",
            enumeration(json!(["A", {"b": 1}])),
            &["RAS-L034"],
            &[],
        ),
        plain("enum of one value", enumeration(json!(["ONLY"])), &["Only"]),
        plain("enum without values", enumeration(json!([])), &[]),
        plain(
            "enum named like its values",
            with_schemas(json!({"As": {"type": "string", "enum": ["As", "From"]}})),
            &[],
        ),
        plain(
            "integer enum",
            with_schemas(
                json!({"Level": {"type": "object", "properties": {"level": {"type": "integer", "enum": [1, 2]}}}}),
            ),
            &["i64"],
        ),
        plain(
            "enum without a type",
            with_schemas(json!({"Kind": {"enum": ["A", "B"]}})),
            &["pub enum Kind"],
        ),
        plain(
            "boolean enum",
            with_schemas(
                json!({"B": {"type": "object", "properties": {"b": {"type": "boolean", "enum": ["true"]}}}}),
            ),
            &["bool"],
        ),
        plain(
            "format without type",
            with_schemas(json!({"F": {"type": "object", "properties": {
                "a": {"format": "int32"}, "b": {"format": "date-time"}, "c": {"format": "double"}, "d": {"format": "uuid"},
            }}})),
            &["i32", "DateTime", "f64"],
        ),
        plain(
            "formats that are text",
            with_schemas(json!({"F": {"type": "object", "properties": {
                "a": {"type": "string", "format": "uuid"}, "b": {"type": "string", "format": "ipv4"},
                "c": {"type": "string", "format": "uri"}, "d": {"type": "string", "format": "byte"},
                "e": {"type": "string", "format": "binary"}, "f": {"type": "string", "format": "password"},
                "g": {"type": "string", "format": "date"}, "h": {"type": "integer", "format": "uint64"},
                "i": {"type": "string", "format": "int64"}, "j": {"type": "number", "format": "decimal"},
            }}})),
            &["!Uuid"],
        ),
        plain(
            "integer without format, numbers",
            with_schemas(json!({"N": {"type": "object", "properties": {
                "count": {"type": "integer"}, "price": {"type": "number"}, "rate": {"type": "number", "format": "float"},
            }}})),
            &["i64", "f64", "f32"],
        ),
        plain(
            "defaults of the wrong type",
            with_schemas(json!({"D": {"type": "object", "properties": {
                "max": {"type": "integer", "format": "int32", "default": "10"},
                "on": {"type": "boolean", "default": "false"},
                "flags": {"type": "array", "items": {"type": "boolean"}, "default": ["false", "true"]},
                "kind": {"type": "string", "enum": ["A"], "default": 1},
            }}})),
            &["The server's default: `10`"],
        ),
        plain(
            "bounds",
            with_schemas(
                json!({"B": {"type": "object", "minProperties": 1, "properties": {
                    "a": {"type": "integer", "minimum": 1, "maximum": 10}, "b": {"type": "string", "minLength": 3, "pattern": "^[A-Z]+$"},
                    "c": {"type": "array", "items": {"type": "string", "maxLength": 5}, "minItems": 1, "uniqueItems": true},
                }}}),
            ),
            &["!NonZero", "Vec<String>"],
        ),
        plain(
            "nullable everywhere",
            with_schemas(json!({
                "All": {"type": "object", "nullable": true, "required": ["a", "b", "c"], "properties": {
                    "a": {"type": "string", "nullable": true}, "b": to("All"), "c": to("Kind"),
                    "d": {"type": "array", "nullable": true, "items": {"type": "integer", "nullable": true}},
                    "e": {"type": "array", "items": to("Kind")},
                    "f": {"type": "object", "nullable": true, "properties": {"g": {"type": "boolean", "nullable": true}}},
                    "h": {"type": "string", "nullable": true, "enum": ["A", null]},
                    "i": {"type": "object", "additionalProperties": {"type": "string", "nullable": true}},
                }},
                "Kind": {"type": "string", "nullable": true, "enum": ["A", "B"]},
                "List": {"type": "array", "nullable": true, "items": {"type": "string"}},
            })),
            &["pub c: Option<Kind>", "pub b: Option<"],
        ),
        plain(
            "objects of any shape",
            with_schemas(json!({
                "Free": {"type": "object"}, "Empty": {}, "True": {"type": "object", "additionalProperties": true},
                "Map": {"type": "object", "additionalProperties": {"type": "integer"}},
                "MapOfMaps": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": to("Map")}},
                "Both": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "string"}},
                "Uses": {"type": "object", "required": ["free", "empty", "map"], "properties": {
                    "free": to("Free"), "empty": to("Empty"), "map": to("Map"), "any": {}, "object": {"type": "object"},
                }},
            })),
            &[],
        ),
        plain(
            "closed objects",
            with_schemas(
                json!({"Closed": {"type": "object", "additionalProperties": false,
            "properties": {"a": {"type": "object", "additionalProperties": false, "properties": {"b": {"type": "string"}}}}}}),
            ),
            &["!deny_unknown_fields"],
        ),
        plain(
            "lists of lists",
            with_schemas(json!({
                "Matrix": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
                "Rows": {"type": "object", "properties": {"rows": {"type": "array", "items": {"type": "array", "items": {
                    "type": "object", "properties": {"cell": {"type": "string"}}}}}}},
                "Untyped": {"type": "array"},
            })),
            &["Vec<Vec<"],
        ),
        plain(
            "schemas that contain themselves",
            with_schemas(json!({
                "Tree": {"type": "object", "properties": {"left": to("Tree"), "right": to("Tree"), "all": {"type": "array", "items": to("Tree")}}},
                "A": {"type": "object", "required": ["b"], "properties": {"b": to("B")}},
                "B": {"type": "object", "properties": {"a": to("A")}},
            })),
            &["Box<"],
        ),
        plain(
            "names of names",
            with_schemas(json!({
                "Id": {"type": "string"}, "SameId": to("Id"), "Count": {"type": "integer"}, "When": {"type": "string", "format": "date-time"},
                "Uses": {"type": "object", "required": ["id", "when"], "properties": {"id": to("SameId"), "when": to("When"), "n": to("Count")}},
            })),
            &["pub id: String"],
        ),
        plain(
            "names that lead in a circle",
            with_schemas(json!({"A": to("B"), "B": to("A"), "C": to("C"),
            "Uses": {"type": "object", "properties": {"a": to("A")}}})),
            &[],
        ),
        stops(
            "titles and extensions that the generator would read",
            with_schemas(json!({"T": {"type": "object", "title": "Option",
            "properties": {"a": {"type": "string", "title": "String", "enum": ["A"]}, "b": {"title": "String", "type": "object", "properties": {"c": {"type": "string"}}}},
            "x-rust-type": {"crate": "std", "version": "1", "path": "std::any::Any"}}})),
            &["RAS-L030", "RAS-L030"],
            &["pub enum TA"],
        ),
        plain(
            "required names that nobody declares",
            with_schemas(
                json!({"R": {"type": "object", "required": ["a", "ghost"], "properties": {"a": {"type": "string"}}}}),
            ),
            &["!ghost"],
        ),
        plain(
            "schema without type but with members",
            document(
                json!({"/a": {"get": {"operationId": "getA",
            "responses": {"200": content(json!({"properties": {"a": {"items": {"type": "string"}}}}))}}}}),
                json!({}),
            ),
            &["Vec<String>"],
        ),
    ]
}
