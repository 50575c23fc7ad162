//! Shared parameters, bodies and responses move into the operations that use them,
//! so that every later pass has one place to look.

use serde_json::{Map, Value};

use super::{Context, Log, shape};
use crate::Finding;
use crate::document::{METHODS, Pointer, walk};

const MAX_DEPTH: usize = 8;

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    drop_extensions(document)?;
    let shared = document.get("components").cloned().unwrap_or_default();
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    for (path, item) in paths.iter_mut() {
        let at = Pointer::root().child("paths").child(path);
        let Some(item) = item.as_object_mut() else {
            return Err(Finding::new("RAS-L003", "the path item is not an object").at(at));
        };
        if item.contains_key("$ref") {
            return Err(
                Finding::new("RAS-L003", "the path item refers to another document")
                    .at(at)
                    .fix("put the operations in place with an overlay action"),
            );
        }
        let common = take_list(item, "parameters");
        for (method, operation) in item.iter_mut() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let place = at.child(method);
            let Some(operation) = operation.as_object_mut() else {
                return Err(Finding::new("RAS-L003", "the operation is not an object").at(place));
            };
            inline_operation(operation, &common, &shared, (&at, &place), log)?;
        }
    }
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        components.retain(|key, _| key == "schemas");
    }
    Ok(())
}

/// Extensions that the generator would obey; they are not for this document to use.
fn drop_extensions(document: &mut Value) -> Result<(), Finding> {
    walk(document, &mut |_, _, node| {
        node.retain(|key, _| key != "x-rust-type" && !key.starts_with("x-dropshot-"));
        Ok(())
    })
}

fn inline_operation(
    operation: &mut Map<String, Value>,
    common: &[Value],
    shared: &Value,
    (path, at): (&Pointer, &Pointer),
    log: &mut Log,
) -> Result<(), Finding> {
    let mut parameters = take_list(operation, "parameters");
    for (index, parameter) in parameters.iter_mut().enumerate() {
        let at = at.child("parameters").child(index);
        resolve(parameter, shared, &at, log)?;
    }
    for (index, parameter) in common.iter().enumerate() {
        let mut parameter = parameter.clone();
        let at = path.child("parameters").child(index);
        resolve(&mut parameter, shared, &at, log)?;
        if !parameters.iter().any(|own| same_parameter(own, &parameter)) {
            parameters.push(parameter);
        }
    }
    if !parameters.is_empty() {
        operation.insert("parameters".into(), Value::Array(parameters));
    }
    if let Some(body) = operation.get_mut("requestBody") {
        resolve(body, shared, &at.child("requestBody"), log)?;
    }
    if let Some(responses) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    {
        for (code, response) in responses {
            let at = at.child("responses").child(code);
            resolve(response, shared, &at, log)?;
        }
    }
    // Callbacks and links describe what a server may do later; no client code comes of them.
    operation.remove("callbacks");
    Ok(())
}

fn take_list(parent: &mut Map<String, Value>, key: &str) -> Vec<Value> {
    match parent.remove(key) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

fn same_parameter(a: &Value, b: &Value) -> bool {
    a.get("name") == b.get("name") && a.get("in") == b.get("in")
}

/// Replaces a reference to a shared part by the part.
fn resolve(node: &mut Value, shared: &Value, at: &Pointer, log: &mut Log) -> Result<(), Finding> {
    for _ in 0..MAX_DEPTH {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
            return Ok(());
        };
        let target = reference
            .strip_prefix("#/components")
            .and_then(|pointer| shared.pointer(pointer))
            .ok_or_else(|| lost(&format!("`{reference}` leads nowhere"), at))?
            .clone();
        log.note(at, format!("{reference} put in place"));
        *node = target;
    }
    Err(lost("references lead in a circle", at))
}

fn lost(message: &str, at: &Pointer) -> Finding {
    Finding::new("RAS-L004", message)
        .at(at)
        .fix(shape::remove(at))
}
