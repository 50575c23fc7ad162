//! One schema in the place of several: `allOf`, `anyOf`, `oneOf` and `not` are spelled out.
//!
//! All parts of `allOf` hold, so their members come together. Of alternatives one holds, so
//! the members of all come together and only what all require is required; texts become
//! one text, and alternatives that nothing tells apart stay JSON. The generator would
//! make types of them that misread what a server sends.

mod all_of;
mod alternatives;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, Pointer, schema_ref, schemas, schemas_mut, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let known = schemas(document);
    let mut composer = Composer {
        known: &known,
        done: BTreeMap::new(),
        open: Vec::new(),
        log,
    };
    // Sorted: where schemas lead in a circle, the first one decides where it is cut.
    let mut names: Vec<&String> = known.keys().collect();
    names.sort();
    for name in names {
        composer.component(name)?;
    }
    for (name, schema) in schemas_mut(document) {
        if let Some(done) = composer.done.get(name) {
            *schema = Value::Object(done.clone());
        }
    }
    walk(document, &mut |kind, at, node| match kind {
        Kind::Schema => composer.settle(node, at),
        _ => Ok(()),
    })
}

/// Settles every component once, with all that is in it, before it becomes a part of
/// another: what is put in place has nothing left to put in place.
struct Composer<'a> {
    known: &'a Map<String, Value>,
    done: BTreeMap<String, Map<String, Value>>,
    /// The components that are being settled, one because of the other.
    open: Vec<String>,
    log: &'a mut Log,
}

impl Composer<'_> {
    /// A component without composition; `None` when it is being settled, in a circle.
    fn component(&mut self, name: &str) -> Result<Option<Map<String, Value>>, Finding> {
        if let Some(done) = self.done.get(name) {
            return Ok(Some(done.clone()));
        }
        if self.open.iter().any(|open| open == name) {
            return Ok(None);
        }
        let mut schema = self.known.get(name).cloned().unwrap_or_default();
        let components = Pointer::root().child("components").child("schemas");
        self.open.push(name.to_owned());
        self.whole(&mut schema, &components.child(name))?;
        self.open.pop();
        let schema = schema.as_object().cloned().unwrap_or_default();
        self.done.insert(name.to_owned(), schema.clone());
        Ok(Some(schema))
    }

    /// Leaves a schema and all schemas in it without composition.
    fn whole(&mut self, schema: &mut Value, at: &Pointer) -> Result<(), Finding> {
        let Some(node) = schema.as_object_mut() else {
            return Ok(());
        };
        self.settle(node, at)?;
        if let Some(members) = node.get_mut("properties").and_then(Value::as_object_mut) {
            for (name, member) in members {
                self.whole(member, &at.child("properties").child(name))?;
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(part) = node.get_mut(key) {
                self.whole(part, &at.child(key))?;
            }
        }
        Ok(())
    }

    /// Leaves a schema without composition of its own.
    fn settle(&mut self, node: &mut Map<String, Value>, at: &Pointer) -> Result<(), Finding> {
        node.remove("discriminator");
        if node.contains_key("$ref") {
            return Ok(());
        }
        if node.remove("not").is_some() {
            self.log.note(at, "`not` left to the server");
        }
        if let Some(Value::Array(parts)) = node.remove("allOf") {
            self.all_of(node, parts, at)?;
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(Value::Array(parts)) = node.remove(key) {
                self.alternatives(node, parts, at)?;
            }
        }
        Ok(())
    }

    /// The schema that a part is or refers to, without composition; `None` when it leads
    /// back here.
    fn resolved(
        &mut self,
        part: &Value,
        at: &Pointer,
    ) -> Result<Option<Map<String, Value>>, Finding> {
        let mut schema = part.clone();
        self.whole(&mut schema, at)?;
        let mut nullable = false;
        let mut seen = Vec::new();
        loop {
            // The one form of a reference that may be null.
            if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
                nullable = true;
                schema = only.clone();
            }
            let Some(name) = schema_ref(&schema).map(str::to_owned) else {
                break;
            };
            let component = match seen.contains(&name) {
                true => None,
                false => self.component(&name)?,
            };
            let Some(component) = component else {
                return Ok(None);
            };
            schema = Value::Object(component);
            seen.push(name);
        }
        let mut schema = schema.as_object().cloned().unwrap_or_default();
        if nullable {
            schema.insert("nullable".into(), Value::Bool(true));
        }
        Ok(Some(schema))
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
