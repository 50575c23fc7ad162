//! `required` loses names that the schema does not declare: the generator would
//! invent a member of any type for them.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind != Kind::Schema {
            return Ok(());
        }
        let composed = ["allOf", "anyOf", "oneOf"]
            .iter()
            .any(|key| node.contains_key(*key));
        let Some(Value::Array(mut required)) = node.remove("required") else {
            return Ok(());
        };
        let properties = node.get("properties").and_then(Value::as_object);
        required.retain(|name| {
            let name = name.as_str().unwrap_or_default();
            let keep = composed || properties.is_some_and(|p| p.contains_key(name));
            if !keep {
                log.note(at, format!("`{name}` is required but not declared"));
            }
            keep
        });
        if !required.is_empty() {
            node.insert("required".into(), Value::Array(required));
        }
        Ok(())
    })
}
