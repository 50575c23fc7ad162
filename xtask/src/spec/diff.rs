//! `cargo xtask spec diff`: what a change of a contract does to deployed builds and to user code.
//!
//! Every schema is compared once, under its own name, with the operations that
//! reach it and the direction; every change has two verdicts. What no rule knows
//! is said, not passed over. The verdict for user code is held against the API
//! that the real pipeline generates from both sides.

mod bodies;
mod change;
mod check;
mod documents;
mod errors;
mod found;
mod limits;
mod members;
mod operations;
mod parameters;
mod reach;
mod renames;
mod report;
mod responses;
mod schemas;
mod side;
mod subject;
mod top;
mod types;
mod values;

pub use change::{Change, Reach, UNCLASSIFIED, Use, Wire};
pub use check::Check;
pub use documents::diff_documents;
pub(super) use reach::Reached;
pub use report::{FailOn, Format, Report};
pub use side::Side;

use serde::Serialize;
use serde_json::Value;

use super::structure_of;
use crate::codegen::Layers;
use crate::codegen::api::Level;
use crate::document::canonical;

/// How two versions of a document relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// They say the same.
    Same,
    /// Only words differ, which no contract keeps.
    ProseOnly,
    /// The structure differs.
    Changed,
}

/// Everything that is known about the two versions of one document.
#[derive(Clone, Debug, Serialize)]
pub struct Diff {
    /// The id or title of the document.
    pub document: String,
    /// Where the old version came from.
    pub old: String,
    /// Where the new version came from.
    pub new: String,
    /// How they relate.
    pub relation: Relation,
    /// What happens to deployed builds.
    pub wire: Wire,
    /// What happens to user code, by the rules and the generated API together.
    pub rust: Level,
    /// The changes, the worst first.
    pub changes: Vec<Change>,
    /// The verdict for user code held against the generated API.
    pub check: Option<Check>,
}

impl Diff {
    /// Whether no generated API confirms what the rules say.
    pub fn is_by_rules_alone(&self) -> bool {
        matches!(self.check, Some(Check::Impossible { .. }))
    }

    /// What the rules alone say about user code.
    pub fn rust_by_rules(&self) -> Level {
        self.changes
            .iter()
            .map(|change| change.rust)
            .max()
            .unwrap_or_default()
    }

    /// The changes that no rule claims.
    pub fn unclassified(&self) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(|change| change.rule == UNCLASSIFIED)
    }
}

/// Compares two versions of a document, published or without prose.
///
/// There is always an answer: a version that nobody can read yet is what a maintainer has
/// to be told about.
pub fn diff(document: &str, old: &Side, new: &Side, layers: &Layers) -> Diff {
    let mut found = Diff {
        document: document.to_owned(),
        old: old.label.clone(),
        new: new.label.clone(),
        relation: Relation::Same,
        wire: Wire::Safe,
        rust: Level::None,
        changes: Vec::new(),
        check: None,
    };
    let (before, after) = (structure_of(&old.document), structure_of(&new.document));
    if canonical(&before) == canonical(&after) {
        if canonical(&old.document) != canonical(&new.document) {
            found.relation = Relation::ProseOnly;
        }
        return found;
    }
    found.relation = Relation::Changed;
    found.changes = changes(&before, &after, layers);
    let check = check::check(document, &before, &after, layers, found.rust_by_rules());
    let wires = found.changes.iter().map(|change| change.wire);
    found.wire = wires.max().unwrap_or_default();
    found.rust = found.rust_by_rules().max(check.level().unwrap_or_default());
    found.check = Some(check);
    found
}

/// The changes of two contracts, by the rules alone.
fn changes(old: &Value, new: &Value, layers: &Layers) -> Vec<Change> {
    let mut changes = top::compare(old, new);
    let sides = subject::Sides::of(old, new, &layers.module).or_else(|_| {
        // What stops the rules in a contract may be mended by its overlay.
        let mended = [old, new].map(|side| layers.overlaid(side).0);
        subject::Sides::of(&mended[0], &mended[1], &layers.module)
    });
    match sides {
        Ok(sides) => changes.extend(sides.changes(&layers.module)),
        Err(finding) => changes.push(Change::unreadable(&finding)),
    }
    found::sorted(changes)
}
