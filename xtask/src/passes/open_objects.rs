//! A closed object opens: `additionalProperties: false` would make every member that
//! Amazon adds tomorrow lose the whole answer.

use serde_json::Value;

use super::{Context, Log};
use crate::Finding;
use crate::document::{Kind, walk};

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        let closed = node.get("additionalProperties") == Some(&Value::Bool(false));
        if kind == Kind::Schema && closed {
            log.note(at, "members that nobody declared are passed over");
            node.remove("additionalProperties");
        }
        Ok(())
    })
}
