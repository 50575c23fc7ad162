//! Operations without an id get one from method and path; ids that stand twice are refused.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::each_operation;

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    let mut seen = BTreeMap::new();
    each_operation(document, |operation| {
        let at = operation.pointer();
        let id = match operation.value.get("operationId").and_then(Value::as_str) {
            Some(id) if !id.is_empty() => id.to_owned(),
            _ => {
                let id = synthesise(operation.method, operation.path);
                log.note(&at, format!("named `{id}`"));
                operation
                    .value
                    .insert("operationId".into(), Value::String(id.clone()));
                id
            }
        };
        match seen.insert(id.clone(), at.clone()) {
            None => Ok(()),
            Some(first) => Err(Finding::new(
                "RAS-L002",
                format!("the operation id `{id}` stands twice"),
            )
            .at(format!("{first} and {at}"))
            .fix(format!(
                "give one of them another id in the overlay:\n- target: {}\n  x-reason: the id stands twice\n  update: {{operationId: \"{id}2\"}}",
                at.json_path()
            ))),
        }
    })
}

/// `get /v2/profiles/{profileId}` becomes `getV2ProfilesByProfileId`.
fn synthesise(method: &str, path: &str) -> String {
    let mut id = method.to_owned();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let (by, segment) = match segment.strip_prefix('{') {
            Some(name) => ("By", name.trim_end_matches('}')),
            None => ("", segment),
        };
        id.push_str(by);
        for word in segment.split(|c: char| !c.is_ascii_alphanumeric()) {
            let mut letters = word.chars();
            id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            id.push_str(letters.as_str());
        }
    }
    id
}
