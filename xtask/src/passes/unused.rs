//! Schemas that no operation reaches leave: they are not part of what a client can do.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::{each_ref, schemas, schemas_mut};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let known = schemas(document);
    let mut reached = BTreeSet::new();
    let mut open = Vec::new();
    each_ref(&document["paths"], &mut |name| open.push(name.to_owned()));
    while let Some(name) = open.pop() {
        if let Some(schema) = known.get(&name)
            && reached.insert(name)
        {
            each_ref(schema, &mut |name| open.push(name.to_owned()));
        }
    }
    schemas_mut(document).retain(|name, _| {
        let keep = reached.contains(name);
        if !keep {
            log.note(name, "not reached by any operation");
        }
        keep
    });
    Ok(())
}
