//! Schemas that no operation reaches leave: they are not part of what a client can do.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::{reached_schemas, schemas, schemas_mut};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let reached = reached_schemas(&document["paths"], &schemas(document));
    schemas_mut(document).retain(|name, _| {
        let keep = reached.contains(name);
        if !keep {
            log.note(name, "not reached by any operation");
        }
        keep
    });
    Ok(())
}
