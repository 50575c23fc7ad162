//! Values of one enum that would become one Rust variant: the first gets the variant, the
//! others stay what any value is that the SDK does not know, a text that is read and
//! written as it stands.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rust_names::type_name;
use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        let Some(Value::Array(values)) = node.get_mut("enum") else {
            return Ok(());
        };
        if kind != Kind::Schema {
            return Ok(());
        }
        let mut variants: BTreeMap<String, String> = BTreeMap::new();
        values.retain(|value| {
            let value = value.as_str().unwrap_or_default();
            let variant = type_name(value);
            match variants.get(&variant) {
                Some(first) => {
                    let change = format!(
                        "`{value}` has no variant of its own: `{first}` is {variant} already"
                    );
                    log.note(at, change);
                    false
                }
                None => {
                    variants.insert(variant, value.to_owned());
                    true
                }
            }
        });
        if values.is_empty() {
            node.remove("enum");
        }
        Ok(())
    })
}
