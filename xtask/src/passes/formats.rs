//! Formats for which the generator would reach for crates that we do not use are dropped.
//! A number is a number and a text is a text; only dates and integer widths change the type.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, walk};

const KEPT: [&str; 6] = ["date", "date-time", "int32", "int64", "float", "double"];

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind != Kind::Schema {
            return Ok(());
        }
        if let Some(format) = node.get("format").and_then(Value::as_str)
            && !KEPT.contains(&format)
        {
            log.note(at, format!("format `{format}` dropped"));
            node.remove("format");
        }
        Ok(())
    })
}
