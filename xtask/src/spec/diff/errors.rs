//! The merged error type of each side.
//!
//! Error schemas are merged into one superset, so what happens to one of them is
//! visible in Rust only as far as it shows in the superset. The real passes do
//! the merging here too.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::found::Place;
use super::schemas::Comparer;
use super::types::Types;
use crate::codegen::api::Level;
use crate::config::Module;
use crate::document::{Kind, Pointer, schemas, walk};
use crate::passes::{self, Context, Docs, Log};

/// The error types of one side.
#[derive(Debug, Default)]
pub(super) struct Errors {
    merged: Map<String, Value>,
    /// The schemas that no longer exist under their own names.
    pub(super) replaced: BTreeSet<String>,
}

impl Errors {
    /// Merges the errors of a document; none when the passes refuse it.
    pub(super) fn of(document: &Value, module: &Module) -> Option<Self> {
        let mut document = document.clone();
        let docs = Docs::default();
        let context = Context {
            module,
            docs: &docs,
        };
        let mut log = Log::default();
        let mut before = Map::new();
        for pass in passes::ALL {
            // What is configured to be left out is gone already.
            if pass.name == "skip" {
                continue;
            }
            if pass.name == "errors" {
                before = schemas(&document);
            }
            pass.run(&mut document, context, &mut log).ok()?;
            if pass.name == "errors" {
                break;
            }
        }
        let after = schemas(&document);
        let replaced = before.keys().filter(|name| !after.contains_key(*name));
        let merged = after.iter().filter(|(name, _)| !before.contains_key(*name));
        Some(Self {
            replaced: replaced.cloned().collect(),
            merged: merged
                .map(|(name, schema)| (name.clone(), schema.clone()))
                .collect(),
        })
    }
}

/// What user code notices of all changes to error bodies together.
pub(super) fn level(old: &Errors, new: &Errors) -> Level {
    let mut level = match old.merged == new.merged {
        true => Level::None,
        // At least a limit that stands in the documentation.
        false => Level::Patch,
    };
    let (before, after) = (without_prose(&old.merged), without_prose(&new.merged));
    let (old_types, new_types) = (Types::of(&before), Types::of(&after));
    let (before, after) = (schemas(&before), schemas(&after));
    let mut comparer = Comparer::new(&old_types, &new_types);
    for (name, schema) in &before {
        match after.get(name) {
            Some(other) => {
                let place = Place::document(Pointer::root().child(name));
                comparer.schema(schema, other, true, &place);
            }
            None => level = Level::Major,
        }
    }
    if after.keys().any(|name| !before.contains_key(name)) {
        level = level.max(Level::Minor);
    }
    let levels = comparer.found.changes.iter().map(|change| change.rust);
    levels.fold(level, Level::max)
}

fn without_prose(merged: &Map<String, Value>) -> Value {
    let mut document = serde_json::json!({"components": {"schemas": merged}});
    let walked: Result<(), std::convert::Infallible> = walk(&mut document, &mut |kind, _, node| {
        if kind == Kind::Schema {
            node.remove("description");
        }
        Ok(())
    });
    let Ok(()) = walked;
    document
}
