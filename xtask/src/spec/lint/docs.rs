//! What users would find undocumented.

use std::convert::Infallible;

use super::Lint;
use crate::Finding;
use crate::codegen::Effective;
use crate::document::each_operation;
use crate::passes::named_types;

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
    for named in named_types(&effective.document) {
        let (name, at) = (&named.name, &named.at);
        if docs.of_type(name).is_none() {
            let stub = format!("schemas:\n  {name}:\n    doc: <one sentence>");
            missing(format!("the type `{name}`"), at.to_string(), stub);
        }
        let values = named.values().into_iter();
        for value in values.filter(|value| docs.value(name, value).is_none()) {
            let stub = format!("schemas:\n  {name}:\n    values:\n      {value}: <one sentence>");
            missing(
                format!("the value `{value}` of `{name}`"),
                at.child("enum").to_string(),
                stub,
            );
        }
        for field in named.members() {
            if docs.field(name, field).is_none() {
                let stub = format!(
                    "schemas:\n  {name}:\n    fields:\n      {field}: <one sentence, with unit and limit>"
                );
                missing(
                    format!("the field `{name}.{field}`"),
                    at.child("properties").child(field).to_string(),
                    stub,
                );
            }
        }
    }
    found
}
