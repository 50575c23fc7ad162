//! What stands beside paths and schemas: version, servers, security, shared parts.

use serde_json::Value;

use super::change::{Change, UNCLASSIFIED, Wire};
use super::found::{Found, Place, Verdict};
use super::operations::{SECURITY, SERVERS};
use super::schemas::{NO_RULE, keys_that_differ, shown};
use crate::codegen::api::Level;
use crate::document::Pointer;

const UNUSED: Verdict = (
    Wire::Safe,
    Level::None,
    "a shared part counts where an operation uses it",
);

/// Compares everything of two documents that belongs to no operation and no schema.
pub(super) fn compare(old: &Value, new: &Value) -> Vec<Change> {
    let mut found = Found::default();
    let root = Place::document(Pointer::root());
    for key in keys_that_differ(old, new) {
        match key.as_str() {
            "info" => each(&mut found, &old[&key], &new[&key], &root.child(&key), info),
            "components" => {
                each(
                    &mut found,
                    &old[&key],
                    &new[&key],
                    &root.child(&key),
                    component,
                );
            }
            "paths" => paths(&mut found, &old[&key], &new[&key], &root.child(&key)),
            _ => one(&mut found, &key, old, new, &root, document),
        }
    }
    found.changes
}

/// The rule and verdict for a key; none when the key is looked at elsewhere.
type Rules = fn(&str, Option<&Value>, Option<&Value>) -> Option<(&'static str, Verdict)>;

fn each(found: &mut Found, old: &Value, new: &Value, place: &Place, rules: Rules) {
    for key in keys_that_differ(old, new) {
        one(found, &key, old, new, place, rules);
    }
}

fn one(found: &mut Found, key: &str, old: &Value, new: &Value, place: &Place, rules: Rules) {
    let (before, after) = (old.get(key), new.get(key));
    let claimed = match key.starts_with("x-") {
        true => Some(("extension", EXTENSION)),
        false => rules(key, before, after),
    };
    if let Some((rule, verdict)) = claimed {
        found.add(
            &place.child(key),
            rule,
            (shown(before), shown(after)),
            verdict,
        );
    }
}

const EXTENSION: Verdict = (Wire::Safe, Level::None, "the generator reads no extension");

fn document(
    key: &str,
    old: Option<&Value>,
    new: Option<&Value>,
) -> Option<(&'static str, Verdict)> {
    Some(match key {
        "openapi" if minor_version(old) == minor_version(new) => (
            "openapi",
            (
                Wire::Safe,
                Level::None,
                "a patch of the format changes no meaning",
            ),
        ),
        "servers" => ("servers", SERVERS),
        "security" => ("security", SECURITY),
        "tags" => (
            "tags",
            (Wire::Safe, Level::None, "tags only group documentation"),
        ),
        _ => (UNCLASSIFIED, NO_RULE),
    })
}

fn minor_version(version: Option<&Value>) -> Option<&str> {
    version?.as_str()?.rsplit_once('.').map(|(minor, _)| minor)
}

fn info(key: &str, _: Option<&Value>, _: Option<&Value>) -> Option<(&'static str, Verdict)> {
    let why = "the first line of the generated module names it";
    Some(match key {
        "title" | "version" => ("info", (Wire::Safe, Level::Patch, why)),
        _ => (
            "info",
            (Wire::Safe, Level::None, "nothing is generated from it"),
        ),
    })
}

fn component(key: &str, _: Option<&Value>, _: Option<&Value>) -> Option<(&'static str, Verdict)> {
    Some(match key {
        "schemas" | "parameters" | "requestBodies" | "responses" => return None,
        "headers" => (
            "header-changed",
            (
                Wire::Risk,
                Level::None,
                "headers are read by name and never declared in types",
            ),
        ),
        "callbacks" | "examples" | "links" => ("shared-part", UNUSED),
        "securitySchemes" => ("security", SECURITY),
        _ => (UNCLASSIFIED, NO_RULE),
    })
}

fn paths(found: &mut Found, old: &Value, new: &Value, place: &Place) {
    for path in keys_that_differ(old, new) {
        if path.starts_with("x-") {
            one(found, &path, old, new, place, document);
        } else {
            let none = Value::Null;
            let side = |value: &Value| value.get(&path).unwrap_or(&none).clone();
            let (old, new, place) = (side(old), side(new), place.child(&path));
            each(found, &old, &new, &place, path_item);
            for method in keys_that_differ(&old, &new) {
                // Everything else of an operation is compared once shared parts are in place.
                if let (Some(old), Some(new)) = (old.get(&method), new.get(&method))
                    && old.get("callbacks") != new.get("callbacks")
                {
                    one(
                        found,
                        "callbacks",
                        old,
                        new,
                        &place.child(method),
                        callbacks,
                    );
                }
            }
        }
    }
}

fn callbacks(_: &str, _: Option<&Value>, _: Option<&Value>) -> Option<(&'static str, Verdict)> {
    let why = "no client code comes of what the server calls";
    Some(("callbacks", (Wire::Safe, Level::None, why)))
}

fn path_item(key: &str, _: Option<&Value>, _: Option<&Value>) -> Option<(&'static str, Verdict)> {
    match key {
        "parameters" => None,
        "servers" => Some(("servers", SERVERS)),
        key if crate::document::METHODS.contains(&key) => None,
        _ => Some((UNCLASSIFIED, NO_RULE)),
    }
}
