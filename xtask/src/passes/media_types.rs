//! One JSON body per request and answer, under `application/json`.
//!
//! The real media types stay on the operation as `x-ras-content-type` and
//! `x-ras-accept`; the generated operation table sends them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Context, Log};
use crate::Finding;
use crate::config::{CONFIG, Module, dead_entry};
use crate::document::{Pointer, each_operation};

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    let mut used = BTreeSet::new();
    each_operation(document, |operation| {
        let name = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let at = operation.pointer();
        let mut content_type = None;
        let mut accept = None;
        if let Some(body) = operation.value.get_mut("requestBody") {
            let place = at.child("requestBody");
            let part = Part {
                operation: &name,
                part: "request",
                lenient: false,
                at: &place,
            };
            content_type = part.settle(body, context.module, &mut used, log)?;
            if content_type.is_none() {
                log.note(&place, "a body without content left out");
                operation.value.remove("requestBody");
            }
        }
        if let Some(Value::Object(responses)) = operation.value.get_mut("responses") {
            for (code, response) in responses.iter_mut() {
                let place = at.child("responses").child(code);
                let is_success = code.starts_with('2');
                let part = Part {
                    operation: &name,
                    part: code,
                    lenient: !is_success,
                    at: &place,
                };
                let media_type = match part.settle(response, context.module, &mut used, log) {
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
        Ok::<(), Finding>(())
    })?;
    let dead = context.module.media_type.keys();
    match dead.into_iter().find(|entry| !used.contains(*entry)) {
        Some(dead) => Err(dead_entry("media-type", dead)),
        None => Ok(()),
    }
}

fn remove_content(response: &mut Value) {
    if let Some(response) = response.as_object_mut() {
        response.remove("content");
    }
}

/// One body: of the request, or of the answer with a code.
struct Part<'a> {
    operation: &'a str,
    part: &'a str,
    /// Whether a media type that only may be JSON is taken for it.
    lenient: bool,
    at: &'a Pointer,
}

impl Part<'_> {
    /// Leaves one body under `application/json` and returns the media type it is sent as.
    fn settle(
        &self,
        body: &mut Value,
        module: &Module,
        used: &mut BTreeSet<String>,
        log: &mut Log,
    ) -> Result<Option<String>, Finding> {
        let Some(Value::Object(content)) = body.get_mut("content") else {
            return Ok(None);
        };
        if content.is_empty() {
            return Ok(None);
        }
        let chosen = self.choose(content, module, used)?;
        let kept = content.get(&chosen).and_then(|kept| kept.get("schema"));
        // JSON without a schema is any JSON.
        let schema = kept.cloned().unwrap_or_else(|| json!({}));
        if chosen != "application/json" {
            log.note(self.at, format!("{chosen} read as JSON"));
        }
        *content = Map::new();
        content.insert("application/json".into(), json!({"schema": schema}));
        Ok(Some(sent_as(&chosen).to_owned()))
    }

    fn choose(
        &self,
        content: &Map<String, Value>,
        module: &Module,
        used: &mut BTreeSet<String>,
    ) -> Result<String, Finding> {
        let whole = self.operation.to_owned();
        let own = format!("{whole} {}", self.part);
        for key in [&own, &whole] {
            if let Some(chosen) = module.media_type.get(key)
                && content.contains_key(chosen)
            {
                used.insert(key.clone());
                return Ok(chosen.clone());
            }
        }
        let json: Vec<&String> = content
            .keys()
            .filter(|name| is_json(name) || self.lenient && may_be_json(name))
            .collect();
        let Some(first) = json.first() else {
            return Err(self.no_json(content));
        };
        let schema = |name: &str| content.get(name).and_then(|entry| entry.get("schema"));
        if json.iter().all(|name| schema(name) == schema(first)) {
            return Ok((*first).clone());
        }
        // The highest version is the likeliest wish, but not ours to guess.
        let newest = json.iter().max_by_key(|name| version(name));
        let newest = newest.unwrap_or(first);
        Err(Finding::new(
            "RAS-L011",
            format!("{} JSON media types with different schemas", json.len()),
        )
        .at(self.at)
        .fix(format!(
            "choose one in {CONFIG}:\nmedia-type = {{ \"{own}\" = \"{newest}\" }}"
        )))
    }

    fn no_json(&self, content: &Map<String, Value>) -> Finding {
        let found: Vec<&str> = content.keys().map(String::as_str).collect();
        let skip = format!(
            "leave the operation out, in {CONFIG}:\nskip = [\"{}\"]",
            self.operation
        );
        let fix = match found.iter().find(|name| may_be_json(name)) {
            Some(name) => format!(
                "if it is JSON, say so in {CONFIG} (or list \"{0}\" under `skip`):\nmedia-type = {{ \"{0} {1}\" = \"{name}\" }}",
                self.operation, self.part
            ),
            None => skip,
        };
        Finding::new(
            "RAS-L013",
            format!("no JSON body, only {}", found.join(", ")),
        )
        .at(self.at)
        .fix(fix)
    }
}

fn is_json(name: &str) -> bool {
    let name = essence(name);
    name == "application/json" || name.ends_with("+json") || name.ends_with("-json")
}

/// Anything, or `json` under a top-level type that does not exist.
fn may_be_json(name: &str) -> bool {
    let name = essence(name);
    name == "*/*" || name == "application/*" || name.ends_with("/json")
}

/// The media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

fn sent_as(name: &str) -> &str {
    match essence(name) {
        name if may_be_json(name) => "application/json",
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
