//! What users would find undocumented.

use std::convert::Infallible;

use serde_json::Value;

use super::Lint;
use crate::Finding;
use crate::codegen::Effective;
use crate::document::{each_operation, schemas};
use crate::passes::Docs;

pub(super) fn find(effective: &Effective) -> Vec<Lint> {
    let docs = &effective.docs;
    let mut found = Vec::new();
    let mut missing = |what: String, at: String, stub: String| {
        let finding = Finding::new("RAS-D003", format!("{what} is undocumented"))
            .at(at)
            .fix(format!(
                "add to openapi/docs/{}.yaml, in our own words:\n{stub}",
                effective.id
            ));
        found.push(Lint::error(finding));
    };
    let Ok(()) = each_operation::<Infallible>(&mut effective.document.clone(), |operation| {
        let id = operation.value["operationId"].as_str().unwrap_or_default();
        if !docs.operations.contains_key(id) {
            let stub = format!(
                "operations:\n  {id}: |\n    <one sentence in the present tense>\n\n    # Source\n\n    `{} {}`.",
                operation.method.to_uppercase(),
                operation.path
            );
            missing(
                format!("the operation `{id}`"),
                operation.pointer().to_string(),
                stub,
            );
        }
        Ok(())
    });
    for (name, schema) in schemas(&effective.document) {
        let at = format!("#/components/schemas/{name}");
        if docs
            .schemas
            .get(&name)
            .is_none_or(|docs| docs.doc.trim().is_empty())
        {
            let stub = format!("schemas:\n  {name}:\n    doc: <one sentence>");
            missing(format!("the type `{name}`"), at.clone(), stub);
        }
        for value in undocumented_values(docs, &name, &schema) {
            let stub = format!("schemas:\n  {name}:\n    values:\n      {value}: <one sentence>");
            missing(
                format!("the value `{value}` of `{name}`"),
                format!("{at}/enum"),
                stub,
            );
        }
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let at = format!("{at}/properties/{field}");
            if docs.field(&name, field).is_none() {
                let stub = format!(
                    "schemas:\n  {name}:\n    fields:\n      {field}: <one sentence, with unit and limit>"
                );
                missing(format!("the field `{name}.{field}`"), at.clone(), stub);
            }
            let inline = format!("{name}{}", capitalised(field));
            for value in undocumented_values(docs, &inline, property) {
                let stub =
                    format!("schemas:\n  {inline}:\n    values:\n      {value}: <one sentence>");
                missing(
                    format!("the value `{value}` of `{inline}`"),
                    at.clone(),
                    stub,
                );
            }
        }
    }
    found
}

fn undocumented_values<'a>(docs: &Docs, name: &str, schema: &'a Value) -> Vec<&'a str> {
    let values = schema["enum"].as_array().into_iter().flatten();
    values
        .filter_map(Value::as_str)
        .filter(|value| docs.value(name, value).is_none())
        .collect()
}

/// The generator names an inline enum after its schema and its property.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}
