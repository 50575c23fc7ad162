//! An OpenAPI 3.0 document as JSON, and the ways to look at it.

mod canonical;
mod strict;
mod walk;
mod yaml;

pub use canonical::{canonical, sha256_hex};
pub use strict::parse_strict;
pub use walk::{Kind, Pointer, walk};
pub use yaml::parse_yaml;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The members of a path item that are operations.
pub const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// One operation of a document, for reading and changing.
#[derive(Debug)]
pub struct OperationMut<'a> {
    /// The path template.
    pub path: &'a str,
    /// The HTTP method in lower case.
    pub method: &'a str,
    /// The operation object.
    pub value: &'a mut Map<String, Value>,
}

impl OperationMut<'_> {
    /// Where the operation stands in the document.
    pub fn pointer(&self) -> Pointer {
        Pointer::root()
            .child("paths")
            .child(self.path)
            .child(self.method)
    }
}

/// Calls `visit` for every operation, in the order of the document.
pub fn each_operation<E>(
    document: &mut Value,
    mut visit: impl FnMut(OperationMut<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    for (path, item) in paths {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        for (method, operation) in item {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            if let Some(value) = operation.as_object_mut() {
                visit(OperationMut {
                    path,
                    method,
                    value,
                })?;
            }
        }
    }
    Ok(())
}

/// The component schemas; an empty map when the document has none.
pub fn schemas(document: &Value) -> Map<String, Value> {
    document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

/// The component schemas, for changing; created when the document has none.
pub fn schemas_mut(document: &mut Value) -> &mut Map<String, Value> {
    object(object(document, "components"), "schemas")
        .as_object_mut()
        .unwrap_or_else(|| unreachable!("`object` leaves an object"))
}

/// The member `key` as an object; whatever else stood there is replaced.
fn object<'a>(parent: &'a mut Value, key: &str) -> &'a mut Value {
    if !parent.is_object() {
        *parent = Value::Object(Map::new());
    }
    let member = &mut parent[key];
    if !member.is_object() {
        *member = Value::Object(Map::new());
    }
    member
}

/// The name behind `#/components/schemas/NAME`, when the schema is a reference.
pub fn schema_ref(schema: &Value) -> Option<&str> {
    schema
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

/// A reference to a component schema.
pub fn ref_to(name: &str) -> Value {
    serde_json::json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Calls `visit` for every schema name that is referenced anywhere below `value`.
pub fn each_ref(value: &Value, visit: &mut impl FnMut(&str)) {
    if let Some(name) = schema_ref(value) {
        visit(name);
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| each_ref(member, visit)),
        Value::Array(items) => items.iter().for_each(|item| each_ref(item, visit)),
        _ => {}
    }
}

/// All schemas of `known` that `part` refers to, directly or through others.
pub fn reached_schemas(part: &Value, known: &Map<String, Value>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = Vec::new();
    each_ref(part, &mut |name| open.push(name.to_owned()));
    while let Some(name) = open.pop() {
        if let Some(schema) = known.get(&name)
            && reached.insert(name)
        {
            each_ref(schema, &mut |name| open.push(name.to_owned()));
        }
    }
    reached
}

/// Changes the target of every schema reference below `value`.
pub fn rewrite_refs(value: &mut Value, rename: &impl Fn(&str) -> Option<String>) {
    if let Some(name) = schema_ref(value).and_then(rename) {
        value["$ref"] = Value::String(format!("#/components/schemas/{name}"));
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|m| rewrite_refs(m, rename)),
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite_refs(item, rename)),
        _ => {}
    }
}
