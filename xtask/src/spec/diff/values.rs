//! What kind of value a schema takes: type, format, null and the values of enums.

use serde_json::Value;

use super::change::Wire;
use super::found::Place;
use super::schemas::{Comparer, by_use, shown};
use crate::codegen::api::Level;

impl Comparer<'_> {
    pub(super) fn type_(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let rust = self.rust_between(old, new, required, place);
        let (wire, why) = match super::types::schema_type(old) == super::types::schema_type(new) {
            true => (Wire::Safe, "the type was implied before"),
            false => (
                Wire::Break,
                "deployed builds send and expect another JSON type",
            ),
        };
        let shown = (shown(old.get("type")), shown(new.get("type")));
        self.found
            .add(&place.child("type"), "type", shown, (wire, rust, why));
    }

    pub(super) fn format(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let rust = self.rust_between(old, new, required, place);
        let name = |schema: &Value| schema["format"].as_str().unwrap_or_default().to_owned();
        let (before, after) = (name(old), name(new));
        let is_date = |format: &str| format.starts_with("date");
        let (wire, why) = match (before.as_str(), after.as_str()) {
            ("int32", "int64" | "") => (
                by_use(place.used(), Wire::Safe, Wire::Risk),
                "deployed builds read 32 bits, and the answer may need more",
            ),
            ("int64" | "", "int32") => (
                by_use(place.used(), Wire::Risk, Wire::Safe),
                "deployed builds may send more than 32 bits",
            ),
            (before, after) if is_date(before) => (
                Wire::Break,
                match is_date(after) {
                    true => "deployed builds write and read the other kind of date",
                    false => "deployed builds read nothing but a date here",
                },
            ),
            _ if rust == Level::None => (
                by_use(place.used(), Wire::Risk, Wire::Safe),
                "builds never checked this format, the server may",
            ),
            _ => (
                by_use(place.used(), Wire::Risk, Wire::Safe),
                "the server may refuse what deployed builds send",
            ),
        };
        let shown = (shown(old.get("format")), shown(new.get("format")));
        self.found
            .add(&place.child("format"), "format", shown, (wire, rust, why));
    }

    pub(super) fn nullable(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let was = old["nullable"] == true;
        let is = new["nullable"] == true;
        let rust = self.rust_between(old, new, required, place);
        let (wire, why) = match (was, is) {
            // A member that may be absent reads null as absent.
            (false, true) => match required {
                true => (
                    by_use(place.used(), Wire::Safe, Wire::Break),
                    "deployed builds do not read null here",
                ),
                false => (Wire::Safe, "deployed builds read null as absent"),
            },
            (true, false) => match required {
                true => (
                    by_use(place.used(), Wire::Break, Wire::Safe),
                    "deployed builds may send null, which is refused now",
                ),
                false => (
                    by_use(place.used(), Wire::Risk, Wire::Safe),
                    "deployed builds may clear the member with null",
                ),
            },
            _ => (Wire::Safe, "false is what an absent `nullable` means"),
        };
        let shown = (shown(old.get("nullable")), shown(new.get("nullable")));
        self.found.add(
            &place.child("nullable"),
            "nullable",
            shown,
            (wire, rust, why),
        );
    }

    /// Values that an enum gains or loses, or the end of the enum itself.
    pub(super) fn values(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let place = &place.child("enum");
        let (Some(before), Some(after)) = (old["enum"].as_array(), new["enum"].as_array()) else {
            return self.enum_or_not(old, new, required, place);
        };
        let lost: Vec<&Value> = before.iter().filter(|v| !after.contains(v)).collect();
        let gained: Vec<&Value> = after.iter().filter(|v| !before.contains(v)).collect();
        // Only texts get a type with variants.
        let text = super::types::schema_type(new) == Some("string");
        let level = |level: Level| if text { level } else { Level::None };
        for value in &lost {
            let wire = by_use(place.used(), Wire::Break, Wire::Safe);
            let why = match wire {
                Wire::Break => "deployed builds may send the value, and its variant goes",
                _ => "the value comes no more, and its variant goes",
            };
            let verdict = (wire, level(Level::Major), why);
            self.found
                .add(place, "enum-removed", (shown(Some(value)), None), verdict);
        }
        for value in &gained {
            let why = "enums are open: deployed builds keep the value, new ones name it";
            let verdict = (Wire::Safe, level(Level::Minor), why);
            self.found
                .add(place, "enum-added", (None, shown(Some(value))), verdict);
        }
        if lost.is_empty() && gained.is_empty() {
            let verdict = (
                Wire::Safe,
                level(Level::Patch),
                "only the order of the values changed",
            );
            let shown = (shown(old.get("enum")), shown(new.get("enum")));
            self.found.add(place, "enum-order", shown, verdict);
        }
    }

    fn enum_or_not(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        let rust = self.rust_between(old, new, required, place);
        let shown = (shown(old.get("enum")), shown(new.get("enum")));
        let (rule, wire, why) = match old.get("enum").is_some() {
            true => ("enum-opened", Wire::Safe, "any text is a value now"),
            false => (
                "enum-closed",
                by_use(place.used(), Wire::Risk, Wire::Safe),
                "deployed builds may send a value outside the list",
            ),
        };
        self.found.add(place, rule, shown, (wire, rust, why));
    }
}
