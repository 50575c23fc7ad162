//! All parts hold: their members come together.

use serde_json::{Map, Value, json};

use super::{Composer, kind, says_nothing};
use crate::Finding;
use crate::document::Pointer;
use crate::passes::shape;

impl Composer<'_> {
    pub(super) fn all_of(
        &mut self,
        node: &mut Map<String, Value>,
        mut parts: Vec<Value>,
        at: &Pointer,
    ) -> Result<(), Finding> {
        parts.retain(|part| part.as_object().is_some_and(|part| !says_nothing(part)));
        if let [only] = parts.as_slice()
            && only.get("$ref").is_some()
            && says_nothing(node)
        {
            self.log.note(at, "one part: the schema itself");
            if node.get("nullable") == Some(&Value::Bool(true)) {
                // The one form of a reference that may be null.
                node.insert("allOf".into(), json!([only]));
            } else {
                node.insert("$ref".into(), only["$ref"].clone());
            }
            return Ok(());
        }
        for (index, part) in parts.iter().enumerate() {
            let place = at.child("allOf").child(index);
            let Some(part) = self.resolved(part, &place)? else {
                return Err(conflict(
                    "a part of the schema is the schema itself",
                    &place,
                ));
            };
            together(node, part, &place)?;
        }
        self.log
            .note(at, format!("{} parts put together", parts.len()));
        Ok(())
    }
}

fn together(
    node: &mut Map<String, Value>,
    part: Map<String, Value>,
    at: &Pointer,
) -> Result<(), Finding> {
    if let (Some(one), Some(other)) = (kind(node), kind(&part))
        && one != other
    {
        return Err(conflict(&format!("both {one} and {other}"), at));
    }
    for (key, value) in part {
        match (key.as_str(), node.get_mut(&key), value) {
            (_, None, value) => {
                node.insert(key, value);
            }
            ("properties", Some(Value::Object(own)), Value::Object(members)) => {
                for (name, member) in members {
                    match own.get_mut(&name) {
                        None => {
                            own.insert(name, member);
                        }
                        Some(first) => same_member(first, member, &name, at)?,
                    }
                }
            }
            ("required", Some(Value::Array(own)), Value::Array(names)) => {
                for name in names {
                    if !own.contains(&name) {
                        own.push(name);
                    }
                }
            }
            // Whatever limits further is for the server to say.
            _ => {}
        }
    }
    Ok(())
}

/// The same member twice: equal, or the one that says more.
fn same_member(first: &mut Value, member: Value, name: &str, at: &Pointer) -> Result<(), Finding> {
    let silent = |schema: &Value| schema.as_object().is_none_or(says_nothing);
    let kinds = |schema: &Value| schema.as_object().and_then(kind).map(str::to_owned);
    if silent(first) {
        *first = member;
    } else if !silent(&member) && *first != member && kinds(first) != kinds(&member) {
        let message = format!("the parts disagree about `{name}`");
        return Err(conflict(&message, at));
    }
    Ok(())
}

fn conflict(message: &str, at: &Pointer) -> Finding {
    Finding::new("RAS-L035", format!("`allOf`: {message}"))
        .at(at)
        .fix(shape::remove(at))
}
