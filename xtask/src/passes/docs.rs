//! Our own words become the descriptions of the document, and so the rustdoc of the code.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::named_types::{NamedType, Origin, named_types};
use super::{Context, Log};
use crate::Finding;
use crate::document::{Pointer, each_operation};

/// `openapi/docs/<id>.yaml`, by clean names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Docs {
    /// Text per operation id.
    pub operations: BTreeMap<String, String>,
    /// Text per type: components by name, inline schemas by the name that they get.
    pub schemas: BTreeMap<String, SchemaDocs>,
    /// Text of a field name wherever its schema gives none.
    pub fields: BTreeMap<String, String>,
    /// Text of an enum value wherever its schema gives none.
    pub values: BTreeMap<String, String>,
}

/// Texts for one schema.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SchemaDocs {
    /// The schema itself.
    pub doc: String,
    /// Its properties, by wire name.
    pub fields: BTreeMap<String, String>,
    /// Its enum values.
    pub values: BTreeMap<String, String>,
}

impl Docs {
    /// Parses a docs file; `file` is named in errors.
    pub fn parse(text: &str, file: &str) -> Result<Self, Finding> {
        crate::document::parse_yaml(text).map_err(|error| {
            Finding::new("RAS-D001", format!("not a docs file: {error}"))
                .at(file)
                .fix("a key stands once: put what was pasted below the one that is there")
        })
    }

    /// The text of a type.
    pub fn of_type(&self, name: &str) -> Option<&str> {
        let text = self.schemas.get(name).map(|docs| docs.doc.trim());
        text.filter(|text| !text.is_empty())
    }

    /// The text of a field of a schema.
    pub fn field(&self, schema: &str, field: &str) -> Option<&str> {
        self.schemas
            .get(schema)
            .and_then(|docs| docs.fields.get(field))
            .or_else(|| self.fields.get(field))
            .map(|text| text.trim())
    }

    /// The text of a value of an enum.
    pub fn value(&self, schema: &str, value: &str) -> Option<&str> {
        self.schemas
            .get(schema)
            .and_then(|docs| docs.values.get(value))
            .or_else(|| self.values.get(value))
            .map(|text| text.trim())
    }
}

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    let docs = context.docs;
    let mut operations = BTreeSet::new();
    each_operation(document, |operation| {
        let id = operation
            .value
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        operations.insert(id.to_owned());
        match docs.operations.get(id) {
            Some(text) => describe(operation.value, text),
            None => log.note(operation.pointer(), "undocumented"),
        }
        Ok::<(), Finding>(())
    })?;
    let types = named_types(document);
    for named in &types {
        describe_type(document, named, docs, log);
    }
    dead_docs(docs, &operations, &types)
}

/// Describes a component and the members of any type; what an inline type is can only be
/// said in the code, because the place of the type is that of a member.
fn describe_type(document: &mut Value, named: &NamedType, docs: &Docs, log: &mut Log) {
    let name = &named.name;
    let mut put = |at: &Pointer, what: &str, text: Option<&str>| {
        let node = document.pointer_mut(at.as_str());
        match (text, node.and_then(Value::as_object_mut)) {
            (Some(text), Some(node)) => describe(node, text),
            _ => log.note(what, "undocumented"),
        }
    };
    if named.origin == Origin::Component {
        put(&named.at, name, docs.of_type(name));
    }
    // OpenAPI 3.0 ignores what stands beside a reference, so a description there changes
    // nothing for other readers; the post-pass reads it.
    for field in named.members() {
        let at = named.at.child("properties").child(field);
        put(&at, &format!("{name}.{field}"), docs.field(name, field));
    }
}

/// Puts our text before what the passes have said about limits.
fn describe(node: &mut Map<String, Value>, text: &str) {
    let text = text.trim();
    let description = match node.get("description").and_then(Value::as_str) {
        Some(limits) if !limits.is_empty() => format!("{text}\n\n{limits}"),
        _ => text.to_owned(),
    };
    node.insert("description".into(), Value::String(description));
}

/// Texts that no operation, type, member or value takes.
fn dead_docs(
    docs: &Docs,
    operations: &BTreeSet<String>,
    types: &[NamedType],
) -> Result<(), Finding> {
    let dead = |entry: String| {
        Err(Finding::new(
            "RAS-D002",
            format!("the text for `{entry}` describes nothing"),
        )
        .at("openapi/docs")
        .fix("delete the entry, or correct its name"))
    };
    if let Some(id) = docs.operations.keys().find(|id| !operations.contains(*id)) {
        return dead(id.clone());
    }
    for (name, entry) in &docs.schemas {
        let Some(named) = types.iter().find(|named| named.name == *name) else {
            return dead(name.clone());
        };
        if let Some(field) = entry.fields.keys().find(|field| !has_member(named, field)) {
            return dead(format!("{name}.{field}"));
        }
        let mut values = entry.values.keys();
        if let Some(value) = values.find(|value| !named.values().contains(&value.as_str())) {
            return dead(format!("{name}.{value}"));
        }
    }
    // A text for several schemas is there for those that have none of their own.
    let own = |named: &NamedType| docs.schemas.get(&named.name);
    let field_taken = |field: &String| {
        let silent = |named: &NamedType| own(named).is_none_or(|o| !o.fields.contains_key(field));
        let mut types = types.iter();
        types.any(|named| has_member(named, field) && silent(named))
    };
    if let Some(field) = docs.fields.keys().find(|field| !field_taken(field)) {
        return dead(format!("fields.{field}"));
    }
    let value_taken = |value: &String| {
        let silent = |named: &NamedType| own(named).is_none_or(|o| !o.values.contains_key(value));
        let mut types = types.iter();
        types.any(|named| named.values().contains(&value.as_str()) && silent(named))
    };
    match docs.values.keys().find(|value| !value_taken(value)) {
        Some(value) => dead(format!("values.{value}")),
        None => Ok(()),
    }
}

/// Unknown members are kept in a field of this name.
fn has_member(named: &NamedType, field: &str) -> bool {
    let keeps_unknown = named.schema.get("additionalProperties").is_some();
    named.members().any(|member| member == field) || field == "extra" && keeps_unknown
}
