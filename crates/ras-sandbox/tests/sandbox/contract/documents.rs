//! The operations of the published contracts, ready to judge with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// Each contract, and its overlay where that adds something.
const DOCUMENTS: [(&str, Option<&str>); 4] = [
    (
        include_str!("../../../../../openapi/contract/retail-ad-service.json"),
        None,
    ),
    (
        include_str!("../../../../../openapi/contract/retail-ad-service-retailer-identity.json"),
        None,
    ),
    (
        include_str!("../../../../../openapi/contract/product-metadata.json"),
        Some(include_str!(
            "../../../../../openapi/overlays/product-metadata.overlay.yaml"
        )),
    ),
    (
        include_str!("../../../../../openapi/contract/reporting-v3.json"),
        None,
    ),
];

/// One method of one path.
pub(crate) struct Operation {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) required_headers: BTreeSet<String>,
    pub(crate) body_required: bool,
    pub(crate) body: Option<(String, Validator)>,
    /// The schema of the body as the contract has it, for those who make requests up.
    #[allow(dead_code, reason = "only the sandbox's own tests make requests up")]
    pub(crate) body_schema: Value,
    pub(crate) answers: BTreeMap<u16, (String, Validator)>,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    DOCUMENTS
        .iter()
        .flat_map(|(contract, overlay)| read(contract, *overlay))
        .collect()
});

/// The contracts as they were published.
#[allow(dead_code, reason = "only the sandbox's own tests judge the judge")]
pub(crate) fn contracts() -> impl Iterator<Item = &'static str> {
    DOCUMENTS.iter().map(|(contract, _)| *contract)
}

/// Every operation of every document.
pub(crate) fn operations() -> &'static [Operation] {
    &OPERATIONS
}

/// The operation that a request is for, when a contract has it.
pub(crate) fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    operations()
        .iter()
        .find(|operation| operation.method == method && fits(&operation.path, path))
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, given)| wanted == given || wanted.starts_with('{'))
}

fn read(contract: &str, overlay: Option<&str>) -> Vec<Operation> {
    let mut document: Value = serde_json::from_str(contract).unwrap();
    if let Some(overlay) = overlay {
        add(&mut document, &serde_saphyr::from_str(overlay).unwrap());
    }
    let mut schemas = document["components"]["schemas"].clone();
    close(&mut schemas);
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations.push(read_operation(path, method, operation, &schemas));
        }
    }
    operations
}

fn read_operation(path: &str, method: &str, operation: &Value, schemas: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let required_headers = parameters
        .filter(|parameter| parameter["in"] == "header" && parameter["required"] == true)
        .map(|parameter| parameter["name"].as_str().unwrap().to_ascii_lowercase())
        .collect();
    let body = &operation["requestBody"];
    let answers = operation["responses"].as_object().unwrap();
    Operation {
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        required_headers,
        body_required: body["required"] == true,
        body: content(body, schemas),
        body_schema: with_schemas(only_schema(body).1, schemas),
        answers: answers
            .iter()
            .filter_map(|(status, answer)| Some((status.parse().ok()?, content(answer, schemas)?)))
            .collect(),
    }
}

fn content(holder: &Value, schemas: &Value) -> Option<(String, Validator)> {
    let (media_type, schema) = only_schema(holder);
    let validator = || jsonschema::draft202012::new(&with_schemas(schema, schemas)).unwrap();
    media_type.map(|media_type| (media_type, validator()))
}

fn only_schema(holder: &Value) -> (Option<String>, Value) {
    match holder["content"]
        .as_object()
        .and_then(|all| all.iter().next())
    {
        None => (None, Value::Null),
        Some((media_type, content)) => (Some(media_type.clone()), content["schema"].clone()),
    }
}

fn with_schemas(schema: Value, schemas: &Value) -> Value {
    let mut schema = schema;
    close(&mut schema);
    if let Some(members) = schema.as_object_mut() {
        members.insert("components".to_owned(), json!({"schemas": schemas}));
    }
    schema
}

/// Turns `nullable` into JSON Schema's words, and lets objects have declared members only.
fn close(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Object(members) => {
            members.values_mut().for_each(close);
            // A schema with a list of members, and not the list itself.
            if members.get("type") == Some(&json!("object")) && members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            if members.remove("nullable") == Some(Value::Bool(true))
                && let Some(kind) = members.get("type").cloned()
            {
                members.insert("type".to_owned(), json!([kind, "null"]));
            }
        }
        _ => {}
    }
}

/// Applies the additions of an overlay: an action that corrects says what it expects.
fn add(document: &mut Value, overlay: &Value) {
    for action in overlay["actions"].as_array().unwrap() {
        if action.get("x-expect").is_some() {
            continue;
        }
        let target = action["target"].as_str().unwrap();
        let pointer = target.trim_start_matches('$').replace('.', "/");
        let place = document.pointer_mut(&pointer).unwrap();
        merge(place.as_object_mut().unwrap(), &action["update"]);
    }
}

fn merge(place: &mut Map<String, Value>, update: &Value) {
    for (name, value) in update.as_object().unwrap() {
        assert!(!place.contains_key(name), "{name} is no addition");
        place.insert(name.clone(), value.clone());
    }
}
