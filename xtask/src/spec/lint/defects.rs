//! Defects of a published document that the passes mend, and shapes worth a look.

use std::convert::Infallible;

use serde_json::{Map, Value};

use super::{Lint, Severity};
use crate::Finding;
use crate::document::{Kind, Pointer, each_operation, walk};

pub(super) fn find(contract: &Value) -> Vec<Lint> {
    let mut found = Vec::new();
    let mut document = contract.clone();
    let Ok(()) = each_operation::<Infallible>(&mut document, |operation| {
        let at = operation.pointer();
        if operation.value.get("operationId").is_none() {
            let finding = Finding::new("RAS-L002", "the operation has no id")
                .at(&at)
                .fix("a pass makes one of method and path; give it a lasting one with an overlay action");
            found.push(Lint::new(Severity::Warning, finding));
        }
        error_types(&at, operation.value, &mut found);
        Ok(())
    });
    let Ok(()) = walk::<Infallible>(&mut document, &mut |kind, at, node| {
        match kind {
            Kind::RequestBody | Kind::Response => vendor_types(at, node, &mut found),
            Kind::Schema => schema(at, node, &mut found),
            _ => {}
        }
        Ok(())
    });
    found
}

/// Codes of one operation whose bodies are not the same.
fn error_types(at: &Pointer, operation: &Map<String, Value>, found: &mut Vec<Lint>) {
    let responses = operation.get("responses").and_then(Value::as_object);
    let mut bodies = Vec::new();
    for (code, response) in responses.into_iter().flatten() {
        if !code.starts_with('2') && !bodies.contains(&&response["content"]) {
            bodies.push(&response["content"]);
        }
    }
    if bodies.len() > 1 {
        let message = format!("{} different error bodies", bodies.len());
        found.push(mended(
            "RAS-L021",
            message,
            &at.child("responses"),
            "merged into one type",
        ));
    }
}

fn vendor_types(at: &Pointer, node: &Map<String, Value>, found: &mut Vec<Lint>) {
    for name in node
        .get("content")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if name.0 != "application/json" && name.0.ends_with("+json") {
            let message = format!("the vendor media type {}", name.0);
            found.push(mended(
                "RAS-L010",
                message,
                at,
                "read as JSON and sent as it is",
            ));
        }
    }
}

fn schema(at: &Pointer, node: &Map<String, Value>, found: &mut Vec<Lint>) {
    let kind = node.get("type").and_then(Value::as_str);
    if let Some(default) = node.get("default")
        && kind.is_some_and(|kind| !fits(default, kind))
    {
        let message = format!("the default {default} is no {}", kind.unwrap_or_default());
        found.push(mended(
            "RAS-L012",
            message,
            at,
            "defaults are documentation",
        ));
    }
    for name in node
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = name.as_str().unwrap_or_default();
        let declared = node
            .get("properties")
            .is_some_and(|p| p.get(name).is_some());
        if !declared && !is_composed(node) {
            let message = format!("`{name}` is required but not declared");
            found.push(mended(
                "RAS-L032",
                message,
                at,
                "the name is dropped from `required`",
            ));
        }
    }
    if kind.is_none() && node.contains_key("format") {
        found.push(mended(
            "RAS-L034",
            "a `format` without a `type`",
            at,
            "the type is implied",
        ));
    }
    let values = node.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| kind == Some("string") && values.iter().any(|v| !v.is_string()))
    {
        found.push(mended(
            "RAS-L034",
            "enum values that are no text",
            at,
            "written as text",
        ));
    }
    if values.is_some_and(|values| values.len() == 1) {
        let finding = Finding::new("RAS-L050", "an enum with one value: it will grow").at(at);
        found.push(Lint::note(finding.fix("nothing to do: enums are open")));
    }
    if node.contains_key("oneOf") || node.contains_key("anyOf") {
        let finding = Finding::new(
            "RAS-L036",
            "alternatives become one type that reads all of them",
        );
        let fix = "look at the generated type; spell the schema out with an overlay action if it reads badly";
        found.push(Lint::note(finding.at(at).fix(fix)));
    }
}

fn is_composed(node: &Map<String, Value>) -> bool {
    ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| node.contains_key(*key))
}

fn fits(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn mended(code: &'static str, message: impl Into<String>, at: &Pointer, how: &str) -> Lint {
    let fix = format!("nothing to do: {how}");
    Lint::note(Finding::new(code, message).at(at).fix(fix))
}
