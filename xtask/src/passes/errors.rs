//! All error answers of a document become one type, [`API_ERROR`].
//!
//! Every error body of every operation is merged into one superset, member by
//! member and schema by schema; what the merged schemas replace is replaced
//! everywhere, so that an item error inside a 207 is the same type as one inside
//! a 400. Unknown members are kept. Two members that cannot be one are an error.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Context, Log};
use crate::Finding;
use crate::document::{each_operation, ref_to, rewrite_refs, schema_ref, schemas, schemas_mut};

/// The name of the merged error type.
pub const API_ERROR: &str = "ApiError";

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let mut bodies = Vec::new();
    each_operation(document, |operation| {
        let Some(Value::Object(responses)) = operation.value.get_mut("responses") else {
            return Ok(());
        };
        responses.retain(|code, response| {
            if code == "2XX" {
                return true;
            }
            if let Some(schema) = response.pointer("/content/application~1json/schema")
                && !bodies.contains(schema)
            {
                bodies.push(schema.clone());
            }
            false
        });
        for class in ["4XX", "5XX"] {
            responses.insert(
                class.into(),
                json!({
                    "description": "",
                    "content": {"application/json": {"schema": ref_to(API_ERROR)}},
                }),
            );
        }
        Ok::<(), Finding>(())
    })?;

    let known = schemas(document);
    let mut merger = Merger {
        known: &known,
        merged: BTreeMap::new(),
        replaced: BTreeMap::new(),
    };
    merger.merge(API_ERROR, &bodies)?;
    let Merger {
        merged, replaced, ..
    } = merger;
    for (old, new) in &replaced {
        log.note(old, format!("merged into {new}"));
    }
    let schemas = schemas_mut(document);
    schemas.retain(|name, _| !replaced.contains_key(name));
    for (name, schema) in merged {
        if schemas.contains_key(&name) {
            return Err(Finding::new(
                "RAS-L021",
                format!("the document has a schema `{name}` that is not an error body"),
            )
            .fix("rename that schema with an overlay action"));
        }
        schemas.insert(name, schema);
    }
    rewrite_refs(document, &|name| replaced.get(name).cloned());
    Ok(())
}

struct Merger<'a> {
    known: &'a Map<String, Value>,
    merged: BTreeMap<String, Value>,
    /// Old schema name → merged schema name.
    replaced: BTreeMap<String, String>,
}

impl Merger<'_> {
    /// Merges object schemas into the component `name`.
    fn merge(&mut self, name: &str, variants: &[Value]) -> Result<(), Finding> {
        let mut members: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut required: Option<Vec<String>> = None;
        for variant in variants {
            let schema = self.resolve(variant, name)?;
            for (property, value) in schema["properties"].as_object().into_iter().flatten() {
                let values = members.entry(property.clone()).or_default();
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            let own: Vec<String> = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect();
            required = Some(match required {
                None => own,
                Some(common) => common.into_iter().filter(|n| own.contains(n)).collect(),
            });
        }
        let mut properties = Map::new();
        for (property, values) in members {
            let part = format!("{name}{}", capitalised(&property));
            let value = self.merge_member(&part, &values)?;
            properties.insert(property, value);
        }
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": {},
        });
        // The body of an error is never refused for what it lacks; its parts keep
        // what all of them promise.
        let required = required.unwrap_or_default();
        if name != API_ERROR && !required.is_empty() {
            schema["required"] = json!(required);
        }
        self.merged.insert(name.to_owned(), schema);
        Ok(())
    }

    fn merge_member(&mut self, name: &str, values: &[Value]) -> Result<Value, Finding> {
        let resolved: Vec<Value> = values
            .iter()
            .map(|value| self.follow(value).clone())
            .collect();
        let all = |wanted: &str| resolved.iter().all(|schema| schema["type"] == wanted);
        if let [only] = values
            && !all("string")
        {
            return Ok(only.clone());
        }
        if all("string") {
            return Ok(self.merge_strings(name, values, &resolved));
        }
        if all("array") {
            let items: Vec<Value> = resolved.iter().map(|s| s["items"].clone()).collect();
            self.merge_replacing(name, &items)?;
            return Ok(json!({"type": "array", "items": ref_to(name)}));
        }
        if resolved
            .iter()
            .all(|schema| schema.get("properties").is_some())
        {
            self.merge_replacing(name, values)?;
            return Ok(ref_to(name));
        }
        Err(Finding::new(
            "RAS-L021",
            format!("the error bodies disagree about the type of `{name}`"),
        )
        .at(values
            .iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" and "))
        .fix("make them agree with an overlay action"))
    }

    /// Free text beside enums becomes an enum of all values: open enums keep the rest.
    fn merge_strings(&mut self, name: &str, values: &[Value], resolved: &[Value]) -> Value {
        let mut known: Vec<String> = resolved
            .iter()
            .flat_map(|schema| schema["enum"].as_array().into_iter().flatten())
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        known.sort();
        known.dedup();
        if known.is_empty() {
            return json!({"type": "string"});
        }
        for old in values.iter().filter_map(schema_ref) {
            self.replaced.insert(old.to_owned(), name.to_owned());
        }
        self.merged
            .insert(name.to_owned(), json!({"type": "string", "enum": known}));
        ref_to(name)
    }

    fn merge_replacing(&mut self, name: &str, variants: &[Value]) -> Result<(), Finding> {
        for old in variants.iter().filter_map(schema_ref) {
            self.replaced.insert(old.to_owned(), name.to_owned());
        }
        self.merge(name, variants)
    }

    fn resolve(&mut self, schema: &Value, into: &str) -> Result<Value, Finding> {
        if let Some(name) = schema_ref(schema) {
            self.replaced.insert(name.to_owned(), into.to_owned());
        }
        let target = self.follow(schema);
        if target.get("allOf").is_some() || target.get("oneOf").is_some() {
            return Err(Finding::new(
                "RAS-L021",
                format!("an error body merged into `{into}` is composed of several schemas"),
            )
            .at(schema)
            .fix("spell the schema out with an overlay action"));
        }
        Ok(target.clone())
    }

    fn follow<'a>(&'a self, schema: &'a Value) -> &'a Value {
        schema_ref(schema)
            .and_then(|name| self.known.get(name))
            .unwrap_or(schema)
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
