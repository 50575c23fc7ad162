//! The types that the generator makes of a document, by the names that it gives them.
//!
//! A component is called what the document calls it. A schema without a name is called
//! after where it stands: parent and property, or operation and part.

use std::convert::Infallible;

use serde_json::Value;

use super::rust_names::type_name;
use crate::document::{Pointer, each_operation, schemas};

/// One type.
#[derive(Clone, Debug)]
pub(crate) struct NamedType {
    /// The name in Rust.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) at: Pointer,
    /// What it is made of.
    pub(crate) schema: Value,
    /// The component or the operation whose name is part of this one.
    pub(crate) owner: String,
    /// Where the name comes from.
    pub(crate) origin: Origin,
}

impl NamedType {
    /// The wire names of its members.
    pub(crate) fn members(&self) -> impl Iterator<Item = &str> {
        let members = self.schema.get("properties").and_then(Value::as_object);
        members.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The values of an enum.
    pub(crate) fn values(&self) -> Vec<&str> {
        let values = self.schema.get("enum").and_then(Value::as_array);
        let values = values.into_iter().flatten();
        values.filter_map(Value::as_str).collect()
    }
}

/// Where the name of a type comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is a component.
    Component,
    /// Its place; it has no name of its own.
    Place,
    /// Its title, which the generator prefers to the place.
    Title,
}

/// All types of a document that went through the passes, components first.
pub(crate) fn named_types(document: &Value) -> Vec<NamedType> {
    let mut walker = Walker { found: Vec::new() };
    let components = Pointer::root().child("components").child("schemas");
    for (name, schema) in schemas(document) {
        let at = components.child(&name);
        walker.inside(&schema, (&name, &name), &name, &at);
        walker.found.push(NamedType {
            name: name.clone(),
            at,
            schema,
            owner: name,
            origin: Origin::Component,
        });
    }
    let Ok(()) = each_operation::<Infallible>(&mut document.clone(), |operation| {
        let at = operation.pointer();
        let id = operation.value.get("operationId").and_then(Value::as_str);
        let id = id.unwrap_or_default();
        let json = |at: Pointer| {
            at.child("content")
                .child("application/json")
                .child("schema")
        };
        let mut parts = vec![
            ("body", json(at.child("requestBody"))),
            ("response", json(at.child("responses").child("2XX"))),
        ];
        let parameters = operation.value.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let name = parameter["name"].as_str().unwrap_or_default();
            parts.push((name, at.child("parameters").child(index).child("schema")));
        }
        for (part, at) in parts {
            if let Some(schema) = document.pointer(at.as_str()) {
                walker.named(schema, &format!("{id}-{part}"), id, &at);
            }
        }
        Ok(())
    });
    walker
        .found
        .sort_by_key(|found| found.origin != Origin::Component);
    walker.found
}

struct Walker {
    found: Vec<NamedType>,
}

impl Walker {
    /// A schema for which the generator has a name in mind, if it needs a type.
    fn named(&mut self, schema: &Value, suggested: &str, owner: &str, at: &Pointer) {
        if schema.get("$ref").is_some() {
            return;
        }
        let title = schema.get("title").and_then(Value::as_str);
        let name = type_name(title.unwrap_or(suggested));
        if schema.get("enum").is_some() || has_members(schema) {
            self.found.push(NamedType {
                name: name.clone(),
                at: at.clone(),
                schema: schema.clone(),
                owner: owner.to_owned(),
                origin: match title {
                    Some(_) => Origin::Title,
                    None => Origin::Place,
                },
            });
        }
        self.inside(schema, (&name, suggested), owner, at);
    }

    /// The parts of a schema, by its name and by what the generator had in mind for it.
    fn inside(
        &mut self,
        schema: &Value,
        (name, suggested): (&str, &str),
        owner: &str,
        at: &Pointer,
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        for (property, member) in properties.into_iter().flatten() {
            let at = at.child("properties").child(property);
            self.named(member, &format!("{name}_{property}"), owner, &at);
        }
        // The words are found in what is put together here, so that the values of a map
        // `a` in `T` are `TAValue` and the items of a list there `TaItem`.
        let value = match has_members(schema) {
            true => format!("{name}_extraValue"),
            false => format!("{suggested}Value"),
        };
        for (key, suggested) in [
            ("items", format!("{name}Item")),
            ("additionalProperties", value),
        ] {
            if let Some(part) = schema.get(key) {
                self.named(part, &suggested, owner, &at.child(key));
            }
        }
    }
}

/// Whether an object becomes a struct; without members it is a map.
fn has_members(schema: &Value) -> bool {
    let members = schema.get("properties").and_then(Value::as_object);
    members.is_some_and(|members| !members.is_empty())
}
