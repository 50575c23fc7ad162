//! Decisions that nobody has taken yet, and decisions about nothing.

use std::collections::BTreeSet;
use std::convert::Infallible;

use serde_json::Value;

use super::Lint;
use crate::Finding;
use crate::codegen::Effective;
use crate::config::{CONFIG, dead_entry};
use crate::document::{each_operation, reached_schemas, schemas};

pub(super) fn find(effective: &Effective) -> Vec<Lint> {
    let known = schemas(&effective.document);
    let module = &effective.module;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for schema in request_schemas(effective) {
        let properties = known[&schema].get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let entry = format!("{schema}.{name}");
            let at = format!("#/components/schemas/{schema}/properties/{name}");
            if property["type"] == "number" {
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
        "add one of these to the module in {CONFIG}:\n{yes} = [\"{entry}\"]\n{no} = [\"{entry}\"]"
    ));
    Lint::error(finding)
}

/// All schemas that can be part of a request.
fn request_schemas(effective: &Effective) -> BTreeSet<String> {
    let known = schemas(&effective.document);
    let mut found = BTreeSet::new();
    let Ok(()) = each_operation::<Infallible>(&mut effective.document.clone(), |operation| {
        for key in ["requestBody", "parameters"] {
            if let Some(part) = operation.value.get(key) {
                found.extend(reached_schemas(part, &known));
            }
        }
        Ok(())
    });
    found
}
