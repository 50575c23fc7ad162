//! The Rust type that a schema becomes, as far as a comparison needs it.
//!
//! Two schemas with one text here generate one field type; the table test holds
//! this against the real generator.

use serde_json::{Map, Value};

use crate::document::{schema_ref, schemas};

const SCALARS: [&str; 4] = ["boolean", "integer", "number", "string"];
const MAX_DEPTH: usize = 16;

/// The types of one document.
#[derive(Debug)]
pub(super) struct Types {
    schemas: Map<String, Value>,
}

impl Types {
    pub(super) fn of(document: &Value) -> Self {
        Self {
            schemas: schemas(document),
        }
    }

    /// The schema of a component.
    pub(super) fn schema(&self, name: &str) -> Option<&Value> {
        self.schemas.get(name)
    }

    /// The type of a member that may be absent unless it is required.
    pub(super) fn member(&self, schema: &Value, required: bool) -> String {
        let plain = self.plain(schema, 0);
        let absent_is_empty = ["Option<", "Vec<", "Map<"]
            .iter()
            .any(|start| plain.starts_with(start));
        match required || absent_is_empty {
            true => plain,
            false => format!("Option<{plain}>"),
        }
    }

    /// Whether a component is only a name for a scalar, which gets no type of its own.
    pub(super) fn is_alias(&self, schema: &Value) -> bool {
        schema_type(schema).is_some_and(|kind| SCALARS.contains(&kind)) && !is_enum(schema)
    }

    fn plain(&self, schema: &Value, depth: usize) -> String {
        if let Some(name) = schema_ref(schema) {
            return match self.schemas.get(name) {
                Some(target) if self.is_alias(target) && depth < MAX_DEPTH => {
                    self.plain(target, depth + 1)
                }
                _ => name.to_owned(),
            };
        }
        let plain = self.not_null(schema, depth);
        match schema["nullable"] == true {
            true => format!("Option<{plain}>"),
            false => plain,
        }
    }

    fn not_null(&self, schema: &Value, depth: usize) -> String {
        if ["allOf", "anyOf", "oneOf", "not"]
            .iter()
            .any(|key| schema.get(*key).is_some())
        {
            return "composed".to_owned();
        }
        if is_enum(schema) {
            return "enum".to_owned();
        }
        let format = schema["format"].as_str().unwrap_or_default();
        match (schema_type(schema), format) {
            (Some("string"), "date") => "Date".to_owned(),
            (Some("string"), "date-time") => "DateTime".to_owned(),
            (Some("string"), _) => "String".to_owned(),
            (Some("integer"), "int32") => "i32".to_owned(),
            (Some("integer"), _) => "i64".to_owned(),
            (Some("number"), "float") => "f32".to_owned(),
            (Some("number"), _) => "f64".to_owned(),
            (Some("boolean"), _) => "bool".to_owned(),
            (Some("array"), _) if depth < MAX_DEPTH => {
                format!("Vec<{}>", self.plain(&schema["items"], depth + 1))
            }
            (Some("object"), _) => self.object(schema, depth),
            _ => "Value".to_owned(),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> String {
        if is_struct(schema) {
            return "struct".to_owned();
        }
        match schema.get("additionalProperties") {
            Some(values) if values.as_object().is_some_and(|v| !v.is_empty()) => {
                format!("Map<{}>", self.plain(values, depth + 1))
            }
            Some(Value::Bool(false)) => "struct".to_owned(),
            _ => "Map<Value>".to_owned(),
        }
    }
}

/// Whether an object has members of its own.
pub(super) fn is_struct(schema: &Value) -> bool {
    schema["properties"]
        .as_object()
        .is_some_and(|members| !members.is_empty())
}

/// Whether a schema is an enum that gets a type; only texts do.
fn is_enum(schema: &Value) -> bool {
    schema.get("enum").is_some() && schema_type(schema) == Some("string")
}

/// The declared type, or the one that the rest of the schema implies.
pub(super) fn schema_type(schema: &Value) -> Option<&str> {
    if let Some(declared) = schema.get("type") {
        return declared.as_str();
    }
    match schema.get("format").and_then(Value::as_str) {
        Some("int32" | "int64") => Some("integer"),
        Some("float" | "double") => Some("number"),
        Some(_) => Some("string"),
        None if schema.get("properties").is_some() => Some("object"),
        None if schema.get("items").is_some() => Some("array"),
        None if schema.get("enum").is_some() => Some("string"),
        None => None,
    }
}
