//! All error answers of a document become one type, [`API_ERROR`].
//!
//! Every error body of every operation is merged into one superset, member by
//! member and schema by schema; what the merged schemas replace is replaced
//! everywhere, so that an item error inside a 207 is the same type as one inside
//! a 400. Unknown members are kept. Two members that cannot be one are an error.

mod merger;

use serde_json::{Value, json};

use self::merger::{Merger, Variant};
use super::{Context, Log};
use crate::Finding;
use crate::document::{each_operation, ref_to, rewrite_refs, schemas, schemas_mut};

/// The name of the merged error type.
pub const API_ERROR: &str = "ApiError";

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let bodies = take_bodies(document);
    let known = schemas(document);
    let mut merger = Merger::new(&known);
    merger.merge(API_ERROR, &bodies)?;
    let Merger {
        merged, replaced, ..
    } = merger;
    for (old, new) in &replaced {
        log.note(old, format!("merged into {new}"));
    }
    let schemas = schemas_mut(document);
    schemas.retain(|name, _| !replaced.contains_key(name));
    // A schema that only happens to have the name of a merged one makes way.
    let mut moved = std::collections::BTreeMap::new();
    for name in merged.keys() {
        if let Some(other) = schemas.remove(name) {
            let free = (2..).map(|n| format!("{name}{n}"));
            let free = free.into_iter().find(|free| !known.contains_key(free));
            let free = free.unwrap_or_default();
            log.note(name, format!("is no error body: named {free}"));
            schemas.insert(free.clone(), other);
            moved.insert(name.clone(), free);
        }
    }
    // First the references to what made way, then those to what was merged.
    rewrite_refs(document, &|name| moved.get(name).cloned());
    let schemas = schemas_mut(document);
    for (name, schema) in merged {
        schemas.insert(name, schema);
    }
    rewrite_refs(document, &|name| replaced.get(name).cloned());
    each_operation(document, |operation| {
        if let Some(Value::Object(responses)) = operation.value.get_mut("responses") {
            for class in ["4XX", "5XX"] {
                let schema = ref_to(API_ERROR);
                let content = json!({"application/json": {"schema": schema}});
                responses.insert(class.into(), json!({"description": "", "content": content}));
            }
        }
        Ok(())
    })
}

/// Takes the bodies of all error answers out of the operations.
fn take_bodies(document: &mut Value) -> Vec<Variant> {
    let mut bodies: Vec<Variant> = Vec::new();
    let walked: Result<(), std::convert::Infallible> = each_operation(document, |operation| {
        let at = operation.pointer().child("responses");
        let Some(Value::Object(responses)) = operation.value.get_mut("responses") else {
            return Ok(());
        };
        responses.retain(|code, response| {
            if code == "2XX" {
                return true;
            }
            if let Some(schema) = response.pointer("/content/application~1json/schema")
                && !bodies.iter().any(|body| body.schema == *schema)
            {
                bodies.push(Variant {
                    schema: schema.clone(),
                    at: at.child(code),
                });
            }
            false
        });
        Ok(())
    });
    let Ok(()) = walked;
    bodies
}
