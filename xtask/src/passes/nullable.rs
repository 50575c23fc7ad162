//! `nullable` moves from a shared schema to the places that use it: otherwise the type
//! would be a wrapper around an option, everywhere and for everyone.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, schema_ref, schemas_mut, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let mut nullable = BTreeSet::new();
    for (name, schema) in schemas_mut(document).iter_mut() {
        let Some(schema) = schema.as_object_mut() else {
            continue;
        };
        if schema.remove("nullable") == Some(Value::Bool(true)) {
            log.note(name, "may be null where it is used");
            nullable.insert(name.clone());
        }
    }
    let mark = |schema: &mut Value| {
        if schema_ref(schema).is_some_and(|name| nullable.contains(name)) {
            *schema = json!({"allOf": [schema.clone()], "nullable": true});
        }
    };
    walk(document, &mut |kind, _, node| {
        if kind == Kind::Schema {
            places(node).for_each(mark);
        }
        Ok(())
    })
}

/// The schemas of members and items.
fn places(node: &mut Map<String, Value>) -> impl Iterator<Item = &mut Value> {
    node.iter_mut().flat_map(|(key, value)| match key.as_str() {
        "properties" => value
            .as_object_mut()
            .map(|members| members.values_mut().collect())
            .unwrap_or_default(),
        "items" | "additionalProperties" => vec![value],
        _ => Vec::new(),
    })
}
