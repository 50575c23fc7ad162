//! One JSON body per request and answer, under `application/json`.
//!
//! The real media types stay on the operation as `x-ras-content-type` and
//! `x-ras-accept`; the generated operation table sends them.

use serde_json::{Map, Value, json};

use super::{Context, Log};
use crate::Finding;
use crate::config::{CONFIG, Module};
use crate::document::{Pointer, each_operation};

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    each_operation(document, |operation| {
        let name = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let at = operation.pointer();
        let mut content_type = None;
        let mut accept = None;
        if let Some(body) = operation.value.get_mut("requestBody") {
            let place = at.child("requestBody");
            content_type = settle(body, &name, context.module, &place, log)?;
        }
        if let Some(Value::Object(responses)) = operation.value.get_mut("responses") {
            for (code, response) in responses.iter_mut() {
                let place = at.child("responses").child(code);
                let is_success = code.starts_with('2');
                let media_type = match settle(response, &name, context.module, &place, log) {
                    // What an error answers with in another type is read as text at run time.
                    Err(_) if !is_success => {
                        log.note(&place, "body that is not JSON left to the runtime");
                        remove_content(response);
                        None
                    }
                    settled => settled?,
                };
                if is_success {
                    accept = accept.or(media_type);
                }
            }
        }
        for (key, value) in [
            ("x-ras-content-type", content_type),
            ("x-ras-accept", accept),
        ] {
            if let Some(value) = value {
                operation.value.insert(key.into(), Value::String(value));
            }
        }
        Ok(())
    })
}

fn remove_content(response: &mut Value) {
    if let Some(response) = response.as_object_mut() {
        response.remove("content");
    }
}

/// Leaves one body under `application/json` and returns the media type it is sent as.
fn settle(
    body: &mut Value,
    operation: &str,
    module: &Module,
    at: &Pointer,
    log: &mut Log,
) -> Result<Option<String>, Finding> {
    let Some(Value::Object(content)) = body.get_mut("content") else {
        return Ok(None);
    };
    if content.is_empty() {
        return Ok(None);
    }
    let chosen = choose(content, operation, module, at)?;
    let kept = content.get(&chosen).cloned().unwrap_or_default();
    if chosen != "application/json" {
        log.note(at, format!("{chosen} read as JSON"));
    }
    *content = Map::new();
    content.insert("application/json".into(), json!({"schema": kept["schema"]}));
    Ok(Some(sent_as(&chosen).to_owned()))
}

fn choose(
    content: &Map<String, Value>,
    operation: &str,
    module: &Module,
    at: &Pointer,
) -> Result<String, Finding> {
    if let Some(chosen) = module.media_type.get(operation)
        && content.contains_key(chosen)
    {
        return Ok(chosen.clone());
    }
    let json: Vec<&String> = content.keys().filter(|name| is_json(name)).collect();
    let Some(first) = json.first() else {
        let found: Vec<&str> = content.keys().map(String::as_str).collect();
        return Err(Finding::new(
            "RAS-L013",
            format!("no JSON body, only {}", found.join(", ")),
        )
        .at(at)
        .fix(format!(
            "leave the operation out, in {CONFIG}:\nskip = [\"{operation}\"]"
        )));
    };
    if json
        .iter()
        .all(|name| content[*name]["schema"] == content[*first]["schema"])
    {
        return Ok((*first).clone());
    }
    // The highest version is the likeliest wish, but not ours to guess.
    let newest = json
        .iter()
        .max_by_key(|name| version(name))
        .unwrap_or(first);
    Err(Finding::new(
        "RAS-L011",
        format!("{} JSON media types with different schemas", json.len()),
    )
    .at(at)
    .fix(format!(
        "choose one in {CONFIG}:\nmedia-type = {{ \"{operation}\" = \"{newest}\" }}"
    )))
}

fn is_json(name: &str) -> bool {
    let name = essence(name);
    name == "*/*"
        || name == "application/json"
        || name.ends_with("+json")
        || name.ends_with("-json")
}

/// The media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

fn sent_as(name: &str) -> &str {
    match essence(name) {
        "*/*" => "application/json",
        _ => name,
    }
}

/// The number after the last `.v`, for ordering `…request.v3+json`.
fn version(name: &str) -> u64 {
    name.rsplit_once(".v")
        .map(|(_, rest)| {
            rest.chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
        })
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}
