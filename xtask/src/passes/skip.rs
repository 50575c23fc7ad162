//! Operations that `skip` names leave the document.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::config::dead_entry;

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    for entry in &context.module.skip {
        let removed = entry.split_once(' ').and_then(|(method, path)| {
            document
                .get_mut("paths")?
                .get_mut(path)?
                .as_object_mut()?
                .remove(&method.to_lowercase())
        });
        if removed.is_none() {
            return Err(dead_entry("skip", entry));
        }
        log.note(entry, "left out");
    }
    Ok(())
}
