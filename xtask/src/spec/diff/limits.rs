//! Bounds and defaults, which are documentation in the generated code.

use serde_json::Value;

use super::change::Wire;
use super::found::{Found, Place};
use super::schemas::{by_use, shown};
use crate::codegen::api::Level;

/// Bounds that allow less when they grow.
const LOWER: [&str; 5] = [
    "exclusiveMinimum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
];

/// Bounds that allow less when they shrink.
const UPPER: [&str; 5] = [
    "exclusiveMaximum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
];

/// Whether a key of a schema is a bound or a default.
pub(super) fn is(key: &str) -> bool {
    LOWER.contains(&key)
        || UPPER.contains(&key)
        || ["default", "multipleOf", "pattern", "uniqueItems"].contains(&key)
}

/// Adds the change of one bound or default.
pub(super) fn compare(found: &mut Found, key: &str, old: &Value, new: &Value, place: &Place) {
    // These stand in no documentation.
    let silent = ["multipleOf", "uniqueItems"].contains(&key)
        || key.starts_with("exclusive")
        || [old, new].iter().all(|side| says_nothing(key, side));
    let rust = match place.documented && !silent {
        true => Level::Patch,
        false => Level::None,
    };
    let shown = (shown(old.get(key)), shown(new.get(key)));
    let (rule, wire, why) = match key {
        "default" => (
            "default",
            by_use(place.used(), Wire::Risk, Wire::Safe),
            "what builds leave out means something else to the server",
        ),
        _ if looser(key, old, new) => ("bounds", Wire::Safe, "the server takes more than before"),
        _ => (
            "bounds",
            by_use(place.used(), Wire::Risk, Wire::Safe),
            "the server may refuse what builds send; none of them checks",
        ),
    };
    found.add(&place.child(key), rule, shown, (wire, rust, why));
}

fn looser(key: &str, old: &Value, new: &Value) -> bool {
    match (old.get(key), new.get(key)) {
        (_, None) => true,
        (Some(before), Some(after)) => {
            let (Some(before), Some(after)) = (before.as_f64(), after.as_f64()) else {
                return after == &Value::Bool(false);
            };
            match LOWER.contains(&key) {
                true => after < before,
                false => UPPER.contains(&key) && after > before,
            }
        }
        (None, Some(_)) => false,
    }
}

/// Whether a lower bound only says that nothing is negative.
fn says_nothing(key: &str, schema: &Value) -> bool {
    let upper = key.replace("min", "max").replace("Min", "Max");
    let zero = schema.get(key).is_none_or(|bound| bound == 0);
    key.starts_with("min") && zero && schema.get(upper).is_none()
}
