//! One schema in the place of several: `allOf`, `anyOf`, `oneOf` and `not` are spelled out.
//!
//! All parts of `allOf` hold, so their members come together. Of alternatives one holds, so
//! the members of all come together and only what all require is required; texts become
//! one text, and alternatives that nothing tells apart stay JSON. The generator would
//! make types of them that misread what a server sends.

mod all_of;
mod alternatives;

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, Pointer, schema_ref, schemas, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let known = schemas(document);
    walk(document, &mut |kind, at, node| {
        if kind == Kind::Schema {
            Composer { known: &known }.settle(node, at, &mut Vec::new(), log)?;
        }
        Ok(())
    })
}

struct Composer<'a> {
    known: &'a Map<String, Value>,
}

impl Composer<'_> {
    /// Leaves a schema without composition; `open` are the names that lead here.
    fn settle(
        &self,
        node: &mut Map<String, Value>,
        at: &Pointer,
        open: &mut Vec<String>,
        log: &mut Log,
    ) -> Result<(), Finding> {
        node.remove("discriminator");
        if node.contains_key("$ref") {
            return Ok(());
        }
        if node.remove("not").is_some() {
            log.note(at, "`not` left to the server");
        }
        if let Some(Value::Array(parts)) = node.remove("allOf") {
            self.all_of(node, parts, at, open, log)?;
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(Value::Array(parts)) = node.remove(key) {
                self.alternatives(node, parts, at, open, log)?;
            }
        }
        Ok(())
    }

    /// The schema behind a reference, without composition; `None` when it leads back here.
    fn resolved(
        &self,
        part: &Value,
        at: &Pointer,
        open: &mut Vec<String>,
        log: &mut Log,
    ) -> Result<Option<Map<String, Value>>, Finding> {
        let depth = open.len();
        let mut part = part;
        let mut at = at.clone();
        while let Some(name) = schema_ref(part) {
            if open.iter().any(|open| open == name) {
                open.truncate(depth);
                return Ok(None);
            }
            open.push(name.to_owned());
            at = Pointer::root()
                .child("components")
                .child("schemas")
                .child(name);
            part = self.known.get(name).unwrap_or(&Value::Null);
        }
        let mut schema = part.as_object().cloned().unwrap_or_default();
        self.settle(&mut schema, &at, open, log)?;
        let again = match schema.contains_key("$ref") {
            true => self.resolved(&Value::Object(schema), &at, open, log)?,
            false => Some(schema),
        };
        open.truncate(depth);
        Ok(again)
    }
}

/// The value of a member that must be a text to count.
fn kind(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type").and_then(Value::as_str) {
        None if schema.contains_key("properties") => Some("object"),
        None if schema.contains_key("items") => Some("array"),
        None if schema.contains_key("enum") => Some("string"),
        kind => kind,
    }
}

/// Members that say nothing about what values are valid.
fn says_nothing(schema: &Map<String, Value>) -> bool {
    let words = ["description", "title", "nullable", "deprecated", "example"];
    schema
        .keys()
        .all(|key| words.contains(&key.as_str()) || key.starts_with("x-"))
}
