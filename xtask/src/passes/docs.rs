//! Our own words become the descriptions of the document, and so the rustdoc of the code.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::{each_operation, schemas_mut};

/// `openapi/docs/<id>.yaml`, by clean names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Docs {
    /// Text per operation id.
    pub operations: BTreeMap<String, String>,
    /// Text per schema.
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
        crate::document::parse_yaml(text)
            .map_err(|error| Finding::new("RAS-D001", format!("not a docs file: {error}")).at(file))
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
    let schemas = schemas_mut(document);
    for (name, schema) in schemas.iter_mut() {
        let Some(schema) = schema.as_object_mut() else {
            continue;
        };
        match docs.schemas.get(name) {
            Some(SchemaDocs { doc, .. }) if !doc.is_empty() => describe(schema, doc),
            _ => log.note(name, "undocumented"),
        }
        for (field, value) in schema
            .get_mut("properties")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            // OpenAPI 3.0 ignores what stands beside a reference, so a description
            // there changes nothing for other readers; the post-pass reads it.
            match (docs.field(name, field), value.as_object_mut()) {
                (Some(text), Some(value)) => describe(value, text),
                _ => log.note(format!("{name}.{field}"), "undocumented"),
            }
        }
    }
    dead_docs(docs, &operations, schemas)
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

fn dead_docs(
    docs: &Docs,
    operations: &BTreeSet<String>,
    schemas: &Map<String, Value>,
) -> Result<(), Finding> {
    let dead = |entry: String| {
        Err(Finding::new(
            "RAS-D002",
            format!("the text for `{entry}` describes nothing"),
        )
        .at("openapi/docs")
        .fix("delete the entry, or correct its name"))
    };
    for id in docs.operations.keys() {
        if !operations.contains(id) {
            return dead(id.clone());
        }
    }
    for (name, entry) in &docs.schemas {
        // Inline enums and objects get their name from the generator; the post-pass looks them up.
        let Some(schema) = schemas.get(name) else {
            continue;
        };
        for field in entry.fields.keys() {
            let extra = field == "extra" && schema.get("additionalProperties").is_some();
            if schema
                .pointer("/properties")
                .is_none_or(|p| p.get(field).is_none())
                && !extra
            {
                return dead(format!("{name}.{field}"));
            }
        }
        for value in entry.values.keys() {
            let values = schema["enum"].as_array();
            if !values.is_some_and(|values| values.iter().any(|v| v == value)) {
                return dead(format!("{name}.{value}"));
            }
        }
    }
    Ok(())
}
