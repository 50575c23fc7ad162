//! Finding out which parts of a document the generator cannot take.
//!
//! The generator stops at the first problem and rarely says where. Each operation
//! and each schema is therefore tried alone, with all that it refers to; every
//! culprit is named, and the smallest document that still fails is kept.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::guarded::progenitor_output;
use crate::Finding;
use crate::config::CONFIG;
use crate::document::{METHODS, canonical, reached_schemas, schemas};

/// A part of a document that cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// `METHOD /path` or the name of a schema.
    pub part: String,
    /// What the generator says.
    pub reason: String,
    /// A document with nothing but the part and what it refers to.
    pub reproducer: String,
}

/// Names all parts of an effective document that the generator cannot take.
pub fn culprits(document: &Value) -> Vec<Culprit> {
    let known = schemas(document);
    let mut found = bad_schemas(document);
    let bad: BTreeSet<String> = found.iter().map(|culprit| culprit.part.clone()).collect();
    for (name, alone) in operations(document) {
        // An operation that only leads to a bad schema is no culprit of its own.
        if reached_schemas(&alone["paths"], &known)
            .iter()
            .any(|schema| bad.contains(schema))
        {
            continue;
        }
        if let Err(reason) = progenitor_output(&alone) {
            found.push(culprit(name, reason, &alone));
        }
    }
    found
}

/// The finding for a document that cannot be generated.
pub(super) fn finding(id: &str, document: &Value, reason: &str) -> Finding {
    let culprits = culprits(document);
    let mut message = format!("the generator cannot take {id}");
    let mut skips = Vec::new();
    for culprit in &culprits {
        message.push_str(&format!(
            "\n  {}: {}",
            culprit.part,
            first_line(&culprit.reason)
        ));
        if culprit.part.contains(' ') {
            skips.push(format!("\"{}\"", culprit.part));
        }
    }
    if culprits.is_empty() {
        message.push_str(&format!(
            "\n  each part alone is fine, together: {}",
            first_line(reason)
        ));
    }
    let mut fix =
        "correct the part with an overlay action, or mend its class of defect with a pass"
            .to_owned();
    if !skips.is_empty() {
        fix.push_str(&format!(
            "; or leave the operations out, in {CONFIG}:\nskip = [{}]",
            skips.join(", ")
        ));
    }
    let finding = Finding::new("RAS-G001", message).at(id).fix(fix);
    match culprits
        .into_iter()
        .min_by_key(|culprit| culprit.reproducer.len())
    {
        Some(smallest) => finding.attach(smallest.reproducer),
        None => finding,
    }
}

/// Schemas that fail although everything they refer to is fine.
fn bad_schemas(document: &Value) -> Vec<Culprit> {
    let known = schemas(document);
    let mut failing = Vec::new();
    for (name, schema) in &known {
        let mut alone = skeleton(document);
        let mut needed = reached_schemas(schema, &known);
        needed.insert(name.clone());
        put_schemas(&mut alone, &needed, &known);
        if let Err(reason) = progenitor_output(&alone) {
            failing.push((name.clone(), needed, culprit(name.clone(), reason, &alone)));
        }
    }
    let names: BTreeSet<String> = failing.iter().map(|(name, ..)| name.clone()).collect();
    let is_root = |name: &String, needed: &BTreeSet<String>| {
        !needed
            .iter()
            .any(|other| other != name && names.contains(other))
    };
    let roots: Vec<Culprit> = failing
        .iter()
        .filter(|(name, needed, _)| is_root(name, needed))
        .map(|(_, _, culprit)| culprit.clone())
        .collect();
    // Schemas that fail in a circle have no root: all of them are named.
    match roots.is_empty() {
        true => failing.into_iter().map(|(_, _, culprit)| culprit).collect(),
        false => roots,
    }
}

/// Every operation as a document of its own.
fn operations(document: &Value) -> Vec<(String, Value)> {
    let known = schemas(document);
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let mut alone = skeleton(document);
            alone["paths"][path][method] = operation.clone();
            put_schemas(&mut alone, &reached_schemas(operation, &known), &known);
            found.push((format!("{} {path}", method.to_uppercase()), alone));
        }
    }
    found
}

fn skeleton(document: &Value) -> Value {
    json!({
        "openapi": document["openapi"],
        "info": document["info"],
        "paths": {},
        "components": {"schemas": {}},
    })
}

fn put_schemas(alone: &mut Value, needed: &BTreeSet<String>, known: &Map<String, Value>) {
    for name in needed {
        if let Some(schema) = known.get(name) {
            alone["components"]["schemas"][name] = schema.clone();
        }
    }
}

fn culprit(part: String, reason: String, alone: &Value) -> Culprit {
    Culprit {
        part,
        reason,
        reproducer: canonical(alone),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
