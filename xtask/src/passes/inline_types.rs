//! A schema without a name of its own gets one from where it stands: parent and property.
//! The generator takes two types of one name for the same type and says nothing, so a
//! name that is given twice is refused here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::names::other_name;
use super::rust_names::{is_taken, type_name};
use super::shape;
use crate::Finding;
use crate::document::{Pointer, each_operation};

/// Checks the names of all inline types; `components` has the published name by Rust name.
pub(super) fn check(
    document: &mut Value,
    components: &BTreeMap<String, String>,
    free: &dyn Fn(&str) -> String,
) -> Result<(), Finding> {
    let mut names = Names {
        components,
        free,
        given: BTreeMap::new(),
    };
    let schemas = Pointer::root().child("components").child("schemas");
    for (name, schema) in crate::document::schemas(document) {
        names.inside(&schema, &name, &name, &schemas.child(&name))?;
    }
    each_operation(document, |operation| {
        let at = operation.pointer();
        let id = operation.value.get("operationId").and_then(Value::as_str);
        let id = id.unwrap_or_default().to_owned();
        let place = |schema: Option<&Value>, part: &str, at: Pointer, names: &mut Names<'_>| {
            let name = type_name(&format!("{id}-{part}"));
            schema.map_or(Ok(()), |schema| names.named(schema, &name, &id, &at))
        };
        let content = "/content/application~1json/schema";
        let body = operation.value.get("requestBody");
        let body = body.and_then(|body| body.pointer(content));
        place(body, "body", at.child("requestBody"), &mut names)?;
        let answer = operation.value.get("responses");
        let answer = answer.and_then(|all| all.get("2XX")?.pointer(content));
        let responses = at.child("responses").child("2XX");
        place(answer, "response", responses, &mut names)?;
        let parameters = operation.value.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let name = parameter["name"].as_str().unwrap_or_default();
            let at = at.child("parameters").child(index);
            place(parameter.get("schema"), name, at, &mut names)?;
        }
        Ok(())
    })
}

struct Names<'a> {
    components: &'a BTreeMap<String, String>,
    /// A name that the configuration gives to nothing yet.
    free: &'a dyn Fn(&str) -> String,
    given: BTreeMap<String, Pointer>,
}

impl Names<'_> {
    /// A schema that is known as `name` if it needs a type; `owner` can be renamed.
    fn named(
        &mut self,
        schema: &Value,
        name: &str,
        owner: &str,
        at: &Pointer,
    ) -> Result<(), Finding> {
        if schema.get("$ref").is_some() {
            return Ok(());
        }
        // The generator prefers a title to the place.
        let title = schema.get("title").and_then(Value::as_str);
        let name = title.unwrap_or(name);
        let is_type = schema.get("enum").is_some() || schema.get("properties").is_some();
        if is_type {
            let rust = type_name(name);
            let free = self.free;
            let refused = |problem: String, name: &str| match title {
                Some(_) => Finding::new("RAS-L030", problem).fix(shape::remove(&at.child("title"))),
                None => other_name("RAS-L030", problem, name, &free(&type_name(name))),
            };
            if let Some(published) = self.components.get(&rust) {
                let problem =
                    format!("this schema would be called `{rust}`, as the schema `{published}` is");
                return Err(refused(problem, published).at(at));
            }
            if is_taken(&rust) {
                let problem = format!("this schema would hide what Rust calls `{rust}`");
                return Err(refused(problem, owner).at(at));
            }
            if let Some(other) = self.given.insert(rust.clone(), at.clone()) {
                let problem = format!("this schema and {other} would both be called `{rust}`");
                return Err(refused(problem, owner).at(at));
            }
        }
        self.inside(schema, name, owner, at)
    }

    fn inside(
        &mut self,
        schema: &Value,
        name: &str,
        owner: &str,
        at: &Pointer,
    ) -> Result<(), Finding> {
        let properties = schema.get("properties").and_then(Value::as_object);
        for (property, member) in properties.into_iter().flatten() {
            let at = at.child("properties").child(property);
            self.named(
                member,
                &type_name(&format!("{name}_{property}")),
                owner,
                &at,
            )?;
        }
        for (key, ending) in [("items", "Item"), ("additionalProperties", "Value")] {
            if let Some(part) = schema.get(key) {
                self.named(part, &format!("{name}{ending}"), owner, &at.child(key))?;
            }
        }
        Ok(())
    }
}
