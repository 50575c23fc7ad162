//! Header and cookie parameters leave the signatures: the call context carries headers,
//! for all operations in one way.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::each_operation;

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    each_operation(document, |operation| {
        let at = operation.pointer();
        if let Some(Value::Array(parameters)) = operation.value.get_mut("parameters") {
            parameters.retain(|parameter| {
                let keep = parameter["in"] != "header" && parameter["in"] != "cookie";
                if !keep {
                    let name = parameter["name"].as_str().unwrap_or_default();
                    log.note(&at, format!("header `{name}` left to the call context"));
                }
                keep
            });
            if parameters.is_empty() {
                operation.value.remove("parameters");
            }
        }
        Ok(())
    })
}
