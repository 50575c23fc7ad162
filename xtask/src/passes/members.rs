//! Two properties of one schema that become one field of a struct are refused.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rust_names::field_name;
use crate::Finding;
use crate::document::{Kind, walk};

pub(super) fn check(document: &mut Value) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind != Kind::Schema {
            return Ok(());
        }
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        let open = node.get("additionalProperties");
        if open.is_some_and(|open| *open != Value::Bool(false)) {
            fields.insert("extra".into(), "the unknown members".into());
        }
        let properties = node.get("properties").and_then(Value::as_object);
        for property in properties.into_iter().flat_map(|p| p.keys()) {
            // Letters alone: `brandLogoAssetID` and `…Id` would be two fields that nobody
            // could tell apart.
            let mut key = field_name(property).replace('_', "");
            if key.is_empty() {
                key.push('_');
            }
            let Some(other) = fields.insert(key, format!("`{property}`")) else {
                continue;
            };
            let place = at.child("properties").child(property);
            return Err(Finding::new(
                "RAS-L031",
                format!("{other} and `{property}` become one field"),
            )
            .at(&place)
            .fix(format!(
                "take one of them away with an overlay action:\n\
                 - target: {}\n  x-reason: the same member in another spelling\n  remove: true",
                place.json_path()
            )));
        }
        Ok(())
    })
}
