//! Parameters: positional arguments of the method, except for headers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::change::{UNCLASSIFIED, Wire};
use super::found::Place;
use super::schemas::{NO_RULE, keys_that_differ, shown};
use super::subject::Subject;
use crate::codegen::api::Level;

pub(super) fn compare(
    subject: &mut Subject<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
    place: &Place,
) {
    let (before, after) = (by_name(old), by_name(new));
    for (key, old) in &before {
        let place = parameter_place(place, key);
        match after.get(key) {
            Some(new) => pair(subject, old, new, &place),
            None => {
                let why = "deployed builds still send it; the server ignores or refuses it";
                let verdict = (Wire::Risk, Level::Major, why);
                subject
                    .found()
                    .add(&place, "param-removed", (shown(Some(old)), None), verdict);
            }
        }
    }
    for (key, new) in &after {
        if before.contains_key(key) {
            continue;
        }
        let place = parameter_place(place, key);
        let (rule, wire, why) = match new["required"] == true {
            true => (
                "param-added-required",
                Wire::Break,
                "deployed builds do not send it",
            ),
            false => (
                "param-added",
                Wire::Safe,
                match place.cap {
                    Level::None => "deployed builds leave it out; the call context can carry it",
                    _ => "deployed builds leave it out; the method gains an argument",
                },
            ),
        };
        let verdict = (wire, Level::Major, why);
        subject
            .found()
            .add(&place, rule, (None, shown(Some(new))), verdict);
    }
}

/// Where it stands and what it is called.
type Key = (String, String);

fn by_name(parameters: Option<&Value>) -> BTreeMap<Key, Value> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parameters = parameters.and_then(Value::as_array).into_iter().flatten();
    parameters
        .map(|parameter| {
            let key = (text(&parameter["in"]), text(&parameter["name"]));
            (key, parameter.clone())
        })
        .collect()
}

fn parameter_place(place: &Place, (kind, name): &Key) -> Place {
    let mut place = place.child("parameters").child(format!("{kind}:{name}"));
    // The call context carries headers for all operations.
    if kind == "header" || kind == "cookie" {
        place.cap = Level::None;
    }
    place
}

fn pair(subject: &mut Subject<'_>, old: &Value, new: &Value, place: &Place) {
    let required = |parameter: &Value| parameter["required"] == true;
    for key in keys_that_differ(old, new) {
        let (before, after) = (&old[&key], &new[&key]);
        let (rule, verdict) = match key.as_str() {
            "schema" => {
                let place = place.child("schema");
                subject.schema(before, after, required(new), &place);
                continue;
            }
            "required" if required(old) == required(new) => continue,
            "required" if required(new) => (
                "param-became-required",
                (
                    Wire::Break,
                    Level::Major,
                    "deployed builds may leave it out",
                ),
            ),
            "required" => (
                "param-became-optional",
                (Wire::Safe, Level::Major, "the argument becomes an `Option`"),
            ),
            "deprecated" => (
                "deprecated",
                (
                    Wire::Safe,
                    Level::None,
                    "a deprecation announces a change and is none",
                ),
            ),
            key if key.starts_with("x-") => (
                "extension",
                (Wire::Safe, Level::None, "the generator reads no extension"),
            ),
            _ => (UNCLASSIFIED, NO_RULE),
        };
        let shown = (shown(old.get(&key)), shown(new.get(&key)));
        subject
            .found()
            .add(&place.child(&key), rule, shown, verdict);
    }
}
