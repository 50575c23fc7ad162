//! Types and values that contradict each other: a `format` without its `type`, an
//! enum value written as another JSON type.

use serde_json::{Map, Value};

use super::{Context, Log, shape};
use crate::Finding;
use crate::document::{Kind, Pointer, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind == Kind::Schema {
            add_type(node, at, log);
            coerce_enum(node, at, log)?;
        }
        Ok(())
    })
}

fn add_type(node: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    let composed = ["$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| node.contains_key(*key));
    if node.contains_key("type") || composed {
        return;
    }
    let implied = match node.get("format").and_then(Value::as_str) {
        Some("int32" | "int64") => Some("integer"),
        Some("float" | "double") => Some("number"),
        Some(_) => Some("string"),
        None if node.contains_key("properties") => Some("object"),
        None if node.contains_key("items") => Some("array"),
        None if node.contains_key("enum") => Some("string"),
        None => None,
    };
    if let Some(implied) = implied {
        log.note(at, format!("type `{implied}` added"));
        node.insert("type".into(), implied.into());
    }
}

/// Enum values take the declared type; an enum of anything but strings becomes plain,
/// since an open enum has text to keep.
fn coerce_enum(node: &mut Map<String, Value>, at: &Pointer, log: &mut Log) -> Result<(), Finding> {
    if !node.contains_key("enum") {
        return Ok(());
    }
    if node.get("type").and_then(Value::as_str) != Some("string") {
        log.note(at, "values of a non-text enum left to the server");
        node.remove("enum");
        return Ok(());
    }
    let Some(Value::Array(values)) = node.get_mut("enum") else {
        return Ok(());
    };
    for (index, value) in values.iter().enumerate() {
        if value.is_array() || value.is_object() {
            let at = at.child("enum").child(index);
            return Err(
                Finding::new("RAS-L034", format!("the enum value {value} is not a text"))
                    .fix(shape::remove(&at))
                    .at(at),
            );
        }
    }
    values.retain(|value| !value.is_null());
    for value in values.iter_mut() {
        if value.is_string() {
            continue;
        }
        log.note(at, format!("enum value {value} written as text"));
        *value = Value::String(value.to_string());
    }
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    Ok(())
}
