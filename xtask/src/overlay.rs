//! OpenAPI Overlay 1.1, applied strictly.
//!
//! The standard lets an action match nothing; here that is an error, because a
//! correction that no longer bites hides that the document has changed. Three
//! extensions say more: `x-reason` (mandatory), `x-matches` (how many nodes,
//! 1 unless given) and `x-expect` (what every matched node must contain).

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use crate::Finding;

/// An overlay file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// The version of the Overlay specification.
    pub overlay: String,
    /// Title and version of the overlay.
    pub info: Value,
    /// The document it is written for.
    #[serde(default)]
    pub extends: Option<String>,
    /// The corrections, in order.
    pub actions: Vec<Action>,
}

/// One correction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// JSONPath (RFC 9535) of the nodes to change.
    pub target: String,
    /// What the action does, for the reader.
    #[serde(default)]
    pub description: Option<String>,
    /// Merged into every matched node.
    #[serde(default)]
    pub update: Option<Value>,
    /// Removes every matched node.
    #[serde(default)]
    pub remove: bool,
    /// Why the published document is wrong or incomplete here.
    #[serde(default, rename = "x-reason")]
    pub reason: Option<String>,
    /// How many nodes must match.
    #[serde(default, rename = "x-matches")]
    pub matches: Option<usize>,
    /// What every matched node must contain before the change.
    #[serde(default, rename = "x-expect")]
    pub expect: Option<Value>,
}

impl Overlay {
    /// Parses an overlay; `file` is named in errors.
    pub fn parse(text: &str, file: &str) -> Result<Self, Finding> {
        crate::document::parse_yaml(text)
            .map_err(|error| Finding::new("RAS-O001", format!("not an overlay: {error}")).at(file))
    }

    /// Applies every action to the document, or stops at the first that does not fit.
    pub fn apply(&self, document: &mut Value, file: &str) -> Result<(), Finding> {
        for (index, action) in self.actions.iter().enumerate() {
            action.apply(document).map_err(|finding| {
                finding.at(format!("{file} actions[{index}] {}", action.target))
            })?;
        }
        Ok(())
    }
}

impl Action {
    fn apply(&self, document: &mut Value) -> Result<(), Finding> {
        if self.reason.as_deref().is_none_or(|r| r.trim().is_empty()) {
            return Err(Finding::new("RAS-O002", "the action has no `x-reason`")
                .fix("say why the published document is wrong here"));
        }
        if self.update.is_some() == self.remove {
            return Err(Finding::new(
                "RAS-O003",
                "an action needs exactly one of `update` and `remove: true`",
            ));
        }
        let pointers = self.select(document)?;
        self.check(document, &pointers)?;
        match &self.update {
            Some(update) => {
                for pointer in &pointers {
                    if let Some(node) = document.pointer_mut(pointer) {
                        merge(node, update);
                    }
                }
            }
            // From the last to the first, so that earlier removals do not move later places.
            None => {
                for pointer in pointers.iter().rev() {
                    remove(document, pointer);
                }
            }
        }
        Ok(())
    }

    fn select(&self, document: &Value) -> Result<Vec<String>, Finding> {
        let path = JsonPath::parse(&self.target)
            .map_err(|error| Finding::new("RAS-O004", format!("not a JSONPath: {error}")))?;
        Ok(path
            .query_located(document)
            .locations()
            .map(|location| location.to_json_pointer())
            .collect())
    }

    fn check(&self, document: &Value, pointers: &[String]) -> Result<(), Finding> {
        let wanted = self.matches.unwrap_or(1);
        if pointers.len() != wanted {
            return Err(Finding::new(
                "RAS-O005",
                format!("the target matches {} nodes, not {wanted}", pointers.len()),
            )
            .fix(if pointers.is_empty() {
                "the document has changed: delete the action, or correct its target"
            } else {
                "make the target narrower, or say how many with `x-matches`"
            }));
        }
        let Some(expect) = &self.expect else {
            return Ok(());
        };
        for pointer in pointers {
            let node = document.pointer(pointer).unwrap_or(&Value::Null);
            if !contains(node, expect) {
                return Err(Finding::new(
                    "RAS-O006",
                    format!("the node at {pointer} is {node}, which does not contain {expect}"),
                )
                .fix("the document has changed: review whether the correction is still right"));
            }
        }
        Ok(())
    }
}

/// Objects merge by key, arrays grow, everything else is replaced.
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            for (key, value) in update {
                match node.get_mut(key) {
                    Some(member) => merge(member, value),
                    None => {
                        node.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(node), Value::Array(update)) => node.extend(update.iter().cloned()),
        (node, update) => *node = update.clone(),
    }
}

fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = key.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn contains(node: &Value, expect: &Value) -> bool {
    match (node, expect) {
        (Value::Object(node), Value::Object(expect)) => expect
            .iter()
            .all(|(key, value)| node.get(key).is_some_and(|member| contains(member, value))),
        (node, expect) => node == expect,
    }
}
