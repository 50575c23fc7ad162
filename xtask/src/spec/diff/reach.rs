//! Which operations lead to a schema, and in which direction.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::change::{Reach, Use};
use crate::document::{each_operation, each_ref, schemas};

/// The operations that reach each schema of a document.
#[derive(Debug, Default)]
pub(in crate::spec) struct Reached {
    by_schema: BTreeMap<String, Reach>,
}

impl Reached {
    /// Follows every reference of every operation.
    pub(in crate::spec) fn of(document: &Value) -> Self {
        let known = schemas(document);
        let mut reached = Self::default();
        let walked: Result<(), std::convert::Infallible> =
            each_operation(&mut document.clone(), |operation| {
                let name = operation_name(operation.method, operation.path);
                for (used, part) in parts(operation.value) {
                    reached.follow(part, &name, used, &known);
                }
                Ok(())
            });
        let Ok(()) = walked;
        reached
    }

    fn follow(&mut self, part: &Value, operation: &str, used: Use, known: &Map<String, Value>) {
        let mut open = Vec::new();
        each_ref(part, &mut |name| open.push(name.to_owned()));
        while let Some(name) = open.pop() {
            let Some(schema) = known.get(&name) else {
                continue;
            };
            let reach = self.by_schema.entry(name).or_default();
            let before = reach.get(operation).copied();
            let after = before.unwrap_or_default().or(used);
            if before != Some(after) {
                reach.insert(operation.to_owned(), after);
                each_ref(schema, &mut |name| open.push(name.to_owned()));
            }
        }
    }

    /// The operations that lead to a schema.
    pub(in crate::spec) fn to(&self, schema: &str) -> Reach {
        self.by_schema.get(schema).cloned().unwrap_or_default()
    }
}

/// `METHOD /path`.
pub(super) fn operation_name(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_uppercase())
}

fn parts(operation: &Map<String, Value>) -> Vec<(Use, &Value)> {
    let mut parts = Vec::new();
    for key in ["parameters", "requestBody"] {
        parts.extend(operation.get(key).map(|part| (Use::REQUEST, part)));
    }
    let responses = operation.get("responses").and_then(Value::as_object);
    for (code, response) in responses.into_iter().flatten() {
        let used = match code.starts_with('2') {
            true => Use::RESPONSE,
            false => Use::ERROR,
        };
        parts.push((used, response));
    }
    parts
}

/// Both reaches together.
pub(super) fn union(mut a: Reach, b: Reach) -> Reach {
    for (operation, used) in b {
        let both = a.get(&operation).copied().unwrap_or_default().or(used);
        a.insert(operation, both);
    }
    a
}
