//! Two versions of one schema, key by key.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{UNCLASSIFIED, Use, Wire};
use super::found::{Found, Place};
use super::types::{Types, is_struct, schema_type};
use crate::codegen::api::Level;
use crate::document::schema_ref;

/// How much of a value a report shows.
const SHOWN_CHARACTERS: usize = 100;

/// What of a schema means nothing once its type is another one.
const OF_ITS_TYPE: [&str; 7] = [
    "additionalProperties",
    "default",
    "enum",
    "format",
    "items",
    "properties",
    "required",
];

/// Compares schemas of two documents and collects what it finds.
#[derive(Debug)]
pub(super) struct Comparer<'a> {
    pub(super) old: &'a Types,
    pub(super) new: &'a Types,
    pub(super) found: Found,
    /// Pairs of targets that are being compared, for references that lead in a circle.
    open: BTreeSet<(String, String)>,
}

impl<'a> Comparer<'a> {
    pub(super) fn new(old: &'a Types, new: &'a Types) -> Self {
        Self {
            old,
            new,
            found: Found::default(),
            open: BTreeSet::new(),
        }
    }

    /// Compares two schemas at one place, where a value is due if `required`.
    pub(super) fn schema(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        if old == new {
            return;
        }
        if schema_ref(old).is_some() || schema_ref(new).is_some() {
            return self.reference(old, new, required, place);
        }
        let other_type = schema_type(old) != schema_type(new);
        let mut members_done = false;
        for key in keys_that_differ(old, new) {
            let (before, after) = (&old[&key], &new[&key]);
            if other_type && (OF_ITS_TYPE.contains(&key.as_str()) || super::limits::is(&key)) {
                continue;
            }
            match key.as_str() {
                "type" => self.type_(old, new, required, place),
                "format" => self.format(old, new, required, place),
                "nullable" => self.nullable(old, new, required, place),
                "enum" => self.values(old, new, required, place),
                "properties" | "required" if members_done => {}
                "properties" | "required" => {
                    members_done = true;
                    self.members(old, new, place);
                }
                "items" if !before.is_null() && !after.is_null() => {
                    let place = Place {
                        documented: false,
                        ..place.child("items")
                    };
                    self.schema(before, after, true, &place);
                }
                "additionalProperties" => self.additional(old, new, place),
                "allOf" | "anyOf" | "oneOf" | "not" => self.composition(&key, old, new, place),
                key if super::limits::is(key) => {
                    super::limits::compare(&mut self.found, key, old, new, place);
                }
                key => self.note(key, old, new, place),
            }
        }
    }

    /// Keys that generate nothing, or that nobody has thought about.
    fn note(&mut self, key: &str, old: &Value, new: &Value, place: &Place) {
        let (rule, verdict) = match key {
            "deprecated" => (
                "deprecated",
                (
                    Wire::Safe,
                    Level::None,
                    "a deprecation announces a change and is none",
                ),
            ),
            "readOnly" | "writeOnly" => (
                "access",
                (
                    Wire::Risk,
                    Level::None,
                    "the server may refuse or ignore what builds send",
                ),
            ),
            "title" => (
                "title",
                (
                    Wire::Safe,
                    self.title(old, new, place),
                    "a title can name a nested type",
                ),
            ),
            key if key.starts_with("x-") => (
                "extension",
                (Wire::Safe, Level::None, "the generator reads no extension"),
            ),
            _ => (UNCLASSIFIED, NO_RULE),
        };
        let shown = (shown(old.get(key)), shown(new.get(key)));
        self.found.add(&place.child(key), rule, shown, verdict);
    }

    fn title(&self, old: &Value, new: &Value, place: &Place) -> Level {
        let component = place.at.as_str().matches('/').count() == 3;
        let named = |schema: &Value| is_struct(schema) || schema.get("enum").is_some();
        match !component && named(old) && named(new) {
            true => Level::Major,
            false => Level::None,
        }
    }

    /// A reference that leads elsewhere, or a schema put in the place of one.
    fn reference(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let targets = (schema_ref(old), schema_ref(new));
        if targets.0.is_some() && targets.0 == targets.1 {
            let why = "beside a reference nothing else counts";
            let verdict = (Wire::Safe, Level::None, why);
            let shown = (shown(Some(old)), shown(Some(new)));
            return self.found.add(place, "beside-ref", shown, verdict);
        }
        let wire = self.wire_between(old, new, place);
        let rust = self.rust_between(old, new, required, place);
        let why = match wire {
            Wire::Safe => "another name for values that deployed builds send and read alike",
            _ => "the values have another shape",
        };
        let shown = (shown(Some(old)), shown(Some(new)));
        self.found.add(place, "ref", shown, (wire, rust, why));
    }

    /// What deployed builds notice when one schema takes the place of another.
    fn wire_between(&mut self, old: &Value, new: &Value, place: &Place) -> Wire {
        let pair = (old.to_string(), new.to_string());
        if !self.open.insert(pair.clone()) {
            return Wire::Safe;
        }
        let target = |types: &Types, schema: &Value| {
            let target = schema_ref(schema).and_then(|name| types.schema(name));
            target.unwrap_or(schema).clone()
        };
        let (old, new) = (target(self.old, old), target(self.new, new));
        let mut inner = Comparer::new(self.old, self.new);
        inner.open.clone_from(&self.open);
        inner.schema(&old, &new, true, place);
        self.open.remove(&pair);
        let wires = inner.found.changes.iter().map(|change| change.wire);
        wires.max().unwrap_or_default()
    }

    /// What user code notices when one schema takes the place of another.
    pub(super) fn rust_between(
        &self,
        old: &Value,
        new: &Value,
        required: bool,
        place: &Place,
    ) -> Level {
        let member = |types: &Types, schema: &Value| {
            let member = types.member(schema, required);
            // An update sends an empty list or none at all, and has to tell the two apart.
            match place.update && !required && member.starts_with("Vec<") {
                true => format!("Option<{member}>"),
                false => member,
            }
        };
        match member(self.old, old) == member(self.new, new) {
            true => Level::None,
            false => Level::Major,
        }
    }

    fn composition(&mut self, key: &str, old: &Value, new: &Value, place: &Place) {
        let why = "composed schemas become one type, which changes with any of its parts";
        let wire = by_use(place.used(), Wire::Risk, Wire::Break);
        let shown = (shown(old.get(key)), shown(new.get(key)));
        let verdict = (wire, Level::Major, why);
        self.found
            .add(&place.child(key), "composition", shown, verdict);
    }
}

/// The verdict on what no rule claims.
pub(super) const NO_RULE: super::found::Verdict = (
    Wire::Risk,
    Level::Major,
    "no rule knows this; look at it and add one",
);

/// The members that are not the same on both sides, sorted.
pub(super) fn keys_that_differ(old: &Value, new: &Value) -> BTreeSet<String> {
    let sides = [old, new].into_iter().filter_map(Value::as_object);
    sides
        .flat_map(|members| members.keys())
        .filter(|key| old.get(key.as_str()) != new.get(key.as_str()))
        .cloned()
        .collect()
}

/// The worse of two verdicts, each counted only where the schema is used that way.
pub(super) fn by_use(used: Use, request: Wire, response: Wire) -> Wire {
    let mut wire = Wire::Safe;
    if used.request {
        wire = wire.max(request);
    }
    if used.response || used.error {
        wire = wire.max(response);
    }
    wire
}

/// A value on one short line.
pub(super) fn shown(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.clone(),
        other => match schema_ref(other) {
            Some(name) if other.as_object().is_some_and(|o| o.len() == 1) => name.to_owned(),
            _ => other.to_string(),
        },
    };
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => Some(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Some(text),
    }
}
