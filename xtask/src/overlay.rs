//! OpenAPI Overlay 1.1, applied strictly.
//!
//! The standard lets an action match nothing; here that is an error, because a
//! correction that no longer bites hides that the document has changed. Three
//! extensions say more: `x-reason` (mandatory), `x-matches` (how many nodes,
//! 1 unless given) and `x-expect` (what every matched node must contain).

mod merge;

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use crate::Finding;
use merge::{Mismatch, add};

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
    /// JSONPath of the one node that is merged into every matched node.
    #[serde(default)]
    pub copy: Option<String>,
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
        let refused = |why: String| Finding::new("RAS-O001", why).at(file);
        let overlay: Self = crate::document::parse_yaml(text)
            .map_err(|error| refused(format!("not an overlay: {error}")))?;
        match overlay.overlay.starts_with("1.1.") {
            true => Ok(overlay),
            false => Err(refused(format!(
                "`overlay` is {}, not 1.1.x: other versions merge by other rules",
                overlay.overlay
            ))),
        }
    }

    /// Applies every action to the document, or stops at the first that does not fit.
    pub fn apply(&self, document: &mut Value, file: &str) -> Result<(), Finding> {
        for (index, action) in self.actions.iter().enumerate() {
            action
                .apply(document)
                .map_err(|finding| finding.at(place(file, index, action)))?;
        }
        Ok(())
    }

    /// Applies the actions that fit and returns why the others do not.
    ///
    /// For a document that the overlay was not written for: its next version, or its last.
    pub fn apply_fitting(&self, document: &mut Value, file: &str) -> Vec<Finding> {
        let mut unfit = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            // An action that stops half-way has changed nothing.
            let mut changed = document.clone();
            match action.apply(&mut changed) {
                Ok(()) => *document = changed,
                Err(finding) => unfit.push(finding.at(place(file, index, action))),
            }
        }
        unfit
    }
}

fn place(file: &str, index: usize, action: &Action) -> String {
    format!("{file} actions[{index}] {}", action.target)
}

/// What an action does to the nodes that it matches.
enum Deed {
    Add(Value),
    Remove,
}

impl Action {
    /// Whether the action says why it is there.
    pub fn has_reason(&self) -> bool {
        let reason = self.reason.as_deref();
        reason.is_some_and(|reason| !reason.trim().is_empty())
    }

    fn apply(&self, document: &mut Value) -> Result<(), Finding> {
        if !self.has_reason() {
            return Err(Finding::new("RAS-O002", "the action has no `x-reason`")
                .fix("say why the published document is wrong here"));
        }
        let deed = self.deed(document)?;
        let pointers = select(&self.target, document)?;
        self.check(document, &pointers)?;
        match deed {
            Deed::Add(update) => {
                for pointer in &pointers {
                    if let Some(node) = document.pointer_mut(pointer) {
                        add(node, &update).map_err(|mismatch| mismatched(pointer, &mismatch))?;
                    }
                }
            }
            // From the last to the first, so that earlier removals do not move later places.
            Deed::Remove => {
                for pointer in pointers.iter().rev() {
                    remove(document, pointer);
                }
            }
        }
        Ok(())
    }

    fn deed(&self, document: &Value) -> Result<Deed, Finding> {
        match (&self.update, &self.copy, self.remove) {
            (Some(update), None, false) => Ok(Deed::Add(update.clone())),
            (None, Some(source), false) => match select(source, document)?.as_slice() {
                [one] => Ok(Deed::Add(
                    document.pointer(one).cloned().unwrap_or_default(),
                )),
                found => Err(Finding::new(
                    "RAS-O005",
                    format!("`copy` matches {} nodes, not 1", found.len()),
                )
                .fix("name the one node that is copied")),
            },
            (None, None, true) => Ok(Deed::Remove),
            _ => Err(Finding::new(
                "RAS-O003",
                "an action needs exactly one of `update`, `copy` and `remove: true`",
            )),
        }
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

/// The pointers of all nodes that a JSONPath selects.
fn select(path: &str, document: &Value) -> Result<Vec<String>, Finding> {
    let path = JsonPath::parse(path)
        .map_err(|error| Finding::new("RAS-O004", format!("not a JSONPath: {error}")))?;
    Ok(path
        .query_located(document)
        .locations()
        .map(|location| location.to_json_pointer())
        .collect())
}

fn mismatched(pointer: &str, mismatch: &Mismatch) -> Finding {
    Finding::new(
        "RAS-O007",
        format!(
            "the node at {pointer}{} is {}, the update is {}",
            mismatch.at, mismatch.node, mismatch.update
        ),
    )
    .fix("remove the node with an action of its own, then add what belongs there")
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
