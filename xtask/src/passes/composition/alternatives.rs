//! One of several holds: what they share is certain, the rest is possible.

use serde_json::{Map, Value, json};

use super::{Composer, kind};
use crate::Finding;
use crate::document::Pointer;

impl Composer<'_> {
    pub(super) fn alternatives(
        &mut self,
        node: &mut Map<String, Value>,
        mut parts: Vec<Value>,
        at: &Pointer,
    ) -> Result<(), Finding> {
        let only_null = |part: &Value| part["enum"] == json!([null]);
        if parts.iter().any(only_null) {
            node.insert("nullable".into(), Value::Bool(true));
        }
        // `anyOf: [{required: [a]}, {required: [b]}]` limits what the members say already.
        let limit = |part: &Value| {
            part.as_object()
                .is_some_and(|part| part.keys().all(|key| key == "required"))
        };
        parts.retain(|part| !limit(part) && !only_null(part));
        parts.dedup();
        if parts.is_empty() {
            self.log
                .note(at, "which members go together is left to the server");
            return Ok(());
        }
        if let [_] = parts.as_slice() {
            return self.all_of(node, parts, at);
        }
        let mut schemas = Vec::new();
        for part in &parts {
            let schema = self.resolved(part, at)?;
            schemas.push(schema.unwrap_or_default());
        }
        if schemas
            .iter()
            .any(|s| s.get("nullable") == Some(&Value::Bool(true)))
        {
            node.insert("nullable".into(), Value::Bool(true));
        }
        let merged = merged(&schemas);
        let what = match &merged {
            Some(merged) => kind(merged).unwrap_or_default(),
            None => "JSON, because nothing tells them apart",
        };
        self.log
            .note(at, format!("{} alternatives as one {what}", parts.len()));
        match merged {
            Some(merged) => merge_into(node, merged),
            None => node.retain(|key, _| key == "description"),
        }
        Ok(())
    }
}

fn merge_into(node: &mut Map<String, Value>, merged: Map<String, Value>) {
    for (key, value) in merged {
        match (node.get_mut(&key), value) {
            (Some(Value::Object(own)), Value::Object(members)) if key == "properties" => {
                for (name, member) in members {
                    own.entry(name).or_insert(member);
                }
            }
            (Some(_), _) => {}
            (None, value) => {
                node.insert(key, value);
            }
        }
    }
}

fn merged(schemas: &[Map<String, Value>]) -> Option<Map<String, Value>> {
    let all = |wanted: &[&str]| {
        schemas
            .iter()
            .all(|schema| kind(schema).is_some_and(|kind| wanted.contains(&kind)))
    };
    if all(&["string"]) {
        return Some(texts(schemas));
    }
    if all(&["integer"]) || all(&["boolean"]) {
        return Some(Map::from_iter([(
            "type".into(),
            schemas[0]["type"].clone(),
        )]));
    }
    if all(&["integer", "number"]) {
        return Some(Map::from_iter([("type".into(), "number".into())]));
    }
    if all(&["object"]) {
        return objects(schemas);
    }
    None
}

/// Free text beside enums is an enum of all values: open enums keep the rest.
fn texts(schemas: &[Map<String, Value>]) -> Map<String, Value> {
    let mut values: Vec<Value> = Vec::new();
    for value in schemas
        .iter()
        .flat_map(|s| s.get("enum")?.as_array())
        .flatten()
    {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    let mut merged = Map::from_iter([("type".into(), "string".into())]);
    if !values.is_empty() {
        merged.insert("enum".into(), Value::Array(values));
    }
    merged
}

/// The members of all; `None` when two declare one member with different types, or
/// when an alternative takes any member.
fn objects(schemas: &[Map<String, Value>]) -> Option<Map<String, Value>> {
    let mut members = Map::new();
    let mut required: Option<Vec<Value>> = None;
    for schema in schemas {
        let properties = schema.get("properties")?.as_object()?;
        for (name, member) in properties {
            let first = members
                .entry(name.clone())
                .or_insert_with(|| member.clone());
            let enums = [&*first, member].map(|m| m["type"] == "string");
            if first != member && enums == [true, true] {
                // A constant that tells the alternatives apart: one enum of all.
                let both = [&*first, member].map(|m| m.as_object().cloned().unwrap_or_default());
                *first = Value::Object(texts(&both));
            } else if first != member {
                return None;
            }
        }
        let own = schema.get("required").and_then(Value::as_array);
        let own: Vec<Value> = own.cloned().unwrap_or_default();
        required = Some(match required {
            None => own,
            Some(common) => common.into_iter().filter(|n| own.contains(n)).collect(),
        });
    }
    let mut merged = Map::from_iter([
        ("type".into(), "object".into()),
        ("properties".into(), Value::Object(members)),
    ]);
    let required = required.unwrap_or_default();
    if !required.is_empty() {
        merged.insert("required".into(), Value::Array(required));
    }
    Some(merged)
}
