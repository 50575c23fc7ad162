//! Decisions that nobody has taken yet, and decisions about nothing.

use std::collections::BTreeSet;
use std::convert::Infallible;

use serde_json::{Map, Value};

use super::Lint;
use crate::Finding;
use crate::codegen::Effective;
use crate::config::{CONFIG, dead_entry};
use crate::document::{Pointer, each_operation, reached_schemas, schema_ref, schemas};
use crate::passes::{NamedType, named_types};

pub(super) fn find(effective: &Effective) -> Vec<Lint> {
    let module = &effective.module;
    let known = schemas(&effective.document);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for named in sent_types(effective) {
        for name in named.members() {
            let property = &named.schema["properties"][name];
            let entry = format!("{}.{name}", named.name);
            let at = named.at.child("properties").child(name).to_string();
            if holds_numbers(property, &known) {
                seen.insert(entry.clone());
                if !module.money.contains(&entry) && !module.plain_numbers.contains(&entry) {
                    found.push(undecided(
                        "RAS-L040",
                        &entry,
                        &at,
                        "a number in a request",
                        "money",
                        "plain-numbers",
                    ));
                }
            }
            if property["nullable"] == true {
                seen.insert(entry.clone());
                if !module.patch.contains(&entry) && !module.plain_nulls.contains(&entry) {
                    found.push(undecided(
                        "RAS-L041",
                        &entry,
                        &at,
                        "nullable in a request",
                        "patch",
                        "plain-nulls",
                    ));
                }
            }
        }
    }
    for (key, entries) in [
        ("plain-numbers", &module.plain_numbers),
        ("plain-nulls", &module.plain_nulls),
    ] {
        let dead = entries.iter().filter(|entry| !seen.contains(*entry));
        found.extend(dead.map(|entry| Lint::error(dead_entry(key, entry))));
    }
    found
}

fn undecided(code: &'static str, entry: &str, at: &str, what: &str, yes: &str, no: &str) -> Lint {
    let finding = Finding::new(
        code,
        format!("`{entry}` is {what}, and nobody has said what it means"),
    )
    .at(at)
    .fix(format!(
        "add it to one of these lists of the module in {CONFIG}:\n{yes} = [\"{entry}\"]\n{no} = [\"{entry}\"]"
    ));
    Lint::error(finding)
}

/// A number, or a list or map of numbers: each of them may be money.
fn holds_numbers(schema: &Value, known: &Map<String, Value>) -> bool {
    let mut schema = schema;
    // As many steps as there are schemas, and one for each list in a list.
    for _ in 0..=known.len() + MAX_DEPTH {
        let named = schema_ref(schema).and_then(|name| known.get(name));
        let part = ["items", "additionalProperties"].map(|key| schema.get(key));
        schema = match (named, part) {
            (Some(named), _) => named,
            (None, [Some(part), _] | [None, Some(part)]) if schema.get("properties").is_none() => {
                part
            }
            _ => return schema["type"] == "number",
        };
    }
    false
}

/// How deep lists of lists are looked into.
const MAX_DEPTH: usize = 8;

/// All types that can be part of a request.
fn sent_types(effective: &Effective) -> Vec<NamedType> {
    let known = schemas(&effective.document);
    let mut sent = BTreeSet::new();
    let mut places = Vec::new();
    let Ok(()) = each_operation::<Infallible>(&mut effective.document.clone(), |operation| {
        for key in ["requestBody", "parameters"] {
            if let Some(part) = operation.value.get(key) {
                sent.extend(reached_schemas(part, &known));
                places.push(format!("{}/", operation.pointer().child(key).as_str()));
            }
        }
        Ok(())
    });
    let components = Pointer::root().child("components").child("schemas");
    places.extend(
        sent.iter()
            .map(|name| format!("{}/", components.child(name).as_str())),
    );
    let mut types = named_types(&effective.document);
    types.retain(|named| {
        let at = format!("{}/", named.at.as_str());
        places.iter().any(|place| at.starts_with(place))
    });
    types
}
