//! What Overlay 1.1 means by updating a node.

use serde_json::Value;

/// Two values that cannot be merged, and where below the target they stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) at: String,
    pub(super) node: &'static str,
    pub(super) update: &'static str,
}

/// Updates the node that a target selects: an array takes an entry or more entries.
pub(super) fn add(node: &mut Value, update: &Value) -> Result<(), Mismatch> {
    match (node, update) {
        (Value::Array(items), entry) if !entry.is_array() => {
            items.push(entry.clone());
            Ok(())
        }
        (node, update) => merge(node, update, String::new()),
    }
}

/// Objects merge by key, arrays grow, scalars are replaced; nothing turns into another kind.
fn merge(node: &mut Value, update: &Value, at: String) -> Result<(), Mismatch> {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            for (key, value) in update {
                match node.get_mut(key) {
                    Some(member) => merge(member, value, format!("{at}/{key}"))?,
                    None => {
                        node.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(node), Value::Array(update)) => node.extend(update.iter().cloned()),
        (node, update) if kind(node) == SCALAR && kind(update) == SCALAR => *node = update.clone(),
        (node, update) => {
            let (node, update) = (kind(node), kind(update));
            return Err(Mismatch { at, node, update });
        }
    }
    Ok(())
}

const SCALAR: &str = "a scalar";

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        _ => SCALAR,
    }
}
