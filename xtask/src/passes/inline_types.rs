//! The generator takes two types of one name for the same type and says nothing, so a
//! schema without a name of its own whose name is given already is refused here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::named_types::{NamedType, Origin, named_types};
use super::names::other_name;
use super::rust_names::{is_taken, type_name};
use super::shape;
use crate::Finding;
use crate::document::Pointer;

/// Checks the names of all inline types; `components` has the published name by Rust name,
/// `free` makes a name that the configuration gives to nothing yet.
pub(super) fn check(
    document: &Value,
    components: &BTreeMap<String, String>,
    free: &dyn Fn(&str) -> String,
) -> Result<(), Finding> {
    let mut given: BTreeMap<String, Pointer> = BTreeMap::new();
    for inline in named_types(document) {
        if inline.origin == Origin::Component {
            continue;
        }
        let rust = &inline.name;
        if let Some(published) = components.get(rust) {
            let problem =
                format!("this schema would be called `{rust}`, as the schema `{published}` is");
            return Err(refused(&inline, problem, published, free));
        }
        if is_taken(rust) {
            let problem = format!("this schema would hide what Rust calls `{rust}`");
            return Err(refused(&inline, problem, &inline.owner, free));
        }
        if let Some(other) = given.insert(rust.clone(), inline.at.clone()) {
            let problem = format!("this schema and {other} would both be called `{rust}`");
            return Err(refused(&inline, problem, &inline.owner, free));
        }
    }
    Ok(())
}

fn refused(
    inline: &NamedType,
    problem: String,
    name: &str,
    free: &dyn Fn(&str) -> String,
) -> Finding {
    let finding = match inline.origin {
        Origin::Title => {
            let fix = shape::remove(&inline.at.child("title"));
            Finding::new("RAS-L030", problem).fix(fix)
        }
        _ => other_name("RAS-L030", problem, name, &free(&type_name(name))),
    };
    finding.at(&inline.at)
}
