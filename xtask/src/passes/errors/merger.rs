//! Several schemas of errors as one that takes whatever each of them takes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::API_ERROR;
use crate::Finding;
use crate::document::{Pointer, ref_to, schema_ref};
use crate::passes::rust_names::field_name;

/// One schema to merge, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) schema: Value,
    pub(super) at: Pointer,
}

pub(super) struct Merger<'a> {
    known: &'a Map<String, Value>,
    /// The merged schemas by name.
    pub(super) merged: BTreeMap<String, Value>,
    /// Old schema name → merged schema name.
    pub(super) replaced: BTreeMap<String, String>,
    /// What is being merged under which name, so that a schema may contain itself.
    open: Vec<(Vec<Value>, String)>,
}

impl<'a> Merger<'a> {
    pub(super) fn new(known: &'a Map<String, Value>) -> Self {
        Self {
            known,
            merged: BTreeMap::new(),
            replaced: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    /// Merges object schemas into the component `name`.
    pub(super) fn merge(&mut self, name: &str, variants: &[Variant]) -> Result<(), Finding> {
        let mut members: BTreeMap<String, Vec<Variant>> = BTreeMap::new();
        let mut required: Option<Vec<String>> = None;
        for variant in variants {
            let schema = self.resolve(variant, name)?;
            for (property, value) in schema.schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
            {
                let at = schema.at.child("properties").child(property);
                let values = members.entry(property.clone()).or_default();
                if !values.iter().any(|known| known.schema == *value) {
                    let schema = value.clone();
                    values.push(Variant { schema, at });
                }
            }
            let own: Vec<String> = schema.schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect();
            required = Some(match required {
                None => own,
                Some(common) => common.into_iter().filter(|n| own.contains(n)).collect(),
            });
        }
        // The field that keeps unknown members has this name and takes this member too.
        members.retain(|property, _| field_name(property) != "extra");
        let mut properties = Map::new();
        for (property, values) in members {
            let part = format!("{name}{}", capitalised(&property));
            let value = self.merge_member(&part, &values)?;
            properties.insert(property, value);
        }
        let mut required = required.unwrap_or_default();
        required.retain(|name| properties.contains_key(name));
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": {},
        });
        // The body of an error is never refused for what it lacks; its parts keep
        // what all of them promise.
        if name != API_ERROR && !required.is_empty() {
            schema["required"] = json!(required);
        }
        self.merged.insert(name.to_owned(), schema);
        Ok(())
    }

    fn merge_member(&mut self, name: &str, values: &[Variant]) -> Result<Value, Finding> {
        let resolved: Vec<Variant> = values.iter().map(|value| self.follow(value)).collect();
        let all = |wanted: &str| resolved.iter().all(|v| v.schema["type"] == wanted);
        if !all("string")
            && let Some(only) = one(values)
        {
            return Ok(only);
        }
        if all("string") {
            return Ok(self.merge_strings(name, values, &resolved));
        }
        if all("array") {
            let items: Vec<Variant> = resolved
                .iter()
                .map(|list| Variant {
                    schema: list.schema["items"].clone(),
                    at: list.at.child("items"),
                })
                .collect();
            let items = match self.is_object(&items) {
                true => ref_to(&self.merge_replacing(name, &items)?),
                false => self.merge_member(name, &items)?,
            };
            return Ok(json!({"type": "array", "items": items}));
        }
        if self.is_object(&resolved) {
            let name = self.merge_replacing(name, values)?;
            return Ok(ref_to(&name));
        }
        Err(disagree(name, values))
    }

    fn is_object(&self, variants: &[Variant]) -> bool {
        variants
            .iter()
            .all(|variant| self.follow(variant).schema.get("properties").is_some())
    }

    /// Free text beside enums becomes an enum of all values: open enums keep the rest.
    fn merge_strings(&mut self, name: &str, values: &[Variant], resolved: &[Variant]) -> Value {
        let mut known: Vec<String> = resolved
            .iter()
            .flat_map(|variant| variant.schema["enum"].as_array().into_iter().flatten())
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        known.sort();
        known.dedup();
        if known.is_empty() {
            return json!({"type": "string"});
        }
        for old in values.iter().filter_map(|value| schema_ref(&value.schema)) {
            self.replaced.insert(old.to_owned(), name.to_owned());
        }
        self.merged
            .insert(name.to_owned(), json!({"type": "string", "enum": known}));
        ref_to(name)
    }

    /// Merges under `name`, or returns the name under which this is merged already.
    fn merge_replacing(&mut self, name: &str, variants: &[Variant]) -> Result<String, Finding> {
        let key: Vec<Value> = variants.iter().map(|v| v.schema.clone()).collect();
        if let Some((_, name)) = self.open.iter().find(|(open, _)| *open == key) {
            return Ok(name.clone());
        }
        for old in variants.iter().filter_map(|v| schema_ref(&v.schema)) {
            self.replaced.insert(old.to_owned(), name.to_owned());
        }
        self.open.push((key, name.to_owned()));
        self.merge(name, variants)?;
        self.open.pop();
        Ok(name.to_owned())
    }

    fn resolve(&mut self, variant: &Variant, into: &str) -> Result<Variant, Finding> {
        if let Some(name) = schema_ref(&variant.schema) {
            self.replaced.insert(name.to_owned(), into.to_owned());
        }
        let target = self.follow(variant);
        let kind = target.schema["type"].as_str();
        if target.schema.get("properties").is_none() && !matches!(kind, None | Some("object")) {
            let kind = kind.unwrap_or_default();
            return Err(Finding::new(
                "RAS-L021",
                format!("an error body merged into `{into}` is of the type {kind}"),
            )
            .fix(removed(&[&variant.at]))
            .at(&variant.at));
        }
        Ok(target)
    }

    fn follow(&self, variant: &Variant) -> Variant {
        let mut found = variant.clone();
        // As many steps as there are schemas: no circle is longer.
        for _ in 0..=self.known.len() {
            let Some(name) = schema_ref(&found.schema) else {
                break;
            };
            let at = Pointer::root().child("components").child("schemas");
            let at = at.child(name);
            let Some(schema) = self.known.get(name).cloned() else {
                break;
            };
            found = Variant { schema, at };
        }
        found
    }
}

/// The one schema that all are, but for words and for being null sometimes.
fn one(values: &[Variant]) -> Option<Value> {
    let bare = |variant: &Variant| {
        let mut schema = variant.schema.clone();
        if let Some(schema) = schema.as_object_mut() {
            schema.retain(|key, _| key != "description" && key != "nullable");
        }
        schema
    };
    let (first, others) = values.split_first()?;
    if others.iter().any(|other| bare(other) != bare(first)) {
        return None;
    }
    let nullable = |variant: &&Variant| variant.schema["nullable"] == true;
    let one = values.iter().find(nullable).unwrap_or(first);
    Some(one.schema.clone())
}

fn disagree(name: &str, values: &[Variant]) -> Finding {
    let places: Vec<&Pointer> = values.iter().map(|value| &value.at).collect();
    let at: Vec<String> = places.iter().map(ToString::to_string).collect();
    Finding::new(
        "RAS-L021",
        format!("the error bodies disagree about the type of `{name}`"),
    )
    .at(at.join(" and "))
    .fix(removed(&places))
}

/// What no member takes is kept among the unknown members, whatever its type.
fn removed(places: &[&Pointer]) -> String {
    let mut text = String::from(
        "take the members away with overlay actions (what a server sends there stays readable in `extra`), or make them agree:",
    );
    for place in places {
        text.push_str(&format!(
            "\n- target: {}\n  x-reason: the error bodies disagree about its type\n  remove: true",
            place.json_path()
        ));
    }
    text
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
