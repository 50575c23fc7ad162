//! A path or query parameter is a scalar, or a list of scalars that repeats its name.
//!
//! Whatever else the document writes as one text (lists with commas, any value) is
//! a text here too; an object in a query is refused.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::rust_names::field_name;
use super::{Context, Log};
use crate::Finding;
use crate::config::CONFIG;
use crate::document::{Pointer, each_operation, schema_ref, schemas};

const SCALARS: [&str; 4] = ["boolean", "integer", "number", "string"];

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let known = schemas(document);
    each_operation(document, |operation| {
        let at = operation.pointer();
        let name = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let has_body = operation.value.contains_key("requestBody");
        let Some(Value::Array(parameters)) = operation.value.get_mut("parameters") else {
            return Ok(());
        };
        let mut seen = Vec::new();
        parameters.retain(|parameter| {
            let key = (parameter["name"].clone(), parameter["in"].clone());
            let first = !seen.contains(&key);
            if first {
                seen.push(key);
            } else {
                log.note(&at, format!("{} stands twice", parameter["name"]));
            }
            first
        });
        let mut arguments: BTreeMap<String, String> = BTreeMap::new();
        if has_body {
            arguments.insert("body".into(), "the body".into());
        }
        for (index, parameter) in parameters.iter_mut().enumerate() {
            let at = at.child("parameters").child(index);
            let Some(parameter) = parameter.as_object_mut() else {
                continue;
            };
            let own = text(parameter, "name");
            if let Some(other) = arguments.insert(field_name(&own), format!("`{own}`")) {
                let message = format!("`{own}` and {other} become one argument");
                return Err(refused(message, &name).at(at));
            }
            settle(parameter, &known, &at, log).map_err(|why| refused(why, &name).at(at))?;
        }
        Ok(())
    })
}

fn refused(message: String, operation: &str) -> Finding {
    Finding::new("RAS-L014", message).fix(format!(
        "leave the operation out, in {CONFIG} (or correct the parameter with an overlay action):\n\
         skip = [\"{operation}\"]"
    ))
}

fn text(node: &Map<String, Value>, key: &str) -> String {
    let text = node.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn settle(
    parameter: &mut Map<String, Value>,
    known: &Map<String, Value>,
    at: &Pointer,
    log: &mut Log,
) -> Result<(), String> {
    let in_path = text(parameter, "in") == "path";
    if in_path && parameter.get("required") != Some(&Value::Bool(true)) {
        log.note(at, "part of the path, so required");
        parameter.insert("required".into(), Value::Bool(true));
    }
    if parameter.remove("content").is_some() {
        log.note(at, "a text: the document gives it a media type");
    }
    let style = parameter.remove("style").unwrap_or_default();
    let explode = parameter.remove("explode");
    let joined = in_path
        || style.as_str().is_some_and(|style| style != "form")
        || explode == Some(Value::Bool(false));
    for key in ["allowReserved", "allowEmptyValue"] {
        parameter.remove(key);
    }
    let mut schema = parameter.remove("schema").unwrap_or_default();
    let target = followed(&schema, known);
    let kind = target["type"].as_str();
    if kind == Some("object") || target.get("properties").is_some() {
        return Err(format!("`{}` is an object", text(parameter, "name")));
    }
    let scalars = |schema: &Value| {
        let kind = followed(schema, known)["type"].as_str();
        kind.is_some_and(|kind| SCALARS.contains(&kind))
    };
    let fits = match kind {
        Some("array") => !joined && target.get("items").is_some_and(scalars),
        _ => scalars(target),
    };
    if !fits {
        log.note(at, "a text: no list that repeats its name, and no scalar");
        schema = json!({"type": "string"});
    } else if kind == Some("array") {
        // The generated method takes a slice of items; a type of its own would be in the way.
        schema = target.clone();
        let items = schema["items"].as_object_mut();
        items.map(|items| items.remove("nullable"));
    }
    // A parameter that is null is one that is not sent.
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("nullable");
    }
    parameter.insert("schema".into(), schema);
    Ok(())
}

fn followed<'a>(schema: &'a Value, known: &'a Map<String, Value>) -> &'a Value {
    let target = schema_ref(schema).and_then(|name| known.get(name));
    target.unwrap_or(schema)
}
