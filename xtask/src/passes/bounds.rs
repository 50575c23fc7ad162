//! Defaults and bounds become text.
//!
//! In types they would hurt: a default written with the wrong type stops the
//! generator, a default is sent where the server would have chosen, and a bound
//! refuses values that Amazon has begun to accept. The number is for the reader.

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, walk};

const DROPPED: [&str; 13] = [
    "default",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "uniqueItems",
];

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind != Kind::Schema {
            return Ok(());
        }
        let text = limits(node);
        node.remove("pattern");
        for key in DROPPED {
            node.remove(key);
        }
        if !text.is_empty() {
            log.note(at, &text);
            let text = match node.get("description").and_then(Value::as_str) {
                Some(own) if !own.is_empty() => format!("{own}\n\n{text}"),
                _ => text,
            };
            // Next to a reference nothing else counts.
            if !node.contains_key("$ref") {
                node.insert("description".into(), Value::String(text));
            }
        }
        Ok(())
    })
}

fn limits(node: &Map<String, Value>) -> String {
    let range = |low: &str, high: &str, unit: &str| {
        let number = |key: &str| {
            node.get(key)
                .filter(|v| v.is_number())
                .map(Value::to_string)
        };
        match (number(low), number(high)) {
            (Some(low), Some(high)) if low == high => Some(format!("exactly {low}{unit}")),
            (Some(low), Some(high)) => Some(format!("{low} to {high}{unit}")),
            (Some(low), None) if low == "0" => None,
            (Some(low), None) => Some(format!("at least {low}{unit}")),
            (None, Some(high)) => Some(format!("at most {high}{unit}")),
            (None, None) => None,
        }
    };
    let mut parts = Vec::new();
    parts.extend(range("minimum", "maximum", ""));
    parts.extend(range("minLength", "maxLength", " characters"));
    parts.extend(range("minItems", "maxItems", " items"));
    parts.extend(range("minProperties", "maxProperties", " members"));
    if let Some(pattern) = node.get("pattern").and_then(Value::as_str) {
        parts.push(format!("pattern `{}`", pattern.replace('`', "'")));
    }
    let mut text = String::new();
    if !parts.is_empty() {
        text = format!("Limits in the contract: {}.", parts.join(", "));
    }
    if let Some(default) = node.get("default") {
        let default = match default {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&format!(
            "The server's default: `{}`.",
            default.replace('`', "'")
        ));
    }
    text
}
