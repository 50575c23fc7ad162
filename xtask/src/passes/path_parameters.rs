//! A `{name}` in a path that nobody declares becomes a required string parameter;
//! a declared path parameter that the path lacks is dropped.

use serde_json::{Value, json};

use super::{Context, Log};
use crate::Finding;
use crate::document::each_operation;

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    each_operation(document, |operation| {
        let at = operation.pointer();
        let names = template_names(operation.path);
        let parameters = operation
            .value
            .entry("parameters")
            .or_insert_with(|| json!([]));
        let Some(list) = parameters.as_array_mut() else {
            return Err(Finding::new("RAS-L003", "`parameters` is not a list").at(at));
        };
        list.retain(|parameter| {
            let name = parameter["name"].as_str().unwrap_or_default();
            let keep = parameter["in"] != "path" || names.contains(&name);
            if !keep {
                log.note(&at, format!("`{name}` dropped: the path has no such part"));
            }
            keep
        });
        for name in names {
            if !list.iter().any(|p| p["in"] == "path" && p["name"] == name) {
                log.note(&at, format!("`{name}` declared as a string"));
                list.push(
                    json!({"in": "path", "name": name, "required": true, "schema": {"type": "string"}}),
                );
            }
        }
        if list.is_empty() {
            operation.value.remove("parameters");
        }
        Ok(())
    })
}

fn template_names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
