//! The members of an object: which there are and which must be there.

use serde_json::{Map, Value};

use super::change::Wire;
use super::found::Place;
use super::schemas::{Comparer, by_use, shown};
use super::types::is_struct;
use crate::codegen::api::Level;

impl Comparer<'_> {
    pub(super) fn members(&mut self, old: &Value, new: &Value, place: &Place) {
        let (before, after) = (properties(old), properties(new));
        // The first member turns a map into a struct, the loss of the last one turns it back.
        let reshaped = is_struct(old) != is_struct(new);
        for (name, schema) in &before {
            let place = member_place(place, name);
            match after.get(name) {
                None => self.removed(schema, requires(old, name), &place),
                Some(other) => {
                    let required = (requires(old, name), requires(new, name));
                    self.member(schema, other, required, &place);
                }
            }
        }
        for (name, schema) in &after {
            if !before.contains_key(name) {
                let place = member_place(place, name);
                self.added(schema, requires(new, name), reshaped, &place);
            }
        }
    }

    fn removed(&mut self, schema: &Value, required: bool, place: &Place) {
        let (gone, why) = match required {
            true => (
                Wire::Break,
                "deployed builds cannot read an answer without the member",
            ),
            false => (
                Wire::Risk,
                "deployed builds send or read a member that is gone",
            ),
        };
        let wire = by_use(place.used(), Wire::Risk, gone);
        let why = match wire {
            Wire::Break => why,
            _ => "deployed builds send or read a member that is gone",
        };
        let verdict = (wire, Level::Major, why);
        self.found
            .add(place, "prop-removed", (shown(Some(schema)), None), verdict);
    }

    fn added(&mut self, schema: &Value, required: bool, reshaped: bool, place: &Place) {
        let shown = (None, shown(Some(schema)));
        if required {
            let wire = by_use(place.used(), Wire::Break, Wire::Safe);
            // `new` asks for no argument that may be null.
            let nullable = self.new.member(schema, true).starts_with("Option<");
            let (rust, why) = match (nullable, wire) {
                (true, Wire::Safe) => (Level::Minor, "deployed builds pass the member over"),
                (true, _) => (Level::Minor, "deployed builds do not send the member"),
                (false, Wire::Safe) => (
                    Level::Major,
                    "deployed builds pass the member over; `new` gains an argument",
                ),
                (false, _) => (
                    Level::Major,
                    "deployed builds do not send the member, and `new` gains an argument",
                ),
            };
            let verdict = (wire, rust, why);
            return self.found.add(place, "prop-added-required", shown, verdict);
        }
        let (rust, why) = match reshaped {
            true => (Level::Major, "the free map becomes a struct"),
            false => (
                Level::Minor,
                "structs are non-exhaustive and pass over what they do not know",
            ),
        };
        let verdict = (Wire::Safe, rust, why);
        self.found.add(place, "prop-added", shown, verdict);
    }

    fn member(&mut self, old: &Value, new: &Value, required: (bool, bool), place: &Place) {
        // What may be null is an `Option` either way, and is read when it is absent.
        let nullable = self.old.member(old, true).starts_with("Option<");
        let unread = match nullable {
            true => Wire::Safe,
            false => Wire::Break,
        };
        let (wire, rule, why) = match required {
            (true, false) => {
                let wire = by_use(place.used(), Wire::Safe, unread);
                let why = match wire {
                    Wire::Safe => "deployed builds always send the member or read its absence",
                    _ => "deployed builds cannot read an answer without the member",
                };
                (wire, "became-optional", why)
            }
            (false, true) => {
                let wire = by_use(place.used(), Wire::Break, Wire::Safe);
                let why = match wire {
                    Wire::Safe => "deployed builds read what always comes",
                    _ => "deployed builds may leave the member out",
                };
                (wire, "became-required", why)
            }
            _ => return self.schema(old, new, required.1, place),
        };
        let rust = match nullable && self.new.member(new, true).starts_with("Option<") {
            true => Level::Patch,
            false => Level::Major,
        };
        let word = |required: bool| match required {
            true => Some("required".to_owned()),
            false => Some("optional".to_owned()),
        };
        let shown = (word(required.0), word(required.1));
        self.found.add(place, rule, shown, (wire, rust, why));
        self.schema(old, new, required.1, place);
    }

    /// What may stand beside the declared members.
    pub(super) fn additional(&mut self, old: &Value, new: &Value, place: &Place) {
        let place = place.child("additionalProperties");
        let (before, after) = (&old["additionalProperties"], &new["additionalProperties"]);
        if typed(before) && typed(after) {
            return self.schema(before, after, true, &place);
        }
        let rust = match is_struct(old) && is_struct(new) {
            true => beside_members(before, after),
            false => self.rust_between(old, new, true, &place),
        };
        // The passes open what is closed: only a server refuses members.
        let (wire, why) = match after == &Value::Bool(false) {
            true => (
                by_use(place.used(), Wire::Risk, Wire::Safe),
                "the server may refuse members that it does not know",
            ),
            false => (
                Wire::Safe,
                "deployed builds pass over or keep what they do not know",
            ),
        };
        let shown = (
            shown(old.get("additionalProperties")),
            shown(new.get("additionalProperties")),
        );
        self.found
            .add(&place, "additional-properties", shown, (wire, rust, why));
    }
}

/// A struct has a field for other members only where the schema speaks of them.
fn beside_members(before: &Value, after: &Value) -> Level {
    // `true` says what a schema without the key says, and the passes open what is closed.
    match (before.is_object(), after.is_object()) {
        (false, false) => Level::None,
        (false, true) => Level::Minor,
        (true, false) => Level::Major,
        (true, true) if !typed(before) && !typed(after) => Level::None,
        (true, true) => Level::Major,
    }
}

fn typed(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|members| !members.is_empty())
}

fn member_place(place: &Place, name: &str) -> Place {
    Place {
        documented: true,
        ..place.child("properties").child(name)
    }
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default()
}

fn requires(schema: &Value, name: &str) -> bool {
    let required = schema["required"].as_array();
    required.is_some_and(|names| names.iter().any(|required| required == name))
}
