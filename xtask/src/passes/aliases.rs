//! A component schema that only names a scalar or another schema is put in place: a type
//! of its own for every free text would be a wrapper without meaning.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::{schema_ref, schemas_mut};

const SCALARS: [&str; 4] = ["boolean", "integer", "number", "string"];

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let mut aliases = BTreeMap::new();
    schemas_mut(document).retain(|name, schema| {
        let scalar = schema["type"]
            .as_str()
            .is_some_and(|kind| SCALARS.contains(&kind));
        let is_alias = scalar && schema.get("enum").is_none() || schema_ref(schema).is_some();
        if is_alias {
            log.note(name.as_str(), "put in place where it is used");
            aliases.insert(name.clone(), schema.clone());
        }
        !is_alias
    });
    put_in_place(document, &aliases);
    Ok(())
}

fn put_in_place(value: &mut Value, aliases: &BTreeMap<String, Value>) {
    // A name may stand for another name; more steps than names are a circle, which
    // says nothing at all.
    for step in 0.. {
        let Some(schema) = schema_ref(value).and_then(|name| aliases.get(name)) else {
            match step {
                0 => break,
                // What was put in place is not looked into: a scalar that refers to
                // itself, where nobody would look for it, would go on for ever.
                _ => return,
            }
        };
        *value = match step > aliases.len() {
            true => Value::Object(Map::new()),
            false => schema.clone(),
        };
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|m| put_in_place(m, aliases)),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| put_in_place(item, aliases)),
        _ => {}
    }
}
